"""Which reports tell of one happening: candidates by governorate and day, then a score.

Order-blind: pairs are joined from the best score down, ties by identity, and never so that two
events of one article, which that article keeps apart, end in one incident.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from tawthiq.arabic import fold_phrase

#: Types that outlets use for one another when they report the same happening.
FAMILY: Mapping[str, str] = {
    "air_strike": "bombardment",
    "shelling": "bombardment",
    "chemical_attack": "bombardment",
    "armed_clash": "fighting",
    "territory_gain": "fighting",
    "explosive": "blast",
    "suicide_attack": "blast",
}

#: Two reports of at least this score are one happening: same place and day and type, or the same
#: figures where the place is only a governorate. Chosen on the sample newsroom's truth.
THRESHOLD = 3.0
_DAY_WINDOW = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One event as told, with what matching needs."""

    event_id: str
    article_id: str
    event_type: str
    started_on: date
    ended_on: date
    admin1: frozenset[str]
    places: frozenset[tuple[str, ...]]
    attackers: frozenset[str]
    targets: frozenset[str]
    deaths: frozenset[int]  # exact numbers of killed, by which reports of one happening agree


def place_key(name: str) -> tuple[str, ...]:
    """Return a place's name folded, without the article."""
    return tuple(w.removeprefix("ال") for w in fold_phrase(name))


def cluster(reports: list[Report]) -> list[list[Report]]:
    """Return the reports in groups, one group a happening, groups and members in a fixed order."""
    home = {r.event_id: i for i, r in enumerate(reports)}
    parent = list(range(len(reports)))
    articles = [{r.article_id} for r in reports]

    def root(i: int) -> int:
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    scored = [(-score(a, b), a.event_id, b.event_id) for a, b in candidates(reports)]
    for negative, one, other in sorted(scored):
        if -negative < THRESHOLD:
            break
        a, b = root(home[one]), root(home[other])
        if a != b and not articles[a] & articles[b]:
            low, high = min(a, b), max(a, b)
            parent[high] = low
            articles[low] |= articles[high]
    groups = defaultdict[int, list[Report]](list)
    for i, report in enumerate(reports):
        groups[root(i)].append(report)
    return list(groups.values())


def candidates(reports: list[Report]) -> Iterator[tuple[Report, Report]]:
    """Yield pairs that share a family, a governorate and a day give or take one; each pair once."""
    blocks = defaultdict[tuple[str, str, date], list[int]](list)
    for i, report in enumerate(reports):
        for key in _keys(report):
            blocks[key].append(i)
    seen = set[tuple[int, int]]()
    for block in blocks.values():
        for at, one in enumerate(block):
            for other in block[at + 1 :]:
                pair = (min(one, other), max(one, other))
                if pair not in seen and reports[one].article_id != reports[other].article_id:
                    seen.add(pair)
                    yield reports[pair[0]], reports[pair[1]]


def _keys(report: Report) -> Iterator[tuple[str, str, date]]:
    family = FAMILY.get(report.event_type, report.event_type)
    days = {report.started_on + timedelta(days=d) for d in range(-_DAY_WINDOW, _DAY_WINDOW + 1)}
    for admin1 in sorted(report.admin1) or [""]:
        for day in sorted(days):
            yield family, admin1, day


def score(a: Report, b: Report) -> float:
    """Return how surely two reports tell of one happening; below `THRESHOLD` they do not."""
    total = 0.0
    if a.places and b.places:
        shared = a.places & b.places
        if not shared:
            return 0.0
        total += 2.0
    total += 1.0 if a.event_type == b.event_type else 0.5
    total += 0.5 if a.started_on == b.started_on else 0.0
    if a.attackers and b.attackers and "unknown" not in a.attackers | b.attackers:
        total += 0.5 if a.attackers & b.attackers else -1.5
    if a.targets and b.targets and "unknown" not in a.targets | b.targets:
        total += 0.25 if a.targets & b.targets else -1.0
    if a.deaths and b.deaths:
        total += 1.5 if a.deaths & b.deaths else -_distance(a, b)
    return total


def _distance(a: Report, b: Report) -> float:
    """Return how far two tolls are apart: 0 up to a factor of two, a weight beyond."""
    x, y = max(a.deaths), max(b.deaths)
    return 0.0 if max(x, y) <= 2 * max(1, min(x, y)) else 1.25
