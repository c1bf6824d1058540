"""Which names are ordinary words or people's, to be read as places only beside a type word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tawthiq.arabic import fold, fold_phrase
from tawthiq.gazetteer import GAZETTEER, read_rows
from tawthiq.lexicon import read_tables

#: Occurrences per million words of news from elsewhere from which a word is no place's name even
#: beside a type word: "قرية كبيرة" is a large village. At 5 (38 in the news it was counted in) no
#: such reading was left in the annotated articles; names of reported places stay below.
_COMMON_PER_MILLION = 5.0
#: Folded letters: a shorter name is some other word's form in one spelling or another.
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """Folded words of everyday news, words that begin a place's name, and names abroad."""

    words: frozenset[str]
    common: frozenset[str]
    heads: frozenset[str]
    phrases: frozenset[tuple[str, ...]]  # the lexicon's, and names elsewhere in the world
    types: frozenset[str]  # town, quarter, road

    def is_common(self, name: str) -> bool:
        """Whether a name is no name in a report, even beside a type word.

        So are a word of everyday news, a phrase of the lexicon, a name elsewhere in the world, a
        bare "hill", and "the town of X" beside X.
        """
        words = fold_phrase(name)
        if len(words) > 1:
            return words in self.phrases or words[0] in self.types - self.heads
        return not words or words in self.phrases or words[0] in self.common | self.heads

    def is_ordinary(self, name: str) -> bool:
        """Whether a name says nothing of a place by itself.

        A name of several words is ordinary if all of its words are, unless one such as تل or كفر
        (hill, village) begins it.
        """
        words = fold_phrase(name)
        if words in self.phrases or not words:
            return True
        if len(words) == 1:
            return len(words[0]) < _SHORTEST or words[0] in self.words
        if words[0] in self.heads:
            return False
        return all(self._is_plain(word) for word in words)

    def _is_plain(self, word: str) -> bool:
        return len(word) < _SHORTEST or word in self.words or word.removeprefix("ال") in self.words


def load_ordinary(abroad: Iterable[str], folder: Path = GAZETTEER) -> Ordinary:
    """Read ordinary.tsv and the lexicon; `abroad` are names elsewhere in the world."""
    rows = [row for _, row in read_rows(folder / "ordinary.tsv")]
    senses = read_tables()
    phrases = {fold_phrase(sense.phrase) for sense in senses}
    types = {fold_phrase(s.phrase) for s in senses if s.dimension == "place_types"}
    words = [row for row in rows if row["kind"] == "word"]
    return Ordinary(
        words=frozenset(fold(row["word"]) for row in words),
        common=frozenset(
            fold(row["word"]) for row in words if float(row["per_million"]) >= _COMMON_PER_MILLION
        ),
        heads=frozenset(fold(row["word"]) for row in rows if row["kind"] == "head"),
        phrases=frozenset(phrases | {fold_phrase(name) for name in abroad}),
        types=frozenset(word for word, *rest in types if not rest),
    )
