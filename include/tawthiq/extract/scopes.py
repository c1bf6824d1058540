"""Whether a frame is one happening, a sum over several, or the distant past."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.frames import Frame
from tawthiq.model import DateRange, Outcome, Qualifier, Scope

_DISTANT = timedelta(days=14)
_AGGREGATE_DAYS = 2
# No single happening or campaign of this war killed as many; such a figure sums up the war.
_WHOLE_WAR = 10_000
# No day of 2015 to 2020 had as many dead in one place; a larger figure beside a day is a sum.
_NO_DAY = 500
# In the annotated articles no figure from here up that names no day is of one happening.
_MORE_THAN_A_DAY = 150


def settle_scope(frame: Frame, published: date) -> None:
    """Fill a frame's scope by the codebook's rules for days, governorates and running sums."""
    frame.scope = _scope(frame, published)


def _scope(frame: Frame, published: date) -> Scope:
    if _is_background(frame, published):
        return Scope.BACKGROUND
    if _exceeds_a_day(frame):
        return Scope.AGGREGATE
    if frame.days and is_long(frame.days):
        return Scope.AGGREGATE
    if len(frame.admin1) > 1 or _is_scattered(frame):
        return Scope.AGGREGATE
    if frame.claims and _is_running(frame):
        return Scope.AGGREGATE
    return Scope.INCIDENT


def undate_sum(frame: Frame) -> None:
    """Take the day from a sum that no day can have seen: it is that of the statement."""
    is_sum = frame.scope is Scope.AGGREGATE and (_exceeds_a_day(frame) or _is_large(frame))
    if is_sum and frame.days and not is_long(frame.days):
        frame.days = None


def is_long(days: DateRange) -> bool:
    """Whether a period is longer than one happening by the codebook."""
    return (days.end - days.start).days > _AGGREGATE_DAYS


def _is_background(frame: Frame, published: date) -> bool:
    """Whether a frame speaks of the war as a whole or of what is past."""
    if frame.when and frame.when.is_war:
        return True
    if frame.days and published - frame.days.end > _DISTANT:
        return True
    if any((c.count.low or 0) >= _WHOLE_WAR for c in frame.claims if c.outcome is Outcome.KILLED):
        return True
    return _by_word(frame, Qualifier.THOUSANDS) and not _names_a_day(frame)


def _is_scattered(frame: Frame) -> bool:
    """Whether a clause sums up over areas: "في مناطق متفرقة", not "اشتباكات متفرقة"."""
    sentence = frame.sentence
    near = range(frame.first, frame.last)
    return any(sentence.is_a(at, "scattered") and sentence.is_a(at - 1, "areas") for at in near)


_DEAD = (Outcome.KILLED, Outcome.KILLED_OR_CAPTURED, Outcome.KILLED_OR_WOUNDED)


def _is_running(frame: Frame) -> bool:
    """Whether a clause gives a running sum: "since", "so far", or more dead than one day sees."""
    cues = (frame.sentence.sense(at, "time") for at in range(frame.first, frame.last))
    if any(cue and cue["kind"] == "since" for cue in cues):
        return True
    if frame.has("running"):
        return True
    return _is_large(frame)


def _is_large(frame: Frame) -> bool:
    """Whether more died than in a day, and no day is named."""
    is_large = _dead(frame) >= _MORE_THAN_A_DAY or _by_word(frame, Qualifier.HUNDREDS)
    return is_large and not _names_a_day(frame)


def _dead(frame: Frame) -> int:
    return max((c.count.low or 0 for c in frame.claims if c.outcome in _DEAD), default=0)


def _by_word(frame: Frame, qualifier: Qualifier) -> bool:
    """Whether the dead are told by a word alone: "hundreds", "thousands"."""
    return any(c.count.qualifier is qualifier for c in frame.claims if c.outcome in _DEAD)


def _names_a_day(frame: Frame) -> bool:
    return frame.when is not None and not frame.when.is_period


def _exceeds_a_day(frame: Frame) -> bool:
    """Whether a clause gives more dead for a day than any but the gas of 2013 had."""
    return frame.days is not None and not is_long(frame.days) and _dead(frame) >= _NO_DAY
