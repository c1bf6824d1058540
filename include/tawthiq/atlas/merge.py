"""Sites of public files beside the places of the shipped gazetteer: joined, clashing or new."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from tawthiq.arabic import fold_phrase
from tawthiq.atlas.formats import Record
from tawthiq.atlas.join import NEAR_KM, Grid, Site, kilometres
from tawthiq.atlas.names import alike
from tawthiq.atlas.ordinary import Ordinary
from tawthiq.gazetteer import Place

#: Within this a shipped place of the same name is the site; coordinates read off maps and a large
#: town's extent differ by some kilometres, villages of one name in one governorate by more.
_SAME_NAME_KM = 6.0
#: A shipped row as coarse as this carries its governorate's centre.
_GOVERNORATE_KM = 50.0
#: How far a coordinate of the public files may be off: a village's extent.
_PRECISION_KM = 1.0
_QUARTER_PRECISION_KM = 0.5
_SETTLEMENTS = ("town", "village", "quarter")


class Fate(StrEnum):
    """What became of a site."""

    JOINED = "joined"
    NEW = "new"
    FAR = "clash: same name far apart"
    GOVERNORATE = "clash: other governorate"
    NAMELESS = "left out: no Arabic name"
    COMMON = "left out: an ordinary word"
    PLACELESS = "left out: no coordinates"
    HOMELESS = "left out: no governorate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One site's fate: what the files call it, the place it met and how far from it."""

    fate: Fate
    name: str
    latin: str
    admin1: str
    lat: float | None
    lon: float | None
    where: str
    place_id: str = ""
    km: float | None = None
    why: str = ""


def merge(
    shipped: list[Place], sites: list[Site], lost: list[Record], ordinary: Ordinary
) -> tuple[list[Place], list[Finding]]:
    """Return all places and what became of each site.

    A site that a shipped place means gives it other spellings, a P-code and finer coordinates; the
    shipped name, governorate and rank stay. Other sites become places ranked below their namesakes,
    the larger before the smaller.
    """
    merged = _Merged(shipped, ordinary)
    findings = [merged.take_area(record) for record in lost]
    larger_first = sorted(sites, key=lambda s: (-s.weight, s.records[0].record_id))
    findings.extend(map(merged.take, larger_first))
    return merged.places(), findings


class _Merged:
    """Places so far, by id, by name and by where they lie."""

    def __init__(self, shipped: Iterable[Place], ordinary: Ordinary) -> None:
        self._ordinary = ordinary
        self._places: dict[str, Place] = {}
        self._named: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._grid: Grid[str] = Grid()
        for place in shipped:
            self._add(place)
        self._shipped = frozenset(self._places)
        self._joined: set[str] = set()

    def places(self) -> list[Place]:
        return list(self._places.values())

    def take(self, site: Site) -> Finding:
        """Join a site to a place or add it as one."""
        match = self._match(site)
        if match:
            place, km = match
            self._joined.add(place.place_id)
            self._places[place.place_id] = self._enriched(place, site)
            agree = site.admin1 is None or site.admin1 in place.admin1
            fate = Fate.JOINED if agree else Fate.GOVERNORATE
            why = "" if agree else f"shipped: {'|'.join(place.admin1)}, kept"
            return _finding(site, fate, place, km, why)
        if not site.arabic:
            return _finding(site, Fate.NAMELESS)
        names = tuple(name for name in site.arabic if not self._ordinary.is_common(name))
        if not names:
            return _finding(site, Fate.COMMON)
        site = replace(site, arabic=names)
        if site.admin1 is None:
            return _finding(site, Fate.HOMELESS)
        namesake = self._namesake(site)
        place = self._new(site)
        self._add(place)
        if namesake:
            other, km = namesake
            return _finding(site, Fate.FAR, place, km, f"from {other.place_id}; both kept")
        return _finding(site, Fate.NEW, place)

    def take_area(self, record: Record) -> Finding:
        """Give a shipped place of its name and governorate the P-code of an area without a seat."""
        for place in self._called(record.arabic):
            if record.admin1 in place.admin1 and place.kind in _SETTLEMENTS:
                pcode = place.pcode or record.pcode
                self._places[place.place_id] = replace(place, pcode=pcode)
                return replace(_area(record, Fate.JOINED), place_id=place.place_id)
        return _area(record, Fate.PLACELESS)

    def _add(self, place: Place) -> None:
        self._places[place.place_id] = place
        for name in dict.fromkeys(map(fold_phrase, (place.name, *place.aliases))):
            self._named[name].append(place.place_id)
        if place.lat is not None and place.lon is not None:
            self._grid.add(place.lat, place.lon, place.place_id)

    def _match(self, site: Site) -> tuple[Place, float] | None:
        """Return the place that a site is, nearest first, with its distance in kilometres."""
        found = [(_distance(place, site), place) for place in self._candidates(site)]
        km, place = min(found, key=lambda f: f[0], default=(0.0, None))
        return (place, km) if place else None

    def _candidates(self, site: Site) -> Iterator[Place]:
        for place in self._called(site.arabic):
            is_open = place.place_id in self._shipped and place.place_id not in self._joined
            if _is_same(place, site, _SAME_NAME_KM if is_open else NEAR_KM):
                yield place
        for _, place_id in self._grid.near(site.lat, site.lon, NEAR_KM):
            place = self._places[place_id]
            is_open = place_id in self._shipped and place_id not in self._joined
            if is_open and _is_alike(place, site):
                yield place

    def _called(self, names: Iterable[str]) -> Iterator[Place]:
        for name in names:
            for place_id in self._named.get(fold_phrase(name), ()):
                yield self._places[place_id]

    def _namesake(self, site: Site) -> tuple[Place, float] | None:
        """Return the nearest place of the same name and governorate, which is another place."""
        same = [place for place in self._called(site.arabic) if site.admin1 in place.admin1]
        apart = [(_distance(place, site), place) for place in same]
        km, place = min(apart, key=lambda f: f[0], default=(0.0, None))
        return (place, km) if place else None

    def _enriched(self, place: Place, site: Site) -> Place:
        coarse = place.precision_km is None or place.precision_km > _SAME_NAME_KM
        is_point = place.kind in _SETTLEMENTS and coarse
        return replace(
            place,
            lat=site.lat if is_point else place.lat,
            lon=site.lon if is_point else place.lon,
            precision_km=_precision(site) if is_point else place.precision_km,
            pcode=place.pcode or site.pcode,
            aliases=(*place.aliases, *self._spellings(site, (place.name, *place.aliases))),
            source="|".join(dict.fromkeys([place.source, *(r.source for r in site.records)])),
        )

    def _new(self, site: Site) -> Place:
        name, *others = site.arabic
        ambiguous = self._ordinary.is_ordinary(name)
        aliases = self._spellings(site, (name,)) if others else ()
        named = {i for n in (name, *aliases) for i in self._named.get(fold_phrase(n), ())}
        return Place(
            place_id=site.records[0].record_id,
            name=name,
            admin1=(site.admin1,) if site.admin1 else (),
            kind=site.kind,
            lat=site.lat,
            lon=site.lon,
            precision_km=_precision(site),
            pcode=site.pcode,
            aliases=aliases,
            ambiguous=ambiguous,
            rank=1 + max((self._places[i].rank for i in named), default=0),
            source="|".join(dict.fromkeys(r.source for r in site.records)),
            gloss=site.latin[0] if site.latin else name,
        )

    def _spellings(self, site: Site, known: tuple[str, ...]) -> tuple[str, ...]:
        """Return the site's other names that folding does not make one of those known.

        An ordinary word is left out: the whole place would be ambiguous for its sake.
        """
        folded = set(map(fold_phrase, known))
        new = []
        for name in site.arabic:
            if fold_phrase(name) not in folded and not self._ordinary.is_ordinary(name):
                folded.add(fold_phrase(name))
                new.append(name)
        return tuple(new)


def _precision(site: Site) -> float:
    return _QUARTER_PRECISION_KM if site.kind == "quarter" else _PRECISION_KM


def _distance(place: Place, site: Site) -> float:
    if place.lat is None or place.lon is None:
        return 0.0
    return kilometres(site.lat, site.lon, place.lat, place.lon)


def _is_same(place: Place, site: Site, within_km: float) -> bool:
    """Whether a place of the site's name is the site, as near as its coordinate is good."""
    if place.kind not in _SETTLEMENTS:
        return False
    if place.precision_km is None or place.precision_km >= _GOVERNORATE_KM:
        return site.admin1 in place.admin1
    return _distance(place, site) <= max(within_km, place.precision_km)


def _is_alike(place: Place, site: Site) -> bool:
    """Whether a place near the site is the site: of its P-code, or called alike."""
    if place.pcode and place.pcode in (r.pcode for r in site.records):
        return True
    if place.kind not in _SETTLEMENTS or not site.arabic:
        return place.kind in _SETTLEMENTS and any(alike(place.name, n) for n in site.latin)
    return any(alike(place.name, n) for n in site.arabic)


def _finding(
    site: Site, fate: Fate, place: Place | None = None, km: float | None = None, why: str = ""
) -> Finding:
    return Finding(
        fate=fate,
        name=site.arabic[0] if site.arabic else "",
        latin=site.latin[0] if site.latin else "",
        admin1=site.admin1 or "",
        lat=site.lat,
        lon=site.lon,
        where=" ".join(r.where for r in site.records),
        place_id=place.place_id if place else "",
        km=km,
        why=why,
    )


def _area(record: Record, fate: Fate) -> Finding:
    return Finding(
        fate=fate,
        name=record.arabic[0] if record.arabic else "",
        latin=record.latin[0] if record.latin else "",
        admin1=record.admin1 or "",
        lat=None,
        lon=None,
        where=record.where,
        why="no populated place of the subdistrict is called as it is",
    )
