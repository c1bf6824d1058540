"""People who are only spoken of again: a record, the first of their kind, a known body, others."""

from __future__ import annotations

from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm
from tawthiq.model import Outcome

_TO_RECORD = 3  # words from "the greatest", over "number of", to the people
_TO_FOUND = 3  # words from "found", over "the body of", to whose it is


def are_others(sentence: Sentence, people: People) -> bool:
    """Whether people are those among whom others fell: "قتل 11 إيرانيا بين قتلى الغارات"."""
    counted = people.has_figure or not people.outcome
    return not counted and sentence.is_a(people.first - 1, "between")


def is_told_again(sentence: Sentence, harm: Harm) -> bool:
    """Whether what befell people is told elsewhere, and here only spoken of."""
    people = harm.people
    if people.count.low is None:
        return _is_a_record(sentence, people.first) or _may_rise(sentence, harm)
    if people.count.low > 1 or people.has_figure:
        return False
    return _is_first_of_all(sentence, harm) or _is_known_body(sentence, harm)


def _is_a_record(sentence: Sentence, first: int) -> bool:
    """Whether figures told before are called the highest: "وهو أكبر عدد من القتلى منذ شهر"."""
    near = range(first - _TO_RECORD, first)
    return any(sentence.is_a(at, "greatest") and sentence.is_a(at + 1, "tally") for at in near)


def _may_rise(sentence: Sentence, harm: Harm) -> bool:
    """Whether more dead are only expected: "عدد القتلى مرشح للارتفاع لأنباء عن قتلى آخرين"."""
    people = harm.people
    if people.outcome is not Outcome.KILLED or people.has_figure:
        return False
    return any(sentence.is_a(at, "may_rise") for at in range(people.first - _TO_RISE, people.first))


_TO_RISE = 8  # words from "may rise", over "because of news of", to the dead


def _is_first_of_all(sentence: Sentence, harm: Harm) -> bool:
    """Whether somebody is called the first whom this befell: "وهي أول متطوعة تقتل هناك"."""
    first = harm.people.first
    return harm.trigger > first and sentence.is_a(first - 1, "first_ever")


def _is_known_body(sentence: Sentence, harm: Harm) -> bool:
    """Whether one body is spoken of that nobody found just now: "استعادة جثمان الطيار"."""
    first = harm.people.first
    found = 0 <= first - harm.trigger <= _TO_FOUND and harm.trigger >= 0
    return sentence.is_a(first, "body") and not found
