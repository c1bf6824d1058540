"""Commands for those who use the tables: compare, export, diff, report."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.publish.compare import Comparison, Disagreement

DAY = ["%Y-%m-%d"]


class Format(StrEnum):
    """What a release may hold; as in tawthiq.publish.export, which takes long to import."""

    ACLED = "acled"
    GED = "ged"
    HXL = "hxl"
    PARQUET = "parquet"
    CSV = "csv"
    GEOJSON = "geojson"


compare = typer.Typer(no_args_is_help=True, help="Lay the weekly tables beside another data set.")


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.add_typer(compare, name="compare")
    for command in (export, diff, report):
        app.command()(command)


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


def export(
    what: Annotated[Format, typer.Option("--format", help="Form of the release.")],
    first: Annotated[
        datetime, typer.Option("--from", formats=DAY, metavar="DATE", help="First day, included.")
    ],
    last: Annotated[
        datetime, typer.Option("--to", formats=DAY, metavar="DATE", help="Last day, included.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Where its folder goes; releases below TAWTHIQ_HOME."),
    ] = None,
) -> None:
    """Write a release of what began in a span of days: data, dictionary, manifest, checksums.

    acled and ged are CSV in those data sets' columns, hxl the weekly table with HXL tags and
    P-codes, csv, parquet (GeoParquet) and geojson our own columns. The same warehouse gives the
    same bytes; columns.csv says where a column is ours or approximated.

    Example: `tawthiq export --format acled --from 2018-03-01 --to 2018-03-31`
    """
    from tawthiq import steps
    from tawthiq.publish import export as form

    settings = load_settings()
    folder = out or settings.home / "releases"
    with steps.warehouse(settings) as connection:
        made = form.export(connection, form.Format(what), first.date(), last.date(), folder)
    for name, count in made.manifest["row_counts"].items():
        typer.echo(f"{made.folder / name}: {count} rows")


def diff(
    earlier: Annotated[Path, typer.Argument(metavar="RELEASE1", help="Folder of a release.")],
    later: Annotated[Path, typer.Argument(metavar="RELEASE2", help="Folder of a later one.")],
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """Show which incidents came, went and changed between two releases, and why.

    Example: `tawthiq diff releases/one releases/other`
    """
    import json
    from collections import Counter

    from tawthiq.publish.diff import diff as compare_releases

    found = compare_releases(earlier, later)
    if as_json:
        record = [asdict(one) for one in found]
        typer.echo(json.dumps(record, ensure_ascii=False, default=str, indent=2))
        return
    for one in found:
        changed = "" if one.change != "changed" else f": {_fields(one.fields)}"
        typer.echo(f"{one.change} {one.incident_id} ({', '.join(one.reasons)}){changed}")
    counted = Counter(one.change.value for one in found)
    counts = ", ".join(f"{counted[name]} {name}" for name in ("came", "went", "changed"))
    typer.echo(counts if found else "no difference")


def _fields(fields: Mapping[str, tuple[Any, Any]]) -> str:
    return "; ".join(f"{name} {before} → {after}" for name, (before, after) in fields.items())


def report(
    week: Annotated[
        datetime | None,
        typer.Option(
            formats=DAY, metavar="MONDAY", help="Week; the newest published if not given."
        ),
    ] = None,
    weeks: Annotated[int, typer.Option(min=1, max=520, help="How far the curves go back.")] = 16,
    out: Annotated[
        Path | None,
        typer.Option(metavar="DIR", help="Folder; reports/weekly in TAWTHIQ_HOME if not given."),
    ] = None,
) -> None:
    """Write the weekly report: one page in English and Arabic, all inlined, charts also as PNG.

    Example: `tawthiq report --week 2018-03-19`
    """
    from tawthiq import steps
    from tawthiq.publish.report import weekly_report

    settings = load_settings()
    with steps.warehouse(settings) as connection:
        folder = out or settings.reports / "weekly"
        made = weekly_report(connection, folder, week.date() if week else None, weeks)
    typer.echo(f"week of {made.week}: {made.path}")
