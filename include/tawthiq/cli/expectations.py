"""`tawthiq expectations`: what good data is, why, and what to do when it is not."""

from __future__ import annotations

import json
from typing import Annotated

import typer

group = typer.Typer(
    help="What good data is: the suites of include/expectations. "
    "Example: `tawthiq expectations list --json`"
)


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="expectations")


@group.command("list")
def list_(
    suite: Annotated[str | None, typer.Option(help="Only this suite.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List every expectation with its severity, its reason and the remedy.

    Example: `tawthiq expectations list --suite incidents`
    """
    from tawthiq.expectations import listing, load_suites

    suites = load_suites()
    if suite is not None and suite not in suites:
        raise typer.BadParameter(f"there is no suite {suite!r}; known: {', '.join(suites)}")
    rows = [row for row in listing(suites) if suite in (None, row["suite"])]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
        return
    from tawthiq.cli.tables import show_expectations

    show_expectations(rows)
