"""Fighters who are only told to have left a place: the hand-over's people, as the codebook asks.

"تحركت حافلات تنقل المقاتلين وعائلاتهم من الرحيبة" tells a hand-over and, by itself, who moved.
"""

from __future__ import annotations

from tawthiq.extract.camps import BESIEGED, NOT_FIGHTERS
from tawthiq.extract.claims import Claim
from tawthiq.extract.control import Taken
from tawthiq.extract.frames import Frame
from tawthiq.extract.numbers import SOME
from tawthiq.extract.people import People
from tawthiq.extract.tolls import Harm
from tawthiq.model import Actor, EventType, Outcome, Scope


def evacuees(frames: list[Frame]) -> list[Frame]:
    """Return a displacement for each departure of fighters that no frame counts."""
    found = list[Frame]()
    for frame in frames:
        left = [t for t in frame.taken if t.is_departure and t.has_people]
        if not left or frame.scope is Scope.BACKGROUND:
            continue
        if any(_counts_them(frame, other) for other in (*frames, *found)):
            continue
        found.append(_moved(frame, left))
    return found


def _counts_them(frame: Frame, other: Frame) -> bool:
    """Whether a frame tells how many fighters, or of whom nobody says so, left this ground."""
    moved = {c.victim for c in other.claims if c.outcome is Outcome.DISPLACED}
    near = bool(frame.keys & other.keys) or bool(set(frame.admin1) & set(other.admin1))
    return near and bool(moved - {Actor.CIVILIANS})


def _moved(frame: Frame, left: list[Taken]) -> Frame:
    told = [a for t in left for a in t.lost_by if a not in NOT_FIGHTERS]
    told += [a for a in frame.targets if a in BESIEGED]
    fighters = told[0] if told else Actor.OPPOSITION
    who = [fighters, Actor.CIVILIANS] if frame.has("families") else [fighters]
    people = People(frame.first, frame.last, SOME, has_figure=False, has_noun=True)
    harm = Harm(people, Outcome.DISPLACED, -1, "who left what was handed over")
    evidence = left[0].evidence
    ground = tuple(dict.fromkeys(a for t in left for a in t.spot.admin1)) or frame.admin1
    moved = frame.emptied()
    moved.event_type, moved.is_vague, moved.targets = EventType.DISPLACEMENT, False, [fighters]
    moved.claims = [Claim(Outcome.DISPLACED, SOME, a, None, (), evidence, harm) for a in who]
    moved.spots, moved.admin1 = [t.spot for t in left], ground
    if frame.is_spread and len(ground) == 1:
        moved.scope = Scope.INCIDENT
    return moved
