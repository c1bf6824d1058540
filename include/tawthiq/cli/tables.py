"""Tables on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.table import Table

from tawthiq import steps
from tawthiq import warehouse as wh

if TYPE_CHECKING:
    from tawthiq.settings import Settings

By = Literal["admin1", "victim"]


#: What stands in the first two columns is text, the others are figures.
TREND_COLUMNS = ("killed", "wounded", "incidents", "sources")
BY = {"admin1": "governorate", "victim": "side"}


def show_trends(settings: Settings, weeks: int, by: By) -> None:
    """Print deaths and wounds of the latest weeks, low, best and high."""
    table = Table("week of", BY[by], title="People harmed: best (low to high)", box=None)
    for name in TREND_COLUMNS:
        table.add_column(name, justify="right")
    rows = _trends(settings, weeks, by)
    for row in rows:
        table.add_row(*row)
    Console().print(table)
    if not rows:
        Console().print("no published week yet; `tawthiq run` or `tawthiq backfill` loads some")


def show_trends_as_markdown(settings: Settings, weeks: int, by: By) -> None:
    """Print the same as a Markdown table, to be pasted."""
    lines = [("week of", BY[by], *TREND_COLUMNS), ("---", "---", *["---:"] * len(TREND_COLUMNS))]
    for cells in (*lines, *_trends(settings, weeks, by)):
        sys.stdout.write(f"| {' | '.join(cells)} |\n")


def _trends(settings: Settings, weeks: int, by: By) -> list[tuple[str, ...]]:
    from tawthiq.publish import trends

    with steps.warehouse(settings) as connection:
        rows = trends(connection, weeks, by)
    return [
        (
            str(row["week_on"]),
            row["what"],
            _range(row, "killed"),
            _range(row, "wounded"),
            str(row["incident_count"]),
            str(row["source_count"]),
        )
        for row in rows
    ]


def _range(row: dict[str, object], outcome: str) -> str:
    best, low, high = (row[f"{outcome}_{bound}"] for bound in ("best", "low", "high"))
    return str(best) if low == high else f"{best} ({low} to {high})"


def show_quarantine(settings: Settings) -> None:
    """Print what lies in quarantine and why."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "reports/quarantine_counts.sql")
    table = Table("suite", "expectation", "records", "such as", title="\nQuarantine", box=None)
    for row in rows:
        table.add_row(
            row["suite"], row["expectation"], str(row["record_count"]), str(row["reason"])[:90]
        )
    Console().print(table)


def show_outlets(settings: Settings) -> None:
    """Print articles and events per outlet."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "reports/outlets.sql")
    table = Table("outlet", "articles", "events", "first day", "last day", box=None)
    for row in rows:
        table.add_row(
            row["outlet"],
            str(row["article_count"]),
            str(row["event_count"]),
            str(row["first_on"]),
            str(row["last_on"]),
        )
    Console().print(table)


def show_outlet_days(settings: Settings) -> None:
    """Print articles per outlet and day of publication."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "reports/outlet_days.sql")
    table = Table("outlet", "day", "articles", box=None)
    for row in rows:
        table.add_row(row["outlet"], str(row["published_on"]), str(row["article_count"]))
    Console().print(table)


def show_status(settings: Settings) -> None:
    """Print rows per table and the last runs."""
    from tawthiq.status import status

    with steps.warehouse(settings) as connection:
        found = status(connection)
    tables = Table("table", "rows", box=None)
    tables.columns[1].justify = "right"
    for row in found.tables:
        tables.add_row(f"{row['schema_name']}.{row['table_name']}", str(row["row_count"]))
    runs = Table("run", "kind", "status", "started", "seconds", "message", box=None)
    for row in found.runs:
        runs.add_row(
            row["run_id"],
            row["kind"],
            row["status"],
            f"{row['started_at']:%Y-%m-%d %H:%M}",
            str(row["seconds"] or ""),
            row["message"] or "",
        )
    Console().print(tables)
    Console().print(runs)
