"""Totals and their parts across sentences: who is already counted in a figure told before.

"77 شهيدا … والشهداء هم: 43 … و21 … و13": within a sentence the parts are found by `harm`; here a
lead's or a region's figure takes in the figures that the article goes on to tell place by place.
"""

from __future__ import annotations

from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.model import Actor, Scope


def link_totals(frames: list[Frame]) -> None:
    """Make claims parts of an earlier frame's total where the article makes the sum plain."""
    for index, frame in enumerate(frames):
        for claim in frame.claims:
            if claim.within is not None:
                continue
            for total_frame in frames[:index]:
                total = _total(total_frame, frame, claim)
                if total:
                    claim.within = total
                    break


def _total(total_frame: Frame, frame: Frame, claim: Claim) -> Claim | None:
    if frame.scope is Scope.BACKGROUND or total_frame.scope is Scope.BACKGROUND:
        return None
    if not _covers_place(total_frame, frame) or not _covers_days(total_frame, frame):
        return None
    if total_frame.scope is Scope.AGGREGATE and total_frame.source != frame.source:
        return None
    for total in total_frame.claims:
        same = total.outcome is claim.outcome and total.category is None and total.within is None
        if same and _same_people(total, claim) and _at_least(total, claim):
            return total
    return None


def _covers_place(total_frame: Frame, frame: Frame) -> bool:
    """Whether a total's scene takes in another, as a governorate or region does its towns."""
    if not set(frame.admin1) <= set(total_frame.admin1) and total_frame.admin1:
        return False
    wide, narrow = {s.key for s in total_frame.names}, {s.key for s in frame.names}
    if not narrow:
        return False
    if not wide:
        return True
    return narrow < wide or (all(s.is_region for s in total_frame.names) and not narrow & wide)


def _covers_days(total_frame: Frame, frame: Frame) -> bool:
    if frame.days is None or total_frame.days is None:
        return True
    return total_frame.days.start <= frame.days.start and frame.days.end <= total_frame.days.end


def _same_people(total: Claim, claim: Claim) -> bool:
    return total.victim is claim.victim or total.victim is Actor.UNKNOWN


def _at_least(total: Claim, claim: Claim) -> bool:
    if total.count.low is None:
        return claim.count.low is None or total.count.qualifier != "some"
    return claim.count.low is None or claim.count.low < total.count.low
