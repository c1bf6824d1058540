"""Days: what a sentence says of when, resolved against the day of publication."""

from __future__ import annotations

import calendar
from datetime import date, timedelta

from tawthiq.extract.numerals import range_start, written_dates
from tawthiq.extract.periods import When, days_between, spans
from tawthiq.extract.scan import Sentence
from tawthiq.extract.years import years
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import DateRange

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=364)
_SPAN_REACH = 8  # words from a span's first time to its last
_SINCE_REACH = 11  # "منذ بدأت قوات النظام السوري تصعيدا عسكريا ضدها في 18 شباط"
_NEAR = 3  # words between a day and its month


def find_when(sentence: Sentence, published: date) -> list[When]:
    """Return the times named in a sentence, from left to right."""
    found = [*spans(sentence, published), *years(sentence, published)]
    found += written_dates(sentence, published)
    for mention in sentence.mentions:
        when = None
        sense = mention.sense("time")
        if sense:
            when = _time(sentence, mention, sense, published)
        elif mention.sense("months"):
            when = _month(sentence, mention, published)
        if when:
            found.append(when)
    found.sort(key=lambda w: w.position)
    return _since(sentence, found, published)


def _last_weekday(published: date, weekday: int) -> date:
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _time(sentence: Sentence, mention: Mention, sense: Sense, published: date) -> When | None:
    kind, value = sense["kind"], sense["value"]
    at = mention.first
    number = int(value) if value.lstrip("-").isdigit() else 0
    if kind == "day":
        return When(at, days_between(published + number * _DAY))
    if kind == "night":
        return When(at, days_between(published - _DAY, published))
    if kind == "weekday":
        return _weekday(sentence, mention, number, published)
    if kind == "hours":
        return When(at, days_between(published - (number // 24) * _DAY, published), number > 24)
    if kind == "war":
        return When(at, None, True, True)
    return _calendar(at, kind, number, published)


def _calendar(at: int, kind: str, number: int, published: date) -> When | None:
    if kind == "week":
        return When(at, days_between(published - 7 * _DAY, published - _DAY), True)
    if kind == "ago":
        return When(at, days_between(published - number * _DAY))
    if kind == "since_days":
        return When(at, days_between(published - number * _DAY, published), True)
    if kind == "weekstart":
        sunday = _last_weekday(published, 6)
        return When(at, days_between(sunday, min(sunday + _DAY, published)))
    if kind == "month":
        first = _month_before(published, -number)
        return When(at, _clip(_month_days(first.year, first.month), published), True)
    if kind == "since_month":
        return When(at, days_between(published.replace(day=1), published), True)
    if kind in ("year", "since_year"):
        year = published.year + number
        return When(at, _clip(days_between(date(year, 1, 1), date(year, 12, 31)), published), True)
    return None


def _month_before(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 - months
    return date(count // 12, count % 12 + 1, 1)


def _month_days(year: int, month: int) -> DateRange:
    return days_between(
        date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])
    )


def _clip(days: DateRange, published: date) -> DateRange:
    """End a period with the publication at the latest."""
    return days_between(min(days.start, published), min(days.end, published))


def _weekday(sentence: Sentence, mention: Mention, weekday: int, published: date) -> When:
    day = _last_weekday(published, weekday)
    if sentence.is_a(mention.last, "last") and day == published:
        day -= 7 * _DAY
    before = sentence.sense(mention.first - 1, "time")
    following = sentence.starts(mention.last, "time")
    is_night = before is not None and before["kind"] == "part" and before["value"] == "night"
    if is_night and following and following["kind"] == "weekday":
        return When(mention.first, days_between(day, min(day + _DAY, published)))
    return When(mention.first, days_between(day))


def _month(sentence: Sentence, mention: Mention, published: date) -> When | None:
    senses = [s for s in mention.senses["months"] if s["calendar"] in ("gregorian", "")]
    if not senses or mention.reading.preposition == "ب" or mention.reading.suffix:
        return None  # "باب" is a gate, not "in August"; "مائة" a hundred, not "its May"
    month = int(senses[0]["month"])
    year = _year(sentence, mention.last, month, published)
    day = _day_number(sentence, mention.first)
    week = _week_of_month(sentence, mention.first)
    if week and not day:
        days = days_between(date(year, month, 7 * week - 6), date(year, month, 7 * week))
        return When(mention.first, _clip(days, published), True)
    third = sentence.sense(mention.first - 1, "time")
    if third is None or third["kind"] != "third":
        third = sentence.sense(mention.first - 2, "time")
    try:
        if day:
            last = date(year, month, day)
            first = last.replace(day=range_start(sentence, mention.first) or day)
            return When(mention.first, days_between(first, last), first < last)
        days = _month_days(year, month)
    except ValueError:  # "31 February": a slip of the article, or not a date at all
        return None
    if third and third["kind"] == "third":
        bounds = {"1": (1, 10), "2": (11, 20), "3": (21, days.end.day)}[third["value"]]
        days = days_between(date(year, month, bounds[0]), date(year, month, bounds[1]))
        return When(mention.first, _clip(days, published))
    if days.start > published:
        return None
    return When(mention.first, _clip(days, published), True)


def _week_of_month(sentence: Sentence, position: int) -> int:
    """Return the number in "الأسبوع الثاني من شهر شباط", 0 where no week is told."""
    for at in range(position - 1, max(0, position - _WEEK_REACH), -1):
        ordinal = sentence.sense(at, "ordinals")
        if ordinal and sentence.is_a(at - 1, "week"):
            number = int(ordinal["value"])
            return number if number <= _WEEKS else 0
    return 0


_WEEK_REACH = 5
_WEEKS = 4


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
        if word not in "/()" and not _leads_to_year(sentence, at):
            break
    return published.year if month <= published.month else published.year - 1


def _leads_to_year(sentence: Sentence, position: int) -> bool:
    return sentence.is_a(position, "before_year") or bool(sentence.sense(position, "months"))


def _since(sentence: Sentence, found: list[When], published: date) -> list[When]:
    """Turn "منذ" before a time into a period that runs to the publication; drop doubles."""
    kept = list[When]()
    for when in found:
        since = _since_word(sentence, when.position)
        if kept and _is_span(sentence, kept[-1], when):
            kept[-1].days = days_between(kept[-1].days.start, when.days.end)  # type: ignore[union-attr]
            kept[-1].is_period = True
            continue
        if since >= 0 and is_lasting(sentence, since - 1):
            continue  # "المحاصرة منذ 2013"
        if since >= 0 and when.days and when.days.start <= published:
            is_war = when.days.end < published and when.days.end - when.days.start >= _A_YEAR
            when = When(when.position, days_between(when.days.start, published), True, is_war)
        if kept and _is_pair(sentence, kept[-1], when):
            kept[-1].days = days_between(kept[-1].days.start, when.days.end)  # type: ignore[union-attr]
            continue
        if kept and kept[-1].days == when.days and kept[-1].is_period == when.is_period:
            continue
        kept.append(when)
    return kept


def is_lasting(sentence: Sentence, position: int) -> bool:
    """Whether a state is told at a position, with or without "and": "والمحاصرة"."""
    return _is_a(sentence, position, "lasting")


def _is_a(sentence: Sentence, position: int, kind: str) -> bool:
    """Whether a word of a class stands at a position, with or without "and"."""
    word = sentence.word(position)
    return word in sentence.classes[kind] or word.removeprefix("و") in sentence.classes[kind]


def _since_word(sentence: Sentence, position: int) -> int:
    """Return where "since" stands before a time, -1 where it does not."""
    for at in range(position, max(-1, position - _SINCE_REACH - 1), -1):
        time = sentence.sense(at, "time")
        if time and time["kind"] == "since":
            return at
    return -1


def _is_span(sentence: Sentence, before: When, when: When) -> bool:
    """Whether two times open and close a span: "من 19 شباط إلى 3 آذار", "بين الأحد والخميس"."""
    if not before.days or not when.days or when.position - before.position > _SPAN_REACH:
        return False
    if before.is_war or before.days.start >= when.days.end:
        return False
    opened = range(before.position - _NEAR, before.position)
    if any(sentence.is_a(at, "span_open") for at in opened):
        return True
    return any(_is_a(sentence, at, "until") for at in range(before.position + 1, when.position))


def _is_pair(sentence: Sentence, before: When, when: When) -> bool:
    """Whether two days are told as one span: "يومي الجمعة والسبت", "أمس واليوم"."""
    if not before.days or not when.days or not 0 < when.position - before.position <= 2:
        return False
    both = [sentence.sense(at, "time") for at in (before.position, when.position)]
    kinds = {s["kind"] if s else "" for s in both}
    if kinds not in ({"weekday"}, {"day"}):
        return False
    return (when.days.end - before.days.start) == _DAY
