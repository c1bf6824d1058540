"""Commands that work through Airflow: run, up, down, and Airflow's own."""

from __future__ import annotations

import os
import sys
import time
from typing import Annotated

import typer

from tawthiq.settings import load_settings

_AS_IT_IS = {"allow_extra_args": True, "ignore_unknown_options": True}


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (run, up, down):
        app.command()(command)
    # All that follows is Airflow's, `--help` too.
    app.command(context_settings=_AS_IT_IS)(airflow)


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
    typer.echo(f"\nWeekly report: {settings.reports / 'weekly' / 'index.html'}")
    typer.echo(f"Data Docs of every batch: {settings.reports / 'data_docs'}")


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


def airflow(context: typer.Context) -> None:
    """Airflow's own command line, with this installation's settings.

    Missed nights: `backfill create` makes their runs; Airflow has to be up and `nightly` unpaused.

    Example: `tawthiq airflow -- backfill create --dag-id nightly --from-date 2026-10-01
    --to-date 2026-10-07`
    """
    from tawthiq import airflow_home

    airflow_home.enter(load_settings())
    os.execv(sys.executable, [sys.executable, "-m", "airflow", *context.args])  # noqa: S606 - no shell
