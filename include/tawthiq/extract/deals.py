"""Agreements concluded, and who concluded them: "توصل جيش الإسلام وروسيا إلى اتفاق"."""

from __future__ import annotations

from tawthiq.extract.acts import Act
from tawthiq.extract.camps import NOT_FIGHTERS
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, EventType, Outcome

_TO_DEAL = 24  # words from "reached", over with whom, to the agreement
_ALONE = 1  # words from "under" to the agreement


def settle_deal(frame: Frame) -> None:
    """Let the armed sides that a clause names be the parties of the deal that it tells of."""
    if frame.event_type is not EventType.AGREEMENT:
        return
    if not any(_is_concluded(frame, act) for act in _new_deals(frame)):
        return
    frame.own_place = frame.own_place or bool(frame.names)  # it is of the town spoken of
    if not (frame.attackers or frame.targets):
        frame.attackers = _parties(frame)
        frame.own_attackers = bool(frame.attackers)


def apart_from_move(frame: Frame) -> Frame | None:
    """Take the deal out of a clause that also tells who left under it."""
    deals = [a for a in _new_deals(frame) if _is_concluded(frame, a) or _is_ground(frame, a)]
    moved = any(c.outcome is Outcome.DISPLACED for c in frame.claims) or frame.left or frame.taken
    if not deals or not moved:
        return None
    frame.acts = [a for a in frame.acts if a not in deals]
    deal = frame.emptied()
    deal.acts, deal.sides, deal.attackers = deals, list(frame.sides), _parties(frame)
    return deal


def _parties(frame: Frame) -> list[Actor]:
    """Return the armed sides told before the deal's terms, else all of the clause."""
    terms = [at for at in range(frame.first, frame.last) if frame.sentence.is_a(at, "terms")]
    end = terms[0] if terms else frame.last
    for sides in ([s for s in frame.sides if s.first < end], frame.sides):
        codes = [c for s in sides for c in s.codes if c not in NOT_FIGHTERS]
        if codes:
            return list(dict.fromkeys(codes))
    return []


def _new_deals(frame: Frame) -> list[Act]:
    """Return the agreements told as done and not as known: not "الاتفاق"."""
    deals = (a for a in frame.real_acts if a.event_type is EventType.AGREEMENT)
    return [a for a in deals if not a.is_definite]


def _is_concluded(frame: Frame, act: Act) -> bool:
    """Whether a deal is told as reached: "توصلت إلى اتفاق", "التوصل لاتفاق"; not "للتوصل إلى"."""
    sentence = frame.sentence
    aims = sentence.at[act.position].reading.preposition == "ل"
    if aims and act.last - act.position > 1:
        return False
    before = range(max(0, act.position - _TO_DEAL), act.last)
    return any(sentence.is_joined_a(at, "concludes") for at in before)


def _is_ground(frame: Frame, act: Act) -> bool:
    """Whether people left under a deal: "خروج مسلحين بناء على اتفاق مع روسيا", "بعد اتفاق مع".

    Not where it only says how somebody came by a town: "سلمت البلدة للجيش بموجب اتفاق".
    """
    near = range(act.position - 1 - _ALONE, act.position)
    won = any(taken.gained_by for taken in frame.taken)
    return not won and any(frame.sentence.is_a(at, "under") for at in near)
