"""What the weekly report shows, read from the marts in one go."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tawthiq import warehouse as wh

Rows = Sequence[Mapping[str, Any]]
INCIDENTS_SHOWN = 10


class ReportError(ValueError):
    """There is nothing to report; the message names the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportData:
    """A week (its Monday) with its figures, and the weeks before it from `first` on."""

    week: date
    first: date
    headline: Rows
    unusual: Rows
    losses: Rows
    places: Rows
    strikes: Rows
    munitions: Rows
    control: Rows
    sources: Rows
    top: Rows
    contested: Rows
    claims: Mapping[str, Rows]

    @property
    def last_day(self) -> date:
        """Sunday of the week."""
        return self.week + timedelta(days=6)


def read_report(conn: wh.Connection, week: date | None, weeks: int) -> ReportData:
    """Read a week's report; the newest published week with an incident if none is asked for.

    Raises:
        ReportError: the week was not published or has no incident.
    """
    with wh.transaction(conn):
        found = wh.query(conn, "reports/report_week.sql", {"week": week})[0]["week_on"]
        if found is None:
            what = f"the week of {week} has no incident" if week else "no week is published"
            raise ReportError(f"{what}; `tawthiq trends` shows which weeks there are")
        first = found - timedelta(weeks=weeks - 1)
        span = {"week": found, "first": first, "limit": INCIDENTS_SHOWN}
        names = ("headline", "unusual", "losses", "places", "strikes", "munitions", "control",
                 "sources")  # fmt: skip
        parts: dict[str, Any] = {
            name: wh.query(conn, f"reports/report_{name}.sql", span) for name in names
        }
        incidents = wh.query(conn, "reports/report_incidents.sql", span)
        ids = sorted({row["incident_id"] for row in incidents})
        claims: dict[str, list[dict[str, Any]]] = {one: [] for one in ids}
        for claim in wh.query(conn, "reports/report_claims.sql", {"incidents": ids}):
            claims[claim["incident_id"]].append(claim)
    return ReportData(
        week=found,
        first=first,
        top=[row for row in incidents if row["list"] == "top"],
        contested=[row for row in incidents if row["list"] == "contested"],
        claims=claims,
        **parts,
    )
