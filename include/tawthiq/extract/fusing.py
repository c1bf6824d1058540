"""Clauses of one sentence that tell of one happening: the later only goes on with the earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tawthiq.extract.acts import BOMBARDMENT, Act, answered_from
from tawthiq.model import EventType, Outcome

if TYPE_CHECKING:
    from tawthiq.extract.frames import Frame

_APART = {
    Outcome.DISPLACED: "people moved",
    Outcome.ABDUCTED: "people held",
    Outcome.ARRESTED: "people held",
}


def fuse(frames: list[Frame]) -> list[Frame]:
    """Join clauses of a sentence where the later one only goes on with the earlier."""
    kept: list[Frame] = []
    for frame in frames:
        if kept and not _is_answered_gas(frame) and _goes_on(kept[-1], frame):
            join(kept[-1], frame)
        else:
            kept.append(frame)
    return kept


def _goes_on(before: Frame, frame: Frame) -> bool:
    if before.taken and (frame.claims or frame.taken or frame.real_acts):
        return not frame.spots and not frame.real_acts and not frame.taken
    if matter(before) != matter(frame) and matter(before) and matter(frame):
        return False
    if before.when and frame.when and before.when.days != frame.when.days:
        return False
    if not before.has_content:
        return bool(frame.has_content and not (before.spots and frame.spots))
    if any(s.name for s in frame.spots) and before.spots:
        return False
    if frame.spots and before.spots and not frame.has_content:
        return False
    if not frame.real_acts:
        return True
    return _is_of_one_kind(before, frame)


def _is_answered_gas(frame: Frame) -> bool:
    """Whether a clause opens with a gas attack that came before: "ردا على هجوم كيميائي"."""
    gas = [a for a in frame.real_acts if a.event_type is EventType.CHEMICAL_ATTACK]
    return bool(gas) and answered_from(frame.sentence, gas[0]) == frame.first


def _is_of_one_kind(before: Frame, frame: Frame) -> bool:
    """Whether the acts of a clause can belong to those of the one before it."""
    if before.losses and not before.real_acts and not before.claims and not frame.losses:
        return False  # "أسقطت مروحية، حيث تشن القوات عمليات"
    kinds = {_family(a) for a in before.real_acts}
    same = all(_family(a) in kinds for a in frame.real_acts)
    apart = before.attackers and frame.attackers and before.attackers != frame.attackers
    return (same or not kinds) and not apart


def matter(frame: Frame) -> str:
    """Return what sort of harm a clause tells of; empty where it tells of none."""
    return next((_APART.get(c.outcome, "harm") for c in frame.claims), "")


def _family(act: Act) -> str:
    return "bombardment" if act.event_type in BOMBARDMENT else act.event_type.value


def join(kept: Frame, frame: Frame) -> None:
    """Add all that a frame says to the one that it goes on with."""
    kept.last = max(kept.last, frame.last) if kept.sentence is frame.sentence else kept.last
    kept.acts += frame.acts
    kept.spots += [s for s in frame.spots if s.key not in {k.key for k in kept.spots}]
    kept.sides += frame.sides
    kept.attackers += [a for a in frame.attackers if a not in kept.attackers]
    kept.targets += [t for t in frame.targets if t not in kept.targets]
    kept.claims += frame.claims
    kept.volleys += frame.volleys
    kept.losses += frame.losses
    kept.taken += frame.taken
    kept.left += frame.left
    kept.when = kept.when or frame.when
    kept.spans += frame.spans
