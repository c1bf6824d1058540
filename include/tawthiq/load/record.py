"""Record what validations found, whether or not their batch is loaded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.copy_format import json_text
from tawthiq.verdict import Examination, Severity, Verdict

_NO_BATCH = {
    "run_id": None,
    "batch_id": None,
    "article_count": 0,
    "event_count": 0,
    "claim_count": 0,
    "quarantined_count": 0,
}


class BatchStoppedError(Exception):
    """A critical expectation failed: nothing of the batch was loaded."""


def record_verdict(conn: wh.Connection, verdict: Verdict) -> None:
    """Store results, the health of the sources, and the counts of a batch's validation."""
    batch = verdict.batch
    counts = {
        "run_id": batch.run_id,
        "batch_id": batch.batch_id,
        "article_count": len(batch.readings),
        "event_count": sum(len(r.events) for r in batch.readings),
        "claim_count": sum(len(e.casualties) for r in batch.readings for e in r.events),
        "quarantined_count": len({q.record_id for q in verdict.quarantined}),
    }
    with wh.transaction(conn):
        _record(conn, verdict.examination, counts)
        for health in verdict.health:
            wh.run(
                conn,
                "upserts/source_health.sql",
                {
                    "source_id": health.source_id,
                    "observed_on": batch.as_of,
                    "batch_name": batch.name,
                    "article_count": health.article_count,
                    "rejected_count": health.rejected_count,
                    "event_count": health.event_count,
                    "claim_count": health.claim_count,
                    "expected_min": health.band.low,
                    "expected_max": health.band.high,
                    "verdict": health.verdict,
                    "newest_published_at": health.newest_published_at,
                    "page_count": health.page_count,
                    "failed_page_count": health.failed_page_count,
                    "selector_missed_count": health.selector_missed_count,
                    "selector_disputed_count": health.selector_disputed_count,
                    "warning": health.warning,
                },
            )


def record_examination(
    conn: wh.Connection, examination: Examination, *, run_id: str | None = None
) -> None:
    """Store the results of a validation of the warehouse or of the marts."""
    with wh.transaction(conn):
        _record(conn, examination, _NO_BATCH | {"run_id": run_id})


def _record(conn: wh.Connection, examination: Examination, counts: Mapping[str, Any]) -> None:
    failed = [r for r in examination.results if not r.is_success]
    wh.run(conn, "upserts/result_partition.sql", {"at": examination.started_at})
    wh.run(
        conn,
        "upserts/validation_run.sql",
        {
            **counts,
            "validation_run_id": examination.examination_id,
            "batch_name": examination.name,
            "stage": examination.stage,
            "outcome": examination.outcome,
            "expectation_count": len(examination.results),
            "evaluated_count": sum(r.is_evaluated for r in examination.results),
            "critical_count": len(examination.critical),
            "warning_count": sum(r.severity is Severity.WARNING for r in failed),
            "info_count": sum(r.severity is Severity.INFO for r in failed),
            "report_path": examination.report_path,
            "duration_ms": examination.duration_ms,
            "validated_at": examination.started_at,
        },
    )
    wh.copy_rows(
        conn,
        "quality.expectation_result",
        (),
        (
            (
                examination.examination_id, r.suite, r.expectation, r.severity, r.is_success,
                r.is_evaluated, r.element_count, r.unexpected_count,
                None if r.observed_value is None else json_text(r.observed_value),
                json_text(list(r.sample)), r.message, r.duration_ms, examination.started_at,
            )
            for r in examination.results
        ),
    )  # fmt: skip
