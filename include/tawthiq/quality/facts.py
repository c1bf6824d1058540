"""What is known of a run, gathered once: the facts that terminal, JSON and pages share."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.expectations import FOLDER, Suite, Told, arabic, load_suites, with_arabic
from tawthiq.settings import NIGHT_MAY_TAKE

Row = dict[str, Any]

#: Written by `make gate`: measures of the extraction on annotated articles beside their floors.
SCORES = FOLDER / "extraction_scores.json"
HELD_SHOWN = 200


class NoRunError(LookupError):
    """There is no such run; says what can be asked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A measure of batches over time, oldest first, and between which bounds it is expected."""

    name: str
    expect: str
    expect_ar: str
    low: float | None
    high: float | None
    nights: tuple[str, ...]
    values: tuple[float | None, ...]
    is_met: tuple[bool, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an expectation found, beside its words in include/expectations."""

    suite: str
    expectation: str
    severity: str
    expect: str
    expect_ar: str
    why: str
    why_ar: str
    when_it_fails: str
    when_it_fails_ar: str
    is_success: bool
    is_evaluated: bool
    element_count: int | None
    unexpected_count: int | None
    observed_value: Any
    sample: Sequence[Row]
    message: str | None
    duration_ms: int | None

    @property
    def anchor(self) -> str:
        """Its place on the page."""
        return f"{self.suite}-{self.expectation}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A measure of the extraction against the floor below which tests fail."""

    fold: str
    measure: str
    value: float
    floor: float
    is_error: bool  # the lower the better

    @property
    def is_met(self) -> bool:
        """Whether it is not on the wrong side of its floor."""
        return self.value <= self.floor if self.is_error else self.value >= self.floor


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """All that the pages say of a run; rows as the files of include/warehouse/quality give them."""

    run: Row
    validations: list[Row]
    results: list[Result]
    sources: list[Row]
    quarantine: list[Row]  # counts by expectation, held ones
    held: list[Row]  # the newest HELD_SHOWN
    measures: list[Measure]
    run_times: list[Row]
    scores: list[Score]
    scored_on: str | None
    deadline_seconds: float
    gathered_at: datetime

    @property
    def failed(self) -> list[Result]:
        """What was not met, the gravest first."""
        order = ("critical", "warning", "info")
        found = [r for r in self.results if not r.is_success]
        return sorted(found, key=lambda r: (r.is_evaluated, order.index(r.severity)))

    def count(self, column: str, stage: str = "before_load") -> int:
        """Return a sum over the validations of a stage, such as `article_count`."""
        return sum(v[column] for v in self.validations if v["stage"] == stage)


def gather(conn: wh.Connection, run: str | None = None) -> Facts:
    """Gather the facts of a run (by run id or batch), or of the newest night or backfill.

    Raises:
        NoRunError: there is no such run.
    """
    with wh.transaction(conn):
        found = wh.query(conn, "quality/run.sql", {"run": run})
        if not found:
            raise NoRunError(
                f"no run or batch {run!r}; `tawthiq status` lists them"
                if run
                else "nothing has run yet; `tawthiq run` or `tawthiq backfill` begins"
            )
        return _facts(conn, found[0])


def _facts(conn: wh.Connection, run: Row) -> Facts:
    batch = run["batch_name"]
    asked = {"run_id": run["run_id"], "batch": batch}
    validations = wh.query(conn, "quality/validations.sql", asked)
    ids = [row["validation_run_id"] for row in validations]
    suites = load_suites()
    kind = f"{(batch or run['kind']).partition('/')[0]}/"
    held = {"status": "held", "expectation": None, "batch_name": None, "ids": None}
    counts = wh.query(conn, "reports/quarantine_counts.sql")
    scores, scored_on = read_scores()
    return Facts(
        run=run,
        validations=validations,
        results=[_result(r, suites) for r in wh.query(conn, "quality/results.sql", {"ids": ids})],
        sources=wh.query(conn, "quality/sources.sql", {"batch": batch}),
        quarantine=[with_arabic(row) for row in counts if row["status"] == "held"],
        held=wh.query(
            conn, "reports/quarantine_list.sql", held | {"limit": HELD_SHOWN, "offset": 0}
        ),
        measures=_measures(wh.query(conn, "quality/trends.sql", {"kind": kind}), suites["batch"]),
        run_times=wh.query(conn, "quality/run_times.sql", {"kind": run["kind"]}),
        scores=scores,
        scored_on=scored_on,
        deadline_seconds=NIGHT_MAY_TAKE.total_seconds(),
        gathered_at=datetime.now(UTC),
    )


def _result(row: Row, suites: Mapping[str, Suite]) -> Result:
    """Put a result beside its words; of an expectation that was renamed since, its name alone."""
    suite = suites.get(row["suite"])
    known = {e.name: e for e in suite.expectations} if suite else {}
    words = known.get(row["expectation"])
    told = arabic().get((row["suite"], row["expectation"]), _UNTOLD)
    return Result(
        **row,
        expect=words.expect if words else row["expectation"].replace("_", " "),
        expect_ar=told.expect,
        why=words.why if words else "",
        why_ar=told.why,
        when_it_fails=words.when_it_fails if words else "",
        when_it_fails_ar=told.when_it_fails,
    )


_UNTOLD = Told("", "", "")  # of an expectation that was renamed since


def _measures(rows: Sequence[Row], batch: Suite) -> list[Measure]:
    """Return the measures of the suite about batches that were taken at least twice."""
    measures = []
    for expectation in batch.expectations:
        mine = [row for row in rows if row["expectation"] == expectation.name]
        if sum(row["value"] is not None for row in mine) >= 2:
            measures.append(
                Measure(
                    name=expectation.name,
                    expect=expectation.expect,
                    expect_ar=arabic().get((batch.name, expectation.name), _UNTOLD).expect,
                    low=expectation.arguments.get("min_value"),
                    high=expectation.arguments.get("max_value"),
                    nights=tuple(row["batch_name"].rpartition("/")[2] for row in mine),
                    values=tuple(row["value"] for row in mine),
                    is_met=tuple(row["is_success"] for row in mine),
                )
            )
    return measures


def read_scores(path: Path = SCORES) -> tuple[list[Score], str | None]:
    """Return the scores of the extraction and the day they were measured; none without the file."""
    if not path.exists():
        return [], None
    read = json.loads(path.read_text(encoding="utf-8"))
    scores = [
        Score(
            fold=fold,
            measure=measure,
            value=values["value"],
            floor=values["floor"],
            is_error=measure.endswith("error"),
        )
        for fold, measures in read["folds"].items()
        for measure, values in measures.items()
    ]
    return scores, read["measured_on"]
