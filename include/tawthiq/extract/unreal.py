"""Harm and acts that did not happen: aimed at, demanded, expected, feared or denied."""

from __future__ import annotations

from tawthiq.extract.acts import Act, answered_from, is_only_sentenced, is_repelled
from tawthiq.extract.attribution import Attribution
from tawthiq.extract.scan import Sentence
from tawthiq.model import EventType

_MODAL_REACH = 4  # words before a harm word among which "may", "without" governs it
_DENIAL_REACH = 7  # the same where "did not" and its subject stand before what was brought about
_ACT_REACH = 14  # words from "demanded" to an act it still governs
_HEAD = 4  # words at the head of what is said among which its verb stands


def is_unreal(sentence: Sentence, trigger: int, first: int) -> bool:
    """Return whether a harm is only aimed at, feared or denied: "لإجلاء", "دون وقوع إصابات".

    `trigger` is the token of the harm word, below zero if there is none; `first` that of the
    people.
    """
    at = first if trigger < 0 else trigger
    aims = trigger >= 0 and (_is_aim(sentence, trigger) or is_only_sentenced(sentence, trigger))
    if aims or _is_foreseen(sentence, trigger, first):
        return True
    for back in range(at - 1, max(-1, at - 1 - _DENIAL_REACH), -1):
        if sentence.is_a(back, "opener"):
            without = _is_link(sentence, back, "negation")  # "دون أن يوقع ضحايا"
            return without or _is_link(sentence, back - 1, "modal")  # "يتوقع أن يغادر 300"
        if sentence.word(back) in "،:":
            return False
        denied = _is_link(sentence, back, "negation")
        if denied and (is_result(sentence, back + 1) or sentence.is_a(back + 1, "reported")):
            return True  # "لم يسفر القصف على البلدة عن سقوط ضحايا", "لم ترد أنباء عن قتلى"
        if back >= at - _MODAL_REACH and _is_link(sentence, back, "modal", "negation"):
            return True
        if _is_link(sentence, back, "clause", "cause", "result"):
            return False
    return False


def _is_foreseen(sentence: Sentence, trigger: int, first: int) -> bool:
    """Whether a toll is only expected to reach its figure: "عدد القتلى قد يتجاوز المئة"."""
    toll = sentence.sense(trigger, "harm") if trigger >= 0 else None
    if toll is None or toll["kind"] != "toll":
        return False
    return any(_is_link(sentence, at, "modal") for at in range(trigger + 1, first))


def is_result(sentence: Sentence, position: int) -> bool:
    """Return whether a word tells what came of something: "أدى إلى", "ما أسفر عن"."""
    told = sentence.sense(position, "harm")
    return (told is not None and told["kind"] == "result") or _is_link(sentence, position, "result")


def _is_aim(sentence: Sentence, trigger: int) -> bool:
    mention = sentence.at.get(trigger)
    aims = mention is not None and mention.reading.preposition == "ل"
    caused = any(
        is_result(sentence, back) or sentence.is_a(back, "besides")
        for back in range(trigger - 2, trigger)
    )
    return aims and not caused


def _is_link(sentence: Sentence, position: int, *kinds: str) -> bool:
    link = sentence.sense(position, "links")
    return link is not None and link["kind"] in kinds


def mark_unreal(sentence: Sentence, acts: list[Act], said: list[Attribution]) -> None:
    """Take the acts of a demand, threat or denial as not done, up to a relative clause."""
    if not acts:
        return
    starts = [0, *(one.last for one in said)]
    for start in starts:
        head = range(start, min(start + _HEAD, len(sentence.tokens)))
        modal = [at for at in head if _is_modal(sentence, at)]
        for act in acts:
            if modal and modal[0] < act.position <= modal[0] + _ACT_REACH:
                between = range(modal[0] + 1, act.position)
                turns = any(_turns(sentence, at) for at in between)
                if not turns and not _is_answered_gas(sentence, act, modal[0] + 1):
                    act.is_real = False


def _is_answered_gas(sentence: Sentence, act: Act, start: int) -> bool:
    """Whether gas was used before what is threatened: "هدد بضربة ردا على هجوم بالغاز"."""
    gas = act.event_type is EventType.CHEMICAL_ATTACK
    return gas and answered_from(sentence, act, start) is not None


_TO_TRUCE = 6  # words from "reached" to the truce
_TO_AIM = 3  # words from "tried" to the deal that was tried for
_TO_MATTER = 2  # words from a deal to what it is about


def mark_unconcluded(sentence: Sentence, acts: list[Act]) -> None:
    """Take as not done a truce that one side declares, a deal only sought, and one on no fight.

    "هدنة أعلنتها روسيا", "يحاولون التوصل إلى اتفاق", "تسوية سياسية", "الاتفاق النووي"
    """
    for act in acts:
        if act.event_type is not EventType.AGREEMENT:
            continue
        after = range(act.last, act.last + _TO_MATTER)
        sought = range(act.position - _TO_AIM, act.position)
        act.is_real = act.is_real and not (
            (_is_truce(sentence, act) and not _is_reached(sentence, act))
            or any(sentence.is_a(at, "politics") for at in after)
            or any(sentence.is_joined_a(at, "seeks") for at in sought)
            or _is_denied(sentence, act)
        )


def _is_denied(sentence: Sentence, act: Act) -> bool:
    """Whether a deal is denied or only wished for, over who is: "نفت الوحدات إبرام اتفاق"."""
    for at in range(act.position - 1, max(-1, act.position - _TO_DENIAL), -1):
        if sentence.word(at) in "،:" or sentence.is_a(at, "opener") or _turns(sentence, at):
            return False
        mention = sentence.at.get(at)
        if mention and mention.first == at and _is_link(sentence, at, "modal", "negation"):
            return True
    return False


_TO_DENIAL = 12  # words from "denied", over who did, to the deal


def _is_truce(sentence: Sentence, act: Act) -> bool:
    return sentence.at[act.position].reading.key in sentence.classes["truce"]


def _is_reached(sentence: Sentence, act: Act) -> bool:
    """Whether a truce is one that sides agreed on: "توصلوا إلى هدنة", "الاتفاق على هدنة"."""
    before = range(act.position - _TO_TRUCE, act.position)
    kinds = ("concludes", "pact")
    return any(sentence.is_joined_a(at, kind) for at in before for kind in kinds)


def _turns(sentence: Sentence, position: int) -> bool:
    """Whether the clause turns at a word: "which", "while", "said"."""
    link = sentence.starts(position, "links")
    turns = link is not None and link["kind"] == "clause"
    return (
        turns
        or sentence.is_a(position, "relative")
        or bool(sentence.starts(position, "attribution"))
    )


def _is_modal(sentence: Sentence, position: int) -> bool:
    link = sentence.starts(position, "links")
    modal = link is not None and link["kind"] in ("modal", "negation")
    return modal and not is_repelled(sentence, position)
