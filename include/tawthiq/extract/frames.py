"""Clauses as event frames: what was done, where, when, by whom, to whom, with what cost."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from tawthiq.extract.actors import Side, find_sides
from tawthiq.extract.acts import Act, find_acts
from tawthiq.extract.attribution import Attribution, find_attributions
from tawthiq.extract.changes import taken_in
from tawthiq.extract.chiefs import named_chiefs
from tawthiq.extract.claims import Claim, Volley, find_volleys
from tawthiq.extract.clauses import clauses
from tawthiq.extract.control import Taken
from tawthiq.extract.dates import find_when
from tawthiq.extract.fusing import fuse
from tawthiq.extract.harm import find_harm, is_speaker, may_tell_harm
from tawthiq.extract.headcount import find_people
from tawthiq.extract.language import Language
from tawthiq.extract.losses import find_losses
from tawthiq.extract.numbers import find_figures
from tawthiq.extract.periods import When
from tawthiq.extract.places import find_spots
from tawthiq.extract.roles import assign_roles
from tawthiq.extract.scan import Sentence
from tawthiq.extract.scenes import scenes
from tawthiq.extract.spots import Spot
from tawthiq.extract.spread import share_spread
from tawthiq.extract.subjects import of_one_subject
from tawthiq.extract.things import Loss
from tawthiq.extract.timing import of_before, of_plans, of_saying, share_times
from tawthiq.extract.tolls import Harm
from tawthiq.extract.undone import mark_undone
from tawthiq.extract.unreal import mark_unconcluded, mark_unreal
from tawthiq.extract.verb_objects import deals_of_speakers, deeds_announced, deeds_of_speakers
from tawthiq.extract.villages import unheard_objects
from tawthiq.extract.went_before import later_scenes
from tawthiq.model import Actor, Admin1, DateRange, EventType, Scope, Source

if TYPE_CHECKING:
    from tawthiq.extract.context import Context


@dataclass(slots=True)
class Frame:
    """One happening in the making."""

    sentence: Sentence
    order: int  # of the sentence in the article
    first: int
    last: int
    acts: list[Act]
    spots: list[Spot]
    sides: list[Side]
    attackers: list[Actor]
    targets: list[Actor]
    claims: list[Claim]
    volleys: list[Volley]
    losses: list[Loss]
    taken: list[Taken]
    left: list[Taken] = field(default_factory=list)  # by fighters whom the frame counts as moved
    said: Attribution | None = None
    when: When | None = None
    days: DateRange | None = None
    carried: bool = False
    source: Source | None = None
    admin1: tuple[Admin1, ...] = ()
    is_foreign: bool = False
    event_type: EventType = EventType.OTHER
    is_vague: bool = False  # the type is a guess: a bare attack, or taken over
    scope: Scope = Scope.INCIDENT
    is_spread: bool = False  # a sum only because it names more than one governorate
    own_place: bool = False
    own_attackers: bool = False
    spans: list[tuple[Sentence, int, int]] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Whether the clause tells anything that an event could hold."""
        return bool(self.real_acts or self.claims or self.volleys or self.losses or self.taken)

    @property
    def real_acts(self) -> list[Act]:
        """The acts that are told as done."""
        return [act for act in self.acts if act.is_real]

    @property
    def names(self) -> list[Spot]:
        """The named scenes, each once."""
        seen = dict[str, Spot]()
        for spot in self.spots:
            if spot.name and not spot.is_foreign:
                seen.setdefault(spot.key, spot)
        return list(seen.values())

    @property
    def keys(self) -> set[str]:
        """The keys of the named scenes, by which two frames may share one."""
        return {s.key for s in self.spots if s.name and not s.is_foreign}

    def emptied(self) -> Frame:
        """Return a frame of the same words, places, days and source that tells nothing yet."""
        return replace(
            self,
            acts=[],
            spots=list(self.spots),
            sides=[],
            attackers=[],
            targets=[],
            claims=[],
            volleys=[],
            losses=[],
            taken=[],
            left=[],
            spans=list(self.spans),
        )

    def has(self, kind: str) -> bool:
        """Whether the clause holds a word of a class of grammar.tsv."""
        words = self.sentence.classes[kind]
        return any(t.folded in words for t in self.sentence.tokens[self.first : self.last])

    @property
    def figure(self) -> int:
        """The largest number of dead, wounded or other people that the frame counts."""
        return max((c.count.low or c.count.high or 0 for c in self.claims), default=0)


def nearest_first(frame: Frame, frames: Iterable[Frame]) -> list[Frame]:
    """Return frames by how far from one their sentences stand, the earlier of two first."""
    return sorted(frames, key=lambda other: abs(other.order - frame.order))


def frames_of(
    sentence: Sentence,
    order: int,
    language: Language,
    context: Context,
) -> list[Frame]:
    """Return the frames of one sentence, in order."""
    published = context.published
    sides = find_sides(sentence, published)
    sides = [s for s in sides if not sentence.is_a(s.first - 1, "speaks")]
    _name_occupiers(sentence, sides, context)
    context.named += [(order, code) for s in sides if not s.is_country for code in s.codes]
    spots = find_spots(sentence, language.places, context.admin1)
    spots = sorted(spots + unheard_objects(sentence, spots), key=lambda s: s.first)
    whens = find_when(sentence, published)
    context.see_periods(sentence, whens)
    if not spots and not _may_tell(sentence):
        return []  # a third of all: only sides and periods are of use to others
    said = find_attributions(sentence, sides)
    outside = {at for one in said for at in range(one.first, one.last)}
    harms = _harms(sentence, sides, outside) if may_tell_harm(sentence) else []
    announced = deeds_announced(sentence, sides, said) + deeds_of_speakers(sentence, sides)
    concluded = deals_of_speakers(sentence, sides)
    everyone, sides = sides, [s for s in sides if s.first not in outside]
    spots = [s for s in spots if s.first not in outside]
    elsewhere = outside | of_saying(sentence, whens) | of_before(sentence, whens)
    elsewhere |= of_plans(sentence, whens)
    whens = [w for w in whens if w.position not in elsewhere]
    acts = [a for a in find_acts(sentence) if a.position not in outside]
    mark_unreal(sentence, acts, said)
    mark_unconcluded(sentence, acts)
    mark_undone(sentence, acts)
    unreal = frozenset(a.position for a in acts if not a.is_real)
    claims = _claims(sentence, harms)
    frames = []
    spans = clauses(sentence, acts, harms, spots, whens, said)
    lost = find_losses(sentence, sides, everyone, spans, acts)
    for (first, last), losses in zip(spans, lost, strict=True):
        inside = [h.people for h in harms if first <= h.people.first < last]
        attackers, targets = assign_roles(sentence, sides, inside, (first, last), unreal)
        attackers = attackers or [
            c for at, c in announced if first <= at < last and c not in targets
        ]
        parties = [c for at, c in concluded if first <= at < last and c not in targets]
        attackers = list(dict.fromkeys(parties + attackers))
        frame = Frame(
            sentence,
            order,
            first,
            last,
            [a for a in acts if first <= a.position < last],
            scenes(sentence, later_scenes(sentence, spots, acts, (first, last))),
            [s for s in sides if first <= s.first < last],
            attackers,
            targets,
            [c for c in claims if first <= c.harm.people.first < last],
            find_volleys(sentence, first, last) if sentence.having("weapons") else [],
            losses,
            taken_in(sentence, spots, (sides, everyone), attackers, (first, last), language),
        )
        frame.spans.append((sentence, first, last))
        frame.said = _said(said, first, last)
        if frame.has_content or frame.spots:
            frames.append(frame)
    share_times(frames, whens)
    share_spread(frames)
    return fuse(frames)


_TELLING = frozenset(("acts", "fates", "weapons"))


def _may_tell(sentence: Sentence) -> bool:
    """Whether a sentence without a place may tell anything: what changed hands has a place."""
    return not _TELLING.isdisjoint(sentence.by_dimension) or may_tell_harm(sentence)


def _harms(sentence: Sentence, sides: list[Side], outside: set[int]) -> list[Harm]:
    people = find_people(sentence, find_figures(sentence), sides)
    harms = [h for h in find_harm(sentence, people) if not is_speaker(sentence, h, outside)]
    harms = of_one_subject(sentence, harms)
    return harms + named_chiefs(sentence, harms)


def _name_occupiers(sentence: Sentence, sides: list[Side], context: Context) -> None:
    """Take "the occupation" for Turkey's where the article named Turkey and not Israel."""
    for side in sides:
        if side.codes == (Actor.ISRAEL,) and sentence.is_a(side.last - 1, "occupation"):
            named = {code for _, code in context.named}
            if Actor.TURKEY in named and Actor.ISRAEL not in named:
                side.codes = (Actor.TURKEY,)


def _said(said: list[Attribution], first: int, last: int) -> Attribution | None:
    """Return who a clause is attributed to: within it, before it, or at the sentence's end."""
    inside = [one for one in said if first <= one.first < last]
    before = [one for one in said if one.first < first]
    if inside:
        return inside[0]
    return before[-1] if before else (said[0] if said else None)


def _claims(sentence: Sentence, harms: list[Harm]) -> list[Claim]:
    by_harm = {id(harm): Claim.of(harm, sentence) for harm in harms}
    for harm in harms:
        if harm.within:
            by_harm[id(harm)].within = by_harm[id(harm.within)]
    return list(by_harm.values())
