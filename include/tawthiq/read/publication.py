"""When a page was published: its own data, the outlet's place for it, its address, its feed.

The first that gives a day for sure wins; what is unsure ("3 days ago") waits for a better word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from tawthiq.read.dates import CLOCK_SKEW, Stamp, Sure, day_of_url, read_stamp

#: How far each place is believed, at best.
_TRUST = {
    "json_ld": Sure.HIGH,
    "meta": Sure.HIGH,
    "selector": Sure.HIGH,
    "url": Sure.MEDIUM,
    "feed": Sure.MEDIUM,
    "visible": Sure.LOW,  # some element called "date": it may be another article's, or today's
}
_OFFSET = re.compile(r"\s?(?:Z|[+-]\d\d:?\d\d|GMT|UTC)\s*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """Day at the outlet, UTC instant, and what they rest on; all `None` where nothing is told."""

    day: date | None = None
    at: datetime | None = None
    raw: str | None = None
    zone: str | None = None
    basis: str | None = None
    confidence: str | None = None


def published(
    stamps: Sequence[tuple[str, str]],
    *,
    url: str,
    feed: str | None,
    zone: str,
    fetched_at: datetime | None,
) -> Publication:
    """Return when a page was published.

    Args:
        stamps: raw dates by what they rest on, as `read_page` gives them.
        url: of the page.
        feed: the date that the feed or sitemap gave, as written there.
        zone: the outlet's IANA zone.
        fetched_at: when the page was fetched: relative dates start there, later ones are wrong.
    """
    best: tuple[Sure, Publication] | None = None
    for basis, stamp in _read(stamps, url, feed, zone, fetched_at):
        sure = min(stamp.sure, _TRUST[basis])
        if best is None or sure > best[0]:
            best = (sure, _publication(basis, stamp, sure))
        if sure > Sure.LOW:
            break
    return _with_time(best[1], stamps, zone, fetched_at) if best else Publication()


def _read(
    stamps: Sequence[tuple[str, str]],
    url: str,
    feed: str | None,
    zone: str,
    fetched_at: datetime | None,
) -> Iterator[tuple[str, Stamp]]:
    own = [pair for pair in stamps if pair[0] != "visible"]
    for basis, raw in (*own, ("url", url), ("feed", feed or ""), *stamps[len(own) :]):
        stamp = _of_url(url, zone) if basis == "url" else read_stamp(raw, zone, fetched_at)
        stamp = _possible(stamp, zone, fetched_at) if stamp else None
        if stamp:
            yield basis, stamp


def _of_url(url: str, zone: str) -> Stamp | None:
    day = day_of_url(url)
    return Stamp(raw=url, day=day, at=None, zone=zone, sure=Sure.MEDIUM) if day else None


def _possible(stamp: Stamp, zone: str, fetched_at: datetime | None) -> Stamp | None:
    """Return a stamp that is not later than the fetch.

    An instant after it has a false zone, as outlets write their own time with `Z`: it is read
    again in the outlet's zone, if that makes it possible.
    """
    if fetched_at is None:
        return stamp
    latest = fetched_at + CLOCK_SKEW
    if stamp.at is None:
        return stamp if stamp.day <= latest.astimezone(UTC).date() + timedelta(days=1) else None
    if stamp.at <= latest:
        return stamp
    local = read_stamp(_OFFSET.sub("", stamp.raw), zone)
    if local is None or local.at is None or local.at > latest:
        return None
    return replace(local, raw=stamp.raw, sure=min(local.sure, Sure.MEDIUM))


def _publication(basis: str, stamp: Stamp, sure: Sure) -> Publication:
    return Publication(
        day=stamp.day,
        at=stamp.at,
        raw=stamp.raw,
        zone=stamp.zone,
        basis=basis,
        confidence=sure.name.lower(),
    )


def _with_time(
    found: Publication, stamps: Sequence[tuple[str, str]], zone: str, fetched_at: datetime | None
) -> Publication:
    """Add the instant of another stamp of the same day, where the best tells the day alone."""
    if found.at is not None:
        return found
    for _, raw in stamps:
        other = read_stamp(raw, zone, fetched_at)
        if other and other.at and other.day == found.day and other.sure > Sure.LOW:
            return replace(found, at=other.at, zone=other.zone)
    return found
