"""What became of incidents, and why: the rows of core.incident_history."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.reconcile.grouping import Grouping
from tawthiq.reconcile.identity import Naming, Old

_NOTED = (
    "incident_id", "change", "other_incident_id", "reason", "added_event_ids", "removed_event_ids",
)  # fmt: skip


class History:
    """Notes changes in the order in which they must be noted: lost, changed, split."""

    def __init__(
        self,
        conn: wh.Connection,
        naming: Naming,
        grouping: Grouping,
        old: Mapping[str, Old],
        *,
        is_anew: bool,
    ) -> None:
        self._conn = conn
        self._naming = naming
        self._is_anew = is_anew
        self._now = dict(zip(naming.names, grouping.clusters, strict=True))
        self._before = defaultdict[str, set[str]](set)
        for event_id, where in old.items():
            self._before[where.incident_id].add(event_id)
        changes = wh.query(conn, "reconcile/change_reasons.sql")
        self._what = {row["event_id"]: row["reason"] for row in changes}
        wh.run(conn, "reconcile/noted.sql")

    def note_lost(self) -> None:
        """Note incidents that went up in another one or have no report left, as they still are."""
        merged = [("merged", old, other) for old, other in sorted(self._naming.merged.items())]
        removed = [("removed", old, None) for old in sorted(self._naming.removed)]
        self._note([*merged, *removed], "reconcile/note_changed.sql")

    def note_changed(self, incident_ids: Iterable[str]) -> None:
        """Note incidents that are about to be written anew, as they still are."""
        rows = [("changed", incident_id, None) for incident_id in sorted(incident_ids)]
        self._note(rows, "reconcile/note_changed.sql")

    def note_split(self) -> None:
        """Note incidents that came out of others, and complete what was noted."""
        rows = [("split", new, other) for new, other in sorted(self._naming.split.items())]
        self._note(rows, "reconcile/note_after.sql")

    def _note(self, changes: Sequence[tuple[str, str, str | None]], then: str) -> None:
        wh.execute(self._conn, "TRUNCATE noted")
        rows = (self._row(*change) for change in changes)
        wh.copy_rows(self._conn, "noted", _NOTED, rows)
        wh.run(self._conn, then)

    def _row(self, change: str, incident_id: str, other: str | None) -> tuple[Any, ...]:
        ids = {incident_id} if other is None else {incident_id, other}
        now = set[str]().union(*(self._now.get(i, ()) for i in ids))
        before = set[str]().union(*(self._before.get(i, ()) for i in ids))
        added, removed = sorted(now - before), sorted(before - now)
        reason = self._reason(now | before, added, removed)
        return incident_id, change, other, reason, added, removed

    def _reason(self, events: set[str], added: Sequence[str], removed: Sequence[str]) -> str:
        """Return the weightiest of the reasons for which its reports changed."""
        if self._is_anew:
            return "recomputed"
        reasons = {self._what[event] for event in events if event in self._what}
        for reason in ("new extractor", "report changed"):
            if reason in reasons:
                return reason
        if added or removed:
            return "new report" if added else "report gone"
        return "new place or copy"
