"""Commands on places: gazetteer build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.atlas import Built

gazetteer = typer.Typer(
    help="The places that extraction knows.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def register(app: typer.Typer) -> None:
    """Add these commands."""
    gazetteer.command()(build)
    app.add_typer(gazetteer, name="gazetteer")


def build(
    files: Annotated[
        list[Path],
        typer.Argument(exists=True, dir_okay=False, help="GeoNames dump, OCHA COD-AB tables."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="FILE.tsv", help="Where; TAWTHIQ_HOME/gazetteer.tsv if not given."),
    ] = None,
    report: Annotated[
        bool, typer.Option("--report", help="Write what became of each place beside it.")
    ] = False,
) -> None:
    """Merge public place files into the shipped gazetteer; extraction then uses the result.

    Formats are recognised by content: a GeoNames country dump (SY.txt), and OCHA COD-AB as CSV:
    administrative names, populated places, neighbourhoods. Give all of them in one go: records meet
    by distance and name. Remove the table to go back to the shipped places.

    Example: `tawthiq gazetteer build SY.txt cod_ab_*.csv --report`
    """
    from tawthiq.atlas import build as merged

    table = out or load_settings().home / "gazetteer.tsv"
    findings = table.with_name(f"{table.stem}-report.tsv") if report else None
    _show(merged(files, table, findings))
    typer.echo(f"Written: {table}" + (f", {findings}" if findings else ""))


def _show(built: Built) -> None:
    from tawthiq.atlas import Fate

    for name, records in built.read.items():
        typer.echo(f"{records:>7,} records of {name}")
    for fate in Fate:
        typer.echo(f"{built.count(fate):>7,} {fate.value}")
    typer.echo(f"{built.places:>7,} places, {built.ambiguous:,} of them only beside a type word")
