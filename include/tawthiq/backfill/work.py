"""Chunks → warehouse, several at a time; a chunk that is held back does not hold up the others."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from tawthiq import steps
from tawthiq.backfill import ledger
from tawthiq.backfill.cutting import CUT, chunks_of, remove_chunk
from tawthiq.backfill.order import Order
from tawthiq.bulk import in_order
from tawthiq.model import Article, Rejected
from tawthiq.settings import Settings
from tawthiq.store import open_store


class BackfillError(RuntimeError):
    """Chunks were not loaded; names them, why, and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What came of a chunk; `failure` says why nothing of it was loaded."""

    batch: str
    articles: int = 0
    skipped: int = 0  # outside the range of days
    rejected: int = 0
    events: int = 0
    quarantined: int = 0
    seconds: float = 0.0
    failure: str = ""


def slices(settings: Settings, backfills: Sequence[str], size: int) -> list[list[str]]:
    """Return the chunks that are not loaded, in slices of `size`, none empty."""
    done = ledger.done(settings, backfills)
    todo = [batch for b in backfills for batch in chunks_of(settings, b) if batch not in done]
    return [todo[start : start + size] for start in range(0, len(todo), size)]


def work(
    settings: Settings,
    batches: Sequence[str],
    order: Order,
    *,
    jobs: int = 1,
    tell: Callable[[Part], None] = lambda _: None,
) -> int:
    """Read, extract, validate and load chunks; return how many articles they held.

    Args:
        settings: store and warehouse.
        batches: names of chunks.
        order: what is asked of them.
        jobs: processes.
        tell: is told what came of each chunk, in their order.

    Raises:
        BackfillError: a critical expectation stopped some chunks; the others are loaded.
        KeyboardInterrupt: Ctrl-C; the ledger says so, what is loaded stays.
    """
    stopped, started = list[Part](), time.monotonic()
    articles = 0
    found = in_order(partial(_one, settings, order), batches, min(jobs, len(batches)), _warm)
    try:
        for number, part in enumerate(found, 1):
            tell(part)
            _log(part, number, len(batches), time.monotonic() - started)
            articles += part.articles
            if part.failure:
                stopped.append(part)
    except KeyboardInterrupt:
        ledger.cancelled(settings, sorted({batch.split("/")[1] for batch in batches}))
        raise
    if stopped:
        raise BackfillError(
            f"{len(stopped)} of {len(batches)} chunks are not loaded: {stopped[0].failure}; "
            "mend that and start the same backfill again, it takes these chunks alone"
        )
    return articles


def _log(part: Part, number: int, count: int, seconds: float) -> None:
    """Write progress where the task's log shows it."""
    left = seconds / number * (count - number)
    logging.getLogger("tawthiq").info(
        "%s: %s; chunk %d of %d, some %.0f s left",
        part.batch,
        part.failure
        or f"{part.articles} articles, {part.events} events, {part.quarantined} quarantined, "
        f"{part.articles / max(part.seconds, 0.001):.0f} articles/s",
        number,
        count,
        left,
    )


def _one(settings: Settings, order: Order, batch: str) -> Part:
    from tawthiq.load import BatchStoppedError

    started = time.monotonic()
    counted = _read(settings, order, batch)
    batch_id = None
    try:
        if counted.articles or counted.rejected:
            today = datetime.now(UTC).date()
            steps.extract_batch(settings, batch)
            steps.validate_batch(settings, batch, as_of=today)
            batch_id = steps.load_batch(settings, batch, as_of=today).batch_id
    except BatchStoppedError as error:
        return Part(batch=batch, failure=str(error), seconds=time.monotonic() - started)
    row = {
        "backfill_id": batch.split("/")[1],
        "part_number": int(batch.split("/")[2]),
        "batch_name": batch,
        "batch_id": batch_id,
        "article_count": counted.articles,
        "rejected_count": counted.rejected,
        "skipped_count": counted.skipped,
        "duration_ms": round((time.monotonic() - started) * 1000),
    }
    loaded = ledger.note_part(settings, row)
    remove_chunk(settings, batch)
    return Part(
        batch=batch,
        articles=counted.articles,
        skipped=counted.skipped,
        rejected=counted.rejected,
        events=loaded["event_count"],
        quarantined=loaded["quarantined_count"],
        seconds=time.monotonic() - started,
    )


@dataclass(slots=True)
class _Counted:
    articles: int = 0
    skipped: int = 0
    rejected: int = 0


def _read(settings: Settings, order: Order, batch: str) -> _Counted:
    """Read a chunk's records as articles and leave those that are asked for."""
    counted = _Counted()
    found = _articles(settings, order, batch, counted)
    steps.leave_articles(open_store(settings.store_url), batch, found)
    return counted


def _articles(
    settings: Settings, order: Order, batch: str, counted: _Counted
) -> Iterator[Article | Rejected]:
    from tawthiq.read import article_of, raw_from_record

    sources, fields = steps.all_sources(), order.fields()
    for row in open_store(settings.store_url).read_lines(CUT, batch):
        rejected = row.get("rejected")
        one = (
            Rejected(**rejected) if rejected else article_of(raw_from_record(row), sources, fields)
        )
        if isinstance(one, Rejected):
            counted.rejected += 1
        elif order.wants(one.published_on):
            counted.articles += 1
        else:
            counted.skipped += 1
            continue
        yield one


def _warm() -> None:
    """Load in each process what every chunk needs."""
    from tawthiq.extract import load_language

    load_language()
