"""Harm that is none: leaving only agreed on, marches, newcomers, bodies moved, accidents."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm
from tawthiq.model import Actor, Category, Outcome

_TO_DEAL = 3  # words from "agreement", over "on", to the leaving that it provides for
_TO_TERMS = range(2, 10)  # words from "agreed", over who did and with whom, to "on" the leaving
_TERMS = ("pact", "approves")
_TO_PROTEST = 4  # words from those who "went out" to "into the streets"
_TO_LEAVING = 8  # words around "a batch" among which it is said to leave


def is_no_harm(sentence: Sentence, harm: Harm) -> bool:
    """Whether nobody came to harm, or fled, now."""
    if harm.outcome is Outcome.CAPTURED and sentence.is_a(harm.trigger, "families"):
        return True  # "المقاتلون وأسرهم": families, nobody captured
    moved = are_bodies_handed_over(sentence, harm) or are_wounded_cared_for(sentence, harm)
    return moved or is_no_departure(sentence, harm) or is_by_accident(sentence)


def is_by_accident(sentence: Sentence) -> bool:
    """Whether a sentence tells of a road accident or a flood, and of no attack beside it."""
    if not sentence.holds("accident"):
        return False
    road = any(
        sentence.is_a(at, "accident") and sentence.is_a(at - 1, "mishap")
        for at in range(len(sentence.tokens))
    )
    return (road or sentence.holds("flood")) and not sentence.having("acts")


def is_no_departure(sentence: Sentence, harm: Harm) -> bool:
    """Whether those of whom a word of leaving is told did not flee, or nobody says who did."""
    if harm.outcome is not Outcome.DISPLACED:
        return False
    if _is_of_a_march(sentence, harm) or _is_of_newcomers(sentence, harm):
        return True
    if _are_deserters(sentence, harm):
        return True
    if _is_agreed(sentence, harm):
        return True
    if harm.people.has_figure:
        return False
    if sentence.is_a(harm.trigger - 1, "relative") or _is_wanted(sentence, harm):
        return True
    provided = sentence.is_a(harm.trigger, "provided")  # "وفرت": provided, seldom "and fled"
    return provided or _is_vague(harm)


def _are_deserters(sentence: Sentence, harm: Harm) -> bool:
    """Whether fighters ran from their own side or from battle: no civilians that flee."""
    if not sentence.is_a(harm.trigger, "flees"):
        return False
    return harm.people.category in _IN_ARMS or harm.people.victim not in _UNARMED


def _is_wanted(sentence: Sentence, harm: Harm) -> bool:
    """Whether people only want to leave: "هناك أشخاص يريدون الخروج"."""
    return any(sentence.is_a(harm.trigger - back, "seeks") for back in (1, 2))


_IN_ARMS = (Category.OFFICERS, Category.LEADERS)
_UNARMED = (None, Actor.CIVILIANS, Actor.UNKNOWN)

_TO_EXCHANGE = 10  # words from "handing over", over who did so, to the dead
_TO_BODIES = 3  # words from "the bodies of" to whose they are


def are_bodies_handed_over(sentence: Sentence, harm: Harm) -> bool:
    """Whether the dead fell before and are only handed over: "تسليم جثث قتلى للنظام"."""
    if harm.outcome is not Outcome.KILLED:
        return False
    first = harm.people.first
    bodies = range(first - _TO_BODIES, harm.people.last)
    handed = range(first - _TO_EXCHANGE, first)
    return any(sentence.is_a(at, "bodies") for at in bodies) and any(
        sentence.is_a(at, "exchanged") for at in handed
    )


_TO_WOUNDED = 6  # words from "taking away", over who does so, to the wounded


def are_wounded_cared_for(sentence: Sentence, harm: Harm) -> bool:
    """Whether the wounded were so before and are only moved or treated: "نقل عشرات المصابين"."""
    if harm.outcome is not Outcome.WOUNDED or harm.people.outcome is not Outcome.WOUNDED:
        return False
    if not sentence.holds("cares_for"):
        return False
    first = harm.people.first
    for at in range(first - 1, first - _TO_WOUNDED, -1):
        if sentence.is_a(at, "cares_for"):
            return True
        if sentence.word(at) in "،:" or sentence.sense(at, "acts"):
            return False
    return False


def _is_vague(harm: Harm) -> bool:
    """Whether somebody only left: one person, or nobody said who."""
    people = harm.people
    return people.count.low == 1 or not (people.victim or people.has_noun)


def _is_agreed(sentence: Sentence, harm: Harm) -> bool:
    """Whether a leaving is what a deal provides for: "اتفاق على خروج", "يقضي بخروج"."""
    for at in range(harm.trigger - 1, harm.trigger - 1 - _TO_DEAL, -1):
        if sentence.is_a(at, "provides"):
            return True
        if sentence.is_a(at, "pact"):
            return sentence.word(harm.trigger)[:1] == "ل" or sentence.is_a(at + 1, "onto")
    if not sentence.is_a(harm.trigger - 1, "onto"):
        return False  # "وافق الفصيل على إجلاء", "اتفاق مع الفصيل على خروج"
    return any(sentence.is_joined_a(harm.trigger - b, k) for b in _TO_TERMS for k in _TERMS)


def _is_of_a_march(sentence: Sentence, harm: Harm) -> bool:
    """Whether people went out to protest: "خرج السوريون إلى الشوارع"."""
    if not sentence.holds("protest"):
        return False
    verb = harm.trigger + 1 if harm.trigger >= 0 else harm.people.last
    ends = (verb, harm.people.last)
    return any(sentence.is_a(at, "protest") for end in ends for at in range(end, end + _TO_PROTEST))


def _is_of_newcomers(sentence: Sentence, harm: Harm) -> bool:
    """Whether "a batch" is not said to leave: "زجت بدفعة جديدة من المقاتلين"."""
    if not sentence.is_a(harm.trigger, "batch"):
        return False
    near = range(harm.trigger - _TO_LEAVING, harm.people.last + _TO_LEAVING)
    return not any(at != harm.trigger and _is_leaving(sentence, at) for at in near)


def _is_leaving(sentence: Sentence, at: int) -> bool:
    told = sentence.sense(at, "harm")
    fled = told is not None and told["outcome"] == Outcome.DISPLACED
    return fled or sentence.is_joined_a(at, "leave") or sentence.is_joined_a(at, "carried")
