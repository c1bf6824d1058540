"""Months and their days: "18 شباط", "الأسبوع الثاني من آذار", "الخامس من الشهر الجاري"."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tawthiq.extract.hijri import hijri_month
from tawthiq.extract.numerals import range_start
from tawthiq.extract.periods import When, days_between
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import DateRange

_DAY = timedelta(days=1)
_PAIR = 3  # tokens from the first of two days to their month
_NEAR = 3  # words between a day and its month
_WEEK_REACH = 5  # words from the week's number to its month
_WEEKS = 4


def named_month(sentence: Sentence, mention: Mention, published: date) -> When | None:
    """Read a month's name with its day, week or third of the month, and its year."""
    senses = [s for s in mention.senses["months"] if s["calendar"] in ("gregorian", "")]
    if not senses:
        month = int(mention.senses["months"][0]["month"])
        return hijri_month(sentence, mention, month, published)
    if mention.reading.preposition == "ب" or mention.reading.suffix:
        return None  # "باب" is a gate, not "in August"; "مائة" a hundred, not "its May"
    if sentence.is_a(mention.last, "next") or _is_other_word(sentence, mention):
        return None
    month = int(senses[0]["month"])
    year = _year(sentence, mention.last, month, published)
    week = _week_of_month(sentence, mention.first)
    day = _day_number(sentence, mention.first)
    if week:
        days = days_between(date(year, month, 7 * week - 6), date(year, month, 7 * week))
        return When(mention.first, clip(days, published), True)
    if not day:
        return _month_told(sentence, mention, month_days(year, month), published)
    return _day_told(sentence, mention, (year, month, day), published)


def _is_other_word(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word that is not only a month's name stands for none: "قالت ماي", "الأب"."""
    at, after = mention.first, mention.last
    if not sentence.is_joined_a(at, "month_too"):
        return False
    if _day_number(sentence, at) or sentence.sense(after + 1, "months"):
        return False  # "5 مارس", "مارس/آذار"
    if sentence.is_a(after, "before_year") or sentence.word(after).isdigit():
        return False  # "مارس الماضي", "مارس 2017"
    before = sentence.sense(at - 1, "time")
    is_led = before is not None or sentence.word(at - 1) in _MARKS
    is_led = is_led or any(sentence.is_joined_a(at - 1, kind) for kind in _LEADS)
    return not is_led


_MARKS = ("/", "(", "-")
_LEADS = ("in_year", "month", "until", "span_open")


def _day_told(
    sentence: Sentence, mention: Mention, day: tuple[int, int, int], published: date
) -> When | None:
    """Return the day of a month, or the days that end with it: "من 18 حتى 22 شباط"."""
    try:
        last = date(*day)
        if last > published and sentence.is_a(mention.last, "last"):
            last = last.replace(year=last.year - 1)
        first = last.replace(day=_first_day(sentence, mention.first) or last.day)
    except ValueError:  # "31 February": a slip of the article, or not a date at all
        return None
    if last > published:
        return None  # what is ahead has not happened
    if first > last:  # "من 25 حتى 5 آذار": from the month before
        before = month_before(last, 1)
        days = month_days(before.year, before.month)
        first = days.end.replace(day=min(first.day, days.end.day))
    return When(mention.first, days_between(first, last), last - first > _DAY)


def _month_told(
    sentence: Sentence, mention: Mention, days: DateRange, published: date
) -> When | None:
    """Return a month, or the third of it that is told: "أواخر شباط", "منتصف الشهر الماضي"."""
    if days.start > published:
        return None
    for at in (mention.first - 1, mention.first - 2):
        third = sentence.sense(at, "time")
        if third and third["kind"] == "third":
            bounds = {"1": (1, 10), "2": (11, 20), "3": (21, days.end.day)}[third["value"]]
            first, last = (days.start.replace(day=day) for day in bounds)
            late = (last - first).days
            some = clip(days_between(first, last), published)
            return When(mention.first, some, late=late, is_some_day=True)
    return _of_month(mention.first, days, published)


def _first_day(sentence: Sentence, position: int) -> int | None:
    """Return the first of the days told before a month: "بين 1 و5 آذار", "من 18 حتى 22 شباط"."""
    first = range_start(sentence, position)
    if first or position < _PAIR:
        return first
    between, before = sentence.tokens[position - 2], sentence.tokens[position - _PAIR]
    joined = sentence.is_a(position - 2, "until") or between.folded == "و"
    return int(before.folded) if joined and before.folded.isdigit() else None


def told_month(
    sentence: Sentence, mention: Mention, sense: Sense, before: list[When], published: date
) -> When | None:
    """Read "الشهر الماضي", "الخامس من الشهر الجاري", "الـ22 من الشهر ذاته"."""
    first = published.replace(day=1)
    if sense["kind"] == "month":
        first = month_before(published, -int(sense["value"]))
    elif told := [w.days.start for w in before if w.days]:
        first = told[-1].replace(day=1)
    days = month_days(first.year, first.month)
    day = _day_number(sentence, mention.first)
    if day and day <= days.end.day and first.replace(day=day) <= published:
        return When(mention.first, days_between(first.replace(day=day)))
    if day or sense["kind"] == "same_month":
        return None
    return _month_told(sentence, mention, days, published)


def _of_month(position: int, days: DateRange, published: date) -> When:
    """Return a month as a period that may have begun on any of its days."""
    late = (days.end - days.start).days
    return When(position, clip(days, published), True, late=late, is_some_day=True)


def month_before(day: date, months: int) -> date:
    """Return the first day of the month so many months before a day's."""
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def month_days(year: int, month: int) -> DateRange:
    """Return all days of a month."""
    return days_between(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def clip(days: DateRange, published: date) -> DateRange:
    """End a period with the publication at the latest."""
    return days_between(min(days.start, published), min(days.end, published))


def _week_of_month(sentence: Sentence, position: int) -> int:
    """Return the number in "الأسبوع الثاني من شهر شباط", 0 where no week is told."""
    for at in range(position - 1, max(0, position - _WEEK_REACH), -1):
        ordinal = sentence.sense(at, "ordinals")
        if ordinal and sentence.is_a(at - 1, "week"):
            number = int(ordinal["value"])
            return number if number <= _WEEKS else 0
    return 0


def _day_number(sentence: Sentence, position: int) -> int | None:
    """Return the day of month told before a month's name: "18 شباط", "الثالث من يوليو"."""
    for back in range(1, _NEAR + 1):
        at = position - back
        if at < 0 or sentence.sense(at, "months"):
            continue
        token = sentence.tokens[at]
        if token.kind == "digits" and token.folded.isdigit() and 1 <= int(token.folded) <= 31:
            return int(token.folded)
        ordinal = sentence.sense(at, "ordinals")
        if ordinal:
            return int(ordinal["value"])
        if token.folded not in "من/(-" and not sentence.is_a(at, "month"):
            return None
    return None


def _year(sentence: Sentence, position: int, month: int, published: date) -> int:
    for at in range(position, position + 6):
        word = sentence.word(at)
        if word.isdigit() and 1990 <= int(word) <= published.year + 1:
            return int(word)
        told = sentence.sense(at, "time")
        if told and told["kind"] == "year":
            return published.year + int(told["value"])
        if word not in "/()" and not _leads_to_year(sentence, at):
            break
    return published.year if month <= published.month else published.year - 1


def _leads_to_year(sentence: Sentence, position: int) -> bool:
    return sentence.is_a(position, "before_year") or bool(sentence.sense(position, "months"))
