"""Acts named but not told as done: what a side is there for, came for, or put forward."""

from __future__ import annotations

from tawthiq.extract.acts import Act
from tawthiq.extract.scan import Sentence
from tawthiq.model import EventType

_TO_FIRE = 4  # words from "a halt" to the fire that is to stop


def mark_undone(sentence: Sentence, acts: list[Act]) -> None:
    """Take as not done what a side does by trade, what somebody came for, and a halt of fire.

    "الفصائل التي تقاتل في إدلب", "انضم إليهم للقتال", "وقفا فوريا لإطلاق النار", "اقتراح تقدم به"
    """
    for act in acts:
        if act.is_real and act.event_type is EventType.ARMED_CLASH:
            act.is_real = not (
                _is_trade(sentence, act)
                or _is_aim(sentence, act)
                or _is_halt(sentence, act)
                or _is_put_forward(sentence, act)
            )


def _is_trade(sentence: Sentence, act: Act) -> bool:
    """Whether a verb only says who a side is: "التي تقاتل", not "وتقاتل القوات", "بينما تقاتل"."""
    before = act.position - 1
    if not sentence.is_a(act.position, "combats") or sentence.kind(before) != "word":
        return False
    link = sentence.sense(before, "links")
    opens = link is not None and link["kind"] == "clause"
    return not opens and not any(sentence.is_a(before, kind) for kind in _OPENING)


_OPENING = ("where", "opener")


def _is_aim(sentence: Sentence, act: Act) -> bool:
    """Whether somebody only came, armed or joined for a fight: "انضم إليهم للقتال"."""
    aims = sentence.at[act.position].reading.preposition == "ل"
    return aims and sentence.is_a(act.last - 1, "combat")


def _is_halt(sentence: Sentence, act: Act) -> bool:
    """Whether fire is only to stop: "وقفا فوريا لإطلاق النار"."""
    if sentence.at[act.position].reading.preposition != "ل":
        return False
    near = range(max(0, act.position - _TO_FIRE), act.position)
    return any(sentence.is_joined_a(at, "halt") for at in near)


def _is_put_forward(sentence: Sentence, act: Act) -> bool:
    """Whether a side came forward with words, not with arms: "طلب تقدم به", "تقدم بشكوى"."""
    return act.kind == "advance" and sentence.is_a(act.last, "put_forward")
