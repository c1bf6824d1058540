"""Reports put straight into a warehouse, without articles to read: for benchmarks and tests."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from tawthiq import warehouse as wh

BATCH_ID = "0" * 32
#: batch, rows held at a time
_AT_ONCE = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim about people; `part_of` names another claim of the article by its key."""

    key: str
    outcome: str
    victim: str
    category: str | None = None
    low: int | None = None
    high: int | None = None
    qualifier: str = "exact"
    part_of: str | None = None  # event key / claim key


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """An event as one article tells it."""

    article: str
    key: str = "e1"
    outlet: str = "a"
    published_on: date
    published_at: datetime | None = None
    type: str = "air_strike"
    scope: str = "incident"
    started_on: date | None = None
    ended_on: date | None = None
    date_basis: str = "stated"
    admin1: Sequence[str] = ("SY-RD",)
    places: Sequence[tuple[str, str | None]] = ()
    attackers: Sequence[str] = ()
    targets: Sequence[str] = ()
    methods: Sequence[str] = ()
    source_class: str | None = None
    source_name: str | None = None
    extractor: str = "1"
    words: str = ""
    claims: Sequence[Claim] = ()
    strikes: Sequence[tuple[str, int]] = ()
    materiel: Sequence[tuple[str, str, str, int]] = ()
    control: Sequence[tuple[str, Sequence[str], Sequence[str], str]] = field(default=())

    @property
    def event_id(self) -> str:
        """Identity in core.event."""
        return f"{self.article}/{self.version}/{self.key}"

    @property
    def version(self) -> str:
        """One version an article."""
        return "v1"


def fill(conn: wh.Connection, reports: Iterable[Report]) -> int:
    """Insert reports with their articles, in one transaction; return how many claims came in."""
    claims = 0
    with wh.transaction(conn):
        wh.execute(
            conn,
            "INSERT INTO ops.batch (batch_id, batch_name, article_count, event_count, "
            "quarantined_count, touched_weeks) VALUES (%(id)s, 'stock', 0, 0, 0, '{}') "
            "ON CONFLICT DO NOTHING",
            {"id": BATCH_ID},
        )
        rest = iter(reports)
        while some := list(islice(rest, _AT_ONCE)):
            _copy(conn, some)
            claims += sum(len(r.claims) for r in some)
    return claims


def _copy(conn: wh.Connection, some: Sequence[Report]) -> None:
    days = sorted({r.published_on for r in some})
    wh.run(conn, "upserts/partitions.sql", {"days": days})
    known = {
        row["article_id"]
        for row in wh.execute(
            conn,
            "SELECT article_id FROM raw.article WHERE article_id = ANY(%(ids)s)",
            {"ids": sorted({r.article for r in some})},
        )
    }
    articles = list({r.article: r for r in some if r.article not in known}.values())
    for table, columns, rows in (
        ("raw.article", _ARTICLE, map(_article, articles)),
        ("raw.article_text", _TEXT, map(_text, articles)),
        ("core.event", _EVENT, (_event(number, r) for number, r in enumerate(some, 1))),
        ("core.event_place", _PLACE, (row for r in some for row in _places(r))),
        ("core.casualty", _CASUALTY, (row for r in some for row in _casualties(r))),
        ("core.strike", _STRIKE, (row for r in some for row in _strikes(r))),
        ("core.materiel", _MATERIEL, (row for r in some for row in _losses(r))),
        ("core.control", _CONTROL, (row for r in some for row in _gains(r))),
    ):
        wh.copy_rows(conn, table, columns, rows)


_ARTICLE = (
    "article_id", "outlet", "current_version", "current_published_on", "first_seen_at",
    "last_seen_at",
)  # fmt: skip
_TEXT = (
    "article_id", "version", "published_on", "published_at", "language", "title", "body",
    "first_seen_at", "last_seen_at",
)  # fmt: skip
_EVENT = (
    "event_id", "article_id", "version", "event_key", "event_number", "event_type", "scope",
    "started_on", "ended_on", "date_basis", "published_on", "admin1_codes", "attackers", "targets",
    "methods", "source_class", "source_name", "rule", "extractor_version", "evidence", "record",
    "digest", "batch_id",
)  # fmt: skip
_PLACE = ("event_id", "place_number", "name", "place_id", "admin1_codes")
_CASUALTY = (
    "claim_id", "event_id", "claim_key", "outcome", "victim", "category", "count_low", "count_high",
    "qualifier", "part_of_claim_id",
)  # fmt: skip
_STRIKE = ("strike_id", "event_id", "munition", "count_low", "count_high", "qualifier")
_MATERIEL = (
    "materiel_id", "event_id", "item", "fate", "owner", "count_low", "count_high", "qualifier",
)  # fmt: skip
_CONTROL = ("control_id", "event_id", "place_name", "place_id", "gained_by", "lost_by", "how")


def _article(r: Report) -> tuple[Any, ...]:
    seen = r.published_at or datetime.combine(r.published_on, time(), UTC)
    return r.article, r.outlet, r.version, r.published_on, seen, seen


def _text(r: Report) -> tuple[Any, ...]:
    seen = r.published_at or datetime.combine(r.published_on, time(), UTC)
    return r.article, r.version, r.published_on, r.published_at, "ar", "", "", seen, seen


def _event(number: int, r: Report) -> tuple[Any, ...]:
    started = r.started_on or r.published_on
    evidence = f'[{{"part": "text", "start": 0, "end": 1, "rule": "r", "quote": "{r.words}"}}]'
    return (
        r.event_id, r.article, r.version, r.key, number, r.type, r.scope, started,
        r.ended_on or started, r.date_basis, r.published_on, list(r.admin1), list(r.attackers),
        list(r.targets), list(r.methods), r.source_class, r.source_name, "r", r.extractor,
        evidence, "{}", r.event_id, BATCH_ID,
    )  # fmt: skip


def _places(r: Report) -> list[tuple[Any, ...]]:
    return [
        (r.event_id, number, name, place_id, list(r.admin1))
        for number, (name, place_id) in enumerate(r.places, 1)
    ]


def _casualties(r: Report) -> list[tuple[Any, ...]]:
    root = f"{r.article}/{r.version}"
    return [
        (
            f"{r.event_id}/{c.key}", r.event_id, c.key, c.outcome, c.victim, c.category, c.low,
            c.high, c.qualifier, f"{root}/{c.part_of}" if c.part_of else None,
        )
        for c in r.claims
    ]  # fmt: skip


def _strikes(r: Report) -> list[tuple[Any, ...]]:
    return [
        (f"{r.event_id}/s{n}", r.event_id, munition, count, count, "exact")
        for n, (munition, count) in enumerate(r.strikes, 1)
    ]


def _losses(r: Report) -> list[tuple[Any, ...]]:
    return [
        (f"{r.event_id}/m{n}", r.event_id, item, fate, owner, count, count, "exact")
        for n, (item, fate, owner, count) in enumerate(r.materiel, 1)
    ]


def _gains(r: Report) -> list[tuple[Any, ...]]:
    ids = dict(r.places)
    return [
        (f"{r.event_id}/k{n}", r.event_id, place, ids.get(place), list(by), list(of), how)
        for n, (place, by, of, how) in enumerate(r.control, 1)
    ]
