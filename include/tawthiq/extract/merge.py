"""Two sentences about one happening are one event: join frames that tell of the same."""

from __future__ import annotations

from datetime import date, timedelta

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame, matter
from tawthiq.extract.harm import AMONG_THE_DEAD
from tawthiq.extract.numbers import SOME
from tawthiq.extract.camps import camp
from tawthiq.model import Actor, DateRange, EventType, How, Part, Qualifier, Scope

_DISTINCTIVE = 4  # smaller figures recur by chance within an article
_VAGUE_TYPES = (EventType.OTHER, EventType.ARMED_CLASH)


def merge(frames: list[Frame]) -> list[Frame]:
    """Return the frames with those of one happening joined, in order of first mention."""
    kept = list[Frame]()
    for frame in frames:
        same = next((k for k in reversed(kept) if _same(k, frame)), None)
        if same is None:
            kept.append(frame)
        else:
            _join(same, frame)
    for frame in kept:
        frame.claims = _each_once(frame.claims)
    return kept


def _each_once(claims: list[Claim]) -> list[Claim]:
    """Leave out a distinctive figure told again of the same people."""
    kept = list[Claim]()
    for claim in claims:
        twin = next((k for k in kept if _is_same_figure(k, claim)), None)
        if twin is None:
            kept.append(claim)
            continue
        for other in claims:
            other.within = twin if other.within is claim else other.within
    return kept


def _is_same_figure(one: Claim, other: Claim) -> bool:
    if (one.count.low or 0) < _DISTINCTIVE or bool(one.within) != bool(other.within):
        return False
    victims = {one.victim, other.victim} - {None, Actor.UNKNOWN}
    return one.count == other.count and _equal(one, other) and len(victims) < 2


def _same(one: Frame, other: Frame) -> bool:
    if one.scope is not other.scope and Scope.BACKGROUND in (one.scope, other.scope):
        return False
    if _retold(one, other) or _same_gas(one, other) or _total_of(one, other):
        return True
    if one.scope is not other.scope and not _same_claims(one, other):
        return False
    if not _types_agree(one, other) or not _places_agree(one, other):
        return False
    if _is_share(one, other):
        return False
    if one.days and other.days and one.days != other.days:
        return False
    if not _sides_agree(one.attackers, other.attackers) or _of_other_people(one, other):
        return False
    return not _figures_clash(one, other)


def _of_other_people(one: Frame, other: Frame) -> bool:
    """Whether both count people, of other sides, and each names its own ground."""
    if not (one.own_place and other.own_place):
        return False
    if _keys(one) == _keys(other) and set(one.admin1) == set(other.admin1):
        return False
    mine, theirs = {c.victim for c in one.claims}, {c.victim for c in other.claims}
    open_victims = {None, Actor.UNKNOWN} & (mine | theirs)
    return bool(mine and theirs) and not open_victims and not mine & theirs


def _keys(frame: Frame) -> set[str]:
    return {s.key for s in frame.names}


def _is_share(one: Frame, other: Frame) -> bool:
    """Whether one tells what part of the other's figure befell one of its places."""
    wholes = {id(c) for c in one.claims}
    parts = [c for c in other.claims if c.within]
    within = any(id(c.within) in wholes for c in parts)
    return (within and _keys(one) > _keys(other)) or _is_of_town(one, other)


def _is_of_town(one: Frame, other: Frame) -> bool:
    """Whether one counts people of a governorate, the other those of its towns."""
    if not (one.own_place and other.own_place and one.claims and other.claims):
        return False
    if one.sentence.part is Part.TITLE or _same_claims(one, other):
        return False
    return bool(_keys(one)) != bool(_keys(other))


def _retold(one: Frame, other: Frame) -> bool:
    """Whether a distinctive figure is told again: the title's in the lead, the lead's below."""
    same = any(
        _equal(a, b) and (a.count.low or 0) >= _DISTINCTIVE
        for a in one.claims
        for b in other.claims
        if a.victim is b.victim or Actor.UNKNOWN in (a.victim, b.victim)
    )
    mine, theirs = {s.key for s in one.names}, {s.key for s in other.names}
    own = one.own_place and other.own_place
    apart = own and mine and theirs and not mine & theirs and one.admin1 != other.admin1
    days = one.days and other.days and one.when and other.when and one.days != other.days
    return same and not apart and (not days or one.sentence.part is Part.TITLE)


def _total_of(one: Frame, other: Frame) -> Claim | None:
    """Return the figure of one whose part the other tells: "من بين القتلى 121 طفلا"."""
    parts = [c for c in other.claims if c.evidence.rule == AMONG_THE_DEAD]
    if not parts or len(parts) < len(other.claims) or not _places_agree(one, other):
        return None
    size = max(c.count.low or 0 for c in parts)
    totals = (c for c in one.claims if c.outcome is parts[0].outcome and c.category is None)
    return next((c for c in totals if (c.count.low or 0) > size), None)


_GAS_DAYS = timedelta(days=14)  # an article tells of one attack with gas, dated by what is said


def _same_gas(one: Frame, other: Frame) -> bool:
    """Whether both tell of gas in one town: its day differs with the day of who speaks of it."""
    if not one.event_type is other.event_type is EventType.CHEMICAL_ATTACK:
        return False
    if one.days and other.days and abs(one.days.start - other.days.start) > _GAS_DAYS:
        return False
    mine, theirs = {s.key for s in one.names}, {s.key for s in other.names}
    return bool(mine & theirs) and not _figures_clash(one, other)


def _told_day(days: DateRange) -> tuple[timedelta, date]:
    """Order days by how exact they are, the earlier first: it is spoken of on later ones."""
    return days.end - days.start, days.start


def _same_claims(one: Frame, other: Frame) -> bool:
    return any(_equal(a, b) for a in one.claims for b in other.claims if a.count.low)


def _types_agree(one: Frame, other: Frame) -> bool:
    if one.event_type is other.event_type:
        return True
    if matter(one) and matter(other) and matter(one) != matter(other):
        return False
    if EventType.OTHER in (one.event_type, other.event_type):
        return not any(_is_apart(a, b) for a, b in ((one, other), (other, one)))
    both = {one.event_type, other.event_type}
    if EventType.CHEMICAL_ATTACK in both:
        return False
    if both <= BOMBARDMENT:
        return one.is_vague or other.is_vague
    vague = one.is_vague and one.event_type in _VAGUE_TYPES
    return vague or (other.is_vague and other.event_type in _VAGUE_TYPES)


def _is_crash(frame: Frame) -> bool:
    """Whether a frame tells of an aircraft that came down by itself: no attack is its kind."""
    return frame.event_type is EventType.OTHER and not frame.is_vague


def _is_apart(one: Frame, other: Frame) -> bool:
    """Whether harm of no known kind cannot be part of a crash, a deal or a move of people."""
    if _is_crash(one):
        return True
    return bool(one.claims) and one.event_type is EventType.OTHER and other.event_type in _PEACEFUL


_PEACEFUL = (EventType.AGREEMENT, EventType.DISPLACEMENT, EventType.TERRITORY_TRANSFER)


def _places_agree(one: Frame, other: Frame) -> bool:
    mine, theirs = {s.key for s in one.names}, {s.key for s in other.names}
    if mine and theirs:
        return mine == theirs or mine >= theirs or theirs >= mine
    return not one.admin1 or not other.admin1 or bool(set(one.admin1) & set(other.admin1))


def _sides_agree(mine: list[Actor], theirs: list[Actor]) -> bool:
    known, given = set(mine) - {Actor.UNKNOWN}, set(theirs) - {Actor.UNKNOWN}
    return not known or not given or bool(known & given)


def _equal(a: Claim, b: Claim) -> bool:
    same = a.count == b.count or (a.count.low is not None and a.count.low == b.count.low)
    return a.outcome is b.outcome and same and a.category is b.category


def _figures_clash(one: Frame, other: Frame) -> bool:
    """Whether both give a different number for the same outcome and category."""
    for a in one.claims:
        for b in other.claims:
            if a.within or b.within or a.outcome is not b.outcome or a.category is not b.category:
                continue
            victims = {a.victim, b.victim} - {None, Actor.UNKNOWN}
            if a.count.low and b.count.low and not _equal(a, b) and len(victims) < 2:
                return not (_is_update(one, a, other, b) or _rounds(a, b))
    return False


def _is_update(one: Frame, a: Claim, other: Frame, b: Claim) -> bool:
    """Whether the later figure only brings the earlier one up to date."""
    if {s.key for s in one.names} != {s.key for s in other.names}:
        return False
    if {a.count.qualifier, b.count.qualifier} <= _OPEN:
        return True
    return _has_update(one) or _has_update(other)


_AT_MOST = 1.5  # times its round figure that a title's "more than a thousand" can stand for


def _rounds(title: Claim, told: Claim) -> bool:
    """Whether a title rounds the figure of the text: "أكثر من ألف", below 1146."""
    low, high = title.count.low or 0, told.count.low or 0
    rounds = title.evidence.part is Part.TITLE and title.count.qualifier in _OPEN
    return rounds and told.evidence.part is Part.TEXT and low < high <= low * _AT_MOST


def _has_update(frame: Frame) -> bool:
    return any(s.is_a(at, "update") for s, first, last in frame.spans for at in range(first, last))


_OPEN = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})


def _join(kept: Frame, frame: Frame) -> None:  # noqa: C901  one branch a kind of word
    counts = bool(frame.claims) and not kept.claims
    if frame.source and (counts or kept.sentence.part is Part.TITLE):
        kept.source = frame.source  # who gives the figures, not who only mentions it
    total = _total_of(kept, frame)
    for claim in frame.claims:
        claim.within = claim.within or total
    replaced = dict[int, Claim]()
    told = list(kept.claims)
    for claim in frame.claims:
        twin = next((k for k in told if _told_twice(k, claim)), None)
        own = kept.claims[len(told) :]
        twin = twin or next((k for k in own if _told_vaguely(k, claim)), None)
        if twin is None:
            if claim.within and id(claim.within) in replaced:
                claim.within = replaced[id(claim.within)]
            kept.claims.append(claim)
        else:
            replaced[id(claim)] = twin
            if _is_better(claim, twin, kept):
                twin.count, twin.evidence = claim.count, claim.evidence
            if twin.victim in (None, Actor.UNKNOWN):
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
    if _same_gas(kept, frame) and kept.days and frame.days:
        kept.days = min(kept.days, frame.days, key=_told_day)
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
    if frame.own_place and not kept.own_place:
        kept.spots, kept.admin1 = list(frame.spots), frame.admin1
    elif frame.own_place or not kept.spots:
        known = {k.key for k in kept.spots}
        kept.spots += [s for s in frame.spots if s.key not in known]
    kept.admin1 = kept.admin1 or frame.admin1


def _join_sides(kept: Frame, frame: Frame) -> None:
    """Let attackers that a clause itself names stand before those taken over from elsewhere."""
    if frame.own_attackers and not kept.own_attackers:
        kept.attackers, kept.own_attackers = list(frame.attackers), True
    elif not kept.attackers:
        allies = {camp(a) for a in kept.attackers}
        joined = [a for a in frame.attackers if not allies or camp(a) in allies]
        kept.attackers = list(dict.fromkeys((*kept.attackers, *joined)))
    tells = frame.claims or frame.losses or frame.taken or not kept.targets
    kept.targets += [t for t in frame.targets if tells and t not in kept.targets]


def _prefer(kept: Frame, frame: Frame) -> None:
    """Let the body's fuller account stand for what the title only hints at."""
    kept.sentence, kept.order = frame.sentence, frame.order
    if frame.days and frame.when:
        kept.days = frame.days
    if frame.event_type is not EventType.OTHER and not frame.is_vague:
        kept.event_type = frame.event_type
    if frame.admin1:
        kept.admin1 = frame.admin1
    if frame.own_attackers:
        kept.attackers = list(frame.attackers)
    kept.scope = frame.scope if frame.scope is not Scope.BACKGROUND else kept.scope


def _told_twice(kept: Claim, claim: Claim) -> bool:
    """Whether a claim repeats one, or makes a vague one precise."""
    if kept.outcome is not claim.outcome or kept.category is not claim.category:
        return False
    victims = {kept.victim, claim.victim} - {None, Actor.UNKNOWN}
    if len(victims) > 1 or bool(kept.within) != bool(claim.within):
        return False
    if kept.category is not None and kept.count.low and claim.count.low:
        return _equal(kept, claim)
    return True


def _told_vaguely(kept: Claim, claim: Claim) -> bool:
    """Whether two claims of one sentence can be one: not where each has its own number."""
    return not (kept.count.low and claim.count.low) and _told_twice(kept, claim)


def _is_better(claim: Claim, twin: Claim, kept: Frame) -> bool:
    """Whether a figure told again replaces the one known: precise, larger, or in the text."""
    if claim.count.low is None:
        return twin.count == SOME  # "tens" says more than "some"
    if twin.count.low is None or claim.count.low > twin.count.low:
        return True
    from_title = twin.evidence.part is Part.TITLE
    return from_title and claim.count.low == twin.count.low
