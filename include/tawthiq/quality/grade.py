"""Whether a run can be trusted: green, amber or red, and every reason with where it leads."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import Any

from tawthiq.quality.facts import Facts, Result


class Grade(StrEnum):
    """How a run stands, from good to bad."""

    GREEN = "green"
    AMBER = "amber"  # to be looked at; what is there may be used
    RED = "red"  # not to be trusted, or not there

    @property
    def weight(self) -> int:
        """Its place from good to bad."""
        return list(Grade).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a run is not green: a phrase of words.yml, its values, and the anchor it leads to."""

    grade: Grade
    phrase: str
    values: dict[str, Any]
    anchor: str


def grade(facts: Facts) -> tuple[Grade, list[Reason]]:
    """Return the grade of a run and the reasons, the gravest first; no reason is green."""
    reasons = sorted(_reasons(facts), key=lambda r: -r.grade.weight)
    return (reasons[0].grade if reasons else Grade.GREEN), reasons


def _reasons(facts: Facts) -> Iterator[Reason]:
    yield from _of_run(facts)
    for result in facts.failed:
        if found := _of_result(result):
            yield found
    for score in facts.scores:
        if not score.is_met:
            values = {"measure": f"{score.fold}: {score.measure}", "value": score.value}
            yield _reason(Grade.AMBER, "reason_score", "scores", **values, floor=score.floor)


def _of_run(facts: Facts) -> Iterator[Reason]:
    run = facts.run
    if run["status"] == "failed":
        why = run["message"] or ""
        yield _reason(Grade.RED, "reason_failed", "run", why=why)
    if not any(v["stage"] == "before_load" for v in facts.validations):
        is_over = run["status"] != "running"
        yield _reason(Grade.RED if is_over else Grade.AMBER, "reason_unjudged", "run")
    if run["seconds"] > facts.deadline_seconds and run["kind"] == "nightly":
        took = str(timedelta(seconds=round(run["seconds"])))
        yield _reason(Grade.AMBER, "reason_late", "times", took=took)


def _of_result(result: Result) -> Reason | None:
    values = {"suite": result.suite, "expect": result.expect, "expect_ar": result.expect_ar}
    if not result.is_evaluated:
        return _reason(Grade.RED, "reason_not_evaluated", result.anchor, **values)
    if result.severity == "critical":
        return _reason(Grade.RED, "reason_critical", result.anchor, **values)
    if result.severity == "warning":
        return _reason(Grade.AMBER, "reason_warning", result.anchor, **values)
    return None


def _reason(of: Grade, phrase: str, anchor: str, **values: Any) -> Reason:
    return Reason(grade=of, phrase=phrase, values=values, anchor=anchor)
