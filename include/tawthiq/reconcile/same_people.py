"""People whom reports of one incident give different sides, or none: the same people.

"70 dead" in one article and "70 civilians" in another are not 140 dead, nor are "100 Russians" in
one and "100 militiamen" in another 200. An article that itself tells of both, from one source,
means two groups.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tawthiq.model import Actor
from tawthiq.reconcile.figures import Claim

#: One article in ten that gives another side than all others is its writer's or reader's mistake.
PREVAILING_SHARE = 0.9
#: Two groups seldom have one figure by chance from here on: one in thirty pairs, of smaller figures
#: one in eight.
TELLING = 10

Teller = tuple[str, tuple[str, str]]
#: outcome → side → sources and articles that tell of it
_Sides = Mapping[str, Mapping[str, set[Teller]]]


def with_their_side(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each under the side whose people it counts.

    Those of unknown side go to the only side that others tell of, or the one that nine of ten
    articles give. Equal figures under two sides go to the one that more articles tell of.
    """
    if len({claim.victim for claim in claims}) < 2:  # one side for all, or nobody
        return list(claims)
    sides: defaultdict[str, defaultdict[str, set[Teller]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        sides[claim.outcome][claim.victim].add(claim.teller)
    prevailing = {outcome: _prevailing(told) for outcome, told in sides.items()}
    renamed = _equal(claims, sides)
    found = []
    for claim in claims:
        side = renamed.get((claim.outcome, claim.victim, claim.count.best), claim.victim)
        if claim.victim == Actor.UNKNOWN:
            side = prevailing[claim.outcome]
            told = sides[claim.outcome]
            if any(claim.teller in told[other] for other in told if other != Actor.UNKNOWN):
                side = Actor.UNKNOWN
        found.append(claim if side == claim.victim else replace(claim, victim=side))
    return found


def _prevailing(told: Mapping[str, set[Teller]]) -> str:
    """Return the side that nearly all articles give which give one, unknown if there is none."""
    times = {side: len(tellers) for side, tellers in told.items() if side != Actor.UNKNOWN}
    most = max(times, key=lambda side: (times[side], side), default=str(Actor.UNKNOWN))
    is_enough = times and times[most] >= PREVAILING_SHARE * sum(times.values())
    return most if is_enough else str(Actor.UNKNOWN)


def _equal(claims: Iterable[Claim], sides: _Sides) -> dict[tuple[str, str, int], str]:
    """Return outcome, side and figure → the side of the same people, where it is another."""
    figures: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for claim in claims:
        is_telling = claim.count.best >= TELLING and not claim.count.is_word
        if is_telling and claim.victim != Actor.UNKNOWN:
            figures[claim.outcome, claim.count.best].add(claim.victim)
    found = {}
    for (outcome, number), named in figures.items():
        told = [sides[outcome][side] for side in named]
        if len(named) > 1 and sum(map(len, told)) == len(set().union(*told)):
            kept = min(named, key=lambda side: (-len(sides[outcome][side]), side))
            found |= {(outcome, side, number): kept for side in named - {kept}}
    return found
