"""A time that is named twice in a row: "الأربعاء الـ 15 من الشهر", "14 نيسان/أبريل"."""

from __future__ import annotations

from tawthiq.extract.periods import When
from tawthiq.extract.scan import Sentence

_APPOSED = 6  # words from one naming of a day to another
_NEAR = 3  # words from one name of a month to another, or from "today" to the day's


def each_once(sentence: Sentence, found: list[When]) -> list[When]:
    """Leave out what only names a day again: "الأربعاء الـ 15 من الشهر", "شباط وطوال أيام"."""
    kept = list[When]()
    for when in found:
        before = kept[-1] if kept and when.position - kept[-1].position <= _APPOSED else None
        if before is None or when.onward >= 0:
            kept.append(when)
        elif _is_same_weekday(sentence, before, when) or _names_day(sentence, before, when):
            before.days = when.days  # the date, or the day's name, says which
        elif not _is_named_again(sentence, before, when):
            kept.append(when)
    return kept


def _is_named_again(sentence: Sentence, before: When, when: When) -> bool:
    """Whether a time says nothing that the one beside it does not say."""
    if before.days == when.days and before.is_period == when.is_period:
        return True
    if _is_vaguer(before, when) or _is_its_year(sentence, before, when):
        return True
    return _is_same_month(sentence, before, when)


def _is_vaguer(before: When, when: When) -> bool:
    """Whether a time that nothing fixes stands beside one that is fixed."""
    if before.days is None or when.days or when.is_war:
        return False
    return before.is_period or not when.is_period


def _is_its_year(sentence: Sentence, before: When, when: When) -> bool:
    """Whether a year is that of the month before it: "نيسان من العام الماضي"."""
    told = sentence.sense(when.position, "time")
    month = sentence.sense(before.position, "months")
    return month is not None and told is not None and told["kind"] == "year"


def _is_same_month(sentence: Sentence, before: When, when: When) -> bool:
    """Whether a month is named again in another calendar's word: "14 نيسان/أبريل"."""
    mentions = [sentence.at.get(w.position) for w in (before, when)]
    named = [m.senses.get("months") if m else None for m in mentions]
    if when.position - before.position > _NEAR or not named[0] or not named[1]:
        return False
    return named[0][0]["month"] == named[1][0]["month"]


def _is_same_weekday(sentence: Sentence, before: When, when: When) -> bool:
    """Whether a day of the week stands beside the date that it falls on."""
    named = sentence.sense(before.position, "time")
    if named is None or named["kind"] != "weekday" or before.days is None or when.days is None:
        return False
    is_day = before.days.start == before.days.end and when.days.start == when.days.end
    dated = sentence.sense(when.position, "time")
    is_date = dated is None or dated["kind"] in ("month", "same_month")
    return is_day and is_date and before.days.start.weekday() == when.days.start.weekday()


def _names_day(sentence: Sentence, before: When, when: When) -> bool:
    """Whether "today" or "yesterday" is named: "اليوم (الاثنين)" of a report told on later."""
    if when.position - before.position > _NEAR or when.is_period or before.is_period:
        return False
    told, named = (sentence.sense(w.position, "time") for w in (before, when))
    if told is None or named is None or told["kind"] != "day" or named["kind"] != "weekday":
        return False
    between = range(sentence.at[before.position].last, when.position)
    return all(sentence.kind(at) == "other" for at in between)
