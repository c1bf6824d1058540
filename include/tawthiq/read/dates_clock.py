"""Times of day and zones within a date: "2:30 م", "14:00", "الساعة 9 صباحا", "GMT+3"."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import time

from tawthiq.read.dates_words import UNKNOWN, Item

CLOCK = "C"
_NOON = 12
_EVENING = 6  # "at night": from six to midnight; before, the small hours
_OFFSET = re.compile(r"Z?(?P<sign>\+)(?P<hours>[NY])(?::(?P<minutes>N))?Z?|Z-(?P<west>Y)")
_TIME = re.compile(r"k?(?P<h>N):(?P<m>N)(?::(?P<s>N))?(?:\.[NYx])?(?P<half>[pqr])?")
_HOUR = re.compile(r"(?P<k>k)?(?P<h>N)(?P<half>[pqr])|k(?P<alone>N)")


@dataclass(frozen=True, slots=True)
class Row:
    """The items of a raw date and their codes, one letter an item."""

    items: tuple[Item, ...]
    codes: str

    def value(self, at: int) -> str:
        """Return the value of the item at a place in `codes`."""
        return self.items[at].value

    def replaced(self, start: int, end: int, item: Item) -> Row:
        """Return the row with one item in the place of several."""
        items = (*self.items[:start], item, *self.items[end:])
        return Row(items, self.codes[:start] + item.code + self.codes[end:])


def row_of(items: list[Item]) -> Row:
    """Return the row of items, offsets joined to zones and times of day to one item each."""
    row = Row(tuple(items), "".join(item.code for item in items))
    row = _joined(row, _OFFSET, _offset)
    row = _joined(row, _TIME, _time)
    return _joined(row, _HOUR, _hour)


def _joined(
    row: Row, pattern: re.Pattern[str], make: Callable[[Row, re.Match[str]], Item | None]
) -> Row:
    for match in reversed(list(pattern.finditer(row.codes))):
        item = make(row, match)
        if item is not None:
            row = row.replaced(match.start(), match.end(), item)
    return row


def _offset(row: Row, match: re.Match[str]) -> Item:
    if match["west"]:
        digits, sign = row.value(match.start("west")), "-"
    else:
        digits, sign = row.value(match.start("hours")), "+"
        digits = digits.zfill(2) if len(digits) <= 2 else digits
        if match["minutes"]:
            digits += row.value(match.start("minutes"))
    digits = digits.ljust(4, "0")
    sound = int(digits[:2]) <= 14 and int(digits[2:]) < 60
    return Item("Z", f"{sign}{digits[:2]}:{digits[2:]}") if sound else Item("z", digits)


def _time(row: Row, match: re.Match[str]) -> Item:
    parts = [row.value(match.start(name)) for name in ("h", "m", "s") if match[name]]
    return _clock([int(part) for part in parts], match["half"])


def _hour(row: Row, match: re.Match[str]) -> Item | None:
    """An hour alone: after "o'clock", or at most 12 with its half of the day."""
    if match["alone"]:
        return _clock([int(row.value(match.start("alone"))), 0], None)
    hour = int(row.value(match.start("h")))
    return _clock([hour, 0], match["half"]) if match["k"] or 1 <= hour <= _NOON else None


def _clock(parts: list[int], half: str | None) -> Item:
    hour, *rest = parts
    if half == "p" or (half == "r" and hour == _NOON):
        hour = hour % _NOON if hour <= _NOON else hour
    elif (half == "q" and hour < _NOON) or (half == "r" and _EVENING <= hour < _NOON):
        hour += _NOON
    try:
        return Item(
            CLOCK, time.fromisoformat(":".join(f"{part:02}" for part in (hour, *rest))).isoformat()
        )
    except ValueError:  # 25:70 is no time of day; the day beside it may be sound
        return Item(UNKNOWN, "")
