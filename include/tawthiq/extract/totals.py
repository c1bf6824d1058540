"""Totals and their parts across sentences: who is already counted in another figure.

"77 شهيدا … والشهداء هم: 43 … و21 … و13": within a sentence the parts are found by `harm`; here a
lead's or a region's figure takes in the figures that the article tells place by place, and a
campaign's those of its days.
"""

from __future__ import annotations

from tawthiq.extract.claims import Claim, Volley
from tawthiq.extract.frames import Frame
from tawthiq.extract.sameness import DISTINCTIVE
from tawthiq.extract.scan import Sentence
from tawthiq.extract.scopes import is_long
from tawthiq.model import Actor, Category, Outcome, Part, Qualifier, Scope

_EITHER = {
    Outcome.KILLED_OR_WOUNDED: (Outcome.KILLED, Outcome.WOUNDED),
    Outcome.KILLED_OR_CAPTURED: (Outcome.KILLED, Outcome.CAPTURED),
}
_VAGUE_SIZE = {
    Qualifier.SOME: 0,
    Qualifier.TENS: 20,
    Qualifier.HUNDREDS: 200,
    Qualifier.THOUSANDS: 2000,
}


def link_totals(frames: list[Frame]) -> None:
    """Make claims parts of another frame's total where the article makes the sum plain."""
    _link_sums(frames)
    for frame in frames:
        _link_groups(frame)
    for index, frame in enumerate(frames):
        others = [*reversed(frames[:index]), *frames[index + 1 :]]
        for claim in frame.claims:
            if claim.within is None:
                claim.within = _first_total(others, frame, claim)
        if frame.days is None and (totals := _totals_of(frame, frames)):
            _take_period(frame, totals[0])


def _link_groups(frame: Frame) -> None:
    """Count the children and women of a happening among its dead, where these are told elsewhere.

    "قتل 40 مدنيا … وقال الوزير إن القتلى بينهم أطفال", not "قتل 20 شخصا و4 أطفال".
    """
    for claim in frame.claims:
        if claim.within is None and claim.category in _GROUPS:
            told = [t for t in frame.claims if t.outcome is claim.outcome and t.count.low != 1]
            told = [t for t in told if _holds(t, claim)]
            totals = [t for t in told if not _is_inside(t, claim) and _is_apart(frame, t, claim)]
            claim.within = totals[0] if totals else None


_GROUPS = (Category.CHILDREN, Category.WOMEN, Category.MEN, Category.MEDICS, Category.RESCUERS)


def _is_apart(frame: Frame, total: Claim, claim: Claim) -> bool:
    """Whether two figures stand in different sentences, or with "among them" between."""
    both = [_sentence_of(frame, one) for one in (total, claim)]
    sentence = both[1]
    if sentence is None or both[0] is not sentence:
        return True
    between = range(total.harm.people.last, claim.harm.people.first)
    links = (sentence.sense(at, "links") for at in between)
    return any(link is not None and link["kind"] == "part" for link in links)


def _sentence_of(frame: Frame, claim: Claim) -> Sentence | None:
    """Return the sentence that makes a claim."""
    at, part = claim.evidence.start, claim.evidence.part
    told = (s for s, _, _ in frame.spans if s.part is part)
    return next((s for s in told if s.tokens[0].start <= at < s.tokens[-1].end), None)


def drop_superseded(frame: Frame, told: list[Frame]) -> None:
    """Leave out the figure of an earlier toll: "وكانت حصيلة سابقة أفادت بمقتل 16"."""
    if not frame.claims or not _is_earlier_toll(frame.sentence):
        return
    before = [f for f in told if not f.own_place or not frame.own_place or f.keys & frame.keys]
    newer = {c.outcome for other in before for c in other.claims if c.count.low}
    frame.claims = [c for c in frame.claims if c.outcome not in newer]


def _is_earlier_toll(sentence: Sentence) -> bool:
    """Whether a sentence tells a toll that had been given before: "كان … في حصيلة أولية"."""
    tolls = [m.last - 1 for m, sense in sentence.having("harm") if sense["kind"] == "toll"]
    if any(sentence.is_a(at, "superseded") for at in tolls):
        return True
    first = [at for at in tolls if sentence.is_a(at, "preliminary")]
    return any(sentence.is_joined_a(at, "had_been") for end in first for at in range(end))


def drop_title_sums(frames: list[Frame]) -> list[Frame]:
    """Leave out a vague figure of the title that the text makes precise.

    The codebook: "مقتل عشرات" above 50, 25 and 9 is no claim of its own. So too "16 طفلا" of a
    lead, where further on they are part of twenty.
    """
    for frame in frames:
        kept = [c for c in frame.claims if not _is_made_precise(c, frame, frames)]
        if len(kept) < len(frame.claims):
            frame.claims = kept
        if frame.volleys:
            frame.volleys = [v for v in frame.volleys if not _is_counted(v, frames)]
    return frames


def _is_counted(volley: Volley, frames: list[Frame]) -> bool:
    """Whether the text counts what the title fired by the hundred: "مئات القذائف", "300 قذيفة"."""
    least = _AT_LEAST.get(volley.count.qualifier)
    if least is None or volley.evidence.part is not Part.TITLE:
        return False
    return any(
        other.munition is volley.munition
        and other.evidence.part is Part.TEXT
        and (other.count.low or 0) >= least
        for frame in frames
        for other in frame.volleys
    )


def _is_made_precise(claim: Claim, frame: Frame, frames: list[Frame]) -> bool:
    if claim.evidence.part is not Part.TITLE:
        retold = claim.within is None and (claim.count.low or 0) >= DISTINCTIVE
        ground = [f for f in frames if f is frame or _same_ground(f, frame)] if retold else []
        return any(_is_told_as_part(claim, other) for told in ground for other in told.claims)
    if claim.count.low or claim.count.high:
        return any(_is_told_as_part(claim, other) for told in frames for other in told.claims)
    return any(
        claim.outcome is other.outcome
        and other.within is None
        and other.evidence.part is Part.TEXT
        and is_as_many(other, claim)
        and {claim.victim, other.victim} - {Actor.UNKNOWN, claim.victim} == set()
        and (not frame.admin1 or not told.admin1 or set(frame.admin1) & set(told.admin1))
        for told in frames
        for other in told.claims
        if told.scope is not Scope.BACKGROUND
    )


def is_as_many(precise: Claim, vague: Claim) -> bool:
    """Whether a number is one that a vague word can stand for: 40 for "tens"."""
    return (precise.count.low or 0) >= _AT_LEAST.get(vague.count.qualifier, 1)


def _is_told_as_part(claim: Claim, other: Claim) -> bool:
    """Whether the text tells a title's figure as part of a larger one: "تقتل 5 أطفال"."""
    same = claim.outcome is other.outcome and claim.category is other.category
    told = other.evidence.part is Part.TEXT and other.within is not None
    return same and told and claim.category is not None and claim.count == other.count


_OPENING = 1  # sentences, with the title, that leave to the next ones who says so
_AT_LEAST = {Qualifier.TENS: 10, Qualifier.HUNDREDS: 100, Qualifier.THOUSANDS: 1000}


def _take_period(frame: Frame, total: Frame) -> None:
    """Give parts without a day the days of their total: over more than two they are a sum too."""
    frame.days, frame.carried = total.days, True
    if frame.days and frame.scope is Scope.INCIDENT and is_long(frame.days):
        frame.scope = Scope.AGGREGATE


def _link_sums(frames: list[Frame]) -> None:
    """Read "17 قتيلا" of a title and "11 … و6 …" below: figures of one ground that come out."""
    for total_frame in frames:
        for total in total_frame.claims:
            if total.within or not total.count.low or any(_parts(total, frames)):
                continue
            for frame in frames:
                parts = [c for c in frame.claims if c.outcome is total.outcome and not c.within]
                exact = len(parts) > 1 and sum(c.count.low or 0 for c in parts) == total.count.low
                if frame is not total_frame and exact and _same_ground(total_frame, frame):
                    for part in parts:
                        part.within = total
                    break


def _parts(total: Claim, frames: list[Frame]) -> list[Claim]:
    return [c for f in frames for c in f.claims if c.within is total]


def _same_ground(one: Frame, other: Frame) -> bool:
    mine, theirs = one.keys, other.keys
    if mine and theirs:
        return bool(mine & theirs)
    return not one.admin1 or not other.admin1 or bool(set(one.admin1) & set(other.admin1))


def _first_total(others: list[Frame], frame: Frame, claim: Claim) -> Claim | None:
    for other in others:
        if not _covers(other, frame):
            continue
        for total in other.claims:
            if _holds(total, claim) and not _is_inside(total, claim):
                return total
    return None


def _totals_of(frame: Frame, frames: list[Frame]) -> list[Frame]:
    """Return the frames, with days, in whose totals this frame's claims are counted."""
    within = {id(c.within) for c in frame.claims if c.within}
    return [f for f in frames if f is not frame and f.days and within & {id(c) for c in f.claims}]


def _covers(total: Frame, frame: Frame) -> bool:
    """Whether a total's scene and period take in another frame's."""
    if Scope.BACKGROUND in (total.scope, frame.scope):
        return False
    longer = total.scope is Scope.AGGREGATE and frame.scope is Scope.INCIDENT
    told = frame.source and (total.source or (longer and _is_of_days(total)))
    if told and not _is_of_one_source(total, frame, longer=longer):
        return False
    if not _covers_days(total, frame):
        return False
    return _is_wider(total, frame) or (longer and _same_place(total, frame))


def _is_of_days(total: Frame) -> bool:
    """Whether a total runs over days of its own, as a campaign's does; not a report's opening."""
    return total.days is not None and is_long(total.days) and total.order > _OPENING


def _is_of_one_source(total: Frame, frame: Frame, *, longer: bool) -> bool:
    """Whether both are told by one source, or for one day by sources of one class."""
    one, other = total.source, frame.source
    same_class = one and other and one.source_class is other.source_class
    return one == other if longer else bool(same_class)


def _same_place(total: Frame, frame: Frame) -> bool:
    wide, narrow = total.keys, frame.keys
    return bool(wide) and wide == narrow


def _is_wider(total: Frame, frame: Frame) -> bool:
    """Whether a scene takes in another, as a governorate or region does its towns."""
    wide, narrow = total.keys, frame.keys
    if total.admin1 and not set(frame.admin1) <= set(total.admin1):
        return False
    if not wide:
        return bool(narrow) or set(frame.admin1) < set(total.admin1) or not total.admin1
    if not narrow:
        return False
    return narrow < wide or (all(s.is_region for s in total.names) and not narrow & wide)


def _covers_days(total: Frame, frame: Frame) -> bool:
    if frame.days is None or total.days is None:
        return True
    return total.days.start <= frame.days.start and frame.days.end <= total.days.end


def _holds(total: Claim, claim: Claim) -> bool:
    """Whether a figure can contain another: outcome, people and size."""
    if total.category is not None:
        return False
    if total.outcome is not claim.outcome and claim.outcome not in _EITHER.get(total.outcome, ()):
        return False
    if total.victim is not claim.victim and total.victim is not Actor.UNKNOWN:
        return False
    return _size(total) > _size(claim)


def _size(claim: Claim) -> int:
    count = claim.count
    return count.low or count.high or _VAGUE_SIZE.get(count.qualifier, 0)


def _is_inside(total: Claim, claim: Claim) -> bool:
    """Whether a total is itself counted in a claim, so that making it a part would be a circle."""
    seen = total.within
    while seen is not None:
        if seen is claim:
            return True
        seen = seen.within
    return False
