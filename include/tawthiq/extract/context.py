"""What a clause leaves unsaid: place, day, side and source taken over from what went before."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field
from datetime import date

from tawthiq.extract.attribution import Attribution
from tawthiq.extract.frames import Frame
from tawthiq.extract.language import Language
from tawthiq.extract.places import Spot
from tawthiq.model import Actor, Admin1, DateRange, EventType, Outcome, Source

_TYPE_REACH = 2  # sentences over which a circumstance holds
_VIOLENT = (
    EventType.AIR_STRIKE,
    EventType.SHELLING,
    EventType.CHEMICAL_ATTACK,
    EventType.ARMED_CLASH,
    EventType.EXPLOSIVE,
    EventType.SUICIDE_ATTACK,
)
_HARMED = (Outcome.KILLED, Outcome.WOUNDED, Outcome.KILLED_OR_WOUNDED)


@dataclass(slots=True)
class Context:
    """The state of reading: what the last sentences spoke of."""

    published: date
    paragraph: int = -1
    spots: list[Spot] = field(default_factory=list)
    admin1: tuple[Admin1, ...] = ()
    is_foreign: bool = False
    days: DateRange | None = None
    days_paragraph: int = -1
    source: Source | None = None
    source_paragraph: int = -1
    attackers: dict[EventType, list[Actor]] = field(default_factory=dict)
    fighters: list[Actor] = field(default_factory=list)
    period: DateRange | None = None
    period_order: int = -9
    last_type: EventType = EventType.OTHER
    last_type_order: int = -9
    civilian_places: set[str] = field(default_factory=set)

    def see_places(self, frame: Frame) -> None:
        """Fill the frame's governorates; take over the scene where it names none."""
        own = [s for s in frame.spots if not s.is_foreign]
        scenes = [s for s in own if not s.is_landmark]
        own = scenes or own
        if own and self.is_foreign and not any(s.admin1 for s in own):
            frame.is_foreign = True  # an unknown name in a report from abroad
        elif own:
            frame.spots = own
            admin1 = tuple(dict.fromkeys(a for s in own for a in s.admin1))
            if not admin1:
                admin1 = self.admin1[:1]
            frame.admin1, self.admin1 = admin1, admin1
            self.spots, self.is_foreign = [s for s in own if s.name], False
        elif frame.spots:
            self.is_foreign = frame.is_foreign = True
        else:
            frame.is_foreign = self.is_foreign
            frame.admin1 = self.admin1
            frame.spots = list(self.spots)

    def see_days(self, frame: Frame, paragraph: int) -> None:
        """Fill the frame's days; a time holds for its paragraph."""
        if frame.when and frame.when.days:
            frame.days, self.days, self.days_paragraph = frame.when.days, frame.when.days, paragraph
            if frame.when.is_period:
                self.days_paragraph = -1
            if frame.when.is_period:
                self.period, self.period_order = frame.when.days, frame.order
        elif frame.when is None and self._runs_on(frame):
            frame.days, frame.carried = self.period, True
        elif frame.when is None and self.days_paragraph == paragraph:
            frame.days, frame.carried = self.days, True

    def _runs_on(self, frame: Frame) -> bool:
        """Whether a toll goes on counting from the period of the sentence before."""
        near = frame.order - self.period_order <= 1
        return near and any(c.evidence.rule == "toll" or _so_far(frame) for c in frame.claims)

    def see_source(self, frame: Frame, attribution: Attribution | None, paragraph: int) -> None:
        """Fill the frame's source; an attribution covers the sentences that go on from it."""
        if attribution and attribution.source:
            self.source, self.source_paragraph = attribution.source, paragraph
        elif attribution and attribution.continues:
            self.source_paragraph = paragraph
        frame.source = self.source if self.source_paragraph == paragraph else None

    def see_type(self, frame: Frame) -> None:
        """Let dead told without a circumstance take that of the sentence just before."""
        if frame.event_type is not EventType.OTHER:
            self.last_type, self.last_type_order = frame.event_type, frame.order
            return
        near = frame.claims and frame.order - self.last_type_order <= _TYPE_REACH
        harmed = all(c.outcome in _HARMED for c in frame.claims)
        if near and harmed and self.last_type in _VIOLENT:
            frame.event_type = self.last_type
            self.last_type_order = frame.order

    def see_civilians(self, frame: Frame, language: Language) -> None:
        """Remember the scenes of which a sentence speaks of civilians as harmed."""
        if any(c.victim is Actor.CIVILIANS for c in frame.claims):
            self.civilian_places.update(s.name for s in frame.names)


def _so_far(frame: Frame) -> bool:
    words = [frame.sentence.word(at) for at in range(frame.first, frame.last)]
    return any(a == "حتي" and b in ("الان", "اليوم") for a, b in itertools.pairwise(words))
