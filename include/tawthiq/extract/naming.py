"""How places are named: as the article spells them, by the fuller name, by the narrower place."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.frames import Frame
from tawthiq.extract.spots import Spot
from tawthiq.gazetteer import Place
from tawthiq.model import Actor, EventType


def name_alike(frames: list[Frame], gazetteer: Mapping[str, Place]) -> None:
    """Give all mentions of a region one name: the gazetteer's, and in full, if the article has it.

    "غوطة دمشق الشرقية" is "الغوطة الشرقية", and so is "الغوطة" where that alone is named in full.
    """
    spots = [s for f in frames for s in f.spots if s.is_region]
    named = {s.name for s in spots}
    for spot in spots:
        own = _own_name(spot, gazetteer)
        spot.name = own if own in named else spot.name
    full = {s.name: s for s in spots}
    for spot in spots:
        own = _own_name(spot, gazetteer)
        longer = {
            name: s
            for name, s in full.items()
            if name.startswith(f"{own} ") and set(s.admin1) & set(spot.admin1)
        }
        if len(longer) == 1:
            ((name, other),) = longer.items()
            spot.name, spot.place_id = name, other.place_id


def _own_name(spot: Spot, gazetteer: Mapping[str, Place]) -> str:
    place = gazetteer.get(spot.place_id or "")
    return place.name if place else spot.name


def is_wide(spot: Spot) -> bool:
    """Whether a place is a region or a governorate's city, within which others lie."""
    return spot.is_region or spot.is_city


def lie_within(inner: list[Spot], outer: list[Spot]) -> bool:
    """Whether all of some places lie in the region or city that alone is named elsewhere."""
    if not inner or not outer or not all(is_wide(s) for s in outer):
        return False
    known = {s.key for s in outer}
    over = {a for s in outer for a in s.admin1}
    return all(s.key not in known and s.admin1 and set(s.admin1) <= over for s in inner)


def go_back(frame: Frame, told: list[Frame]) -> None:
    """Place "the attack" of a side where that side's attack was told, not on the last scene."""
    attacks = frame.real_acts
    if frame.own_place or not told or not attacks or not frame.attackers:
        return
    if not all(a.is_definite and a.is_generic for a in attacks):
        return
    doers = set(frame.attackers)
    if not told[-1].attackers or doers & set(told[-1].attackers):
        return
    before = (f for f in reversed(told) if f.own_place and set(f.attackers) == doers)
    known = next(before, None)
    if known and known.event_type is not EventType.TERRITORY_GAIN:
        frame.spots, frame.admin1 = list(known.spots), known.admin1


def leave_own_ground(frames: list[Frame]) -> None:
    """Take the Golan from what Israel bombs: it holds it, and was only said to be hit there."""
    for frame in frames:
        if frame.attackers == [Actor.ISRAEL] and frame.event_type in BOMBARDMENT:
            left = [s for s in frame.spots if s.place_id != _GOLAN]
            if len(left) < len(frame.spots):
                frame.spots = left
                frame.admin1 = tuple(dict.fromkeys(a for s in left for a in s.admin1))


_GOLAN = "p64a12e65"
