"""How surely two reports tell of one happening: a sum of weights, one a dimension.

Each dimension sorts a pair into one level ("same town", "attackers of two camps"); the level's
weight stands in weights.py. A score depends on its pair alone, never on other reports: this is what
lets reconcile compute only what changed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import IntEnum
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.model import Actor, EventType
from tawthiq.reconcile.candidates import Rows
from tawthiq.reconcile.places import Places, Relation
from tawthiq.reconcile.reports import ACTORS, TYPES, UNKNOWN, Bits, Reports
from tawthiq.reconcile.weights import BASE, WEIGHTS

Levels = npt.NDArray[np.uint8]

#: Sides that reports confuse or name for one another.
CAMPS: tuple[tuple[Actor, ...], ...] = (
    (Actor.GOV, Actor.GOV_MILITIA, Actor.HEZBOLLAH, Actor.IRAN, Actor.RUSSIA),
    (Actor.OPPOSITION, Actor.JIHADIST, Actor.TURKEY),
    (Actor.ISIS,),
    (Actor.SDF, Actor.COALITION),
    (Actor.ISRAEL, Actor.COALITION),
    (Actor.TRANSITIONAL_GOV,),
    (Actor.GOV_REMNANTS,),
    (Actor.LOCAL_ARMED,),
    (Actor.OTHER_STATE,),
)
_BOMBARDMENT = (
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.CHEMICAL_ATTACK,
    EventType.EXPLOSIVE,
    EventType.SUICIDE_ATTACK,
)
_LEAVING = (EventType.DISPLACEMENT, EventType.AGREEMENT, EventType.TERRITORY_TRANSFER)
#: Figures of one happening differ by less than this in nine of ten pairs of reports.
CLOSE_FACTOR = 2.0
TELLING_LARGE = 20


class Place(IntEnum):
    """Where: the closest relation between the places of both."""

    UNSAID = 0  # one of them names no place within the governorate
    APART = 1
    NEAR = 2
    WITHIN = 3
    SAME = 4
    SAME_AREA = 5  # a region or a city as a whole: much happens there in a day
    GAS_WITHIN = 6  # gas told of for a town and for its region: few regions have two in those weeks


class Day(IntEnum):
    """When: days between them, and on what the days rest.

    An assumed day is the day of publication: the happening lies on it or before.
    """

    SAME = 0
    NEXT = 1
    LATER = 2
    BEFORE_ASSUMED_SAME = 3
    BEFORE_ASSUMED_NEXT = 4
    BEFORE_ASSUMED_LATER = 5
    AFTER_ASSUMED = 6  # told before it happened: another happening
    BOTH_ASSUMED_SAME = 7
    BOTH_ASSUMED_NEXT = 8
    BOTH_ASSUMED_LATER = 9
    GAS_RETOLD = 10  # gas in one town or its region, told of for weeks with days of what was said


class Type(IntEnum):
    """What."""

    SAME = 0
    SAME_RARE = 1  # told of fewer happenings a day than the common three
    LIKE = 2  # two forms of bombardment, two of leaving
    LOOSE = 3
    GAS = 4  # a chemical attack and another bombardment: outlets keep them apart
    FALL = 5  # a place taken and the fighting for it


class Actors(IntEnum):
    """Who, on one side of the event."""

    UNSAID = 0
    SHARED = 1
    SHARED_RARE = 2  # a state from outside that strikes now and then
    SAME_CAMP = 3
    CONTRARY = 4


class Figures(IntEnum):
    """How many."""

    UNSAID = 0
    EQUAL = 1  # a telling figure with its outcome in both
    CLOSE = 2  # deaths within CLOSE_FACTOR
    APART = 3
    EQUAL_LARGE = 4  # of TELLING_LARGE and more: few happenings share one by chance


class Words(IntEnum):
    """Telling words that both reports use."""

    NONE = 0
    ONE = 1
    MORE = 2


DIMENSIONS: Mapping[str, type[IntEnum]] = {
    "place": Place,
    "day": Day,
    "type": Type,
    "attackers": Actors,
    "targets": Actors,
    "figures": Figures,
    "words": Words,
}


def score(reports: Reports, a: Rows, b: Rows, places: Places) -> npt.NDArray[np.int32]:
    """Return the score of each pair of rows, hundredths of log-odds; above zero is a link.

    Words are compared last and only where they can still make a link, which few pairs need.
    """
    total = np.full(len(a), BASE + min(WEIGHTS["words"].values()), dtype=np.int32)
    for name, compare in _DIMENSIONS.items():
        total += _WEIGHTS[name][compare(reports, a, b, places)]
    open_rows = np.flatnonzero(total + _MOST_BY_WORDS > 0)
    found = _words(reports, a[open_rows], b[open_rows], places)
    total[open_rows] += _WEIGHTS["words"][found] - min(WEIGHTS["words"].values())
    return total


def levels(reports: Reports, a: Rows, b: Rows, places: Places) -> dict[str, Levels]:
    """Return for each dimension the level of each pair, for measuring and for explaining."""
    comparisons = {**_DIMENSIONS, "words": _words}
    return {name: compare(reports, a, b, places) for name, compare in comparisons.items()}


def _place(reports: Reports, a: Rows, b: Rows, places: Places) -> Levels:
    one, other = reports.places[a], reports.places[b]
    relation = places.compare(one, other)
    found = _PLACE_OF_RELATION[relation]
    first = np.where(one[:, 0] == other[:, 0], one[:, 0], -1)
    found[(relation == Relation.SAME) & places.is_wide(first)] = Place.SAME_AREA
    found[(one[:, 0] < 0) | (other[:, 0] < 0)] = Place.UNSAID
    found[_both_gas(reports, a, b) & (found == Place.WITHIN)] = Place.GAS_WITHIN
    return found


def _day(reports: Reports, a: Rows, b: Rows, places: Places) -> Levels:
    after = reports.starts[b] - reports.ends[a]  # days by which b is later, negative if earlier
    before = reports.starts[a] - reports.ends[b]
    apart = np.maximum(after, before)
    sums = np.flatnonzero(reports.sums[a])  # of other days they are other sums: one holds the other
    apart[sums] = np.maximum(
        abs(reports.starts[a[sums]] - reports.starts[b[sums]]),
        abs(reports.ends[a[sums]] - reports.ends[b[sums]]),
    )
    gap = np.clip(apart, 0, Day.LATER).astype(np.uint8)
    one, other = reports.assumed[a], reports.assumed[b]
    found: Levels = gap + np.uint8(Day.BEFORE_ASSUMED_SAME) * (one ^ other)
    found += np.uint8(Day.BOTH_ASSUMED_SAME) * (one & other)
    found[(one & ~other & (after > 0)) | (other & ~one & (before > 0))] = Day.AFTER_ASSUMED
    gas = np.flatnonzero(_both_gas(reports, a, b))
    where = _place(reports, a[gas], b[gas], places)
    near = (where == Place.SAME) | (where == Place.GAS_WITHIN)
    found[gas[near & (_DAY_WEIGHTS[found[gas]] < _DAY_WEIGHTS[Day.GAS_RETOLD])]] = Day.GAS_RETOLD
    return found


def _both_gas(reports: Reports, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
    both: npt.NDArray[np.bool_] = (reports.types[a] == _GAS) & (reports.types[b] == _GAS)
    return both


def _type(reports: Reports, a: Rows, b: Rows, _: Places) -> Levels:
    found: Levels = _TYPE_LEVELS[reports.types[a], reports.types[b]]
    return found


def _attackers(reports: Reports, a: Rows, b: Rows, _: Places) -> Levels:
    found = _actors(reports.attackers[a], reports.attackers[b])
    # whoever is accused of gas accuses the others: it is this that the reports dispute
    found[_both_gas(reports, a, b) & (found == Actors.CONTRARY)] = Actors.UNSAID
    return found


def _targets(reports: Reports, a: Rows, b: Rows, _: Places) -> Levels:
    return _actors(reports.targets[a], reports.targets[b])


def _actors(a: Bits, b: Bits) -> Levels:
    one, other = a & ~np.uint32(UNKNOWN), b & ~np.uint32(UNKNOWN)
    found = np.full(len(a), Actors.CONTRARY, dtype=np.uint8)
    for camp in _CAMP_BITS:
        found[((one & camp) != 0) & ((other & camp) != 0)] = Actors.SAME_CAMP
    found[(one & other) != 0] = Actors.SHARED
    found[(one & other & _RARE_BITS) != 0] = Actors.SHARED_RARE
    found[(one == 0) | (other == 0)] = Actors.UNSAID
    return found


def _figures(reports: Reports, a: Rows, b: Rows, _: Places) -> Levels:
    x, y = reports.killed[a], reports.killed[b]
    found = np.zeros(len(a), dtype=np.uint8)
    told = (x > 0) & (y > 0)
    close = np.maximum(x, y) <= CLOSE_FACTOR * np.minimum(x, y)
    found[told] = np.where(close, Figures.CLOSE, Figures.APART)[told]
    found[_shared(reports.figures, a, b) > 0] = Figures.EQUAL
    found[(x == y) & (x >= TELLING_LARGE)] = Figures.EQUAL_LARGE
    return found


def _words(reports: Reports, a: Rows, b: Rows, _: Places) -> Levels:
    return np.minimum(_shared(reports.words, a, b), np.uint8(Words.MORE))


def _shared(table: npt.NDArray[Any], a: Rows, b: Rows) -> Levels:
    """Return how many numbers of each row of `a` stand in that of `b`; -1 stands for none."""
    shared = np.zeros(len(a), dtype=np.uint8)
    for column in table.T:
        rows = np.flatnonzero(column[a] >= 0)  # few reports fill all columns
        mine, theirs = column[a[rows]], b[rows]
        shared[rows] += np.any([mine == other[theirs] for other in table.T], axis=0)
    return shared


_GAS = TYPES[EventType.CHEMICAL_ATTACK]
_DAY_WEIGHTS = np.array([WEIGHTS["day"][day.name] for day in Day], dtype=np.int32)
_RARE_BITS = np.uint32(ACTORS([Actor.ISRAEL, Actor.COALITION, Actor.OTHER_STATE]))
_COMMON = (EventType.AIR_STRIKE, EventType.SHELLING, EventType.ARMED_CLASH)
_CAMP_BITS = tuple(np.uint32(ACTORS(camp)) for camp in CAMPS)
_PLACE_OF_RELATION = np.array([Place.APART, Place.NEAR, Place.WITHIN, Place.SAME], dtype=np.uint8)


def _type_level(one: EventType, other: EventType) -> Type:
    pair = {one, other}
    if len(pair) == 1:
        return Type.SAME if one in _COMMON else Type.SAME_RARE
    if EventType.CHEMICAL_ATTACK in pair:
        return Type.GAS
    if pair == {EventType.TERRITORY_GAIN, EventType.ARMED_CLASH}:
        return Type.FALL
    is_like = any(pair <= set(family) for family in (_BOMBARDMENT, _LEAVING))
    return Type.LIKE if is_like else Type.LOOSE


_TYPE_LEVELS = np.array(
    [[_type_level(EventType(a), EventType(b)) for b in TYPES] for a in TYPES], dtype=np.uint8
)

_DIMENSIONS: Mapping[str, Callable[[Reports, Rows, Rows, Places], Levels]] = {
    "place": _place,
    "day": _day,
    "type": _type,
    "attackers": _attackers,
    "targets": _targets,
    "figures": _figures,
}
_WEIGHTS = {
    name: np.array([WEIGHTS[name][level.name] for level in kind], dtype=np.int32)
    for name, kind in DIMENSIONS.items()
}
_MOST_BY_WORDS = max(WEIGHTS["words"].values()) - min(WEIGHTS["words"].values())
