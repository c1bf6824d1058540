"""Our weekly governorate deaths beside UCDP GED's: agreement, distance, largest disagreements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.publish.codings import GOVERNORATES
from tawthiq.publish.correlation import pearson, spearman
from tawthiq.publish.distance import Distance, distance
from tawthiq.publish.ucdp import UcdpError, UcdpEvent, monday, read_ucdp

#: Governorate and Monday.
Cell = tuple[str, date]
SHOWN = 20
ARTICLES_EACH = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """A governorate's week in which the two differ, with the articles behind ours."""

    week_on: date
    admin1_code: str
    ours: int
    theirs: int
    theirs_low: int
    theirs_high: int
    articles: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """How two series of deaths agree; a correlation is `None` where one does not vary."""

    first_week: date
    last_week: date
    weeks: int
    outlets: Mapping[str, int]
    ours_total: int
    theirs_total: int
    total_ratio: float | None
    pearson_week: float | None
    spearman_week: float | None
    pearson_governorate_week: float | None
    spearman_governorate_week: float | None
    pearson_governorate: float | None
    distance: Distance
    disagreements: tuple[Disagreement, ...]


def compare_ucdp(conn: wh.Connection, path: Path) -> Comparison:
    """Compare our weekly deaths with a GED release over the whole ISO weeks that it covers.

    An event of GED counts in the week in which it began. A governorate's week that one of the two
    does not tell of is 0; deaths without a governorate count in the totals and weeks alone.

    Raises:
        UcdpError: the file is no GED release or covers no whole week.
    """
    events = read_ucdp(path)
    first, last = whole_weeks(path, events)
    events = [event for event in events if first <= event.week_on <= last]
    span = {"first": first, "last": last}
    with wh.transaction(conn):
        rows = wh.query(conn, "reports/compare_cells.sql", span)
        incidents = wh.query(conn, "reports/compare_incidents.sql", span)
        outlets = wh.query(conn, "reports/compare_outlets.sql", span)
        ours = {(row["admin1_code"], row["week_on"]): row["count_best"] for row in rows}
        theirs = _by_cell(events)
        weeks = [first + timedelta(weeks=n) for n in range((last - first).days // 7 + 1)]
        cells = [(code, week) for code in sorted(GOVERNORATES) for week in weeks]
        worst = sorted(cells, key=lambda c: (-abs(ours.get(c, 0) - theirs.get(c, 0)), c))[:SHOWN]
        shown = tuple(_disagreement(conn, cell, ours, events) for cell in worst)
    return Comparison(
        first_week=first,
        last_week=last,
        weeks=len(weeks),
        outlets={row["outlet"]: row["article_count"] for row in outlets},
        ours_total=sum(ours.values()),
        theirs_total=sum(theirs.values()),
        total_ratio=_ratio(sum(ours.values()), sum(theirs.values())),
        distance=distance(cells, ours, events, incidents),
        disagreements=shown,
        **correlations(cells, weeks, ours, theirs),
    )


def whole_weeks(path: Path, events: Sequence[UcdpEvent]) -> tuple[date, date]:
    """Return the first and last Monday of the weeks that lie within the file's days.

    Raises:
        UcdpError: there is no such week.
    """
    days = [event.started_on for event in events]
    first = monday(min(days) + timedelta(days=6))
    last = monday(max(days) - timedelta(days=6))
    if first > last:
        raise UcdpError(f"{path}: its days ({min(days)} to {max(days)}) hold no whole ISO week")
    return first, last


def correlations(
    cells: Sequence[Cell],
    weeks: Sequence[date],
    ours: Mapping[Cell, int],
    theirs: Mapping[Cell, int],
) -> dict[str, float | None]:
    """Return Pearson and Spearman by week, by governorate and week, and by governorate."""

    def totals(series: Mapping[Cell, int], place: int, keys: Sequence[Any]) -> list[int]:
        added = defaultdict[Any, int](int)
        for cell, count in series.items():
            added[cell[place]] += count
        return [added[key] for key in keys]

    by_week = [totals(series, 1, weeks) for series in (ours, theirs)]
    by_admin1 = [totals(series, 0, sorted(GOVERNORATES)) for series in (ours, theirs)]
    by_cell = [[series.get(cell, 0) for cell in cells] for series in (ours, theirs)]
    return {
        "pearson_week": pearson(*by_week),
        "spearman_week": spearman(*by_week),
        "pearson_governorate_week": pearson(*by_cell),
        "spearman_governorate_week": spearman(*by_cell),
        "pearson_governorate": pearson(*by_admin1),
    }


def _ratio(ours: int, theirs: int) -> float | None:
    return round(ours / theirs, 4) if theirs else None


def _by_cell(events: Sequence[UcdpEvent]) -> dict[Cell, int]:
    added = defaultdict[Cell, int](int)
    for event in events:
        added[event.admin1_code or "none", event.week_on] += event.best
    return dict(added)


def _disagreement(
    conn: wh.Connection, cell: Cell, ours: Mapping[Cell, int], events: Sequence[UcdpEvent]
) -> Disagreement:
    code, week = cell
    told = [e for e in events if (e.admin1_code, e.week_on) == cell]
    articles = wh.query(
        conn,
        "reports/compare_articles.sql",
        {"week": week, "admin1": code, "limit": ARTICLES_EACH},
    )
    return Disagreement(
        week_on=week,
        admin1_code=code,
        ours=ours.get(cell, 0),
        theirs=sum(e.best for e in told),
        theirs_low=sum(e.low for e in told),
        theirs_high=sum(e.high for e in told),
        articles=tuple(articles),
    )
