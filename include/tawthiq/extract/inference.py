"""What the rest of the article tells of a happening: who bombed, and who the dead are."""

from __future__ import annotations

from collections import Counter

from tawthiq.extract.context import Context
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, EventType

# Means of one campaign: who bombs a place from the air also shells it.
FAMILY = {
    EventType.SHELLING: EventType.AIR_STRIKE,
    EventType.CHEMICAL_ATTACK: EventType.AIR_STRIKE,
    EventType.TERRITORY_GAIN: EventType.ARMED_CLASH,
    EventType.OTHER: EventType.AIR_STRIKE,
}
_INFERRED = (EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK, EventType.OTHER)


def infer_attackers(frames: list[Frame]) -> None:  # noqa: C901  one branch a kind of word
    """Give a bombardment with nobody named the side that bombs the same governorate elsewhere."""
    votes = dict[str, Counter[tuple[Actor, ...]]]()
    for frame in frames:
        if (
            frame.attackers
            and FAMILY.get(frame.event_type, frame.event_type) is EventType.AIR_STRIKE
        ):
            for admin1 in frame.admin1:
                votes.setdefault(admin1, Counter())[tuple(frame.attackers)] += 1
    for frame in frames:
        if frame.attackers or frame.event_type not in _INFERRED or len(frame.admin1) != 1:
            continue
        if frame.event_type is EventType.OTHER and not frame.claims:
            continue
        seen = votes.get(frame.admin1[0])
        harmed = {c.victim for c in frame.claims}
        if seen:
            best, _ = min(seen.items(), key=lambda item: (-item[1], item[0]))
            if not harmed & set(best):
                frame.attackers = list(best)


def infer_aerial(frames: list[Frame]) -> None:
    """Call a bare "قصف" an air strike where the article tells of aircraft over the same place."""
    aerial = [f for f in frames if f.event_type is EventType.AIR_STRIKE]
    for frame in frames:
        if frame.event_type is not EventType.SHELLING or any(a.methods for a in frame.acts):
            continue
        if any(_same_ground(frame, other) for other in aerial):
            frame.event_type = EventType.AIR_STRIKE


def _same_ground(one: Frame, other: Frame) -> bool:
    """Whether two frames share a place, or a governorate where one names none."""
    mine, theirs = {s.name for s in one.names}, {s.name for s in other.names}
    if mine & theirs:
        return True
    same = bool(set(one.admin1) & set(other.admin1))
    regions = all(s.is_region for s in (*one.names, *other.names))
    return same and (not mine or not theirs or regions)


def infer_civilians(frames: list[Frame], context: Context) -> None:
    """Call dead of no stated side civilians where another sentence on the place does so."""
    for frame in frames:
        if frame.event_type not in _INFERRED or not _meets(frame, context):
            continue
        for claim in frame.claims:
            if claim.victim is Actor.UNKNOWN and claim.harm.people.victim is None:
                claim.victim = Actor.CIVILIANS
                if Actor.CIVILIANS not in frame.targets:
                    frame.targets.append(Actor.CIVILIANS)


def _meets(frame: Frame, context: Context) -> bool:
    return any(s.name in context.civilian_places for s in frame.names)
