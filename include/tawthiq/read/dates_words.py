"""The words of dates on pages, and a raw date as a row of items, each with a one-letter code.

Words are data: include/lexicon/pages/dates.tsv, and the months of include/lexicon/months.tsv. A
grammar over the codes is then an ordinary regular expression (see `dates_grammar`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tawthiq.arabic import fold, fold_phrase
from tawthiq.lexicon import LEXICON, read_table

TABLE = LEXICON / "pages" / "dates.tsv"

#: The code of each kind of word; a number of four digits is
#: Y, of one or two N; marks such as / - . , : stand for themselves.
CODES = {
    "month": "M",
    "hijri_month": "H",
    "weekday": "W",
    "day": "D",
    "now": "J",
    "ago": "A",
    "passed": "P",
    "unit": "U",
    "units": "V",
    "pair": "T",
    "long": "L",
    "number": "n",
    "ordinal": "O",
    "am": "p",
    "pm": "q",
    "night": "r",
    "oclock": "k",
    "of": "o",
    "hijri": "h",
    "christian": "g",
    "equals": "=",
    "range": "R",
    "updated": "u",
    "published": "b",
    "fill": "f",
    "zone": "Z",
    "other_zone": "z",
    "and": "&",
}
UNKNOWN = "x"
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\u061c\ufeff]")
_DIACRITICS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_TOKEN = re.compile(r"\d+|[^\W\d_]+|[^\s\w]|_")
_MARKS = {"،": ",", "؛": ",", "–": "-", "—": "-", "−": "-", "\\": "/", "|": "|", ")": ")", "[": "("}
_KEPT_MARKS = frozenset("/-.,:()+")
_LONGEST_PHRASE = 4  # words, of the table's phrases


@dataclass(frozen=True, slots=True)
class Item:
    """A number or a word of a date: its code and its value (month, day, seconds, zone …)."""

    code: str
    value: str


@cache
def vocabulary() -> dict[tuple[str, ...], Item]:
    """Return every phrase, folded, with what it means."""
    found = {
        fold_phrase(sense.phrase): Item(CODES[sense["kind"]], sense["value"])
        for sense in read_table(TABLE)
    }
    for sense in read_table(LEXICON / "months.tsv"):
        kind = "month" if sense["calendar"] == "gregorian" else "hijri_month"
        found[fold_phrase(sense.phrase)] = Item(CODES[kind], sense["month"])
    return found


def visible(raw: str) -> str:
    """Return a raw date without direction marks and other characters that nobody sees."""
    return " ".join(_INVISIBLE.sub("", raw).split())


def items(raw: str) -> list[Item]:
    """Return numbers, words and marks of a raw date; phrases are matched longest first."""
    tokens = [fold(t).lower() for t in _TOKEN.findall(_DIACRITICS.sub("", visible(raw)))]
    return list(_items([_MARKS.get(t, t) for t in tokens]))


def _items(tokens: list[str]) -> Iterator[Item]:
    known, at = vocabulary(), 0
    while at < len(tokens):
        for length in range(_LONGEST_PHRASE, 0, -1):
            item = known.get(tuple(tokens[at : at + length]))
            if item is not None and len(tokens[at : at + length]) == length:
                yield item
                at += length
                break
        else:
            yield _plain(tokens[at])
            at += 1


def _plain(token: str) -> Item:
    if token.isascii() and token.isdigit():
        return Item("Y" if len(token) == 4 else "N" if len(token) <= 2 else UNKNOWN, token)
    if token in _KEPT_MARKS:
        return Item(token, token)
    return Item(UNKNOWN, token)
