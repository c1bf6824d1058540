"""Years: told apart from counts of people, and read as times."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from tawthiq.extract.periods import When, days_between
from tawthiq.extract.scan import Sentence
from tawthiq.model import DateRange

_FIRST_YEAR, _LAST_YEAR = 1970, 2100  # the Assads' rule, and years told ahead
_OLDEST_YEAR = 1900  # only behind "the year", "the war of": "حرب عام 1967", "حرب 1973"
_YEAR_DIGITS = 4
_MONTH_REACH = 3


def is_year(sentence: Sentence, position: int) -> bool:
    """Whether digits are a year if they count nothing: "عام 2012", "بين عامي 2014 و2017"."""
    word = sentence.word(position)
    if len(word) != _YEAR_DIGITS or not word.isdigit():
        return False
    named = sentence.is_joined_a(position - 1, "year_noun")
    if not (_OLDEST_YEAR if named else _FIRST_YEAR) <= int(word) <= _LAST_YEAR:
        return False
    if sentence.word(position - 1) == "و" and is_year(sentence, position - 2):
        return True
    if sentence.sense(position - 1, "months") and not _counts(sentence, position + 1):
        return True  # "23 يوليو/تموز 2015"
    return any(sentence.is_joined_a(position - 1, kind) for kind in _OPENERS)


def _counts(sentence: Sentence, position: int) -> bool:
    """Whether people follow a number: "في آذار 1980 قتيلا"."""
    return sentence.starts(position, "people") is not None


_OPENERS = ("year_noun", "in_year", "before_year")


def years(sentence: Sentence, published: date) -> Iterator[When]:
    """Yield "عام 2013", "في 2013" where no month stands before and nothing is counted."""
    for at in sentence.in_digits():
        if not is_year(sentence, at):
            continue
        is_named = sentence.is_joined_a(at - 1, "year_noun")
        is_alone = sentence.is_joined_a(at - 1, "in_year") and _is_alone(sentence, at + 1)
        if not is_named and not is_alone:
            continue
        year = int(sentence.word(at))
        before = range(at - _MONTH_REACH, at)
        if year > published.year or any(sentence.sense(p, "months") for p in before):
            continue
        yield When(at - 1, days_of_year(year, published), True)


def days_of_year(year: int, published: date) -> DateRange:
    """Return the days of a year that are not after the publication."""
    return days_between(date(year, 1, 1), min(date(year, 12, 31), published))


def _is_alone(sentence: Sentence, position: int) -> bool:
    """Whether nobody is counted: "في 2013 على", not "في 1980 قتيلا"."""
    return not _counts(sentence, position)
