"""A harm told place by place: "29 قتيلا، 17 منهم في زملكا و12 في عربين، في غارات".

Each place is a happening of its own; the act, the sides and the total belong to all of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tawthiq.extract.acts import Act
from tawthiq.extract.claims import Claim
from tawthiq.extract.lists import is_placed
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm
from tawthiq.model import Actor

if TYPE_CHECKING:
    from tawthiq.extract.frames import Frame


def is_placed_part(sentence: Sentence, harm: Harm) -> bool:
    """Whether a part of a total is told with its own place right after it."""
    last = harm.people.last
    last += sentence.is_a(last, "of_them")
    return harm.within is not None and is_placed(sentence, last)


def share_spread(frames: list[Frame]) -> None:
    """Give the clauses of one spread harm what is said of all of them at either end."""
    for family in _families(frames):
        acts = [act for frame in family for act in frame.real_acts if not _is_beside(frame, act)]
        attackers = next((f.attackers for f in reversed(family) if f.attackers), [])
        for frame in family:
            if not frame.real_acts:
                frame.acts = [*frame.acts, *acts]
            frame.attackers = frame.attackers or list(attackers)
        _share_victim([claim for frame in family for claim in frame.claims], frame.sentence)
        whole, parts = family[0], family[1:]
        if not whole.spots and all(p.claims[0].within in whole.claims for p in parts):
            whole.spots = [spot for part in parts for spot in part.spots]


def _share_victim(claims: list[Claim], sentence: Sentence) -> None:
    """Call dead of no stated side civilians where those told beside them are."""
    if not any(c.victim is Actor.CIVILIANS for c in claims):
        return
    for claim in claims:
        if claim.victim is None and not set(claim.words) & sentence.classes["combatant"]:
            claim.victim = Actor.CIVILIANS


_ALONG = 3  # words before an act among which "amid", "along with" stands


def _is_beside(frame: Frame, act: Act) -> bool:
    """Whether an act only went on beside the harm: "و5 قتلى في الباب، مع استمرار المعارك"."""
    before = range(act.position - _ALONG, act.position)
    return any(frame.sentence.is_a(at, "along") for at in before)


def _families(frames: list[Frame]) -> list[list[Frame]]:
    """Return runs of clauses whose people suffered by one and the same harm word."""
    families: list[list[Frame]] = []
    for frame in frames:
        trigger = frame.claims[0].harm.trigger if frame.claims else -1
        head = families[-1][0] if families else None
        is_governed = 0 <= trigger < frame.first
        if head and is_governed and head.claims and head.claims[0].harm.trigger == trigger:
            families[-1].append(frame)
        else:
            families.append([frame])
    return [family for family in families if len(family) > 1]
