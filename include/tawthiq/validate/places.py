"""The gazetteer as a table: one flat row per place, with what can be wrong with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import asin, cos, radians, sin, sqrt
from typing import Any

from tawthiq.gazetteer import Gazetteer, Governorate, Place
from tawthiq.model import Admin1

_EARTH_KM = 6371.0
_MOST_PRECISION_KM = 100.0


def place_table(gazetteer: Gazetteer) -> list[dict[str, Any]]:
    """Return one row per place; columns called `…_fault` say what is wrong."""
    centres = {governorate.code: governorate for governorate in gazetteer.admin1}
    held = Counter(code for place in gazetteer for code in place.admin1)
    ranks = Counter((p.name, p.admin1, p.rank) for p in gazetteer)
    return [
        {
            "place_id": place.place_id,
            "name": place.name,
            "lat": place.lat,
            "lon": place.lon,
            "places_in_governorate": min(held[code] for code in place.admin1),
            "km_from_governorate": _km_off(place, centres),
            "precision_fault": _precision(place),
            "rank_fault": (
                f"{place.name} twice with rank {place.rank}"
                if ranks[place.name, place.admin1, place.rank] > 1
                else None
            ),
        }
        for place in gazetteer
    ]


def _km_off(place: Place, centres: Mapping[Admin1, Governorate]) -> float | None:
    """Return the way to the nearest centre of its governorates, in kilometres."""
    if place.lat is None or place.lon is None:
        return None
    ways = (_km(place.lat, place.lon, centres[c].lat, centres[c].lon) for c in place.admin1)
    return round(min(ways), 1)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the way over the sphere (haversine), degrees in, kilometres out."""
    up, across = radians(other_lat - lat) / 2, radians(other_lon - lon) / 2
    part = sin(up) ** 2 + cos(radians(lat)) * cos(radians(other_lat)) * sin(across) ** 2
    return 2 * _EARTH_KM * asin(sqrt(part))


def _precision(place: Place) -> str | None:
    if place.lat is None:
        return None
    if place.precision_km is None:
        return "coordinates of unknown precision"
    if place.precision_km > _MOST_PRECISION_KM:
        return f"off by up to {place.precision_km:.0f} km"
    return None
