"""A source and a night → one WARC file: everything that came over the wire.

    feeds, sitemaps, listings → articles → a polite queue a host → WARC, report, versions known

`fetch` knows HTTP, feeds, robots.txt and manners, and nothing of Arabic. Under `fetch/<source>/`
it leaves `<day>.warc.gz` (whole or not at all), `<day>.jsonl.gz` (the report) and `known.jsonl.gz`
(ETags). A night that is fetched already is kept unless `again` is asked for, which replaces it.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime

from tawthiq.fetch.archive import Archive
from tawthiq.fetch.client import FAULTS, LARGE_AT_ONCE, Client
from tawthiq.fetch.discover import discover
from tawthiq.fetch.feeds import Entry
from tawthiq.fetch.hosts import IN_FLIGHT
from tawthiq.fetch.known import Version, conditions, load_known, save_known, version_of
from tawthiq.fetch.report import MOST_ERRORS, FetchReport, blank, load_report, save_report
from tawthiq.sources import SourceConfig
from tawthiq.store import Store

__all__ = ["FetchReport", "fetch", "fetch_night"]

WARC = ".warc.gz"
#: A source may take this long; what it did not reach by then is reported. The night has six hours.
NIGHT_SECONDS = 2 * 3600.0
_NOT_MODIFIED = 304


def _clock() -> datetime:
    return datetime.now(UTC)


def fetch(
    source: SourceConfig,
    day: date,
    store: Store,
    *,
    again: bool = False,
    contact: str = "",
    clock: Callable[[], datetime] = _clock,
) -> FetchReport:
    """Fetch what a source published on a day into `fetch/<source>/<day>.warc.gz`.

    A page that cannot be had is reported and noted in the file; the others are kept. `contact`
    stands in the user agent; `clock` says which hour and day it is (UTC).

    Raises:
        OSError: neither feed, sitemap nor listing of the source could be had, or it may not be
            asked at this hour.
    """
    return asyncio.run(_fetch(source, day, store, again, contact, clock))


def fetch_night(
    sources: Iterable[SourceConfig],
    day: date,
    store: Store,
    *,
    again: bool = False,
    contact: str = "",
    clock: Callable[[], datetime] = _clock,
) -> list[FetchReport]:
    """Fetch a night of many sources side by side; a dead one is a report with its error."""

    async def one(source: SourceConfig, large: asyncio.Semaphore) -> FetchReport:
        try:
            return await _fetch(source, day, store, again, contact, clock, large)
        except OSError as fault:
            return replace(blank(source, day), errors=(str(fault),))

    async def all_of_them() -> list[FetchReport]:
        large = asyncio.Semaphore(LARGE_AT_ONCE)
        return await asyncio.gather(*(one(source, large) for source in sources))

    return asyncio.run(all_of_them())


@dataclass(slots=True)
class _Night:
    """One source's night while it is fetched."""

    source: SourceConfig
    day: date
    client: Client
    archive: Archive
    known: dict[str, Version]
    pages: int = 0
    unchanged: int = 0
    failed: int = 0
    errors: list[str] = field(default_factory=list)

    async def take(self, entry: Entry) -> None:
        """Fetch one article and note what came of it."""
        try:
            wanted = conditions(self.known.get(entry.url), self.day)
            answer = await self.client.get(entry.url, headers=wanted)
        except FAULTS as fault:
            self.miss(entry, f"{entry.url}: {type(fault).__name__}: {fault}")
            return
        version = version_of(answer, self.day)
        if version:
            self.known[entry.url] = version
        if answer.status == _NOT_MODIFIED:
            self.unchanged += 1
            return
        self.pages += 1
        self.archive.note(entry, answer)

    def miss(self, entry: Entry, why: str) -> None:
        """Note an article that could not be had."""
        self.failed += 1
        self.errors.append(why)
        self.archive.note(entry, None, why)


async def _fetch(
    source: SourceConfig,
    day: date,
    store: Store,
    again: bool,
    contact: str,
    clock: Callable[[], datetime],
    large: asyncio.Semaphore | None = None,
) -> FetchReport:
    name = f"{source.id}/{day}"
    if store.exists("fetch", name, WARC) and not again:
        return load_report(store, source, day)
    now, started = clock(), time.monotonic()
    hours = source.manners.hours
    if not hours.allow(now.hour):
        raise OSError(f"{source.id}: may be asked from {hours.start} to {hours.end} UTC only")
    known = load_known(store, source.id)
    with store.create("fetch", name, WARC) as file:
        archive = Archive(file, source.id, f"{source.id}-{day}.warc.gz")
        async with Client(source, archive.keep, contact=contact, large=large) as client:
            night = _Night(source, day, client, archive, known)
            listed = await _run(night, now.date())
    report = replace(
        blank(source, day),
        listed=listed,
        pages=night.pages,
        unchanged=night.unchanged,
        failed=night.failed,
        errors=tuple(night.errors[:MOST_ERRORS]),
        seconds=time.monotonic() - started,
    )
    save_report(store, report)
    save_known(store, source.id, known)
    return report


async def _run(night: _Night, today: date) -> int:
    """Fetch all that the source names; return how many articles that were.

    Raises:
        OSError: nothing is named, and something went wrong in asking.
    """
    found = await discover(night.client, night.source, night.day, today=today)
    if not found.entries and found.errors:
        raise OSError(f"{night.source.id}: {'; '.join(found.errors)}")
    night.errors += found.errors
    left = dict.fromkeys(found.entries)

    async def work(queue: Iterator[Entry]) -> None:
        for entry in queue:
            await night.take(entry)
            del left[entry]

    queues = [iter(entries) for entries in _by_host(found.entries)]
    try:
        async with asyncio.timeout(NIGHT_SECONDS), asyncio.TaskGroup() as group:
            for queue in queues:
                for _ in range(IN_FLIGHT):
                    group.create_task(work(queue))
    except TimeoutError:
        for entry in left:
            night.miss(entry, f"{entry.url}: not reached within {NIGHT_SECONDS:.0f} s")
    return len(found.entries)


def _by_host(entries: list[Entry]) -> list[list[Entry]]:
    """Return the entries in a queue a host, in their order."""
    queues = dict[str, list[Entry]]()
    for entry in entries:
        host = entry.url.partition("://")[2].partition("/")[0].lower()  # however broken it is
        queues.setdefault(host, []).append(entry)
    return list(queues.values())
