"""`tawthiq sources`: whom we read, and whether a file still fits its outlet."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import typer

group = typer.Typer(
    help="Whom we read: the files of include/sources.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Patterns = Annotated[
    list[str] | None, typer.Argument(help="Ids or globs; `!glob` takes out again. All if none.")
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="sources")


@group.command("list")
def list_(sources: Patterns = None) -> None:
    """List the sources without asking anybody: whose voice, found by what, verified when.

    Example: `tawthiq sources list 'al*'`
    """
    from rich.console import Console
    from rich.table import Table

    from tawthiq.fetch.check import list_sources
    from tawthiq.steps import all_sources, matching_sources

    known = all_sources()
    rows = list_sources(known[name] for name in matching_sources(sources or ["*"]))
    table = Table(*rows[0], box=None)
    table.columns[0].no_wrap = True
    for row in rows:
        table.add_row(*row.values())
    Console().print(table)


@group.command()
def check(
    sources: Patterns = None,
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Which night; today if not given."),
    ] = None,
) -> None:
    """Ask each source for its feed and one article; exit with 1 where a file does not fit.

    Asks real outlets, with the manners that their files demand.

    Example: `tawthiq sources check enab-baladi`
    """
    from tawthiq.fetch.check import check_sources
    from tawthiq.steps import all_sources, matching_sources

    known = all_sources()
    chosen = [known[name] for name in matching_sources(sources or ["*", "!sample-*"])]
    found = check_sources(chosen, day=day and day.date())
    for one in found:
        typer.echo(f"{one.source_id}: {'sound' if one.is_sound else 'does not fit its file'}")
        typer.echo(f"  names {one.articles} articles; the first: {one.article_url or 'none'}")
        for remark in one.remarks:
            typer.echo(f"  {remark}")
    raise typer.Exit(0 if all(one.is_sound for one in found) else 1)
