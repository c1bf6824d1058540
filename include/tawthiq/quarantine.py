"""Quarantine: see what was held and why, let it pass, keep it out, or read it again.

    release: decided + audit → `released_batch` → validate (with `released_ids`) → load
    retry:   `held_articles` → extract again → validate → load, which resolves what now passes
    reject:  decided + audit, nothing is loaded

Records are named by their quarantine id or by the record's own id, which then stands for every
expectation that the record failed. The steps between are the caller's, so that stages stay apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.model import Article, Event
from tawthiq.records import article_from_record, event_from_record
from tawthiq.verdict import Batch, Grain, Reading

Row = dict[str, Any]


class QuarantineError(Exception):
    """What was asked of the quarantine cannot be done; the message says why and what can."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Who decides, and why."""

    actor_name: str
    remark: str

    def __post_init__(self) -> None:
        if not self.actor_name.strip() or not self.remark.strip():
            raise QuarantineError("say who decides and why; both go into the audit")


def listing(
    conn: wh.Connection,
    *,
    status: str | None = "held",
    expectation: str | None = None,
    batch_name: str | None = None,
    limit: int = 100,
    offset: int = 0,
) -> list[Row]:
    """Return records in quarantine, newest first, one row per expectation that they failed."""
    return wh.query(
        conn,
        "reports/quarantine_list.sql",
        {
            "status": status,
            "expectation": expectation,
            "batch_name": batch_name,
            "ids": None,
            "limit": limit,
            "offset": offset,
        },
    )


def show(conn: wh.Connection, ids: Collection[str]) -> list[Row]:
    """Return records whole, with the audit of what was done to them.

    Raises:
        QuarantineError: an id is not in quarantine.
    """
    rows = wh.query(conn, "reports/quarantine_show.sql", {"ids": list(ids)})
    known = {row["quarantine_id"] for row in rows} | {row["record_id"] for row in rows}
    if unknown := sorted(set(ids) - known):
        raise QuarantineError(f"not in quarantine: {', '.join(unknown)}")
    return rows


def reject(conn: wh.Connection, ids: Collection[str], decision: Decision) -> list[str]:
    """Keep records out for good; return the quarantine ids decided now."""
    show(conn, ids)
    return _decide(conn, ids, "rejected", decision)


def release(conn: wh.Connection, ids: Collection[str], decision: Decision) -> list[str]:
    """Let records pass in spite of what they failed; return the quarantine ids decided now.

    They are loaded by validating and loading `released_batch(conn, ids, …)`; this may be repeated.

    Raises:
        QuarantineError: a record could not be read or is not kept whole, so it cannot be loaded
            from here; nothing was decided.
    """
    for row in show(conn, ids):
        if row["grain"] == Grain.RECORD or not row["is_record_whole"]:
            raise QuarantineError(
                f"{row['record_id']} lies whole in {row['read_from']} only; "
                "mend it or its reader and read that file again"
            )
        if row["expectation"] == "event_has_the_codebooks_form":
            raise QuarantineError(
                f"{row['record_id']} is not of the codebook's form; mend the extractor and retry"
            )
    return _decide(conn, ids, "released", decision)


def resolve(conn: wh.Connection, ids: Collection[str], remark: str) -> list[str]:
    """Mark records as resolved that now pass; return the quarantine ids marked now."""
    return _decide(conn, ids, "resolved", Decision(actor_name="load", remark=remark)) if ids else []


def _decide(
    conn: wh.Connection, ids: Collection[str], action: str, decision: Decision
) -> list[str]:
    with wh.transaction(conn):
        rows = wh.query(
            conn,
            "upserts/decide_quarantine.sql",
            {
                "ids": list(ids),
                "action": action,
                "actor_name": decision.actor_name,
                "remark": decision.remark,
            },
        )
    return [row["quarantine_id"] for row in rows]


def released_ids(conn: wh.Connection, article_ids: Iterable[str]) -> frozenset[str]:
    """Return the releases that concern these articles, for `validate(…, released=…)`."""
    rows = wh.query(conn, "reports/released.sql", {"article_ids": sorted(set(article_ids))})
    return frozenset(row["quarantine_id"] for row in rows)


def released_batch(conn: wh.Connection, ids: Collection[str], name: str, as_of: date) -> Batch:
    """Return the articles of these records as a batch, with all their events, to load them anew.

    Events that the warehouse holds come along, so that nothing that is loaded goes missing.
    """
    return Batch(name=name, readings=tuple(_readings(conn, show(conn, ids))), as_of=as_of)


def held_articles(conn: wh.Connection, ids: Collection[str], decision: Decision) -> list[Article]:
    """Return the articles of held records, to be extracted, validated and loaded again.

    Each record gets a line in its audit. Records that could not be read have no article: their
    file, `read_from`, is to be read again.
    """
    rows = show(conn, ids)
    with wh.transaction(conn):
        audit = {"ids": [row["quarantine_id"] for row in rows], "action": "retried"}
        audit |= {"actor_name": decision.actor_name, "remark": decision.remark}
        wh.run(conn, "upserts/audit_quarantine.sql", audit)
    return [reading.article for reading in _readings(conn, rows)]


def _readings(conn: wh.Connection, rows: Sequence[Row]) -> list[Reading]:
    """Return one reading per version of an article among the rows."""
    stored = _stored(conn, rows)
    readings: dict[tuple[str, str], Reading] = {}
    for row in rows:
        key = (row["article_id"], row["version"])
        if row["grain"] == Grain.ARTICLE and row["is_record_whole"]:
            readings[key] = _reading(row["record"]["article"], row["record"]["events"])
        elif key in stored:
            base = readings.get(key, stored[key])
            events = _with(base.events, row["record"]["event"])
            readings[key] = Reading(article=base.article, events=events)
    return list(readings.values())


def _stored(conn: wh.Connection, rows: Sequence[Row]) -> dict[tuple[str, str], Reading]:
    """Return the versions that the warehouse holds, with their events."""
    ids = {row["article_id"] for row in rows if row["article_id"]}
    versions = {f"{row['article_id']}/{row['version']}" for row in rows if row["article_id"]}
    found = wh.query(
        conn,
        "reports/article_versions.sql",
        {"article_ids": sorted(ids), "versions": sorted(versions)},
    )
    conn.commit()
    return {(row["doc_id"], row["version"]): _stored_reading(row) for row in found}


def _stored_reading(row: Row) -> Reading:
    instant = row["published_at"]
    return _reading({**row, "published_at": instant and instant.isoformat()}, row["events"])


def _reading(article: Mapping[str, Any], events: Iterable[dict[str, Any]]) -> Reading:
    return Reading(
        article=article_from_record(dict(article)), events=tuple(map(event_from_record, events))
    )


def _with(events: tuple[Event, ...], record: dict[str, Any]) -> tuple[Event, ...]:
    """Return the events with one more, unless an event of that name is there; in their order."""
    if any(event.id == record["id"] for event in events):
        return events
    added = (*events, event_from_record(record))
    return tuple(sorted(added, key=lambda e: (len(e.id), e.id)))
