"""Which of a sentence's times holds for which of its clauses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tawthiq.extract.periods import When
from tawthiq.extract.scan import Sentence

if TYPE_CHECKING:
    from tawthiq.extract.frames import Frame

_TO_RELATIVE = 14  # words from "which" to the time of what it had been
_SCENE = 5  # words at the head of a sentence that may tell when
_TO_SAID = 16  # words from "said" over who and when to what is said
_AFTERWARDS = "preposition_before_source"


def of_saying(sentence: Sentence, whens: list[When]) -> set[int]:
    """Return where the times stand at which somebody said so: "أعلن أمس أن", "قال الثلاثاء إن"."""
    days = [w.position for w in whens if w.days and not w.is_period]
    periods = [w.position for w in whens if w.days and w.is_period]
    if not days and not periods:
        return set()
    start = _until_said(sentence, 0, len(sentence.tokens))
    found = {at for at in days if at < start} if sentence.is_a(start, "opener") else set[int]()
    found = set() if _is_scene(sentence) else found
    for mention, sense in sentence.having("attribution"):
        if sense["kind"] == "verb_before_source":
            end = _until_said(sentence, mention.last, _TO_SAID)
            found.update(at for at in days if mention.last <= at < end)
            if mention.last in periods and sentence.is_a(end, "opener"):
                found.add(mention.last)  # "كشف الأسبوع الماضي أن"
        elif sense["kind"] == _AFTERWARDS:
            found.update(at for at in days if _is_beside_source(sentence, mention.last, at))
    return found


_TO_SOURCE = 3  # words from "according to what … said" to who says it
_TO_DAY = 2  # words from a source's name, over "today", to the day


def _is_beside_source(sentence: Sentence, position: int, day: int) -> bool:
    """Whether a day stands right after who says so: "وفق ما أفاد المرصد السوري الأحد"."""
    for mention, _ in sentence.having("sources"):
        if position <= mention.first < position + _TO_SOURCE:
            return mention.last <= day < mention.last + _TO_DAY and sentence.word(day - 1) != "،"
    return False


def _is_scene(sentence: Sentence) -> bool:
    """Whether a sentence opens with when it all happened: "ففي يوم الأحد، قال … إن"."""
    head = sentence.word(0)
    if not {head, head[1:]} & sentence.classes["inside"]:
        return False
    return any(sentence.word(at) == "،" for at in range(_SCENE))


def _until_said(sentence: Sentence, position: int, reach: int) -> int:
    """Return where what is said begins: at "that", an act or harm."""
    end = min(position + reach, len(sentence.tokens))
    for at in range(position, end):
        if sentence.is_a(at, "opener") or sentence.is_a(at, "told_of"):
            return at
        mention = sentence.at.get(at)
        if mention and not _TOLD.isdisjoint(mention.senses) and "time" not in mention.senses:
            return at
    return end


_TOLD = frozenset(("acts", "harm", "weapons"))


def of_before(sentence: Sentence, whens: list[When]) -> set[int]:
    """Return where the times of what had been stand: "التي كان قد سيطر عليها قبل عام"."""
    return {w.position for w in whens if _had_been(sentence, w.position)}


def _had_been(sentence: Sentence, position: int) -> bool:
    if not sentence.holds("had_been"):
        return False
    had = 0
    for at in range(position - 1, max(-1, position - _TO_RELATIVE), -1):
        had += sentence.is_a(at, "had_been")
        if had and sentence.is_joined_a(at, "relative"):
            return True
    return False


_TO_AHEAD = 12  # words from what is planned to its day


def of_plans(sentence: Sentence, whens: list[When]) -> set[int]:
    """Return where the days stand on which something is to come: "يجتمع المجلس الاثنين لبحث"."""
    if not sentence.holds("ahead"):
        return set()
    days = (w.position for w in whens if w.days and not w.is_period)
    return {at for at in days if _is_planned(sentence, at)}


def _is_planned(sentence: Sentence, day: int) -> bool:
    """Whether a day is that of a plan, with nothing that has happened told in between."""
    for at in range(day - 1, max(-1, day - 1 - _TO_AHEAD), -1):
        if sentence.is_joined_a(at, "ahead"):
            return True
        if sentence.is_a(at, "opener"):
            return sentence.is_joined_a(at - 1, "ahead")  # "من المقرر أن يصل الأحد"
        link = sentence.starts(at, "links")
        turns = link is not None and link["kind"] in ("clause", "cause", "result")
        turns = turns and sentence.sense(at + 1, "time") is None  # "بعد ظهر الاثنين"
        if turns or _tells_deed(sentence, at) or sentence.is_joined_a(at, "relative"):
            return False
    return False


def _tells_deed(sentence: Sentence, position: int) -> bool:
    """Whether a verb of what happened or was said stands there: "قتل", "قصفت", "قال"."""
    told = (sentence.starts(position, dimension) for dimension in ("acts", "harm"))
    happened = any(sense is not None and "verb" in sense["kind"] for sense in told)
    return happened or sentence.starts(position, "attribution") is not None


_TO_WHICH = 3  # words from a deed to the "which" that tells whose it was and when


def share_times(frames: list[Frame], whens: list[When]) -> None:
    """Give each clause its own time; one told once in a sentence holds for its other clauses."""
    for frame in frames:
        inside = [w for w in whens if frame.first <= w.position < frame.last]
        frame.when = _nearest(frame, inside)
        if not frame.claims and frame.acts and all(a.is_definite for a in frame.acts):
            # A day beside "the attack" is that of what is said of it, but for what tells which.
            frame.when = _which(frame, inside)
    for frame in frames:
        shared = [w for w in whens if w.onward < frame.first]
        if frame.when is None and shared:
            frame.when = _before(frame, shared) or shared[0]


def _which(frame: Frame, whens: list[When]) -> When | None:
    """Return the day by which a known deed is told: "الهجوم الذي شنه النظام السبت الماضي"."""
    deed = frame.acts[-1].last
    near = range(deed, min(deed + _TO_WHICH, frame.last))
    at = next((at for at in near if frame.sentence.is_a(at, "relative")), None)
    return next((w for w in whens if at is not None and w.position > at), None)


def _before(frame: Frame, whens: list[When]) -> When | None:
    """Return the last time told before a clause, which holds until another is told."""
    return next((w for w in reversed(whens) if w.position < frame.first), None)


def _nearest(frame: Frame, whens: list[When]) -> When | None:
    """Return the time nearest to what the clause counts, the first where it counts nothing."""
    at = _at(frame)
    whens = [w for w in whens if w.onward < at]
    if not whens:
        return None
    return min(whens, key=lambda w: abs(w.position - at))


def _at(frame: Frame) -> int:
    """Return where the clause tells what happened."""
    if frame.claims:
        return frame.claims[0].harm.people.first
    return frame.acts[0].position if frame.acts else frame.first
