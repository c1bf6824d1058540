"""From frames to the codebook's events: ids in the order of the article, evidence, rules."""

from __future__ import annotations

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import STATES
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import methods
from tawthiq.model import (
    Actor,
    Casualty,
    Control,
    DateBasis,
    Event,
    EventType,
    Materiel,
    Strike,
)

_TWO_SIDED = (EventType.ARMED_CLASH, EventType.TERRITORY_GAIN)
_NOBODY_DID = (EventType.AGREEMENT, EventType.DISPLACEMENT)


def events_of(frames: list[Frame], version: str) -> list[Event]:
    """Return the frames as events with ids in the order of the article."""
    events = []
    for frame in frames:
        for claim in frame.claims:
            claim.id = ""
    number = 0
    for frame in frames:
        for claim in frame.claims:
            number += 1
            claim.id = f"c{number}"
    for index, frame in enumerate(frames, 1):
        events.append(_event(frame, f"e{index}", version))
    return events


def _event(frame: Frame, identity: str, version: str) -> Event:
    kind = frame.event_type
    attackers, targets = tuple(frame.attackers), _targets(frame)
    if kind is EventType.AGREEMENT:  # nobody did it to anybody: its parties stand together
        attackers, targets = tuple(dict.fromkeys((*attackers, *frame.targets))), ()
    if not attackers and kind not in _NOBODY_DID:
        attackers = (Actor.UNKNOWN,)
    if not targets and kind in _TWO_SIDED:
        targets = (Actor.UNKNOWN,)
    spans = tuple(s.evidence(a, b, "clause") for s, a, b in frame.spans)
    basis = DateBasis.CARRIED if frame.carried else DateBasis.STATED
    return Event(
        id=identity,
        type=kind,
        scope=frame.scope,
        date=frame.days,
        date_basis=basis if frame.days else DateBasis.PUBLISHED,
        places=tuple(s.as_mention() for s in frame.names),
        admin1=tuple(dict.fromkeys(frame.admin1)),
        attackers=attackers,
        targets=targets,
        methods=methods(frame),
        source=frame.source,
        casualties=tuple(_casualty(c) for c in frame.claims),
        strikes=tuple(
            Strike(munition=v.munition, count=v.count, evidence=v.evidence) for v in frame.volleys
        ),
        materiel=tuple(
            Materiel(
                item=m.item,
                fate=m.fate,
                owner=m.owner or Actor.UNKNOWN,
                count=m.count,
                evidence=m.evidence,
            )
            for m in frame.losses
        ),
        control=tuple(
            Control(
                place=t.spot.name,
                gained_by=t.gained_by,
                lost_by=t.lost_by,
                how=t.how,
                evidence=t.evidence,
            )
            for t in frame.taken
        ),
        evidence=spans,
        rule=frame.claims[0].evidence.rule if frame.claims else "act",
        extractor_version=version,
    )


_ON_PEOPLE = BOMBARDMENT | {EventType.ATTACK_ON_CIVILIANS}


def _targets(frame: Frame) -> tuple[Actor, ...]:
    """Return whom it was aimed at: the sides named, and whose people were harmed."""
    harmed = [c.victim for c in frame.claims if c.victim and c.victim is not Actor.UNKNOWN]
    named = [t for t in frame.targets if t is not Actor.UNKNOWN]
    if frame.event_type is EventType.TERRITORY_GAIN:
        harmed = [v for v in harmed if v is not Actor.CIVILIANS]  # a place was taken from others
    if frame.event_type is EventType.CHEMICAL_ATTACK:
        named = [t for t in named if t not in STATES]  # they only speak of it
    if frame.event_type in _ON_PEOPLE and set(harmed) == {Actor.CIVILIANS}:
        named = []  # sides beside the shelling of civilians hold the place, or only speak of it
    return tuple(t for t in dict.fromkeys((*named, *harmed)) if t not in frame.attackers)


def _casualty(claim: Claim) -> Casualty:
    return Casualty(
        id=claim.id,
        outcome=claim.outcome,
        count=claim.count,
        victim=claim.victim or Actor.UNKNOWN,
        category=claim.category,
        part_of=claim.within.id if claim.within and claim.within.id else None,
        evidence=claim.evidence,
    )
