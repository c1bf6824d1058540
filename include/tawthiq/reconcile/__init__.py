"""Reports in the warehouse → incidents with low, best and high: what probably happened, once.

    changed reports → the components they touch → clusters → names → figures → residuals of sums

Only what new, changed or removed reports touch is computed again; the outcome is the same as if all
reports had come at once, in whatever order they came, but for the names of incidents, which stay.
Sums over several happenings (scope aggregate) are joined with one another, never with incidents,
and keep only what they have beyond the incidents known. Background events never enter, nor sums
whose days nobody gives: they have no week.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

import numpy as np

from tawthiq import warehouse as wh
from tawthiq.garbage import no_search_for_cycles
from tawthiq.gazetteer import Gazetteer, load_gazetteer
from tawthiq.reconcile.candidates import DAY_WINDOWS
from tawthiq.reconcile.changes import History
from tawthiq.reconcile.grouping import Grouping, group, linked_to
from tawthiq.reconcile.identity import Naming, name_clusters
from tawthiq.reconcile.incidents import derive
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.sources import copies
from tawthiq.reconcile.store import (
    Before,
    Named,
    forget,
    read_before,
    read_members,
    read_old,
    read_reports,
    taken_names,
    write,
)
from tawthiq.reconcile.sums import Touched, settle_sums, write_sums
from tawthiq.reconcile.weights import RULES_VERSION
from tawthiq.reconcile.words import TellingWords

__all__ = ["ReconcileReport", "reconcile"]

CLUSTERS_AT_ONCE = 5000
#: Without fresh statistics PostgreSQL joins thousands of new incidents row by row.
ANALYSE_FROM = 200
_Item = TypeVar("_Item")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReconcileReport:
    """What a reconcile did; zeros where nothing had changed."""

    report_count: int = 0  # reports that were looked at again
    incident_count: int = 0  # incidents that they make, sums among them
    written_count: int = 0  # of these, new or changed ones
    merged_count: int = 0
    split_count: int = 0
    removed_count: int = 0


def reconcile(conn: wh.Connection, gazetteer: Gazetteer | None = None) -> ReconcileReport:
    """Bring the incidents up to what the reports say now, in one transaction.

    Args:
        conn: a connection with no transaction open.
        gazetteer: where places lie; the one of include/gazetteer if not given.
    """
    places = Places(gazetteer or load_gazetteer())
    with wh.transaction(conn), no_search_for_cycles():
        wh.run(conn, "reconcile/lock.sql")
        rules = {"rules_version": f"{RULES_VERSION}/{places.digest()}"}
        is_anew = bool(wh.query(conn, "reconcile/rules_change.sql", rules))
        if not wh.query(conn, "reconcile/take_changes.sql")[0]["change_count"]:
            return ReconcileReport()
        grouping = _regroup(conn, places)
        return _rewrite(conn, places, grouping, is_anew=is_anew)


def _regroup(conn: wh.Connection, places: Places) -> Grouping:
    """Return the clusters of all reports that the changes touch."""
    telling = TellingWords()
    linked: list[str] = []
    if wh.query(conn, "reconcile/has_stock.sql")[0]["has_stock"]:
        wh.run(conn, "reconcile/want_neighbours.sql", {"days": max(DAY_WINDOWS)})
        reports = read_reports(conn, places, telling)
        seeds = {row["event_id"] for row in wh.stream(conn, "reconcile/seeds.sql")}
        rows = np.flatnonzero([event in seeds for event in reports.event_ids])
        linked = linked_to(reports, rows, places)
    wh.run(conn, "reconcile/want_work.sql", {"linked": linked})
    return group(read_reports(conn, places, telling), places)


def _rewrite(
    conn: wh.Connection, places: Places, grouping: Grouping, *, is_anew: bool
) -> ReconcileReport:
    """Write what the clusters say where it differs from before."""
    old = read_old(conn)
    before = read_before(conn, {o.incident_id for o in old.values()})
    naming = name_clusters(
        grouping.clusters, grouping.article_of, old, lambda names: taken_names(conn, names)
    )
    _assign(conn, grouping, naming)
    history = History(conn, naming, grouping, old, is_anew=is_anew)
    history.note_lost()
    touched = Touched()
    gone = naming.merged.keys() | naming.removed
    for incident_id in gone & before.keys():
        touched.add_before(before[incident_id])
    forget(conn, gone)
    written = _write_clusters(conn, places, naming, before, history, touched)
    wh.run(conn, "reconcile/move_members.sql")
    if written > ANALYSE_FROM:
        wh.run(conn, "reconcile/analyse.sql")
    settle_sums(conn, touched)
    history.note_split()
    wh.run(conn, "reconcile/touch_weeks.sql", {"weeks": sorted(touched.weeks)})
    return ReconcileReport(
        report_count=sum(map(len, grouping.clusters)),
        incident_count=len(grouping.clusters),
        written_count=written,
        merged_count=len(naming.merged),
        split_count=len(naming.split),
        removed_count=len(naming.removed),
    )


def _assign(conn: wh.Connection, grouping: Grouping, naming: Naming) -> None:
    """Tell the warehouse which report belongs to which cluster."""
    wh.run(conn, "reconcile/assigned.sql")
    columns = ("event_id", "incident_id", "article_id", "component_id", "cluster_number")
    rows = (
        (event, incident_id, grouping.article_of[event], component_id, number)
        for number, (events, component_id, incident_id) in enumerate(
            zip(grouping.clusters, grouping.components, naming.names, strict=True)
        )
        for event in events
    )
    wh.copy_rows(conn, "assigned", columns, rows)
    wh.execute(conn, "ANALYZE assigned")


def _write_clusters(
    conn: wh.Connection,
    places: Places,
    naming: Naming,
    before: Mapping[str, Before],
    history: History,
    touched: Touched,
) -> int:
    """Derive each cluster's incident and write those that are new or differ; return how many."""
    now = wh.execute(conn, "SELECT now() AS now")[0]["now"]
    pairs = [
        (r["article_id"], r["other_article_id"]) for r in wh.query(conn, "reconcile/copies.sql")
    ]
    copied_from = copies(pairs)
    known = {
        naming.merged.get(old, old): min(now, was.first_known_at) for old, was in before.items()
    }
    written = 0
    members = zip(naming.names, read_members(conn, len(naming.names)), strict=True)
    for some in batched(members, CLUSTERS_AT_ONCE):
        differ = []
        for incident_id, rows in some:
            incident = derive(rows, copied_from, places)
            digest = incident.digest()
            was = before.get(incident_id)
            if was is None or was.digest != digest:
                first = rows.reports[0]["event_id"]
                since = known.get(incident_id, now)
                differ.append(Named(incident_id, incident.is_sum, first, incident, digest, since))
        _replace(conn, places, differ, before, history, touched)
        written += len(differ)
    return written


def _replace(
    conn: wh.Connection,
    places: Places,
    differ: Sequence[Named],
    before: Mapping[str, Before],
    history: History,
    touched: Touched,
) -> None:
    """Write incidents in place of what they were before."""
    changed = [n.incident_id for n in differ if n.incident_id in before]
    history.note_changed(changed)
    forget(conn, changed)
    now = wh.execute(conn, "SELECT now() AS now")[0]["now"]
    write(conn, differ, now)
    write_sums(conn, differ, places)
    for named in differ:
        touched.add_now(named)
        if named.incident_id in before:
            touched.add_before(before[named.incident_id])


def batched(items: Iterable[_Item], size: int) -> Iterator[list[_Item]]:
    """Yield the items in lists of a size, the last one shorter."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some
