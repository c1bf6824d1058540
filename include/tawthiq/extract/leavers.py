"""Who left a place: civilians, the fighters besieged there, or fighters and their families."""

from __future__ import annotations

from dataclasses import replace

from tawthiq.extract.camps import BESIEGED, NOT_FIGHTERS
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.numbers import SOME
from tawthiq.model import Actor

_TO_FAMILIES = 3  # words from fighters to "and their families"


def _has_families(frame: Frame, claim: Claim) -> bool:
    """Whether one figure is over fighters and their families: "1146 من جيش الإسلام وعائلاتهم"."""
    last = claim.harm.people.last
    return any(frame.sentence.is_a(at, "families") for at in range(last - 1, last + _TO_FAMILIES))


def count_families(frame: Frame, claim: Claim) -> None:
    """Count fighters and their families as one, or where there is no figure each by themselves."""
    if not _has_families(frame, claim):
        return
    if claim.count != SOME or claim.victim in NOT_FIGHTERS:
        claim.victim = Actor.UNKNOWN
    else:
        frame.claims.append(replace(claim, victim=Actor.CIVILIANS, words=()))


def who_left(frame: Frame, claim: Claim, fighters: list[Actor]) -> Actor:
    """Return who left: civilians, fighters of the side besieged, or both under one deal."""
    words = set(claim.words)
    if words & frame.sentence.classes["combatant"]:
        rebels = [f for f in fighters if f in BESIEGED]
        return rebels[-1] if rebels else Actor.OPPOSITION
    return Actor.UNKNOWN if frame.has("deal") else Actor.CIVILIANS
