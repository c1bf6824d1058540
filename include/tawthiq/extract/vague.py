"""Vague figures that the article makes precise elsewhere: they are no claims of their own.

The codebook: "a vague figure that the article makes precise for the same happening is one claim".
Within one event `merge` sees to it; here it is told twice in words that make two events of it.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.totals import is_as_many
from tawthiq.model import Actor, Outcome, Scope


def drop_vague(frames: Sequence[Frame]) -> None:
    """Leave out "عشرات القتلى" of a place and day for which another sentence gives the number."""
    wholes = {id(c.within) for f in frames for c in f.claims if c.within}
    for frame in frames:
        vague = [c for c in frame.claims if _is_vague(c) and id(c) not in wholes]
        if not vague or not frame.keys or frame.scope is Scope.BACKGROUND:
            continue
        told = [f for f in frames if f is not frame and _is_there_and_then(frame, f)]
        precise = [c for f in told for c in f.claims if c.count.low and c.category is None]
        gone = [c for c in vague if any(_makes_precise(p, c) for p in precise)]
        if gone:
            frame.claims = [c for c in frame.claims if c not in gone]


def _is_vague(claim: Claim) -> bool:
    """Whether a claim gives no number and stands by itself."""
    count = claim.count
    unnumbered = count.low is None and count.high is None
    alone = claim.within is None and claim.category is None
    return unnumbered and alone and claim.outcome is not Outcome.DISPLACED


def _is_there_and_then(frame: Frame, other: Frame) -> bool:
    """Whether another frame tells of the same places, and of no other day or attackers."""
    if other.keys != frame.keys or other.scope is not frame.scope:
        return False
    mine, theirs = ({*f.attackers} - {Actor.UNKNOWN} for f in (frame, other))
    if mine and theirs and not mine & theirs:
        return False
    return frame.days is None or other.days is None or frame.days == other.days


def _makes_precise(precise: Claim, claim: Claim) -> bool:
    victims = {precise.victim, claim.victim} - {None, Actor.UNKNOWN}
    same = precise.outcome is claim.outcome and len(victims) < 2
    return same and is_as_many(precise, claim)
