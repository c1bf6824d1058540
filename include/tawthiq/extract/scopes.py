"""Whether a frame is one happening, a sum over several, or the distant past."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.dates import is_lasting
from tawthiq.extract.frames import Frame
from tawthiq.extract.scan import Sentence
from tawthiq.model import Outcome, Qualifier, Scope

_DISTANT = timedelta(days=14)
_AGGREGATE_DAYS = 2
# No single happening or campaign of this war killed as many; such a figure sums up the war.
_WHOLE_WAR = 10_000
# In the annotated articles no figure from here up that names no day is of one happening.
_MORE_THAN_A_DAY = 150


# One event in a thousand of UCDP GED has more dead; such a figure is a sum, whatever day is told.
_MORE_THAN_ANY_DAY = 300


def settle_scope(frame: Frame, published: date) -> None:
    """Fill a frame's scope by the codebook's rules for days, governorates and running sums."""
    frame.scope = _scope(frame, published)


def settle_sums(frames: list[Frame]) -> None:
    """Take from running sums days that are those of who said it, or of the sum's last part.

    A sum may have come in by joining only.
    """
    for frame in frames:
        if frame.scope is Scope.INCIDENT and _is_all_sum(frame):
            frame.scope = Scope.AGGREGATE
        if frame.scope is Scope.AGGREGATE and _is_more_than_days(frame):
            frame.days, frame.carried = None, False


def _is_more_than_days(frame: Frame) -> bool:
    """Whether a sum is told beside a day or two in which so many cannot have died."""
    if frame.days is None or (frame.days.end - frame.days.start).days > _AGGREGATE_DAYS:
        return False
    return _dead(frame) >= _MORE_THAN_ANY_DAY or _are_hundreds(frame)


def _dead(frame: Frame) -> int:
    return max((c.count.low or 0 for c in frame.claims if c.outcome is Outcome.KILLED), default=0)


def _are_hundreds(frame: Frame) -> bool:
    """Whether the dead are told as hundreds or thousands, without a figure."""
    return any(c.count.qualifier in _LARGE for c in frame.claims if c.outcome is Outcome.KILLED)


_LARGE = (Qualifier.HUNDREDS, Qualifier.THOUSANDS)


def _scope(frame: Frame, published: date) -> Scope:
    when = frame.when
    if when and when.is_war:
        return Scope.BACKGROUND
    if frame.days and published - frame.days.end > _DISTANT:
        return Scope.BACKGROUND
    if _dead(frame) >= _WHOLE_WAR or _is_untold_thousands(frame):
        return Scope.BACKGROUND
    if frame.days and (frame.days.end - frame.days.start).days > _AGGREGATE_DAYS:
        return Scope.AGGREGATE
    if len(frame.admin1) > 1 or frame.has("scattered"):
        return Scope.AGGREGATE
    if frame.claims and _is_running(frame):
        return Scope.AGGREGATE
    return Scope.INCIDENT


def _is_running(frame: Frame) -> bool:
    """Whether a clause gives a running sum: "since", "so far", or more dead than one day sees."""
    if any(_is_since(frame.sentence, at) for at in range(frame.first, frame.last)):
        return True
    if frame.has("running"):
        return True
    dead = _dead(frame)
    if dead >= _MORE_THAN_ANY_DAY or _are_hundreds(frame):
        return True
    return dead >= _MORE_THAN_A_DAY and not (frame.when and not frame.when.is_period)


def _is_since(sentence: Sentence, position: int) -> bool:
    """Whether "since" stands there, and is not that of a state: "المحاصرة منذ 2013"."""
    cue = sentence.sense(position, "time")
    is_since = cue is not None and cue["kind"] == "since"
    return is_since and not is_lasting(sentence, position - 1)


def _is_all_sum(frame: Frame) -> bool:
    """Whether a joined frame's dead are more than any day saw, or only "hundreds"."""
    dead = _dead(frame)
    return dead >= _MORE_THAN_ANY_DAY or (dead == 0 and _are_hundreds(frame))


def _is_untold_thousands(frame: Frame) -> bool:
    """Whether thousands are said to have died and no period is named: the war's dead."""
    has_period = frame.when is not None and frame.when.is_period and frame.when.days is not None
    return not has_period and any(
        c.outcome is Outcome.KILLED and c.count.qualifier is Qualifier.THOUSANDS
        for c in frame.claims
    )
