"""`tawthiq quality`: whether last night can be trusted, why not, and what to do."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.quality import Facts

NOT_TRUSTED = 1


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(quality)


def quality(
    run: Annotated[
        str | None,
        typer.Option("--run", metavar="ID", help="Run id or batch; the newest if unset."),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print all facts as JSON.")] = False,
    html: Annotated[bool, typer.Option("--html", help="Write the pages, and print where.")] = False,
) -> None:
    """Show whether a night or backfill can be trusted, and why not; exit with 1 where it cannot.

    Example: `tawthiq quality --run nightly/2018-03-08`
    """
    from tawthiq import steps
    from tawthiq.quality import Grade, gather, grade, write_quality

    settings = load_settings()
    with steps.warehouse(settings) as connection:
        facts = gather(connection, run)
        if html:
            page = write_quality(connection, settings.reports, run, kept=settings.kept_runs)
    graded, reasons = grade(facts)
    if as_json:
        record = asdict(facts) | {"grade": graded, "reasons": [asdict(r) for r in reasons]}
        typer.echo(json.dumps(record, ensure_ascii=False, default=str, indent=2))
    else:
        _show(facts, graded, [_words(reason) for reason in reasons])
    if html:
        typer.echo(str(page), err=as_json)
    raise typer.Exit(NOT_TRUSTED if graded is Grade.RED else 0)


def _words(reason: Any) -> str:
    from tawthiq.pages import say

    return f"{reason.grade:6} " + say(reason.phrase, language="en", **reason.values)


def _show(facts: Facts, graded: str, reasons: list[str]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    from tawthiq.pages import say

    console = Console()
    run, colour = facts.run, {"amber": "yellow"}.get(graded, graded)
    name = run["batch_name"] or run["run_id"]
    console.print(Text(f"{name}: {say(f'verdict_{graded}', language='en')}", f"bold {colour}"))
    for line in reasons:
        console.print(Text(f"  {line}"))
    met = len(facts.results) - len(facts.failed)
    console.print(
        f"{facts.count('article_count')} articles, {facts.count('event_count')} events, "
        f"{facts.count('claim_count')} claims, {facts.count('quarantined_count')} to quarantine; "
        f"{met} of {len(facts.results)} expectations met; {run['seconds']:.0f} s"
    )
    volumes = Table("source", "articles", "band", "verdict", "newest, days", box=None)
    for row in facts.sources:
        band = "" if row["expected_min"] is None else f"{row['expected_min']}–{row['expected_max']}"
        count, age = str(row["article_count"]), row["newest_age_days"]
        volumes.add_row(
            row["source_id"], count, band, row["verdict"], "" if age is None else str(age)
        )
    if facts.sources:
        console.print(volumes)
    held = Table("held in quarantine", "records", "oldest, days", box=None)
    for row in facts.quarantine:
        days = (facts.gathered_at - row["oldest_at"]).days
        held.add_row(f"{row['suite']}.{row['expectation']}", str(row["record_count"]), str(days))
    if facts.quarantine:
        console.print(held)
