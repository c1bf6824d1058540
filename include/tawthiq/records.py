"""Articles and events as dictionaries: what stage files hold, and the published exchange format.

`article_record` and `event_record` keep everything, evidence and rules included, and read back to
the same objects; `codebook_document` gives the exchange format (JSONL, one document a line).
"""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import Any

from tawthiq.model import (
    Actor,
    Admin1,
    Article,
    Casualty,
    Category,
    Control,
    Count,
    DateBasis,
    DateRange,
    Event,
    EventType,
    Evidence,
    Fate,
    How,
    Item,
    Materiel,
    Method,
    Munition,
    Outcome,
    Part,
    PlaceMention,
    Qualifier,
    Scope,
    Source,
    SourceClass,
    Strike,
)


def codebook_document(doc_id: str, events: list[Event]) -> dict[str, Any]:
    """Return one document in the codebook's exchange format, ready for `json.dumps`."""
    return {"doc_id": doc_id, "events": [_codebook_event(e) for e in events]}


def _codebook_event(event: Event) -> dict[str, Any]:
    return {
        "id": event.id,
        "type": event.type.value,
        "scope": event.scope.value,
        "date": _range_record(event.date),
        "places": [p.name for p in event.places],
        "admin1": [a.value for a in event.admin1],
        "attackers": [a.value for a in event.attackers],
        "targets": [a.value for a in event.targets],
        "methods": [m.value for m in event.methods],
        "source": _source_record(event.source),
        "casualties": [_without_evidence(c) for c in event.casualties],
        "strikes": [_without_evidence(s) for s in event.strikes],
        "materiel": [_without_evidence(m) for m in event.materiel],
        "control": [_without_evidence(c) for c in event.control],
        "evidence": [[e.start, e.end] for e in event.evidence if e.part is Part.TEXT],
    }


def _range_record(days: DateRange | None) -> dict[str, str] | None:
    return {"start": days.start.isoformat(), "end": days.end.isoformat()} if days else None


def _source_record(source: Source | None) -> dict[str, str | None] | None:
    return {"class": source.source_class.value, "name": source.name} if source else None


def _without_evidence(claim: Casualty | Strike | Materiel | Control) -> dict[str, Any]:
    record = asdict(claim)
    del record["evidence"]
    return record


def event_record(event: Event) -> dict[str, Any]:
    """Return the event with everything in it, as stage files keep it."""
    record = asdict(event)
    record["date"] = _range_record(event.date)
    record["source"] = _source_record(event.source)
    return record


def event_from_record(record: dict[str, Any]) -> Event:
    """Build the event that `event_record` wrote.

    Raises:
        KeyError, TypeError, ValueError: the record is not of this form or outside a closed list.
    """
    values = dict(record)
    days, source = values["date"], values["source"]
    values["date"] = days and DateRange(
        start=date.fromisoformat(days["start"]), end=date.fromisoformat(days["end"])
    )
    values["source"] = source and Source(
        source_class=SourceClass(source["class"]), name=source["name"]
    )
    values["type"] = EventType(values["type"])
    values["scope"] = Scope(values["scope"])
    values["date_basis"] = DateBasis(values["date_basis"])
    values["places"] = tuple(
        PlaceMention(name=p["name"], place_id=p["place_id"], admin1=tuple(map(Admin1, p["admin1"])))
        for p in values["places"]
    )
    values["admin1"] = tuple(map(Admin1, values["admin1"]))
    values["attackers"] = tuple(map(Actor, values["attackers"]))
    values["targets"] = tuple(map(Actor, values["targets"]))
    values["methods"] = tuple(map(Method, values["methods"]))
    values["casualties"] = tuple(_casualty(c) for c in values["casualties"])
    values["strikes"] = tuple(
        Strike(
            munition=Munition(s["munition"]),
            count=_count(s["count"]),
            evidence=_evidence(s["evidence"]),
        )
        for s in values["strikes"]
    )
    values["materiel"] = tuple(
        Materiel(
            item=Item(m["item"]),
            fate=Fate(m["fate"]),
            owner=Actor(m["owner"]),
            count=_count(m["count"]),
            evidence=_evidence(m["evidence"]),
        )
        for m in values["materiel"]
    )
    values["control"] = tuple(
        Control(
            place=c["place"],
            gained_by=tuple(map(Actor, c["gained_by"])),
            lost_by=tuple(map(Actor, c["lost_by"])),
            how=How(c["how"]),
            evidence=_evidence(c["evidence"]),
        )
        for c in values["control"]
    )
    values["evidence"] = tuple(e for e in map(_evidence, values["evidence"]) if e)
    return Event(**values)


def _casualty(record: dict[str, Any]) -> Casualty:
    return Casualty(
        id=record["id"],
        outcome=Outcome(record["outcome"]),
        count=_count(record["count"]),
        victim=Actor(record["victim"]),
        category=Category(record["category"]) if record["category"] else None,
        part_of=record["part_of"],
        evidence=_evidence(record["evidence"]),
    )


def _count(record: dict[str, Any]) -> Count:
    return Count(low=record["low"], high=record["high"], qualifier=Qualifier(record["qualifier"]))


def _evidence(record: dict[str, Any] | None) -> Evidence | None:
    if record is None:
        return None
    return Evidence(
        start=record["start"], end=record["end"], rule=record["rule"], part=Part(record["part"])
    )


def article_record(article: Article) -> dict[str, Any]:
    """Return the article as stage files keep it; instants and days as ISO strings."""
    record = asdict(article)
    record["published_on"] = article.published_on and article.published_on.isoformat()
    record["published_at"] = article.published_at and article.published_at.isoformat()
    return record


def article_from_record(record: dict[str, Any]) -> Article:
    """Build an article from a stage file's record or from a line of the corpus format.

    The corpus format (`doc_id, url, outlet, title, published, text`) has `published` in place of
    `published_on`; unknown keys are ignored there, since annotators add their own.

    Raises:
        KeyError, ValueError: a needed field is missing or a day is not ISO 8601.
    """
    values = {f.name: record[f.name] for f in fields(Article) if f.name in record}
    day = record.get("published_on") or (record.get("published") or "")[:10]
    values["published_on"] = date.fromisoformat(day) if day else None
    instant = record.get("published_at")
    values["published_at"] = datetime.fromisoformat(instant).astimezone(UTC) if instant else None
    for needed in ("doc_id", "text"):
        if needed not in values:
            raise KeyError(needed)
    values["title"] = values.get("title") or ""
    values["outlet"] = values.get("outlet") or ""
    return Article(**values)
