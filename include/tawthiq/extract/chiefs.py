"""Commanders told by name after a vague figure: "عشرات القياديين، أبرزهم فلان وأبو فلان"."""

from __future__ import annotations

from tawthiq.extract.claims import Claim
from tawthiq.extract.numbers import exact
from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm
from tawthiq.model import Category

_RULE = "named commander"
_TO_NAMES = 14  # words from the commanders, over their nations, to "most notable of them"


def named_chiefs(sentence: Sentence, harms: list[Harm]) -> list[Harm]:
    """Return one harm for each commander that a list names, a part of the vague figure before it.

    The codebook counts each of them: "أبرزهم س وص" are two.
    """
    if not sentence.holds("notable"):
        return []
    found = list[Harm]()
    for host in harms:
        if host.people.category is not Category.LEADERS or host.people.count.low:
            continue
        after = range(host.people.first, host.people.last + _TO_NAMES)
        opened = next((at for at in after if sentence.is_a(at, "notable")), None)
        for first in _names(sentence, opened + 1) if opened is not None else ():
            people = People(first, first + 1, exact(1), True, True, category=Category.LEADERS)
            people.victim = host.people.victim
            found.append(Harm(people, host.outcome, host.trigger, _RULE, host))
    return found


def is_one_of_the_chiefs(claim: Claim) -> bool:
    """Whether a claim is of one commander of a list, whom no vague figure is."""
    return claim.harm.rule == _RULE


def _names(sentence: Sentence, position: int) -> list[int]:
    """Return where each name of a list begins; what stands in quotes or brackets is an office."""
    starts, inside = [position], False
    for at in range(position + 1, len(sentence.tokens)):
        word = sentence.word(at)
        if word in _QUOTES:
            inside = word in _OPENING or (word == _EITHER and not inside)
        if inside:
            continue
        if word in "،؛:" or sentence.starts(at, "acts") or sentence.starts(at, "harm"):
            break
        if word.startswith("و") and len(word) > _SHORTEST and not sentence.is_a(at, "given_name"):
            starts.append(at)
    return starts


_OPENING, _EITHER = "«(“", '"'
_QUOTES = _OPENING + _EITHER + "»)”"
_SHORTEST = 3  # letters of "and" with the shortest name
