"""People of no stated side whom other reports of the incident give one: the same people.

"70 dead" in one article and "70 civilians" in another are not 140 dead.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tawthiq.model import Actor
from tawthiq.reconcile.figures import Claim


def with_their_side(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, those of unknown side under the only side that others tell of.

    Where several sides lost people nothing says whose the unknown are; and an article that itself
    tells of both means two groups.
    """
    if len({claim.victim for claim in claims}) < 2:  # one side for all, or nobody
        return list(claims)
    sides = defaultdict[str, set[str]](set)
    told_apart = set[tuple[str, tuple[str, str]]]()
    for claim in claims:
        if claim.victim != Actor.UNKNOWN:
            sides[claim.outcome].add(claim.victim)
            told_apart.add((claim.outcome, claim.order))
    only = {outcome: next(iter(some)) for outcome, some in sides.items() if len(some) == 1}
    return [
        replace(claim, victim=only[claim.outcome])
        if claim.victim == Actor.UNKNOWN
        and claim.outcome in only
        and (claim.outcome, claim.order) not in told_apart
        else claim
        for claim in claims
    ]
