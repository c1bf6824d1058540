"""Dates of pages → the day at the outlet, the UTC instant, the zone used and how sure we are.

ISO 8601 and RFC 822 are read here, everything in words or in figures by `dates_grammar`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo

from tawthiq.arabic import fold
from tawthiq.read.dates_grammar import FIRST_YEAR, LAST_YEAR, Sure, Told, told
from tawthiq.read.dates_words import visible

__all__ = ["Stamp", "Sure", "day_of_url", "read_stamp"]

#: A longer string is prose, not a date.
LONGEST_RAW = 200
#: Clocks of outlets and ours may differ by so much.
CLOCK_SKEW = timedelta(minutes=10)

_ISO = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)"
    r"(?:[T ](\d\d):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s?(Z|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_RFC = re.compile(
    r"(?:[a-z]{3,9},? )?\d{1,2} [a-z]{3,9} \d{4} \d{1,2}:\d\d(?::\d\d)? "
    r"(?:[+-]\d{4}|GMT|UTC|UT|Z|[ECMP][SD]T)(?: \([a-z ]+\))?",
    re.IGNORECASE,
)
_URL_DAYS = (
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<s>[/-])(?P<m>\d\d?)(?P=s)(?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?<!\d)(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)(?!\d)"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """A date that was read: `day` in the outlet's zone, `at` in UTC where a time is told."""

    raw: str
    day: date
    at: datetime | None
    zone: str  # the one that was told (an offset or a name), else the outlet's
    sure: Sure


def read_stamp(raw: str, zone: str, now: datetime | None = None) -> Stamp | None:
    """Return what a raw date says, or `None` where no day is sure.

    Args:
        raw: as the page writes it, in any digits, with or without direction marks.
        zone: the outlet's IANA zone, for dates that tell none.
        now: when the page was fetched; without it relative dates are `None`.

    >>> read_stamp("الثلاثاء ٦ آذار/مارس ٢٠١٨ - 2:30 م", "Asia/Damascus").at.isoformat()
    '2018-03-06T12:30:00+00:00'
    """
    home = ZoneInfo(zone)
    text = visible(raw)
    if not text or len(text) > LONGEST_RAW:
        return None
    machine = _ISO.fullmatch(fold(text))
    if machine:
        return _iso(machine, raw, zone)
    if _RFC.fullmatch(text):
        return _rfc(text, raw, home)
    found = told(text, now.astimezone(home) if now else None)
    return _stamp(found, raw, zone) if found else None


def _iso(match: re.Match[str], raw: str, zone: str) -> Stamp | None:
    year, month, day, hour, minute, second, offset = match.groups()
    try:
        if hour is None:
            when = date(int(year), int(month), int(day))
            sound = FIRST_YEAR <= when.year <= LAST_YEAR
            return Stamp(raw=raw, day=when, at=None, zone=zone, sure=Sure.HIGH) if sound else None
        parts = (int(p) for p in (year, month, day, hour, minute, second or 0))
        moment = datetime(*parts, tzinfo=_offset(offset) if offset else ZoneInfo(zone))  # type: ignore[arg-type,misc]
    except ValueError:
        return None
    return _at(moment, raw, ZoneInfo(zone), offset or zone)


def _rfc(text: str, raw: str, home: ZoneInfo) -> Stamp | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # -0000: UTC by RFC 5322
    return _at(moment, raw, home, f"{moment:%z}")


def _at(moment: datetime, raw: str, home: ZoneInfo, zone: str) -> Stamp | None:
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        return None
    day = moment.astimezone(home).date()
    return Stamp(raw=raw, day=day, at=moment.astimezone(UTC), zone=zone, sure=Sure.HIGH)


def _offset(text: str) -> tzinfo:
    if text in "Zz":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    delta = timedelta(hours=hours, minutes=minutes)
    return timezone(-delta if text[0] == "-" else delta)


def _stamp(found: Told, raw: str, zone: str) -> Stamp:
    """Return the stamp of a told day; a told time in a zone that we do not know is no instant."""
    home, at, day = ZoneInfo(zone), found.instant, found.day
    if found.clock is not None and found.zone is not None:
        there = _zone(found.zone) if found.zone else home
        moment = datetime.combine(day, found.clock, there)
        at, day = moment, moment.astimezone(home).date()
    return Stamp(
        raw=raw,
        day=day,
        at=at.astimezone(UTC) if at else None,
        zone=found.zone or zone,
        sure=found.sure,
    )


def _zone(name: str) -> tzinfo:
    return _offset(name) if name[0] in "+-" else ZoneInfo(name)


def day_of_url(url: str) -> date | None:
    """Return the day that an address carries, such as /2018/03/06/ or /20180306-."""
    for pattern in _URL_DAYS:
        found = pattern.search(url)
        if found and FIRST_YEAR <= int(found["y"]) <= LAST_YEAR:
            try:
                return date(int(found["y"]), int(found["m"]), int(found["d"]))
            except ValueError:
                return None
    return None
