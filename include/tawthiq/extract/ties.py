"""What ties a clause to the sentences before it, and so to their time and place."""

from __future__ import annotations

from datetime import date

from tawthiq.extract.frames import Frame
from tawthiq.extract.scopes import DISTANT, is_so_far, runs_since
from tawthiq.extract.spots import Spot


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


def is_spoken_of(frame: Frame, near: list[Spot]) -> bool:
    """Whether a clause goes back to a place: "البلدة", "المنطقة الواقعة خارج دمشق"."""
    is_by_city = all(s.is_city for s in near)
    return frame.has("settlement") or (is_by_city and frame.has("region"))


def is_all_over(frame: Frame) -> bool:
    """Whether a clause places what it tells "in Syria", and nowhere nearer."""
    sentence = frame.sentence
    return any(
        frame.first < mention.first < frame.last
        and link["kind"] == "home"
        and (mention.reading.preposition == "ب" or sentence.word(mention.first - 1) == "في")
        for mention, link in sentence.having("links")
    )


def is_of_region(frame: Frame) -> bool:
    """Whether a clause without a place speaks of the whole region: "المنطقة", a running sum."""
    since = (frame.when is not None and frame.when.is_period) or runs_since(frame)
    return since or frame.has("region")
