"""A raw date in words or figures → its day, time of day and zone, where they are told for sure.

    6 آذار/مارس 2018   الثلاثاء 06/03/2018 2:30 م   18 جمادى الآخرة 1439 هـ   منذ 3 ساعات

What is told twice must agree; two days, a span of days, a day that no calendar has, or a year in
two digits give `None`: a wrong day would put deaths into a wrong week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import IntEnum

from hijridate import Hijri

from tawthiq.read.dates_clock import CLOCK, Row, row_of
from tawthiq.read.dates_words import items

#: No outlet's archive reaches further back.
FIRST_YEAR, LAST_YEAR = 2005, 2099
#: hijridate knows Umm al-Qura from 1343 to 1500 AH; these are the years from 2005 on.
FIRST_HIJRI, LAST_HIJRI = 1425, 1500
#: Calendars by sighting and Umm al-Qura may be a day apart.
_CALENDARS_APART = timedelta(days=1)


class Sure(IntEnum):
    """How sure a day is; `name.lower()` is what the warehouse stores."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What a raw date says; `zone` is an IANA name or an offset, empty where none is told."""

    day: date
    clock: time | None = None
    zone: str | None = ""  # None: a zone is told that we do not know
    instant: datetime | None = None  # of "three hours ago"
    sure: Sure = Sure.HIGH


@dataclass(frozen=True, slots=True)
class _Match:
    """A day found in the row: where it stands and what it is called."""

    start: int
    end: int
    day: date | None  # None: no calendar has it
    sure: Sure
    is_hijri: bool
    label: str  # u (of a change), b (of publication), or empty


_MONTHS = r"\(?{0}\)?(?:[/\-,]?\(?{0}\)?)*"
_ALONE = r"(?<![R&])(?<![NOY][\-/.])"
_WRITTEN = tuple(
    re.compile(_ALONE + shape.format(_MONTHS.format(month)))
    for month in ("M", "H")
    for shape in (
        r"(?P<d>[NO])[of]*[,\-/.]?(?P<m>{0})[,\-/.]?[of]*(?P<y>Y)",
        r"(?P<m>{0})(?P<d>N),?[of]*(?P<y>Y)",
        r"(?P<y>Y)[,\-/.]?(?P<m>{0})[,\-/.]?(?P<d>N)",
    )
)
_FIGURES = (
    re.compile(_ALONE + r"(?P<d>N)(?P<s>[/\-.])(?P<m>N)(?P=s)(?P<y>Y)(?![/\-.]N)"),
    re.compile(_ALONE + r"(?P<y>Y)(?P<s>[/\-.])(?P<m>N)(?P=s)(?P<d>N)(?![/\-.][NY])"),
)

#: A second day beside the one that was read: together they are a span of days.
_SECOND = re.compile(r"[NO][of,]*M|N[/\-.]N[/\-.]")
_SPAN = r"(?:[Nn][UV]|Un?|T)"
_AGO = re.compile(rf"A(?P<a>{_SPAN})(?:&?(?P<b>{_SPAN}))?P?|(?P<c>{_SPAN})(?:&(?P<d>{_SPAN}))?P")
_FEW = re.compile(r"AV")
#: What may stand around a relative day: fillers, weekdays, halves of the day, time, zone, marks.
_AROUND = frozenset("fbuWpqrkCZzU,.:()-")
_HOUR, _DAY = 3600, 86_400
_MONTHS_A_YEAR = 12


def told(raw: str, now: datetime | None = None) -> Told | None:
    """Return what a raw date says, or `None` where that is not sure.

    Args:
        raw: as a page, a feed or an archive writes it.
        now: when it was read, in the outlet's zone; without it "yesterday" is no day.
    """
    row = row_of(items(raw))
    found = _days(row)
    if found:
        return _absolute(row, found)
    if now is None or set("YMHR") & set(row.codes):
        return None
    return _relative(row, now)


# ---- days with a year


def _days(row: Row) -> list[_Match]:
    spans = {
        (m.start(), m.end()): m
        for pattern in (*_WRITTEN, *_FIGURES)
        for m in pattern.finditer(row.codes)
    }
    matches, end = list[_Match](), 0
    for (start, stop), match in sorted(spans.items(), key=lambda pair: (pair[0][0], -pair[0][1])):
        if start >= end:
            matches.append(_match(row, match, row.codes[end:start]))
            end = stop
    return matches


def _match(row: Row, match: re.Match[str], before: str) -> _Match:
    year, month_at = int(row.value(match.start("y"))), match.start("m")
    months = {row.value(at) for at in range(month_at, match.end("m")) if row.codes[at] in "MHN"}
    day, month, sure = int(row.value(match.start("d"))), int(min(months)), Sure.HIGH
    is_hijri = "H" in match["m"] or FIRST_HIJRI <= year <= LAST_HIJRI
    if "s" in match.groupdict() and not is_hijri:
        day, month, sure = _figures(day, month, day_first=match.start("y") > match.start("d"))
    found = None
    if len(months) == 1:  # "6 March/April 2018" is no day
        found = _hijri(year, month, day) if is_hijri else _gregorian(year, month, day)
    label = next((c for c in reversed(before) if c in "ub"), "")
    sure = min(sure, Sure.MEDIUM) if is_hijri else sure
    return _Match(match.start(), match.end(), found, sure, is_hijri, label)


def _figures(day: int, month: int, *, day_first: bool) -> tuple[int, int, Sure]:
    """Day first, as Arabic writes it; a "month" over 12 can only be a day, yet is odd."""
    if not day_first:
        return day, month, Sure.HIGH
    if month > _MONTHS_A_YEAR >= day:
        return month, day, Sure.LOW
    return day, month, Sure.MEDIUM if day <= _MONTHS_A_YEAR and day != month else Sure.HIGH


def _gregorian(year: int, month: int, day: int) -> date | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _hijri(year: int, month: int, day: int) -> date | None:
    if not FIRST_HIJRI <= year <= LAST_HIJRI:
        return None
    try:
        return date(*Hijri(year, month, day).to_gregorian().datetuple())
    except ValueError:
        return None


def _absolute(row: Row, found: list[_Match]) -> Told | None:
    left = "".join(
        " " if any(m.start <= at < m.end for m in found) else c for at, c in enumerate(row.codes)
    )
    if _SECOND.search(left) or "R" in left:
        return None
    best = [m for m in found if m.label == "b"] or [m for m in found if m.label != "u"] or found
    days = {m.day for m in best if not m.is_hijri} or {m.day for m in best}
    chosen = min((m for m in best if m.day in days), key=lambda m: m.is_hijri)
    if len(days) != 1 or chosen.day is None or any(m.day is None for m in found):
        return None
    sure = Sure.LOW if chosen.label == "u" else chosen.sure
    day = chosen.day
    if _weekday_clashes(row, day) or any(
        abs(m.day - day) > _CALENDARS_APART for m in best if m.day
    ):
        sure = Sure.LOW
    return Told(day=day, clock=_clock(row, chosen, found), zone=_zone(row), sure=sure)


def _clock(row: Row, chosen: _Match, found: list[_Match]) -> time | None:
    """The time that follows the day, else the only one there is."""
    later = min((m.start for m in found if m.start >= chosen.end), default=len(row.codes))
    places = [at for at, code in enumerate(row.codes) if code == CLOCK]
    after = [at for at in places if chosen.end <= at < later]
    chosen_at = after[:1] or (places if len(places) == 1 else [])
    return time.fromisoformat(row.value(chosen_at[0])) if chosen_at else None


def _zone(row: Row) -> str | None:
    zones = {row.value(at) for at, code in enumerate(row.codes) if code == "Z"}
    if "z" in row.codes or len(zones) > 1:
        return None
    return zones.pop() if zones else ""


def _weekday_clashes(row: Row, day: date) -> bool:
    named = {int(row.value(at)) for at, code in enumerate(row.codes) if code == "W"}
    return bool(named) and day.weekday() not in named


# ---- days told from now


def _relative(row: Row, now: datetime) -> Told | None:
    codes = row.codes
    for kind, read in (("D", _named_day), ("J", _just_now)):
        if codes.count(kind) == 1 and set(codes) - {kind} <= _AROUND:
            answer = read(row, now)
            return None if _weekday_clashes(row, answer.day) else answer
    match = _AGO.search(codes)
    if match and set(codes[: match.start()] + codes[match.end() :]) <= _AROUND - {"U", "C"}:
        return _ago(row, match, now)
    few = _FEW.fullmatch(codes.strip(",.:()-"))
    if few and int(row.value(codes.index("V"))) <= _HOUR:
        return Told(day=now.date(), sure=Sure.LOW)  # "hours ago": today, most likely
    return None


def _named_day(row: Row, now: datetime) -> Told:
    day = now.date() + timedelta(days=int(row.value(row.codes.index("D"))))
    at = row.codes.find(CLOCK)
    clock = time.fromisoformat(row.value(at)) if at >= 0 else None
    return Told(day=day, clock=clock, zone=_zone(row), sure=Sure.MEDIUM)


def _just_now(_: Row, now: datetime) -> Told:
    return Told(day=now.date(), instant=now, sure=Sure.MEDIUM)


def _ago(row: Row, match: re.Match[str], now: datetime) -> Told | None:
    spans = [match.span(name) for name in "abcd" if match[name]]
    told_spans = [_seconds(row, *span) for span in spans]
    if None in told_spans:
        return None
    seconds = [s for s in told_spans if s is not None]
    then = now - timedelta(seconds=sum(total for total, _ in seconds))
    if (
        max(unit for _, unit in seconds) >= _DAY
    ):  # pages cut "3 days ago" down to whole days: it may be one more
        return Told(day=then.date(), sure=Sure.LOW)
    return Told(day=then.date(), instant=then, sure=Sure.MEDIUM)


def _seconds(row: Row, start: int, end: int) -> tuple[int, int] | None:
    """Return seconds of a span and its unit; "one hour one" is one, "one hour three" nothing."""
    number, unit = 1, 0
    for at in range(start, end):
        code, value = row.codes[at], int(row.value(at))
        if code in "Nn":
            number = value
        else:
            unit = value
            number = 2 if code == "T" else number
    if row.codes[start:end].endswith("n") and number != 1:
        return None
    return (number * unit, unit) if number * unit < 366 * _DAY else None
