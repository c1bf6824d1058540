"""The stages by name: each takes the files that the one before it left, and leaves its own.

    fetch/<source>/<day>.warc.gz → read/<batch> + rejected/<batch> → extract/<batch>
        → validate/<batch> → warehouse

Airflow's tasks, backfills and the command line call these; only names pass between them, so any
stage can be run again alone. A batch is a name such as `nightly/2026-10-05`.
"""

from __future__ import annotations

import fnmatch
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, astuple
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tawthiq import server
from tawthiq import warehouse as wh
from tawthiq.batches import day_of, leave_pages, read_batch, read_verdict, usual_measures
from tawthiq.model import Article, Rejected
from tawthiq.quarantine import released_ids
from tawthiq.records import article_from_record, article_record, event_record
from tawthiq.settings import PROJECT, Settings
from tawthiq.sources import SourceConfig, load_sources
from tawthiq.store import Store, open_store
from tawthiq.verdict import LoadReport
from tawthiq.verdict_file import verdict_rows

if TYPE_CHECKING:
    from tawthiq.gazetteer import Place

SOURCES = PROJECT / "include" / "sources"
WARC = ".warc.gz"


def night_batch(night: str) -> str:
    """Return the batch of a night, `nightly/2026-10-05`."""
    return f"nightly/{night}"


@contextmanager
def warehouse(settings: Settings) -> Iterator[wh.Connection]:
    """Give a connection to the warehouse, closed at the end."""
    connection = wh.connect(server.warehouse_dsn(settings))
    try:
        yield connection
    finally:
        connection.close()


# ---- the sources and their pages


def all_sources() -> Mapping[str, SourceConfig]:
    """Return every source of include/sources by its id."""
    return load_sources(SOURCES)


def matching_sources(patterns: Iterable[str]) -> list[str]:
    """Return the ids that match a glob; a later `!glob` takes out again.

    Raises:
        ValueError: a pattern matches nothing, as a misspelt name would.
    """
    known, chosen = list(all_sources()), set[str]()
    for pattern in patterns:
        found = fnmatch.filter(known, pattern.removeprefix("!"))
        if not found:
            raise ValueError(f"no source matches {pattern!r}; known: {', '.join(known)}")
        chosen = chosen - set(found) if pattern.startswith("!") else chosen | set(found)
    return sorted(chosen)


def fetch_source(settings: Settings, source: str, day: date) -> str:
    """Fetch a source's pages of a night; return the source's id."""
    from tawthiq.fetch import fetch

    fetch(all_sources()[source], day, open_store(settings.store_url), contact=settings.contact)
    return source


def read_night(settings: Settings, day: date, sources: Iterable[str]) -> str:
    """Read what the night's fetches brought; return the batch's name."""
    from tawthiq.read.exchanges import pages_of

    store, batch = open_store(settings.store_url), night_batch(day.isoformat())
    fetched = [s for s in sources if s and store.exists("fetch", f"{s}/{day}", WARC)]
    paths = {source: store.path("fetch", f"{source}/{day}", WARC) for source in fetched}
    leave_articles(store, batch, _read_all(paths.values()))
    leave_pages(store, batch, (p for one in fetched for p in pages_of(paths[one], one)))
    return batch


def _read_all(paths: Iterable[Any]) -> Iterator[Article | Rejected]:
    from tawthiq.read import read

    known = all_sources()
    for path in paths:
        yield from read(path, known)


def leave_articles(store: Store, batch: str, found: Iterable[Article | Rejected]) -> None:
    """Write articles and rejected records of a batch into their two files, as they come."""
    rejected: list[Rejected] = []

    def articles() -> Iterator[dict[str, Any]]:
        for one in found:
            if isinstance(one, Rejected):
                rejected.append(one)
            else:
                yield article_record(one)

    store.write_lines("read", batch, articles())
    store.write_lines("rejected", batch, map(asdict, rejected))


# ---- events and the verdict on them


def extract_batch(settings: Settings, batch: str) -> str:
    """Find the events of a batch's articles, one row an article in the order of `read`."""
    from tawthiq.extract import extract, load_language

    store, language = open_store(settings.store_url), load_language()
    articles = map(article_from_record, store.read_lines("read", batch))
    rows = (
        {
            "doc_id": article.doc_id,
            "version": article.version,
            "events": [event_record(event) for event in extract(article, language)],
        }
        for article in articles
    )
    store.write_lines("extract", batch, rows)
    return batch


def _followed(store: Store) -> dict[str, SourceConfig]:
    """Return the sources that were fetched on some night: of them alone volumes are expected."""
    fetched = {name.partition("/")[0] for name in store.batches("fetch", suffix=WARC)}
    return {name: source for name, source in all_sources().items() if name in fetched}


def validate_batch(
    settings: Settings, batch: str, *, as_of: date | None = None, run_id: str | None = None
) -> str:
    """Judge a batch and leave the verdict.

    A verdict that stops the batch is left too: `load` records it before it fails with the reason.
    """
    from tawthiq.validate import validate

    store, day = open_store(settings.store_url), as_of or day_of(batch)
    with warehouse(settings) as connection:
        usual = usual_measures(connection, day)
        judged = read_batch(store, batch, day, sources=_followed(store), run_id=run_id, usual=usual)
        released = released_ids(connection, [r.article.doc_id for r in judged.readings])
    verdict = validate(judged, released=released, docs=settings.reports, kept=settings.kept_runs)
    store.write_lines("validate", batch, verdict_rows(verdict))
    return batch


def load_batch(
    settings: Settings, batch: str, *, as_of: date | None = None, run_id: str | None = None
) -> LoadReport:
    """Load what was accepted, quarantine the rest, and note near-duplicates.

    Raises:
        BatchStoppedError: a critical expectation failed; nothing of the batch was loaded.
    """
    from tawthiq.copies import link_copies
    from tawthiq.load import load, load_pages

    store, day = open_store(settings.store_url), as_of or day_of(batch)
    judged = read_batch(store, batch, day, sources={}, run_id=run_id)
    with warehouse(settings) as connection:
        load_pages(connection, map(astuple, judged.pages))
        verdict = read_verdict(store, judged)
        report = load(connection, verdict)
        link_copies(connection, [reading.article.doc_id for reading in verdict.accepted])
    return report


# ---- incidents and weekly tables


def reconcile_new(settings: Settings) -> int:
    """Join the reports into incidents; return how many were new or changed.

    The gazetteer's places are brought up to date first, for the names that pages show.
    """
    from tawthiq.gazetteer import load_gazetteer
    from tawthiq.load import load_places
    from tawthiq.reconcile import reconcile

    with warehouse(settings) as connection:
        load_places(connection, map(_place_row, load_gazetteer()))
        return reconcile(connection).written_count


def _place_row(place: Place) -> tuple[str, str, str | None, str, str, float | None, float | None]:
    name, code = place.gloss or None, place.admin1[0].value
    return place.place_id, place.name, name, place.kind, code, place.lat, place.lon


def weeks_to_publish(settings: Settings, asked: Iterable[str]) -> list[str]:
    """Return the weeks asked for, or all that changed since they were last published."""
    from tawthiq.publish import stale_weeks

    chosen = sorted(asked)
    if chosen:
        return chosen
    with warehouse(settings) as connection:
        return [week.isoformat() for week in stale_weeks(connection)]


def publish_weeks(settings: Settings, weeks: Iterable[date], run_id: str | None = None) -> None:
    """Rebuild the marts of these weeks."""
    from tawthiq.publish import publish

    with warehouse(settings) as connection:
        publish(connection, list(weeks), run_id)


def write_report(settings: Settings, weeks: Iterable[date]) -> Path | None:
    """Write the report of the newest of these weeks with an incident, and the newest of all.

    Returns:
        The page that opens first, index.html; `None` where no week has an incident yet.
    """
    from tawthiq.publish.report import ReportError, weekly_report

    folder = settings.reports / "weekly"
    with warehouse(settings) as connection:
        try:
            newest = weekly_report(connection, folder)
        except ReportError:
            return None
        for week in sorted(weeks, reverse=True):
            if week == newest.week:
                break
            try:
                weekly_report(connection, folder, week)
            except ReportError:
                continue
            break
    return folder / "index.html"


# ---- the ledger of runs


def begin_run(settings: Settings, run_id: str, kind: str, batch: str | None) -> None:
    """Enter a run into ops.run as running; the same run again begins anew."""
    with warehouse(settings) as connection, wh.transaction(connection):
        wh.run(
            connection,
            "ops/begin_run.sql",
            {
                "run_id": run_id,
                "kind": kind,
                "batch_name": batch,
                "code_version": version("tawthiq"),
            },
        )


def end_run(settings: Settings, run_id: str, failure: str | None = None) -> None:
    """Close a run: succeeded, or failed with its reason."""
    status = "failed" if failure else "succeeded"
    with warehouse(settings) as connection, wh.transaction(connection):
        wh.run(
            connection,
            "ops/end_run.sql",
            {"run_id": run_id, "status": status, "message": failure},
        )
