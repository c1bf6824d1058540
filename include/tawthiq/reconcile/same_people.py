"""People whom reports of one incident give different sides, or none: the same people.

"70 dead" in one article and "70 civilians" in another are not 140 dead; an article that itself
tells of both, from one source, means two groups. "100 Russians" and "100 militiamen" are no 200.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tawthiq.model import Actor
from tawthiq.reconcile.figures import Claim

#: One article in ten that gives another side than all others is its writer's or reader's mistake.
PREVAILING_SHARE = 0.9
#: Two groups seldom have one figure by chance from here on. Even in one report they are the same
#: people: so in all three such reports of spring 2018 ("27 militiamen of the government").
TELLING = 10

Teller = tuple[str, tuple[str, str]]
#: outcome → side → sources and articles that tell of it
_Sides = Mapping[str, Mapping[str, set[Teller]]]


def with_their_side(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each under the side whose people it counts.

    Those of unknown side go to the only side that others tell of, or the one that nine of ten
    give. Equal figures under two sides go to the one that more articles tell of.
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
        if claim.victim == Actor.UNKNOWN:
            others = [
                tellers for side, tellers in sides[claim.outcome].items() if side != claim.victim
            ]
            is_apart = any(claim.teller in tellers for tellers in others)
            side = claim.victim if is_apart else prevailing[claim.outcome]
            found.append(claim if side == claim.victim else replace(claim, victim=side))
            continue
        kept = renamed.get((claim.outcome, claim.victim, claim.count.best))
        found.append(_under(claim, kept, claims) if kept else claim)
    return found


def _under(claim: Claim, side: str, claims: Iterable[Claim]) -> Claim:
    """Return the claim under another side, as part of that one's where one teller has both."""
    for other in claims:
        is_like = other.victim == side and other.outcome == claim.outcome
        if is_like and other.teller == claim.teller and other.count.best == claim.count.best:
            return replace(claim, victim=side, part_of=other.claim_id)
    return replace(claim, victim=side)


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
    found: dict[tuple[str, str, int], str] = {}
    for (outcome, number), named in figures.items():
        if len(named) > 1:
            kept = min(named, key=lambda side: (-len(sides[outcome][side]), side))
            found |= {(outcome, side, number): kept for side in named - {kept}}
    return found
