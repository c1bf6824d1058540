"""Who attacked where a clause does not say: those who attack the same ground elsewhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from tawthiq.extract.actors import Side
from tawthiq.extract.acts import BOMBARDMENT, Act
from tawthiq.extract.camps import are_allies, camp
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import is_from_air, is_shot_down
from tawthiq.extract.parties import GROUNDED, TWO_SIDED, may_own_up
from tawthiq.extract.scopes import runs_since
from tawthiq.extract.ties import counts_campaign, is_tied
from tawthiq.model import Actor, EventType, Scope, SourceClass

_INFERRED = BOMBARDMENT | {EventType.OTHER}
#: Sides that only threaten, strike or deny in the clauses that tell of gas; nobody accuses them.
_WITHOUT_GAS = frozenset({Actor.COALITION, Actor.ISRAEL, Actor.RUSSIA, Actor.UNKNOWN})


def infer_attackers(frames: list[Frame]) -> None:
    """Give a bombardment with nobody named the side that bombs the same ground elsewhere.

    Poison gas with nobody named is ascribed to the government, as the war's sources do.
    """
    bombing = [f for f in frames if f.attackers and f.event_type in BOMBARDMENT]
    fighting = [f for f in frames if f.attackers and f.event_type in TWO_SIDED]
    for frame in frames:
        if frame.event_type is EventType.CHEMICAL_ATTACK:
            accused = [a for a in frame.attackers if a not in _WITHOUT_GAS]
            frame.attackers = (accused if frame.own_attackers else []) or [Actor.GOV]
            continue
        if frame.attackers:
            continue
        if frame.event_type in TWO_SIDED:
            seen = _votes(frame, fighting)
        elif frame.event_type in _INFERRED and (frame.claims or frame.event_type in BOMBARDMENT):
            seen = _votes(frame, bombing) or _only_bomber(frame, bombing)
            if frame.event_type is not EventType.AIR_STRIKE:
                seen = seen or _votes(frame, fighting)
        else:
            continue
        _elect(frame, seen)


def blame_ankara(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give Turkey whoever was "neutralised", a word that only its army has for it.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    is_named = any(code is Actor.TURKEY for _, code in named)
    for frame in frames:
        if frame.own_attackers or not frame.claims or not frame.has("neutralised"):
            continue
        if is_named or (frame.source and frame.source.source_class is SourceClass.TURKEY):
            frame.attackers = [Actor.TURKEY]


def clear_own_fire(frames: list[Frame]) -> None:
    """Take nobody for who bombed only his own people: "مقتل 3 جنود أتراك في انفجار عبوة"."""
    for frame in frames:
        hit = {c.victim for c in frame.claims}
        if hit and frame.event_type in _REMOTE and set(frame.attackers) <= hit - {Actor.UNKNOWN}:
            frame.attackers = []


_REMOTE = BOMBARDMENT | {EventType.EXPLOSIVE}


def settle_campaigns(frames: list[Frame]) -> None:
    """Give a campaign's figures those who launched it, with their allies, whoever fell.

    "شنت تركيا وفصائل سورية في يناير هجوما على عفرين … وقتل 40 جنديا تركيا منذ بدء الهجوم"
    """
    launches = [f for f in frames if _is_launch(f) and _are_one_party(f.attackers)]
    counted = -_NEXT
    for frame in frames if launches else ():
        if not frame.claims or frame.event_type not in _FOUGHT or frame.scope is Scope.BACKGROUND:
            continue
        goes_on = frame.order - counted <= _NEXT and is_tied(frame)
        if not goes_on and not _is_of_campaign(frame):
            continue
        counted = frame.order
        near = [f for f in launches if set(f.admin1) & set(frame.admin1) or not frame.admin1]
        who = max((f.attackers for f in near), key=len, default=[])
        if who and _may_be_of(frame, who):
            frame.attackers = list(who)
            frame.targets = [t for t in frame.targets if t not in who]


_FOUGHT = BOMBARDMENT | {EventType.ARMED_CLASH, EventType.OTHER}
_NEXT = 1  # sentences over which a campaign's toll goes on


def _are_one_party(sides: list[Actor]) -> bool:
    return len({camp(a) for a in sides}) == 1 or are_allies(sides[:1], sides[1:])


def _may_be_of(frame: Frame, who: list[Actor]) -> bool:
    """Whether a frame names no attacker of another camp; those who fell are none."""
    if set(who) < set(frame.attackers):
        return False
    others = set(frame.attackers) - {c.victim for c in frame.claims}
    return not frame.own_attackers or {camp(a) for a in others} <= {camp(a) for a in who}


def who_joined_in(frames: list[Frame]) -> list[tuple[Actor, Frame]]:
    """Return who took the field with an army from abroad, each with the clause that tells it."""
    return [(ally, f) for f in frames for ally in _beside_an_army(f)]


def join_in(frames: list[Frame], joined: list[tuple[Actor, Frame]]) -> None:
    """Let who took the field with an army from abroad fight in its battles on that ground.

    "بدأت تركيا وفصائل موالية لها هجوما على عفرين … وتدور معارك بين الجيش التركي والأكراد"
    """
    for frame in frames if joined else ():
        if frame.event_type is not EventType.ARMED_CLASH or Actor.TURKEY not in frame.attackers:
            continue
        for ally, other in joined:
            near = set(frame.admin1) & set(other.admin1) or not frame.admin1
            fell = {c.victim for c in frame.claims}
            if near and ally not in frame.attackers and (ally in fell or ally not in frame.targets):
                frame.attackers.append(ally)
                frame.targets = [t for t in frame.targets if t is not ally]


def _beside_an_army(frame: Frame) -> set[Actor]:
    """Return who fights with Turkey's army in a clause, whatever befell them there."""
    beside = [b for a, b in pairwise(frame.sides) if Actor.TURKEY in a.codes and _is_joined(a, b)]
    sides = {code for side in beside for code in side.codes}
    if frame.own_attackers and Actor.TURKEY in frame.attackers:
        sides |= set(frame.attackers)
    return sides & {Actor.OPPOSITION}


def _is_joined(side: Side, other: Side) -> bool:
    return bool(other.mention.reading.conjunction) and other.first == side.last


def _is_launch(frame: Frame) -> bool:
    """Whether a clause tells who launched an offensive: "بدأت تركيا حملة عسكرية في عفرين"."""
    sentence, words = frame.sentence, range(frame.first, frame.last)
    if not frame.own_attackers or not any(_is_offensive(frame, a) for a in frame.real_acts):
        return False
    return any(
        (role := sentence.starts(at, "roles")) and role["role"] == "attacker" for at in words
    )


def _is_of_campaign(frame: Frame) -> bool:
    """Whether a frame's figures are a campaign's: "منذ بدء الهجوم", "خلال العملية"."""
    if runs_since(frame) or counts_campaign(frame):
        return True
    sums = frame.scope is Scope.AGGREGATE and not frame.own_attackers
    goes_back = all(a.is_generic or a.is_definite for a in frame.real_acts)
    return sums and bool(frame.attackers) and goes_back


def _elect(frame: Frame, seen: Counter[tuple[Actor, ...]]) -> None:
    """Let a frame take over the attackers seen most, if they can have done it."""
    from_air = is_from_air(frame)
    able = {who: n for who, n in seen.items() if not from_air or set(who) - GROUNDED}
    able = {who: n for who, n in able.items() if may_own_up(frame, who)}
    if able:
        best, _ = min(able.items(), key=lambda item: (-item[1], item[0]))
        if _is_fight(frame) or not {c.victim for c in frame.claims} & set(best):
            frame.attackers = list(best)
            frame.targets = [t for t in frame.targets if t not in best]


def _is_fight(frame: Frame) -> bool:
    """Whether a clause tells of a fight of two sides and not of an attack on one of them."""
    acts = frame.real_acts
    within = any(a.is_clash for a in acts)  # "اشتباكات دارت ضمن عملية": of an offensive
    known = (a.is_clash or a.is_definite or (within and _is_offensive(frame, a)) for a in acts)
    return frame.event_type is EventType.ARMED_CLASH and all(known)


def _is_offensive(frame: Frame, act: Act) -> bool:
    return frame.sentence.is_a(act.position, "offensive")


def _votes(frame: Frame, known: list[Frame]) -> Counter[tuple[Actor, ...]]:
    """Count who attacks the same ground in other frames: a place, or its region."""
    votes = Counter[tuple[Actor, ...]]()
    for other in known:
        if _same_ground(frame, other):
            votes[tuple(other.attackers)] += 1
    return votes


def _only_bomber(frame: Frame, bombing: list[Frame]) -> Counter[tuple[Actor, ...]]:
    """Return the one side that an article tells to bomb, in that governorate or that enemy.

    An air raid is of the only side with aircraft: rebels only shell beside it.
    """
    able = [f for f in bombing if not is_from_air(frame) or set(f.attackers) - GROUNDED]
    sides = {tuple(sorted(other.attackers)) for other in able}
    near = any(set(frame.admin1) & set(other.admin1) for other in able)
    foes = set() if is_shot_down(frame) else set(frame.targets) - {Actor.CIVILIANS}
    aimed = any(foes & set(other.targets) for other in able)
    return Counter(sides) if len(sides) == 1 and (near or aimed) else Counter()


def _same_ground(one: Frame, other: Frame) -> bool:
    mine, theirs = one.keys, other.keys
    if mine & theirs:
        return True
    if not set(one.admin1) & set(other.admin1):
        return False
    wide = any(s.is_region for s in (*one.names, *other.names))
    return wide or not mine or not theirs
