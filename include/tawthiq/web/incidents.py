"""Incidents: searched, filtered, sorted, page by page; one of them down to the words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BeforeValidator
from starlette.responses import HTMLResponse, StreamingResponse

from tawthiq import warehouse as wh
from tawthiq.model import Actor, Admin1, EventType
from tawthiq.web.frame import page, readers_of
from tawthiq.web.tables import csv_answer

PAGE_ROWS = 50

#: What a spreadsheet still opens at ease; narrow the filter for the rest.
CSV_ROWS = 10_000

#: Up to so many matches are counted and sorted; of more, the order is read from an index. Measured
#: on a million incidents (`make bench ONLY=web`): either way takes some 0.1 s at this number.
FEW = 5_000

COLUMNS = (
    "incident_id",
    "week_on",
    "started_on",
    "ended_on",
    "event_type",
    "admin1_codes",
    "place_names",
    "attackers",
    "targets",
    "killed_low",
    "killed_best",
    "killed_high",
    "wounded_low",
    "wounded_best",
    "wounded_high",
    "event_count",
    "article_count",
    "source_count",
    "confidence",
    "is_contested",
)

router = APIRouter()


class Sort(StrEnum):
    """Orders of the list."""

    NEWEST = "newest"
    OLDEST = "oldest"
    KILLED = "killed"
    SOURCES = "sources"

    @property
    def statement(self) -> str:
        """The SQL file that lists incidents so."""
        return f"web/incidents_by_{'killed' if self is Sort.KILLED else 'day'}.sql"


#: The last row of the page before: its day or figure, and its id.
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\d|\d{1,9})~([\w-]{1,64})", re.ASCII)

_Blank = BeforeValidator(lambda said: said or None)  # a form sends fields left empty


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What a reviewer asks for; `None` asks for all."""

    words: str | None
    week: date | None
    admin1: Admin1 | None
    side: Actor | None
    event_type: EventType | None
    sort: Sort
    after: str | None

    def params(self, limit: int) -> dict[str, Any]:
        """Return the parameters of the SQL files."""
        value, last = self._after()
        said = {key: v for key, v in asdict(self).items() if key != "after"}
        return {**said, "after_value": value, "after_id": last, "limit": limit}

    def _after(self) -> tuple[str | None, str | None]:
        if self.after is None:
            return None, None
        found = _CURSOR.fullmatch(self.after)
        is_day = self.sort in {Sort.NEWEST, Sort.OLDEST}
        if found is None or ("-" in found[1]) != is_day or (is_day and not _is_day(found[1])):
            raise HTTPException(400, "after: not a row of this list")
        return found[1], found[2]

    def query(self) -> Mapping[str, object]:
        """Return the filter as parameters of a link, without the page."""
        said = asdict(self) | {"after": None}
        return said | {"sort": None if self.sort is Sort.NEWEST else self.sort.value}


def asked(
    words: Annotated[str | None, Query(max_length=200), _Blank] = None,
    week: Annotated[date | None, Query(), _Blank] = None,
    admin1: Annotated[Admin1 | None, Query(), _Blank] = None,
    side: Annotated[Actor | None, Query(), _Blank] = None,
    event_type: Annotated[EventType | None, Query(), _Blank] = None,
    sort: Sort = Sort.NEWEST,
    after: Annotated[str | None, Query(max_length=80), _Blank] = None,
) -> Asked:
    """Read the filter from an address."""
    return Asked(
        words=(words or "").replace("\0", "").strip() or None,
        week=week,
        admin1=admin1,
        side=side,
        event_type=event_type,
        sort=sort,
        after=after,
    )


Filter = Annotated[Asked, Depends(asked)]


@router.get("/incidents")
def incidents(request: Request, chosen: Filter) -> HTMLResponse:
    """List a page of incidents."""
    with readers_of(request).connection() as connection:
        count = _count(connection, chosen)
        params = {**chosen.params(PAGE_ROWS + 1), "is_few": count <= FEW}
        rows = wh.query(connection, chosen.sort.statement, params)
        weeks = wh.query(connection, "web/incident_weeks.sql")
    shown = rows[:PAGE_ROWS]
    after = f"{shown[-1]['after_value']}~{shown[-1]['incident_id']}" if rows[PAGE_ROWS:] else None
    return page(
        request,
        "incidents.html",
        chosen=chosen,
        rows=shown,
        after=after,
        count=min(count, FEW),
        is_more=count > FEW,
        weeks=[row["week_on"] for row in weeks],
        admin1s=list(Admin1),
        sides=list(Actor),
        event_types=list(EventType),
        sorts=list(Sort),
        csv_rows=CSV_ROWS,
    )


@router.get("/incidents.csv")
def incidents_csv(request: Request, chosen: Filter) -> StreamingResponse:
    """Give the incidents of a filter, from where the page stands, as a file for spreadsheets."""
    with readers_of(request).connection() as connection:
        params = {**chosen.params(CSV_ROWS), "is_few": _count(connection, chosen) <= FEW}
        rows = wh.query(connection, chosen.sort.statement, params)
    return csv_answer("incidents", COLUMNS, rows)


@router.get("/incidents/{incident_id}")
def incident(request: Request, incident_id: str) -> HTMLResponse:
    """Show one incident: figures, claims with their words, reports."""
    asked_for = {"incident_id": incident_id.replace("\0", "")}
    with readers_of(request).connection() as connection:
        found = wh.query(connection, "web/incident.sql", asked_for)
        if not found:
            raise HTTPException(404, "no such incident; reconciling may have joined it to another")
        parts = {
            part: wh.query(connection, f"web/incident_{part}.sql", asked_for)
            for part in ("figures", "things", "claims", "reports", "history")
        }
    return page(request, "incident.html", incident=found[0], **parts)


def _count(connection: wh.Connection, chosen: Asked) -> int:
    """Return how many incidents match, `FEW` and one where there are more."""
    found = wh.query(connection, "web/incident_count.sql", chosen.params(FEW + 1))
    return int(found[0]["count"])


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True
