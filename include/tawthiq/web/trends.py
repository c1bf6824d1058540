"""Weekly trends: people killed or wounded by week, area and side, and the way to the incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from pydantic import BeforeValidator
from starlette.responses import HTMLResponse, StreamingResponse

from tawthiq import warehouse as wh
from tawthiq.model import Actor, Admin1
from tawthiq.web.chart import chart
from tawthiq.web.frame import page, readers_of
from tawthiq.web.tables import csv_answer

#: As the weekly tables name the sum over governorates, and over sides.
COUNTRY, EVERYONE = "SY", "everyone"

#: Weeks that stand side by side in the tables of governorates and sides.
COLUMNS = 8

CSV_COLUMNS = (
    "week_on",
    "count_low",
    "count_best",
    "count_high",
    "change_best",
    "mean_4_weeks",
    "is_unusual",
    "incident_count",
    "claim_count",
    "article_count",
    "source_count",
)

router = APIRouter()

_Blank = BeforeValidator(lambda said: said or None)
Area = Annotated[Admin1 | None, Query(), _Blank]
Side = Annotated[Actor | None, Query(), _Blank]
Weeks = Annotated[int, Query(ge=4, le=1000)]


class Harm(StrEnum):
    """What the trend counts."""

    KILLED = "killed"
    WOUNDED = "wounded"


@router.get("/")
@router.get("/trends")
def trends(
    request: Request,
    admin1: Area = None,
    side: Side = None,
    outcome: Harm = Harm.KILLED,
    weeks: Weeks = 26,
) -> HTMLResponse:
    """Show a trend as chart and table, and the latest weeks by governorate and by side."""
    asked = _asked(admin1, side, outcome)
    with readers_of(request).connection() as connection:
        rows = wh.query(connection, "web/trend_weeks.sql", {**asked, "weeks": weeks})
        groups = {
            by: _side_by_side(
                wh.query(connection, "web/trend_groups.sql", {**asked, "by": by, "weeks": COLUMNS})
            )
            for by in ("admin1", "victim")
        }
    return page(
        request,
        "trends.html",
        rows=rows,
        chart=chart(rows),
        groups=groups,
        admin1=admin1,
        side=side,
        outcome=outcome,
        weeks=weeks,
        admin1s=list(Admin1),
        sides=list(Actor),
        outcomes=list(Harm),
        spans=(13, 26, 52, 104, 1000),
    )


@router.get("/trends.csv")
def trends_csv(
    request: Request,
    admin1: Area = None,
    side: Side = None,
    outcome: Harm = Harm.KILLED,
    weeks: Weeks = 26,
) -> StreamingResponse:
    """Give the table of the trend as a file for spreadsheets."""
    params = {**_asked(admin1, side, outcome), "weeks": weeks}
    rows = readers_of(request).rows("web/trend_weeks.sql", params)
    return csv_answer(f"{outcome}_by_week", CSV_COLUMNS, rows)


def _asked(admin1: Admin1 | None, side: Actor | None, outcome: Harm) -> dict[str, str]:
    return {"area": admin1 or COUNTRY, "victim": side or EVERYONE, "outcome": outcome.value}


def _side_by_side(rows: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return rows as a table: a line a group, most harmed first, and a column a week."""
    weeks = sorted({row["week_on"] for row in rows}, reverse=True)
    lines: dict[str, dict[date, dict[str, Any]]] = {}
    for row in rows:
        lines.setdefault(row["group_code"], {})[row["week_on"]] = row
    ordered = sorted(lines.items(), key=lambda line: (-_total(line[1]), line[0]))
    return {"weeks": weeks, "lines": ordered}


def _total(cells: dict[date, dict[str, Any]]) -> int:
    return sum(cell["count_best"] for cell in cells.values())
