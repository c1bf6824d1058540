"""Quarantine: what was held and why; release or reject it, with a reason, under one's own name."""

from __future__ import annotations

import json
import re
from typing import Annotated, Any
from urllib.parse import parse_qs

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from pydantic import BeforeValidator
from starlette.concurrency import run_in_threadpool
from starlette.responses import HTMLResponse, RedirectResponse

from tawthiq import quarantine as held
from tawthiq.expectations import with_arabic
from tawthiq.web import access
from tawthiq.web.decide import DecisionError, decide
from tawthiq.web.frame import href, page, readers_of, settings_of

PAGE_ROWS = 50
STATUSES = ("held", "released", "rejected", "resolved")

#: A remark and some fields; nothing longer is read.
LONGEST_FORM = 10_000

router = APIRouter()

_Blank = BeforeValidator(lambda said: said or None)
_ID = re.compile(r"[0-9a-f]{16}")
_CURSOR = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?\+00:00)~([0-9a-f]{16})", re.ASCII)


@router.get("/quarantine")
def quarantine(
    request: Request,
    status: Annotated[str, Query(pattern="^(held|released|rejected|resolved|all)$")] = "held",
    expectation: Annotated[str | None, Query(max_length=100), _Blank] = None,
    after: Annotated[str | None, Query(max_length=80), _Blank] = None,
) -> HTMLResponse:
    """List what lies in quarantine, newest first."""
    cursor = _CURSOR.fullmatch(after) if after else None
    if after and cursor is None:
        raise HTTPException(400, "after: not a row of this list")
    params = {
        "status": None if status == "all" else status,
        "expectation": expectation,
        "after_at": cursor and cursor[1],
        "after_id": cursor and cursor[2],
        "limit": PAGE_ROWS + 1,
    }
    rows = readers_of(request).rows("web/quarantine.sql", params)
    counts = readers_of(request).rows("reports/quarantine_counts.sql")
    shown = rows[:PAGE_ROWS]
    last = shown[-1] if rows[PAGE_ROWS:] else None
    return page(
        request,
        "quarantine.html",
        rows=[with_arabic(row) for row in shown],
        counts=counts,
        status=status,
        statuses=(*STATUSES, "all"),
        expectation=expectation,
        expectations=sorted({row["expectation"] for row in counts}),
        after=last and f"{last['quarantined_at'].isoformat()}~{last['quarantine_id']}",
    )


@router.get("/quarantine/{quarantine_id}")
def record(request: Request, quarantine_id: str, user: access.Reader) -> HTMLResponse:
    """Show a record whole, with its audit, and the forms to decide about it."""
    return _record_page(request, quarantine_id, can_decide=access.may_decide(user))


async def _remark(request: Request) -> str:
    """Return the field `remark` of a posted form."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            raise HTTPException(400, "the form is too long")
    fields = parse_qs(body.decode("utf-8", "replace"))
    return fields.get("remark", [""])[0].replace("\0", "").strip()


@router.post("/quarantine/{quarantine_id}/{action}", response_model=None)
async def decision(
    request: Request,
    quarantine_id: str,
    action: str,
    name: access.Decider,
    remark: Annotated[str, Depends(_remark)],
) -> HTMLResponse | RedirectResponse:
    """Release or reject a record; afterwards show what became of it."""
    if action not in {"release", "reject"}:
        raise HTTPException(404, "records are released or rejected")

    def work() -> HTMLResponse | RedirectResponse:
        _shown(request, quarantine_id)
        try:
            decided = held.Decision(actor_name=name, remark=remark)
            decide(settings_of(request), action, quarantine_id, decided)
        except (held.QuarantineError, DecisionError) as error:
            return _record_page(
                request, quarantine_id, can_decide=True, problem=str(error), status=409
            )
        return RedirectResponse(href(request, f"quarantine/{quarantine_id}"), 303)

    return await run_in_threadpool(work)


def _shown(request: Request, quarantine_id: str) -> dict[str, Any]:
    if not _ID.fullmatch(quarantine_id):
        raise HTTPException(404, "no such record in quarantine")
    with readers_of(request).connection() as connection:
        try:
            return with_arabic(held.show(connection, [quarantine_id])[0])
        except held.QuarantineError as error:
            raise HTTPException(404, str(error)) from error


def _record_page(
    request: Request, quarantine_id: str, *, can_decide: bool, problem: str = "", status: int = 200
) -> HTMLResponse:
    row = _shown(request, quarantine_id)
    answer = page(
        request,
        "record.html",
        row=row,
        record_text=json.dumps(row["record"], ensure_ascii=False, indent=2),
        problem=problem,
        can_decide=can_decide,
        is_held=row["status"] == "held",
    )
    answer.status_code = status
    return answer
