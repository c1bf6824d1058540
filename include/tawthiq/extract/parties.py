"""Who is on which side of a frame, where the clause itself does not say."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tawthiq.arabic import fold_phrase
from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import BESIEGED, NOT_FIGHTERS, camp, is_of_damascus
from tawthiq.extract.frames import Frame, nearest_first
from tawthiq.extract.kinds import is_from_air, may_meet, methods
from tawthiq.extract.things import CIVIL
from tawthiq.model import Actor, EventType, Fate, How, Method, Scope, SourceClass

#: Camps that fight each other on the ground, likeliest opponent first.
_FOES = {
    "damascus": ("rebels", "isis", "israel", "turkey"),
    "rebels": ("damascus", "isis", "sdf"),
    "turkey": ("sdf", "isis", "damascus"),
    "isis": ("damascus", "sdf", "rebels", "coalition", "turkey"),
    "sdf": ("isis", "turkey", "rebels"),
    "coalition": ("isis", "damascus"),
    "israel": ("damascus",),
    "transitional_gov": ("gov_remnants", "local_armed", "sdf"),
}
_NOT_ITS_GROUND = frozenset({"turkey", "israel"})  # Damascus took no place from these
TWO_SIDED = (EventType.ARMED_CLASH, EventType.TERRITORY_GAIN)

#: Sides without aircraft or gas in this war; who stands beside such an attack suffered it.
GROUNDED = frozenset(
    {
        *(Actor.OPPOSITION, Actor.JIHADIST, Actor.LOCAL_ARMED, Actor.CIVILIANS),
        *(Actor.HEZBOLLAH, Actor.IRAN, Actor.GOV_MILITIA),
    }
)
_FOUGHT_BELOW = frozenset({Actor.ISIS, Actor.SDF})  # beside raids that mostly hit their enemy


def _ground(frame: Frame) -> None:
    """Take no side without aircraft for one that bombs from the air."""
    if is_from_air(frame):
        grounded = [a for a in frame.attackers if a in GROUNDED]
        flying = [a for a in frame.attackers if a not in GROUNDED | _FOUGHT_BELOW]
        frame.attackers = flying
        frame.targets += [a for a in grounded if a not in frame.targets]


def has_aircraft(frame: Frame) -> bool:
    """Whether any of who attacked can have bombed from the air."""
    return bool(set(frame.attackers) - GROUNDED - _FOUGHT_BELOW)


def settle_sides(frame: Frame, before: Sequence[Frame]) -> None:
    """Fill who acted: who suffered did not; "the shelling" goes on from the one before."""
    harmed = {c.victim for c in frame.claims if c.victim and c.within is None}
    if frame.event_type is not EventType.AGREEMENT:
        frame.attackers = [a for a in frame.attackers if a is not Actor.CIVILIANS]
    _ground(frame)
    _suffer(frame, {m.owner for m in frame.losses if m.fate is Fate.SHOT_DOWN and m.owner})
    if not is_beaten_off(frame):  # else whoever was beaten off attacked, whatever his losses
        _let_suffer(frame, harmed)
    if not frame.attackers and frame.event_type is EventType.ARMED_CLASH:
        _part_enemies(frame, before)
    frame.own_attackers = bool(frame.attackers)
    for taken in frame.taken:
        _settle_taken(frame, taken.how, taken.gained_by, taken.lost_by)
    if not frame.attackers and Method.BARREL_BOMB in methods(frame):
        frame.attackers = [Actor.GOV]
    if not frame.attackers:
        model = _model(frame, before)
        if model and not harmed & set(model.attackers) and may_own_up(frame, model.attackers):
            frame.attackers = list(model.attackers)


def may_own_up(frame: Frame, attackers: Collection[Actor]) -> bool:
    """Whether sides may be who a source means: Damascus tells only of others' fire on its own."""
    if not any(is_of_damascus(a) for a in attackers):
        return True
    return not is_told_by_the_hit(frame) and not is_on_loyal_ground(frame)


def is_on_loyal_ground(frame: Frame) -> bool:
    """Whether shells fell on a town that Damascus held throughout: "قذائف على جرمانا"."""
    if is_from_air(frame) or frame.event_type not in BOMBARDMENT:
        return False
    loyal = frame.sentence.classes["loyal_town"]
    return any(" ".join(fold_phrase(spot.name)) in loyal for spot in frame.names)


def is_told_by_the_hit(frame: Frame) -> bool:
    """Whether Damascus tells of a bombardment that hit homes or people, none of them rebels."""
    told_by_gov = frame.source and frame.source.source_class is SourceClass.GOVERNMENT
    if not told_by_gov or frame.event_type not in BOMBARDMENT:
        return False
    hit = {c.victim for c in frame.claims} | {m.owner for m in frame.losses if m.item in CIVIL}
    return bool(hit) and not hit & BESIEGED


def is_beaten_off(frame: Frame) -> bool:
    """Whether an attack was beaten off: what was destroyed is the attackers'."""
    return any(
        frame.first <= mention.first < frame.last and role["role"] == "repel"
        for mention, role in frame.sentence.having("roles")
    )


def _let_suffer(frame: Frame, harmed: Collection[Actor]) -> None:
    """Take out of the attackers whose people were harmed; alone, they are those attacked."""
    others = [a for a in frame.attackers if a not in harmed]
    if others:
        frame.attackers = others
    elif frame.claims:
        _suffer(frame, harmed)


def _suffer(frame: Frame, sides: Collection[Actor | None]) -> None:
    """Move sides from those who attacked to those who were attacked."""
    moved = [a for a in frame.attackers if a in sides]
    frame.targets += [a for a in moved if a not in frame.targets]
    frame.attackers = [a for a in frame.attackers if a not in moved]


def _part_enemies(frame: Frame, before: Sequence[Frame]) -> None:
    """Tell who attacked where the dead of two enemies are told: who did before, or the first."""
    fighters = [t for t in frame.targets if t not in NOT_FIGHTERS]
    model = _model(frame, before)
    known = [t for t in fighters if model and t in model.attackers]
    lead = (known or fighters)[:1]
    first = [t for t in fighters if camp(t) == camp(lead[0])]
    if len(first) < len(fighters):
        frame.attackers = first
        frame.targets = [t for t in frame.targets if t not in first]


def _settle_taken(
    frame: Frame, how: How, gained: tuple[Actor, ...], lost: tuple[Actor, ...]
) -> None:
    """Let the taking verb's own subject decide the sides, the clause where it has none."""
    if how is How.SEIZED and gained:
        frame.attackers = list(gained)
    if lost:
        frame.targets = list(dict.fromkeys((*lost, *frame.targets)))
    frame.targets = [t for t in frame.targets if t not in gained]
    if how is not How.SEIZED:
        frame.attackers = list(gained)


def _model(frame: Frame, before: Sequence[Frame]) -> Frame | None:
    """Return the frame whose attackers a clause without any goes on with."""
    definite = any(a.is_definite for a in frame.real_acts)
    for other in reversed(before):
        is_past = other.scope is Scope.BACKGROUND
        if not other.attackers or other.event_type is EventType.OTHER or is_past:
            continue
        if family(other) != family(frame) or (is_from_air(frame) and not has_aircraft(other)):
            continue
        distance = frame.order - other.order
        if not frame.real_acts and distance <= 2 and may_meet(frame, other):
            return other
        if definite and may_meet(frame, other):
            return other
        if distance == 0 and not frame.own_place:
            return other
        if distance <= 1 and not frame.own_place and frame.real_acts:
            return other
    return None


def family(frame: Frame) -> EventType:
    """Return the type under which frames may go on with one another."""
    kind = frame.event_type
    if kind in BOMBARDMENT:
        return EventType.AIR_STRIKE
    return EventType.ARMED_CLASH if kind is EventType.TERRITORY_GAIN else kind


def are_foes(one: Actor, other: Actor) -> bool:
    """Whether two sides fought each other on the ground."""
    return camp(other) in _FOES.get(camp(one), ()) or camp(one) in _FOES.get(camp(other), ())


def infer_foes(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give a fight with one side named the enemy that the article speaks of nearest to it.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    spoken = [(order, code) for order, code in named if code not in NOT_FIGHTERS]
    for frame in frames:
        if frame.event_type not in TWO_SIDED or (frame.taken and not frame.attackers):
            continue
        fighters = [t for t in frame.targets if t is not Actor.UNKNOWN]
        if frame.attackers and not fighters:
            owners = [m.owner for m in frame.losses if m.owner and m.owner not in NOT_FIGHTERS]
            foe = owners[0] if owners else None
            foe = foe or _foe_there(frame, frames) or enemy_of(frame, frame.attackers, spoken)
            frame.targets = [foe] if foe else frame.targets


def _foe_there(frame: Frame, frames: Sequence[Frame]) -> Actor | None:
    """Return whom Damascus fights in the same place by the clause that tells it nearest."""
    if not is_of_damascus(frame.attackers[0]):
        return None
    for other in nearest_first(frame, frames):
        if other.event_type not in TWO_SIDED or not frame.keys & other.keys:
            continue
        if other.attackers and is_of_damascus(other.attackers[0]):
            foe = next((t for t in other.targets if t in BESIEGED), None)
            if foe:
                return foe
    return None


def enemy_of(frame: Frame, sides: list[Actor], spoken: Sequence[tuple[int, Actor]]) -> Actor | None:
    """Return the enemy of some sides that the article speaks of nearest to a frame."""
    own = {camp(side) for side in sides}
    foes = {foe for one in own for foe in _FOES.get(one, ())} - own
    enemies = [(order, code) for order, code in spoken if camp(code) in foes]
    if "turkey" in own:  # its army hardly ever fought that of Damascus
        enemies = [e for e in enemies if not is_of_damascus(e[1])] or enemies
        enemies = [e for e in enemies if e[1] is Actor.SDF] or enemies
    if "damascus" in own:
        held = [e for e in enemies if camp(e[1]) not in _NOT_ITS_GROUND]
        enemies = held if frame.taken else held or enemies
    if not enemies:
        return None
    _, code = min(enemies, key=lambda pair: (pair[0] > frame.order, abs(pair[0] - frame.order)))
    return code


def fighters_before(
    before: Sequence[Frame], spoken: Sequence[tuple[int, Actor]], order: int
) -> list[Actor]:
    """Return the armed sides named until now, each camp under its first name, the last one last.

    Those who take part in what is told come behind those only spoken of in sentences before the
    one of number `order` (`spoken`: sides, each with its sentence).
    """
    told = [code for frame in before for code in (*frame.attackers, *frame.targets)]
    heard = [code for at, code in spoken if at < order]
    sides = _once_by_camp(told)
    camps = {camp(side) for side in sides}
    return [c for c in _once_by_camp(heard) if camp(c) not in camps] + sides


def _once_by_camp(named: list[Actor]) -> list[Actor]:
    """Return each camp's first name, in the order in which the camps were last named."""
    named = [code for code in named if code not in NOT_FIGHTERS]
    first = dict[str, Actor]()
    for code in named:
        first.setdefault(camp(code), code)
    last = reversed(dict.fromkeys(camp(code) for code in reversed(named)))
    return [first[one] for one in last]
