"""Commands that work through Airflow: run, backfill, up, down."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.settings import Settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (run, backfill, up, down):
        app.command()(command)


def run(
    nights: Annotated[int, typer.Option(min=0, help="Only the first so many nights.")] = 0,
) -> None:
    """Take the sample newsroom's 21 nights through the nightly DAG, then publish their weeks.

    Prints a line a night, a weekly casualty table, what was quarantined and why, and where the
    report lies. Run again, it changes no row.

    Example: `tawthiq run`
    """
    from tawthiq import sample
    from tawthiq.cli.tables import show_quarantine, show_trends

    settings = load_settings()
    started = time.monotonic()
    for number, night in enumerate(sample.nights(settings, nights), start=1):
        typer.echo(
            f"{night.day}  night {number:2d}  {night.articles:3d} articles  {night.events:3d} "
            f"events  {night.quarantined:2d} quarantined  {night.seconds:4.1f} s"
        )
    typer.echo(f"{number} nights and their weeks in {time.monotonic() - started:.0f} s\n")
    show_trends(settings, 4, "victim")
    show_quarantine(settings)
    typer.echo(f"\nData Docs of every batch: {settings.reports / 'data_docs'}")


def backfill(
    archives: Annotated[list[Path], typer.Argument(help="Archives; globs are the shell's.")],
) -> None:
    """Load archives through the backfill DAG; interrupted, it goes on where it was.

    ZIP, tar, JSON, JSON lines and WARC are recognised by content.

    Example: `tawthiq backfill archives/*.zip archives/*.tar.gz`
    """
    from tawthiq import airflow_home, sample
    from tawthiq import backfill as work
    from tawthiq.cli.tables import show_outlets

    settings = load_settings()
    names = work.named([str(path) for path in archives])
    airflow_home.enter(settings)
    log = sample.quiet(settings)
    started = time.monotonic()
    with _Progress(settings, started):
        sample.run("backfill", None, {"archives": names, "lanes": 1}, log)
    typer.echo(f"{len(names)} archives in {time.monotonic() - started:.0f} s\n")
    show_outlets(settings)


class _Progress:
    """A line every few seconds: chunks and articles done, rate, time left."""

    def __init__(self, settings: Settings, started: float) -> None:
        self._settings, self._started = settings, started

    def __enter__(self) -> None:
        import threading

        self._done = threading.Event()
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _watch(self) -> None:
        from tawthiq import steps
        from tawthiq import warehouse as wh

        first = None
        while not self._done.wait(5):
            with steps.warehouse(self._settings) as connection:
                rows = wh.query(connection, "ops/backfill_running.sql")
            now = rows[0]
            if not now["chunks"]:
                stage = "reading and cutting" if first is None else "joining reports, publishing"
                typer.echo(f"{stage} …", err=True)
                continue
            first = now["articles"] if first is None else first
            seconds = time.monotonic() - self._started
            rate = (now["articles"] - first) / seconds
            left = (now["chunks"] - now["done"]) / max(now["done"], 1) * seconds
            typer.echo(
                f"{now['done']}/{now['chunks']} chunks, {now['articles']} articles, "
                f"{rate:.0f} articles/s, {now['rejected']} rejected, "
                f"some {left:.0f} s left",
                err=True,
            )


def up() -> None:
    """Start Airflow for daily use on 127.0.0.1 and print its address and login.

    The DAG `nightly` waits, paused, until you switch it on there: it fetches from real outlets.

    Example: `TAWTHIQ_PORT=9000 tawthiq up`
    """
    from tawthiq import airflow_home, supervisor

    settings = load_settings()
    was_up = supervisor.is_up(settings)
    address = supervisor.up(settings)
    user, password = airflow_home.login(settings)
    typer.echo(f"Airflow {'was up already' if was_up else 'is up'}: {address}")
    typer.echo(f"  user {user}   password {password}")
    typer.echo("  `make down` stops it; logs in " + str(airflow_home.folder(settings) / "logs"))


def down() -> None:
    """Stop Airflow and the embedded PostgreSQL.

    Example: `tawthiq down`
    """
    from tawthiq import server, supervisor

    settings = load_settings()
    stopped = supervisor.down(settings)
    server.stop_if_unused(settings)
    typer.echo("Airflow is down" if stopped else "Airflow was not up")
