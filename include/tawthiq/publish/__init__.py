"""Incidents → weekly tables: exactly the weeks given are rebuilt, in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from tawthiq import warehouse as wh

__all__ = ["PublishReport", "publish", "stale_weeks", "trends"]

#: In this order: the later ones of casualties rest on weekly_casualties and on the weeks published.
MARTS = (
    "weekly_casualties",
    "weekly_events",
    "weekly_strikes",
    "weekly_materiel",
    "weekly_control",
    "weekly_sources",
    "weekly_revisions",
    "weekly_summary",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishReport:
    """Which weeks were rebuilt, and how many rows each mart then has for them."""

    weeks: tuple[date, ...]
    rows: dict[str, int]


def publish(conn: wh.Connection, weeks: Sequence[date], run_id: str | None = None) -> PublishReport:
    """Rebuild the marts of these weeks (Mondays).

    Raises:
        ValueError: a day is no Monday.
    """
    for week in weeks:
        if week.weekday():
            raise ValueError(f"{week} is no Monday; a week is named by its Monday")
    chosen = sorted(set(weeks))
    with wh.transaction(conn):
        wh.run(conn, "reconcile/lock.sql")  # never beside a reconcile
        wh.run(conn, "marts/mark_published.sql", {"weeks": chosen, "run_id": run_id})
        if len(chosen) > 1:
            wh.run(conn, "marts/analyze_incidents.sql")
        wh.run(conn, "marts/week_reports.sql", {"weeks": chosen})
        rows = {mart: _rebuild(conn, mart, chosen) for mart in MARTS}
    return PublishReport(weeks=tuple(chosen), rows=rows)


def _rebuild(conn: wh.Connection, mart: str, weeks: list[date]) -> int:
    """Rebuild one mart; return how many rows its statement wrote."""
    if mart == "weekly_revisions" and len(weeks) > 1:
        wh.run(conn, "marts/analyze_casualties.sql")
    return wh.run(conn, f"marts/{mart}.sql", {"weeks": weeks})


def stale_weeks(conn: wh.Connection) -> list[date]:
    """Return the weeks (Mondays) that loads have touched since they were last published."""
    with wh.transaction(conn):
        return [row["week_on"] for row in wh.query(conn, "marts/stale_weeks.sql")]


def trends(
    conn: wh.Connection, weeks: int = 4, by: Literal["admin1", "victim"] = "admin1"
) -> list[dict[str, Any]]:
    """Return deaths and wounds of the latest weeks by governorate or side, low, best and high."""
    with wh.transaction(conn):
        return wh.query(conn, "reports/trends.sql", {"weeks": weeks, "by": by})
