"""Tables on the terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rich.console import Console
from rich.table import Table

from tawthiq import steps
from tawthiq import warehouse as wh

if TYPE_CHECKING:
    from tawthiq.settings import Settings

By = Literal["admin1", "victim"]


def show_trends(settings: Settings, weeks: int, by: By) -> None:
    """Print deaths and wounds of the latest weeks, low, best and high."""
    from tawthiq.publish import trends

    with steps.warehouse(settings) as connection:
        rows = trends(connection, weeks, by)
    head = "governorate" if by == "admin1" else "side"
    table = Table("week of", head, title="People harmed: best (low to high)", box=None)
    for name in ("killed", "wounded", "incidents", "sources"):
        table.add_column(name, justify="right")
    for row in rows:
        table.add_row(
            str(row["week_on"]),
            row["what"],
            _range(row, "killed"),
            _range(row, "wounded"),
            str(row["incident_count"]),
            str(row["source_count"]),
        )
    Console().print(table)
    if not rows:
        Console().print("no published week yet; `tawthiq run` or `tawthiq backfill` loads some")


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


def show_outlets(settings: Settings, _archives: list[str]) -> None:
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
