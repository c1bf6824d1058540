"""Whether a frame is one happening, a sum over several, or the distant past."""

from __future__ import annotations

import itertools
from datetime import date, timedelta

from tawthiq.extract.dates import is_lasting, is_record
from tawthiq.extract.frames import Frame
from tawthiq.extract.happened import PERCENT
from tawthiq.extract.scan import Sentence
from tawthiq.model import DateRange, EventType, Fate, Outcome, Qualifier, Scope

DISTANT = timedelta(days=14)  # the codebook: what ended longer ago is background
_AGGREGATE_DAYS = 2
# No single happening or campaign of this war killed as many; such a figure sums up the war.
_WHOLE_WAR = 10_000
# In the annotated articles no figure from here up that names no day is of one happening, but gas.
_MORE_THAN_A_DAY = 150
# One event in a thousand of UCDP GED has more dead; such a figure is a sum, whatever day is told.
_MORE_THAN_ANY_DAY = 300

_DEAD = (Outcome.KILLED, Outcome.KILLED_OR_CAPTURED, Outcome.KILLED_OR_WOUNDED)
_LARGE = (Qualifier.HUNDREDS, Qualifier.THOUSANDS)


def settle_scope(frame: Frame, published: date) -> None:
    """Fill a frame's scope by the codebook's rules for days, governorates and running sums."""
    frame.scope = _scope(frame, published)


def settle_sums(frames: list[Frame], published: date) -> None:
    """Take from running sums days that are those of who said it, or of the sum's last part.

    A sum may have come in by joining only.
    """
    for frame in frames:
        if frame.is_spread and len(frame.admin1) == 1 and frame.scope is Scope.AGGREGATE:
            frame.scope = Scope.INCIDENT  # what joined it tells in which of its governorates
        if frame.scope is Scope.INCIDENT and _is_all_sum(frame):
            frame.scope = Scope.AGGREGATE
        if frame.scope is not Scope.AGGREGATE or not _is_more_than_days(frame):
            continue
        if frame.carried and frame.days and _goes_back(frame, frame.days, published):
            frame.days = DateRange(start=frame.days.start, end=published)
        else:
            frame.days = None


def _goes_back(frame: Frame, days: DateRange, published: date) -> bool:
    """Whether a sum runs on from days told before: "هجمات الأحد … قتل 300 في هذه الهجمات"."""
    counts = is_so_far(frame) or runs_since(frame) or frame.has("campaign")
    return days.start < published and (counts or frame.has("demonstrative"))


def is_long(days: DateRange) -> bool:
    """Whether a period is longer than one happening by the codebook."""
    return (days.end - days.start).days > _AGGREGATE_DAYS


def is_over_long(frame: Frame) -> bool:
    """Whether a frame sums up more than two days: not "أسقطت طائرة الشهر الماضي"."""
    if frame.days is None or not is_long(frame.days):
        return False
    return not (frame.when and frame.when.is_some_day and _is_one_blow(frame))


def _is_one_blow(frame: Frame) -> bool:
    """Whether a frame tells of what happens on one day: a capture, "هجوم كيميائي", "غارة"."""
    clause = range(frame.first, frame.last)
    begins = any(frame.sentence.is_joined_a(at, "begin") for at in clause)
    if begins or is_ground_share(frame):
        return False
    down = any(loss.fate is Fate.SHOT_DOWN for loss in frame.losses)
    return down or bool(frame.taken) or frame.event_type in _ONE_BLOW or frame.has("blow")


_ONE_BLOW = (EventType.CHEMICAL_ATTACK, EventType.SUICIDE_ATTACK, EventType.EXPLOSIVE)


def is_ground_share(frame: Frame) -> bool:
    """Whether so much of a region is told as taken by now: "60 في المئة من المنطقة"."""
    if not frame.taken:
        return False
    tokens = frame.sentence.tokens[frame.first : frame.last]
    return frame.has("fraction") or any(t.folded in PERCENT for t in tokens)


def _is_ground_won(frame: Frame) -> bool:
    """Whether a share of a region was taken, and not on one day: battles added up to it."""
    return is_ground_share(frame) and not _names_a_day(frame)


# A round figure of our own: of five such without a day in annotated articles three are sums.
_FLED = 10_000


def _is_exodus(frame: Frame) -> bool:
    """Whether more people fled or were moved than in a day, and none is named."""
    moved = [c.count for c in frame.claims if c.outcome is Outcome.DISPLACED]
    return not _names_a_day(frame) and any((c.high or c.low or 0) >= _FLED for c in moved)


def _lasts_undated(frame: Frame) -> bool:
    """Whether a frame goes on over days that nothing fixes: "يشن غارات منذ أيام"."""
    when = frame.when
    if when is None or not when.is_period or when.days or when.is_war:
        return False
    in_clause = frame.first <= when.position < frame.last
    return in_clause and frame.event_type is not EventType.CHEMICAL_ATTACK


def _names_a_day(frame: Frame) -> bool:
    """Whether a day is told in a clause or before it, not of what the sentence goes on to."""
    when = frame.when
    if when is None or when.days is None or when.is_period:
        return False
    return when.position < frame.last


def is_since(sentence: Sentence, position: int) -> bool:
    """Whether "since" stands there, not that of a state or a record: "محاصرة منذ", "الأكبر منذ"."""
    cue = sentence.sense(position, "time")
    if cue is None or cue["kind"] != "since":
        return False
    return not (is_lasting(sentence, position - 1) or is_record(sentence, position))


def runs_since(frame: Frame) -> bool:
    """Whether a clause counts since something whose day it does not give: "منذ بدء الهجوم"."""
    if not frame.claims or (frame.when and frame.when.days):
        return False
    return _tells_since(frame)


def _tells_since(frame: Frame) -> bool:
    """Whether "since" opens a period in a clause."""
    return any(
        is_since(frame.sentence, at)
        for mention, _ in frame.sentence.having("time")
        for at in range(max(frame.first, mention.first), min(frame.last, mention.last))
    )


def is_so_far(frame: Frame) -> bool:
    """Whether a clause counts up to now: "حتى الآن", "إلى اليوم", "للآن"."""
    words = [frame.sentence.word(at) for at in range(frame.first, frame.last)]
    until, now = frame.sentence.classes["until"], frame.sentence.classes["to_now"]
    return any(
        b in now and (a in until or b.startswith("لل")) for a, b in itertools.pairwise(words)
    )


def _scope(frame: Frame, published: date) -> Scope:
    if _is_background(frame, published):
        return Scope.BACKGROUND
    if is_over_long(frame) or _is_ground_won(frame) or _is_exodus(frame):
        return Scope.AGGREGATE
    if _is_scattered(frame) or _lasts_undated(frame):
        return Scope.AGGREGATE
    if frame.claims and _is_running(frame):
        return Scope.AGGREGATE
    frame.is_spread = len(frame.admin1) > 1 and frame.event_type is not EventType.AGREEMENT
    return Scope.AGGREGATE if frame.is_spread else Scope.INCIDENT


def _is_background(frame: Frame, published: date) -> bool:
    """Whether a frame speaks of the war as a whole or of what is past."""
    if frame.when and frame.when.is_war:
        return True
    if frame.days and published - frame.days.end > DISTANT:
        return True
    return _dead(frame) >= _WHOLE_WAR or _is_untold_thousands(frame) or _is_wars_exodus(frame)


def _is_all_sum(frame: Frame) -> bool:
    """Whether a joined frame's dead are more than any day saw, or only "hundreds"."""
    dead = _dead(frame)
    return dead >= _MORE_THAN_ANY_DAY or (dead == 0 and _by_word(frame, _LARGE))


# No single campaign of this war drove out as many (Idlib, the winter of 2020: 0.96 million, OCHA).
_EXODUS = 1_000_000


def _is_wars_exodus(frame: Frame) -> bool:
    """Whether millions are said to have fled: the refugees of the whole war."""
    moved = [c.count for c in frame.claims if c.outcome is Outcome.DISPLACED]
    return any((count.low or count.high or 0) >= _EXODUS for count in moved)


def _is_untold_thousands(frame: Frame) -> bool:
    """Whether thousands are said to have died and no period is named: the war's dead."""
    has_period = frame.when is not None and frame.when.is_period and frame.when.days is not None
    return not has_period and _by_word(frame, (Qualifier.THOUSANDS,))


def _is_scattered(frame: Frame) -> bool:
    """Whether a clause sums up over areas: "في مناطق متفرقة", not "اشتباكات متفرقة"."""
    sentence = frame.sentence
    if not sentence.holds("scattered"):
        return False
    near = range(frame.first, frame.last)
    return any(sentence.is_a(at, "scattered") and sentence.is_a(at - 1, "areas") for at in near)


def _is_running(frame: Frame) -> bool:
    """Whether a clause gives a running sum: "since", "so far", or more dead than one day sees."""
    runs = _tells_since(frame) and not _names_a_day(frame)
    return runs or _counts_up(frame) or is_large(frame)


def _counts_up(frame: Frame) -> bool:
    """Whether a word of a running sum stands there, and no record: "أكثر الأيام دموية منذ"."""
    sentence = frame.sentence
    if not sentence.holds("running"):
        return False
    for at in range(frame.first, frame.last):
        cue = sentence.sense(at, "time")
        if cue and cue["kind"] == "since" and is_record(sentence, at):
            return False  # what it has been since then counts nothing up
        is_of_record = sentence.is_a(at - 1, "record") or sentence.is_a(at + 1, "record")
        if sentence.is_a(at, "running") and not is_of_record:
            return True
    return False


def _is_more_than_days(frame: Frame) -> bool:
    """Whether a sum is told beside a day or two in which so many cannot have died."""
    is_counted = frame.when is not None and frame.when.is_period
    is_short = frame.days is not None and not is_long(frame.days)
    return is_short and not is_counted and is_large(frame)


def is_large(frame: Frame) -> bool:
    """Whether more died than any day saw, or more than a day sees and none is named."""
    is_of_day = frame.when is not None and not frame.when.is_period
    is_of_day = is_of_day or frame.event_type is EventType.CHEMICAL_ATTACK
    most = _MORE_THAN_ANY_DAY if is_of_day else _MORE_THAN_A_DAY
    return _dead(frame) >= most or _by_word(frame, _LARGE)


def _dead(frame: Frame) -> int:
    return max((c.count.low or 0 for c in frame.claims if c.outcome in _DEAD), default=0)


def _by_word(frame: Frame, qualifiers: tuple[Qualifier, ...]) -> bool:
    """Whether the dead are told by a word alone: "hundreds", "thousands"."""
    return any(c.count.qualifier in qualifiers for c in frame.claims if c.outcome in _DEAD)
