"""Allies on both sides of a happening: who of them attacked with the others, or was hit."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import NOT_FIGHTERS, is_of_damascus
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import FROM_THE_AIR
from tawthiq.extract.parties import TWO_SIDED, enemy_of, infer_foes, is_on_loyal_ground
from tawthiq.model import Actor, EventType

_ATTACKS = BOMBARDMENT | {*TWO_SIDED, EventType.EXPLOSIVE, EventType.SUICIDE_ATTACK}
_ANKARAS = frozenset({Actor.TURKEY, Actor.OPPOSITION})
_BOTH_BOMBED = frozenset({Actor.ISIS, Actor.JIHADIST})


def settle_allies(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Let nobody attack who fights on his side: sentences on one happening name sides apart.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    for frame in frames:
        if frame.event_type in BOMBARDMENT:
            _silence(frame)
    apart = [f for f in frames if f.event_type in _ATTACKS and (_part(f) or _join(f))]
    spoken = [(order, code) for order, code in named if code not in NOT_FIGHTERS]
    for frame in apart:
        if not frame.attackers and frame.event_type in TWO_SIDED:
            foe = enemy_of(frame, frame.targets, spoken)
            frame.attackers = [foe] if foe else []
    infer_foes(apart, named)


def _silence(frame: Frame) -> None:
    """Take one of two enemies out of who bombarded: whom it hit, or who only tells of it."""
    if {Actor.TURKEY, Actor.SDF} <= set(frame.attackers):
        frame.attackers.remove(Actor.SDF)
        frame.targets = list(dict.fromkeys((*frame.targets, Actor.SDF)))
    others = [a for a in frame.attackers if not is_of_damascus(a)]
    if others and is_on_loyal_ground(frame) and FROM_THE_AIR.isdisjoint(others):
        frame.attackers = others


def _part(frame: Frame) -> bool:
    """Put who fights for Damascus on one side: on the other's where an enemy attacked."""
    own = [a for a in frame.attackers if is_of_damascus(a)]
    hit = [t for t in frame.targets if is_of_damascus(t)]
    if not own or not (hit or _is_struck_from_abroad(frame)):
        return False
    foes = [t for t in frame.targets if t not in (*NOT_FIGHTERS, *hit)]
    others = [a for a in frame.attackers if a not in (*NOT_FIGHTERS, *own)]
    if others or (not foes and _fell(frame, hit)):
        frame.attackers = others
        frame.targets = list(dict.fromkeys((*frame.targets, *own)))
        return True
    frame.targets = [t for t in frame.targets if t not in hit]
    if foes and frame.event_type in TWO_SIDED:
        frame.attackers = list(dict.fromkeys((*own, *hit)))
    return True


def _is_struck_from_abroad(frame: Frame) -> bool:
    """Whether Israel or the coalition attacks, whose raids were never Damascus's as well."""
    both = _BOTH_BOMBED & set(frame.targets)
    return not both and not FROM_THE_AIR.isdisjoint(frame.attackers)


def _fell(frame: Frame, hit: Sequence[Actor]) -> bool:
    """Whether people or arms of those sides came to harm."""
    lost = {c.victim for c in frame.claims} | {m.owner for m in frame.losses}
    return not lost.isdisjoint(hit)


def _join(frame: Frame) -> bool:
    """Let Turkey and the rebels who fight along attack together, whoever of them fell."""
    along = [t for t in frame.targets if t in _ANKARAS and t not in frame.attackers]
    if not along or frame.event_type not in TWO_SIDED or _ANKARAS.isdisjoint(frame.attackers):
        return False
    frame.attackers += along
    frame.targets = [t for t in frame.targets if t not in along]
    return True
