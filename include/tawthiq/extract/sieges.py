"""Sieges: a "since" that is told of one is no time of what happened there."""

from __future__ import annotations

from datetime import timedelta

from tawthiq.extract.periods import When
from tawthiq.extract.scan import Sentence

_TO_SINCE = 9  # words from a siege to its "since"
_FROM_SINCE = 4  # words from a time to the siege that goes on since then
_YEARS = timedelta(days=364)


def is_of_siege(sentence: Sentence, since: int, when: When) -> bool:
    """Whether a siege goes on since then: "تحاصر قوات النظام المدينة منذ 2013".

    What only names the siege or the besieged tells so of years: "حصار تفرضه الحكومة منذ 2013".
    """
    days = when.days
    is_old = when.is_war or (days is not None and days.end - days.start >= _YEARS)
    if is_old and _goes_on(sentence, when.position):
        return True
    for at in range(since - 1, max(-1, since - 1 - _TO_SINCE), -1):
        if sentence.is_joined_a(at, "besieges") or (is_old and sentence.is_joined_a(at, "siege")):
            return True
        if sentence.word(at) == "،" or _tells_more(sentence, at):
            return False
    return False


def _goes_on(sentence: Sentence, position: int) -> bool:
    """Whether a siege follows the time: "يعانون منذ العام 2013 من حصار محكم"."""
    near = range(position + 1, position + 1 + _FROM_SINCE)
    return any(sentence.is_a(at, "siege") and sentence.word(at - 1) == "من" for at in near)


def _tells_more(sentence: Sentence, position: int) -> bool:
    """Whether an act or harm stands there: "المحاصرة بلغ ألف قتيل منذ"."""
    return bool(sentence.starts(position, "acts") or sentence.starts(position, "harm"))
