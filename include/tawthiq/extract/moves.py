"""Sides of people who moved and of places handed over: who left, who drove them, who gained."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import PEACEFUL
from tawthiq.extract.camps import BESIEGED, is_of_damascus
from tawthiq.extract.frames import Frame
from tawthiq.extract.parties import enemy_of
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, EventType, Outcome


def settle_moves(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give those who fled, and places that fighters left, the sides that the article tells.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    besieged = [(order, code) for order, code in named if code in BESIEGED]
    has_gov = any(code is Actor.GOV for _, code in named)
    for frame in frames:
        if frame.event_type is EventType.DISPLACEMENT:
            _settle_displaced(frame, besieged)
        elif frame.event_type is EventType.TERRITORY_TRANSFER:
            _settle_transfer(frame, besieged, has_gov=has_gov)
    _hand_over(frames)


def _settle_displaced(frame: Frame, besieged: Sequence[tuple[int, Actor]]) -> None:
    """Name who drove people out only where the clause says so; fighters who left are targets."""
    both = any(
        c.outcome is Outcome.DISPLACED and c.victim is Actor.UNKNOWN for c in frame.claims
    ) and _tells(frame, "leavers", "families")
    fighters = [c.victim for c in frame.claims if c.victim in BESIEGED]
    if both and not fighters:
        told = [a for a in (*frame.targets, *frame.attackers) if a in BESIEGED]
        near = enemy_of(frame, [Actor.GOV], besieged)
        fighters = told[:1] or ([near] if near else [])
    frame.targets = [f for f in fighters if f] + [Actor.CIVILIANS] if both and fighters else []
    if not (frame.own_attackers and (_is_driven(frame) or _is_moved(frame))):
        frame.attackers = []
    frame.attackers = [a for a in frame.attackers if a not in frame.targets]


def _is_driven(frame: Frame) -> bool:
    """Whether a clause says that people fled from an attack, or were made to leave."""
    attacked = any(act.event_type not in PEACEFUL for act in frame.real_acts)
    return attacked and _tells(frame, "drives")


def _is_moved(frame: Frame) -> bool:
    """Whether a side is told to have moved people: "تمكنت روسيا من إجلاء المدنيين"."""
    for sentence, first, last in frame.spans:
        for at in range(first, last):
            if sentence.is_joined_a(at, "managed"):
                near = (sentence.sense(later, "harm") for later in range(at + 1, at + _TO_MOVE))
                return any(harm and harm["outcome"] == Outcome.DISPLACED for harm in near)
    return False


_TO_MOVE = 6  # words from "managed" to "evacuate"


def _tells(frame: Frame, *kinds: str) -> bool:
    """Whether the clauses of a frame hold a word of one of some classes."""
    return any(
        sentence.is_joined_a(at, kind)
        for sentence, first, last in frame.spans
        for at in range(first, last)
        for kind in kinds
    )


def _settle_transfer(frame: Frame, besieged: Sequence[tuple[int, Actor]], *, has_gov: bool) -> None:
    """Let the besieged leave and the government gain: "غادر مسلحو المعارضة بلدة عربين"."""
    for taken in frame.taken:
        taken.lost_by = tuple(a for a in taken.lost_by if a is not Actor.CIVILIANS)
    left = [t for t in frame.targets if t in BESIEGED]
    if left:
        frame.targets = left
        frame.attackers = frame.attackers or ([Actor.GOV] if has_gov or _are_rebels(left) else [])
    elif any(t.is_departure and not t.lost_by for t in frame.taken):
        _let_besieged_leave(frame, besieged, has_gov=has_gov)
    elif any(is_of_damascus(a) for a in frame.attackers) and _tells(frame, "settled", "leavers"):
        leaver = enemy_of(frame, [Actor.GOV], besieged)
        frame.targets = [leaver] if leaver else frame.targets


def _are_rebels(left: Sequence[Actor]) -> bool:
    """Whether all who left were rebels, who left towns to the government alone."""
    return all(a is Actor.OPPOSITION for a in left)


def _hand_over(frames: Sequence[Frame]) -> None:
    """Let the government gain what a deal hands over: "بموجب اتفاق يسلم البلدة إلى الحكومة"."""
    left = [f for f in frames if f.event_type is EventType.TERRITORY_TRANSFER]
    left = [f for f in left if Actor.GOV in f.attackers]
    if not left or not any(_is_handed_over(f.sentence) for f in frames):
        return
    for taken in (t for f in left for t in f.taken):
        if taken.is_departure and not taken.gained_by:
            taken.gained_by = (Actor.GOV,)


def _is_handed_over(sentence: Sentence) -> bool:
    """Whether a sentence tells of a deal that it hands "the town" over."""
    for at in range(len(sentence.tokens)) if sentence.holds("handing") else ():
        if sentence.is_a(at, "handing") and any(sentence.is_a(at + 1, k) for k in _TOWNS):
            return any(sentence.is_a(back, "pact") for back in range(at - _TO_HANDING, at))
    return False


_TOWNS = ("settlement", "unnamed")
_TO_HANDING = 6  # words from a deal, over who made it, to "handing over"


def _let_besieged_leave(
    frame: Frame, besieged: Sequence[tuple[int, Actor]], *, has_gov: bool
) -> None:
    """Let "the gunmen" who left a place be those whom the article tells of as besieged."""
    leaver = enemy_of(frame, [Actor.GOV], besieged)
    if leaver is None or Actor.CIVILIANS in frame.targets:
        return
    frame.targets = [leaver]
    frame.attackers = frame.attackers or ([Actor.GOV] if has_gov else [])
    for taken in frame.taken:
        taken.lost_by = taken.lost_by or (leaver,)
