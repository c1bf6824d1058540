"""Arabic words: folding, tokens with offsets into the article's own text, and clitics.

The only import of camel-tools. Folding is done word by word and remembered, so the article is never
respelled and every span slices back into it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import (
    normalize_alef_ar,
    normalize_alef_maksura_ar,
    normalize_teh_marbuta_ar,
    normalize_unicode,
)

# Tatweel and direction marks carry no letter; hamza carriers vary between outlets.
_REST = str.maketrans(
    {"ؤ": "و", "ئ": "ي", "ـ": None, "\u200e": None, "\u200f": None, "\u202b": None, "\u202c": None}
    | {chr(base + d): str(d) for base in (0x0660, 0x06F0) for d in range(10)}
    | {"گ": "ك", "ی": "ي", "ک": "ك", "پ": "ب", "چ": "ج", "ڤ": "ف"}
)

_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u0640\u200e\u200f\u202a-\u202e"
# The commonest first, and letters in whole runs: no token begins as one of another kind does.
_TOKEN = re.compile(
    rf"(?P<word>(?:و[ \u00a0])?[^\W\d_]+(?:[{_MARKS}]+[^\W\d_]*)*)"
    r"|(?P<digits>\d+(?:[.,٫٬]\d+)*)"
    r"|(?P<other>[^\s\w]|_)|(?P<line>\n\s*)"
)

_ARTICLE = "ال"
_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_FIRST_LETTERS = frozenset((_ARTICLE[0], *_CONJUNCTIONS, *_PREPOSITIONS))
_SUFFIXES = ("هما", "ها", "هم", "هن", "نا", "ه")
_SHORTEST_STEM = 2


def _fold(word: str) -> str:
    word = dediac_ar(normalize_unicode(word))
    word = normalize_teh_marbuta_ar(normalize_alef_maksura_ar(normalize_alef_ar(word)))
    return word.translate(_REST)


# Letters alone, without any mark, are folded one by one: most words, in half the time.
_PLAIN = re.compile("[\u0621-\u063a\u0641-\u064a]+").fullmatch
_LETTERS = {code: _fold(chr(code)) for code in (*range(0x0621, 0x063B), *range(0x0641, 0x064B))}


@lru_cache(maxsize=200_000)
def fold(word: str) -> str:
    """Return the word without diacritics, tatweel and spelling variants; digits become ASCII.

    >>> fold("إدلـب"), fold("قُتِلَ"), fold("٢٥")
    ('ادلب', 'قتل', '25')
    """
    if _PLAIN(word):
        return word.translate(_LETTERS)
    return _fold(word)


def fold_phrase(phrase: str) -> tuple[str, ...]:
    """Return the folded words of a phrase, punctuation dropped."""
    return tuple(t.folded for t in tokenize(phrase) if t.kind in ("word", "digits"))


class Reading(NamedTuple):
    """One way to take a word apart: what is left, and what was taken off."""

    key: str
    conjunction: str = ""
    preposition: str = ""
    article: bool = False
    suffix: str = ""


class Token(NamedTuple):
    """A word, a number, a mark or a line break; `start` and `end` slice the article's text.

    A tuple, as an archive has millions: made twice as fast as a frozen dataclass.
    """

    start: int
    end: int
    kind: str  # word, digits, other, line
    folded: str


def tokenize(text: str) -> Iterator[Token]:
    """Yield the tokens of a text in order; white space other than line breaks is dropped."""
    new = tuple.__new__
    for match in _TOKEN.finditer(text):
        kind, folded = _kind_and_letters(match.group())
        yield new(Token, (match.start(), match.end(), kind, folded))


@lru_cache(maxsize=200_000)
def _kind_and_letters(raw: str) -> tuple[str, str]:
    """Return the kind of a token and its folded letters."""
    match = _TOKEN.match(raw)
    kind = (match.lastgroup if match else None) or "other"
    if kind == "line":
        return kind, "\n"
    if kind == "other":
        return kind, raw
    if raw[1:2].isspace():
        raw = raw[0] + raw[2:]  # "و أضاف": some outlets part the conjunction from its word
    return kind, fold(raw)


def readings(folded: str) -> tuple[Reading, ...]:
    """Return every way to read a folded word, the whole word first.

    Not remembered: the lexicon keeps the few that begin a phrase.

    >>> [r.key for r in readings("وبالقوات")]
    ['وبالقوات', 'بالقوات', 'القوات', 'قوات']
    """
    found = [Reading(folded)]
    if folded[:1] not in _FIRST_LETTERS and not folded.endswith(_SUFFIXES):
        return tuple(found)
    heads = [("", folded)]
    if folded[:1] in _CONJUNCTIONS and len(folded) > _SHORTEST_STEM:
        heads.append((folded[0], folded[1:]))
        found.append(Reading(folded[1:], conjunction=folded[0]))
    for conjunction, rest in heads:
        found.extend(_without_preposition(conjunction, rest))
    found.extend(_without_suffix(found))
    return tuple(dict.fromkeys(found))


def _without_preposition(conjunction: str, rest: str) -> Iterator[Reading]:
    if rest.startswith(_ARTICLE) and len(rest) > _SHORTEST_STEM + 1:
        yield Reading(rest[2:], conjunction, "", True)
    if rest[:1] not in _PREPOSITIONS or len(rest) <= _SHORTEST_STEM:
        return
    preposition, after = rest[0], rest[1:]
    if preposition == "ل" and after.startswith("ل") and len(after) > _SHORTEST_STEM:
        yield Reading("ا" + after, conjunction, "ل")
        yield Reading(after[1:], conjunction, "ل", True)
    yield Reading(after, conjunction, preposition)
    if after.startswith(_ARTICLE) and len(after) > _SHORTEST_STEM + 1:
        yield Reading(after[2:], conjunction, preposition, True)


def _without_suffix(found: list[Reading]) -> Iterator[Reading]:
    for reading in found:
        if reading.article or not reading.key.endswith(_SUFFIXES):
            continue
        for suffix in _SUFFIXES:
            stem = reading.key[: -len(suffix)]
            if reading.key.endswith(suffix) and len(stem) > _SHORTEST_STEM:
                yield Reading(stem, reading.conjunction, reading.preposition, False, suffix)
                # A feminine ending opens before a pronoun: قواته from قوة, عائلته from عائلة.
                if stem.endswith("ت"):
                    yield Reading(
                        stem[:-1] + "ه", reading.conjunction, reading.preposition, False, suffix
                    )
                break
