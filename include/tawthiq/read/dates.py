"""Dates of pages: ISO, RFC 822 and Arabic ("الثلاثاء 6 آذار 2018"), in the outlet's zone.

Months are words of include/lexicon/months.tsv in all their regional forms. What cannot be read for
sure is `None`: a wrong day would put deaths into a wrong week.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from tawthiq.arabic import fold, fold_phrase
from tawthiq.lexicon import LEXICON, read_table

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?")
_URL_DAY = re.compile(r"(?<!\d)((?:19|20)\d\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?!\d)")
_FIRST_YEAR = 2005  # no outlet's archive reaches further back


def read_stamp(raw: str, zone: str) -> tuple[datetime | None, date] | None:
    """Return the UTC instant (where a time is told) and the day in the outlet's zone, or `None`."""
    raw = raw.strip()
    moment = _iso(raw) or _rfc(raw)
    if moment is None:
        day = arabic_day(raw)
        return (None, day) if day else None
    if isinstance(moment, datetime):
        local = moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))
        return local.astimezone(UTC), local.astimezone(ZoneInfo(zone)).date()
    return None, moment


def _iso(raw: str) -> datetime | date | None:
    found = _ISO.match(raw)
    if not found:
        return None
    try:
        text = found.group()
        return datetime.fromisoformat(text) if len(text) > 10 else date.fromisoformat(text)
    except ValueError:
        return None


def _rfc(raw: str) -> datetime | None:
    try:
        return parsedate_to_datetime(raw)
    except (ValueError, TypeError):
        return None


@cache
def _months() -> dict[tuple[str, ...], int]:
    return {
        fold_phrase(sense.phrase): int(sense["month"])
        for sense in read_table(LEXICON / "months.tsv")
        if sense["calendar"] == "gregorian"
    }


def arabic_day(raw: str) -> date | None:
    """Return the day of "الثلاثاء، 6 آذار/مارس 2018"; day, month and year must all be told."""
    words = fold_phrase(raw)
    months = _months()
    for at in range(len(words)):
        for length in (2, 1):
            month = months.get(words[at : at + length])
            if month is None:
                continue
            after = at + length
            while after < len(words) and _is_month(words, after):
                after += _is_month(words, after)
            day = words[at - 1] if at else ""
            year = words[after] if after < len(words) else ""
            return _checked(year, month, day)
    return None


def _is_month(words: tuple[str, ...], at: int) -> int:
    for length in (2, 1):
        if words[at : at + length] in _months():
            return length
    return 0


def _checked(year: str, month: int, day: str) -> date | None:
    if not (fold(year).isdigit() and fold(day).isdigit()) or int(year) < _FIRST_YEAR:
        return None
    try:
        return date(int(year), month, int(day))
    except ValueError:
        return None


def day_of_url(url: str) -> date | None:
    """Return the day that an address carries, such as /2018/03/06/ or /20180306-."""
    found = _URL_DAY.search(url)
    if not found:
        return None
    try:
        return date(int(found.group(1)), int(found.group(2)), int(found.group(3)))
    except ValueError:
        return None
