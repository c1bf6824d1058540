"""Which type of event a frame is, and with what means: from its acts, else from its neighbours."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT, CONTROL, Act, answered_from
from tawthiq.extract.camps import camp
from tawthiq.extract.frames import Frame
from tawthiq.extract.things import AIRBORNE, CIVIL
from tawthiq.extract.unreal import is_result
from tawthiq.model import Actor, EventType, Fate, How, Item, Method, Outcome

_VIOLENT = BOMBARDMENT | {
    EventType.ARMED_CLASH,
    EventType.EXPLOSIVE,
    EventType.SUICIDE_ATTACK,
}
DECIDING = (EventType.SUICIDE_ATTACK, EventType.CHEMICAL_ATTACK)
_BY_OUTCOME = {
    Outcome.DISPLACED: EventType.DISPLACEMENT,
    Outcome.ABDUCTED: EventType.ABDUCTION,
    Outcome.ARRESTED: EventType.ARREST,
}
_HARMLESS = (*_BY_OUTCOME.values(), EventType.AGREEMENT)
HARMED = (Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED, Outcome.MISSING)
_IN_BATTLE = {Outcome.CAPTURED, Outcome.KILLED_OR_CAPTURED}  # what only fighters on the ground do
_AIM = 2  # words from "targeted" to the place that was
_REACH = 2  # sentences over which a harm without a circumstance takes the one just told
#: Sides that only fight from the air in this war, so that their "strike" is an air strike.
FROM_THE_AIR = frozenset({Actor.COALITION, Actor.ISRAEL})


def settle_type(frame: Frame, before: Sequence[Frame]) -> None:
    """Fill a frame's type; `before` are the frames told until now, the last one last."""
    plain = _of_content(frame)
    if plain:
        frame.event_type = plain
        return
    outcomes = {c.outcome for c in frame.claims}
    acts = _telling(frame)
    specific = [a for a in acts if not a.is_generic and not _is_backing(frame, a)]
    if specific:
        main = [a for a in specific if not _is_beside(frame, a)]
        frame.event_type = _of_acts(main or specific, frame)
        frame.is_vague = frame.event_type is EventType.SHELLING and not methods(frame)
        return
    told = _of_people(frame, outcomes)
    if told:
        frame.event_type = told
        return
    frame.is_vague = True
    acts = [a for a in acts if a.is_generic] or acts
    if acts:
        frame.event_type = _of_bare_attack(acts, frame, before)
    elif outcomes & _IN_BATTLE or (not frame.claims and _is_armed_loss(frame)):
        frame.event_type, frame.is_vague = EventType.ARMED_CLASH, False
    elif frame.claims and all(o in HARMED for o in outcomes):
        model = _model(frame, before)
        if model:
            frame.event_type = _type_within(model)


def _of_people(frame: Frame, outcomes: set[Outcome]) -> EventType | None:
    """Return the type that whose people a clause counts, or how they were lost, tells."""
    if _is_of_both_camps(frame):
        return EventType.ARMED_CLASH
    lost = outcomes == {Outcome.MISSING} and not frame.real_acts and frame.has("vanished")
    return EventType.ABDUCTION if lost else None  # "فقد ثلاثة صحافيين"


def _telling(frame: Frame) -> list[Act]:
    """Return the acts that can tell a frame's type: of control none, beside harm none without."""
    acts = [a for a in frame.real_acts if a.event_type not in CONTROL]
    if frame.claims:  # "قتل أثناء الفرار", "قتلى في أول أيام الهدنة": harm is of another kind
        acts = [a for a in acts if a.event_type not in _HARMLESS]
    return acts


def _is_of_both_camps(frame: Frame) -> bool:
    """Whether fighters of two enemy camps fell: "17 من قوات النظام مقابل 30 من المعارضة"."""
    fell = {camp(v) for v in _fallen(frame)}
    return len(fell) > 1


def _fallen(frame: Frame) -> set[Actor]:
    """Return the armed sides whose people a clause counts by name."""
    named = {c.harm.people.victim for c in frame.claims if c.harm.people.victim}
    return named - {Actor.CIVILIANS, Actor.UNKNOWN}


_ALONG = 6  # words before an act among which "amid", "along with" stands


def _is_beside(frame: Frame, act: Act) -> bool:
    """Whether a bombardment only went along with a fight: "معارك مترافقة مع قصف بري وجوي"."""
    if act.event_type not in BOMBARDMENT:
        return False
    sentence, near = frame.sentence, range(max(frame.first, act.position - _ALONG), act.position)
    if not any(sentence.is_a(at, "along") and _fights_before(frame, at) for at in near):
        return False
    # not "معارك تزامنت مع قصف أوقع 20 قتيلا": the shelling's dead
    before = range(frame.first, act.position)
    return not frame.claims or any(is_result(sentence, at) for at in before)


_TO_AIRCRAFT = 3  # words from "backed by" to the aircraft that did


def _is_backing(frame: Frame, act: Act) -> bool:
    """Whether aircraft only stood by an attack on the ground: "مدعومة من الطيران الروسي"."""
    if act.kind != "means":
        return False
    near = range(max(frame.first, act.position - _TO_AIRCRAFT), act.position)
    return any(frame.sentence.is_a(at, "beside") for at in near)


def _fights_before(frame: Frame, position: int) -> bool:
    fights = [a for a in frame.real_acts if a.event_type is EventType.ARMED_CLASH]
    return any(a.position < position and not a.is_generic for a in fights)


def _is_armed_loss(frame: Frame) -> bool:
    """Whether arms on the ground were destroyed or taken with no word of how."""
    return any(loss.item in _ON_THE_GROUND for loss in frame.losses)


_ON_THE_GROUND = (Item.TANK, Item.ARMOURED_VEHICLE, Item.VEHICLE, Item.ARTILLERY, Item.WEAPONS)


def is_shot_down(frame: Frame) -> bool:
    """Whether a frame tells of an aircraft shot down."""
    return any(loss.fate is Fate.SHOT_DOWN for loss in frame.losses)


def _is_aircraft(frame: Frame, act: Act) -> bool:
    """Whether an act is but the aircraft's name: "أسقطت طائرة حربية"."""
    weapon = frame.sentence.sense(act.position, "weapons")
    return weapon is not None and weapon["item"] in AIRBORNE


def _of_aircraft(frame: Frame) -> EventType | None:
    """Return the type of an aircraft shot down or crashed, if that is all the clause tells."""
    lost = any(loss.item in AIRBORNE for loss in frame.losses)
    acts = [a for a in frame.real_acts if not _is_aircraft(frame, a)]
    if not lost or any(not a.is_generic and a.kind != "means" for a in acts):
        return None
    return EventType.SHELLING if is_shot_down(frame) else EventType.OTHER


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
    decisive = [a.event_type for a in acts if not _is_what_it_answers(frame, a, acts)]
    for kind in DECIDING:
        if kind in decisive:
            return kind
    means = [a for a in acts if a.event_type in BOMBARDMENT or a.event_type is EventType.EXPLOSIVE]
    if not means:
        return types[0]
    if EventType.EXPLOSIVE in types and not any(a.methods for a in means if a is means[0]):
        return EventType.EXPLOSIVE  # "قنبلة … انفجرت"
    aerial = EventType.AIR_STRIKE in types or FROM_THE_AIR & set(frame.attackers)
    if aerial and means[0].event_type is EventType.SHELLING:
        return EventType.AIR_STRIKE
    return means[0].event_type


def _is_what_it_answers(frame: Frame, act: Act, acts: list[Act]) -> bool:
    """Whether an act only went before what the clause tells: "أطلقت 105 صواريخ بعد هجوم بالغاز"."""
    after = answered_from(frame.sentence, act, frame.first)
    return after is not None and any(other.position < after for other in acts)


def _of_bare_attack(acts: list[Act], frame: Frame, before: Sequence[Frame]) -> EventType:
    """Return the type of "هجوم", "استهدف": that of the attack spoken of before, if one is."""
    if FROM_THE_AIR & set(frame.attackers):
        return EventType.AIR_STRIKE
    if any(a.is_definite for a in acts):
        model = _model(frame, before)
        whole = model and model.event_type in DECIDING and _is_campaign(frame, acts)
        if model and not whole:
            return _type_within(model)
    if any(_is_aimed_at_place(frame, a) for a in acts):
        return EventType.SHELLING
    return acts[0].event_type


def _is_campaign(frame: Frame, acts: list[Act]) -> bool:
    """Whether all that is told is a whole campaign, no single attack: "خلال العملية"."""
    return all(frame.sentence.is_a(a.position, "campaign") for a in acts)


def _is_aimed_at_place(frame: Frame, act: Act) -> bool:
    """Whether fire is aimed at a town, or at a building with people in it: "باستهداف دمشق"."""
    if not frame.sentence.is_a(act.position, "aim"):
        return False
    if any(frame.sentence.is_a(at, "many") for at in range(act.last, act.last + _TO_QUARTERS)):
        return True
    civil = (loss.thing for loss in frame.losses if loss.item in CIVIL)  # "استهداف سوق"
    aims = (*(s.first for s in frame.spots if s.name), *(civil if frame.claims else ()))
    return any(0 <= at - act.last <= _AIM for at in aims)


_TO_QUARTERS = 4  # words from "targeted", over who did, to "quarters of"


def _model(frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """Return the frame whose circumstance a bare harm or "the attack" goes on with."""
    for other in reversed(before):
        gained = other.event_type is EventType.TERRITORY_GAIN and frame.order - other.order <= 1
        if not gained and (other.event_type not in _VIOLENT or not other.acts):
            continue
        if other.event_type in BOMBARDMENT and _bombs_its_own(other, frame):
            continue
        near = frame.order - other.order <= _REACH
        same_place = frame.keys & other.keys
        if near and may_meet(frame, other):
            return other
        if same_place and frame.own_place:
            return other
    return None


def _type_within(attack: Frame) -> EventType:
    """Return what harm in an attack told before is part of: in a capture, of its battle."""
    kind = attack.event_type
    return EventType.ARMED_CLASH if kind is EventType.TERRITORY_GAIN else kind


def _bombs_its_own(attack: Frame, harm: Frame) -> bool:
    """Whether who fell is of the camp that bombs, so that it was not by this bombing."""
    fell = {camp(v) for v in _fallen(harm)}
    return bool(fell) and fell <= {camp(a) for a in attack.attackers}


def may_meet(frame: Frame, other: Frame) -> bool:
    """Whether a frame may lie where another does: it names no place, or one of its governorates."""
    if not frame.own_place or not other.admin1:
        return True
    return bool(set(frame.admin1) & set(other.admin1))


def is_from_air(frame: Frame) -> bool:
    """Whether a frame tells of manned aircraft, which few sides have."""
    return frame.event_type is EventType.AIR_STRIKE and Method.DRONE not in methods(frame)


def methods(frame: Frame) -> tuple[Method, ...]:
    """Return the methods that the frame names: of a fight, not of the raids beside it."""
    acts = frame.real_acts
    if frame.event_type in _FOUGHT:
        acts = [a for a in acts if a.event_type not in BOMBARDMENT]
    named = [m for a in acts for m in a.methods]
    if frame.event_type is EventType.AIR_STRIKE and not named:
        named = [Method.AIR_RAID]
    if frame.event_type is EventType.CHEMICAL_ATTACK:
        named.append(Method.CHEMICAL)
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
