"""Which frames the codebook asks for: a figure, a place and a side, a fight at a named place."""

from __future__ import annotations

from tawthiq.extract.abroad import NEIGHBOURS, names_country
from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.frames import Frame
from tawthiq.extract.naming import lie_within
from tawthiq.extract.scopes import is_long
from tawthiq.extract.things import AIRBORNE, Loss
from tawthiq.model import Actor, Admin1, EventType, Fate, Qualifier, Scope


def is_worth_telling(frame: Frame) -> bool:
    """Whether the codebook asks for a frame at all."""
    if _is_arrest_abroad(frame) or _is_nowhere(frame):
        return False
    if frame.scope is Scope.BACKGROUND:
        return any(c.count.qualifier is not Qualifier.SOME for c in frame.claims) or bool(
            frame.volleys
        )
    if frame.claims or frame.volleys or frame.taken:
        return True
    if any(m.fate is Fate.SHOT_DOWN or _has_crashed(frame, m) for m in frame.losses):
        return True
    if frame.losses and (frame.own_place or _is_counted(frame)):
        return True
    if not frame.own_place:
        return False
    if frame.event_type is EventType.OTHER or not _is_told(frame):
        return False
    sided = [a for a in (*frame.attackers, *frame.targets) if a is not Actor.UNKNOWN]
    return bool(sided) or frame.event_type in BOMBARDMENT or _is_of_clashes(frame)


def _is_arrest_abroad(frame: Frame) -> bool:
    """Whether some police arrest people nowhere in Syria: "أعلن الوزير اعتقال 60 شخصا"."""
    if frame.event_type is not EventType.ARREST or frame.spots or frame.admin1:
        return False
    return {*frame.attackers} <= {*NEIGHBOURS, Actor.UNKNOWN}


def _is_nowhere(frame: Frame) -> bool:
    """Whether harm has no scene in the article, no word of Syria or a place, and nobody of its war.

    "توفي جندي متأثرا بإصابته في حادث إطلاق النار"
    """
    if frame.scope is not Scope.INCIDENT or frame.event_type in _PLACED_BY_WHO_DID_IT:
        return False
    if not frame.claims or frame.spots or frame.admin1:
        return False
    sides = {*frame.attackers, *frame.targets, *(c.victim for c in frame.claims)}
    sentences = [s for s, _, _ in frame.spans]
    if sides & _OF_THE_WAR or any(s.having_any(_OF_A_SCENE) for s in sentences):
        return False
    return not any(names_country(s) for s in sentences)


_OF_A_SCENE = frozenset(("place_types", "places"))
_PLACED_BY_WHO_DID_IT = BOMBARDMENT | {
    EventType.ABDUCTION,
    EventType.DISPLACEMENT,
    EventType.EXPLOSIVE,
}
_OF_THE_WAR = frozenset(
    {Actor.GOV, Actor.GOV_MILITIA, Actor.OPPOSITION, Actor.JIHADIST, Actor.SDF, Actor.HEZBOLLAH}
)


def _is_of_clashes(frame: Frame) -> bool:
    """Whether fights are told where no side is named: "اشتباكات", not "هجوم", "عملية"."""
    clashes = any(act.is_clash for act in frame.real_acts)
    return clashes and frame.event_type is EventType.ARMED_CLASH


def _has_crashed(frame: Frame, loss: Loss) -> bool:
    """Whether an aircraft came down in Syria, by a place there or the country's name."""
    home = any(sense["kind"] == "home" for _, sense in frame.sentence.having("links"))
    crashed = loss.item in AIRBORNE and loss.fate is Fate.DESTROYED and not loss.is_known
    return crashed and (home or frame.own_place)


def _is_counted(frame: Frame) -> bool:
    """Whether losses are counted or dated, and it is known from before where and whose."""
    arms = [m for m in frame.losses if m.owner not in (None, Actor.UNKNOWN)]
    counted = any(m.count.qualifier is not Qualifier.SOME for m in arms)
    dated = bool(arms) and frame.when is not None and bool(frame.real_acts)
    return (dated or (counted and bool(frame.attackers))) and bool(frame.names)


_MEANS = frozenset({"means", "weapon", "adjective"})


def _is_used(frame: Frame) -> bool:
    """Whether arms or aircraft are said to be used, not only named."""
    return any(sentence.is_a(at, "launch") for sentence, a, b in frame.spans for at in range(a, b))


def _is_kin(act: EventType, told: EventType) -> bool:
    """Whether an act tells an event: "قصف" by who has only aircraft there is an air strike."""
    shot = act is EventType.ARMED_CLASH and told is EventType.ATTACK_ON_CIVILIANS
    return act is told or shot or (act in BOMBARDMENT and told in BOMBARDMENT)


def _is_told(frame: Frame) -> bool:
    """Whether an act is told, not only mentioned: "the attack", or a bare "escalation"."""
    acts = [a for a in frame.real_acts if a.is_generic or _is_kin(a.event_type, frame.event_type)]
    if all(a.kind in _MEANS for a in acts) and not _is_used(frame):
        return False
    if any(a.is_finite for a in acts) or _is_of_gas_outside(frame):
        return True
    fresh = [a for a in acts if not a.is_definite or a.is_renewed]
    if not any(not a.is_generic for a in fresh):
        return bool(fresh) and frame.own_attackers
    return bool(fresh)


def _is_of_gas_outside(frame: Frame) -> bool:
    """Whether gas is told of at a place that is not the capital, which is accused of it.

    Articles speak of "the attack with gas on Douma" as known, and tell no more of it.
    """
    gas = frame.event_type is EventType.CHEMICAL_ATTACK
    return gas and Admin1.DAMASCUS not in frame.admin1


def drop_mentions(frames: list[Frame]) -> list[Frame]:
    """Drop frames that only mention what another frame tells: no figure, no day of its own."""
    kept = list[Frame]()
    for frame in frames:
        bare = not (frame.claims or frame.volleys or frame.losses or frame.taken)
        others = (f for f in frames if f is not frame and (f.claims or f in kept))
        if bare and any(_mentions(frame, other) for other in others):
            continue
        kept.append(frame)
    return kept


def _mentions(frame: Frame, other: Frame) -> bool:
    if _family(frame) is not _family(other) and not _is_word_for_gas(frame, other):
        return False
    if frame.when and frame.when.days and other.days and frame.days != other.days:
        return False
    if frame.days and is_long(frame.days) and not other.days:
        return False  # a campaign of weeks, beside what it led to
    mine, theirs = frame.keys, other.keys
    if mine and theirs:
        return mine <= theirs or _is_told_of_towns(frame, other)
    return bool(set(frame.admin1) & set(other.admin1)) and not mine


def _is_word_for_gas(frame: Frame, other: Frame) -> bool:
    """Whether "هجمات النظام على دوما" only speaks of the attack with gas that is told there."""
    if other.event_type is not EventType.CHEMICAL_ATTACK:
        return False
    bare = frame.event_type is EventType.ARMED_CLASH
    return bare and all(a.is_generic and not a.is_finite for a in frame.real_acts)


def _is_told_of_towns(frame: Frame, other: Frame) -> bool:
    """Whether an attack with gas on a region is that on its town."""
    gas = other.event_type is EventType.CHEMICAL_ATTACK
    return gas and lie_within(other.names, frame.names)


def _family(frame: Frame) -> EventType:
    if frame.event_type in BOMBARDMENT:
        return EventType.AIR_STRIKE
    if frame.event_type is EventType.TERRITORY_GAIN:
        return EventType.ARMED_CLASH
    return frame.event_type
