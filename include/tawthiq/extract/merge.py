"""Two sentences about one happening are one event: join frames that tell of the same."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.chiefs import is_one_of_the_chiefs
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.naming import lie_within
from tawthiq.extract.numbers import SOME
from tawthiq.extract.people import CIVILIAN
from tawthiq.extract.sameness import (
    is_equal,
    is_of_night,
    is_same,
    is_same_figure,
    is_same_gas,
    is_told_otherwise,
    repeats,
    total_of,
)
from tawthiq.model import (
    Actor,
    DateRange,
    EventType,
    How,
    Outcome,
    Part,
    Scope,
    SourceClass,
)


def merge(frames: list[Frame]) -> list[Frame]:
    """Return the frames with those of one happening joined, in order of first mention."""
    kept = list[Frame]()
    for frame in frames:
        same = next((k for k in reversed(kept) if is_same(k, frame)), None)
        if same is None:
            _take_over(frame, kept)
            kept.append(frame)
        else:
            _join(same, frame)
    for frame in kept:
        frame.claims = _told_apart(_each_once(frame.claims))
    return kept


def _take_over(frame: Frame, told: list[Frame]) -> None:
    """Let another source's account of a happening take over how it came about, where it is vague.

    "قتل اثنان في ضربات أمريكية، بحسب رفاقهما … وتقول واشنطن إنها قتلت 100 في الضربات"
    """
    known = next((k for k in reversed(told) if is_told_otherwise(k, frame)), None)
    if known is None:
        return
    if frame.is_vague:
        frame.event_type, frame.is_vague = known.event_type, known.is_vague
    if known.own_attackers and not frame.own_attackers:
        frame.attackers = list(known.attackers)
        frame.targets = [t for t in frame.targets if t not in frame.attackers]


def _each_once(claims: list[Claim]) -> list[Claim]:
    """Leave out a distinctive figure told again of the same people."""
    kept = list[Claim]()
    for claim in claims:
        twin = next((k for k in kept if is_same_figure(k, claim)), None)
        if twin is None:
            kept.append(claim)
            continue
        if claim.within is not twin:
            twin.within = twin.within or claim.within
        for other in claims:
            other.within = twin if other.within is claim else other.within
    return kept


def _told_apart(claims: list[Claim]) -> list[Claim]:
    """Leave out "عشرات القتلى والجرحى" where the dead and the wounded are counted further on."""
    counted = {c.outcome for c in claims if c.count.low and c.category is None}
    if not counted >= {Outcome.KILLED, Outcome.WOUNDED}:
        return claims
    both = [c for c in claims if c.outcome is Outcome.KILLED_OR_WOUNDED and not c.count.low]
    vague = [c for c in both if not any(other.within is c for other in claims)]
    return [c for c in claims if c not in vague]


def _told_day(days: DateRange) -> tuple[timedelta, date]:
    """Order days by how exact they are, the earlier first: it is spoken of on later ones."""
    return days.end - days.start, days.start


def _join(kept: Frame, frame: Frame) -> None:  # noqa: C901  one branch a kind of word
    counts = bool(frame.claims) and not kept.claims
    attributed = _is_attributed(frame) and not _is_attributed(kept)
    if counts or (frame.source and kept.sentence.part is Part.TITLE):
        kept.source = frame.source  # who gives the figures, not who only mentions it
    total = total_of(kept, frame)
    for claim in frame.claims:
        claim.within = claim.within or total
        if total and total.victim is Actor.UNKNOWN and claim.category in CIVILIAN:
            total.victim = Actor.CIVILIANS  # dead with children among them
            _follow_total(kept, total)
    replaced = dict[int, Claim]()
    told = list(kept.claims)
    for claim in frame.claims:
        parts = [c for c in frame.claims if c.within is claim]
        known = [k for k in told if not any(_is_one(k, part) for part in parts)]
        twin = next((k for k in known if _told_twice(k, claim)), None)
        own = kept.claims[len(told) :]
        twin = twin or next((k for k in own if _told_vaguely(k, claim)), None)
        if twin is None:
            if claim.within and id(claim.within) in replaced:
                claim.within = replaced[id(claim.within)]
            kept.claims.append(claim)
        else:
            replaced[id(claim)] = twin
            again = claim.count.low and claim.count.low == twin.count.low
            if _is_better(claim, twin) or (attributed and again):
                twin.count, twin.evidence = claim.count, claim.evidence
            if _told_side(twin) in (None, Actor.UNKNOWN):
                twin.victim = claim.victim
    for loss in frame.losses:
        if not any(k.item is loss.item and k.fate is loss.fate for k in kept.losses):
            kept.losses.append(loss)
    for taken in frame.taken:
        twin_taken = next((k for k in kept.taken if k.spot.name == taken.spot.name), None)
        if twin_taken is None:
            kept.taken.append(taken)
        else:
            if taken.gained_by and not twin_taken.gained_by and taken.how is How.SEIZED:
                twin_taken.how, kept.event_type = taken.how, frame.event_type  # left in a battle
            if set(taken.gained_by) > set(twin_taken.gained_by):
                twin_taken.gained_by = taken.gained_by  # "with its allies" told in one place only
            twin_taken.lost_by = twin_taken.lost_by or taken.lost_by
    kept.volleys += [v for v in frame.volleys if all(v.count != k.count for k in kept.volleys)]
    kept.left += [t for t in frame.left if t.spot.key not in {k.spot.key for k in kept.left}]
    kept.acts += frame.acts
    kept.sides += frame.sides
    _join_places(kept, frame)
    _join_sides(kept, frame)
    if kept.days is None and not (kept.scope is Scope.AGGREGATE and frame.scope is Scope.INCIDENT):
        kept.days, kept.carried = frame.days, frame.carried
    days = [f.days for f in (kept, frame) if f.days]
    if len(days) > 1 and (is_same_gas(kept, frame) or is_of_night(*days)):
        kept.days = min(days, key=_told_day)
    if kept.is_vague and not frame.is_vague:
        kept.event_type, kept.is_vague = frame.event_type, False
    if kept.sentence.part is Part.TITLE and frame.sentence.part is Part.TEXT:
        _prefer(kept, frame)
    kept.source = kept.source or frame.source
    kept.spans += frame.spans
    if kept.event_type is EventType.OTHER:
        kept.event_type = frame.event_type
    kept.own_place = kept.own_place or frame.own_place


def _join_places(kept: Frame, frame: Frame) -> None:
    """Let a place that a clause itself names stand before one taken over from elsewhere."""
    is_deal = kept.event_type is EventType.AGREEMENT
    is_gas = kept.event_type is EventType.CHEMICAL_ATTACK
    may_narrow = is_deal or is_gas or kept.sentence.part is Part.TITLE or repeats(kept, frame)
    narrower = may_narrow and frame.own_place and lie_within(frame.names, kept.names)
    if is_deal and kept.names and not narrower:
        return  # what else "the deal" names is but its terms
    if kept.own_place and not narrower and lie_within(kept.names, frame.names):
        return  # "الغوطة" after "دوما" says no more
    if _is_mention(kept, frame):
        return
    if narrower or (frame.own_place and not kept.own_place):
        kept.spots, kept.admin1 = list(frame.spots), frame.admin1
    elif frame.own_place or not kept.spots:
        known = {k.key for k in kept.spots}
        kept.spots += [s for s in frame.spots if s.key not in known]
    kept.admin1 = kept.admin1 or frame.admin1


def _is_mention(kept: Frame, frame: Frame) -> bool:
    """Whether a clause that counts nothing only goes back to a place, and names others besides.

    Not where those others lie in it: "الغوطة، خصوصا دوما".
    """
    if not (kept.own_place and frame.own_place) or kept.sentence.part is Part.TITLE:
        return False
    shared = kept.keys & frame.keys
    others = [s for s in frame.names if s.key not in shared]
    return bool(shared) and not frame.claims and not lie_within(others, kept.names)


def _join_sides(kept: Frame, frame: Frame) -> None:
    """Let attackers that a clause itself names stand before those taken over from elsewhere."""
    if frame.own_attackers and not kept.own_attackers:
        kept.attackers, kept.own_attackers = list(frame.attackers), True
    elif not kept.attackers:
        kept.attackers = list(dict.fromkeys(frame.attackers))
    tells = frame.claims or frame.losses or frame.taken or not kept.targets
    kept.targets += [t for t in frame.targets if tells and t not in kept.targets]


def _prefer(kept: Frame, frame: Frame) -> None:
    """Let the body's fuller account stand for what the title only hints at."""
    kept.sentence, kept.order = frame.sentence, frame.order
    if frame.days and frame.when:
        kept.days = frame.days
    if frame.event_type is not EventType.OTHER and not frame.is_vague:
        kept.event_type = frame.event_type
    if frame.admin1 and (frame.own_place or not kept.own_place):
        kept.admin1 = frame.admin1
    if frame.own_attackers:
        kept.attackers = list(frame.attackers)
    if frame.scope is not Scope.BACKGROUND:
        kept.scope, kept.is_spread = frame.scope, frame.is_spread


def _follow_total(frame: Frame, total: Claim) -> None:
    """Let "others" told with a total be civilians too: "426 قتيلا وإصابة مئات آخرين"."""
    for claim in frame.claims:
        is_rest = claim.harm.people.is_rest and claim.harm.people.victim is None
        if is_rest and claim.victim is Actor.UNKNOWN and claim.outcome is not total.outcome:
            claim.victim = total.victim


def _is_one(kept: Claim, part: Claim) -> bool:
    """Whether a figure known is the one of a side that a total tells as its part."""
    return kept.victim is part.victim and kept.outcome is part.outcome and is_equal(kept, part)


def _told_twice(kept: Claim, claim: Claim) -> bool:
    """Whether a claim repeats one, or makes a vague one precise."""
    if kept.outcome is not claim.outcome or kept.category is not claim.category:
        return False
    if is_one_of_the_chiefs(kept) != is_one_of_the_chiefs(claim):
        return False
    victims = {_told_side(kept), _told_side(claim)} - {None, Actor.UNKNOWN}
    if len(victims) > 1 or bool(kept.within) != bool(claim.within):
        return False
    if kept.category is not None and kept.count.low and claim.count.low:
        return is_equal(kept, claim)
    return True


def _told_side(claim: Claim) -> Actor | None:
    """Return whose people are told of: children and women are civilians if nothing is said."""
    is_default = claim.category in CIVILIAN and claim.harm.people.victim is None
    return None if is_default else claim.victim


def _told_vaguely(kept: Claim, claim: Claim) -> bool:
    """Whether two claims of one sentence can be one: not where each has its own number."""
    return not (kept.count.low and claim.count.low) and _told_twice(kept, claim)


def _is_attributed(frame: Frame) -> bool:
    """Whether a named sort of source gives the figures, and not "reports"."""
    source = frame.source
    return source is not None and source.source_class is not SourceClass.OTHER


def _is_better(claim: Claim, twin: Claim) -> bool:
    """Whether a figure told again replaces the one known: precise, larger, or in the text."""
    if claim.count.low is None:
        return twin.count == SOME  # "tens" says more than "some"
    if twin.count.low is None or claim.count.low > twin.count.low:
        return True
    from_title = twin.evidence.part is Part.TITLE
    return from_title and claim.count.low == twin.count.low
