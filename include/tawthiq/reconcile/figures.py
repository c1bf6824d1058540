"""Low, best and high of an incident from the claims of its reports.

The rule: each independent source counts once per outcome, side and category, with its latest
figure; totals and the categories within them are kept apart ("all" and its parts), so that nothing
is added twice. Low is the lowest, high the highest that any source gives; best is what most sources
give, the middle one where none is commoner (as UCDP GED keeps low, best and high).

Vague figures take the bounds by which ACLED codes fatalities where no number is reported: several
people 3 (here low 2, the least a plural says), dozens 12, hundreds 100; thousands likewise 1,000.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

ALL = "all"

#: qualifier → (low, best, high) where the claim has no number of its own.
VAGUE: Mapping[str, tuple[int, int, int]] = {
    "some": (2, 3, 3),
    "tens": (12, 12, 99),
    "hundreds": (100, 100, 999),
    "thousands": (1000, 1000, 9999),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One claim as told: by which independent source, on which day, what figure."""

    source: str
    order: tuple[str, ...]  # publication day and claim: the later figure of a source stands
    outcome: str
    victim: str
    category: str | None
    is_part: bool
    low: int | None
    high: int | None
    qualifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An incident's figure for one outcome, side and category."""

    outcome: str
    victim: str
    category: str
    low: int
    best: int
    high: int
    claim_count: int
    source_count: int
    is_contested: bool


def bounds(told: Told) -> tuple[int, int, int]:
    """Return low, best and high of one claim; an open side is taken as its known one."""
    if told.low is None and told.high is None:
        return VAGUE[told.qualifier]
    if told.low is None:
        return 0, told.high or 0, told.high or 0
    high = told.low if told.high is None else told.high
    return told.low, told.low if told.qualifier != "range" else (told.low + high) // 2, high


def figures(claims: Iterable[Told]) -> list[Figure]:
    """Return the figures of an incident, in a fixed order."""
    cells = defaultdict[tuple[str, str, str], list[Told]](list)
    for told in claims:
        if not told.is_part:
            cells[told.outcome, told.victim, ALL].append(told)
        if told.category:
            cells[told.outcome, told.victim, told.category].append(told)
    return [_figure(key, cells[key]) for key in sorted(cells)]


def _figure(key: tuple[str, str, str], claims: list[Told]) -> Figure:
    by_source = defaultdict[str, dict[tuple[str, ...], list[Told]]](dict)
    for told in claims:
        by_source[told.source].setdefault(told.order[:2], []).append(told)
    # A source's latest article stands; within it, several claims of one cell are added up
    # ("a child and two men"): they were not parts of one another.
    sums = [_sum(articles[max(articles)]) for _, articles in sorted(by_source.items())]
    bests = sorted(best for _, best, _ in sums)
    counted = Counter(bests)
    most = max(counted.values())
    best = min(b for b, n in counted.items() if n == most)
    if most == 1:
        best = bests[(len(bests) - 1) // 2]
    low, high = min(s[0] for s in sums), max(s[2] for s in sums)
    outcome, victim, category = key
    exact = {t.low for t in claims if t.qualifier == "exact"}
    return Figure(
        outcome=outcome,
        victim=victim,
        category=category,
        low=low,
        best=max(low, best),
        high=max(high, best),
        claim_count=len(claims),
        source_count=len(by_source),
        is_contested=len(by_source) > 1 and len(exact) > 1,
    )


def _sum(claims: list[Told]) -> tuple[int, int, int]:
    parts = [bounds(told) for told in claims]
    return sum(p[0] for p in parts), sum(p[1] for p in parts), sum(p[2] for p in parts)
