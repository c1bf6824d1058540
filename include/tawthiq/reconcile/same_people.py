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
from tawthiq.reconcile.scoring import CAMPS

#: One article in ten that gives another side than all others is its writer's or reader's mistake.
PREVAILING_SHARE = 0.9
#: Two groups seldom have one figure by chance from here on. Allies are the same people even in one
#: report: so in all three such reports of spring 2018 ("27 militiamen of the government").
TELLING = 10

Teller = tuple[str, tuple[str, str]]
#: outcome → side → sources and articles that tell of it
_Sides = Mapping[str, Mapping[str, set[Teller]]]


def with_their_side(claims: Sequence[Claim]) -> list[Claim]:
    """Return the claims, each under the side whose people it counts.

    Those of unknown side go to the only side that others tell of, or the one that nine of ten
    give. Equal figures under two sides go to the one that more articles tell of, with their parts.
    """
    if len({claim.victim for claim in claims}) < 2:  # one side for all, or nobody
        return list(claims)
    sides: defaultdict[str, defaultdict[str, set[Teller]]] = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        sides[claim.outcome][claim.victim].add(claim.teller)
    prevailing = {outcome: _prevailing(told) for outcome, told in sides.items()}
    renamed = _renamed(claims, _equal(claims, sides))
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
        kept = renamed.get(claim.claim_id)
        found.append(_under(claim, kept, claims) if kept else claim)
    return found


def _renamed(claims: Iterable[Claim], equal: Mapping[tuple[str, str, int], str]) -> dict[str, str]:
    """Return claim → its new side: whole figures that equal another side's, and their parts."""
    found = dict[str, str]()
    by_id = {claim.claim_id: claim for claim in claims}
    for claim in by_id.values():
        if _is_whole(claim) and (side := equal.get(_key(claim))):
            found[claim.claim_id] = side
    for claim in by_id.values():
        whole = claim
        while whole.part_of in by_id and by_id[whole.part_of].victim == claim.victim:
            whole = by_id[whole.part_of]
        if whole.claim_id in found:
            found[claim.claim_id] = found[whole.claim_id]
    return found


def _is_whole(claim: Claim) -> bool:
    """Whether a claim gives a number of all people of its side, enough to tell happenings apart."""
    is_number = claim.count.best >= TELLING and not claim.count.is_word
    return is_number and claim.category is None and claim.part_of is None


def _key(claim: Claim) -> tuple[str, str, int]:
    return claim.outcome, claim.victim, claim.count.best


def _under(claim: Claim, side: str, claims: Iterable[Claim]) -> Claim:
    """Return the claim under another side, as part of that one's where one teller has both."""
    if not _is_whole(claim):
        return replace(claim, victim=side)
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
    """Return outcome, side and figure → the side of the same people, where it is another.

    Sides of two camps that one teller gives the same figure are two groups: each lost as many.
    """
    figures: defaultdict[tuple[str, int], defaultdict[str, set[Teller]]]
    figures = defaultdict(lambda: defaultdict(set))
    for claim in claims:
        if _is_whole(claim) and claim.victim != Actor.UNKNOWN:
            figures[claim.outcome, claim.count.best][claim.victim].add(claim.teller)
    found: dict[tuple[str, str, int], str] = {}
    for (outcome, number), named in figures.items():
        kept = min(named, key=lambda side: (-len(sides[outcome][side]), side))
        for side in named.keys() - {kept}:
            if _are_of_one_camp(side, kept) or not named[side] & named[kept]:
                found[outcome, side, number] = kept
    return found


def _are_of_one_camp(one: str, other: str) -> bool:
    return any(one in camp and other in camp for camp in CAMPS)
