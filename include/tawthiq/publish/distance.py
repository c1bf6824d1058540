"""What the distance between our deaths and GED's consists of, as numbers.

Over governorates' weeks the absolute differences are split by what each cell looks like: nothing of
ours where they have some (coverage), less than their lowest (coverage and extraction), more than
their highest (extraction, double counting), ours where they have none (extraction, geography), and
within their band. Beside this stand measures of each cause alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from tawthiq.publish.correlation import pearson
from tawthiq.publish.ucdp import UcdpEvent

Cell = tuple[str, date]
#: A report of Monday may tell of Sunday.
DAY_SLACK = timedelta(days=1)
#: An incident or residual of ours as deadly as this is rarely one day's: of GED's 1,208 events of
#: February to May 2018 one has more than 264 dead. Ours may be running totals read as a day's.
EXTREME = 300
#: Figures below this agree by chance too often to point to one happening counted twice.
TWIN_LEAST = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Distance:
    """Deaths unless said otherwise; a share is `None` where there is nothing to share."""

    absolute: int
    nothing_of_ours: int  # coverage: they have deaths where we have none
    below_their_low: int
    within_their_band: int
    above_their_high: int
    nothing_of_theirs: int
    # coverage: their events with an incident of ours in the governorate, a day's slack
    events_seen_share: float | None
    deaths_seen_share: float | None
    small_events_seen_share: float | None  # of those with fewer than five dead
    large_events_seen_share: float | None
    # extraction: where both tell of a governorate's week
    ratio_where_both: float | None
    ours_by_word_share: float | None  # from dozens, hundreds and the like
    ours_largest_five_share: float | None  # of the five deadliest incidents
    ours_extreme_share: float | None  # of incidents and residuals of 300 dead and more
    total_ratio_below_extremes: float | None
    pearson_below_extremes: float | None  # by governorate and week, as all that follow
    ours_residual_share: float | None  # from sums, beyond the incidents known
    total_ratio_without_residuals: float | None
    pearson_without_residuals: float | None
    civilians_ratio: float | None
    # double counting: equal figures from five up, same governorate, within a day, two incidents
    twin_deaths: int
    # geography
    ours_unplaced_share: float | None
    theirs_unplaced_share: float | None
    theirs_governorate_only_share: float | None
    pearson_damascus_joined: float | None  # Damascus and Rif Dimashq as one
    # time: theirs of events longer than a week, all of which count in the week they began
    theirs_long_events_share: float | None


def distance(
    cells: Sequence[Cell],
    ours: Mapping[Cell, int],
    events: Sequence[UcdpEvent],
    incidents: Sequence[Mapping[str, Any]],
) -> Distance:
    """Measure the causes over the given cells (governorate, Monday)."""
    theirs_all, ours_all = sum(e.best for e in events), sum(ours.values())
    return Distance(
        **_split(cells, ours, events),
        **_seen(events, incidents),
        ratio_where_both=_where_both(cells, ours, events),
        ours_by_word_share=_share(sum(i["killed_by_word"] or 0 for i in incidents), ours_all),
        ours_largest_five_share=_share(
            sum(sorted((i["killed_best"] for i in incidents), reverse=True)[:5]), ours_all
        ),
        **_without(cells, events, incidents),
        civilians_ratio=_share(
            sum(i["killed_civilians"] or 0 for i in incidents), sum(e.civilians for e in events)
        ),
        twin_deaths=_twins(incidents),
        ours_unplaced_share=_share(sum(n for c, n in ours.items() if c[0] == "none"), ours_all),
        theirs_unplaced_share=_share(
            sum(e.best for e in events if e.admin1_code is None), theirs_all
        ),
        theirs_governorate_only_share=_share(
            sum(e.best for e in events if e.where_prec >= 4), theirs_all
        ),
        pearson_damascus_joined=_joined(cells, ours, events),
        theirs_long_events_share=_share(
            sum(e.best for e in events if (e.ended_on - e.started_on).days > 7), theirs_all
        ),
    )


def _share(part: int, whole: int) -> float | None:
    return round(part / whole, 4) if whole else None


def _without(
    cells: Sequence[Cell], events: Sequence[UcdpEvent], incidents: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Return how far extremes and residuals decide: their share, and agreement without them."""
    whole = sum(i["killed_best"] for i in incidents)
    theirs = _by_cell(events)
    below = [i for i in incidents if i["killed_best"] < EXTREME]
    known = [i for i in incidents if i["kind"] == "incident"]
    found: dict[str, Any] = {}
    for name, kept, missing in (
        ("below_extremes", below, "ours_extreme_share"),
        ("without_residuals", known, "ours_residual_share"),
    ):
        counts = defaultdict[Cell, int](int)
        for incident in kept:
            counts[incident["admin1_code"], incident["week_on"]] += incident["killed_best"]
        found[missing] = _share(whole - sum(counts.values()), whole)
        found[f"total_ratio_{name}"] = _share(sum(counts.values()), sum(theirs.values()))
        found[f"pearson_{name}"] = pearson(
            [counts.get(cell, 0) for cell in cells], [theirs.get(cell, 0) for cell in cells]
        )
    return found


def _split(
    cells: Sequence[Cell], ours: Mapping[Cell, int], events: Sequence[UcdpEvent]
) -> dict[str, Any]:
    told = defaultdict[Cell, list[UcdpEvent]](list)
    for event in events:
        told[event.admin1_code or "none", event.week_on].append(event)
    added = dict.fromkeys(
        (
            "absolute",
            "nothing_of_ours",
            "below_their_low",
            "within_their_band",
            "above_their_high",
            "nothing_of_theirs",
        ),
        0,
    )
    for cell in cells:
        mine = ours.get(cell, 0)
        low, best, high = (
            sum(getattr(e, bound) for e in told[cell]) for bound in ("low", "best", "high")
        )
        added["absolute"] += abs(mine - best)
        added[_kind(mine, low, best, high)] += abs(mine - best)
    return added


def _kind(ours: int, low: int, best: int, high: int) -> str:
    if ours == 0 and best > 0:
        return "nothing_of_ours"
    if best == 0 and ours > 0:
        return "nothing_of_theirs"
    if ours < low:
        return "below_their_low"
    return "above_their_high" if ours > high else "within_their_band"


def _seen(events: Sequence[UcdpEvent], incidents: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    days = defaultdict[str, set[date]](set)
    for incident in incidents:
        if incident["kind"] != "incident":
            continue
        span = (incident["ended_on"] - incident["started_on"]).days
        for code in incident["admin1_codes"]:
            days[code] |= {incident["started_on"] + timedelta(days=n) for n in range(span + 1)}
    placed = [e for e in events if e.admin1_code]
    seen = [e for e in placed if _told_of(e, days[e.admin1_code or ""])]
    small, seen_small = (sum(e.best < TWIN_LEAST for e in part) for part in (placed, seen))
    return {
        "events_seen_share": _share(len(seen), len(placed)),
        "deaths_seen_share": _share(sum(e.best for e in seen), sum(e.best for e in placed)),
        "small_events_seen_share": _share(seen_small, small),
        "large_events_seen_share": _share(len(seen) - seen_small, len(placed) - small),
    }


def _told_of(event: UcdpEvent, days: set[date]) -> bool:
    first, last = event.started_on - DAY_SLACK, event.ended_on + DAY_SLACK
    return any(first <= day <= last for day in days)


def _where_both(
    cells: Sequence[Cell], ours: Mapping[Cell, int], events: Sequence[UcdpEvent]
) -> float | None:
    theirs = _by_cell(events)
    both = [cell for cell in cells if ours.get(cell) and theirs.get(cell)]
    return _share(sum(ours[cell] for cell in both), sum(theirs[cell] for cell in both))


def _by_cell(events: Sequence[UcdpEvent]) -> dict[Cell, int]:
    added = defaultdict[Cell, int](int)
    for event in events:
        added[event.admin1_code or "none", event.week_on] += event.best
    return dict(added)


def _twins(incidents: Sequence[Mapping[str, Any]]) -> int:
    groups = defaultdict[tuple[str, int], list[date]](list)
    for incident in incidents:
        if incident["kind"] == "incident" and incident["killed_best"] >= TWIN_LEAST:
            key = (incident["admin1_code"], incident["killed_best"])
            groups[key].append(incident["started_on"])
    deaths = 0
    for (_, killed), days in groups.items():
        ordered = sorted(days)
        deaths += killed * sum(later - earlier <= DAY_SLACK for earlier, later in pairwise(ordered))
    return deaths


def _joined(
    cells: Sequence[Cell], ours: Mapping[Cell, int], events: Sequence[UcdpEvent]
) -> float | None:
    series = []
    for counts in (ours, _by_cell(events)):
        added = defaultdict[Cell, int](int)
        for code, week in cells:
            added["SY-RD" if code == "SY-DI" else code, week] += counts.get((code, week), 0)
        series.append([added[key] for key in sorted(added)])
    return pearson(*series)
