"""Commands that load articles without Airflow: ingest."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from tawthiq.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(ingest)


def ingest(
    files: Annotated[list[Path], typer.Argument(help="ZIP, tar, JSON, JSON lines or WARC files.")],
) -> None:
    """Read, extract, validate and load files, then publish their weeks; no Airflow.

    Example: `tawthiq ingest articles.jsonl`
    """
    from tawthiq import backfill, steps
    from tawthiq.cli.tables import show_outlets

    settings = load_settings()
    started = time.monotonic()
    order = backfill.Order(why="tawthiq ingest")
    cut = [backfill.cut(settings, path, order) for path in backfill.named([*map(str, files)])]
    for batches in backfill.slices(settings, cut, 1_000_000):
        backfill.work(settings, batches, order, jobs=settings.workers)
    backfill.finish(settings, cut)
    steps.reconcile_new(settings)
    weeks = [date.fromisoformat(week) for week in steps.weeks_to_publish(settings, [])]
    steps.publish_weeks(settings, weeks)
    done = backfill.progress(settings, cut)
    typer.echo(
        f"{done.articles} articles in {time.monotonic() - started:.0f} s, "
        f"{done.rejected} records rejected, {len(weeks)} weeks published"
    )
    show_outlets(settings)
