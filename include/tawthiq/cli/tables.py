"""Tables on the terminal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any, Literal

from rich.console import Console
from rich.table import Table
from rich.text import Text

from tawthiq import steps
from tawthiq import warehouse as wh

if TYPE_CHECKING:
    from tawthiq.settings import Settings

#: Columns of a quarantined record, in the order a reviewer asks for them.
_SHOWN = (
    *("quarantine_id", "status", "grain", "record_id", "outlet", "url", "published_on"),
    *("suite", "expectation", "reason", "detail", "batch_name", "read_from"),
)

By = Literal["admin1", "victim"]
Row = dict[str, Any]


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


def show_held(rows: list[Row]) -> None:
    """Print records in quarantine, one line per expectation that they failed."""
    table = Table("id", "age", "record", "outlet", "failed", "found", box=None)
    for row in rows:
        found = str(row["detail"] or "")[:60]
        table.add_row(
            row["quarantine_id"],
            f"{row['age_days']:.0f} d",
            f"{row['grain']} {row['record_id']}",
            row["outlet"] or "",
            f"{row['suite']}.{row['expectation']}",
            Text(found),
        )
    Console().print(table)
    if not rows:
        Console().print("nothing lies in quarantine that answers to this")


def show_record(row: Row) -> None:
    """Print a record in quarantine whole."""
    import json

    console = Console()
    table = Table("", "", show_header=False, box=None)
    for name in _SHOWN:
        table.add_row(name, Text("" if row[name] is None else str(row[name])))
    for done in row["audit"]:
        said = f"{done['acted_at']} by {done['actor_name']}: {done['remark'] or ''}"
        table.add_row(done["action"], Text(said))
    console.print(table)
    console.print_json(json.dumps(row["record"], ensure_ascii=False, default=str))


def show_expectations(rows: list[dict[str, str]]) -> None:
    """Print expectations by suite."""
    table = Table("suite", "expectation", "severity", "what is expected", box=None)
    for row in rows:
        table.add_row(row["suite"], row["expectation"], row["severity"], Text(row["expect"]))
    Console().print(table)
    Console().print(f"{len(rows)} expectations; --json adds why and what to do")


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
