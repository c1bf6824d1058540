"""The tables that suites look at: one list of flat rows for each, made from a batch.

Every row carries `row`, its number in the table, by which a failing row is found again, and the
columns that include/expectations names. Columns called `…_fault`, `…_outside` and `twin_of` hold
a sentence for the reviewer, and nothing where all is well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from tawthiq.expectations import plausible_most, plausible_of_kind
from tawthiq.model import Actor, Admin1, Article, Casualty, Event, Method, Scope
from tawthiq.validate import faults
from tawthiq.verdict import Batch, Reading, claim_id, event_id

Row = dict[str, Any]
Table = list[Row]

# Shares of letters are taken from the head: 20,000 characters tell the language of any article.
_HEAD_CHARS = 20_000
_LETTERS = re.compile(r"[^\W\d_]")
_ARABIC = re.compile("[\u0620-\u064a\u0671-\u06d3]")
_MARKUP = re.compile(r"</?[a-z][^<>]{0,200}>|&[a-z]{2,8};", re.IGNORECASE)
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def article_table(batch: Batch) -> Table:
    """Return one row per reading of the batch."""
    times = Counter((r.article.doc_id, r.article.version) for r in batch.readings)
    return [
        {"row": number, **_article_row(r.article, batch.as_of, times)}
        for number, r in enumerate(batch.readings)
    ]


def _article_row(a: Article, as_of: date, times: Mapping[tuple[str, str], int]) -> Row:
    head = a.text[:_HEAD_CHARS]
    letters = len(_LETTERS.findall(head))
    day = a.published_on
    return {
        "article_id": a.doc_id or None,
        "outlet": a.outlet or None,
        "url": a.url or None,
        "title": a.title[:200] or None,
        "title_chars": len(a.title),
        "published_on": day and day.isoformat(),
        "published_year": day and day.year,
        "days_ahead": day and (day - as_of).days,
        "instant_days_off": day and a.published_at and (a.published_at.date() - day).days,
        "published_confidence": a.published_confidence,
        "char_count": len(a.text.strip()),
        "arabic_share": round(len(_ARABIC.findall(head)) / letters, 3) if letters else 0.0,
        "damaged_share": round(a.text.count("\ufffd") / max(len(a.text), 1), 4),
        "unstorable_count": len(_UNSTORABLE.findall(a.title + head)),
        "markup_count": len(_MARKUP.findall(head)),
        "language": a.language,
        "readings_of_version": times[a.doc_id, a.version],
    }


def event_table(readings: Iterable[Reading]) -> Table:
    """Return one row per event of the readings."""
    table: Table = []
    for reading in readings:
        seen: dict[Event, str] = {}
        for event in reading.events:
            row = _event_row(reading.article, event)
            bare = replace(event, id="", evidence=(), rule="")
            row["twin_of"] = seen.get(bare)
            seen.setdefault(bare, event.id)
            table.append({"row": len(table), **row})
    return table


def _event_row(a: Article, e: Event) -> Row:
    day = a.published_on
    is_dated_incident = e.date is not None and e.scope is Scope.INCIDENT
    duration = (e.date.end - e.date.start).days if e.date else None
    after = (e.date.end - day).days if e.date and day else None
    return {
        "event_id": event_id(a, e),
        "article_id": a.doc_id,
        "type": str(e.type),
        "scope": str(e.scope),
        "date_basis": str(e.date_basis),
        "source_class": e.source and str(e.source.source_class),
        "governorates_outside": faults.outside(
            (*e.admin1, *(g for p in e.places for g in p.admin1)), Admin1
        ),
        "sides_outside": faults.outside((*e.attackers, *e.targets), Actor),
        "methods_outside": faults.outside(e.methods, Method),
        "claims_outside": faults.claims_outside(e),
        "figure_fault": faults.other_figures(e),
        "duration_days": duration,
        "incident_days": duration + 1 if is_dated_incident and duration is not None else None,
        "days_after_publication": after,
        "days_before_publication": -after if is_dated_incident and after is not None else None,
        "basis_fault": faults.basis(e),
        "evidence_count": len(e.evidence),
        "evidence_fault": faults.event_spans(a, e),
        "place_fault": faults.place(e),
        "era_fault": faults.era(e),
        "role_fault": faults.roles(e),
        "empty_fault": faults.empty(e),
        "origin_fault": faults.origin(e),
    }


def claim_table(readings: Iterable[Reading]) -> Table:
    """Return one row per casualty claim of the readings."""
    table: Table = []
    for reading in readings:
        claims = {c.id: c for e in reading.events for c in e.casualties}
        for event in reading.events:
            seen: dict[Casualty, str] = {}
            for claim in event.casualties:
                row = _claim_row(reading.article, event, claim, claims)
                bare = replace(claim, id="", evidence=None)
                row["twin_of"] = seen.get(bare)
                seen.setdefault(bare, claim.id)
                table.append({"row": len(table), **row})
    return table


def _claim_row(a: Article, e: Event, c: Casualty, claims: Mapping[str, Casualty]) -> Row:
    figures = [n for n in (c.count.low, c.count.high) if n is not None]
    plausible = plausible_most(str(c.outcome), str(e.scope))
    of_kind = plausible_of_kind(str(c.outcome), str(e.type), str(e.scope))
    is_judged = plausible is None or max(figures, default=0) <= plausible  # else that one speaks
    return {
        "claim_id": claim_id(a, e, c),
        "event_id": event_id(a, e),
        "article_id": a.doc_id,
        "outcome": str(c.outcome),
        "victim": str(c.victim),
        "category": c.category and str(c.category),
        "qualifier": str(c.count.qualifier),
        "count_low": c.count.low,
        "count_high": c.count.high,
        "smallest_bound": min(figures, default=None),
        "figure": max(figures, default=None),
        "plausible_most": plausible,
        "kind_most": of_kind if is_judged else None,
        "bounds_fault": faults.bounds(c.count),
        "year_figure": faults.year(c, a.published_on),
        "total_missing": faults.total_missing(c, claims),
        "total_most": faults.total_most(c, claims),
        "fate_fault": faults.fate(c, claims),
        "evidence_start": c.evidence and c.evidence.start,
        "evidence_fault": c.evidence and faults.span(a, c.evidence),
        "displacement_fault": faults.displacement(c, e),
    }
