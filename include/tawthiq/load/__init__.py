"""Bring a verdict into the warehouse: one transaction a batch, and twice is once.

COPY into staging → articles, texts → replaced events to history → new events and claims
                  → quarantine → weeks that `publish` has to rebuild
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.load import rows
from tawthiq.load.facts import load_copies, load_pages, load_places
from tawthiq.load.record import BatchStoppedError, record_examination, record_verdict
from tawthiq.verdict import LoadReport, Verdict

__all__ = [
    "BatchStoppedError",
    "load",
    "load_copies",
    "load_pages",
    "load_places",
    "record_examination",
    "record_verdict",
]

_STAGED: dict[str, Callable[[Verdict], Iterable[rows.Row]]] = {
    "staged_article": rows.article_rows,
    "staged_event": rows.event_rows,
    "staged_event_place": rows.place_rows,
    "staged_casualty": rows.casualty_rows,
    "staged_strike": rows.strike_rows,
    "staged_materiel": rows.materiel_rows,
    "staged_control": rows.control_rows,
    "staged_quarantine": rows.quarantine_rows,
}  # their columns stand in upserts/staging.sql

_CLAIMS = {
    "core.event_place": "upserts/event_places.sql",
    "core.casualty": "upserts/casualties.sql",
    "core.strike": "upserts/strikes.sql",
    "core.materiel": "upserts/materiel.sql",
    "core.control": "upserts/controls.sql",
}


def load(conn: wh.Connection, verdict: Verdict) -> LoadReport:
    """Load what a verdict accepted and quarantine the rest, in one transaction.

    The results of the validation are recorded first, in a transaction of their own, so that they
    are there whatever becomes of the load. Loads of the same articles take turns.

    Args:
        conn: a connection with no transaction open.
        verdict: what `validate` gave.

    Returns:
        What changed; zeros where the batch was loaded before.

    Raises:
        BatchStoppedError: a critical expectation failed; nothing of the batch was loaded.
    """
    started = time.monotonic()
    record_verdict(conn, verdict)
    if not verdict.is_loadable:
        raise BatchStoppedError(f"{verdict.batch.name} is not loaded: {verdict.stopped_by}")
    days = sorted({r.article.published_on for r in verdict.accepted if r.article.published_on})
    with wh.transaction(conn):  # on its own: new partitions lock the table, briefly
        wh.run(conn, "upserts/partitions.sql", {"days": days})
    with wh.transaction(conn):
        batch = _batch(verdict)
        wh.run(conn, "upserts/batch.sql", batch)
        _stage(conn, verdict)
        inserted = _articles(conn, batch, days)
        replaced = wh.run(conn, "upserts/replace_events.sql", batch)
        wh.run(conn, "upserts/late_events.sql", batch)
        inserted |= _events(conn, batch)
        quarantined = wh.run(conn, "upserts/quarantine.sql", batch)
        resolved = wh.run(conn, "upserts/resolve_quarantine.sql", batch)
        weeks = wh.query(conn, "upserts/touched_weeks.sql", batch)[0]["touched_weeks"]
    return LoadReport(
        batch_id=batch["batch_id"],
        inserted=inserted,
        replaced_events=replaced,
        quarantined=quarantined,
        resolved=resolved,
        touched_weeks=tuple(weeks),
        duration_ms=round((time.monotonic() - started) * 1000),
    )


def _batch(verdict: Verdict) -> dict[str, Any]:
    return {
        "batch_id": verdict.batch.batch_id,
        "batch_name": verdict.batch.name,
        "run_id": verdict.batch.run_id,
        "article_count": len(verdict.accepted),
        "event_count": sum(len(r.events) for r in verdict.accepted),
        "quarantined_count": len({q.record_id for q in verdict.quarantined}),
    }


def _stage(conn: wh.Connection, verdict: Verdict) -> None:
    wh.run(conn, "upserts/staging.sql")
    for table, make_rows in _STAGED.items():
        wh.copy_rows(conn, table, (), make_rows(verdict))


def _articles(conn: wh.Connection, batch: dict[str, Any], days: list[Any]) -> dict[str, int]:
    before = wh.query(conn, "upserts/known_articles.sql")[0]["known"]
    wh.run(conn, "upserts/articles.sql")
    after = wh.query(conn, "upserts/known_articles.sql")[0]["known"]
    texts = wh.run(conn, "upserts/new_article_texts.sql", {"days": days})
    wh.run(conn, "upserts/article_texts.sql", batch)
    return {"raw.article": after - before, "raw.article_text": texts}


def _events(conn: wh.Connection, batch: dict[str, Any]) -> dict[str, int]:
    wh.run(conn, "upserts/new_events.sql")
    counts = {"core.event": wh.run(conn, "upserts/events.sql", batch)}
    return counts | {table: wh.run(conn, name) for table, name in _CLAIMS.items()}
