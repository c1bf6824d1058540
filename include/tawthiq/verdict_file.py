"""A verdict as rows of a stage file: what `validate` leaves for `load`.

Articles and events are not written again: the file names what was accepted, by id, and holds in
full what was found and quarantined. Read beside the batch that it judged, it is the same verdict.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from tawthiq.copy_format import json_text
from tawthiq.records import article_from_record, article_record
from tawthiq.verdict import (
    Band,
    Batch,
    Examination,
    Grain,
    Quarantined,
    Reading,
    Result,
    Severity,
    SourceHealth,
    Stage,
    Verdict,
)

Row = dict[str, Any]


class StaleVerdictError(RuntimeError):
    """The stage files changed after they were judged."""


def verdict_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the rows to write; each says in `is` what it holds."""
    yield _row("batch", {"name": verdict.batch.name, "batch_id": verdict.batch.batch_id})
    examination = asdict(verdict.examination)
    results = examination.pop("results")
    yield _row("examination", examination)
    yield from (_row("result", result) for result in results)
    yield from (_row("health", asdict(health)) for health in verdict.health)
    for reading in verdict.accepted:
        events = [event.id for event in reading.events]
        key = {"doc_id": reading.article.doc_id, "version": reading.article.version}
        yield _row("accepted", key | {"events": events})
    yield _row("withheld", {"claims": sorted(verdict.withheld)})
    for held in verdict.quarantined:
        record = asdict(held) | {"article": held.article and article_record(held.article)}
        yield _row("quarantined", record)


def verdict_from_rows(rows: Iterable[Row], batch: Batch) -> Verdict:
    """Build the verdict on this batch.

    Raises:
        StaleVerdictError: the verdict is on other content; `validate` is to be run again.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["is"], []).append(row)
    (judged,), (examination,), (withheld,) = (
        found[kind] for kind in ("batch", "examination", "withheld")
    )
    if judged["batch_id"] != batch.batch_id:
        raise StaleVerdictError(
            f"{batch.name} was read or extracted again after it was judged; run validate for it"
        )
    results = tuple(_result(row) for row in found.get("result", []))
    return Verdict(
        batch=batch,
        accepted=tuple(_accepted(found.get("accepted", []), batch)),
        withheld=frozenset(withheld["claims"]),
        quarantined=tuple(_quarantined(row) for row in found.get("quarantined", [])),
        examination=_examination(examination, results),
        health=tuple(_health(row) for row in found.get("health", [])),
    )


def _row(kind: str, values: Mapping[str, Any]) -> Row:
    """Return a row of plain JSON values: enums, days and decimals as text and numbers."""
    plain: Row = json.loads(json_text(dict(values)))
    return {"is": kind, **plain}


def _accepted(rows: list[Row], batch: Batch) -> Iterator[Reading]:
    read = {(r.article.doc_id, r.article.version): r for r in batch.readings}
    for row in rows:
        reading = read[row["doc_id"], row["version"]]
        wanted = set(row["events"])
        events = tuple(event for event in reading.events if event.id in wanted)
        yield Reading(article=reading.article, events=events)


def _result(row: Row) -> Result:
    values = {key: value for key, value in row.items() if key != "is"}
    values["severity"] = Severity(values["severity"])
    values["sample"] = tuple(values["sample"])
    return Result(**values)


def _examination(row: Row, results: tuple[Result, ...]) -> Examination:
    return Examination(
        examination_id=row["examination_id"],
        stage=Stage(row["stage"]),
        name=row["name"],
        started_at=datetime.fromisoformat(row["started_at"]),
        duration_ms=row["duration_ms"],
        results=results,
        report_path=row["report_path"],
    )


def _health(row: Row) -> SourceHealth:
    values = {key: value for key, value in row.items() if key != "is"}
    values["band"] = Band(**values["band"])
    newest = values["newest_published_at"]
    values["newest_published_at"] = newest and datetime.fromisoformat(newest)
    return SourceHealth(**values)


def _quarantined(row: Row) -> Quarantined:
    values = {key: value for key, value in row.items() if key != "is"}
    values["grain"] = Grain(values["grain"])
    values["article"] = values["article"] and article_from_record(values["article"])
    return Quarantined(**values)
