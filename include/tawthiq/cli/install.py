"""Commands about the installation itself: setup, doctor, psql."""

from __future__ import annotations

import os
import time
from typing import Annotated

import typer

from tawthiq.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(setup)
    app.command()(doctor)
    app.command(
        context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
    )(psql)


def setup() -> None:
    """Prepare the embedded PostgreSQL, Airflow's metadata and the warehouse; again: seconds.

    Example: `tawthiq setup`
    """
    from tawthiq import airflow_home, server, warehouse

    settings = load_settings()
    started = time.monotonic()
    dsn = server.warehouse_dsn(settings)
    if airflow_home.migrate(settings):
        typer.echo(f"Airflow's metadata is ready ({time.monotonic() - started:.0f} s)", err=True)
    connection = warehouse.connect(dsn)
    try:
        applied = warehouse.migrate(connection)
    finally:
        connection.close()
    if applied:
        typer.echo(f"Warehouse: {len(applied)} migrations applied", err=True)


def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="Print the findings as JSON.")] = False,
) -> None:
    """Check this installation and say what to do about what is wrong. Exit status 1 if anything is.

    Example: `tawthiq doctor`
    """
    import json

    from rich.console import Console
    from rich.table import Table

    from tawthiq.doctor import examine

    findings = list(examine(os.environ))
    if as_json:
        typer.echo(json.dumps([f.record() for f in findings], ensure_ascii=False, indent=2))
    else:
        table = Table("", "check", "found", "remedy", box=None)
        for finding in findings:
            mark = "[green]ok[/]" if finding.is_sound else "[red]no[/]"
            table.add_row(mark, finding.check, finding.found, finding.remedy)
        Console().print(table)
    raise typer.Exit(0 if all(f.is_sound for f in findings) else 1)


def psql(context: typer.Context) -> None:
    """Open the warehouse in psql; further arguments are psql's.

    Example: `tawthiq psql -c 'select count(*) from core.event'`
    """
    import subprocess

    from tawthiq import server

    dsn = server.warehouse_dsn(load_settings())
    done = subprocess.run([server.program("psql"), "-X", dsn, *context.args], check=False)  # noqa: S603 - the wheel's psql
    raise typer.Exit(done.returncode)
