"""Who fought whom: enemies parted, allies joined, and whose attack a clash was."""

from __future__ import annotations

from tawthiq.extract.acts import BOMBARDMENT, CONTROL
from tawthiq.extract.camps import NOT_FIGHTERS, camp, is_of_damascus
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import HARMED
from tawthiq.extract.parties import TWO_SIDED, are_foes, has_aircraft, is_beaten_off
from tawthiq.model import Actor, EventType, Scope

_TO_DOER = 3  # words from "an attempt" to whose it was: "محاولة من عناصر التنظيم"


def settle_fights(frames: list[Frame]) -> None:
    """Set enemies apart and allies together in clashes and captures."""
    for frame in frames:
        if frame.event_type not in TWO_SIDED:
            continue
        if frame.event_type is EventType.TERRITORY_GAIN:
            frame.targets = [t for t in frame.targets if t is not Actor.CIVILIANS]
        elif not is_beaten_off(frame):
            _let_attempt(frame)
        _part(frame)
        _join(frame)


def _let_attempt(frame: Frame) -> None:
    """Let who tried to advance be the attacker: "معارك إثر محاولة قوات النظام التقدم"."""
    tried = _who_tried(frame)
    both = list(dict.fromkeys((*frame.attackers, *frame.targets)))
    own = [a for a in both if tried and camp(a) == camp(tried)]
    others = [a for a in both if a not in own]
    if own and any(are_foes(own[0], a) for a in others):
        frame.attackers, frame.targets = own, others


def _who_tried(frame: Frame) -> Actor | None:
    """Return whose attempt at the ground the clause names."""
    for side in frame.sides:
        near = range(max(0, side.first - _TO_DOER), side.first)
        if any(frame.sentence.is_joined_a(at, "attempt") for at in near):
            return side.codes[0]
    return None


def _part(frame: Frame) -> None:
    """Take enemies of the side named first out of the attackers, if nobody else was attacked."""
    if any(t not in NOT_FIGHTERS for t in frame.targets) or len(frame.attackers) < 2:
        return
    gained = {a for taken in frame.taken for a in taken.gained_by}
    foes = [a for a in frame.attackers if are_foes(frame.attackers[0], a) and a not in gained]
    frame.targets = foes + frame.targets
    frame.attackers = [a for a in frame.attackers if a not in foes]


def _join(frame: Frame) -> None:
    """Put sides that fight for Damascus on one side of a fight with others."""
    allies = [t for t in frame.targets if is_of_damascus(t)]
    others = [t for t in frame.targets if t not in NOT_FIGHTERS and t not in allies]
    if allies and others and all(is_of_damascus(a) for a in frame.attackers) and frame.attackers:
        frame.attackers += allies
        frame.targets = [t for t in frame.targets if t not in allies]


def battles_of_gains(frames: list[Frame]) -> list[Frame]:
    """Return the battle for each gain whose clauses count others than the beaten side's dead.

    "سيطرت قوات النظام على 80% من الغوطة في هجوم أودى بحياة 1600 مدني": the offensive killed them.
    """
    return [_battle(f, apart) for f in frames if (apart := _not_of_gain(f))]


def _not_of_gain(frame: Frame) -> list[Claim]:
    """Return the claims of a gain that it cannot hold: civilians, sums of a campaign."""
    if frame.event_type not in CONTROL or frame.scope is Scope.BACKGROUND:
        return []
    harmed = [c for c in frame.claims if c.outcome in HARMED]
    if frame.scope is Scope.AGGREGATE:
        return harmed
    return [c for c in harmed if c.victim in NOT_FIGHTERS]


def _battle(frame: Frame, claims: list[Claim]) -> Frame:
    battle = frame.emptied()
    battle.claims, battle.attackers = claims, list(frame.attackers)
    battle.acts = [a for a in frame.acts if a.event_type not in CONTROL]
    battle.targets = [t for t in frame.targets if t not in NOT_FIGHTERS]
    fire = [a.event_type for a in battle.real_acts if a.event_type in BOMBARDMENT]
    own = [t for t in fire if t is not EventType.AIR_STRIKE or has_aircraft(frame)]
    battle.event_type = own[0] if own else EventType.ARMED_CLASH
    frame.claims = [c for c in frame.claims if c not in claims]
    return battle
