"""Whom a verb that follows its people is told of: of nobody whom the sentence names later."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.numbers import SOME
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm

_JOINED = 2  # words from the verb to others told with it: "طفل قتل و3 آخرون"


def of_one_subject(sentence: Sentence, harms: Sequence[Harm]) -> list[Harm]:
    """Leave out people after a verb whose own people stand before it.

    "نزح آلاف" has its people behind it, "آلاف المدنيين نزحوا إلى المدينة التي يعيش أهاليها" not.
    """
    before = {h.trigger: h for h in harms if h.people.last <= h.trigger}
    wholes = {id(h.within) for h in harms if h.within}
    return [h for h in harms if id(h) in wholes or not _is_of_another(sentence, h, before)]


def _is_of_another(sentence: Sentence, harm: Harm, before: dict[int, Harm]) -> bool:
    people, subject = harm.people, before.get(harm.trigger)
    if subject is None or harm.within or people.count != SOME or people.is_rest:
        return False
    if people.outcome is not None or people.first <= harm.trigger + _JOINED:
        return False
    return subject.outcome is harm.outcome and not sentence.is_joined_a(people.first, "kin")
