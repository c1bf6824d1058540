"""Places of what went before: "غارات على حرستا بعد معارك في دوما" tells of raids on one town."""

from __future__ import annotations

from tawthiq.extract.acts import CONTROL, Act
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot


def later_scenes(
    sentence: Sentence, spots: list[Spot], acts: list[Act], span: tuple[int, int]
) -> list[Spot]:
    """Return a clause's places without those of an act that went before one with a place."""
    inside = [s for s in spots if span[0] <= s.first < span[1]]
    if len(inside) < _PAIR or not sentence.holds("earlier"):
        return inside
    turn = _turn(sentence, inside, acts, span)
    if turn is None:
        return inside
    return [s for s in inside if s.first < turn]


_PAIR = 2
_TO_ACT = 5  # words from "after", over how long, to what went before


def _turn(
    sentence: Sentence, spots: list[Spot], acts: list[Act], span: tuple[int, int]
) -> int | None:
    """Return where "after" leads over from a placed act to one that went before it."""
    fought = [a for a in acts if a.event_type not in CONTROL]  # else the place that changed hands
    for at in range(span[0], span[1]):
        if not sentence.is_a(at, "earlier"):
            continue
        told = any(span[0] <= a.position < at for a in acts)
        placed = any(s.first < at and s.name for s in spots)
        before = any(at < a.position <= at + _TO_ACT for a in fought)
        if told and placed and before:
            return at
    return None
