"""Sums over several happenings, and what they have beyond the happenings known: residuals.

A sum ("200 killed in a week") is never added to the incidents it sums up. Known parts are the
incidents within its span, governorates and places, of its kind, with no attacker of another camp;
a sum over sides (victim unknown) has parts of any side. What is left is counted as its residual:
low is the sum's low less the parts' high figures, and the other way round. Dead and wounded are
parts whatever the kind. Of sums that overlap, the one that counts most people stands alone, one of
few days before one of many: two residuals never cover the same day and place.

A happening told for a region as a whole ("100 killed in the Ghouta today") stays an incident, but
gives up what places within it are known to have had that day, if it is at least as large.

A sum whose days the article does not give, or that spans more than MOST_DAYS, has no residual: no
week could be said for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.model import Admin1
from tawthiq.reconcile.figures import ALL
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.store import Before, Named

#: UCDP GED dates events to a month at the vaguest that still enters its monthly tables.
MOST_DAYS = 31
#: With more spans than these all sums are settled anew, which is then the cheaper way.
SPANS_AT_MOST = 20_000

_SUM = (
    "incident_id", "first_event_id", "is_region", "kind_bits", "started_on", "ended_on",
    "admin1_codes", "inside_place_ids", "camp_bits", "outcome", "victim", "gross_low", "gross_best",
    "gross_high", "claim_count", "source_count", "is_contested",
)  # fmt: skip
Span = tuple[date, date, tuple[str, ...]]


@dataclass(slots=True)
class Touched:
    """Weeks that publish has to rebuild, and where sums have to be settled anew."""

    weeks: set[date] = field(default_factory=set)
    spans: set[Span] = field(default_factory=set)

    def add_before(self, before: Before) -> None:
        """Note an incident as it was."""
        self.weeks.add(before.week_on)
        self.spans.add((before.started_on, before.ended_on, tuple(before.admin1_codes)))

    def add_now(self, named: Named) -> None:
        """Note an incident as it is."""
        facts = named.incident.facts
        self.weeks.add(facts["week_on"])
        self.spans.add((facts["started_on"], facts["ended_on"], tuple(facts["admin1_codes"])))


def write_sums(conn: wh.Connection, named: Sequence[Named], places: Places) -> None:
    """Copy the gross figures of sums and of regions as a whole."""
    wh.copy_rows(conn, "core.sum_figure", _SUM, _rows(named, places))


def _rows(named: Sequence[Named], places: Places) -> Iterator[tuple[Any, ...]]:
    for n in named:
        facts = n.incident.facts
        if not (_has_few_days(n) if n.is_sum else facts["is_region"]):
            continue
        shared = (
            n.incident_id, n.first_event_id, not n.is_sum, facts["kind_bits"], facts["started_on"],
            facts["ended_on"], facts["admin1_codes"], places.inside(n.incident.place_ids),
            facts["camp_bits"],
        )  # fmt: skip
        for f in n.incident.figures:
            if f.category == ALL:
                total = f.tally
                numbers = (total.low, total.best, total.high, f.claim_count, total.source_count)
                yield *shared, f.outcome, f.victim, *numbers, total.is_contested


def _has_few_days(named: Named) -> bool:
    """Return whether the days of a sum are few enough to belong to a week."""
    facts = named.incident.facts
    return bool((facts["ended_on"] - facts["started_on"]).days < MOST_DAYS)


def settle_sums(conn: wh.Connection, touched: Touched) -> None:
    """Compute anew what is left of the sums that touched incidents lie in, and write it.

    Adds the weeks of residuals that changed.
    """
    if not touched.spans:
        return
    spans = sorted(touched.spans)
    if len(spans) > SPANS_AT_MOST:
        spans = [(spans[0][0], max(ended for _, ended, _ in spans), ())]
    columns = ("started_on", "ended_on", "admin1_codes")
    everywhere = {"admin1": list(Admin1), "days": MOST_DAYS}
    wh.run(conn, "reconcile/sums_open.sql")
    wh.copy_rows(conn, "touched_span", columns, spans)
    wh.run(conn, "reconcile/sums_near.sql", everywhere)
    wh.run(conn, "reconcile/sums_regions.sql")
    wh.run(conn, "reconcile/sums_rest.sql")
    wh.run(conn, "reconcile/sums_standing.sql", everywhere)
    rows = wh.query(conn, "reconcile/sums_write.sql")
    touched.weeks.update(row["week_on"] for row in rows)
