"""Claims about people, volleys and materiel, as a sentence makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.harm import Harm
from tawthiq.extract.numbers import SOME, Figure, after_bound, exact, find_figures
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import (
    Actor,
    Category,
    Count,
    Evidence,
    Fate,
    Item,
    Munition,
    Outcome,
)

_NEAR = 8  # words from the word of destruction to what was destroyed
_CIVIL = frozenset(
    (
        Item.HOSPITAL,
        Item.SCHOOL,
        Item.MOSQUE,
        Item.MARKET,
        Item.BAKERY,
        Item.CIVIL_DEFENCE_CENTRE,
        Item.HOUSING,
        Item.INFRASTRUCTURE,
    )
)


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


def find_volleys(sentence: Sentence, first: int, last: int) -> list[Volley]:
    """Return counted munitions and raids: "68 برميلا متفجرا", "عشرات القذائف"."""
    volleys = []
    for figure in find_figures(sentence):
        if not first <= figure.first < last or figure.is_vague or figure.count.low == 1:
            continue
        for at in (figure.last, figure.last + 1):
            weapon = sentence.starts(at, "weapons")
            found = sentence.at.get(at)
            if not weapon or not found or not weapon["munition"]:
                continue
            if at > figure.last and sentence.sense(figure.last, "links"):
                continue  # "ارتفع إلى 7 جراء الغارات": the dead are counted, not the raids
            if found.reading.conjunction or found.reading.preposition:
                continue  # "أصيب العشرات بغارات": the raids are not what is counted
            count, end = after_bound(sentence, found.last, figure.count)
            evidence = sentence.evidence(figure.first, end, "counted munition")
            volleys.append(Volley(Munition(weapon["munition"]), count, evidence))
            break
    counted = {v.evidence.start for v in volleys}
    volleys += [v for v in _pairs(sentence, first, last) if v.evidence.start not in counted]
    return volleys


def _pairs(sentence: Sentence, first: int, last: int) -> Iterator[Volley]:
    """Yield what the dual alone counts: "ببرميلين متفجرين", "غارتين"."""
    for mention, weapon in sentence.having("weapons"):
        if weapon["munition"] and weapon["number_form"] == "dual" and first <= mention.first < last:
            evidence = sentence.evidence(mention.first, mention.last, "counted munition")
            yield Volley(Munition(weapon["munition"]), exact(2), evidence)


def find_losses(sentence: Sentence, sides: list[Side], first: int, last: int) -> list[Loss]:
    """Return what was destroyed, damaged, captured or shot down."""
    losses = []
    figures = {f.last: f for f in find_figures(sentence)}
    for mention in sentence.mentions:
        fate = mention.sense("fates")
        if not fate or not first <= mention.first < last:
            continue
        if _is_no_loss(sentence, mention):
            continue
        if fate["kind"] == "after":
            losses += _before(sentence, mention, figures, first)
            continue
        losses += _listed(sentence, sides, mention, figures, last)
    return losses


def _is_no_loss(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of destruction tells of an explosion ("التفجير") or of an aim ("لتدمير")."""
    explosion = mention.reading.article and mention.sense("acts") is not None
    told = any(sentence.is_a(mention.first - 1, kind) for kind in ("finished", "besides"))
    aim = mention.reading.preposition == "ل" and not told
    return bool(explosion) or aim


_BACK = 6  # words from a building to "out of service"


def _before(
    sentence: Sentence, mention: Mention, figures: dict[int, Figure], first: int
) -> list[Loss]:
    """Return the building before a phrase: "خرج المشفى عن الخدمة"."""
    for at in range(mention.first - 1, max(first - 1, mention.first - _BACK), -1):
        weapon = sentence.starts(at, "weapons")
        if weapon and weapon["item"] and Item(weapon["item"]) in _CIVIL:
            figure = figures.get(at) or _a_word_off(sentence, at, figures)
            count = figure.count if figure else _by_form(weapon["number_form"])
            evidence = sentence.evidence(at, mention.last, "put out of service")
            return [Loss(Item(weapon["item"]), Fate.DAMAGED, Actor.CIVILIANS, count, evidence)]
    return []


def _listed(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    figures: dict[int, Figure],
    last: int,
) -> list[Loss]:
    """Return the things listed after a word that tells their fate."""
    reach, listed = mention.last + _NEAR, list[Loss]()
    for at in range(mention.last, last):
        if at >= reach or sentence.starts(at, "places") or _is_beside(sentence, mention, at):
            break
        weapon = sentence.starts(at, "weapons")
        if weapon and weapon["item"] and (not listed or _goes_on(sentence, at, figures)):
            own = _fate(sentence, mention, at, Item(weapon["item"]))
            if own is None:
                break
            found = sentence.at[at]
            figure = figures.get(at) or _a_word_off(sentence, at, figures)
            count = figure.count if figure else _by_form(weapon["number_form"])
            item, owner = Item(weapon["item"]), _owner(sentence, sides, found.last)
            evidence = sentence.evidence(mention.first, found.last, "fate of materiel")
            owner = Actor.CIVILIANS if item in _CIVIL else owner
            listed.append(Loss(item, own, owner, count, evidence))
            reach = found.last + _NEXT_ITEM
        elif sentence.starts(at, "people") and not listed:
            break
    named = next((loss.owner for loss in reversed(listed) if loss.owner), None)
    for loss in listed:
        loss.owner = loss.owner or named
    return listed


def _is_beside(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether what follows only stood near an explosion: "تفجير سيارة بالقرب من مسجد"."""
    return mention.sense("acts") is not None and sentence.is_a(at, "near")


_AIRBORNE = (Item.AIRCRAFT, Item.HELICOPTER, Item.DRONE)
_TO_ON = 2  # words between "on" and the building that was hit


def _fate(sentence: Sentence, mention: Mention, at: int, item: Item) -> Fate | None:
    """Return what befell a thing: what "fell" crashed, or was hit by what fell on it."""
    sense = mention.senses["fates"][0]
    if sense["kind"] == "fall" and item not in _AIRBORNE:
        hit = any(sentence.is_a(back, "onto") for back in range(at - _TO_ON, at))
        return Fate.DAMAGED if hit and item in _CIVIL else None
    if sense["kind"] == "reach" and sentence.is_a(at, "quarters"):
        return None
    return Fate(sense["fate"])


_NEXT_ITEM = 7  # words from an item of a list to the next: "عربة «ب ام ب« ومدفع 23"


def _a_word_off(sentence: Sentence, at: int, figures: dict[int, Figure]) -> Figure | None:
    """Return the figure a word before an item: "ثلاث من الدبابات", not that of the item before."""
    weapon = sentence.sense(at - 1, "weapons")
    return None if weapon and weapon["item"] else figures.get(at - 1)


def _goes_on(sentence: Sentence, at: int, figures: dict[int, Figure]) -> bool:
    """Whether an item goes on a list: joined by "and", itself or its figure."""
    figure = figures.get(at)
    first = figure.first if figure else at
    mention = sentence.at.get(first)
    joined = mention is not None and bool(mention.reading.conjunction)
    return joined or sentence.word(first - 1) in ("و", "،")


def _by_form(form: str) -> Count:
    if form == "dual":
        return exact(2)
    return exact(1) if form == "singular" else SOME


def _owner(sentence: Sentence, sides: list[Side], position: int) -> Actor | None:
    for side in sides:
        if position <= side.first <= position + 5:
            return side.codes[0]
    return None
