"""Accepted readings and quarantined records as rows of the staging tables, one at a time."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from typing import Any

from tawthiq.copy_format import json_text
from tawthiq.model import Article, Casualty, Count, Event, Evidence, Part
from tawthiq.records import event_record
from tawthiq.verdict import Batch, Reading, Verdict, claim_id, event_id

Row = tuple[Any, ...]


def seen_at(batch: Batch, reading: int, article: Article) -> datetime:
    """Return when the article was seen; a batch's second reading of it (1) counts as later.

    Archives do not tell when they were made: an article of an archive counts as seen when it was
    published, so that loading archives in another order gives the same current versions.
    """
    instant = batch.seen_at or article.published_at
    if instant is None:
        if article.published_on is None:
            raise ValueError(f"article {article.doc_id} has no day; it belongs in quarantine")
        instant = datetime.combine(article.published_on, time(), UTC)
    return instant + timedelta(microseconds=reading)


def article_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_article."""
    readings = Counter[str]()
    for reading in verdict.accepted:
        a = reading.article
        yield (
            a.doc_id, a.version, a.outlet, a.source_id, a.url, a.published_on, a.published_at,
            a.published_raw, a.published_zone, a.published_basis, a.published_confidence,
            a.author, a.language, a.title, a.text, a.text_basis, a.seen_in,
            seen_at(verdict.batch, readings[a.doc_id], a),
        )  # fmt: skip
        readings[a.doc_id] += 1


def _pairs(readings: Iterable[Reading]) -> Iterator[tuple[Article, Event]]:
    for reading in readings:
        for event in reading.events:
            yield reading.article, event


def _quoted(article: Article, evidence: Evidence | None) -> Row:
    """Return part, start, end, quote and rule; five times `None` without evidence."""
    if evidence is None:
        return (None,) * 5
    return (
        evidence.part,
        evidence.start,
        evidence.end,
        quote(article, evidence),
        evidence.rule,
    )


def quote(article: Article, evidence: Evidence) -> str:
    """Return the words that a span stands for."""
    words = article.title if evidence.part is Part.TITLE else article.text
    return words[evidence.start : evidence.end]


def _count(count: Count) -> Row:
    return (count.low, count.high, count.qualifier)


def _accepted(verdict: Verdict, article: Article, event: Event) -> list[Casualty]:
    return [c for c in event.casualties if claim_id(article, event, c) not in verdict.withheld]


def event_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_event."""
    for reading in verdict.accepted:
        for number, event in enumerate(reading.events, 1):
            yield _event_row(verdict, reading.article, number, event)


def _event_row(verdict: Verdict, article: Article, number: int, event: Event) -> Row:
    record = event_record(event)
    claims = sorted(c.id for c in _accepted(verdict, article, event))
    digest = hashlib.sha256((json_text(record) + "\x1f" + "\x1f".join(claims)).encode()).hexdigest()
    start = event.date.start if event.date else article.published_on
    end = event.date.end if event.date else article.published_on
    evidence = [
        {"part": e.part, "start": e.start, "end": e.end, "rule": e.rule, "quote": quote(article, e)}
        for e in event.evidence
    ]
    return (
        event_id(article, event), article.doc_id, article.version, event.id, number, event.type,
        event.scope, start, end, event.date_basis, article.published_on, event.admin1,
        event.attackers, event.targets, event.methods,
        event.source and event.source.source_class, event.source and event.source.name,
        event.rule, event.extractor_version, json_text(evidence), json_text(record),
        digest[:32], claims,
    )  # fmt: skip


def place_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_event_place."""
    for article, event in _pairs(verdict.accepted):
        for number, place in enumerate(event.places, 1):
            yield event_id(article, event), number, place.name, place.place_id, place.admin1


def casualty_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_casualty; a part names its total by the total's claim_id."""
    for reading in verdict.accepted:
        article = reading.article
        ids = {c.id: claim_id(article, e, c) for e in reading.events for c in e.casualties}
        for event in reading.events:
            for claim in _accepted(verdict, article, event):
                yield (
                    ids[claim.id], event_id(article, event), claim.id, claim.outcome,
                    claim.victim, claim.category, *_count(claim.count),
                    ids.get(claim.part_of) if claim.part_of else None,
                    *_quoted(article, claim.evidence),
                )  # fmt: skip


def strike_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_strike."""
    for article, event in _pairs(verdict.accepted):
        owner = event_id(article, event)
        for number, strike in enumerate(event.strikes, 1):
            count, words = _count(strike.count), _quoted(article, strike.evidence)
            yield f"{owner}/s{number}", owner, strike.munition, *count, *words


def materiel_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_materiel."""
    for article, event in _pairs(verdict.accepted):
        owner = event_id(article, event)
        for number, loss in enumerate(event.materiel, 1):
            count, words = _count(loss.count), _quoted(article, loss.evidence)
            yield f"{owner}/m{number}", owner, loss.item, loss.fate, loss.owner, *count, *words


def control_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_control; the place's id is that of the event's place so named."""
    for article, event in _pairs(verdict.accepted):
        owner = event_id(article, event)
        known = {place.name: place.place_id for place in event.places}
        for number, change in enumerate(event.control, 1):
            yield (
                f"{owner}/k{number}", owner, change.place, known.get(change.place),
                change.gained_by, change.lost_by, change.how, *_quoted(article, change.evidence),
            )  # fmt: skip


def quarantine_rows(verdict: Verdict) -> Iterator[Row]:
    """Yield the columns of staged_quarantine."""
    for held in verdict.quarantined:
        a = held.article
        yield (
            held.quarantine_id, held.grain, held.record_id, a and a.doc_id, a and a.version,
            a and a.outlet, a and a.url, a and a.published_on, held.suite, held.expectation,
            held.reason, held.detail, json_text(held.record), held.is_record_whole,
            held.read_from or (a and a.seen_in),
        )  # fmt: skip
