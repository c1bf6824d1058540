"""Fire told beside a fight, or a fight beside fire: "معارك تزامنت مع قصف مدفعي" are two events."""

from __future__ import annotations

from dataclasses import replace

from tawthiq.extract.acts import BOMBARDMENT, Act
from tawthiq.extract.claims import Volley
from tawthiq.extract.frames import Frame
from tawthiq.extract.roles import assign_roles
from tawthiq.model import EventType

_NEAR = 5  # words from "along with" to what went along
_FIRE = BOMBARDMENT - {EventType.CHEMICAL_ATTACK}


def alongside(frame: Frame) -> Frame | None:
    """Return what went along with what a clause tells: fire beside a fight, a fight beside fire.

    It keeps the clause's place, day and source; who did it stands behind it.
    """
    if not frame.own_place:
        return None
    if frame.event_type is EventType.ARMED_CLASH:
        first = [a for a in frame.real_acts if a.is_clash]
        others = [a for a in frame.real_acts if a.event_type in BOMBARDMENT and _is_fire(frame, a)]
    elif frame.event_type in _FIRE:
        first = [a for a in frame.real_acts if a.event_type in BOMBARDMENT]
        fights = (a for a in frame.acts if _is_fight(frame, a))
        others = [replace(a, is_real=True, is_renewed=True) for a in fights]
    else:
        return None
    along = [a for a in others if first and _went_along(frame, a, first[0].last)]
    if not along:
        return None
    beside = frame.emptied()
    beside.acts = along
    beside.volleys = _fired_behind(frame, along[0])
    frame.volleys = [v for v in frame.volleys if v not in beside.volleys]
    behind = (along[0].position, frame.last)
    _leave_to(frame, behind[0])
    beside.attackers, beside.targets = assign_roles(
        frame.sentence, frame.sides, [], behind, frozenset()
    )
    return beside


def _is_fire(frame: Frame, act: Act) -> bool:
    """Whether fire is told, or counted behind what fired: "تنفيذ الطيران الحربي 10 ضربات"."""
    return act.kind == "noun" or (act.kind == "means" and bool(_fired_behind(frame, act)))


def _fired_behind(frame: Frame, act: Act) -> list[Volley]:
    """Return what a clause counts as fired behind a word, where it fires anything."""
    if act.event_type not in BOMBARDMENT:
        return []
    start = frame.sentence.tokens[act.position].start
    return [v for v in frame.volleys if v.evidence.start >= start]


def _leave_to(frame: Frame, start: int) -> None:
    """Leave the parties that are only named behind what went along to that alone."""
    before = {code for s in frame.sides if s.first < start for code in s.codes}
    behind = {code for s in frame.sides if s.first >= start for code in s.codes}
    frame.attackers = [a for a in frame.attackers if a not in behind - before]
    frame.targets = [t for t in frame.targets if t not in behind - before]


def _went_along(frame: Frame, act: Act, start: int) -> bool:
    """Whether an act stands behind "along with", and that behind what the clause tells first."""
    sentence = frame.sentence
    near = range(max(start, act.position - _NEAR), act.position)
    return any(sentence.is_a(at, "along") for at in near)


def _is_fight(frame: Frame, act: Act) -> bool:
    """Whether fights are told, or told to go on: "مع استمرار الاشتباكات"."""
    return act.is_clash and (act.is_real or frame.sentence.is_a(act.position - 1, "while_held"))
