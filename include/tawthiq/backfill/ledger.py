"""The ledger of backfills: who, why, which days of which archive, and what came of it."""

from __future__ import annotations

import getpass
import os
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a set of backfills is; `chunks` counts those of archives that are cut."""

    chunks: int
    done: int
    articles: int
    rejected: int
    quarantined: int
    skipped: int


def enter(settings: Settings, entry: Mapping[str, Any]) -> bool:
    """Enter a backfill as running; tell whether it was loaded to its end before."""
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        return bool(wh.query(connection, "ops/begin_backfill.sql", entry)[0]["is_loaded"])


def set_parts(settings: Settings, backfill: str, count: int) -> None:
    """Note into how many parts an archive was cut."""
    row = {"backfill_id": backfill, "part_count": count}
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.run(connection, "ops/backfill_cut.sql", row)


def done(settings: Settings, backfills: Sequence[str]) -> set[str]:
    """Return the batches of these backfills that are loaded."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "ops/backfill_done.sql", {"backfills": list(backfills)})
    return {row["batch_name"] for row in rows}


def note_part(settings: Settings, part: Mapping[str, Any]) -> dict[str, int]:
    """Note that a part is loaded; return its event_count and quarantined_count."""
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        return wh.query(connection, "ops/backfill_part.sql", part)[0]


def progress(settings: Settings, backfills: Sequence[str]) -> Progress:
    """Return how far these backfills are."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "ops/backfill_progress.sql", {"backfills": list(backfills)})
    return Progress(**rows[0])


def finish(
    settings: Settings, backfills: Sequence[str], failure: str | None = None
) -> dict[str, str]:
    """Close the ledger; return names and status, failed or cancelled, of those not at their end."""
    row = {"backfills": list(backfills), "message": failure}
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        rows = wh.query(connection, "ops/end_backfill.sql", row)
    return {r["archive_name"]: r["status"] for r in rows if r["status"] != "succeeded"}


def running(settings: Settings, names: Sequence[str]) -> list[str]:
    """Return the backfills of archives of these names that are worked on."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "ops/backfill_running.sql", {"names": list(names)})
    return [row["backfill_id"] for row in rows]


def cancelled(settings: Settings, backfills: Sequence[str]) -> None:
    """Note that whoever started these backfills interrupted them."""
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.run(connection, "ops/cancel_backfill.sql", {"backfills": list(backfills)})


def history(settings: Settings, limit: int = 20) -> list[dict[str, Any]]:
    """Return the newest rows of the ledger with their counts; see ops.backfill_ledger."""
    with steps.warehouse(settings) as connection:
        return wh.query(connection, "reports/backfills.sql", {"limit": limit})


def who() -> str:
    """Return the name of the user, or the number of one without a name."""
    with suppress(KeyError, OSError):  # a container's user may have no name
        return getpass.getuser()
    return str(os.getuid())
