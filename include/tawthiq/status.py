"""What the warehouse holds and how its last runs went, for `tawthiq status` and reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tawthiq import warehouse as wh

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """Rows per table, last runs and validations, and what lies in quarantine and why.

    `tables`: schema_name, table_name, row_count. `runs`: run_id, kind, status, batch_name, message,
    started_at, finished_at, seconds. `validations`: see reports/last_validations.sql.
    `quarantine`: suite, expectation, status, reason, failure_count, record_count, oldest_at.
    """

    tables: list[Row]
    runs: list[Row]
    validations: list[Row]
    quarantine: list[Row]


def status(conn: wh.Connection, *, limit: int = 10) -> Status:
    """Read the state of the warehouse; `limit` newest runs and validations."""
    found = Status(
        tables=wh.query(conn, "reports/table_rows.sql"),
        runs=wh.query(conn, "reports/last_runs.sql", {"limit": limit}),
        validations=wh.query(conn, "reports/last_validations.sql", {"limit": limit}),
        quarantine=wh.query(conn, "reports/quarantine_counts.sql"),
    )
    conn.commit()
    return found
