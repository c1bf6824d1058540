"""Reports that were joined → one incident: its facts, figures, strikes, materiel and control."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

from tawthiq.model import DateBasis, EventType, Outcome, Scope
from tawthiq.reconcile.candidates import KINDS
from tawthiq.reconcile.figures import Claim, Figure, Standing, Tally, figures, read_count
from tawthiq.reconcile.places import Places, Site
from tawthiq.reconcile.same_people import with_their_side
from tawthiq.reconcile.scoring import CAMPS
from tawthiq.reconcile.sources import PARTIES, source_key
from tawthiq.reconcile.things import Row, commonest, control, counted, union
from tawthiq.reconcile.unsided import without_the_sided

_SUREST = (DateBasis.STATED, DateBasis.CARRIED, DateBasis.PUBLISHED)
#: ACLED's strategic developments, of which it counts no dead either.
_WITHOUT_VIOLENCE = frozenset(
    {EventType.AGREEMENT, EventType.TERRITORY_TRANSFER, EventType.DISPLACEMENT}
)
#: Of so many reports one that gives another first day is mistaken.
STRAY = 10
_KIND_BITS = {str(name): sum(1 << kind for kind in kinds) for name, kinds in KINDS.items()}


@dataclass(frozen=True, slots=True)
class Members:
    """The rows of a cluster's reports, and of what they claim, in the order of their ids."""

    reports: Sequence[Row]
    people: Sequence[Row]
    strikes: Sequence[Row]
    materiel: Sequence[Row]
    control: Sequence[Row]


@dataclass(frozen=True, slots=True)
class Incident:
    """An incident as derived from its reports alone; columns are those of the warehouse."""

    facts: Row
    is_sum: bool  # over several happenings
    figures: Sequence[Figure]
    standing: Sequence[tuple[str, str, Standing, str]]  # claim, source, what became of it, side
    strikes: Sequence[tuple[str, Tally, int]]  # munition, number, claims
    materiel: Sequence[tuple[tuple[str, str, str], Tally, int]]  # item, fate, owner
    control: Sequence[Row]
    place_ids: Sequence[str]  # all that a report names; an unresolved name by itself

    def digest(self) -> str:
        """Return a hash over everything, by which a change is found."""
        figures = [
            (f.outcome, f.victim, f.category, f.claim_count, *_told(f.tally)) for f in self.figures
        ]
        told = (
            self.facts,  # made in one order of columns always
            self.is_sum,
            figures,
            [(claim, source, str(what), side) for claim, source, what, side in self.standing],
            [(munition, claims, *_told(total)) for munition, total, claims in self.strikes],
            [(key, claims, *_told(total)) for key, total, claims in self.materiel],
            self.control,
            self.place_ids,
        )
        return hashlib.sha256(repr(told).encode()).hexdigest()[:32]


def _told(total: Tally) -> tuple[int, int, int, int, str, bool]:
    """Return a tally as plain values, which are written down fast and always alike."""
    return (
        total.low,
        total.best,
        total.high,
        total.source_count,
        str(total.basis),
        total.is_contested,
    )


def derive(members: Members, copied_from: Mapping[str, str], places: Places) -> Incident:
    """Return the incident of a cluster; the same members give the same incident."""
    reports = members.reports
    sources = {
        r["event_id"]: source_key(
            r["source_class"], r["source_name"], r["outlet"], copied_from.get(r["article_id"])
        )
        for r in reports
    }
    by_id = {r["event_id"]: r for r in reports}
    claims = [_claim(row, by_id[row["event_id"]], sources) for row in members.people]
    retold = _retold(members.people, reports)
    told = with_their_side([c for c in claims if c.claim_id not in retold] if retold else claims)
    found, standing = figures(told)
    found = without_the_sided(found, told, standing)
    is_contested = any(f.tally.is_contested for f in found) or _attackers_contradict(reports)
    place_ids = _place_ids(reports)
    event_type = commonest([r["event_type"] for r in reports])
    attackers = union(reports, "attackers")
    source_count = len(set(sources.values()))
    facts = {
        **_when(reports),
        **_where(reports, places),
        "event_type": event_type,
        "kind_bits": _KIND_BITS[event_type],
        "camp_bits": _camps(tuple(attackers)),
        "is_region": _is_region(reports, place_ids, places),
        "attackers": attackers,
        "targets": union(reports, "targets"),
        "methods": union(reports, "methods"),
        "event_count": len(reports),
        "article_count": len({r["article_id"] for r in reports}),
        "outlet_count": len({r["outlet"] for r in reports}),
        "source_count": source_count,
        "claim_count": len(claims),
        "is_contested": is_contested,
        "confidence": _confidence(reports, source_count, is_contested),
    }
    return Incident(
        facts=facts,
        is_sum=reports[0]["scope"] == Scope.AGGREGATE,
        figures=found,
        standing=[
            *((c.claim_id, c.source, standing[c.claim_id], c.victim) for c in told),
            *_not_counted(c for c in claims if c.claim_id in retold),
        ],
        strikes=counted(members.strikes, sources, lambda row: row["munition"]),
        materiel=counted(
            members.materiel, sources, lambda row: (row["item"], row["fate"], row["owner"])
        ),
        control=control(members.control, sources),
        place_ids=place_ids,
    )


def _claim(row: Row, report: Row, sources: Mapping[str, str]) -> Claim:
    return Claim(
        claim_id=row["claim_id"],
        source=sources[row["event_id"]],
        is_party=report["source_class"] in PARTIES,
        order=(report["published"], report["article_id"]),
        outcome=row["outcome"],
        victim=row["victim"],
        category=row["category"],
        part_of=row["part_of_claim_id"],
        count=read_count(row["count_low"], row["count_high"], row["qualifier"]),
    )


def _retold(people: Sequence[Row], reports: Sequence[Row]) -> set[str]:
    """Return the claims of dead in reports of what kills nobody: another happening's dead."""
    peaceful = {
        r["event_id"]
        for r in reports
        if r["event_type"] in _WITHOUT_VIOLENCE and r["scope"] == Scope.INCIDENT
    }
    if not peaceful:
        return peaceful
    killed = (row for row in people if row["outcome"] == Outcome.KILLED)
    return {row["claim_id"] for row in killed if row["event_id"] in peaceful}


def _not_counted(claims: Iterable[Claim]) -> Iterator[tuple[str, str, Standing, str]]:
    return ((c.claim_id, c.source, Standing.NOT_COUNTED, c.victim) for c in claims)


def _when(reports: Sequence[Row]) -> Row:
    """Return the days: those of the reports that state them, else of the earliest published.

    A sum runs over the days of all its reports. Of a happening told by many, first days that one
    report gives for ten that give the commonest are strays.
    """
    basis = min([r["date_basis"] for r in reports], key=_SUREST.index)
    is_sum = reports[0]["scope"] == Scope.AGGREGATE
    surest = reports if is_sum else [r for r in reports if r["date_basis"] == basis]
    if not is_sum and len(surest) > STRAY:
        times = Counter(r["started_on"] for r in surest)
        surest = [r for r in surest if STRAY * times[r["started_on"]] > max(times.values())]
    started = min([r["started_on"] for r in surest])
    ends = [r["ended_on"] for r in surest]
    ended = min(ends) if basis == DateBasis.PUBLISHED else max(ends)
    week = monday(started + (ended - started) // 2 if is_sum else started)
    return {"started_on": started, "ended_on": ended, "week_on": week, "date_basis": basis}


def monday(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def _where(reports: Sequence[Row], places: Places) -> Row:
    admin1 = union(reports, "admin1_codes")
    place_id, name = _place_that_stands(reports, places)
    site, basis = places.locate(place_id), "place"
    if site is None and len(admin1) == 1:
        site, basis = places.locate_governorate(admin1[0]), "governorate"
    return {
        "admin1_code": admin1[0] if len(admin1) == 1 else None,
        "admin1_codes": admin1,
        "place_names": union(reports, "place_names"),
        "place_id": place_id,
        "place_name": name,
        **_coordinates(site, basis),
    }


def _coordinates(site: Site | None, basis: str) -> Row:
    return {
        "latitude": site and site.latitude,
        "longitude": site and site.longitude,
        "precision_km": site and site.precision_km,
        "location_basis": basis if site else None,
    }


def _place_that_stands(reports: Sequence[Row], places: Places) -> tuple[str | None, str | None]:
    """Return id and name of the place that most reports name, the more exact among equals."""
    told = [
        place for r in reports for place in set(zip(r["place_ids"], r["place_names"], strict=True))
    ]
    if len(set(told)) < 2:  # none or one to choose from
        return told[0] if told else (None, None)
    times = Counter(told)

    def rank(place: tuple[str | None, str]) -> tuple[bool, int, float, str]:
        site = places.locate(place[0])
        return (
            site is None,
            -times[place],
            site.precision_km if site else 0.0,
            f"{place[1]} {place[0]}",
        )

    return min(times, key=rank)


def _confidence(reports: Sequence[Row], source_count: int, is_contested: bool) -> str:
    """Return Airwars' grade: who answers for it, who disputes it, how many tell it."""
    attackers = {side for r in reports for side in r["attackers"]}
    if any(PARTIES.get(r["source_class"]) in attackers for r in reports):
        return "confirmed"
    if is_contested:
        return "contested"
    return "fair" if source_count > 1 else "weak"


def _attackers_contradict(reports: Sequence[Row]) -> bool:
    """Return whether one report names only attackers of one camp and another only of another."""
    camps = {_camps(tuple(r["attackers"])) for r in reports} - {0}
    return any(not one & other for one in camps for other in camps)


@lru_cache(maxsize=10_000)
def _camps(sides: tuple[str, ...]) -> int:
    """Return the camps of these sides as bits; none for unknown and civilians."""
    named = set(sides)
    return sum(1 << number for number, camp in enumerate(CAMPS) if named & set(camp))


def _is_region(reports: Sequence[Row], place_ids: Sequence[str], places: Places) -> bool:
    """Return whether one happening is told for a region or governorate as a whole."""
    is_wide = all(map(places.is_area, place_ids)) and reports[0]["scope"] == Scope.INCIDENT
    return is_wide and any(r["admin1_codes"] for r in reports)


def _place_ids(reports: Sequence[Row]) -> list[str]:
    """Return the ids of all places that a report names; an unresolved one by its name."""
    return sorted(
        {
            place_id or f"name:{name}"
            for r in reports
            for place_id, name in zip(r["place_ids"], r["place_names"], strict=True)
        }
    )
