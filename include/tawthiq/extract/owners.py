"""Whose arms were lost, where the clause itself does not say."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import NOT_FIGHTERS, camp
from tawthiq.extract.frames import Frame
from tawthiq.extract.numbers import SOME
from tawthiq.extract.parties import GROUNDED, enemy_of, family, is_beaten_off
from tawthiq.extract.things import AIRBORNE, Loss
from tawthiq.model import Actor, EventType, Fate, Item, Outcome, SourceClass

_CHIEF = {"damascus": Actor.GOV}
_MANNED = (Item.AIRCRAFT, Item.HELICOPTER)


def settle_owners(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give arms lost without a word of whose they were to the side that was attacked."""
    _carry_targets(frames)
    spoken = [(order, code) for order, code in named if code not in NOT_FIGHTERS]
    for frame in frames:
        frame.losses = [m for m in frame.losses if not _is_unplaced(frame, m)]
        for loss in frame.losses:
            if _is_misread(frame, loss):
                loss.owner = None
            if loss.owner is None:
                code = _owner(frame, loss, frames, spoken)
                loss.owner = None if code in GROUNDED and loss.item in _MANNED else code


def _owner(
    frame: Frame, loss: Loss, frames: list[Frame], spoken: Sequence[tuple[int, Actor]]
) -> Actor | None:
    """Return whose a thing was by the sides of its event."""
    armed = [t for t in frame.targets if t not in NOT_FIGHTERS]
    if _is_civil(frame, loss):
        return Actor.CIVILIANS
    if loss.item in AIRBORNE and (code := _whose(frame, frames)):
        return code
    if frame.attackers and _is_of_beaten(frame, loss):
        return frame.attackers[0]
    if armed or not frame.attackers:
        return _chief_of(armed) if armed else None
    foe = _main(enemy_of(frame, frame.attackers[:1], spoken), spoken)
    return foe or _LIKELIEST.get(frame.attackers[0])


def _chief_of(armed: Sequence[Actor]) -> Actor:
    """Return whose arms allies lost: the chief force's, also where it is named last."""
    chief = _CHIEF.get(camp(armed[0]), armed[0])
    return chief if chief in armed else armed[0]


def _is_unplaced(frame: Frame, loss: Loss) -> bool:
    """Whether only a country's works are spoken of: "حرب دمرت البنى التحتية"."""
    if loss.count != SOME:
        return False
    if frame.event_type is EventType.OTHER and loss.item not in AIRBORNE:
        return not (frame.attackers or frame.real_acts)  # "ألحقت السيول أضرارا بالسيارات"
    works = loss.item is Item.INFRASTRUCTURE
    return works and not frame.own_place and loss.owner in (None, Actor.CIVILIANS)


_STATES = {
    SourceClass.RUSSIA: Actor.RUSSIA,
    SourceClass.TURKEY: Actor.TURKEY,
    SourceClass.ISRAEL: Actor.ISRAEL,
    SourceClass.COALITION: Actor.COALITION,
}


def _whose(frame: Frame, frames: list[Frame]) -> Actor | None:
    """Return whose an aircraft was that another sentence tells of, or whose army announced it."""
    owners = [m.owner for f in frames for m in f.losses if m.item in AIRBORNE and m.owner]
    if owners:
        return owners[0]
    crashed = any(m.fate is Fate.DESTROYED for m in frame.losses)
    return _STATES.get(frame.source.source_class) if crashed and frame.source else None


def _is_misread(frame: Frame, loss: Loss) -> bool:
    """Whether whose a thing was cannot be: the captors', or a plane's of a side without any."""
    if loss.item in _MANNED:
        return loss.owner in GROUNDED
    foes = any(t not in NOT_FIGHTERS for t in frame.targets)
    return loss.fate is Fate.CAPTURED and foes and loss.owner in frame.attackers


def _is_of_beaten(frame: Frame, loss: Loss) -> bool:
    """Whether a thing may be of those who were beaten off: a site or a depot is not."""
    fixed = loss.item in (Item.MILITARY_SITE, Item.DEPOT)
    return not fixed and is_beaten_off(frame)


def _carry_targets(frames: list[Frame]) -> None:
    """Let "the raids destroyed" go on with whom the raids of the sentence before were aimed at."""
    for before, frame in itertools.pairwise(frames):
        if frame.attackers or frame.targets or not any(m.owner is None for m in frame.losses):
            continue
        near = frame.order - before.order <= 1
        if near and family(before) == family(frame) and before.targets:
            frame.attackers, frame.targets = list(before.attackers), list(before.targets)


#: Whose arms these sides destroy where an article names no enemy of theirs.
_LIKELIEST = {
    Actor.COALITION: Actor.ISIS,
    Actor.OPPOSITION: Actor.GOV,
    Actor.JIHADIST: Actor.GOV,
    Actor.ISRAEL: Actor.GOV,
    Actor.TURKEY: Actor.SDF,
}


def _is_civil(frame: Frame, loss: Loss) -> bool:
    """Whether a car was hit among houses or civilians, and not in a fight."""
    if loss.item is not Item.VEHICLE or frame.event_type not in (*BOMBARDMENT, *_BLASTS):
        return False
    homes = any(other.owner is Actor.CIVILIANS for other in frame.losses)
    fighters = any(t not in NOT_FIGHTERS for t in frame.targets)
    civil = homes or Actor.CIVILIANS in frame.targets or frame.event_type in _BLASTS
    return not fighters and civil


_BLASTS = (EventType.EXPLOSIVE, EventType.SUICIDE_ATTACK)


def _main(code: Actor | None, spoken: Sequence[tuple[int, Actor]]) -> Actor | None:
    """Return the chief force of a side's camp where the article names it: arms are mostly its."""
    chief = _CHIEF.get(camp(code), code) if code else None
    return chief if any(other is chief for _, other in spoken) else code


_HARM = frozenset({Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED})


def settle_aimed(frames: list[Frame]) -> None:
    """Keep buildings aimed at only where people came to harm and no other word tells their fate.

    A market is a place where people were, and no building.
    """
    for frame in frames:
        harmed = any(c.outcome in _HARM for c in frame.claims)
        told = {Item.MARKET} | {m.item for m in frame.losses if not m.is_aimed}
        frame.losses = [
            m for m in frame.losses if not m.is_aimed or (harmed and m.item not in told)
        ]
