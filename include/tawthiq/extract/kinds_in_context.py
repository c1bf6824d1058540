"""Which type of event a frame is, where only the rest of the article tells."""

from __future__ import annotations

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import NOT_FIGHTERS
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import DECIDING, FROM_THE_AIR, is_shot_down, methods
from tawthiq.extract.things import AIRBORNE
from tawthiq.model import Actor, EventType, Method, Munition


def settle_crashes(frames: list[Frame]) -> None:
    """Take the crash of an aircraft that the article says was shot down for that."""
    down = [f for f in frames if is_shot_down(f)]
    for frame in frames:
        crash = frame.event_type is EventType.OTHER and not frame.is_vague
        if crash and any(set(frame.admin1) & set(other.admin1) for other in down):
            frame.event_type = EventType.SHELLING
            frame.losses = [m for m in frame.losses if m.item not in AIRBORNE]


_WITHOUT_AIRCRAFT = frozenset({Actor.OPPOSITION, Actor.JIHADIST, Actor.ISIS, Actor.LOCAL_ARMED})


def infer_aerial(frames: list[Frame]) -> None:
    """Call a bare "قصف" an air strike where the article tells of aircraft over the same place."""
    aerial = [f for f in frames if f.event_type is EventType.AIR_STRIKE]
    for frame in frames:
        if frame.event_type is not EventType.SHELLING or not frame.is_vague:
            continue
        if frame.attackers and set(frame.attackers) <= _WITHOUT_AIRCRAFT:
            continue
        if any(_same_ground(frame, other) for other in aerial):
            frame.event_type = EventType.AIR_STRIKE


def infer_gas(frames: list[Frame]) -> None:
    """Take people who choked for victims of the gas that the article tells of."""
    if not any(f.event_type is EventType.CHEMICAL_ATTACK for f in frames):
        return
    for frame in frames:
        if not frame.claims or frame.event_type not in _MAY_BE_GAS or not frame.has("choking"):
            continue
        fire = [a for a in frame.real_acts if a.event_type in BOMBARDMENT]
        if not any(a.methods for a in fire):  # not "اختناق إثر قصف جوي"
            frame.event_type, frame.is_vague = EventType.CHEMICAL_ATTACK, False


_MAY_BE_GAS = BOMBARDMENT | {EventType.ARMED_CLASH, EventType.EXPLOSIVE, EventType.OTHER}


def infer_attacks(frames: list[Frame]) -> None:
    """Give "the attack", told of before its means are, the type that the article gives later."""
    for frame in frames:
        acts = frame.real_acts
        if not frame.is_vague or not acts or not all(a.is_generic for a in acts):
            continue
        if not any(a.is_definite for a in acts):
            continue
        known = [f for f in frames if not f.is_vague and f.event_type in BOMBARDMENT]
        same = [f.event_type for f in known if _same_ground(frame, f)]
        if same and frame.event_type in _OPEN:
            decisive = [kind for kind in DECIDING if kind in same]
            frame.event_type = decisive[0] if decisive else same[0]


#: What a bare attack is taken for, where the article says no more: "استهدف" of a town is shelling.
_OPEN = (EventType.ARMED_CLASH, EventType.SHELLING)


def settle_missiles(frames: list[Frame]) -> None:
    """Call what Israel or the coalition fires from afar an air strike; aircraft fire missiles."""
    for frame in frames:
        afar = frame.attackers and set(frame.attackers) <= FROM_THE_AIR
        if frame.event_type is EventType.SHELLING and afar and not _is_gun(frame):
            frame.event_type = EventType.AIR_STRIKE
        if frame.event_type is not EventType.AIR_STRIKE:
            continue
        for act in frame.acts:
            act.methods = tuple(_AS_MISSILE.get(m, m) for m in act.methods)
        named = {m for act in frame.acts for m in act.methods}
        fell = Method.BARREL_BOMB in named and Method.AIR_RAID not in named
        for volley in frame.volleys:
            is_rocket = volley.munition is Munition.ROCKET and (fell or volley.is_make)
            is_sum = volley.munition is Munition.STRIKE and volley.is_sum
            if not is_rocket and not is_sum:
                volley.munition = _FROM_AIRCRAFT.get(volley.munition, volley.munition)


def settle_shootings(frames: list[Frame]) -> None:
    """Call civilians attacked who came under fire without a fight.

    "قتل مدنيان برصاص القناصة", "تعرضت قافلة مساعدات لإطلاق نار"
    """
    for frame in frames:
        shot = set(methods(frame))
        fought = frame.taken or any(act.is_clash for act in frame.acts)
        if frame.event_type is not EventType.ARMED_CLASH or fought or not (shot and shot <= _SHOTS):
            continue
        if frame.claims and all(c.victim is Actor.CIVILIANS for c in frame.claims):
            frame.event_type = EventType.ATTACK_ON_CIVILIANS
        elif frame.has("unarmed") and all(c.victim in NOT_FIGHTERS for c in frame.claims):
            frame.event_type, frame.targets = EventType.ATTACK_ON_CIVILIANS, [Actor.CIVILIANS]


_SHOTS = {Method.SMALL_ARMS, Method.SNIPER}
_AS_MISSILE = {Method.ROCKET: Method.MISSILE}


# The codebook: a rocket is a missile where an aircraft fires it; "strike" is a total over kinds.
# What fell beside barrel bombs, with no aircraft told that fired it, stays a rocket, and so does
# one of a make that is fired from the ground ("صاروخ زينب").
_FROM_AIRCRAFT = {Munition.ROCKET: Munition.MISSILE, Munition.STRIKE: Munition.AIR_RAID}


def _is_gun(frame: Frame) -> bool:
    return bool({Method.ARTILLERY, Method.MORTAR} & set(methods(frame)))


def _same_ground(one: Frame, other: Frame) -> bool:
    """Whether two frames share a place, or a governorate where one names none."""
    mine, theirs = one.keys, other.keys
    if mine & theirs:
        return True
    same = bool(set(one.admin1) & set(other.admin1))
    regions = all(s.is_region for s in (*one.names, *other.names))
    return same and (not mine or not theirs or regions)
