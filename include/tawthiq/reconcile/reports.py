"""Reports (events as told) as columns of numbers, in which millions of pairs can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.model import Actor, Admin1, DateBasis, EventType, Method, Outcome, Scope
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.words import WORDS_KEPT, TellingWords

Ints = npt.NDArray[np.int32]
Bits = npt.NDArray[np.uint32]

PLACES_KEPT = 4
FIGURES_KEPT = 4
TYPES = {str(value): number for number, value in enumerate(EventType)}
_OUTCOMES = {str(value): number for number, value in enumerate(Outcome)}
#: Room for figures below ten million in one number with their outcome.
OUTCOME_UNIT = 10_000_000
#: Smaller figures are too common to tell one happening from another.
TELLING_FIGURE = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What matching needs of one report."""

    event_id: str
    article_id: str
    event_type: str
    is_sum: bool  # scope aggregate
    started_on: date
    ended_on: date
    is_day_assumed: bool  # date_basis published
    admin1: Sequence[str]
    places: Sequence[tuple[str, str | None]]  # name, gazetteer's id
    attackers: Sequence[str]
    targets: Sequence[str]
    methods: Sequence[str]
    figures: Sequence[tuple[str, int]]  # outcome and number of each claim that has one
    source: str  # whom the article quotes, empty where it speaks for itself
    words: Sequence[int]  # as TellingWords gives them


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Reports by columns, in the order of their ids; all columns have one length."""

    event_ids: npt.NDArray[np.object_]
    article_ids: npt.NDArray[np.object_]
    articles: Ints  # numbers that stand for article ids
    types: Ints
    sums: npt.NDArray[np.bool_]
    starts: Ints  # days since 0001-01-01
    ends: Ints
    assumed: npt.NDArray[np.bool_]
    admin1: Bits
    places: Ints  # PLACES_KEPT columns, -1 where there are fewer
    attackers: Bits
    targets: Bits
    methods: Bits
    figures: npt.NDArray[np.int64]  # FIGURES_KEPT columns: outcome and number, -1 for none
    killed: Ints  # largest number of killed, -1 where none is told
    apart: Ints  # numbers that stand for article and source: one tells a happening once
    words: Ints  # WORDS_KEPT columns, -1 where there are fewer

    def __len__(self) -> int:
        return len(self.event_ids)

    def take(self, rows: npt.NDArray[np.intp]) -> Reports:
        """Return the reports of these rows."""
        return Reports(**{f.name: getattr(self, f.name)[rows] for f in fields(self)})


class Bitmasks:
    """Sets of names as bits, remembered by the tuple they come as."""

    def __init__(self, names: Iterable[str]) -> None:
        self._bits = {str(name): 1 << number for number, name in enumerate(names)}
        self._known: dict[tuple[str, ...], int] = {}

    def __call__(self, values: Sequence[str]) -> int:
        """Return the set as bits.

        Raises:
            KeyError: a name is not one of the closed list.
        """
        key = tuple(values)
        if key not in self._known:
            self._known[key] = sum({self._bits[value] for value in key})
        return self._known[key]


ACTORS = Bitmasks(Actor)
METHODS = Bitmasks(Method)
GOVERNORATES = Bitmasks(Admin1)
UNKNOWN = ACTORS([Actor.UNKNOWN])


def encode(told: Iterable[Told], places: Places) -> Reports:
    """Return reports as columns, sorted by event id, so that order of arrival cannot matter."""
    rows = sorted(told, key=lambda t: t.event_id)
    articles: dict[str, int] = {}
    tellers: dict[tuple[str, str], int] = {}
    return Reports(
        event_ids=np.array([t.event_id for t in rows], dtype=object),
        article_ids=np.array([t.article_id for t in rows], dtype=object),
        articles=_ints(articles.setdefault(t.article_id, len(articles)) for t in rows),
        types=_ints(TYPES[t.event_type] for t in rows),
        sums=np.fromiter((t.is_sum for t in rows), dtype=bool),
        starts=_ints(t.started_on.toordinal() for t in rows),
        ends=_ints(t.ended_on.toordinal() for t in rows),
        assumed=np.fromiter((t.is_day_assumed for t in rows), dtype=bool),
        admin1=_bits(GOVERNORATES(t.admin1) for t in rows),
        places=_table([_codes(t, places) for t in rows], PLACES_KEPT, np.int32),
        attackers=_bits(ACTORS(t.attackers) for t in rows),
        targets=_bits(ACTORS(t.targets) for t in rows),
        methods=_bits(METHODS(t.methods) for t in rows),
        figures=_table([_figures(t) for t in rows], FIGURES_KEPT, np.int64),
        killed=_ints(
            max((n for outcome, n in t.figures if outcome == Outcome.KILLED), default=-1)
            for t in rows
        ),
        apart=_ints(tellers.setdefault((t.article_id, t.source), len(tellers)) for t in rows),
        words=_table([t.words for t in rows], WORDS_KEPT, np.int32),
    )


def _codes(told: Told, places: Places) -> list[int]:
    """Return the places by code, areas last, so that the more exact ones are kept."""
    if len(told.places) == 1:
        return [places.code(*told.places[0])]
    exact_first = sorted(told.places, key=lambda p: (places.is_area(p[1]), p[0], p[1] or ""))
    return list(dict.fromkeys(places.code(name, place_id) for name, place_id in exact_first))


def _figures(told: Told) -> list[int]:
    """Return the telling figures, the largest first: they are the rarest."""
    found = {(n, _OUTCOMES[outcome]) for outcome, n in told.figures if n >= TELLING_FIGURE}
    return [outcome * OUTCOME_UNIT + n for n, outcome in sorted(found, reverse=True)]


def _ints(values: Iterable[int]) -> Ints:
    return np.fromiter(values, dtype=np.int32)


def _bits(values: Iterable[int]) -> Bits:
    return np.fromiter(values, dtype=np.uint32)


def _table(rows: Sequence[Sequence[int]], width: int, kind: type[Any]) -> npt.NDArray[Any]:
    table = np.full((len(rows), width), -1, dtype=kind)
    lengths = np.fromiter(map(len, rows), dtype=np.intp, count=len(rows))
    filled = np.arange(width) < lengths[:, None]
    table[filled] = np.fromiter(chain.from_iterable(row[:width] for row in rows), dtype=kind)
    return table


def told_from(row: Mapping[str, Any], telling: TellingWords) -> Told:
    """Return a report from a row of reconcile/reports.sql."""
    return Told(
        event_id=row["event_id"],
        article_id=row["article_id"],
        event_type=row["event_type"],
        is_sum=row["scope"] == Scope.AGGREGATE,
        started_on=row["started_on"],
        ended_on=row["ended_on"],
        is_day_assumed=row["date_basis"] == DateBasis.PUBLISHED,
        admin1=row["admin1_codes"],
        places=list(zip(row["place_names"], row["place_ids"], strict=True)),
        attackers=row["attackers"],
        targets=row["targets"],
        methods=row["methods"],
        figures=list(zip(row["outcomes"], row["numbers"], strict=True)),
        source=row["source"],
        words=telling(row["words"]),
    )
