"""The warehouse and the marts judged where they rest: after the load, and after publishing.

    batch → SQL of include/warehouse/checks → suites of the stage → quality.*, Data Docs

A critical failure stops the run after its results are recorded: what rests on it is not published.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.batches import day_of
from tawthiq.gazetteer import load_gazetteer
from tawthiq.settings import Settings
from tawthiq.store import open_store
from tawthiq.verdict import Examination, Stage, UnsoundError

Table = list[dict[str, Any]]


def check_warehouse(settings: Settings, batch: str, run_id: str | None = None) -> Examination:
    """Judge what a batch, or a whole backfill, left in the warehouse, and record the results.

    Args:
        settings: where warehouse, store and reports are.
        batch: a batch such as `nightly/2026-10-05`, or the parts of `backfill/<id>`.
        run_id: the run of ops.run.

    Raises:
        UnsoundError: a critical expectation failed; its results are recorded.
    """
    with steps.warehouse(settings) as connection:
        tables = warehouse_tables(connection, settings, batch)
        return _judge(connection, settings, Stage.AFTER_LOAD, batch, tables, run_id)


def warehouse_tables(connection: wh.Connection, settings: Settings, batch: str) -> dict[str, Table]:
    """Return the tables that the suites after a load look at, by name."""
    with wh.transaction(connection):
        lost = wh.query(
            connection,
            "checks/articles_of_batch.sql",
            {"article_ids": sorted(_articles(settings, batch))},
        )
        weeks = [
            row["week_on"]
            for row in wh.query(connection, "checks/weeks_of_batch.sql", {"batch": batch})
        ]
        night = day_of(batch) if batch.startswith("nightly/") else None
        facts = {
            "batch": batch,
            "as_of": night,
            "today": night or datetime.now(UTC).date(),
            "lost_article_count": len(lost),
        }
        return {
            "warehouse": wh.query(connection, "checks/warehouse.sql", facts),
            "stored_events": wh.query(connection, "checks/stored_events.sql", {"batch": batch}),
            "incidents": wh.query(connection, "checks/incidents.sql", {"weeks": weeks}),
            "gazetteer": place_table(settings.gazetteer),
        }


def _articles(settings: Settings, batch: str) -> set[str]:
    """Return the identities of all articles that were read of a batch or of a backfill's parts."""
    store = open_store(settings.store_url)
    parts = [batch] if store.exists("extract", batch) else store.batches("extract", batch)
    return {row["doc_id"] for part in parts for row in store.read_lines("extract", part)}


def place_table(built: Path | None = None) -> Table:
    """Return one row per place of the gazetteer, as the suite looks at it."""
    from tawthiq.validate.places import place_table as rows

    return rows(load_gazetteer(built=built))


def check_marts(
    settings: Settings, weeks: Iterable[date], run_id: str | None = None
) -> Examination:
    """Judge the weekly tables of these weeks and record the results.

    Raises:
        UnsoundError: a critical expectation failed; its results are recorded.
    """
    with steps.warehouse(settings) as connection:
        tables = mart_tables(connection, weeks)
        return _judge(connection, settings, Stage.AFTER_PUBLISH, "marts", tables, run_id)


def mart_tables(connection: wh.Connection, weeks: Iterable[date]) -> dict[str, Table]:
    """Return the tables that the suites after publishing look at, by name."""
    chosen = {"weeks": sorted(weeks)}
    with wh.transaction(connection):
        return {
            "weekly_tables": wh.query(connection, "checks/weekly_tables.sql", chosen),
            "weekly_cells": wh.query(connection, "checks/weekly_cells.sql", chosen),
        }


def write_pages(settings: Settings, run: str | None = None) -> Path | None:
    """Write the quality pages of a run, the newest by default; nothing where it left no trace."""
    from tawthiq.quality import NoRunError, write_quality

    with steps.warehouse(settings) as connection:
        try:
            return write_quality(connection, settings.reports, run, kept=settings.kept_runs)
        except NoRunError:
            return None


def _judge(
    connection: wh.Connection,
    settings: Settings,
    stage: Stage,
    name: str,
    tables: dict[str, Table],
    run_id: str | None,
) -> Examination:
    from tawthiq.load import record_examination
    from tawthiq.validate import examine_tables

    examination = examine_tables(
        stage, name, tables, docs=settings.reports, kept=settings.kept_runs
    )
    record_examination(connection, examination, run_id=run_id)
    if examination.critical:
        raise UnsoundError(f"{name} is not sound: {examination.failures}")
    return examination
