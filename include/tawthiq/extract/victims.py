"""Whose people a figure counts: by its own words, by the sides of the clause, by the article."""

from __future__ import annotations

import itertools

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.bombed import is_on_base
from tawthiq.extract.camps import NOT_FIGHTERS, STATES, camp
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import HARMED
from tawthiq.extract.language import Language
from tawthiq.extract.leavers import count_families, who_left
from tawthiq.extract.people import CIVILIAN
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Category, EventType, Item, Outcome

_ON_HOMES = BOMBARDMENT | {EventType.EXPLOSIVE}
_ALWAYS_CIVILIAN = (
    *CIVILIAN,
    Category.MEDICS,
    Category.RESCUERS,
    Category.JOURNALISTS,
)


def settle_victims(frame: Frame, language: Language, fighters: list[Actor]) -> None:
    """Give every claim of a frame its victim; `fighters` are the armed sides named before."""
    civil = any(
        c.victim is Actor.CIVILIANS or (c.category in CIVILIAN and not c.victim)
        for c in frame.claims
        if c.outcome is not Outcome.DISPLACED
    ) or frame.has("massacre")
    before: Claim | None = None
    for claim in frame.claims:
        if claim.within is None:
            if claim.victim is None:
                claim.victim = _victim(frame, claim, language, fighters, civil)
                claim.victim = _against_those_before(frame, claim) or claim.victim
                _settle_beside(frame, claim, before, fighters)
            before = claim
    settle_mixed(frame)
    for claim in frame.claims:
        if claim.victim is None and claim.within:
            armed = set(claim.words) & language.words["combatant"]
            open_whole = armed and claim.within.victim in NOT_FIGHTERS
            claim.victim = (
                _victim(frame, claim, language, fighters, civil)
                if open_whole
                else claim.within.victim
            )
        claim.victim = claim.victim or Actor.UNKNOWN
    for claim in list(frame.claims):
        if claim.outcome is Outcome.DISPLACED:
            count_families(frame, claim)
    settle_mixed(frame)


def settle_mixed(frame: Frame) -> None:
    """Leave open whose a total is whose parts are of several sides: "27 هم 6 جنود و11 إيرانيا".

    So it is where only one part has a side: "221 قتيلا بينهم 127 مدنيا", "981 شخصا بينهم مقاتلون".
    """
    for claim in frame.claims:
        if claim.harm.people.victim is None and _is_mixed(claim, frame):
            claim.victim = Actor.UNKNOWN


def _is_mixed(claim: Claim, frame: Frame) -> bool:
    """Whether parts of a total are told by their side, be it only in the word "fighters"."""
    parts = [c for c in frame.claims if c.within is claim and c.category is None]
    sided = {c.victim for c in parts if c.harm.people.has_side}
    armed = any(set(c.words) & frame.sentence.classes["combatant"] for c in parts)
    own = set(claim.words) & frame.sentence.classes["combatant"]
    hit = {camp(t) for t in frame.targets if t not in NOT_FIGHTERS}
    fought = frame.event_type is EventType.ARMED_CLASH and bool(frame.attackers)
    allied = fought and len(sided) == 1 and {camp(v) for v in sided if v} == hit
    return not own and not allied and (bool(sided) or armed)


def _settle_beside(frame: Frame, claim: Claim, before: Claim | None, fighters: list[Actor]) -> None:
    """Let people follow those told just before them: with them, or against them."""
    if before is None or before.victim is None:
        return
    if claim.harm.is_counterpart:
        claim.victim = _opponent(before.victim, fighters, frame)
    rest = claim.harm.people.is_rest and claim.outcome is Outcome.WOUNDED
    if (rest or claim.victim is Actor.UNKNOWN) and _shares(claim, before):
        claim.victim = before.victim


def _against_those_before(frame: Frame, claim: Claim) -> Actor | None:
    """Return whose fighters fall "besides" a side's: the other party that the clause names.

    "مقتل 103 من قوات النظام، بالإضافة لمقتل 72 مقاتلا بينهم 56 من الجهاديين"
    """
    if not set(claim.words) & frame.sentence.classes["combatant"]:
        return None
    counted = [c for c in frame.claims if c.within is None and c.outcome is claim.outcome]
    fallen = {camp(c.harm.people.victim) for c in counted if c.harm.people.victim}
    armed = [t for t in frame.targets if t not in NOT_FIGHTERS]
    others = {camp(t): t for t in reversed(armed) if camp(t) not in fallen}
    if not fallen or len(others) != 1:
        return None
    (side,) = others.values()
    return Actor.OPPOSITION if side is Actor.JIHADIST else side


def _shares(claim: Claim, before: Claim) -> bool:
    """Whether people of no stated side belong with those told just before: "5 مدنيين و3 جرحى"."""
    return claim.outcome is not before.outcome or claim.harm.people.is_rest


def _opponent(side: Actor, fighters: list[Actor], frame: Frame) -> Actor:
    """Return the other party of "203 من قوات النظام مقابل 159 مسلحا"."""
    known = [*fighters, *frame.attackers, *frame.targets]
    others = [f for f in known if camp(f) != camp(side) and f not in NOT_FIGHTERS]
    return others[-1] if others else Actor.UNKNOWN


def _victim(
    frame: Frame, claim: Claim, language: Language, fighters: list[Actor], civil: bool
) -> Actor:
    if claim.category in _ALWAYS_CIVILIAN:
        return Actor.CIVILIANS
    words = set(claim.words)
    told = _beaten(frame, claim) or _attackers_own(frame, claim) or _aboard(frame)
    if told:
        return told
    if claim.outcome is Outcome.DISPLACED:
        return who_left(frame, claim, fighters)
    if claim.outcome is Outcome.ARRESTED and not words & language.words["combatant"]:
        return Actor.CIVILIANS if civil else Actor.UNKNOWN  # a side beside them is but the charge
    return _of_those_hit(frame, claim, language, fighters, civil)


def _of_those_hit(
    frame: Frame, claim: Claim, language: Language, fighters: list[Actor], civil: bool
) -> Actor:
    """Return whose people they are by whom the clause tells to be hit."""
    words = set(claim.words)
    armed = _hit(frame, claim)
    camps = {camp(a) for a in armed}
    if words & language.words["combatant"]:
        told = {c.harm.people.victim for c in frame.claims if c.within is claim}
        return _fighters(frame, words, armed, [f for f in fighters if f not in told])
    mourned = words & language.words["martyr"] or _is_mourned(claim, frame)
    if mourned and frame.event_type in _ON_HOMES and not is_on_base(frame, language):
        return Actor.CIVILIANS
    if civil or (not armed and frame.event_type in _ON_HOMES and _on_civil_building(frame)):
        return Actor.CIVILIANS
    bare = not claim.words or claim.harm.people.is_rest
    on_homes = frame.event_type in _ON_HOMES and not frame.is_vague
    if len(camps) == 1 and (bare or not on_homes):
        return armed[0]
    return Actor.UNKNOWN


def _aboard(frame: Frame) -> Actor | None:
    """Return whose aircraft came down: who died was aboard."""
    owners = [m.owner for m in frame.losses if m.item in _AIRBORNE and m.owner]
    return owners[0] if owners and frame.event_type in _CAME_DOWN else None


_AIRBORNE = (Item.AIRCRAFT, Item.HELICOPTER)
_CAME_DOWN = (EventType.OTHER, EventType.SHELLING)


def _hit(frame: Frame, claim: Claim) -> list[Actor]:
    """Return the armed sides hit, without the one that only part of the people belong to."""
    armed = [t for t in frame.targets if t not in NOT_FIGHTERS]
    parts = {c.harm.people.victim for c in frame.claims if c.within is claim} - {None}
    return [t for t in armed if t not in parts] if len(parts) == 1 else armed


_HOMES = frozenset((Item.MARKET, Item.SCHOOL, Item.HOSPITAL, Item.BAKERY, Item.HOUSING))


def _on_civil_building(frame: Frame) -> bool:
    """Whether the sentence names a market, school, hospital, bakery or houses."""
    sentence = frame.sentence
    return any(
        weapon["item"] and Item(weapon["item"]) in _HOMES
        for mention, weapon in sentence.having("weapons")
        if not _is_elsewhere(sentence, mention.first - 1)
    )


def _is_elsewhere(sentence: Sentence, position: int) -> bool:
    """Whether a building only received or sent people: "نقلوا إلى مشفى"."""
    return sentence.is_a(position, "belonging") or sentence.word(position) == "من"


def _fighters(frame: Frame, words: set[str], armed: list[Actor], fighters: list[Actor]) -> Actor:
    """Return whose fighters they are: the side attacked, or the attackers' foe named last.

    Soldiers are a state's, "terrorists" and gunmen are not.
    """
    classes = frame.sentence.classes
    regular, irregular = words & classes["regular"], words & classes["irregular"]

    def fits(side: Actor) -> bool:
        from_afar = not regular and side in _FROM_AFAR
        ill = (regular and side not in STATES) or (irregular and side in STATES)
        return not ill and not from_afar

    hit = [side for side in armed if fits(side)]
    if hit:
        return hit[0] if len({camp(side) for side in hit}) == 1 else Actor.UNKNOWN
    attacking = {camp(a) for a in frame.attackers}
    others = [f for f in fighters if camp(f) not in attacking and fits(f)]
    return others[-1] if others else Actor.UNKNOWN


_FROM_AFAR = (Actor.ISRAEL, Actor.COALITION)  # they have soldiers in Syria, no "fighters"

_TO_REPEL = 40  # words from "repelled" to what was done to the attackers


def _beaten(frame: Frame, claim: Claim) -> Actor | None:
    """Return whose people fell to those who repelled them: "أحبطت هجوما … وقضت على 9"."""
    sentence, trigger = frame.sentence, claim.harm.trigger
    mention = sentence.at.get(trigger)
    if mention is None or mention.reading.key not in sentence.classes["inflict"]:
        return None
    roles = (sentence.starts(at, "roles") for at in range(max(0, trigger - _TO_REPEL), trigger))
    if not any(role and role["role"] == "repel" for role in roles):
        return None
    armed = [a for a in frame.attackers if a not in NOT_FIGHTERS]
    return armed[0] if armed else None


def _attackers_own(frame: Frame, claim: Claim) -> Actor | None:
    """Return the attackers where their own dead are told: "43 من العناصر المهاجمة"."""
    last = claim.harm.people.last
    last += frame.sentence.word(last) == "من"  # "4 من المهاجمين"
    if not any(frame.sentence.is_a(at, "attackers_own") for at in (last - 1, last)):
        return None
    armed = [a for a in frame.attackers if a not in NOT_FIGHTERS]
    return armed[0] if armed else None


def _is_mourned(claim: Claim, frame: Frame) -> bool:
    """Whether the verb or noun of the harm speaks of martyrs: "استشهد 12 في دوما"."""
    mention = frame.sentence.at.get(claim.harm.trigger)
    return mention is not None and mention.reading.key in frame.sentence.classes["martyr"]


_OF_ONE_SIDE = (*_ON_HOMES, EventType.ABDUCTION, EventType.ATTACK_ON_CIVILIANS)


def _is_own_fire(frame: Frame, claim: Claim) -> bool:
    """Whether people of no stated side were taken for those of who bombarded or abducted them."""
    own = claim.victim in frame.attackers and claim.harm.people.victim is None
    return own and claim.victim is not Actor.UNKNOWN and frame.event_type in _OF_ONE_SIDE


def infer_civilians(frames: list[Frame], language: Language) -> None:
    """Call dead of no stated side civilians where another sentence on the happening does so."""
    fighters = language.words["combatant"]
    for before, frame in itertools.pairwise(frames):
        _follow(frame, before)
    for claim in (c for f in frames for c in f.claims if _is_own_fire(f, c)):
        claim.victim = Actor.UNKNOWN
    civil = [f for f in frames if any(c.victim is Actor.CIVILIANS for c in f.claims)]
    for frame in frames:
        if frame.event_type not in (*_ON_HOMES, EventType.OTHER) or is_on_base(frame, language):
            continue
        if not any(_one_happening(frame, other) for other in civil if other is not frame):
            continue
        for claim in frame.claims:
            is_open = claim.harm.people.victim is None and claim.outcome in HARMED
            mixed = not is_open or _is_mixed(claim, frame)
            if claim.victim is Actor.UNKNOWN and not set(claim.words) & fighters and not mixed:
                claim.victim = Actor.CIVILIANS


def _follow(frame: Frame, before: Frame) -> None:
    """Let "others" be of the side told just before: "مقتل 8 من جنوده. وأصيب 13 آخرون"."""
    sides = {c.victim for c in before.claims if c.within is None}
    if frame.order - before.order > 1 or len(sides) != 1:
        return
    for claim in frame.claims:
        is_rest = claim.harm.people.is_rest and claim.harm.people.victim is None
        if is_rest and claim.victim is Actor.UNKNOWN and claim.within is None:
            (claim.victim,) = sides


def _one_happening(one: Frame, other: Frame) -> bool:
    mine, theirs = one.keys, other.keys
    if mine and theirs and not mine & theirs:
        return False
    if one.scope is not other.scope or (one.days and other.days and one.days != other.days):
        return False
    known = EventType.OTHER not in (one.event_type, other.event_type)
    if known and (one.event_type in BOMBARDMENT) is not (other.event_type in BOMBARDMENT):
        return False
    return bool(mine & theirs) or bool(set(one.admin1) & set(other.admin1))
