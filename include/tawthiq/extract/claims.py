"""Claims about people, volleys, materiel and control, as a sentence makes them."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.harm import Harm
from tawthiq.extract.numbers import SOME, exact, find_figures
from tawthiq.extract.places import Spot
from tawthiq.extract.scan import Sentence
from tawthiq.model import (
    Actor,
    Category,
    Count,
    Evidence,
    Fate,
    How,
    Item,
    Munition,
    Outcome,
    Qualifier,
)

_NEAR = 6


@dataclass(slots=True)
class Claim:
    """What befell people; `within` is the claim that contains them."""

    outcome: Outcome
    count: Count
    victim: Actor | None
    category: Category | None
    words: tuple[str, ...]
    evidence: Evidence
    harm: Harm
    within: Claim | None = None
    id: str = ""

    @classmethod
    def of(cls, harm: Harm, sentence: Sentence) -> Claim:
        """Make the claim of a harm found in a sentence."""
        people = harm.people
        first = min(people.first, harm.trigger) if harm.trigger >= 0 else people.first
        return cls(
            harm.outcome,
            people.count,
            people.victim,
            people.category,
            tuple(people.words),
            sentence.evidence(first, max(people.last, harm.trigger + 1), harm.rule),
            harm,
        )


@dataclass(slots=True)
class Volley:
    """How many were fired."""

    munition: Munition
    count: Count
    evidence: Evidence


@dataclass(slots=True)
class Loss:
    """Materiel or a building lost or taken."""

    item: Item
    fate: Fate
    owner: Actor | None
    count: Count
    evidence: Evidence


@dataclass(slots=True)
class Taken:
    """A named place that changed hands."""

    spot: Spot
    gained_by: tuple[Actor, ...]
    lost_by: tuple[Actor, ...]
    how: How
    evidence: Evidence


def find_volleys(sentence: Sentence, first: int, last: int) -> list[Volley]:
    """Return counted munitions and raids: "68 برميلا متفجرا", "عشرات القذائف"."""
    volleys = []
    for figure in find_figures(sentence):
        if not first <= figure.first < last or figure.is_vague or figure.count.low == 1:
            continue
        for at in (figure.last, figure.last + 1):
            weapon = sentence.starts(at, "weapons")
            if weapon and weapon["munition"] and not sentence.at[at].reading.conjunction:
                munition = Munition(weapon["munition"])
                evidence = sentence.evidence(figure.first, sentence.at[at].last, "counted munition")
                volleys.append(Volley(munition, figure.count, evidence))
                break
    return volleys


def find_losses(sentence: Sentence, sides: list[Side], first: int, last: int) -> list[Loss]:
    """Return what was destroyed, damaged, captured or shot down."""
    losses = []
    figures = {f.last: f for f in find_figures(sentence)}
    for mention in sentence.mentions:
        fate = mention.sense("fates")
        if not fate or not first <= mention.first < last:
            continue
        for at in range(mention.last, min(mention.last + _NEAR, last)):
            weapon = sentence.starts(at, "weapons")
            if weapon and weapon["item"]:
                found = sentence.at[at]
                figure = figures.get(at) or figures.get(at - 1)
                count = figure.count if figure else _by_form(weapon["number_form"])
                owner = _owner(sentence, sides, found.last)
                evidence = sentence.evidence(mention.first, found.last, "fate of materiel")
                losses.append(Loss(Item(weapon["item"]), Fate(fate["fate"]), owner, count, evidence))
                break
            if sentence.starts(at, "people") or sentence.starts(at, "places"):
                break
    return losses


def _by_form(form: str) -> Count:
    if form == "dual":
        return exact(2)
    return exact(1) if form == "singular" else SOME


def _owner(sentence: Sentence, sides: list[Side], position: int) -> Actor | None:
    for side in sides:
        if position <= side.first <= position + 3:
            return side.codes[0]
    return None


def find_taken(
    sentence: Sentence, spots: list[Spot], sides: list[Side], first: int, last: int
) -> list[Taken]:
    """Return the named places that a clause says were taken or given up."""
    taken = []
    for mention in sentence.mentions:
        act = mention.sense("acts")
        if not act or not first <= mention.first < last:
            continue
        if act["type"] not in ("territory_gain", "territory_transfer") or _standing(sentence, mention.first):
            continue
        how = How.SEIZED if act["type"] == "territory_gain" else How.TRANSFERRED
        here = _list_after(sentence, spots, mention.last, last)
        for spot in here:
            evidence = sentence.evidence(mention.first, spot.last, "place taken")
            taken.append(Taken(spot, (), (), how, evidence))
        if here:
            break
    return taken


def _standing(sentence: Sentence, position: int) -> bool:
    link = sentence.sense(position, "links")
    return bool(link and link["kind"] == "standing")


def _list_after(sentence: Sentence, spots: list[Spot], position: int, last: int) -> list[Spot]:
    """Return the first place after a word and those joined to it."""
    found = list[Spot]()
    for spot in spots:
        if spot.first < position or spot.first >= last or spot.is_foreign or not spot.name:
            continue
        if not found and spot.first - position > _NEAR:
            break
        if found and spot.first - found[-1].last > 3:
            break
        if found and not _joined(sentence, found[-1].last, spot.first):
            break
        found.append(spot)
    return found


def _joined(sentence: Sentence, end: int, start: int) -> bool:
    between = [sentence.word(at) for at in range(end, start + 1)]
    return any(w.startswith("و") or w == "،" for w in between)


def is_some(count: Count) -> bool:
    """Whether a count gives no number at all."""
    return count.qualifier is Qualifier.SOME
