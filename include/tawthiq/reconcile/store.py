"""What reconcile reads from the warehouse and writes into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from operator import itemgetter
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.reconcile.figures import Tally
from tawthiq.reconcile.identity import Old
from tawthiq.reconcile.incidents import Incident, Members
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.reports import Reports, encode, told_from
from tawthiq.reconcile.things import Row
from tawthiq.reconcile.words import TellingWords

FACTS = (
    "event_type", "started_on", "ended_on", "week_on", "date_basis", "admin1_code", "admin1_codes",
    "place_names", "place_id", "place_name", "latitude", "longitude", "precision_km",
    "location_basis", "attackers", "targets", "methods", "event_count", "article_count",
    "outlet_count", "source_count", "claim_count", "is_contested", "confidence",
    "kind_bits", "camp_bits", "is_region",
)  # fmt: skip
_FACTS = itemgetter(*FACTS)
_INCIDENT = ("incident_id", "kind", "digest", "first_known_at", "last_changed_at", *FACTS)
_NUMBERS = ("count_low", "count_best", "count_high", "claim_count", "source_count")
_FIGURE = (
    "incident_id", "outcome", "victim", "category", *_NUMBERS, "figure_basis", "is_contested",
)  # fmt: skip
_CONTROL = (
    "place_name", "place_id", "gained_by", "lost_by", "how", "claim_count", "source_count",
    "is_contested",
)  # fmt: skip
_STREAMS = {
    "reports": "reconcile/members.sql",
    "people": "reconcile/members_people.sql",
    "strikes": "reconcile/members_strikes.sql",
    "materiel": "reconcile/members_materiel.sql",
    "control": "reconcile/members_control.sql",
}


@dataclass(frozen=True, slots=True)
class Before:
    """What is kept of an incident of before."""

    digest: str
    first_known_at: datetime
    week_on: date
    started_on: date
    ended_on: date
    admin1_codes: Sequence[str]


@dataclass(frozen=True, slots=True)
class Named:
    """An incident with its name, ready to be written."""

    incident_id: str
    is_sum: bool
    first_event_id: str
    incident: Incident
    digest: str
    first_known_at: datetime


def read_reports(conn: wh.Connection, places: Places, telling: TellingWords) -> Reports:
    """Return the wanted reports as columns."""
    rows = wh.stream(conn, "reconcile/reports.sql", rows_at_once=5000)
    return encode((told_from(row, telling) for row in rows), places)


def read_members(conn: wh.Connection, cluster_count: int) -> Iterator[Members]:
    """Yield the rows of each assigned cluster, by its number; few clusters are held at a time."""
    parts = {
        name: _Numbered(wh.stream(conn, file, rows_at_once=5000)) for name, file in _STREAMS.items()
    }
    for number in range(cluster_count):
        yield Members(**{name: part.take(number) for name, part in parts.items()})


class _Numbered:
    """Rows that come by cluster number, taken cluster by cluster."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next: Row | None = next(rows, None)

    def take(self, number: int) -> list[Row]:
        """Return the rows of a cluster; numbers are asked for in order."""
        taken = []
        while self._next is not None and self._next["cluster_number"] == number:
            taken.append(self._next)
            self._next = next(self._rows, None)
        return taken


def read_old(conn: wh.Connection) -> dict[str, Old]:
    """Return where the reports of changing components were before."""
    return {
        row["event_id"]: Old(row["incident_id"], row["component_id"], row["article_id"])
        for row in wh.stream(conn, "reconcile/old_members.sql", rows_at_once=5000)
    }


def read_before(conn: wh.Connection, incident_ids: Iterable[str]) -> dict[str, Before]:
    """Return what is kept of these incidents of before."""
    params = {"incident_ids": sorted(incident_ids)}
    return {
        row.pop("incident_id"): Before(**row)
        for row in wh.query(conn, "reconcile/old_incidents.sql", params)
    }


def taken_names(conn: wh.Connection, names: Sequence[str]) -> set[str]:
    """Return which of these names, which are hexadecimal, are borne already."""
    # one literal: an expression of a hundred thousand names takes PostgreSQL a second to parse
    rows = wh.query(conn, "reconcile/taken_names.sql", {"names": f"{{{','.join(names)}}}"})
    return {row["incident_id"] for row in rows}


def forget(conn: wh.Connection, incident_ids: Iterable[str]) -> None:
    """Take out incidents with all that belongs to them, but for their history."""
    chosen = sorted(incident_ids)
    if chosen:
        wh.run(conn, "reconcile/forget.sql", {"incident_ids": chosen})


def write(conn: wh.Connection, named: Sequence[Named], now: datetime) -> None:
    """Copy incidents and their figures, strikes, materiel and control into the warehouse."""
    wh.copy_rows(conn, "core.incident", _INCIDENT, (_incident_row(n, now) for n in named))
    one_happening = [n for n in named if not n.is_sum]
    tables: Mapping[str, tuple[Sequence[str], Iterable[tuple[Any, ...]]]] = {
        "core.incident_figure": (_FIGURE, _figure_rows(one_happening)),
        "core.incident_claim": (
            ("incident_id", "claim_id", "source_key", "standing", "counted_victim"),
            ((n.incident_id, *told) for n in named for told in n.incident.standing),
        ),
        "core.incident_strike": (
            ("incident_id", "munition", *_NUMBERS),
            (
                (n.incident_id, munition, *_numbers(total, claims))
                for n in one_happening
                for munition, total, claims in n.incident.strikes
            ),
        ),
        "core.incident_materiel": (
            ("incident_id", "item", "fate", "owner", *_NUMBERS),
            (
                (n.incident_id, *key, *_numbers(total, claims))
                for n in one_happening
                for key, total, claims in n.incident.materiel
            ),
        ),
        "core.incident_control": (
            ("incident_id", "control_number", *_CONTROL),
            (
                (n.incident_id, number, *(row[column] for column in _CONTROL))
                for n in one_happening
                for number, row in enumerate(n.incident.control, 1)
            ),
        ),
    }
    for table, (columns, rows) in tables.items():
        wh.copy_rows(conn, table, columns, rows)


def _incident_row(named: Named, now: datetime) -> tuple[Any, ...]:
    kind = "residual" if named.is_sum else "incident"
    written = (named.incident_id, kind, named.digest, named.first_known_at, now)
    return *written, *_FACTS(named.incident.facts)


def _figure_rows(named: Iterable[Named]) -> Iterator[tuple[Any, ...]]:
    for n in named:
        for f in n.incident.figures:
            numbers = _numbers(f.tally, f.claim_count)
            told = (f.outcome, f.victim, f.category, *numbers, f.tally.basis, f.tally.is_contested)
            yield n.incident_id, *told


def _numbers(total: Tally, claim_count: int) -> tuple[int, int, int, int, int]:
    return total.low, total.best, total.high, claim_count, total.source_count
