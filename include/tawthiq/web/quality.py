"""Data quality: the last validations, those of one run, and the way to Data Docs."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse

from tawthiq import warehouse as wh
from tawthiq.web.frame import page, readers_of

LAST_VALIDATIONS = 60

router = APIRouter()


@router.get("/quality")
def quality(request: Request) -> HTMLResponse:
    """Show the last validations and what lies in quarantine."""
    with readers_of(request).connection() as connection:
        runs = wh.query(connection, "web/validations.sql", {"limit": LAST_VALIDATIONS})
        held = wh.query(connection, "reports/quarantine_counts.sql")
    return page(request, "quality.html", runs=runs, held=held)


@router.get("/quality/run")
def of_dag_run(
    request: Request,
    dag_id: Annotated[str, Query(max_length=250)],
    run_id: Annotated[str, Query(max_length=250)],
) -> HTMLResponse:
    """Show what was validated in a DAG run: a tab of the run's page in Airflow leads here."""
    run = f"{dag_id}/{run_id}".replace("\0", "")
    return _validations(request, {"run_id": run, "validation_run_id": None}, run)


@router.get("/quality/validation")
def validation(request: Request, name: Annotated[str, Query(max_length=500)]) -> HTMLResponse:
    """Show one validation: each expectation, worst first, with rows that failed it."""
    said = name.replace("\0", "")
    return _validations(request, {"run_id": None, "validation_run_id": said}, said)


def _validations(request: Request, params: dict[str, Any], name: str) -> HTMLResponse:
    with readers_of(request).connection() as connection:
        runs = wh.query(connection, "web/validation.sql", params)
        results = wh.query(connection, "web/validation_results.sql", params)
    if not runs and params["validation_run_id"]:
        raise HTTPException(404, "no such validation")
    return page(request, "validation.html", name=name, runs=runs, results=results)
