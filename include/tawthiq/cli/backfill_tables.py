"""Tables of the command backfill."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from tawthiq.backfill import Explained
    from tawthiq.settings import Settings

_LEDGER_WIDTH = 150  # columns: a name that is cut off cannot be copied
_WORDS = 300  # characters of a text that are shown


def show_ledger(settings: Settings, limit: int = 20) -> None:
    """Print the newest backfills: who, why, what, and what came of it."""
    from tawthiq import backfill

    names = ("archive", "days", "chunks", "articles", "events", "quarantined", "min:s", "status")
    table = Table("backfill", *names, "by", "why", box=None)
    for column in table.columns[:-1]:
        column.no_wrap = True
    for name in ("chunks", "articles", "events", "quarantined", "min:s"):
        table.columns[names.index(name) + 1].justify = "right"
    rows = backfill.history(settings, limit)
    for row in rows:
        table.add_row(*_ledger_row(row))
    Console(width=max(Console().width, _LEDGER_WIDTH)).print(table)
    if not rows:
        Console().print("no backfill yet; `tawthiq backfill ARCHIVE` begins one")
    for row in rows:
        if row["message"]:
            Console().print(f"{row['archive_name']}: {row['message']}", highlight=False)


def _ledger_row(row: dict[str, Any]) -> tuple[str, ...]:
    minutes, seconds = divmod(row["duration_seconds"], 60)
    return (
        row["backfill_id"],
        row["archive_name"],
        _days(row["published_from"], row["published_to"]),
        f"{row['done_count']}/{row['part_count'] if row['part_count'] is not None else '?'}",
        str(row["article_count"]),
        str(row["event_count"]),
        str(row["quarantined_count"]),
        f"{minutes}:{seconds:02d}",
        row["status"],
        row["started_by"] or "",
        row["reason"] or "",
    )


def _days(first: object, last: object) -> str:
    return f"{first or '…'} to {last or '…'}" if first or last else "all"


def show_explained(name: str, found: Explained) -> None:
    """Print what an archive is taken for and its first record as it is read."""
    console = Console(highlight=False)
    console.print(f"[bold]{name}[/]")
    for first, form, count in found.files:
        console.print(f"  {form}: {count} files, the first {first}", markup=False)
    if found.names:
        console.print(f"  fields of the first record: {', '.join(found.names)}", markup=False)
    for one in found.rejected[:3]:
        console.print(f"  {one.where}: {one.reason}: {one.detail}", markup=False)
    article = found.article
    if article is None:
        console.print("  no article among its first records; a mapping file may name the fields")
        return
    for label, value in (
        ("outlet", article.outlet),
        ("title", article.title),
        ("published", f"{article.published_on} (from {article.published_raw!r})"),
        ("address", article.url),
        ("author", article.author),
        ("text", article.text[:_WORDS].replace("\n", " ")),
    ):
        console.print(f"  {label + ':':<11}{value or 'not found'}", markup=False)
