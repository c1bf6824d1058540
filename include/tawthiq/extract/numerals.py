"""Dates in digits: "3/3/2018", "2018-03-03", and the first day of "من 1 إلى 5 آذار"."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tawthiq.extract.numbers import find_figures
from tawthiq.extract.periods import When, days_between
from tawthiq.extract.scan import Sentence
from tawthiq.model import Qualifier

_JOINTS = frozenset("/-.")
_LENGTH = 5  # three numbers and the two marks between them
_YEAR_DIGITS = 4


def written_dates(sentence: Sentence, published: date) -> Iterator[When]:
    """Yield days written in digits, day or year first, that are not after the publication."""
    for at in sentence.in_digits():
        day = _written(sentence, at) if at + _LENGTH <= len(sentence.tokens) else None
        if day and day <= published:
            yield When(at, days_between(day))


def _written(sentence: Sentence, position: int) -> date | None:
    tokens = sentence.tokens[position : position + _LENGTH]
    numbers, marks = tokens[::2], {token.folded for token in tokens[1::2]}
    is_plain = all(t.kind == "digits" and t.folded.isdigit() for t in numbers)
    if not is_plain or len(marks) > 1 or not marks <= _JOINTS:
        return None
    parts = [token.folded for token in numbers]
    if len(parts[0]) != _YEAR_DIGITS:
        parts.reverse()
    if len(parts[0]) != _YEAR_DIGITS:
        return None
    try:
        return date(*map(int, parts))
    except ValueError:  # "31/2/2018", or day and month in the American order
        return None


def range_start(sentence: Sentence, position: int) -> int | None:
    """Return the first day of a range of days told before a month: 1 in "بين 1 و5 آذار"."""
    for figure in find_figures(sentence):
        if figure.last == position and figure.count.qualifier is Qualifier.RANGE:
            return figure.count.low
    return None
