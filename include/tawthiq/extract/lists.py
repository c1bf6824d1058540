"""Lists of people who share one harm: "مقتل 5 مدنيين و3 مسلحين"."""

from __future__ import annotations

from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence

_TO_AGAINST = 9  # words from one party's dead to "as against" the other's


def goes_on(sentence: Sentence, people: People, last: People, is_part: bool) -> bool:
    """Whether people only go on a list: "مقتل 5 مدنيين و3 مسلحين"; `is_part`: of a total."""
    gap = range(last.last, people.first)
    against = is_against(sentence, people)
    reach = _TO_AGAINST if against else _TO_NEXT_PART if is_part else _TO_NEXT
    besides = any(sentence.is_a(at, "besides") for at in gap)
    if people.first < last.last or len(gap) > reach + (_BESIDES if besides else 0):
        return False
    if any(_breaks_list(sentence, at) for at in gap):
        return False
    if against or besides:
        return True
    joints = [sentence.word(at) for at in gap]
    comma = is_part and "،" in joints
    return "و" in joints or comma or _has_and(sentence, people.first)


_TO_NEXT = 2  # words between people of a list
_TO_NEXT_PART = 6  # the same among parts of a total: "995 طفلاً دون سن الـ18، و681 مواطنة"
_BESIDES = 2  # words more where "in addition to" joins them


def _breaks_list(sentence: Sentence, position: int) -> bool:
    if sentence.sense(position, "harm") or sentence.sense(position, "acts"):
        return True
    link = sentence.sense(position, "links")
    return link is not None and link["kind"] in ("clause", "cause", "result", "part")


def is_against(sentence: Sentence, people: People) -> bool:
    """Whether people are told as against others: the other party's dead."""
    return sentence.is_a(people.first - 1, "against")


def _has_and(sentence: Sentence, position: int) -> bool:
    mention = sentence.at.get(position)
    return mention is not None and bool(mention.reading.conjunction)
