"""Ground that changed hands where no clause says so outright: shares of a region, evacuations."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.extract.control import Taken, has_happened, is_share, is_standing
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, EventType, How, Outcome, Scope

_CIVIL = (Actor.CIVILIANS, Actor.UNKNOWN)


def settle_share(frame: Frame) -> None:
    """Read "السيطرة على 60 في المئة من المنطقة": the region spoken of was taken in part."""
    if frame.taken:
        return
    for act in frame.real_acts:
        if act.event_type is not EventType.TERRITORY_GAIN or not is_share(frame.sentence, act.last):
            continue
        regions = [s for s in frame.names if s.is_region] or frame.names[:1]
        if regions:
            evidence = frame.sentence.evidence(act.position, act.last, "share of a region taken")
            gained = tuple(a for a in frame.attackers if a not in _CIVIL)
            frame.taken = [Taken(s, gained, (), How.SEIZED, evidence) for s in regions]
            return


def settle_spoken_of(frame: Frame, words: Mapping[str, frozenset[str]]) -> None:
    """Read "دخلت قوات النظام البلدة": the town spoken of before was taken."""
    if frame.taken or frame.own_place or len(frame.names) != 1:
        return
    for act in frame.real_acts:
        mention = frame.sentence.at[act.position]
        after = range(act.last, act.last + _TO_TOWN)
        if act.event_type is not EventType.TERRITORY_GAIN or act.kind in ("advance", "expel"):
            continue
        if not any(frame.sentence.is_a(at, "settlement") for at in after):
            continue
        if is_standing(frame.sentence, mention) or not has_happened(
            frame.sentence, mention, act.kind, words
        ):
            continue
        evidence = frame.sentence.evidence(act.position, act.last, "the town spoken of was taken")
        gained = tuple(a for a in frame.attackers if a not in _CIVIL)
        if gained:
            frame.taken = [Taken(frame.names[0], gained, (), How.SEIZED, evidence)]
        return


_TO_TOWN = 7  # words from the verb, over its subject, to "the town"


def evacuations(frames: list[Frame]) -> list[Frame]:
    """Return a hand-over for each departure of fighters from a named place under a deal."""
    found = list[Frame]()
    for frame in frames:
        leavers = _leavers(frame)
        if not leavers or not frame.own_place or frame.scope is Scope.BACKGROUND:
            continue
        if any(_is_handed_over(frame, other) for other in frames):
            continue
        found.append(_hand_over(frame, leavers))
    return found


def _leavers(frame: Frame) -> tuple[Actor, ...]:
    moved = [c.victim for c in frame.claims if c.outcome is Outcome.DISPLACED]
    return tuple(dict.fromkeys(v for v in moved if v and v not in _CIVIL))


def _is_handed_over(frame: Frame, other: Frame) -> bool:
    places = {s.key for s in frame.names}
    return any(taken.spot.key in places for taken in other.taken)


def _hand_over(frame: Frame, leavers: tuple[Actor, ...]) -> Frame:
    claim = next(c for c in frame.claims if c.outcome is Outcome.DISPLACED)
    taken = [Taken(s, (), leavers, How.TRANSFERRED, claim.evidence) for s in frame.names]
    made = Frame(
        frame.sentence,
        frame.order,
        frame.first,
        frame.last,
        acts=[],
        spots=list(frame.spots),
        sides=[],
        attackers=[],
        targets=list(leavers),
        claims=[],
        volleys=[],
        losses=[],
        taken=taken,
    )
    made.days, made.carried, made.when = frame.days, frame.carried, frame.when
    made.source, made.admin1, made.scope = frame.source, frame.admin1, frame.scope
    made.event_type, made.own_place = EventType.TERRITORY_TRANSFER, True
    made.spans = list(frame.spans)
    return made
