"""Where people went: no scene of what befell them, nor of what was done where they came from."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.model import Outcome

_JOURNEY = 16  # words from "they were taken" to where to
_ENTRIES = ("advance", "enter", "entry")
_QUOTES = frozenset("\"“”«»'(")


def is_destination(sentence: Sentence, spot: Spot, spots: list[Spot]) -> bool:
    """Whether somebody only went to a place: "وصل المفتشون إلى حلب", "عبر ممر مورك"."""
    at = _before(sentence, spot, spots)
    if sentence.is_a(at, "by_way_of"):
        return True
    if not sentence.is_a(at, "toward"):
        return False
    for back in range(at - 1, max(-1, at - _JOURNEY), -1):
        if sentence.is_joined_a(back, "bound"):
            return sentence.sense(back + 1, "acts") is None  # "نقل المعركة إلى"
        act = sentence.sense(back, "acts")
        if (act and act["kind"] in _ENTRIES) or sentence.is_a(back, "opener"):
            return False
    return False


def _before(sentence: Sentence, spot: Spot, spots: list[Spot]) -> int:
    """Return what leads to a place, over type words, quotes and those listed before it."""
    at = spot.first
    while sentence.sense(at - 1, "place_types") or sentence.word(at - 1) in _QUOTES:
        at -= 1
    joined = any(sentence.has_and(head) for head in range(at, spot.first + 1))
    listed = next((s for s in spots if s.last == at), None) if joined else None
    return _before(sentence, listed, spots) if listed else at - 1


_RETREAT = 10  # words from "withdrew" to where to: "انسحاب المسلحين إلى بلدتي زملكا وحزة"
_FLIGHT = 16  # words from "fled" to where to: "نزح أكثر من ألف مدني من بلدة التح إلى سلقين"


def is_refuge(sentence: Sentence, spot: Spot) -> bool:
    """Whether people flee to a place, and not from it: "نزح المئات من التح إلى سلقين"."""
    fled = any(
        harm["outcome"] == Outcome.DISPLACED and 0 < spot.first - mention.last <= _FLIGHT
        for mention, harm in sentence.having("harm")
    )
    left = any(
        act["kind"] in ("withdraw", "evacuate") and 0 < spot.first - mention.last <= _RETREAT
        for mention, act in sentence.having("acts")
    )
    fled = fled or left
    steps = (at for at in range(spot.first - 1, -1, -1) if not sentence.sense(at, "place_types"))
    at = next(steps, -1)
    if sentence.is_a(at - 1, "arrival"):
        return False  # "قصفت الدفعة لدى وصولها إلى عفرين"
    return fled and (sentence.is_a(at, "toward") or _is_beyond(sentence, spot))


def _is_beyond(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place only says where the land lies that people fled to.

    "فروا إلى الأراضي التي تحت سيطرة النظام قرب دمشق"
    """
    for at in range(spot.first - 1, max(0, spot.first - _FLIGHT), -1):
        if sentence.word(at) == "من":
            return False
        if sentence.is_a(at, "toward") and sentence.is_a(at + 1, "land"):
            return True
    return False
