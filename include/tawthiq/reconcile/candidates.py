"""Which pairs of reports are compared at all: same governorate, few days apart, like kind.

Blocks are sorted and cut with numpy; pairs come in batches, so that memory stays bounded whatever
the number of reports.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from tawthiq.model import Admin1, EventType
from tawthiq.reconcile.reports import TYPES, Reports

Rows = npt.NDArray[np.intp]

#: Outlets use the types of one kind for one another; what is in two kinds is compared in both.
KINDS: Mapping[EventType, tuple[int, ...]] = {
    EventType.ARMED_CLASH: (0,),
    EventType.TERRITORY_GAIN: (0, 1, 3),
    EventType.AIR_STRIKE: (0,),
    EventType.SHELLING: (0,),
    EventType.EXPLOSIVE: (0,),
    EventType.SUICIDE_ATTACK: (0,),
    EventType.CHEMICAL_ATTACK: (0, 3),
    EventType.ATTACK_ON_CIVILIANS: (0,),
    EventType.OTHER: (0, 1),
    EventType.AGREEMENT: (1,),
    EventType.TERRITORY_TRANSFER: (1,),
    EventType.DISPLACEMENT: (1,),
    EventType.ABDUCTION: (2,),
    EventType.ARREST: (2,),
}
#: Days between the first days of two reports of one happening, at most, by kind: where the day of
#: publication had to be assumed, the happening lies before; gas attacks and captures of a place are
#: told of for longer. The later of two kinds has the wider window: a pair is looked at in that one.
DAY_WINDOWS = (4, 4, 4, 21)
#: Their columns fit into a processor's cache: a third faster than two million.
PAIRS_AT_ONCE = 200_000

_KINDS = 4
_NOWHERE = len(Admin1)
_DAYS = 4_000_000  # more than there are days before the year 10000
_KINDS_OF_TYPE = np.array(
    [sum(1 << kind for kind in KINDS[EventType(name)]) for name in TYPES], dtype=np.int32
)
#: Number of the lowest bit of a set of governorates; of none, the block of no governorate.
_LOWEST_BIT = np.array(
    [_NOWHERE, *((n & -n).bit_length() - 1 for n in range(1, 1 << len(Admin1)))], dtype=np.int32
)
_HIGHEST_BIT = np.array([n.bit_length() - 1 for n in range(1 << _KINDS)], dtype=np.int32)


def candidate_pairs(reports: Reports, anchors: Rows | None = None) -> Iterator[tuple[Rows, Rows]]:
    """Yield pairs of rows to compare, each pair once, the smaller row first, in batches.

    Args:
        reports: all reports that may be compared.
        anchors: yield only pairs with at least one of these rows; all pairs without it.
    """
    block, row = _entries(reports)
    # one number for block and day, so that one search finds the end of a window within its block
    place = block.astype(np.int64) * _DAYS + reports.starts[row]
    order = np.lexsort((row, place))
    block, row, place = block[order], row[order], place[order]
    window = np.array(DAY_WINDOWS)[block // 2 % _KINDS]
    until = np.searchsorted(place, place + window + 1, side="left")
    wanted = _wanted(len(reports), anchors)
    for part in _batches(until - np.arange(len(row)) - 1):
        at = np.arange(part.start, part.stop)
        size = until[at] - at - 1
        one = np.repeat(at, size)
        other = one + 1 + np.arange(len(one)) - np.repeat(np.cumsum(size) - size, size)
        a, b = row[one], row[other]
        kept = block[one] == _shared_block(reports, a, b)
        of_one = np.flatnonzero(reports.articles[a] == reports.articles[b])
        kept[of_one] &= _told_twice(reports, a[of_one], b[of_one])
        if wanted is not None:
            kept &= wanted[a] | wanted[b]
        a, b = a[kept], b[kept]
        yield np.minimum(a, b), np.maximum(a, b)


def _told_twice(reports: Reports, a: Rows, b: Rows) -> npt.NDArray[np.bool_]:
    """Return whether an article may tell one happening in both: by two sources, else all alike."""
    twice: npt.NDArray[np.bool_] = (
        (reports.apart[a] != reports.apart[b])
        & (reports.types[a] == reports.types[b])
        & (reports.starts[a] == reports.starts[b])
        & (reports.places[a] == reports.places[b]).all(axis=1)
        & (reports.places[a, 0] >= 0)
    )
    return twice


def _entries(reports: Reports) -> tuple[npt.NDArray[np.int32], Rows]:
    """Return block and row of each entry: a report stands in every block of its kinds and areas."""
    blocks, rows = [], []
    for area in range(_NOWHERE + 1):
        here = reports.admin1 == 0 if area == _NOWHERE else (reports.admin1 >> area) & 1 == 1
        for kind in range(_KINDS):
            found = np.flatnonzero(here & ((_KINDS_OF_TYPE[reports.types] >> kind) & 1 == 1))
            blocks.append(_block(np.int32(area), np.int32(kind), reports.sums[found]))
            rows.append(found)
    return np.concatenate(blocks), np.concatenate(rows)


def _shared_block(reports: Reports, a: Rows, b: Rows) -> npt.NDArray[np.int32]:
    """Return the one block of those that a pair shares in which it is to be looked at."""
    area = _LOWEST_BIT[reports.admin1[a] & reports.admin1[b]]
    kind = _HIGHEST_BIT[_KINDS_OF_TYPE[reports.types[a]] & _KINDS_OF_TYPE[reports.types[b]]]
    return _block(area, kind, reports.sums[a])


def _block(area: Any, kind: Any, is_sum: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """Return the number of a block; sums over several happenings have blocks of their own."""
    block: npt.NDArray[np.int32] = ((area * _KINDS + kind) * 2 + is_sum).astype(np.int32)
    return block


def _wanted(count: int, anchors: Rows | None) -> npt.NDArray[np.bool_] | None:
    if anchors is None:
        return None
    wanted = np.zeros(count, dtype=bool)
    wanted[anchors] = True
    return wanted


def _batches(sizes: Rows) -> Iterator[slice]:
    """Cut the entries so that each part has some PAIRS_AT_ONCE pairs."""
    total = np.cumsum(sizes)
    first = 0
    while first < len(sizes):
        before = total[first - 1] if first else 0
        last = int(np.searchsorted(total, before + PAIRS_AT_ONCE, side="right"))
        yield slice(first, max(last, first + 1))
        first = max(last, first + 1)
