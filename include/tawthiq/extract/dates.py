"""Days: what a sentence says of when, resolved against the day of publication."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tawthiq.extract.apposition import each_once
from tawthiq.extract.hijri import feast, hijri_month
from tawthiq.extract.months import clip, named_month, told_month
from tawthiq.extract.numerals import written_dates
from tawthiq.extract.periods import (
    When,
    base_day,
    days_between,
    is_agreed,
    is_over_days,
    is_past,
    spans,
    told_after,
)
from tawthiq.extract.scan import Sentence
from tawthiq.extract.sieges import is_of_siege
from tawthiq.extract.years import years
from tawthiq.lexicon import Mention, Sense

_DAY = timedelta(days=1)
_A_YEAR = timedelta(days=364)
_SPAN_REACH = 11  # words from a span's first time to its last
_SINCE_REACH = 11  # "منذ بدأت قوات النظام السوري تصعيدا عسكريا ضدها في 18 شباط"
_TO_RECORD = 9  # words from "the fiercest" to the "since" that it is told with
_CLAUSE_REACH = 22  # and over a clause: "منذ شنت القوات الحكومية عملية على المناطق … الشهر الماضي"
_NEAR = 3  # words between a day and its month
_WEEK = timedelta(days=7)
_PAIR = 2  # words from one of two days to the other


def find_when(sentence: Sentence, published: date) -> list[When]:
    """Return the times named in a sentence, from left to right."""
    if _TIMES_AND_SPANS.isdisjoint(sentence.by_dimension) and not sentence.in_digits():
        return []
    found = [*spans(sentence, published), *years(sentence, published)]
    found += written_dates(sentence, published)
    for mention in sentence.having_any(_TIMES):
        sense = mention.sense("time")
        when = None
        if sense:
            when = _told(sentence, mention, sense, found, published)
        elif mention.sense("months"):
            when = named_month(sentence, mention, published)
        if when:
            found.append(when)
    found += told_after(sentence, found, published)
    found.sort(key=lambda w: w.position)
    return _since(sentence, each_once(sentence, found), published)


_TIMES = frozenset(("time", "months"))
_TIMES_AND_SPANS = _TIMES | {"spans"}


def _told(
    sentence: Sentence, mention: Mention, sense: Sense, before: list[When], published: date
) -> When | None:
    """Read a time by its kind; some go back to the times told before."""
    kind = sense["kind"]
    if kind in ("month", "same_month"):
        return told_month(sentence, mention, sense, before, published)
    if kind in ("feast", "feast_day"):
        return feast(sentence, mention, sense, published)
    if kind == "hijri_month":
        return hijri_month(sentence, mention, int(sense["value"]), published)
    if kind == "day_after":
        return _day_after(mention, sense, before, published)
    return _time(sentence, mention, sense, published)


def _day_after(mention: Mention, sense: Sense, before: list[When], published: date) -> When:
    """Read "غداة هجوم": what follows happened the day before the one told."""
    day = base_day(before, mention.first, published) + int(sense["value"]) * _DAY
    return When(mention.first, days_between(day), onward=mention.first)


def _is_coming(sentence: Sentence, mention: Mention) -> bool:
    """Whether a day, or another time, is ahead: "الأحد المقبل", "غدا الجمعة"."""
    return sentence.is_a(mention.last, "next") or sentence.is_a(mention.first - 1, "next")


def _last_weekday(published: date, weekday: int) -> date:
    return published - timedelta(days=(published.weekday() - weekday) % 7)


def _time(sentence: Sentence, mention: Mention, sense: Sense, published: date) -> When | None:
    kind, value, at = sense["kind"], sense["value"], mention.first
    if _is_coming(sentence, mention) or (kind == "war" and is_record(sentence, at)):
        return None  # "من أعنف الهجمات في الحرب السورية"
    number = int(value) if value.lstrip("-").isdigit() else 0
    if kind == "day":
        day = When(at, days_between(published + number * _DAY))
        return None if not number and _is_other_day(sentence, mention.last) else day
    if kind == "night":
        late = number == -1 and _is_after_midnight(sentence, at)
        end = published if number == -1 and not late else published - _DAY
        return When(at, days_between(published + number * _DAY, end))
    if kind == "weekday":
        return _weekday(sentence, mention, number, published)
    if kind == "hours":
        return _hours(sentence, mention, number, published)
    if kind == "weekstart" and sentence.is_a(mention.last, "last"):
        number = -7
    return _calendar(at, kind, number, published)


def _is_other_day(sentence: Sentence, position: int) -> bool:
    """Whether "the day" is not today: "اليوم الأول للهدنة", "اليوم التالي"."""
    return bool(sentence.starts(position, "ordinals")) or sentence.is_a(position, "other_day")


def _hours(sentence: Sentence, mention: Mention, hours: int, published: date) -> When | None:
    if is_agreed(sentence, mention) or not is_past(sentence, mention):
        return None
    start = published - (hours // 24) * _DAY
    return When(mention.first, days_between(start, published), hours > 24)


def _calendar(at: int, kind: str, number: int, published: date) -> When | None:
    if kind == "war":
        return When(at, None, True, True)
    if kind == "week":
        days = days_between(published - 7 * _DAY, published - _DAY)
        return When(at, days, True, is_some_day=True)
    if kind == "ago":
        return When(at, days_between(published - number * _DAY))
    if kind == "since_days":
        return When(at, days_between(published - number * _DAY, published), True)
    if kind == "weekstart":
        sunday = _last_weekday(published, 6) + number * _DAY
        return When(at, days_between(sunday, min(sunday + _DAY, published)))
    if kind == "since_month":
        return When(at, days_between(published.replace(day=1), published), True)
    if kind in ("year", "since_year"):
        year = published.year + number
        return When(at, clip(days_between(date(year, 1, 1), date(year, 12, 31)), published), True)
    return None


def _weekday(sentence: Sentence, mention: Mention, weekday: int, published: date) -> When:
    day = _last_weekday(published, weekday)
    if sentence.is_a(mention.last, "last") and day == published:
        day -= 7 * _DAY
    if sentence.is_a(mention.last + 1, "last") and _is_ago(sentence, mention.last):
        day -= 7 * _DAY  # "الجمعة قبل الماضي"
    before = sentence.sense(mention.first - 1, "time")
    following = sentence.starts(mention.last, "time")
    is_night = before is not None and before["kind"] == "part" and before["value"] == "night"
    if is_night and following and following["kind"] == "weekday":
        end = min(day + _DAY, published)
        start = end if _is_after_midnight(sentence, mention.first - 1) else day
        return When(mention.first, days_between(start, end))
    return When(mention.first, days_between(day))


def _is_ago(sentence: Sentence, position: int) -> bool:
    time = sentence.sense(position, "time")
    return time is not None and time["kind"] == "ago_word"


def _is_after_midnight(sentence: Sentence, position: int) -> bool:
    """Whether "after midnight" is told: "بعد منتصف ليل السبت الأحد" is on Sunday."""
    middle = sentence.sense(position - 1, "time")
    is_middle = middle is not None and middle["kind"] == "third" and middle["value"] == "2"
    return is_middle and sentence.is_a(position - 2, "after")


def _since(sentence: Sentence, found: list[When], published: date) -> list[When]:
    """Turn "منذ" before a time into a period that runs to the publication; drop doubles."""
    kept = list[When]()
    told = any(time["kind"] == "since" for _, time in sentence.having("time"))
    for when in found:
        since = _since_word(sentence, when.position) if told else -1
        if kept and _is_span(sentence, kept[-1], when):
            kept[-1].days = days_between(kept[-1].days.start, when.days.end)  # type: ignore[union-attr]
            kept[-1].is_period, kept[-1].is_some_day = is_over_days(kept[-1]), False
            continue
        if since >= 0 and (is_lasting(sentence, since - 1) or is_of_siege(sentence, since, when)):
            continue  # "المحاصرة منذ 2013"
        record = since if since >= 0 and is_record(sentence, since) else -1
        if record >= 0 and not any(sentence.is_a(at, "begin") for at in (since + 1, since + 2)):
            continue  # "في واحدة من أشد المعارك منذ سبع سنوات"
        if since >= 0 and when.days and when.days.start <= published:
            is_year = when.days.end < published and when.days.end - when.days.start >= _A_YEAR
            is_war = when.is_war or is_year
            days = days_between(when.days.start, published)
            when = replace(when, days=days, is_period=True, is_war=is_war)
        when.onward = max(when.onward, record)
        when.is_whole = since < 0 and when.late > when.early
        when.is_some_day = when.is_some_day and since < 0 and not _is_during(sentence, when)
        if kept and _is_pair(sentence, kept[-1], when):
            late = _is_after_midnight(sentence, kept[-1].position - 1)
            start = when.days.start if late else kept[-1].days.start  # type: ignore[union-attr]
            kept[-1].days = days_between(start, when.days.end)  # type: ignore[union-attr]
            continue
        if kept and _adds_nothing(sentence, kept[-1], when):
            continue
        kept.append(when)
    return kept


def _is_during(sentence: Sentence, when: When) -> bool:
    """Whether a time is told as what something went on through: "خلال الأسبوع الماضي"."""
    before = (sentence.sense(when.position - back, "time") for back in range(1, _NEAR + 1))
    return any(sense is not None and sense["kind"] == "during" for sense in before)


def is_record(sentence: Sentence, since: int) -> bool:
    """Whether what is told was a record since then: "الأعنف منذ", "للمرة الأولى منذ"."""
    near = range(since - 1, max(-1, since - _TO_RECORD), -1)
    words = sentence.classes["record"]
    return any(sentence.word(at).removeprefix("ل") in words for at in near)


def is_lasting(sentence: Sentence, position: int) -> bool:
    """Whether a state is told at a position, with or without "and": "والمحاصرة"."""
    return sentence.is_joined_a(position, "lasting")


def _since_word(sentence: Sentence, position: int) -> int:
    """Return where "since" stands before a time, -1 where it does not."""
    is_ago = False
    for at in range(position, max(-1, position - _SINCE_REACH - 1), -1):
        time = sentence.sense(at, "time")
        if time and time["kind"] == "since":
            return at
        is_ago = is_ago or (time is not None and time["kind"] == "ago_word")
        ends = sentence.word(at) == "،" and not is_ago  # "منذ بدء القصف، قبل أسبوع"
        if ends or (time and time["kind"] == "during"):
            break
    return _since_clause(sentence, position)


def _since_clause(sentence: Sentence, position: int) -> int:
    """Return where "since" opens a clause that a time ends: "منذ شنت القوات، … الشهر الماضي"."""
    for at in range(position - 1, max(-1, position - _CLAUSE_REACH - 1), -1):
        time = sentence.sense(at, "time")
        if time and time["kind"] == "since":
            verb = at + 2 if sentence.is_a(at + 1, "opener") else at + 1
            return at if sentence.is_a(verb, "launched") else -1
        if (time and time["kind"] not in ("part", "third")) or sentence.sense(at, "months"):
            return -1
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
    return any(
        sentence.is_joined_a(at, "until") for at in range(before.position + 1, when.position)
    )


def _adds_nothing(sentence: Sentence, before: When, when: When) -> bool:
    """Whether a time is told again, or is the day to come: "ليل الأحد الاثنين", on Sunday."""
    if before.days == when.days and before.is_period == when.is_period:
        return True
    if not before.days or not when.days or not 0 < when.position - before.position <= _PAIR:
        return False
    both = [sentence.sense(at, "time") for at in (before.position, when.position)]
    named = all(sense is not None and sense["kind"] == "weekday" for sense in both)
    return named and before.days.end - when.days.start == _WEEK - _DAY


def _is_pair(sentence: Sentence, before: When, when: When) -> bool:
    """Whether two days are told as one span: "يومي الجمعة والسبت", "أمس واليوم"."""
    if not before.days or not when.days or not 0 < when.position - before.position <= _PAIR:
        return False
    both = [sentence.sense(at, "time") for at in (before.position, when.position)]
    kinds = {s["kind"] if s else "" for s in both}
    named = [sentence.sense(at, "months") for at in (before.position, when.position)]
    if all(named) and before.is_period and when.is_period:
        return (when.days.start - before.days.end) == _DAY  # "شهري كانون الثاني وشباط"
    if kinds not in ({"weekday"}, {"day"}):
        return False
    return (when.days.end - before.days.start) == _DAY
