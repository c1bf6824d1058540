"""What an incident had beside people: strikes, materiel and places that changed hands."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tawthiq.model import How
from tawthiq.reconcile.figures import Count, Tally, add, read_count, tally
from tawthiq.reconcile.places import place_key

Row = dict[str, Any]


def counted(
    rows: Sequence[Row], sources: Mapping[str, str], key: Callable[[Row], Any]
) -> list[tuple[Any, Tally, int]]:
    """Return for each key the number over sources; of one source the largest number stands."""
    if not rows:
        return []
    cells = defaultdict[Any, dict[str, list[Count]]](lambda: defaultdict(list))
    for row in rows:
        count = read_count(row["count_low"], row["count_high"], row["qualifier"])
        cells[key(row)][sources[row["event_id"]]].append(count)
    found = []
    for cell, told in sorted(cells.items()):
        stated = [
            add([max(counts, key=lambda c: (c.best, c.high, c.low))], source, is_party=False)
            for source, counts in sorted(told.items())
        ]
        found.append((cell, tally(stated), sum(map(len, told.values()))))
    return found


def control(rows: Sequence[Row], sources: Mapping[str, str]) -> list[Row]:
    """Return each place that changed hands once, by name."""
    if not rows:
        return []
    cells = defaultdict[str, list[Row]](list)
    for row in rows:
        cells[row["place_id"] or " ".join(place_key(row["place_name"]))].append(row)
    found = []
    for told in cells.values():
        gained = [frozenset(r["gained_by"]) for r in told if r["gained_by"]]
        found.append(
            {
                "place_name": commonest([r["place_name"] for r in told]),
                "place_id": told[0]["place_id"],
                "gained_by": union(told, "gained_by"),
                "lost_by": union(told, "lost_by"),
                "how": max((How(r["how"]) for r in told), key=lambda h: h is How.SEIZED),
                "claim_count": len(told),
                "source_count": len({sources[r["event_id"]] for r in told}),
                "is_contested": any(
                    not one & other for i, one in enumerate(gained) for other in gained[i + 1 :]
                ),
            }
        )
    return sorted(found, key=lambda row: (row["place_name"], row["place_id"] or ""))


def union(rows: Sequence[Row], column: str) -> list[str]:
    """Return all values of a column of lists, sorted."""
    if len(rows) == 1:
        return sorted(set(rows[0][column]))
    return sorted(set().union(*[row[column] for row in rows]))


def commonest(values: Sequence[str]) -> str:
    """Return the commonest value, the first by name of equally common ones."""
    if len(values) == 1:
        return values[0]
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], value))
