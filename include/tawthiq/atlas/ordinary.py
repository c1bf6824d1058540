"""Which names are ordinary words or people's, to be read as places only beside a type word."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from tawthiq.arabic import fold, fold_phrase
from tawthiq.gazetteer import GAZETTEER, read_rows
from tawthiq.lexicon import read_tables

#: Folded letters: a shorter name is some other word's form in one spelling or another.
_SHORTEST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordinary:
    """Folded words of everyday news, words that begin a place's name, and names abroad."""

    words: frozenset[str]
    heads: frozenset[str]
    phrases: frozenset[tuple[str, ...]]  # the lexicon's, and names elsewhere in the world

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
    phrases = {fold_phrase(sense.phrase) for sense in read_tables()}
    return Ordinary(
        words=frozenset(fold(row["word"]) for row in rows if row["kind"] == "word"),
        heads=frozenset(fold(row["word"]) for row in rows if row["kind"] == "head"),
        phrases=frozenset(phrases | {fold_phrase(name) for name in abroad}),
    )
