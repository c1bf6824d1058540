"""Whom states from abroad struck where a clause does not say: they bombed few enemies here."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.frames import Frame, nearest_first
from tawthiq.model import Actor, Admin1, Scope

#: Whom each of them bombed, the likeliest first.
_STRUCK = {
    Actor.COALITION: (Actor.GOV, Actor.ISIS, Actor.JIHADIST),
    Actor.ISRAEL: (Actor.GOV, Actor.IRAN, Actor.HEZBOLLAH),
}
#: Whom the coalition bombed there; in all other governorates the government.
_HELD = dict.fromkeys(
    (Admin1.HASAKAH, Admin1.RAQQA, Admin1.DEIR_EZ_ZOR, Admin1.ALEPPO), Actor.ISIS
) | {Admin1.IDLIB: Actor.JIHADIST}


def settle_struck(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give a strike from abroad with nobody named as hit the enemy that it can have been aimed at.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    for frame in frames:
        if _is_unaimed(frame):
            known = _aims_elsewhere(frame, frames)
            foe = None if known else _likeliest(frame, named)
            frame.targets = known or ([foe] if foe else [])


def _is_unaimed(frame: Frame) -> bool:
    if frame.event_type not in BOMBARDMENT or len(frame.attackers) != 1:
        return False
    hit = set(frame.targets) - {Actor.CIVILIANS}
    return frame.attackers[0] in _STRUCK and not hit and not frame.claims


def _aims_elsewhere(frame: Frame, frames: Sequence[Frame]) -> list[Actor]:
    """Return whom the same state hit the same days, in the clause that tells it nearest."""
    for other in nearest_first(frame, frames):
        hit = [t for t in other.targets if t in _STRUCK[frame.attackers[0]]]
        if hit and _is_same_raid(frame, other):
            return hit
    return []


def _is_same_raid(frame: Frame, other: Frame) -> bool:
    if other.event_type not in BOMBARDMENT or other.attackers != frame.attackers:
        return False
    is_past = other.scope is Scope.BACKGROUND
    near = set(frame.admin1) & set(other.admin1) or not frame.admin1 or not other.admin1
    return bool(near) and not is_past and (frame.days is None or other.days in (None, frame.days))


def _likeliest(frame: Frame, named: Sequence[tuple[int, Actor]]) -> Actor | None:
    """Return the enemy that the article names nearest, or that held the ground.

    Where rebels held it, a place may have been hit and not they, unless the title is of them.
    """
    attacker = frame.attackers[0]
    foes = [(order, code) for order, code in named if code in _STRUCK[attacker]]
    if attacker is Actor.COALITION and frame.admin1:
        held = _HELD.get(frame.admin1[0], Actor.GOV)
        if held is not Actor.GOV:
            return held if (_TITLE, held) in foes else None
        if any(code is held for _, code in foes):
            return held
    if not foes:
        return _STRUCK[attacker][0]
    return min(foes, key=lambda foe: (abs(foe[0] - frame.order), foe[0]))[1]


_TITLE = 0  # the sentence that every article begins with
