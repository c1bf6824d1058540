"""How well matching does on pairs of reports that a reader judged: precision, recall, F1, B³.

The pairs lie in tests/reconcile/pairs: `reports.tsv` holds what 194 reports of five outlets say as
facts (so that the measure does not move with the extractor) and which happening each tells of,
`pairs.tsv` the pairs that are judged. All reports are matched at once, as reconcile does it; a pair
counts as the same where both end in one cluster. B³ is over all reports and happenings.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tawthiq.gazetteer import Gazetteer
from tawthiq.model import DateBasis
from tawthiq.reconcile.grouping import group
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.reports import Told, encode

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """How far clusters agree with a reader, each 0 to 1."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """Harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two reports and what a reader says of them."""

    one: str
    other: str
    is_same: bool
    is_hard: bool
    half: str  # of the weeks: tuned, held, or across both


def measure(
    folder: Path, gazetteer: Gazetteer, wanted: Callable[[Pair], bool] = lambda _: True
) -> tuple[Agreement, Agreement, int]:
    """Return the agreement over pairs, B³ over reports, and how many pairs were judged."""
    rows = read_table(folder / "reports.tsv")
    pairs = [pair for pair in read_pairs(folder / "pairs.tsv") if wanted(pair)]
    found = cluster_of(rows, gazetteer)
    judged = {row["event"]: row["happening"] for row in rows}
    return over_pairs(pairs, found), b_cubed(judged, found), len(pairs)


def read_table(path: Path) -> list[dict[str, str]]:
    """Return the rows of a tab-separated table by column."""
    with path.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def read_pairs(path: Path) -> list[Pair]:
    """Return the judged pairs."""
    return [
        Pair(
            one=row["report"],
            other=row["other"],
            is_same=row["verdict"] == "same",
            is_hard=row["difficulty"] == "hard",
            half=row["half"],
        )
        for row in read_table(path)
    ]


def cluster_of(rows: Iterable[Row], gazetteer: Gazetteer) -> dict[str, int]:
    """Return for each report the number of the cluster that it ends in."""
    places = Places(gazetteer)
    clusters = group(encode(map(told, rows), places), places).clusters
    return {event: number for number, events in enumerate(clusters) for event in events}


def told(row: Row) -> Told:
    """Return a report from its row."""
    places = [place.partition("=") for place in _list(row["places"])]
    return Told(
        event_id=row["event"],
        article_id=row["article_id"],
        event_type=row["type"],
        is_sum=False,
        started_on=date.fromisoformat(row["started_on"]),
        ended_on=date.fromisoformat(row["ended_on"]),
        is_day_assumed=row["date_basis"] == DateBasis.PUBLISHED,
        admin1=_list(row["admin1"]),
        places=[(name, place_id or None) for name, _, place_id in places],
        attackers=_list(row["attackers"]),
        targets=_list(row["targets"]),
        methods=_list(row["methods"]),
        figures=[figure for claim in _list(row["claims"]) for figure in _figure(claim)],
        source=row["source"],
        words=[int(number) for number in row["words"].split()],
    )


def _list(text: str) -> list[str]:
    return [value for value in text.split("|") if value]


def _figure(claim: str) -> list[tuple[str, int]]:
    """Return outcome and number of a claim such as "killed civilians all 20..20 exact"."""
    outcome, _, _, bounds, _ = claim.split()
    low, _, high = bounds.partition("..")
    return [(outcome, int(low or high))] if low or high else []


def over_pairs(pairs: Sequence[Pair], found: Mapping[str, int]) -> Agreement:
    """Return how far the clusters agree with the verdicts."""
    joined = [pair for pair in pairs if found[pair.one] == found[pair.other]]
    right = sum(pair.is_same for pair in joined)
    return Agreement(
        precision=right / max(1, len(joined)),
        recall=right / max(1, sum(pair.is_same for pair in pairs)),
    )


def b_cubed(judged: Mapping[str, Hashable], found: Mapping[str, Hashable]) -> Agreement:
    """Return B³: for each report how much of its cluster is right, how much of its happening there.

    >>> b_cubed({"a": 1, "b": 1, "c": 2}, {"a": 1, "b": 1, "c": 1}).precision.__round__(2)
    0.56
    """
    clusters, happenings = _members(found), _members(judged)
    precision = recall = 0.0
    for report in judged:
        cluster, happening = clusters[found[report]], happenings[judged[report]]
        shared = len(cluster & happening)
        precision += shared / len(cluster)
        recall += shared / len(happening)
    return Agreement(precision=precision / len(judged), recall=recall / len(judged))


def _members(labels: Mapping[str, Hashable]) -> dict[Hashable, set[str]]:
    members = defaultdict[Hashable, set[str]](set)
    for report, label in labels.items():
        members[label].add(report)
    return members
