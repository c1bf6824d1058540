"""Periods that an article counts in one place and dates in another."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.context import Context
from tawthiq.extract.frames import Frame
from tawthiq.extract.periods import When
from tawthiq.extract.scopes import is_large, is_over_long, is_so_far, runs_since
from tawthiq.model import Admin1, DateRange, EventType, Outcome, Part, Scope

_DAY = timedelta(days=1)
_A_MONTH = timedelta(days=28)
_A_WEEK = 7  # days
_ROUNDUP = 3  # paragraphs that name one day, from which on an article is that day's
_TO_END = 2  # days before the publication at which a sum that is told may have been drawn


def reckon(frames: list[Frame], context: Context) -> None:
    """Let a counted period begin on the day that the article gives for it elsewhere.

    "خلال عشرة أشهر … منذ 23 أيلول", "هجوم بدأ الشهر الماضي … في 18 شباط".
    """
    exact = {w.days: d for w in context.periods if w.days and (d := _exactly(w, context.periods))}
    ground = context.campaign_ground
    for frame in frames:
        if frame.days in exact:
            frame.days = exact[frame.days]
        elif frame.days is None and context.campaign and _is_of_campaign(frame, ground):
            frame.days, frame.carried = context.campaign, True
            frame.days = exact.get(frame.days, frame.days)
    _settle_report(frames, context.published)
    _settle_roundup(frames, context.published - _DAY)
    for frame in frames:
        if frame.scope is Scope.INCIDENT and frame.claims and is_over_long(frame):
            frame.scope = Scope.AGGREGATE


def _settle_report(frames: list[Frame], published: date) -> None:
    """Let what names no time in a report on a period, which the title counts, be of that period."""
    lead = next((f for f in frames if f.order == 0 and f.when and f.when.is_period), None)
    if lead is None or lead.days is None or (lead.when and lead.when.is_war):
        return
    if published - lead.days.end > _DAY:
        return
    for frame in frames:
        is_open = frame.days is None and frame.when is None and frame.order > lead.order
        if is_open and frame.scope is not Scope.BACKGROUND and not runs_since(frame):
            frame.days, frame.carried = lead.days, True


def _settle_roundup(frames: list[Frame], yesterday: date) -> None:
    """Let what names no day in a roundup of yesterday be of yesterday too.

    A newspaper that says "أمس" in paragraph after paragraph reports of one day.
    """
    dated = [(f, f.when) for f in frames if f.when and f.when.days and not f.when.is_period]
    of_day = {f.sentence.paragraph for f, when in dated if _is_yesterday(f, when)}
    others = {f.sentence.paragraph for f, when in dated} - of_day
    if len(of_day) < _ROUNDUP or len(others) > len(of_day):
        return
    day = DateRange(start=yesterday, end=yesterday)
    for frame in frames:
        is_open = frame.days is None and frame.when is None and not runs_since(frame)
        is_open = is_open and not _is_title(frame) and frame.sentence.paragraph > min(of_day)
        if is_open and frame.scope is Scope.INCIDENT:
            frame.days, frame.carried = day, True


def _is_yesterday(frame: Frame, when: When) -> bool:
    """Whether a day is told by the word "yesterday", in the text."""
    sense = frame.sentence.sense(when.position, "time")
    is_named = sense is not None and sense["kind"] == "day" and sense["value"] == "-1"
    return is_named and not _is_title(frame)


def _is_title(frame: Frame) -> bool:
    return frame.sentence.part is Part.TITLE


def _is_of_campaign(frame: Frame, ground: tuple[Admin1, ...]) -> bool:
    """Whether a sum that was told before the campaign's first day is the campaign's."""
    is_open = frame.when is None or (frame.when.days is None and not frame.when.is_war)
    if is_open and _is_large_sum(frame):
        return not ground or not frame.admin1 or bool(set(ground) & set(frame.admin1))
    is_toll = any(c.outcome is not Outcome.DISPLACED for c in frame.claims)
    return is_open and is_toll and (runs_since(frame) or is_so_far(frame))


def _is_large_sum(frame: Frame) -> bool:
    """Whether a toll of no told time is more than a day's: of the campaign that is told of."""
    is_sum = frame.scope is Scope.AGGREGATE and frame.when is None
    return is_sum and is_large(frame) and frame.event_type is not EventType.CHEMICAL_ATTACK


def _exactly(when: When, told: list[When]) -> DateRange | None:
    """Return the most exact period among those told that may be the one counted."""
    others = [w for w in told if w.days and _is_nearer(w, when) and _may_be(when, w)]
    if not others:
        return None
    best = min(others, key=lambda w: w.early + w.late)
    return best.days


def _is_nearer(one: When, other: When) -> bool:
    return one.early + one.late < other.early + other.late


def _may_be(counted: When, dated: When) -> bool:
    """Whether a dated period may be the one that was only counted."""
    if counted.days is None or dated.days is None:
        return False
    off = (dated.days.start - counted.days.start).days
    ends = (counted.days.end - dated.days.end).days
    slack = _A_WEEK if _is_by_month(counted) and not dated.early + dated.late else 0
    early, late = max(counted.early, slack), max(counted.late, slack)
    return -early <= off <= late and 0 <= ends <= _TO_END


def _is_by_month(when: When) -> bool:
    """Whether a period is counted in months, which may be off by a week: "منذ نحو شهر"."""
    days = when.days
    if days is None or not when.early or days.end - days.start < _A_MONTH:
        return False
    return days.start.day == days.end.day
