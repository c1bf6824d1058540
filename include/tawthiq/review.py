"""Decisions on quarantined records, carried out: let pass, keep out, read again.

    release → validate with the releases → load         reject → nothing is loaded
    retry   → extract again → validate → load, which resolves what now passes

Each leaves a line with name and reason in the audit, and a run in ops.run. A release that could not
be loaded may be repeated: what was decided stays decided.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import Any

from tawthiq import quarantine, steps
from tawthiq import warehouse as wh
from tawthiq.model import Article
from tawthiq.quarantine import Decision, QuarantineError
from tawthiq.settings import Settings
from tawthiq.store import open_store
from tawthiq.verdict import Batch, Grain, LoadReport, Reading

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Retried:
    """What became of the records that were read again."""

    resolved: tuple[str, ...]  # quarantine ids that now pass
    held: tuple[str, ...]  # still fail
    unread: tuple[str, ...]  # files that are not ours to read again: their backfill is


def release(settings: Settings, ids: Collection[str], decision: Decision) -> LoadReport:
    """Let records pass in spite of what they failed: judge their articles anew and load them.

    Raises:
        QuarantineError: an id is unknown, or a record is not whole here; nothing was decided.
        BatchStoppedError: a critical expectation fails; the release stands, nothing was loaded.
    """
    with _run(settings, "release") as run_id, steps.warehouse(settings) as connection:
        quarantine.release(connection, ids, decision)
        batch = replace(quarantine.released_batch(connection, ids, run_id, _today()), run_id=run_id)
        return _judge_and_load(connection, settings, batch)


def reject(settings: Settings, ids: Collection[str], decision: Decision) -> list[str]:
    """Keep records out for good; return the quarantine ids decided now."""
    with steps.warehouse(settings) as connection:
        return quarantine.reject(connection, ids, decision)


def retry(settings: Settings, ids: Collection[str], decision: Decision) -> Retried:
    """Read records again with the reader, lexicon and grammar of today, and load what passes.

    Records and articles of a night are read again from its WARC files, the night as a whole, which
    changes nothing that was sound. Others are extracted again from the words that are kept.

    Raises:
        QuarantineError: an id is unknown.
    """
    with _run(settings, "retry") as run_id, steps.warehouse(settings) as connection:
        rows = quarantine.show(connection, ids)
        articles = quarantine.held_articles(connection, ids, decision)
        nights = {row["batch_name"] for row in rows if _is_read_again(settings, row)}
        for night in sorted(nights):
            _night_again(settings, night, run_id)
        others = {r["article_id"] for r in rows if r["batch_name"] not in nights}
        left = [article for article in articles if article.doc_id in others]
        if left:
            batch = Batch(name=run_id, readings=_extracted(left), as_of=_today(), run_id=run_id)
            _judge_and_load(connection, settings, batch)
        _resolve_records(connection, settings, nights, rows)
        still = quarantine.show(connection, ids)
    return Retried(
        resolved=tuple(r["quarantine_id"] for r in still if r["status"] == "resolved"),
        held=tuple(r["quarantine_id"] for r in still if r["status"] == "held"),
        unread=tuple(
            sorted({r["read_from"] for r in _unreadable(rows) if r["batch_name"] not in nights})
        ),
    )


def _unreadable(rows: Sequence[Row]) -> list[Row]:
    return [row for row in rows if row["grain"] == Grain.RECORD]


def _is_read_again(settings: Settings, row: Row) -> bool:
    """Tell whether the row is of a night whose pages are still there."""
    kind, _, day = row["batch_name"].partition("/")
    if kind != "nightly" or row["grain"] not in (Grain.RECORD, Grain.ARTICLE):
        return False
    store = open_store(settings.store_url)
    return any(store.exists("fetch", f"{s}/{day}", steps.WARC) for s in steps.all_sources())


def _night_again(settings: Settings, night: str, run_id: str) -> None:
    day = date.fromisoformat(night.partition("/")[2])
    steps.read_night(settings, day, steps.all_sources())
    steps.extract_batch(settings, night)
    steps.validate_batch(settings, night, run_id=run_id)
    steps.load_batch(settings, night, run_id=run_id)


def _extracted(articles: Sequence[Article]) -> tuple[Reading, ...]:
    from tawthiq.extract import extract, load_language

    language = load_language()
    return tuple(Reading(article=a, events=tuple(extract(a, language))) for a in articles)


def _resolve_records(
    connection: wh.Connection, settings: Settings, nights: Collection[str], rows: Sequence[Row]
) -> None:
    """Mark the records as resolved that the reader no longer refuses."""
    store = open_store(settings.store_url)
    refused = {r["record_id"] for night in nights for r in store.read_lines("rejected", night)}
    passing = [
        row["quarantine_id"]
        for row in _unreadable(rows)
        if row["batch_name"] in nights and row["record_id"] not in refused
    ]
    quarantine.resolve(connection, passing, "the reader takes it now")


def _judge_and_load(connection: wh.Connection, settings: Settings, batch: Batch) -> LoadReport:
    """Judge a batch with the releases that concern it, load it and reconcile."""
    from tawthiq.load import load
    from tawthiq.validate import validate

    released = quarantine.released_ids(connection, [r.article.doc_id for r in batch.readings])
    verdict = validate(batch, released=released, docs=settings.reports, kept=settings.kept_runs)
    report = load(connection, verdict)
    steps.reconcile_new(settings)
    return report


def _today() -> date:
    return datetime.now(UTC).date()


@contextmanager
def _run(settings: Settings, kind: str) -> Iterator[str]:
    """Enter a run into the ledger, and close it with what became of it."""
    run_id = f"{kind}/{datetime.now(UTC):%Y%m%dT%H%M%S.%fZ}"
    steps.begin_run(settings, run_id, kind, None)
    try:
        yield run_id
    except Exception as error:
        steps.end_run(settings, run_id, f"{type(error).__name__}: {error}")
        raise
    steps.end_run(settings, run_id)


# ---- as Airflow asks and answers


def proposal(settings: Settings, action: str, ids: Sequence[str], reason: str) -> str:
    """Return in Markdown what is proposed, with the records and what they failed.

    Raises:
        QuarantineError: no id or no reason is given, or an id is unknown.
    """
    if not ids or not reason.strip():
        raise QuarantineError("name the records in `ids` and say why in `reason`")
    with steps.warehouse(settings) as connection:
        rows = quarantine.show(connection, ids)
    lines = [f"**{action}**: {_plain(reason)}", ""]
    for row in rows:
        what = _plain(f"{row['grain']} {row['record_id']}, {row['outlet'] or 'no outlet'}")
        found = _plain(f"{row['reason']} Found: {row['detail']}")
        lines.append(f"- `{row['quarantine_id']}` {what}. {found}")
    return "\n".join(lines)


def _plain(text: str) -> str:
    """Return words that Markdown, HTML and Jinja take for nothing but words, 300 at most."""
    return re.sub(r"[^\w\s.,:;/()%+-]", " ", text)[:300]


def carry_out(
    settings: Settings, action: str, ids: Sequence[str], *, actor_name: str, remark: str
) -> list[str]:
    """Do what was approved, in the approver's name; return the quarantine ids decided now.

    Raises:
        QuarantineError: nobody is named, no reason is given, or it cannot be done.
        KeyError: the action is none of release, reject, retry.
    """
    decision = Decision(actor_name=actor_name, remark=remark)
    if action == "retry":
        return list(retry(settings, ids, decision).resolved)
    if action == "reject":
        return reject(settings, ids, decision)
    if action != "release":
        raise KeyError(action)
    release(settings, ids, decision)
    return sorted(ids)
