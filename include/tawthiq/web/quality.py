"""Data quality: a run at a glance with the rows behind each number, and the last validations.

The pages are those that `tawthiq.quality` writes as files, made here when they are asked for. Their
links are relative: each run has a folder of its own, `quality/of/<run>/index.html`, and Data Docs
lie two folders up.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, HTTPException, Query, Request
from starlette.responses import HTMLResponse, RedirectResponse

from tawthiq import warehouse as wh
from tawthiq.expectations import load_suites
from tawthiq.quality import Facts, NoRunError, gather
from tawthiq.quality.site import LISTED_ARTICLES, overview
from tawthiq.web.frame import href, page, readers_of

LAST_VALIDATIONS = 60
NEWEST = "newest"

router = APIRouter()

_ID = re.compile(r"[0-9a-f]{16}")


class Part(StrEnum):
    """Pages of a run."""

    INDEX = "index"
    RESULTS = "results"
    ROWS = "rows"


class _Pages:
    """Where an article's or incident's page is: `id in articles`, `articles[id]`, as templates ask.

    Rows that failed an expectation are named by their id alone; both kinds look alike.
    """

    def __init__(self, request: Request, incidents: Collection[str]) -> None:
        self._request, self._incidents = request, incidents

    def __contains__(self, name: str) -> bool:
        return _ID.fullmatch(name) is not None

    def __getitem__(self, name: str) -> str:
        kind = "incidents" if name in self._incidents else "articles"
        return href(self._request, f"{kind}/{name}")


@router.get("/quality")
def newest(request: Request) -> RedirectResponse:
    """Lead to the newest run."""
    return RedirectResponse(href(request, _address(NEWEST), **request.query_params), 303)


@router.get("/quality/run", response_model=None)
def of_dag_run(
    request: Request,
    dag_id: Annotated[str, Query(max_length=250)],
    run_id: Annotated[str, Query(max_length=250)],
) -> RedirectResponse | HTMLResponse:
    """Lead to what was validated in a DAG run: a tab of the run's page in Airflow begins here."""
    run = f"{dag_id}/{run_id}".replace("\0", "")
    if readers_of(request).rows("quality/run.sql", {"run": run}):
        return RedirectResponse(href(request, _address(run)), 303)
    return page(request, "no_run.html", run=run)


@router.get("/quality/of/{run}/{part}.html")
def of_run(request: Request, run: str, part: Part) -> HTMLResponse:
    """Show a run: at a glance, expectation by expectation, or the articles behind the numbers."""
    asked = None if run == NEWEST else run.replace("~", "/").replace("\0", "")
    with readers_of(request).connection() as connection:
        try:
            facts = gather(connection, asked)
        except NoRunError as error:
            if asked:
                raise HTTPException(404, str(error)) from error
            return page(request, "no_run.html", run="")
        values = _values(connection, facts, part)
        incidents = _incidents(connection, facts)
    return page(
        request,
        "overview.html" if part is Part.INDEX else f"quality/{part}.html",
        facts=facts,
        articles=_Pages(request, incidents),
        suffix="",
        **values,
    )


@router.get("/quality/data_docs/{path:path}")
def data_docs(request: Request, path: str) -> RedirectResponse:
    """Lead from a run's page to its Data Docs."""
    return RedirectResponse(href(request, f"reports/data_docs/{path}"), 303)


@router.get("/quality/runs")
def runs(request: Request) -> HTMLResponse:
    """List the last validations."""
    rows = readers_of(request).rows("web/validations.sql", {"limit": LAST_VALIDATIONS})
    addresses = {row["run_id"]: _address(row["run_id"]) for row in rows if row["run_id"]}
    return page(request, "runs.html", runs=rows, addresses=addresses)


def _address(run: str) -> str:
    """Return the page of a run below the site, with the run's name as one folder."""
    return f"quality/of/{run.replace('/', '~')}/index.html"


def _incidents(connection: wh.Connection, facts: Facts) -> set[str]:
    """Return which of the rows that failed an expectation are incidents."""
    names = sorted({str(row["row"]).partition("/")[0] for r in facts.failed for row in r.sample})
    found = wh.query(connection, "web/known_incidents.sql", {"ids": names})
    return {row["incident_id"] for row in found}


def _values(connection: wh.Connection, facts: Facts, part: Part) -> dict[str, Any]:
    if part is Part.INDEX:
        return overview(facts)
    if part is Part.RESULTS:
        return {"titles": {name: suite.title for name, suite in load_suites().items()}}
    asked = {"batch": facts.run["batch_name"], "limit": LISTED_ARTICLES}
    rows = wh.query(connection, "quality/articles.sql", asked)
    return {"rows": rows, "limit": LISTED_ARTICLES}
