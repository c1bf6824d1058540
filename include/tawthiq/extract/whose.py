"""Whose people they are where their own words do not say so: by a verb, a pronoun, comrades."""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.camps import STATES
from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Category, Outcome


def own_fighters(sentence: Sentence, found: list[People], sides: list[Side]) -> None:
    """Read "4 من مقاتليه", "في صفوفها 7", "4 منهم": people of the side named before them."""
    for index, people in enumerate(found):
        if people.victim or people.category:
            continue
        before = [s for s in sides if s.last <= people.first and Actor.CIVILIANS not in s.codes]
        mention = sentence.at.get(people.last - 1)
        owned = mention and mention.reading.suffix and mention.sense("people")
        is_theirs = people.has_figure and not people.outcome and bool(owned)
        near = range(people.first - _TO_RANKS, people.last + _TO_RANKS)
        ranks = any(sentence.is_a(at, "ranks") for at in near)
        of_them = not people.has_noun and sentence.is_a(people.last, "of_them")
        alone = not any(p.has_figure for p in found[:index])
        if before and (is_theirs or ranks or (of_them and alone)):
            people.victim = _owner(sentence, people, before)
        elif is_theirs:
            people.victim = _speaking(sentence, people.first)


def _owner(sentence: Sentence, people: People, before: list[Side]) -> Actor:
    """Return whose people "his soldiers" are: of the state named last, else of the last side."""
    regular = set(people.words) & sentence.classes["regular"]
    states = [s for s in before if s.codes[0] in STATES] if regular else []
    return (states or before)[-1].codes[0]


def _speaking(sentence: Sentence, position: int) -> Actor | None:
    """Return the state that speaks of its own: "قالت وزارة الدفاع التركية إن 5 من جنودها"."""
    said = [source["class"] for m, source in sentence.having("sources") if m.last <= position]
    known = {a.value: a for a in Actor}
    return known.get(said[-1]) if said else None


_TO_RANKS = 3  # words between people and "in its ranks", before or after them


_TO_LOST = 6  # words from "lost", over whose loss it was, to the fighters
_TO_LOSER = 3  # words from a side to the verb that tells of its loss


def lost_by(sentence: Sentence, found: list[People], sides: list[Side]) -> None:
    """Read "قوات النظام خسرت 70 عنصرا", "فقدت تركيا 40 جنديا": the dead of who lost them."""
    if not sentence.holds("lost"):
        return
    fighters = sentence.classes["combatant"]
    for people in found:
        if people.victim or people.outcome or not set(people.words) & fighters:
            continue
        verb = _word_of_loss(sentence, people.first)
        loser = None if verb is None else _loser(sides, verb, people.first)
        if loser:
            people.victim, people.outcome = loser.codes[0], Outcome.KILLED


def _word_of_loss(sentence: Sentence, first: int) -> int | None:
    """Return where "lost" stands before people, with no other harm between."""
    for at in range(first - 1, first - 1 - _TO_LOST, -1):
        if sentence.is_joined_a(at, "lost"):
            return at
        if sentence.sense(at, "harm"):
            return None
    return None


def _loser(sides: list[Side], verb: int, first: int) -> Side | None:
    """Return the side between the verb and its loss, else the one just before the verb."""
    armed = [s for s in sides if Actor.CIVILIANS not in s.codes]
    after = [s for s in armed if verb < s.first and s.last <= first]
    before = [s for s in armed if 0 <= verb - s.last <= _TO_LOSER]
    near = after or before
    return near[-1] if near else None


_TO_FIGHTING = 9  # words from people to "fights"
_TO_COMRADES = 5  # words from "fights", over "beside", to the side


def comrades(sentence: Sentence, found: list[People], sides: list[Side]) -> None:
    """Read "امرأة تقاتل إلى جانب القوات الكردية": who fights beside a side is one of its own.

    Not foreign fighters, who may be of an ally: "مسلحون يقاتلون إلى جانب القوات السورية".
    """
    if not sentence.holds("fights"):
        return
    for people in (p for p in found if _may_be_a_comrade(sentence, p)):
        near = range(people.last, people.last + _TO_FIGHTING)
        verb = next((at for at in near if sentence.is_a(at, "fights")), None)
        side = None if verb is None else _beside(sentence, sides, verb)
        if side:
            people.victim = side.codes[0]


def _may_be_a_comrade(sentence: Sentence, people: People) -> bool:
    """Whether nothing but their age or sex is said of people."""
    if people.category is Category.WOMEN:
        return True
    open_side = people.victim is None and people.category in (None, Category.MEN)
    noun = sentence.at.get(people.last - 1)
    owned = noun is not None and noun.reading.suffix  # "رجاله الذين يقاتلون": of who was named
    return open_side and not owned and not set(people.words) & sentence.classes["combatant"]


def _beside(sentence: Sentence, sides: list[Side], verb: int) -> Side | None:
    """Return the side that somebody fights along with: "في صفوف", "إلى جانب"."""
    reach = range(verb + 1, verb + 1 + _TO_COMRADES)
    along = next((at for at in reach if sentence.is_a(at, "fights_for")), None)
    if along is None:
        return None
    return next((s for s in sides if 0 < s.first - along <= _TO_COMRADES), None)
