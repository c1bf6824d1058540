"""Commands about copies: who reprinted whom."""

from __future__ import annotations

import typer

from tawthiq.settings import load_settings


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(reprints)


def reprints() -> None:
    """Show who reprinted whom, by outlet; articles not compared yet are compared first.

    Example: `tawthiq reprints`
    """
    from rich.console import Console
    from rich.table import Table

    from tawthiq import copies, steps

    with steps.warehouse(load_settings()) as connection:
        compared = copies.link_copies(connection)
        rows = copies.reprints(connection)
    if compared:
        typer.echo(f"{compared} articles compared", err=True)
    table = Table("first in", "reprinted by", box=None)
    for name in ("reprints", "mean similarity", "order unknown"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(*(str(value) for value in row.values()))
    Console().print(table)
    if not rows:
        typer.echo("no two articles have nearly the same words")
