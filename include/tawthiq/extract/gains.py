"""Who took a place by force, and from whom, where its clause does not say."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.camps import NOT_FIGHTERS, is_of_damascus
from tawthiq.extract.control import Taken
from tawthiq.extract.frames import Frame
from tawthiq.extract.parties import enemy_of
from tawthiq.model import Actor, How


def settle_gains(frames: list[Frame], named: Sequence[tuple[int, Actor]]) -> None:
    """Give a place taken by force the clause's own attackers and targets where it names none.

    What a side is said to have lost went to the enemy that the article speaks of nearest to it.
    """
    spoken = [(order, code) for order, code in named if code not in NOT_FIGHTERS]
    for frame in frames:
        for taken in frame.taken:
            if taken.how is not How.SEIZED:
                continue
            _join_allies(frame, taken)
            beaten = (*NOT_FIGHTERS, *taken.lost_by)
            doers = _who_holds([a for a in frame.attackers if a not in beaten])
            taken.gained_by = taken.gained_by or doers
            losers = tuple(t for t in frame.targets if t not in (*NOT_FIGHTERS, *doers))
            if any(is_of_damascus(a) for a in taken.gained_by):
                losers = tuple(t for t in losers if not is_of_damascus(t))
            taken.lost_by = taken.lost_by or losers
            foe = enemy_of(frame, list(taken.lost_by), spoken)
            taken.gained_by = taken.gained_by or ((foe,) if foe else ())
        frame.taken = [t for t in frame.taken if t.gained_by or t.how is not How.SEIZED]


def _who_holds(attackers: list[Actor]) -> tuple[Actor, ...]:
    """Leave out who only stood by from the air: "سيطر الجيش … بدعم من المقاتلات الروسية"."""
    return tuple([a for a in attackers if a not in _FROM_THE_AIR] or attackers)


_FROM_THE_AIR = frozenset({Actor.RUSSIA, Actor.COALITION})


def _join_allies(frame: Frame, taken: Taken) -> None:
    """Leave out of the losers whoever fought along, or holds no ground in this war."""
    taken.lost_by = tuple(a for a in taken.lost_by if a is not Actor.COALITION)
    if Actor.COALITION not in {c.victim for c in frame.claims}:
        frame.targets = [a for a in frame.targets if a is not Actor.COALITION]
    _gain_together(frame, taken)


def _gain_together(frame: Frame, taken: Taken) -> None:
    """Let who fights for Damascus gain with it: "الجيش … مع القوات المتحالفة معه"."""
    if not any(is_of_damascus(a) for a in taken.gained_by):
        return
    allies = [a for a in taken.lost_by if is_of_damascus(a)]
    taken.gained_by = tuple(dict.fromkeys((*taken.gained_by, *allies)))
    taken.lost_by = tuple(a for a in taken.lost_by if a not in allies)
    frame.targets = [a for a in frame.targets if a not in allies]
    frame.attackers += [a for a in allies if a not in frame.attackers]
