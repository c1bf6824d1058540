"""One site out of the records that mean it: near one another, and alike in name.

Populated places of COD-AB carry P-codes and the governorate, records of GeoNames carry Arabic
names; a site has both where the two meet.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

from tawthiq.atlas.formats import Record
from tawthiq.atlas.names import alike_consonants, consonants
from tawthiq.model import Admin1

T = TypeVar("T")

#: Kilometres within which a name that is alike means the same village. Of COD-AB's populated places
#: 78 % have an Arabic-named record of GeoNames within one kilometre; villages of one name lie
#: farther apart than three.
NEAR_KM = 3.0
#: From a place whose file names no governorate to the nearest one whose file does.
_NEIGHBOUR_KM = 10.0
_KM_PER_DEGREE = 111.2
_CELL = 0.05  # degrees, wider than NEAR_KM at Syria's latitudes


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place as the public files together have it."""

    arabic: tuple[str, ...]
    latin: tuple[str, ...]
    admin1: Admin1 | None
    kind: str
    lat: float
    lon: float
    pcode: str
    weight: int
    records: tuple[Record, ...]


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the distance between two points; flat, which is right to a metre at this range."""
    north = (lat - other_lat) * _KM_PER_DEGREE
    east = (lon - other_lon) * _KM_PER_DEGREE * math.cos(math.radians(lat))
    return math.hypot(north, east)


class Grid(Generic[T]):
    """Things by where they lie, for the nearest ones of a point."""

    def __init__(self) -> None:
        self._cells: defaultdict[tuple[int, int], list[tuple[float, float, T]]] = defaultdict(list)

    def add(self, lat: float, lon: float, thing: T) -> None:
        """Put a thing at a point."""
        self._cells[int(lat / _CELL), int(lon / _CELL)].append((lat, lon, thing))

    def near(self, lat: float, lon: float, within_km: float) -> list[tuple[float, T]]:
        """Return the things within a distance, nearest first, each with its distance."""
        reach = math.ceil(within_km / (_CELL * _KM_PER_DEGREE * math.cos(math.radians(lat))))
        row, column = int(lat / _CELL), int(lon / _CELL)
        found = [
            (away, thing)
            for y in range(row - reach, row + reach + 1)
            for x in range(column - reach, column + reach + 1)
            for at_lat, at_lon, thing in self._cells.get((y, x), ())
            if (away := kilometres(lat, lon, at_lat, at_lon)) <= within_km
        ]
        return sorted(found, key=lambda one: one[0])


def join(records: Iterable[Record]) -> tuple[list[Site], list[Record]]:
    """Return the sites, and the records that have no place: no coordinates and no seat."""
    records = list(records)
    placed = [r for r in records if r.lat is not None]
    mates = _mates(placed)
    groups = [
        [r, *(m for m in [mates.get(r.record_id)] if m)]
        for r in placed
        if r.source == "ocha" or r.record_id not in mates
    ]
    lost = _give_seats(groups, [r for r in records if r.lat is None])
    known: Grid[Admin1] = Grid()
    for record in placed:
        if record.source == "ocha" and record.admin1:
            known.add(*_point(record), record.admin1)
    return [_site(group, known) for group in groups], lost


def _point(record: Record) -> tuple[float, float]:
    if record.lat is None or record.lon is None:
        raise ValueError(f"{record.where}: no coordinates")
    return record.lat, record.lon


def _mates(placed: list[Record]) -> dict[str, Record]:
    """Pair records of GeoNames with those of OCHA one to one, the most alike and nearest first.

    The pairs stand under the ids of both.
    """
    grid: Grid[Record] = Grid()
    for record in placed:
        if record.source == "geonames":
            grid.add(*_point(record), record)
    sounds = {r.record_id: {consonants(n) for n in (*r.arabic, *r.latin)} for r in placed}
    pairs = [
        (unlike, away, record.record_id, other.record_id, record, other)
        for record in placed
        if record.source == "ocha"
        for away, other in grid.near(*_point(record), NEAR_KM)
        if (unlike := _unlikeness(sounds[record.record_id], sounds[other.record_id])) is not None
    ]
    mates: dict[str, Record] = {}
    for *_, record, other in sorted(pairs, key=lambda pair: pair[:4]):
        if record.record_id not in mates and other.record_id not in mates:
            mates[record.record_id], mates[other.record_id] = other, record
    return mates


def _unlikeness(first: set[str], second: set[str]) -> int | None:
    """Return 0 for equal consonants, 1 for alike ones, `None` for other names."""
    if (first & second) - {""}:
        return 0
    return 1 if any(alike_consonants(a, b) for a in first for b in second) else None


def _give_seats(groups: list[list[Record]], areas: list[Record]) -> list[Record]:
    """Add each area to the site that is its seat; return the areas that have none."""
    within: defaultdict[str, list[list[Record]]] = defaultdict(list)
    for group in groups:
        within[group[0].area].append(group)
    lost = []
    for area in areas:
        seats = [g for g in within[area.pcode] if set(area.latin) & set(g[0].latin)] or [
            g
            for g in within[area.pcode]
            if alike_consonants(consonants(area.latin[0]), consonants(g[0].latin[0]))
        ]
        if seats:
            seats[0].append(area)
        else:
            lost.append(area)
    return lost


def _site(group: list[Record], known: Grid[Admin1]) -> Site:
    first = group[0]
    lat, lon = _point(first)
    admin1 = next((r.admin1 for r in group if r.source == "ocha" and r.admin1), None)
    if admin1 is None:
        around = known.near(lat, lon, _NEIGHBOUR_KM)
        admin1 = first.admin1 or (around[0][1] if around else None)
    names = _official_first(group)
    return Site(
        arabic=names,
        latin=tuple(dict.fromkeys(n for r in group for n in r.latin)),
        admin1=admin1,
        kind="town" if any(r.kind == "town" for r in group) else first.kind,
        lat=lat,
        lon=lon,
        pcode=next((r.pcode for r in group if r.pcode), ""),
        weight=max(r.weight for r in group),
        records=tuple(group),
    )


def _official_first(group: list[Record]) -> tuple[str, ...]:
    """Order Arabic names: those that sound as the main romanisation first, OCHA's before others."""
    sound = {consonants(r.latin[0]) for r in group if r.latin}
    names = dict.fromkeys(n for r in reversed(group) for n in r.arabic)
    return tuple(sorted(names, key=lambda n: consonants(n) not in sound))
