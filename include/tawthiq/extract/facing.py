"""Two parties set against each other in so many words: "بين X وY من جهة، وZ من جهة أخرى"."""

from __future__ import annotations

import itertools
from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention

_TO_ONE = 25  # words from "between", over a party and its allies, to "from one side"
_TO_OTHER = 30  # words from there, over the other party, to "from the other side"
_TO_BACKER = 3  # words from "backed" to who backs, which is an epithet
_ARTICLE = "ال"


@dataclass(frozen=True, slots=True)
class Facing:
    """Where "between", "from one side" and "from the other side" stand."""

    between: int
    one: int
    other: int

    def role(self, sentence: Sentence, side: Side) -> str:
        """Return the part of a side among the two parties, empty for one that only backs them."""
        if any(_backs(sentence, at) for at in range(side.first - _TO_BACKER, side.first)):
            return ""
        return "attacker" if side.first < self.one else "target"


def facing(sentence: Sentence) -> Facing | None:
    """Return the first two parties of a sentence that are each told from which side they are."""
    if not sentence.holds("one_side"):
        return None
    marks = [at for at in range(len(sentence.tokens)) if _is_mark(sentence, at)]
    for one, other in itertools.pairwise(marks):
        same = _noun(sentence, one) == _noun(sentence, other)
        between = _between(sentence, one)
        if same and between is not None and other - one <= _TO_OTHER:
            return Facing(between, one, other)
    return None


def names_other_side(sentence: Sentence, mention: Mention) -> bool:
    """Whether "on the other hand" is but the side of the second party to a fight."""
    pair = facing(sentence)
    return pair is not None and pair.other == mention.first


def _backs(sentence: Sentence, position: int) -> bool:
    """Whether an epithet tells who backs a side: "المدعومة من تركيا", not "المدعمة بالميليشيات"."""
    return sentence.is_a(position, "backed") and sentence.is_a(position + 1, "from")


def _is_mark(sentence: Sentence, position: int) -> bool:
    """Whether "from … side" stands there."""
    return sentence.is_a(position + 1, "one_side") and sentence.is_a(position, "from")


def _noun(sentence: Sentence, position: int) -> str:
    return sentence.word(position + 1).removeprefix(_ARTICLE)


def _between(sentence: Sentence, position: int) -> int | None:
    """Return where the nearest "between" stands before a position."""
    near = range(position - 1, max(-1, position - _TO_ONE), -1)
    return next((at for at in near if _is_between(sentence, at)), None)


def _is_between(sentence: Sentence, position: int) -> bool:
    role = sentence.starts(position, "roles")
    return role is not None and role["role"] == "party"
