"""Commands that work through Airflow: run, backfill, up, down."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tawthiq.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (run, backfill, up, down):
        app.command()(command)


def run(
    nights: Annotated[int, typer.Option(min=1, help="Only the first so many nights.")] = 0,
) -> None:
    """Take the sample newsroom's 21 nights through the nightly DAG, then publish their weeks.

    Prints a line a night, a weekly casualty table, what was quarantined and why, and where the
    report lies. Run again, it changes no row.

    Example: `tawthiq run`
    """


def backfill(
    archives: Annotated[list[Path], typer.Argument(help="Archives; globs are the shell's.")],
) -> None:
    """Load archives through the backfill DAG; interrupted, it goes on where it was."""


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
