"""What ties a clause to the sentences before it, and so to their time."""

from __future__ import annotations

from datetime import date

from tawthiq.extract.frames import Frame
from tawthiq.extract.scopes import DISTANT, is_so_far


def is_answered(frame: Frame, published: date) -> bool:
    """Whether what a clause tells went before the sentence's day: "قصفت السبت … ردا على هجوم".

    What answered it long ago leaves it long ago.
    """
    if not frame.sentence.is_a(frame.first, "in_reply"):
        return False
    when = frame.when
    if when is None or when.days is None:
        return when is None or not when.is_war
    return when.position < frame.first and published - when.days.end <= DISTANT


def is_tied(frame: Frame) -> bool:
    """Whether a sentence goes on with the one before: "كما", "وفي الوقت نفسه", "أيضا"."""
    sentence = frame.sentence
    said = sentence.starts(0, "attribution")
    if said and said["kind"] == "continuation":
        return True  # "وأضاف المرصد أن": the same report goes on
    if sentence.is_a(0, "tied") or any(sentence.is_a(at, "itself") for at in range(_OPENING)):
        return True
    return any(sentence.is_a(at, "also") for at in range(_HEAD))


def goes_back(frame: Frame) -> bool:
    """Whether a clause speaks only of what was told before: "في الاشتباكات", "هذا الهجوم"."""
    return bool(frame.real_acts) and all(a.is_definite for a in frame.real_acts)


def counts_campaign(frame: Frame) -> bool:
    """Whether a frame's figures are those of the whole campaign: "حصيلة الحملة", "حتى الآن"."""
    if not frame.claims:
        return False
    return is_of_same_period(frame) or is_so_far(frame) or frame.has("campaign")


def is_of_same_period(frame: Frame) -> bool:
    """Whether a clause goes back to the period spoken of: "خلال هذه الفترة"."""
    return any(
        (sense := frame.sentence.sense(at, "time")) and sense["kind"] == "same_period"
        for at in range(frame.first, frame.last)
    )


_OPENING = 4  # words at the head of a sentence: "وفي الوقت نفسه"
_HEAD = 8  # words at the head of a sentence among which "also" ties it to the one before
