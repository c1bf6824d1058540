"""From a frame's words to the codebook's values: type, methods, sides, victims and scope."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.language import Language
from tawthiq.extract.people import camp
from tawthiq.model import Actor, Category, EventType, How, Method, Outcome, Scope

_DISTANT = timedelta(days=14)
_AGGREGATE_DAYS = 2
# No single happening or campaign of this war killed as many; such a figure sums up the war.
_WHOLE_WAR = 10_000
# In the annotated articles no figure from here up that names no day is of one happening.
_MORE_THAN_A_DAY = 150
_BOMBARDMENT = (
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.CHEMICAL_ATTACK,
    EventType.EXPLOSIVE,
)
_DECIDING = (EventType.SUICIDE_ATTACK, EventType.CHEMICAL_ATTACK)
_BY_OUTCOME = {
    Outcome.DISPLACED: EventType.DISPLACEMENT,
    Outcome.ABDUCTED: EventType.ABDUCTION,
    Outcome.ARRESTED: EventType.ARREST,
}
_CIVILIAN_CATEGORIES = (Category.CHILDREN, Category.WOMEN)


def event_type(frame: Frame) -> EventType:  # noqa: C901  one branch a kind of word
    """Return the type of a frame: control first, then what decides, then the means named first."""
    if frame.taken:
        seized = frame.taken[0].how is How.SEIZED
        return EventType.TERRITORY_GAIN if seized else EventType.TERRITORY_TRANSFER
    outcomes = {c.outcome for c in frame.claims}
    for outcome, kind in _BY_OUTCOME.items():
        if outcomes == {outcome}:
            return kind
    types = [a.event_type for a in frame.acts]
    for kind in _DECIDING:
        if kind in types:
            return kind
    means = [t for t in types if t in _BOMBARDMENT]
    if means:
        bare = frame.acts[types.index(means[0])]
        if means[0] is EventType.SHELLING and not bare.methods and EventType.AIR_STRIKE in means:
            return EventType.AIR_STRIKE
        if means[0] is EventType.SHELLING and Actor.COALITION in frame.attackers:
            return EventType.AIR_STRIKE
        return means[0]
    rest = [t for t in types if t not in (EventType.TERRITORY_GAIN, EventType.TERRITORY_TRANSFER)]
    return rest[0] if rest else EventType.OTHER


def methods(frame: Frame, kind: EventType) -> tuple[Method, ...]:
    """Return the methods that the frame names."""
    named = [m for a in frame.acts for m in a.methods]
    if kind is EventType.AIR_STRIKE and not named:
        named = [Method.AIR_RAID]
    return tuple(dict.fromkeys(named))


def victims(frame: Frame, language: Language, fighters: list[Actor]) -> None:
    """Give every claim of a frame its victim."""
    civil = any(
        c.victim is Actor.CIVILIANS or c.category in _CIVILIAN_CATEGORIES for c in frame.claims
    ) or _has_word(frame, language, "massacre")
    before: Claim | None = None
    for claim in frame.claims:
        if claim.within is None and claim.victim is None:
            claim.victim = _victim(frame, claim, language, fighters, civil)
            if claim.victim is Actor.UNKNOWN and before and _shares(claim, before):
                claim.victim = before.victim
        if claim.within is None:
            before = claim
    for claim in frame.claims:
        if claim.within and claim.victim is None:
            claim.victim = claim.within.victim
        if claim.victim is None:
            claim.victim = Actor.UNKNOWN


def _shares(claim: Claim, before: Claim) -> bool:
    """Whether people of no stated side belong with those told just before: "5 مدنيين و3 جرحى"."""
    return claim.outcome is not before.outcome or claim.harm.people.is_rest


def _has_word(frame: Frame, language: Language, kind: str) -> bool:
    words = language.words[kind]
    return any(frame.sentence.word(at) in words for at in range(frame.first, frame.last))


def _victim(
    frame: Frame, claim: Claim, language: Language, fighters: list[Actor], civil: bool
) -> Actor:
    if claim.category in _CIVILIAN_CATEGORIES or claim.category in (
        Category.MEDICS,
        Category.RESCUERS,
        Category.JOURNALISTS,
    ):
        return Actor.CIVILIANS
    words = set(claim.words)
    armed = [t for t in frame.targets if t not in (Actor.CIVILIANS, Actor.UNKNOWN)]
    camps = {camp(a) for a in armed}
    if words & language.words["combatant"]:
        if armed:
            return armed[0] if len(camps) == 1 else Actor.UNKNOWN
        others = [f for f in fighters if f not in frame.attackers]
        return others[-1] if others else Actor.UNKNOWN
    if words & language.words["martyr"] and frame.event_type in _BOMBARDMENT:
        return Actor.CIVILIANS
    if civil:
        return Actor.CIVILIANS
    if len(camps) == 1 and (not claim.words or frame.event_type not in _BOMBARDMENT):
        return armed[0]
    return Actor.UNKNOWN


def scope(frame: Frame, language: Language, published: date) -> Scope:
    """Return whether a frame is one happening, a sum, or the distant past."""
    when = frame.when
    if when and when.is_war:
        return Scope.BACKGROUND
    if frame.days and published - frame.days.end > _DISTANT:
        return Scope.BACKGROUND
    if any((c.count.low or 0) >= _WHOLE_WAR for c in frame.claims if c.outcome is Outcome.KILLED):
        return Scope.BACKGROUND
    if frame.days and (frame.days.end - frame.days.start).days > _AGGREGATE_DAYS:
        return Scope.AGGREGATE
    if len(frame.admin1) > 1 or _has_word(frame, language, "scattered"):
        return Scope.AGGREGATE
    if frame.claims and _is_running(frame, language):
        return Scope.AGGREGATE
    return Scope.INCIDENT


def _is_running(frame: Frame, language: Language) -> bool:
    """Whether a clause gives a running sum: "since", "so far", or more dead than one day sees."""
    cues = (frame.sentence.sense(at, "time") for at in range(frame.first, frame.last))
    if any(cue and cue["kind"] == "since" for cue in cues):
        return True
    if _has_word(frame, language, "running"):
        return True
    dead = max((c.count.low or 0 for c in frame.claims if c.outcome is Outcome.KILLED), default=0)
    return dead >= _MORE_THAN_A_DAY and not (frame.when and not frame.when.is_period)
