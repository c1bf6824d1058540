"""Stage files ↔ the batch and the verdict: what `validate` judges and `load` loads.

read/<batch> + rejected/<batch> + pages/<batch> + extract/<batch> → Batch
validate/<batch> → Verdict
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.model import Article, Event, Rejected
from tawthiq.page import Page
from tawthiq.records import article_from_record, event_from_record
from tawthiq.sources import SourceConfig
from tawthiq.store import Store
from tawthiq.verdict import Band, Batch, Misread, Reading, Verdict
from tawthiq.verdict_file import verdict_from_rows

PAGES = "pages"

#: How far back "as usual" looks (codebook of the suites: the trailing eight weeks).
USUAL_DAYS = 56


def day_of(batch: str) -> date:
    """Return the day against which "in the future" is judged: the night's morning, or today."""
    kind, _, name = batch.partition("/")
    if kind == "nightly":
        return date.fromisoformat(name) + timedelta(days=1)
    return datetime.now(UTC).date()


def leave_pages(store: Store, batch: str, pages: Iterable[Page]) -> None:
    """Write what was fetched for a batch."""
    store.write_lines(
        PAGES,
        batch,
        (
            asdict(p) | {"fetched_at": p.fetched_at.isoformat() if p.fetched_at else None}
            for p in pages
        ),
    )


def pages_left(store: Store, batch: str) -> Iterator[Page]:
    """Yield what was fetched for a batch; nothing for archives."""
    if store.exists(PAGES, batch):
        for row in store.read_lines(PAGES, batch):
            at = row["fetched_at"]
            yield Page(**row | {"fetched_at": at and datetime.fromisoformat(at)})


def seen_at(batch: str) -> datetime | None:
    """Return the end of the night that fetched a batch; an archive does not tell when it was made.

    So words that an address gives on a later night are newer, whatever day the page still says.
    """
    if not batch.startswith("nightly/"):
        return None
    return datetime.combine(day_of(batch), time(), UTC)


def read_batch(
    store: Store,
    batch: str,
    as_of: date,
    *,
    sources: Mapping[str, SourceConfig],
    run_id: str | None = None,
    usual: Mapping[str, float] | None = None,
) -> Batch:
    """Put together what `read` and `extract` left of a batch; bands hold for nights alone.

    Raises:
        ValueError: the two files are not of the same articles; `extract` is to be run again.
    """
    misread: list[Misread] = []
    readings = []
    for record, row in zip(
        store.read_lines("read", batch), store.read_lines("extract", batch), strict=True
    ):
        article = article_from_record(record)
        if (article.doc_id, article.version) != (row["doc_id"], row["version"]):
            raise ValueError(f"{batch} was read again after extract; run extract for it")
        events = tuple(_events(article, row["events"], misread))
        readings.append(Reading(article=article, events=events))
    return Batch(
        name=batch,
        readings=tuple(readings),
        as_of=as_of,
        rejected=tuple(Rejected(**row) for row in store.read_lines("rejected", batch)),
        misread=tuple(misread),
        pages=tuple(pages_left(store, batch)),
        seen_at=seen_at(batch),
        run_id=run_id,
        bands=_bands(sources) if batch.startswith("nightly/") else {},
        usual=usual or {},
    )


def _events(
    article: Article, records: Iterable[dict[str, Any]], misread: list[Misread]
) -> Iterator[Event]:
    """Yield the events that are of the codebook's form, and note the others."""
    for number, event in enumerate(records, start=1):
        try:
            yield event_from_record(event)
        except (KeyError, TypeError, ValueError) as error:
            key = f"{article.doc_id}/{article.version}/{event.get('id', number)}"
            why = f"{type(error).__name__}: {error}"
            misread.append(Misread(article=article, event_key=key, reason=why, record=event))


def _bands(sources: Mapping[str, SourceConfig]) -> dict[str, Band]:
    return {
        source.id: Band(
            low=source.expect.articles_per_night.min,
            high=source.expect.articles_per_night.max,
            has_selectors=bool(source.article.container),
        )
        for source in sources.values()
    }


def usual_measures(conn: wh.Connection, as_of: date) -> dict[str, float]:
    """Return the measures of the eight weeks before a day, none where too little is loaded."""
    since = as_of - timedelta(days=USUAL_DAYS + 1)
    with wh.transaction(conn):
        rows = wh.query(
            conn, "checks/usual_measures.sql", {"since": since, "until": as_of - timedelta(days=1)}
        )
    return {row["measure"]: float(row["value"]) for row in rows}


def read_verdict(store: Store, batch: Batch) -> Verdict:
    """Return the verdict that `validate` left on this batch.

    Raises:
        StaleVerdictError: the verdict is on other content; `validate` is to be run again.
    """
    return verdict_from_rows(store.read_lines("validate", batch.name), batch)
