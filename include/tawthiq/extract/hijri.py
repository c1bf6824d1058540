"""Months and feasts of the Hijri calendar: "خلال رمضان", "أول أيام عيد الفطر"."""

from __future__ import annotations

from datetime import date, timedelta

from hijridate import Gregorian, Hijri

from tawthiq.extract.periods import When, days_between
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense

_DAY = timedelta(days=1)
_FEAST = 3  # days of a feast
_KNOWN = range(1925, 2077)  # years whose every day hijridate's tables hold
_TO_ORDINAL = 4  # words from "the first" over "days of" to the feast


def feast(sentence: Sentence, mention: Mention, sense: Sense, published: date) -> When | None:
    """Read a feast, or the day of it that is told."""
    if _is_beside(sentence, mention.first) or published.year not in _KNOWN:
        return None
    month, day = (int(part) for part in sense["value"].split("/"))
    before = range(mention.first - 1, max(-1, mention.first - _TO_ORDINAL - 1), -1)
    numbers = (sentence.sense(at, "ordinals") for at in before)
    told = next((int(n["value"]) for n in numbers if n), 0)
    is_day = sense["kind"] == "feast_day" or told > 0
    if not is_day and not _is_time(sentence, mention.first):
        return None
    first = _last(month, day, published) + max(0, told - 1) * _DAY
    last = first if is_day else first + (_FEAST - 1) * _DAY
    if first > published:
        return None
    return When(mention.first, days_between(first, min(last, published)), not is_day)


def hijri_month(sentence: Sentence, mention: Mention, month: int, published: date) -> When | None:
    """Read a month that is told as a time, and is not somebody's name."""
    if not _is_time(sentence, mention.first) or published.year not in _KNOWN:
        return None
    start = _last(month, 1, published)
    return When(mention.first, days_between(start, min(_end(start), published)), True)


def _is_time(sentence: Sentence, position: int) -> bool:
    """Whether what stands before makes a time of it: "في", "خلال", "شهر", "أيام"."""
    at = position - 1
    time = sentence.sense(at, "time")
    within = time is not None and time["kind"] in ("during", "since")
    counted = sentence.sense(at, "spans") is not None
    return within or counted or sentence.is_a(at, "month") or sentence.is_a(at, "inside")


def _last(month: int, day: int, published: date) -> date:
    """Return the last such day that is not after the publication."""
    year = Gregorian(published.year, published.month, published.day).to_hijri().year
    start = _day(year, month, day)
    return start if start <= published else _day(year - 1, month, day)


def _day(year: int, month: int, day: int) -> date:
    found = Hijri(year, month, day).to_gregorian()
    return date(found.year, found.month, found.day)


def _end(start: date) -> date:
    hijri = Gregorian(start.year, start.month, start.day).to_hijri()
    return start + (hijri.month_length() - 1) * _DAY


def _is_beside(sentence: Sentence, position: int) -> bool:
    """Whether something is told before or after a feast, and not on it."""
    time = sentence.sense(position - 1, "time")
    is_before = time is not None and time["kind"] == "ago_word"
    return is_before or sentence.is_a(position - 1, "after")
