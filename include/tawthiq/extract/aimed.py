"""Public buildings that a bombardment was aimed at: hit where people came to harm in it.

"غارة استهدفت مدرسة" alone is an aim; with the dead of the raid told, the school was hit.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tawthiq.extract.acts import BOMBARDMENT, Act
from tawthiq.extract.things import PUBLIC, Clause, Loss
from tawthiq.model import Fate

_TO_BUILDING = 9  # words from the act, over its subject and time, to the building
_NO_BLOW = ("means", "adjective")


def aimed_at(scene: Clause, acts: Sequence[Act]) -> Iterator[Loss]:
    """Yield the public buildings of a clause that a blow told as done was aimed at."""
    seen = set[int]()
    for act in acts:
        if not (act.is_real and scene.first <= act.position < scene.last and _is_blow(act)):
            continue
        at = _building(scene, act)
        if at is not None and at not in seen:
            seen.add(at)
            loss = scene.loss(at, Fate.DAMAGED, act.position, act.last, "building aimed at")
            loss.is_aimed = True
            yield loss


def _is_blow(act: Act) -> bool:
    return act.kind not in _NO_BLOW and (act.is_generic or act.event_type in BOMBARDMENT)


def _building(scene: Clause, act: Act) -> int | None:
    """Return where the building stands that follows an act, and nothing else between."""
    sentence = scene.sentence
    aimed = act.is_finite or act.kind == "generic_verb"  # a noun takes "على": "غارة على مدرسة"
    for at in range(act.last, min(act.last + _TO_BUILDING, scene.last)):
        aimed = aimed or sentence.is_a(at, "onto")
        if scene.item(at) in PUBLIC:
            return at if aimed else None
        apart = sentence.is_a(at, "near") or sentence.word(at) in "،:"
        if apart or sentence.starts(at, "harm") or sentence.starts(at, "places"):
            return None
    return None
