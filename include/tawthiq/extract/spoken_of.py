"""Gas that a sentence only speaks of: its day is not the one on which somebody spoke.

"دانت كندا الاثنين الهجوم الكيماوي", "زار المفتشون البلدة الأربعاء للتحقيق في الهجوم".
"""

from __future__ import annotations

from datetime import date

from tawthiq.extract.acts import Act
from tawthiq.extract.frames import Frame
from tawthiq.extract.scopes import DISTANT
from tawthiq.model import DateRange, EventType


def tells_gas(frame: Frame) -> bool:
    """Whether a clause tells of gas."""
    return any(a.event_type is EventType.CHEMICAL_ATTACK for a in frame.real_acts)


def is_gas_of_another_day(frame: Frame, carried: DateRange | None, published: date) -> bool:
    """Whether a clause's day, or that carried over from no clause of gas, is not the gas's.

    What is said of gas long ago leaves it long ago.
    """
    gas = next((a for a in frame.real_acts if a.event_type is EventType.CHEMICAL_ATTACK), None)
    if gas is None:
        return False
    when = frame.when
    days = when.days if when else carried
    if days is None or published - days.end > DISTANT:
        return False
    if when is None:
        return gas.is_definite
    if when.is_war or when.onward >= 0 or when.position >= gas.position:
        return False
    return _is_of_speaking(frame, gas, when.position)


def _is_of_speaking(frame: Frame, gas: Act, day: int) -> bool:
    """Whether a day before the gas is of what somebody said or did about it."""
    sentence = frame.sentence
    between = range(day, gas.position)
    is_topic = any(sentence.is_a(at, "on_topic") for at in between)
    harmed = any(frame.first <= c.harm.people.first <= day for c in frame.claims)
    if harmed or _opens_with(frame, day):
        return is_topic  # "أصيب 20 الجمعة إثر قصف بالغاز": the day of those harmed is the gas's
    if is_topic or any(sentence.is_joined_a(at, "earlier") for at in between):
        return True
    told = [a.position for a in frame.acts if a is not gas]
    told += [c.harm.people.first for c in frame.claims]
    return gas.is_definite and not any(frame.first <= at <= day for at in told)


def _opens_with(frame: Frame, day: int) -> bool:
    """Whether a clause opens with its day: "وفي السابع من نيسان", "مساء السبت"."""
    sentence = frame.sentence
    return all(
        sentence.kind(at) != "word"
        or sentence.is_joined_a(at, "inside")
        or sentence.is_a(at, "from")
        or sentence.sense(at, "time")
        or sentence.sense(at, "ordinals")
        for at in range(frame.first, day)
    )
