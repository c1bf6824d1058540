"""Which reports are one incident: average linkage within linked components, blind to order.

Reports are linked where a pair scores above the threshold; a component is what hangs together by
links. Within it the two groups whose reports agree best on average are joined first, until no two
groups agree. Two reports that one article tells from one source are never joined by themselves: the
article keeps them apart, and counts against the joining of groups (TOLD_APART). Ties are broken by
the reports' ids, so that the order of rows cannot matter.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import numpy.typing as npt
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from tawthiq.reconcile.weights import TOLD_APART, UNCOMPARED

Rows = npt.NDArray[np.intp]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Links:
    """Scored pairs of rows, the smaller row first; above zero is a link."""

    a: Rows
    b: Rows
    margin: npt.NDArray[np.int32]  # score less threshold, hundredths of log-odds


def components(count: int, links: Links) -> npt.NDArray[np.int32]:
    """Return for each row the number of its component, by pairs whose margin is above zero."""
    linked = links.margin > 0
    a, b = links.a[linked], links.b[linked]
    graph = coo_array((np.ones(len(a), dtype=np.int8), (a, b)), shape=(count, count))
    numbers: npt.NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return numbers


def clusters(apart: Sequence[int], component: npt.NDArray[np.int32], links: Links) -> list[int]:
    """Return for each row the row that its cluster is named for, its smallest.

    Args:
        apart: what reports of one of these numbers have in common keeps them apart (article and
            source).
        component: as `components` gives it.
        links: all scored pairs within components, those below zero too.
    """
    named = list(range(len(apart)))
    for rows, pairs in _by_component(component, links):
        # a pair by itself hangs together by its link
        for group in [rows] if len(pairs) == 1 else _agglomerate(rows, pairs, apart):
            for row in group:
                named[row] = group[0]
    return named


def _by_component(
    component: npt.NDArray[np.int32], links: Links
) -> Iterable[tuple[list[int], dict[Pair, int]]]:
    """Yield rows and scored pairs of each component of more than one report."""
    inside = component[links.a] == component[links.b]
    a, b, margin = links.a[inside], links.b[inside], links.margin[inside]
    order = np.argsort(component[a], kind="stable")
    a, b, margin = a[order], b[order], margin[order]
    cuts = (np.flatnonzero(np.diff(component[a])) + 1).tolist()
    one, other, value = a.tolist(), b.tolist(), margin.tolist()
    for first, last in pairwise([0, *cuts, len(one)]):
        if first < last:
            part = slice(first, last)
            pairs = dict(zip(zip(one[part], other[part], strict=True), value[part], strict=True))
            yield sorted({*one[part], *other[part]}), pairs


@dataclass(slots=True)
class _Groups:
    """Groups of a component by their smallest row, and how they agree with one another."""

    members: dict[int, list[int]]
    apart: dict[int, dict[int, int]]  # how many reports bear each number that keeps apart
    # group → other group → sum of margins and number of compared pairs
    sums: dict[int, dict[int, tuple[int, int]]]
    heap: list[tuple[float, int, int, int, int]] = field(default_factory=list)

    def push(self, a: int, b: int) -> None:
        """Put two groups up for joining, unless they disagree or must stay apart."""
        size = len(self.members[a]) * len(self.members[b])
        total, compared = self.sums[a][b]
        kept_apart = self._kept_apart(a, b)
        total += TOLD_APART * kept_apart + UNCOMPARED * (size - compared - kept_apart)
        mean = total / size
        if mean > 0:
            sizes = (len(self.members[a]), len(self.members[b]))
            heapq.heappush(self.heap, (-mean, min(a, b), max(a, b), *_by_name(a, b, sizes)))

    def _kept_apart(self, a: int, b: int) -> int:
        """Return how many pairs of reports of two groups one article keeps apart."""
        one, other = self.apart[a], self.apart[b]
        if one.keys().isdisjoint(other):
            return 0
        return sum(count * other[number] for number, count in one.items() if number in other)

    def join(self, a: int, b: int) -> None:
        """Join group `b` into `a`, the one with the smaller row."""
        self.members[a] = sorted(self.members[a] + self.members.pop(b))
        for number, count in self.apart.pop(b).items():
            self.apart[a][number] = self.apart[a].get(number, 0) + count
        for other, (total, compared) in self.sums.pop(b).items():
            del self.sums[other][b]
            if other != a:
                before = self.sums[a].get(other, (0, 0))
                both = (before[0] + total, before[1] + compared)
                self.sums[a][other] = self.sums[other][a] = both
        for other, (total, _) in self.sums[a].items():
            if total > 0:  # pairs that were not compared only lower it
                self.push(a, other)

    def is_current(self, a: int, b: int, sizes: tuple[int, int]) -> bool:
        """Return whether both groups are still as they were when put up."""
        return (len(self.members.get(a, ())), len(self.members.get(b, ()))) == sizes


def _by_name(a: int, b: int, sizes: tuple[int, int]) -> tuple[int, int]:
    return sizes if a < b else (sizes[1], sizes[0])


def _agglomerate(
    rows: list[int], pairs: Mapping[Pair, int], apart: Sequence[int]
) -> list[list[int]]:
    """Return the groups of a component, members in order."""
    sums: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for (a, b), margin in pairs.items():
        sums[a][b] = sums[b][a] = (margin, 1)
    groups = _Groups({row: [row] for row in rows}, {row: {apart[row]: 1} for row in rows}, sums)
    groups.heap = [(-margin, a, b, 1, 1) for (a, b), margin in pairs.items() if margin > 0]
    heapq.heapify(groups.heap)
    while groups.heap:
        _, a, b, size_a, size_b = heapq.heappop(groups.heap)
        if groups.is_current(a, b, (size_a, size_b)):
            groups.join(a, b)
    return list(groups.members.values())
