"""People of no stated side beside those of several sides, within one incident.

Where one article tells of "40 people" and another of 26 civilians and 12 soldiers, the 38 are among
the 40, so two are left of no stated side. Only an article that itself tells of both, from one
source, means others. With one side alone both articles count the same people: see `same_people`.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.model import Actor
from tawthiq.reconcile.figures import ALL, Claim, Figure, Standing


def without_the_sided(
    found: Sequence[Figure], claims: Sequence[Claim], standing: dict[str, Standing]
) -> list[Figure]:
    """Return the figures, those of no side less the sides'; note in `standing` what falls out."""
    if all(figure.victim != Actor.UNKNOWN for figure in found):
        return list(found)
    kept = []
    for figure in found:
        sided = [f for f in found if _is_of_a_side(f, figure)]
        if figure.victim != Actor.UNKNOWN or figure.category != ALL or not sided:
            kept.append(figure)
            continue
        told = [c for c in claims if c.outcome == figure.outcome]
        told = [c for c in told if standing[c.claim_id] is not Standing.PART]
        mine = [c for c in told if c.victim == Actor.UNKNOWN]
        tellers = {c.teller for c in told if c.victim != Actor.UNKNOWN}
        if any(c.teller in tellers for c in mine):
            kept.append(figure)
        elif rest := _rest(figure, sided):
            kept.append(rest)
        else:
            standing.update({c.claim_id: Standing.NOT_COUNTED for c in mine})
    return kept


def _is_of_a_side(figure: Figure, other: Figure) -> bool:
    same = figure.outcome == other.outcome and figure.category == ALL
    return same and figure.victim != Actor.UNKNOWN


def _rest(figure: Figure, sided: Sequence[Figure]) -> Figure | None:
    """Return what a figure has beyond those of the sides, nothing where that may be nobody."""
    all_of, sides = figure.tally, [f.tally for f in sided]
    best = all_of.best - sum(s.best for s in sides)
    if best <= 0:
        return None
    low = max(0, min(best, all_of.low - sum(s.high for s in sides)))
    high = max(best, all_of.high - sum(s.low for s in sides))
    return figure._replace(tally=all_of._replace(low=low, best=best, high=high))
