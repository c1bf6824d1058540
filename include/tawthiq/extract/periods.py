"""Spans of time counted back from the publication: "منذ 11 يوما", "خلال الأيام السبعة الماضية"."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tawthiq.extract.numbers import find_figures
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import DateRange

_YEAR_DIGITS = 4
_MONTH, _YEAR = 30, 365  # units of days that stand for those of the calendar
_ROUNDING = 10  # a counted span is off by a tenth of its length at most
_FEW = 2  # days over which what goes on is still one happening
_TO_AFTER = 6  # words from "after" over a number to its unit
_TO_TERMS = 24  # words from "provides for" to the time that is agreed on
_LONG_WAR = 730  # days; what is summed up over more is told of the war
_TEN_YEARS = 3650  # days; a longer span is told of the whole war, or of no war at all


@dataclass(slots=True)
class When:
    """A time named in a sentence: token position, the days, and how they are meant."""

    position: int
    days: DateRange | None
    is_period: bool = False  # "since", "within": a running sum rather than a day
    is_war: bool = False  # the whole war
    early: int = 0  # days by which it may have begun earlier: "ثلاثة أسابيع" of 22 days
    late: int = 0  # and later: "منذ شباط" from the 18th
    is_whole: bool = False  # a month told as one: "الشهر الماضي"
    is_some_day: bool = False  # on a day of it, not through it: "الأسبوع الماضي" without "خلال"
    onward: int = -1  # from where on it holds: "الأعنف منذ أن بدأت", "غداة هجوم"


def spans(sentence: Sentence, published: date) -> Iterator[When]:
    """Yield "منذ 11 يوما", "خلال الأيام السبعة الماضية", "قبل 4 أشهر"."""
    for mention, sense in sentence.having("spans"):
        number = _beside(sentence, mention)
        opener = _opener(sentence, mention.first)
        if not opener and sentence.is_a(mention.last, "last"):
            opener = "since"  # "قتل الأسابيع الماضية"
        if not opener or _is_named(sentence, mention.last) or _is_ahead(sentence, mention):
            continue  # "خلال شهر شباط" is the month, "منذ العام 2011" the year, no span
        if not number and sense["number_form"] == "plural":
            least = _MONTH if opener == "ago" else _YEAR
            is_long = int(sense["value"]) >= least  # "قبل أشهر قليلة", "في السنوات الأخيرة"
            yield When(mention.first, None, is_long or opener != "ago", is_long)
            continue
        number = number or (1 if _opens_at(sentence, mention.first) else 0)
        if not number:
            continue
        unit = int(sense["value"])
        if number * unit > _TEN_YEARS:
            yield When(mention.first, None, True, True)
            continue
        start = _back(published, number, unit)
        off = _off(number * unit)
        is_since = opener != "ago"
        end = published if is_since else start
        is_war = is_since and (published - start).days >= _LONG_WAR
        yield When(mention.first, days_between(start, end), is_since, is_war, early=off, late=off)


def _off(days: int) -> int:
    """Return by how many days a counted span may be off."""
    return max(1, days // _ROUNDING)


def begun_ago(sentence: Sentence, published: date) -> Iterator[When]:
    """Yield what began a span ago: "بعد ثلاثة أسابيع من بدء الهجوم"."""
    for mention, sense in sentence.having("spans"):
        number = _after(sentence, mention) if _is_from_start(sentence, mention.last) else 0
        if number:
            unit = int(sense["value"])
            days = days_between(_back(published, number, unit), published)
            late = _off(number * unit)  # and not yet one more: "بعد أسبوعين"
            yield When(mention.first, days, True, early=max(late, unit - 1), late=late)


def in_a_row(sentence: Sentence, published: date) -> Iterator[When]:
    """Yield since when something goes on: "لليوم السادس على التوالي"."""
    for mention, sense in sentence.having("ordinals"):
        if sentence.is_a(mention.first - 1, "for_the_day"):
            start = published - timedelta(days=int(sense["value"]) - 1)
            yield When(mention.first, days_between(start, published), True)


def told_after(sentence: Sentence, before: list[When], published: date) -> Iterator[When]:
    """Yield when that was which something came after: "بعد يومين من هجوم", "بعد أسبوع على"."""
    for mention, sense in sentence.having("spans"):
        is_from = sentence.is_a(mention.last, "from") and not _is_from_start(sentence, mention.last)
        if not is_from:
            continue
        number = _after(sentence, mention)
        lasted = sentence.word(mention.last) == "من"  # "على الغارات" is when they were
        if lasted and sentence.is_a(mention.last + 1, "drawn_out"):
            if number * int(sense["value"]) > _FEW:
                yield _drawn_out(mention, number, int(sense["value"]), published)
            continue
        near = int(sense["value"]) < _MONTH
        if number and (near or sentence.is_a(mention.last + 1, "blow")):
            day = _back(base_day(before, mention.first, published), number, int(sense["value"]))
            yield When(mention.first, days_between(day), onward=mention.first)


def _drawn_out(mention: Mention, number: int, unit: int, published: date) -> When:
    """Return how long it went on: "بعد ثلاثة أسابيع من القصف"."""
    off = _off(number * unit)
    days = days_between(_back(published, number, unit), published)
    return When(mention.first, days, True, early=max(off, unit - 1), late=off)


def base_day(before: list[When], position: int, published: date) -> date:
    """Return the day that what is told beside it is counted from: the last one told, or today."""
    told = [w.days.start for w in before if w.days and not w.is_period and w.position < position]
    return told[-1] if told else published


def _after(sentence: Sentence, mention: Mention) -> int:
    """Return how many units "after" is told of, 0 where it is not: "بعد أسبوعين"."""
    near = range(max(0, mention.first - _TO_AFTER), mention.first)
    if not any(sentence.is_a(at, "after") for at in near):
        return 0
    form = mention.senses["spans"][0]["number_form"]
    return _beside(sentence, mention) or (1 if form != "plural" else 0)


def _is_from_start(sentence: Sentence, position: int) -> bool:
    """Whether a span is counted from the start of something: "يوما من بدء الهدنة"."""
    return sentence.is_a(position, "from") and sentence.is_a(position + 1, "begin")


def _is_ahead(sentence: Sentence, mention: Mention) -> bool:
    """Whether a span is one that is agreed on: "يقضي بخروجهم خلال يومين"."""
    if _is_from_start(sentence, mention.last):
        return True
    return is_agreed(sentence, mention)


def is_past(sentence: Sentence, mention: Mention) -> bool:
    """Whether hours are told as gone by: "خلال 48 ساعة", "الساعات الماضية", not "مهلة 48 ساعة"."""
    if sentence.is_a(mention.last - 1, "last") or sentence.is_a(mention.last, "last"):
        return True
    at = mention.first
    if sentence.sense(at - 1, "bounds"):
        at = sentence.at[at - 1].first
    return bool(_opener(sentence, mention.first)) or sentence.is_a(at - 1, "inside")


def is_agreed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a time is one that an agreement provides for, and not one that has passed."""
    before = range(max(0, mention.first - _TO_TERMS), mention.first)
    after = range(mention.last - 1, mention.last + 2)
    is_past = any(sentence.is_a(at, "last") for at in after)
    return not is_past and any(sentence.is_a(at, "terms") for at in before)


def _back(published: date, number: int, unit: int) -> date:
    """Return the day so many units before the publication; months and years by the calendar."""
    months = number * {_MONTH: 1, _YEAR: 12}.get(unit, 0)
    if not months:
        return published - timedelta(days=number * unit)
    count = published.year * 12 + published.month - 1 - months
    year, month = count // 12, count % 12 + 1
    return date(year, month, min(published.day, calendar.monthrange(year, month)[1]))


def _is_named(sentence: Sentence, position: int) -> bool:
    """Whether the month or the day of the week is named there: "منذ يوم السبت"."""
    time = sentence.starts(position, "time")
    is_weekday = time is not None and time["kind"] in ("weekday", "feast")
    word = sentence.word(position)
    is_year = word.isdigit() and len(word) == _YEAR_DIGITS
    return is_weekday or is_year or sentence.sense(position, "months") is not None


def _beside(sentence: Sentence, mention: Mention) -> int | None:
    """Return the number that counts a unit of time, before or after it."""
    form = mention.senses["spans"][0]["number_form"]
    if form == "dual":
        return 2
    for figure in find_figures(sentence):
        low = figure.count.low
        after = form == "plural" and 0 <= figure.first - mention.last <= 1
        if low and (figure.last == mention.first or after):
            return low
    return None


def _opens_at(sentence: Sentence, position: int) -> bool:
    """Whether "since" or "ago" stands just before a unit, or with "about" between."""
    if sentence.sense(position - 1, "bounds"):
        position = sentence.at[position - 1].first
    return bool(_opener(sentence, position, 1))


def _opener(sentence: Sentence, position: int, reach: int = 6) -> str:
    """Return whether a span is looked back over ("since") or back to ("ago")."""
    for at in range(position - 1, max(-1, position - 1 - reach), -1):
        time = sentence.sense(at, "time")
        if time and time["kind"] in ("since", "during", "ago_word"):
            return "ago" if time["kind"] == "ago_word" else "since"
    counted_in = any(sentence.is_a(at, "inside") for at in (position - 1, position - 2))
    return "since" if counted_in and reach > 1 else ""  # "في خمسة أيام", "في الأيام التسعة"


def days_between(start: date, end: date | None = None) -> DateRange:
    """Return a range of days, both included; a single day where no end is given."""
    return DateRange(start=start, end=end or start)


def is_over_days(when: When) -> bool:
    """Whether a time is longer than a night that two days share."""
    return when.days is not None and (when.days.end - when.days.start).days > 1
