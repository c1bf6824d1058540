"""How two places lie to one another: the same, one within the other, near, or apart.

Places become small numbers (codes) and their relations one table, so that millions of pairs of
reports are compared by looking up, not by computing distances.
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

import numpy as np
import numpy.typing as npt

from tawthiq.arabic import fold_phrase
from tawthiq.gazetteer import Gazetteer, Governorate, Place

Codes = npt.NDArray[np.int32]

#: Places that stretch: what lies within their `precision_km` lies within them.
AREAS = frozenset({"region", "mountain", "plain", "valley", "river", "road", "front"})
#: Parts of a city, and how far from its centre they are looked for, kilometres.
PARTS_OF_CITIES = frozenset({"quarter", "camp"})
CITY = "city"
CITY_RADIUS_KM = 12.0
#: Villages of the Ghouta lie some 2 km apart; reports confuse those nearer than that.
NEAR_KM = 3.0
#: From here on a coordinate says the governorate alone (see the gazetteer's README).
VAGUE_KM = 50.0
_EARTH_KM = 6371.0


class Relation(IntEnum):
    """From the loosest to the closest; the closest of all pairs of places counts."""

    APART = 0
    NEAR = 1
    WITHIN = 2
    SAME = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """A place with its coordinates (degrees, WGS 84, good to `precision_km`)."""

    place_id: str
    kind: str
    latitude: float
    longitude: float
    precision_km: float


class Places:
    """Codes of places and their relations; names that the gazetteer lacks get codes of their own.

    Codes of the gazetteer's places are below `known`; -1 stands for no place.
    """

    def __init__(self, gazetteer: Gazetteer) -> None:
        self._governorates = {str(g.code): _city(g) for g in gazetteer.admin1}
        known = {site.place_id: site for site in self._governorates.values()}
        known |= {p.place_id: _site(p) for p in gazetteer if p.lat is not None}
        self._sites = [known[place_id] for place_id in sorted(known)]
        self._codes = {site.place_id: code for code, site in enumerate(self._sites)}
        self.known = len(self._sites)
        self.relations = _relations(self._sites)
        self._wide = np.array([s.kind in AREAS or s.kind == CITY for s in self._sites])

    def code(self, name: str, place_id: str | None) -> int:
        """Return the code of a place, by its id, or by its folded name where it has none."""
        known = self._codes.get(place_id or "")
        if known is not None:
            return known
        return self._codes.setdefault(f"name:{' '.join(place_key(name))}", len(self._codes))

    def is_area(self, place_id: str | None) -> bool:
        """Return whether it is a region and the like, within which towns lie."""
        site = self.locate(place_id)
        return site is not None and site.kind in AREAS

    def is_wide(self, codes: Codes) -> npt.NDArray[np.bool_]:
        """Return for each code whether it is a region or a city as a whole."""
        inside = (codes >= 0) & (codes < self.known)
        found = np.zeros(len(codes), dtype=bool)
        found[inside] = self._wide[codes[inside]]
        return found

    def inside(self, place_ids: Sequence[str]) -> list[str] | None:
        """Return the ids of all places that are or lie within these; `None` for no place."""
        codes = [self._codes[place_id] for place_id in place_ids if place_id in self._codes]
        if not place_ids:
            return None
        if not codes:
            return []
        found = (self.relations[codes] >= Relation.WITHIN).any(axis=0)
        return [self._sites[code].place_id for code in np.flatnonzero(found)]

    def digest(self) -> str:
        """Return a hash over all places; another gazetteer places incidents anew."""
        return hashlib.sha256(repr(self._sites).encode()).hexdigest()[:16]

    def locate(self, place_id: str | None) -> Site | None:
        """Return where a place lies; `None` where the gazetteer does not know."""
        code = self._codes.get(place_id or "", self.known)
        return self._sites[code] if code < self.known else None

    def locate_governorate(self, admin1: str) -> Site:
        """Return the centre that stands for a governorate, good to `VAGUE_KM`."""
        return replace(self._governorates[admin1], precision_km=VAGUE_KM)

    def compare(self, a: Codes, b: Codes) -> npt.NDArray[np.uint8]:
        """Return for each row the closest relation between the places of `a` and of `b`.

        Args:
            a: codes, one row a report, -1 where it has fewer places.
            b: the same number of rows.
        """
        best = np.zeros(len(a), dtype=np.uint8)
        for one in a.T:
            told = np.flatnonzero(one >= 0)  # few name more places than one
            for other in b.T:
                rows = told[other[told] >= 0]
                best[rows] = np.maximum(best[rows], self._relate(one[rows], other[rows]))
        return best

    def _relate(self, a: Codes, b: Codes) -> npt.NDArray[np.uint8]:
        inside = (a < self.known) & (b < self.known)
        found = np.where(a == b, np.uint8(Relation.SAME), np.uint8(Relation.APART))
        found[inside] = self.relations[a[inside], b[inside]]
        return found


def place_key(name: str) -> tuple[str, ...]:
    """Return a place's name folded, without the article."""
    return tuple(w.removeprefix("ال") for w in fold_phrase(name))


def _site(place: Place) -> Site:
    return Site(
        place_id=place.place_id,
        kind=place.kind,
        latitude=place.lat or 0.0,
        longitude=place.lon or 0.0,
        precision_km=place.precision_km or 1.0,
    )


def _city(governorate: Governorate) -> Site:
    """Return the city that a governorate is named for."""
    return Site(
        place_id=governorate.place_id,
        kind=CITY,
        latitude=governorate.lat,
        longitude=governorate.lon,
        precision_km=CITY_RADIUS_KM / 4,
    )


def _relations(sites: Sequence[Site]) -> npt.NDArray[np.uint8]:
    """Return the table of relations, symmetric, one row and one column a place."""
    cosine = _cosines(sites)
    found = (cosine >= _cosine(NEAR_KM)).astype(np.uint8) * np.uint8(Relation.NEAR)
    kinds = np.array([s.kind for s in sites])
    for row in np.flatnonzero(np.isin(kinds, sorted(AREAS))).tolist():
        inside = cosine[row] >= _cosine(sites[row].precision_km)
        found[row, inside] = found[inside, row] = Relation.WITHIN
    is_part = np.isin(kinds, sorted(PARTS_OF_CITIES))
    for row in np.flatnonzero(kinds == CITY).tolist():
        inside = is_part & (cosine[row] >= _cosine(CITY_RADIUS_KM))
        found[row, inside] = found[inside, row] = Relation.WITHIN
    is_vague = np.array([s.precision_km >= VAGUE_KM and s.kind not in AREAS for s in sites])
    found[is_vague, :] = found[:, is_vague] = Relation.APART
    np.fill_diagonal(found, Relation.SAME)
    return found


def _cosines(sites: Sequence[Site]) -> npt.NDArray[np.float64]:
    """Return the cosine of the angle between each two places, as seen from the earth's centre."""
    lat = np.radians([s.latitude for s in sites])
    lon = np.radians([s.longitude for s in sites])
    axes = np.stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    cosines: npt.NDArray[np.float64] = axes.T @ axes
    return cosines


def _cosine(kilometres: float) -> float:
    return math.cos(kilometres / _EARTH_KM)
