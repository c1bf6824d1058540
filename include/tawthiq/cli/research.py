"""Commands for those who use the tables: compare."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.publish.compare import Comparison, Disagreement

compare = typer.Typer(no_args_is_help=True, help="Lay the weekly tables beside another data set.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(compare, name="compare")


@compare.command()
def ucdp(
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A UCDP GED release as CSV.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Lay weekly deaths by governorate beside UCDP GED's, and say what the distance consists of.

    Example: `tawthiq compare ucdp ged.csv --json`
    """
    import json

    from tawthiq import steps
    from tawthiq.publish.compare import compare_ucdp

    with steps.warehouse(load_settings()) as connection:
        found = compare_ucdp(connection, file)
    if as_json:
        typer.echo(json.dumps(asdict(found), ensure_ascii=False, default=str, indent=2))
        return
    _show(found)


def _show(found: Comparison) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    told = asdict(found)
    console.print(f"{found.weeks} weeks, {found.first_week} to {found.last_week} (Mondays)")
    console.print("outlets: " + ", ".join(f"{k} ({n})" for k, n in found.outlets.items()))
    agreement = Table("agreement", "", box=None)
    for name in ("ours_total", "theirs_total", "total_ratio", *_CORRELATIONS):
        agreement.add_row(name, str(told[name]))
    console.print(agreement)
    causes = Table("what the distance consists of", "", box=None)
    for name, value in told["distance"].items():
        causes.add_row(name, str(value))
    console.print(causes)
    for number, one in enumerate(found.disagreements, start=1):
        console.print(f"\n{number}. {_headline(one)}", markup=False, soft_wrap=True)
        for article in one.articles:
            console.print(
                f"   {article['incident_best']}: {article['outlet']}, {article['published_on']}, "
                f"{article['title']} {article['url'] or ''}",
                markup=False,
                soft_wrap=True,
            )


_CORRELATIONS = (
    "pearson_week",
    "spearman_week",
    "pearson_governorate_week",
    "spearman_governorate_week",
    "pearson_governorate",
)


def _headline(one: Disagreement) -> str:
    theirs = f"theirs {one.theirs} ({one.theirs_low} to {one.theirs_high})"
    return f"{one.admin1_code}, week of {one.week_on}: ours {one.ours}, {theirs}"
