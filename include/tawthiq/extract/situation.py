"""A clause with the places and armed sides of its sentence, for words that tell of control."""

from __future__ import annotations

from typing import NamedTuple

from tawthiq.extract.actors import Side
from tawthiq.extract.camps import NOT_FIGHTERS
from tawthiq.extract.gainers import with_allies
from tawthiq.extract.objects import places_from
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.model import Actor, How

BESIDE = 3  # words between a word and the side or place that it governs
_SHORT = 3  # letters; a shorter word's first letter is its own
_NONE = frozenset[str]()

Change = tuple[list[Spot], tuple[Actor, ...], tuple[Actor, ...], How, int]


class Scene(NamedTuple):
    """A clause (`span`, half-open tokens) with the named places and all sides of its sentence."""

    sentence: Sentence
    spots: list[Spot]
    sides: list[Side]
    span: tuple[int, int]

    def bare(self, at: int) -> str:
        """Return a word without a leading conjunction."""
        word = self.sentence.word(at)
        return word[1:] if word[:1] in ("و", "ف") and len(word) > _SHORT else word

    def kinds(self, at: int) -> frozenset[str]:
        """Return the classes of grammar.tsv of a word, with or without "and"."""
        known = self.sentence.classes_of
        whole, bare = self.sentence.word(at), self.bare(at)
        found = known.get(whole, _NONE)
        return found if bare == whole else found | known.get(bare, _NONE)

    def is_a(self, at: int, kind: str) -> bool:
        """Whether a word, with or without "and", is of a class of grammar.tsv."""
        classes = self.sentence.classes[kind]
        return self.sentence.word(at) in classes or self.bare(at) in classes

    def side_from(self, at: int, reach: int = BESIDE) -> Side | None:
        """Return the armed side that stands within some words after a position."""
        found = (s for s in self.sides if 0 <= s.first - at <= reach and not is_civil(s))
        return next(found, None)

    def side_before(self, at: int, reach: int) -> Side | None:
        """Return the armed side that ends within some words before a position."""
        found = (s for s in self.sides if 0 <= at - s.last <= reach and not is_civil(s))
        return max(found, key=lambda s: s.last, default=None)

    def codes(self, side: Side | None) -> tuple[Actor, ...]:
        """Return a side's codes with those of allies joined to it."""
        return with_allies(self.sentence, self.sides, side) if side else ()

    def places(self, position: int) -> list[Spot]:
        """Return the place that is named just after a position and those joined to it."""
        return places_from(self.sentence, self.spots, position, self.span[1], BESIDE)

    def within(self, first: int, last: int) -> list[Spot]:
        """Return the named places in a range of words."""
        return [
            s
            for s in self.spots
            if first <= s.first < last and s.name and not (s.is_foreign or s.is_landmark)
        ]


def is_civil(side: Side) -> bool:
    """Whether a side bears no arms."""
    return all(code in NOT_FIGHTERS for code in side.codes)
