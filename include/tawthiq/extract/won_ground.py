"""Where ground changed hands, and between whom: what is told of the place holds for its event."""

from __future__ import annotations

from tawthiq.extract.acts import CONTROL
from tawthiq.extract.camps import NOT_FIGHTERS, camp
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, EventType

_MOST_BESIDE = 4  # more names are a list, of which no verb tells that they were taken


def stay_where_taken(frame: Frame) -> None:
    """Leave out places named beside the one taken: "تضامنا مع عفرين التي سيطرت عليها"."""
    taken = {t.spot.key: t.spot for t in frame.taken}
    beside = frame.keys - set(taken)
    if not taken or not beside or len(beside) > _MOST_BESIDE:
        return
    if frame.event_type not in CONTROL:
        return  # a headline's raid, and what was taken besides
    kept = [s for s in frame.spots if s.key in taken]
    frame.spots = kept or list(taken.values())
    frame.admin1 = tuple(dict.fromkeys(a for s in frame.spots for a in s.admin1)) or frame.admin1


def agree_on_sides(frame: Frame) -> None:
    """Let who took a place by force be the attackers, and who lost it the targets.

    Allies of the losers whom the clauses attack lost it too: "معارك مع قوات الأسد والدفاع الوطني".
    """
    if frame.event_type is not EventType.TERRITORY_GAIN:
        return
    gained = list(dict.fromkeys(a for t in frame.taken for a in t.gained_by))
    if not gained or _fought_each_other(frame):
        return
    frame.attackers = gained
    _agree_on_losers(frame, gained)


def _fought_each_other(frame: Frame) -> bool:
    """Whether one side took what another had taken, told in one event."""
    lost = {a for t in frame.taken for a in t.lost_by}
    return any(a in lost for t in frame.taken for a in t.gained_by)


def _agree_on_losers(frame: Frame, gained: list[Actor]) -> None:
    lost = [a for t in frame.taken for a in t.lost_by]
    camps = {camp(a) for a in lost}
    told = [t for t in frame.targets if t not in (*NOT_FIGHTERS, *gained)]
    told = [t for t in told if not camps or camp(t) in camps]
    losers = tuple(dict.fromkeys((*told, *lost)))
    if losers:
        frame.targets = list(losers)
        for taken in frame.taken:
            taken.lost_by = losers if taken.gained_by else taken.lost_by
