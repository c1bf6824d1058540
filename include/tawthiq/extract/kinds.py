"""Which type of event a frame is, and with what means: from its acts, else from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT, Act
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, EventType, Fate, How, Item, Method, Munition, Outcome

_VIOLENT = BOMBARDMENT | {
    EventType.ARMED_CLASH,
    EventType.EXPLOSIVE,
    EventType.SUICIDE_ATTACK,
}
_DECIDING = (EventType.SUICIDE_ATTACK, EventType.CHEMICAL_ATTACK)
_CONTROL = (EventType.TERRITORY_GAIN, EventType.TERRITORY_TRANSFER)
_BY_OUTCOME = {
    Outcome.DISPLACED: EventType.DISPLACEMENT,
    Outcome.ABDUCTED: EventType.ABDUCTION,
    Outcome.ARRESTED: EventType.ARREST,
}
_HARMED = (Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED, Outcome.MISSING)
_IN_BATTLE = {Outcome.CAPTURED, Outcome.KILLED_OR_CAPTURED}  # what only fighters on the ground do
_AIM = 2  # words from "targeted" to the place that was
_REACH = 2  # sentences over which a harm without a circumstance takes the one just told
#: Sides that only fight from the air in this war, so that their "strike" is an air strike.
_FROM_THE_AIR = frozenset({Actor.COALITION, Actor.ISRAEL})


def settle_type(frame: Frame, before: Sequence[Frame]) -> None:
    """Fill a frame's type; `before` are the frames told until now, the last one last."""
    plain = _of_content(frame)
    if plain:
        frame.event_type = plain
        return
    outcomes = {c.outcome for c in frame.claims}
    acts = [a for a in frame.real_acts if a.event_type not in _CONTROL]
    if frame.claims:  # "قتل أثناء الفرار": people harmed are no displacement
        acts = [a for a in acts if a.event_type not in _BY_OUTCOME.values()]
    specific = [a for a in acts if not a.is_generic]
    if specific:
        frame.event_type = _of_acts(specific, frame)
        frame.is_vague = frame.event_type is EventType.SHELLING and not methods(frame)
        return
    frame.is_vague = True
    if acts:
        frame.event_type = _of_bare_attack(acts, frame, before)
    elif outcomes & _IN_BATTLE or (not frame.claims and _is_armed_loss(frame)):
        frame.event_type, frame.is_vague = EventType.ARMED_CLASH, False
    elif frame.claims and all(o in _HARMED for o in outcomes):
        model = _model(frame, before)
        if model:
            frame.event_type = model.event_type


def _is_armed_loss(frame: Frame) -> bool:
    """Whether arms on the ground were destroyed or taken with no word of how."""
    return any(loss.item in _ON_THE_GROUND for loss in frame.losses)


_ON_THE_GROUND = (Item.TANK, Item.ARMOURED_VEHICLE, Item.VEHICLE, Item.ARTILLERY, Item.WEAPONS)
_AIRBORNE = (Item.AIRCRAFT, Item.HELICOPTER, Item.DRONE)


def _is_shot_down(frame: Frame) -> bool:
    return any(loss.fate is Fate.SHOT_DOWN for loss in frame.losses)


def _is_aircraft(frame: Frame, act: Act) -> bool:
    """Whether an act is but the aircraft's name: "أسقطت طائرة حربية"."""
    weapon = frame.sentence.sense(act.position, "weapons")
    return weapon is not None and weapon["item"] in _AIRBORNE


def _of_aircraft(frame: Frame) -> EventType | None:
    """Return the type of an aircraft shot down or crashed, if that is all the clause tells."""
    lost = any(loss.item in _AIRBORNE for loss in frame.losses)
    acts = [a for a in frame.real_acts if not _is_aircraft(frame, a)]
    if not lost or any(not a.is_generic and a.kind != "means" for a in acts):
        return None
    return EventType.SHELLING if _is_shot_down(frame) else EventType.OTHER


def _of_content(frame: Frame) -> EventType | None:
    """Return the type that ground taken, or one kind of people moved or held, makes alone."""
    if frame.taken:
        seized = frame.taken[0].how is How.SEIZED
        return EventType.TERRITORY_GAIN if seized else EventType.TERRITORY_TRANSFER
    if aircraft := _of_aircraft(frame):
        return aircraft
    outcomes = {c.outcome for c in frame.claims}
    return _BY_OUTCOME.get(next(iter(outcomes))) if len(outcomes) == 1 else None


def _of_acts(acts: list[Act], frame: Frame) -> EventType:
    """Return what decides, else the means named first; a bare "قصف" beside aircraft is theirs."""
    types = [a.event_type for a in acts]
    for kind in _DECIDING:
        if kind in types:
            return kind
    means = [a for a in acts if a.event_type in BOMBARDMENT or a.event_type is EventType.EXPLOSIVE]
    if not means:
        return types[0]
    if EventType.EXPLOSIVE in types and not any(a.methods for a in means if a is means[0]):
        return EventType.EXPLOSIVE  # "قنبلة … انفجرت"
    aerial = EventType.AIR_STRIKE in types or _FROM_THE_AIR & set(frame.attackers)
    if aerial and means[0].event_type is EventType.SHELLING:
        return EventType.AIR_STRIKE
    return means[0].event_type


def _of_bare_attack(acts: list[Act], frame: Frame, before: Sequence[Frame]) -> EventType:
    """Return the type of "هجوم", "استهدف": that of the attack spoken of before, if one is."""
    if _FROM_THE_AIR & set(frame.attackers):
        return EventType.AIR_STRIKE
    if any(a.is_definite for a in acts):
        model = _model(frame, before)
        if model:
            return model.event_type
    if any(_is_aimed_at_place(frame, a) for a in acts):
        return EventType.SHELLING
    return acts[0].event_type


def _is_aimed_at_place(frame: Frame, act: Act) -> bool:
    """Whether fire is aimed at a town or quarter: "باستهداف دمشق"; fighters fight elsewhere."""
    if not frame.sentence.is_a(act.position, "aim"):
        return False
    return any(0 <= s.first - act.last <= _AIM for s in frame.spots if s.name)


def _model(frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """Return the frame whose circumstance a bare harm or "the attack" goes on with."""
    for other in reversed(before):
        if other.event_type not in _VIOLENT or not other.acts:
            continue
        near = frame.order - other.order <= _REACH
        same_place = {s.key for s in frame.names} & {s.key for s in other.names}
        if near and _places_allow(frame, other):
            return other
        if same_place and frame.own_place:
            return other
    return None


def _places_allow(frame: Frame, other: Frame) -> bool:
    if not frame.own_place or not other.admin1:
        return True
    return bool(set(frame.admin1) & set(other.admin1))


def methods(frame: Frame) -> tuple[Method, ...]:
    """Return the methods that the frame names: of a fight, not of the raids beside it."""
    acts = frame.real_acts
    if frame.event_type in _FOUGHT:
        acts = [a for a in acts if a.event_type not in BOMBARDMENT]
    named = [m for a in acts for m in a.methods]
    if frame.event_type is EventType.AIR_STRIKE and not named:
        named = [Method.AIR_RAID]
    if Method.BARREL_BOMB in named:  # helicopters drop them: no raid besides
        raids = [a for a in acts if a.kind != "means"]
        named = [m for m in named if m is not Method.AIR_RAID or _names(raids, m)]
    return tuple(dict.fromkeys(named))


def _names(acts: list[Act], method: Method) -> bool:
    return any(method in act.methods for act in acts)


_FOUGHT = (
    EventType.ARMED_CLASH,
    EventType.TERRITORY_GAIN,
    EventType.DISPLACEMENT,
    EventType.OTHER,
)


def infer_aerial(frames: list[Frame]) -> None:
    """Call a bare "قصف" an air strike where the article tells of aircraft over the same place."""
    aerial = [f for f in frames if f.event_type is EventType.AIR_STRIKE]
    for frame in frames:
        if frame.event_type is not EventType.SHELLING or not frame.is_vague:
            continue
        if any(_same_ground(frame, other) for other in aerial):
            frame.event_type = EventType.AIR_STRIKE


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
        if same and frame.event_type is EventType.ARMED_CLASH:
            decisive = [kind for kind in _DECIDING if kind in same]
            frame.event_type = decisive[0] if decisive else same[0]


def settle_missiles(frames: list[Frame]) -> None:
    """Call what Israel or the coalition fires from afar an air strike; aircraft fire missiles."""
    for frame in frames:
        afar = frame.attackers and set(frame.attackers) <= _FROM_THE_AIR
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


_AS_MISSILE = {Method.ROCKET: Method.MISSILE}
# The codebook: a rocket is a missile where an aircraft fires it; "strike" is a total over kinds.
# What fell beside barrel bombs, with no aircraft told that fired it, stays a rocket, and so does
# one of a make that is fired from the ground ("صاروخ زينب").
_FROM_AIRCRAFT = {Munition.ROCKET: Munition.MISSILE, Munition.STRIKE: Munition.AIR_RAID}


def _is_gun(frame: Frame) -> bool:
    return bool({Method.ARTILLERY, Method.MORTAR} & set(methods(frame)))


def _same_ground(one: Frame, other: Frame) -> bool:
    """Whether two frames share a place, or a governorate where one names none."""
    mine, theirs = {s.key for s in one.names}, {s.key for s in other.names}
    if mine & theirs:
        return True
    same = bool(set(one.admin1) & set(other.admin1))
    regions = all(s.is_region for s in (*one.names, *other.names))
    return same and (not mine or not theirs or regions)
