"""Reports in the warehouse → incidents with low, best and high: what probably happened, once.

`reconcile` reads every report of one happening, joins those of different articles, and writes the
incidents anew in one transaction; the same reports give the same rows, whatever their order.
Sums over several happenings (scope aggregate) stay out of the incidents.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.reconcile.figures import Figure, Told, figures
from tawthiq.reconcile.matching import Report, cluster, place_key

__all__ = ["ReconcileReport", "reconcile"]

_INCIDENT = (
    "incident_id",
    "event_type",
    "started_on",
    "ended_on",
    "week_on",
    "admin1_code",
    "admin1_codes",
    "place_names",
    "attackers",
    "targets",
    "event_count",
    "article_count",
    "source_count",
    "is_contested",
    "kind",
    "date_basis",
    "methods",
    "claim_count",
    "outlet_count",
    "confidence",
    "first_known_at",
    "last_changed_at",
)
_FIGURE = (
    "incident_id",
    "outcome",
    "victim",
    "category",
    "count_low",
    "count_best",
    "count_high",
    "claim_count",
    "source_count",
    "figure_basis",
    "is_contested",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileReport:
    """How many reports became how many incidents."""

    event_count: int
    incident_count: int
    contested_count: int


def reconcile(conn: wh.Connection) -> ReconcileReport:
    """Join the reports into incidents and write them, in one transaction."""
    with wh.transaction(conn):
        if not wh.query(conn, "reconcile/take_changes.sql"):
            return ReconcileReport(event_count=0, incident_count=0, contested_count=0)
        rows = wh.query(conn, "reconcile/events.sql")
        claims = defaultdict[str, list[dict[str, Any]]](list)
        for claim in wh.query(conn, "reconcile/claims.sql"):
            claims[claim["event_id"]].append(claim)
        origin = _origins(wh.query(conn, "reconcile/copies.sql"))
        by_id = {row["event_id"]: row for row in rows}
        groups = cluster([_report(row, claims[row["event_id"]]) for row in rows])
        incidents = [[by_id[r.event_id] for r in group] for group in groups]
        written = [_incident(members, claims, origin) for members in incidents]
        wh.run(conn, "reconcile/clear.sql")
        wh.copy_rows(conn, "core.incident", _INCIDENT, [row for row, _, _ in written])
        links = [
            (event, row[0], by_id[event]["article_id"], row[0])
            for row, events, _ in written
            for event in events
        ]
        columns = ("event_id", "incident_id", "article_id", "component_id")
        wh.copy_rows(conn, "core.incident_event", columns, links)
        weeks = sorted({row[4] for row, _, _ in written})
        wh.run(conn, "reconcile/touch_weeks.sql", {"weeks": weeks})
        told = [_figure_row(row[0], figure) for row, _, found in written for figure in found]
        wh.copy_rows(conn, "core.incident_figure", _FIGURE, told)
    return ReconcileReport(
        event_count=len(rows),
        incident_count=len(written),
        contested_count=sum(1 for row, _, _ in written if row[13]),
    )


def _origins(pairs: list[dict[str, Any]]) -> dict[str, str]:
    """Return for each copied article the first article of its kind: copies count once."""
    first: dict[str, str] = {}
    for pair in pairs:
        one, other = pair["article_id"], pair["other_article_id"]
        first[other] = first.get(one, one)
    return first


def _report(row: Mapping[str, Any], claims: list[dict[str, Any]]) -> Report:
    deaths = frozenset(
        c["count_low"]
        for c in claims
        if c["outcome"] == "killed" and c["count_low"] and not c["is_part"]
    )
    return Report(
        event_id=row["event_id"],
        article_id=row["article_id"],
        event_type=row["event_type"],
        started_on=row["started_on"],
        ended_on=row["ended_on"],
        admin1=frozenset(row["admin1_codes"]),
        places=frozenset(place_key(name) for name in row["place_names"]),
        attackers=frozenset(row["attackers"]),
        targets=frozenset(row["targets"]),
        deaths=deaths,
    )


_Written = tuple[tuple[Any, ...], list[str], list[Figure]]


def _incident(
    members: list[dict[str, Any]],
    claims: Mapping[str, list[dict[str, Any]]],
    origin: Mapping[str, str],
) -> _Written:
    told = [
        _told(member, claim, origin)
        for member in members
        for claim in claims.get(member["event_id"], [])
    ]
    found = figures(told)
    admin1 = _union(members, "admin1_codes")
    started = min(m["started_on"] for m in members)
    first = members[0]
    key = f"{first['article_id']}/{first['event_number']}"
    row = (
        hashlib.sha256(key.encode()).hexdigest()[:16],
        _commonest([m["event_type"] for m in members]),
        started,
        max(m["ended_on"] for m in members),
        started - timedelta(days=started.weekday()),
        admin1[0] if len(admin1) == 1 else None,
        admin1,
        _union(members, "place_names"),
        _union(members, "attackers"),
        _union(members, "targets"),
        len(members),
        len({m["article_id"] for m in members}),
        len({_source(m, origin) for m in members}),
        any(figure.is_contested for figure in found),
        "incident",
        first["date_basis"],
        _union(members, "methods"),
        len(told),
        len({m["outlet"] for m in members}),
        "fair" if len({_source(m, origin) for m in members}) > 1 else "weak",
        first["now"],
        first["now"],
    )
    return row, [m["event_id"] for m in members], found


def _told(member: Mapping[str, Any], claim: Mapping[str, Any], origin: Mapping[str, str]) -> Told:
    return Told(
        source=_source(member, origin),
        order=(member["published_on"].isoformat(), member["article_id"], claim["claim_id"]),
        outcome=claim["outcome"],
        victim=claim["victim"],
        category=claim["category"],
        is_part=claim["is_part"],
        low=claim["count_low"],
        high=claim["count_high"],
        qualifier=claim["qualifier"],
    )


def _source(member: Mapping[str, Any], origin: Mapping[str, str]) -> str:
    """Return who is behind a report: who it quotes by name, else the outlet; copies are one."""
    if member["source_name"] and member["source_class"] not in ("other", "reporter"):
        return f"{member['source_class']}:{' '.join(place_key(member['source_name']))}"
    first = origin.get(member["article_id"])
    return f"copy:{first}" if first else f"outlet:{member['outlet']}"


def _union(members: list[dict[str, Any]], column: str) -> list[str]:
    return sorted({value for member in members for value in member[column]})


def _commonest(values: list[str]) -> str:
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))


def _figure_row(incident_id: str, f: Figure) -> tuple[Any, ...]:
    return (
        incident_id,
        f.outcome,
        f.victim,
        f.category,
        f.low,
        f.best,
        f.high,
        f.claim_count,
        f.source_count,
        "number",
        f.is_contested,
    )
