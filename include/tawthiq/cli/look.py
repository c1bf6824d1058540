"""Commands that look into the warehouse: trends, outlets, status."""

from __future__ import annotations

from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from tawthiq.settings import load_settings


class By(StrEnum):
    """What trends are broken down by."""

    ADMIN1 = "admin1"
    VICTIM = "victim"


def register(app: typer.Typer) -> None:
    """Add these commands."""
    for command in (trends, outlets, status):
        app.command()(command)


def trends(
    weeks: Annotated[int, typer.Option(min=1, help="How many of the latest weeks.")] = 4,
    by: Annotated[By, typer.Option(help="Governorate or side.")] = By.ADMIN1,
    markdown: Annotated[bool, typer.Option("--markdown", help="Print a Markdown table.")] = False,
) -> None:
    """Show people harmed by week and governorate or side: best, low and high.

    Example: `tawthiq trends --weeks 8 --by victim`
    """
    from tawthiq.cli import tables

    show = tables.show_trends_as_markdown if markdown else tables.show_trends
    show(load_settings(), weeks, by.value)


def outlets(
    days: Annotated[bool, typer.Option("--days", help="One row an outlet and day.")] = False,
) -> None:
    """Show how many articles and events each outlet has brought, and of which days.

    Example: `tawthiq outlets --days`
    """
    from tawthiq.cli import tables

    show = tables.show_outlet_days if days else tables.show_outlets
    show(load_settings())


def status(
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show the rows of every table of raw, core, mart and quality, and the last runs.

    Example: `tawthiq status --json`
    """
    import json

    settings = load_settings()
    if not as_json:
        from tawthiq.cli.tables import show_status

        show_status(settings)
        return
    from tawthiq import steps
    from tawthiq.status import status as state

    with steps.warehouse(settings) as connection:
        record = asdict(state(connection))
    typer.echo(json.dumps(record, ensure_ascii=False, default=str, indent=2))
