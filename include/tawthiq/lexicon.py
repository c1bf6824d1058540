"""The lexicon: phrases and their senses, read from the tables of include/lexicon and the gazetteer.

A table `x.tsv` gives senses of dimension `x`; its first column is the phrase, written in ordinary
spelling without clitics. Phrases are kept in a tree by folded word; a phrase word written with the
article is matched only with it, one without matches both.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tawthiq.arabic import Reading, Token, fold_phrase, readings

LEXICON = Path(__file__).parent.parent / "lexicon"


class LexiconError(ValueError):
    """A table that cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Sense:
    """What a phrase means in one dimension; `values` are the row's other columns."""

    dimension: str
    phrase: str
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")


@dataclass(slots=True)
class _Node:
    children: dict[str, _Node] = field(default_factory=dict)
    senses: list[Sense] = field(default_factory=list)


@dataclass(slots=True)
class Mention:
    """A phrase found in a text: tokens first to last (half-open) and its senses by dimension."""

    first: int
    last: int
    senses: dict[str, list[Sense]]
    reading: Reading

    def sense(self, dimension: str) -> Sense | None:
        """Return the first sense of a dimension, or `None`."""
        found = self.senses.get(dimension)
        return found[0] if found else None


@dataclass(frozen=True, slots=True)
class _Start:
    """What a word may begin: its readings with their nodes, and what it means by itself."""

    readings: tuple[tuple[Reading, _Node], ...]
    nexts: frozenset[str]  # the second words of longer phrases
    alone: Mention | None  # at no position yet


class Lexicon:
    """All phrases; immutable once built, apart from its memory of words already looked up."""

    def __init__(self, senses: Iterable[Sense]) -> None:
        self._root = _Node()
        self._starts: dict[str, _Start | None] = {}
        self._laters: dict[str, tuple[str, ...] | None] = {}
        later_words = set[str]()
        for sense in senses:
            node = self._root
            for word in fold_phrase(sense.phrase):
                if node is not self._root:
                    later_words.add(word)
                node = node.children.setdefault(word, _Node())
            node.senses.append(sense)
        self._later_words = frozenset(later_words)

    def find(self, tokens: Sequence[Token]) -> list[Mention]:
        """Return the phrases in a token sequence, longest first at each place, not overlapping."""
        mentions = list[Mention]()
        starts, end = self._starts, 0
        for position, token in enumerate(tokens):
            if position < end:
                continue  # inside the last phrase
            word = token.folded
            start = starts[word] if word in starts else self._begin(token)
            if start is None:
                continue
            goes_on = start.nexts and self._may_go_on(tokens, position + 1, start.nexts)
            ends = _longer(tokens, position, start) if goes_on else None
            mention = _best(position, ends) if ends else _by_itself(position, start.alone)
            if mention is not None:
                mentions.append(mention)
                end = mention.last
        return mentions

    def _begin(self, token: Token) -> _Start | None:
        """Look a word up, and remember it; marks begin nothing."""
        children = self._root.children
        if len(self._starts) > _REMEMBERED:
            self._starts.clear()
        found: tuple[tuple[Reading, _Node], ...] = ()
        if token.kind in ("word", "digits"):
            known = readings(token.folded)
            found = tuple((r, children[r.key]) for r in known if r.key in children)
        start = None
        if found:
            alone = _best(0, [(reading, 1, node.senses) for reading, node in found])
            nexts = frozenset(word for _, node in found for word in node.children)
            start = _Start(found, nexts, alone)
        self._starts[token.folded] = start
        return start

    def _may_go_on(self, tokens: Sequence[Token], position: int, nexts: frozenset[str]) -> bool:
        """Whether the next token can be the second word of a phrase, or a mark before it."""
        if position >= len(tokens):
            return False
        word = tokens[position].folded
        laters = self._laters
        later = laters[word] if word in laters else self._later(tokens[position])
        return later is None or not nexts.isdisjoint(later)

    def _later(self, token: Token) -> tuple[str, ...] | None:
        """Return what a token may be inside a phrase, and remember it: most are nothing there.

        A mark that phrases are read across is `None`.
        """
        if len(self._laters) > _REMEMBERED:
            self._laters.clear()
        word = token.folded
        later = None
        if not _is_looked_past(token):
            later = tuple(key for key in (word, *_bare(word)) if key in self._later_words)
        self._laters[word] = later
        return later


_REMEMBERED = 200_000  # words: an archive has a million spellings


def _longer(
    tokens: Sequence[Token], position: int, start: _Start
) -> list[tuple[Reading, int, list[Sense]]] | None:
    """Return where the phrases end that a word begins, if one is of more than that word."""
    ends = [(r, *_descend(tokens, position + 1, node)) for r, node in start.readings]
    return ends if any(last > position + 1 for _, last, _ in ends) else None


def _by_itself(position: int, alone: Mention | None) -> Mention | None:
    """Return what a word means where it begins no longer phrase, as most do not."""
    return alone and Mention(position, position + 1, alone.senses, alone.reading)


def _is_looked_past(token: Token) -> bool:
    """Whether a phrase is read across a mark: a quote, a bracket, a dash."""
    return token.kind == "other" and token.folded in "\"“”«»'()-_"


def _best(position: int, ends: list[tuple[Reading, int, list[Sense]]]) -> Mention | None:
    """Return the longest of the phrases that a word's readings begin, with all its senses."""
    best: Mention | None = None
    for reading, last, found in ends:
        senses = [s for s in found if _fits(s, reading)]
        if not senses or (best is not None and last < best.last):
            continue
        if best is not None and last == best.last and _is_other_word(best, reading):
            continue
        if best is None or last > best.last:
            best = Mention(position, last, {}, reading)
        elif reading.article and set(best.senses) <= _WITH_ARTICLE:
            best.reading = reading  # an ordinary word beside a name spelled the same
        for sense in senses:
            best.senses.setdefault(sense.dimension, []).append(sense)
    return best


def _is_other_word(best: Mention, reading: Reading) -> bool:
    """Whether "his" is taken off a word that means people as it stands: "أسرة" is a family."""
    return reading.suffix == "ه" and not best.reading.suffix and "people" in best.senses


_NAMED = frozenset({"places", "admin1"})
_UNOWNED = frozenset({"months", "ordinals", "elsewhere"})
_WITH_ARTICLE = frozenset({"places", "admin1", "elsewhere"})


def _fits(sense: Sense, reading: Reading) -> bool:
    """Whether a reading may stand for a phrase.

    A place's article is part of its name ("الحلب" is milking, "حلبة" an arena, neither Aleppo);
    months have no owner ("مائة" is not "its May").
    """
    if sense.dimension in _NAMED:
        return not reading.article and not reading.suffix
    return not (sense.dimension in _UNOWNED and reading.suffix)


@lru_cache(maxsize=200_000)
def _bare(folded: str) -> tuple[str, ...]:
    """Return what a later word of a phrase may be: without its preposition or its article."""
    return tuple(r.key for r in readings(folded)[1:] if not r.conjunction and not r.suffix)


def _descend(tokens: Sequence[Token], position: int, node: _Node) -> tuple[int, list[Sense]]:
    """Follow the tree from `node`; return the end and senses of the longest phrase."""
    last, senses = position, node.senses
    while node.children and position < len(tokens):
        token = tokens[position]
        if _is_looked_past(token):
            position += 1
            continue
        if token.kind == "line":
            break
        children = node.children
        child = children.get(token.folded)
        if child is None:
            key = next((k for k in _bare(token.folded) if k in children), None)
            if key is None:
                break
            child = children[key]
        node, position = child, position + 1
        if node.senses:
            last, senses = position, node.senses
    return last, senses


def read_table(path: Path) -> Iterator[Sense]:
    """Yield the senses of one table.

    Raises:
        LexiconError: a row has another number of columns than the header.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        rows = csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        header = next(rows)
        for number, row in enumerate(rows, 2):
            if len(row) != len(header):
                raise LexiconError(
                    f"{path.name}, line {number}: {len(row)} columns where the header has "
                    f"{len(header)}; separate with single tabs"
                )
            values = MappingProxyType(dict(zip(header[1:], row[1:], strict=True)))
            yield Sense(path.stem, row[0], values)


def read_tables(folder: Path = LEXICON) -> list[Sense]:
    """Return the senses of all tables of a folder, files in alphabetical order."""
    return [sense for path in sorted(folder.glob("*.tsv")) for sense in read_table(path)]
