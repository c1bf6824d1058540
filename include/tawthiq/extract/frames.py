"""Clauses as event frames: what was done, where, when, by whom, to whom, with what cost."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from tawthiq.extract.actors import find_sides
from tawthiq.extract.attribution import Attribution, find_attribution
from tawthiq.extract.claims import Claim, Loss, Volley, find_losses, find_volleys
from tawthiq.extract.control import Taken, find_taken
from tawthiq.extract.dates import When, find_when
from tawthiq.extract.harm import Harm, find_harm
from tawthiq.extract.language import Language
from tawthiq.extract.numbers import find_figures
from tawthiq.extract.people import find_people
from tawthiq.extract.places import Spot, find_spots
from tawthiq.extract.roles import assign_roles
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Admin1, DateRange, EventType, Method, Scope, Source


@dataclass(slots=True)
class Act:
    """A word that says what was done."""

    position: int
    event_type: EventType
    methods: tuple[Method, ...]
    kind: str


@dataclass(slots=True)
class Frame:
    """One happening in the making."""

    sentence: Sentence
    order: int  # of the sentence in the article
    first: int
    last: int
    acts: list[Act]
    spots: list[Spot]
    attackers: list[Actor]
    targets: list[Actor]
    claims: list[Claim]
    volleys: list[Volley]
    losses: list[Loss]
    taken: list[Taken]
    when: When | None = None
    days: DateRange | None = None
    carried: bool = False
    source: Source | None = None
    admin1: tuple[Admin1, ...] = ()
    is_foreign: bool = False
    is_unreal: bool = False  # denied, threatened, planned
    event_type: EventType = EventType.OTHER
    scope: Scope = Scope.INCIDENT
    own_place: bool = False
    spans: list[tuple[Sentence, int, int]] = field(default_factory=list)

    @property
    def has_content(self) -> bool:
        """Whether the clause tells anything that an event could hold."""
        return bool(self.acts or self.claims or self.volleys or self.losses or self.taken)

    @property
    def names(self) -> list[Spot]:
        """The named scenes, each once."""
        seen = dict[str, Spot]()
        for spot in self.spots:
            if spot.name and not spot.is_foreign:
                seen.setdefault(spot.name, spot)
        return list(seen.values())


def frames_of(
    sentence: Sentence, order: int, language: Language, published: object, near: tuple[Admin1, ...]
) -> tuple[list[Frame], Attribution | None]:
    """Return the frames of one sentence, in order, and who it is attributed to."""
    from datetime import date

    day = published if isinstance(published, date) else date.today()  # noqa: DTZ011
    sides = find_sides(sentence, day)
    people = find_people(sentence, find_figures(sentence), sides)
    harms = find_harm(sentence, people)
    attribution = find_attribution(sentence, sides)
    spots = find_spots(sentence, language.places, near)
    whens = find_when(sentence, day)
    if attribution:
        sides = [s for s in sides if not attribution.first <= s.first < attribution.last]
        spots = [s for s in spots if not attribution.first <= s.first < attribution.last]
        said = _said_until(sentence, attribution)
        whens = [w for w in whens if not attribution.first <= w.position < said]
    claims = _claims(sentence, harms)
    frames = []
    for first, last in clauses(sentence, harms, spots, whens):
        inside = [h.people for h in harms if first <= h.people.first < last]
        attackers, targets = assign_roles(sentence, sides, inside, (first, last))
        frame = Frame(
            sentence,
            order,
            first,
            last,
            _acts(sentence, first, last),
            [s for s in spots if first <= s.first < last],
            attackers,
            targets,
            [c for c in claims if first <= c.harm.people.first < last],
            find_volleys(sentence, first, last),
            find_losses(sentence, sides, first, last),
            find_taken(sentence, spots, sides, (first, last), language.words),
        )
        frame.spans.append((sentence, first, last))
        frame.when = _nearest(frame, [w for w in whens if first <= w.position < last])
        frame.is_unreal = _is_unreal(sentence, first, last)
        if frame.has_content or frame.spots:
            frames.append(frame)
    _share(frames, whens)
    return frames, attribution


def _said_until(sentence: Sentence, attribution: Attribution) -> int:
    """Return where the words of the announcement itself end: a day in them is not the event's."""
    for at in range(attribution.last, min(attribution.last + 6, len(sentence.tokens))):
        if sentence.word(at) in ("ان", "بان", "انه", "بانه", "انها", "بانها"):
            return at
    return attribution.last


def _nearest(frame: Frame, whens: list[When]) -> When | None:
    """Return the time nearest to what the clause counts, the first where it counts nothing."""
    if not whens:
        return None
    if not frame.claims:
        return whens[0]
    at = frame.claims[0].harm.people.first
    return min(whens, key=lambda w: (not w.is_war, abs(w.position - at)))


def _claims(sentence: Sentence, harms: list[Harm]) -> list[Claim]:
    by_harm = {id(harm): Claim.of(harm, sentence) for harm in harms}
    for harm in harms:
        if harm.within:
            by_harm[id(harm)].within = by_harm[id(harm.within)]
    return list(by_harm.values())


def _share(frames: list[Frame], whens: list[When]) -> None:
    """A time told once in a sentence holds for its other clauses."""
    for frame in frames:
        if frame.when is None and whens:
            frame.when = whens[0]


def clauses(
    sentence: Sentence, harms: list[Harm], spots: list[Spot], whens: list[When]
) -> list[tuple[int, int]]:
    """Cut a sentence where a new happening begins."""
    cuts = {0}
    for mention in sentence.mentions:
        link = mention.sense("links")
        if link and link["kind"] == "clause" and mention.first > 2:
            cuts.add(mention.first)
        verb = mention.sense("harm") or mention.sense("acts") or mention.sense("roles")
        conjunction = mention.reading.conjunction
        is_verb = verb and (verb["kind"] == "verb" or verb["role"] == "attacker")
        if (
            is_verb
            and conjunction
            and mention.first > 2
            and _spot_after(spots, mention.first, sentence)
        ):
            cuts.add(mention.first)
    for before, harm in itertools.pairwise(harms):
        if harm.within is None and _own_places(before, harm, spots):
            cuts.add(harm.people.first)
        elif harm.within is None and _own_times(before, harm, whens) and harm.trigger > 0:
            cuts.add(harm.trigger)
    ordered = [*sorted(cuts), len(sentence.tokens)]
    return [(a, b) for a, b in itertools.pairwise(ordered) if b > a]


def _spot_after(spots: list[Spot], position: int, sentence: Sentence) -> bool:
    """Whether a clause beginning here names its own place, and one was named before."""
    return any(s.first >= position for s in spots) and any(s.first < position for s in spots)


def _own_times(before: Harm, harm: Harm, whens: list[When]) -> bool:
    """Whether two harms each have a day after them: "5 جرحى الجمعة غداة مقتل 4 الخميس"."""
    between = [w for w in whens if before.people.last <= w.position < harm.trigger]
    after = [w for w in whens if harm.people.last <= w.position]
    return bool(between and after and between[-1].days != after[0].days)


def _own_places(before: Harm, harm: Harm, spots: list[Spot]) -> bool:
    """Whether two harms each have a place after them: "6 في دارة عزة و5 في الباب"."""
    first, second = before.people.last, harm.people.first
    between = [s for s in spots if first <= s.first < second]
    after = [s for s in spots if second <= s.first < second + 12]
    return bool(between and after and {s.name for s in between} != {s.name for s in after})


def _acts(sentence: Sentence, first: int, last: int) -> list[Act]:
    acts = []
    for mention in sentence.mentions:
        if not first <= mention.first < last:
            continue
        sense = mention.sense("acts")
        if sense:
            methods = tuple(Method(m) for m in sense["methods"].split("|") if m)
            acts.append(Act(mention.first, EventType(sense["type"]), methods, sense["kind"]))
            continue
        weapon = mention.sense("weapons")
        if weapon and (weapon["event_type"] or weapon["method"]):
            methods = (Method(weapon["method"]),) if weapon["method"] else ()
            event_type = weapon["event_type"] or "armed_clash"
            acts.append(Act(mention.first, EventType(event_type), methods, "weapon"))
    return acts


def _is_unreal(sentence: Sentence, first: int, last: int) -> bool:
    """Whether the clause denies, threatens, plans or demands what it tells."""
    for at in range(first, min(last, first + 8)):
        link = sentence.starts(at, "links")
        if link and link["kind"] in ("modal", "negation"):
            return True
    return False
