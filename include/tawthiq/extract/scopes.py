"""Whether a frame is one happening, a sum over several, or the distant past."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.frames import Frame
from tawthiq.model import Outcome, Scope

_DISTANT = timedelta(days=14)
_AGGREGATE_DAYS = 2
# No single happening or campaign of this war killed as many; such a figure sums up the war.
_WHOLE_WAR = 10_000
# In the annotated articles no figure from here up that names no day is of one happening.
_MORE_THAN_A_DAY = 150


def settle_scope(frame: Frame, published: date) -> None:
    """Fill a frame's scope by the codebook's rules for days, governorates and running sums."""
    frame.scope = _scope(frame, published)


def _scope(frame: Frame, published: date) -> Scope:
    when = frame.when
    if when and when.is_war:
        return Scope.BACKGROUND
    if frame.days and published - frame.days.end > _DISTANT:
        return Scope.BACKGROUND
    if any((c.count.low or 0) >= _WHOLE_WAR for c in frame.claims if c.outcome is Outcome.KILLED):
        return Scope.BACKGROUND
    if frame.days and (frame.days.end - frame.days.start).days > _AGGREGATE_DAYS:
        return Scope.AGGREGATE
    if len(frame.admin1) > 1 or _is_scattered(frame):
        return Scope.AGGREGATE
    if frame.claims and _is_running(frame):
        return Scope.AGGREGATE
    return Scope.INCIDENT


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
    dead = max((c.count.low or 0 for c in frame.claims if c.outcome in _DEAD), default=0)
    return dead >= _MORE_THAN_A_DAY and not (frame.when and not frame.when.is_period)
