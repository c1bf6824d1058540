"""Harm that befell people, and tolls told in two steps: "المدنيون الذين قتلوا بلغوا 12"."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Outcome, Qualifier


@dataclass(slots=True)
class Harm:
    """People and what befell them; `within` is the harm of the same sentence that contains them."""

    people: People
    outcome: Outcome
    trigger: int
    rule: str
    within: Harm | None = None
    is_counterpart: bool = False  # after "as against": the other party's
    is_item: bool = False  # of a list that tells a total apart


def with_the_sum(sentence: Sentence, harms: list[Harm]) -> list[Harm]:
    """Read "ارتفع عدد القتلى المدنيين إلى 17", "المدنيون الذين قتلوا بلغوا 12" as one toll."""
    sums = {h.trigger: h for h in harms if _is_sum(sentence, h)}
    kept = []
    for harm in harms:
        total = sums.get(harm.trigger)
        is_title = harm.rule in _SUMMED and not harm.people.has_figure
        if total is None or not is_title or harm.people.first > total.people.first:
            kept.append(harm)
            continue
        total.people.victim = total.people.victim or harm.people.victim
        total.people.category = total.people.category or harm.people.category
    return kept


def made_precise(harms: list[Harm]) -> list[Harm]:
    """Read "قتل مدنيون … وعدد القتلى بلغ تسعة" as one toll."""
    tolls = [h for h in harms if h.rule == "toll" and h.people.has_figure and not h.within]
    kept = []
    for harm in harms:
        toll = next((t for t in tolls if _is_of(harm, t)), None)
        if toll:
            toll.people.victim = toll.people.victim or harm.people.victim
        else:
            kept.append(harm)
    return kept


def _is_of(harm: Harm, toll: Harm) -> bool:
    """Whether people without a number are those of a toll told after them."""
    people, total = harm.people, toll.people
    same = harm.outcome is toll.outcome and people.victim in (total.victim, None, Actor.CIVILIANS)
    before = people.first < total.first and not harm.within and people.category is None
    return same and before and people.count.qualifier is Qualifier.SOME and harm is not toll


_SUMMED = ("toll", "people before the verb")


def _is_sum(sentence: Sentence, harm: Harm) -> bool:
    """Whether a figure says to how many a toll came, or those told before it."""
    first = harm.people.first
    reached = any(sentence.is_a(at, "reached") for at in (first - 1, first - 2))
    return harm.people.has_figure and (harm.rule == "toll" or reached)
