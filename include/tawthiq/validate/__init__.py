"""Judge a batch before it is loaded, and tables of the warehouse after.

    pages → articles → events of sound articles → claims of sound events → volumes and shares
       each failing row to quarantine with its reason; a critical failure stops the batch

Suites live in include/expectations. Great Expectations evaluates them (`suites.py`).
"""

from __future__ import annotations

import time
from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from tawthiq.expectations import Suite, load_suites
from tawthiq.validate.data_docs import write_data_docs
from tawthiq.validate.sorting import Sorting
from tawthiq.validate.suites import Examined, examine
from tawthiq.validate.tables import article_table, claim_table, event_table
from tawthiq.validate.volumes import batch_row, health, page_table, source_table
from tawthiq.verdict import Batch, Examination, Stage, Verdict

__all__ = ["examine_tables", "validate"]

KEPT_RUNS = 60  # two months of nights


def validate(
    batch: Batch,
    *,
    suites: Mapping[str, Suite] | None = None,
    released: Collection[str] = frozenset(),
    docs: Path | None = None,
    kept: int = KEPT_RUNS,
) -> Verdict:
    """Judge a batch.

    Args:
        batch: articles with their events, and what could not be read.
        suites: those of include/expectations by default.
        released: quarantine ids that a reviewer let pass; their failures are reported and loaded.
        docs: folder of reports; with it, Data Docs of this run are written into
            `data_docs/<run>` below it.
        kept: how many runs keep their Data Docs.

    Returns:
        What to load and what to hold, with one result per expectation.

    Raises:
        SuiteError: a suite is wrong; the message names file and expectation.
    """
    clock = _Clock()
    known = suites or _suites()
    sorting = Sorting(batch, released)
    articles = examine(known["articles"], article_table(batch))
    sorting.hold_articles(articles)
    events = examine(known["events"], event_table(sorting.readings))
    sorting.hold_events(events)
    claims = examine(known["claims"], claim_table(sorting.readings))
    sorting.hold_claims(claims)
    sources = health(batch)
    is_fetched = bool(batch.pages or batch.bands)  # archives have no pages to judge
    others = [
        *([examine(known["pages"], page_table(batch.pages))] if is_fetched else []),
        examine(known["batch"], [batch_row(batch, sorting.quarantined)]),
        examine(known["sources"], source_table(batch, sources)),
    ]
    return Verdict(
        batch=batch,
        accepted=tuple(sorting.readings),
        withheld=frozenset(sorting.withheld),
        quarantined=tuple(sorting.quarantined),
        examination=clock.examination(
            Stage.BEFORE_LOAD, batch.name, [articles, events, claims, *others], docs, kept
        ),
        health=sources,
    )


def examine_tables(
    stage: Stage,
    name: str,
    tables: Mapping[str, list[dict[str, Any]]],
    *,
    suites: Mapping[str, Suite] | None = None,
    docs: Path | None = None,
    kept: int = KEPT_RUNS,
) -> Examination:
    """Judge tables of the warehouse (after a load) or marts (after publishing).

    Args:
        stage: whose suites are evaluated.
        name: what was looked at, such as `nightly/2026-10-05` or `marts`.
        tables: rows by the table's name in the suites; see include/warehouse/checks.
        suites: those of include/expectations by default.
        docs: folder of reports, as for `validate`.
        kept: how many runs keep their Data Docs.

    Raises:
        KeyError: a suite of this stage looks at a table that is not given.
        SuiteError: a suite is wrong; the message names file and expectation.
    """
    clock = _Clock()
    known = [s for s in (suites or _suites()).values() if s.stage is stage]
    numbered = {
        table: [{"row": number, **row} for number, row in enumerate(rows)]
        for table, rows in tables.items()
    }
    examined = [examine(suite, numbered[suite.table]) for suite in known]
    return clock.examination(stage, name, examined, docs, kept)


@cache
def _suites() -> dict[str, Suite]:
    return load_suites()


class _Clock:
    """The instant at which a validation began, and how long it has taken."""

    def __init__(self) -> None:
        self._started_at = datetime.now(UTC)
        self._started = time.monotonic()

    def examination(
        self, stage: Stage, name: str, examined: list[Examined], docs: Path | None, kept: int
    ) -> Examination:
        instant = self._started_at.strftime("%Y%m%dT%H%M%S.%fZ")
        run = f"{stage}/{name}/{instant}"
        report = write_data_docs(docs, run, examined, kept) if docs else None
        return Examination(
            examination_id=run,
            stage=stage,
            name=name,
            started_at=self._started_at,
            duration_ms=round((time.monotonic() - self._started) * 1000),
            results=tuple(result for e in examined for result in e.results),
            report_path=report,
        )
