"""Whether two frames tell of the same happening: figures, gas, kinds, places, days and sides."""

from __future__ import annotations

from datetime import timedelta

from tawthiq.extract.acts import BOMBARDMENT, PEACEFUL
from tawthiq.extract.camps import NOT_FIGHTERS, camp
from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.fusing import matter
from tawthiq.extract.harm import AMONG_THE_DEAD
from tawthiq.extract.naming import lie_within
from tawthiq.extract.scopes import is_ground_share
from tawthiq.model import (
    Actor,
    DateRange,
    EventType,
    Part,
    Qualifier,
    Scope,
    SourceClass,
)

DISTINCTIVE = 4  # smaller figures recur by chance within an article


_VAGUE_TYPES = (EventType.OTHER, EventType.ARMED_CLASH)


def is_same_figure(one: Claim, other: Claim) -> bool:
    """Whether two claims are one distinctive figure of the same people."""
    if (one.count.low or 0) < DISTINCTIVE:
        return False
    victims = {one.victim, other.victim} - {None, Actor.UNKNOWN}
    if bool(one.within) != bool(other.within) and one.victim is not other.victim:
        return False
    return one.count == other.count and is_equal(one, other) and len(victims) < 2


def is_same(one: Frame, other: Frame) -> bool:
    """Whether two frames of an article tell of one happening, the first before the other."""
    if one.scope is not other.scope and Scope.BACKGROUND in (one.scope, other.scope):
        return False
    if any(told(one, other) for told in (_retold, is_same_gas, total_of, _is_same_deal)):
        return True
    return _may_be_same(one, other) and not _figures_clash(one, other)


def is_told_otherwise(one: Frame, other: Frame) -> bool:
    """Whether two sources give one happening different figures, the first before the other."""
    if Scope.BACKGROUND in (one.scope, other.scope) or not _are_of_two_sources(one, other):
        return False
    return _may_be_same(one, other) and _figures_clash(one, other)


def _may_be_same(one: Frame, other: Frame) -> bool:
    """Whether kind, ground, days and sides let two frames tell of one happening."""
    if one.scope is not other.scope and not _same_claims(one, other):
        return False
    if not _types_agree(one, other) or not _places_agree(one, other):
        return False
    if _is_share(one, other) or _are_two_sums(one, other):
        return False
    if _is_ground_won(one, other) or _of_other_people(one, other):
        return False
    if _bombs_its_own(one, other) or _bombs_its_own(other, one):
        return False
    if not _days_agree(one, other):
        return False
    return _sides_agree(one.attackers, other.attackers)


def _bombs_its_own(fire: Frame, harm: Frame) -> bool:
    """Whether fire would have killed the people of those who fired: "قتل جندي", "غارات الجيش"."""
    if fire.event_type not in BOMBARDMENT or harm.event_type in BOMBARDMENT or not harm.claims:
        return False
    named = {c.victim for c in harm.claims if c.victim and c.victim not in NOT_FIGHTERS}
    return bool(named) and {camp(v) for v in named} <= {camp(a) for a in fire.attackers}


def _days_agree(one: Frame, other: Frame) -> bool:
    """Whether both may be of one day: a night that two days share holds either, with its figure."""
    if one.days is None or other.days is None or one.days == other.days:
        return True
    return is_of_night(one.days, other.days) and _same_claims(one, other)


def is_of_night(one: DateRange, other: DateRange) -> bool:
    """Whether one is a night and the other a day that shares it."""
    night, day = sorted((one, other), key=lambda d: d.start - d.end)
    is_night = night.end - night.start == _A_NIGHT
    return is_night and night.start <= day.start == day.end <= night.end


_A_NIGHT = timedelta(days=1)


def _is_same_deal(one: Frame, other: Frame) -> bool:
    """Whether both tell of one deal: "الاتفاق" goes back to it, or one names its region only."""
    if not one.event_type is other.event_type is EventType.AGREEMENT:
        return False
    if not _sides_agree(one.attackers, other.attackers):
        return False
    if _names_the_region(one, other):
        return True
    return all(a.is_definite for a in other.real_acts) and not one.claims and not other.claims


def _of_other_people(one: Frame, other: Frame) -> bool:
    """Whether both count people, of other sides, and each names its own ground."""
    if not (one.own_place and other.own_place):
        return False
    if one.keys == other.keys and set(one.admin1) == set(other.admin1):
        return False
    mine, theirs = {c.victim for c in one.claims}, {c.victim for c in other.claims}
    open_victims = {None, Actor.UNKNOWN} & (mine | theirs)
    return bool(mine and theirs) and not open_victims and not mine & theirs


def _are_two_sums(one: Frame, other: Frame) -> bool:
    """Whether both are sums, of which only one says of which ground: the other is the country's."""
    sums = one.scope is other.scope is Scope.AGGREGATE and one.claims and other.claims
    return bool(sums) and bool(one.admin1) != bool(other.admin1) and not _same_claims(one, other)


def _is_ground_won(one: Frame, other: Frame) -> bool:
    """Whether one tells what share of a region was taken, the other of the fighting for it."""
    return is_ground_share(one) != is_ground_share(other) and not (one.taken and other.taken)


def _is_share(one: Frame, other: Frame) -> bool:
    """Whether one tells what part of the other's figure befell one of its places."""
    wholes = {id(c) for c in one.claims}
    parts = [c for c in other.claims if c.within]
    within = any(id(c.within) in wholes for c in parts)
    return (within and one.keys > other.keys) or _is_of_town(one, other)


def _is_of_town(one: Frame, other: Frame) -> bool:
    """Whether one counts people of a governorate, the other those of its towns."""
    if not (one.own_place and other.own_place and one.claims and other.claims):
        return False
    if one.sentence.part is Part.TITLE or _same_claims(one, other):
        return False
    return bool(one.keys) != bool(other.keys)


def _retold(one: Frame, other: Frame) -> bool:
    """Whether a distinctive figure is told again: the title's in the lead, the lead's below."""
    same = any(
        is_equal(a, b) and (a.count.low or 0) >= DISTINCTIVE
        for a in one.claims
        for b in other.claims
        if a.victim is b.victim or Actor.UNKNOWN in (a.victim, b.victim)
    )
    mine, theirs = one.keys, other.keys
    own = one.own_place and other.own_place
    apart = own and mine and theirs and not mine & theirs and one.admin1 != other.admin1
    days = one.days and other.days and one.when and other.when and one.days != other.days
    return same and not apart and (not days or one.sentence.part is Part.TITLE)


def total_of(one: Frame, other: Frame) -> Claim | None:
    """Return the figure of one whose part the other tells: "من بين القتلى 121 طفلا"."""
    parts = [c for c in other.claims if c.evidence.rule == AMONG_THE_DEAD]
    if not parts or len(parts) < len(other.claims) or not _places_agree(one, other):
        return None
    size = max(c.count.low or 0 for c in parts)
    totals = (c for c in one.claims if c.outcome is parts[0].outcome and c.category is None)
    return next((c for c in totals if (c.count.low or 0) > size), None)


_GAS_DAYS = timedelta(days=14)  # an article tells of one attack with gas, dated by what is said


def is_same_gas(one: Frame, other: Frame) -> bool:
    """Whether both tell of gas in one town or region: its day differs with who speaks of it."""
    if not one.event_type is other.event_type is EventType.CHEMICAL_ATTACK:
        return False
    if one.days and other.days and abs(one.days.start - other.days.start) > _GAS_DAYS:
        return False
    near = bool(one.keys & other.keys)
    if not any(f.days and f.days.end - f.days.start > _GAS_DAYS for f in (one, other)):
        near = near or _names_the_region(one, other)  # "دوما", "الغوطة"
    return near and not _figures_clash(one, other)


def _names_the_region(one: Frame, other: Frame) -> bool:
    """Whether one frame names only the region or city in which the other's places lie."""
    return lie_within(one.names, other.names) or lie_within(other.names, one.names)


def _same_claims(one: Frame, other: Frame) -> bool:
    return any(is_equal(a, b) for a in one.claims for b in other.claims if a.count.low)


def _types_agree(one: Frame, other: Frame) -> bool:
    if one.event_type is other.event_type:
        return True
    if matter(one) and matter(other) and matter(one) != matter(other):
        return False
    if EventType.OTHER in (one.event_type, other.event_type):
        return not any(_is_apart(a, b) for a, b in ((one, other), (other, one)))
    both = {one.event_type, other.event_type}
    if EventType.CHEMICAL_ATTACK in both or both & PEACEFUL:
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
    return bool(one.claims) and one.event_type is EventType.OTHER and other.event_type in PEACEFUL


def _places_agree(one: Frame, other: Frame) -> bool:
    mine, theirs = one.keys, other.keys
    if mine and theirs:
        is_title = (one.sentence.part is Part.TITLE or repeats(one, other)) and other.own_place
        within = is_title and lie_within(other.names, one.names)
        return mine >= theirs or theirs >= mine or within
    return not one.admin1 or not other.admin1 or bool(set(one.admin1) & set(other.admin1))


def repeats(one: Frame, other: Frame) -> bool:
    """Whether one day's figures come again with the town: "قتل اثنان في القنيطرة", "في حضر"."""
    if not one.claims or one.days is None or one.days != other.days:
        return False
    told = [(c.outcome, c.count, c.victim) for c in other.claims]
    named = all(c.victim not in (None, Actor.UNKNOWN) for c in one.claims)
    return named and all((c.outcome, c.count, c.victim) in told for c in one.claims)


def _sides_agree(mine: list[Actor], theirs: list[Actor]) -> bool:
    known, given = set(mine) - {Actor.UNKNOWN}, set(theirs) - {Actor.UNKNOWN}
    return not known or not given or bool(known & given)


def is_equal(a: Claim, b: Claim) -> bool:
    """Whether two claims give the same number for one outcome and category."""
    same = a.count == b.count or (a.count.low is not None and a.count.low == b.count.low)
    return a.outcome is b.outcome and same and a.category is b.category


def _figures_clash(one: Frame, other: Frame) -> bool:
    """Whether both give a different number for the same outcome and category."""
    for a in one.claims:
        for b in other.claims:
            if a.within or b.within or a.outcome is not b.outcome or a.category is not b.category:
                continue
            victims = {a.victim, b.victim} - {None, Actor.UNKNOWN}
            if a.count.low and b.count.low and not is_equal(a, b) and len(victims) < 2:
                return not (_is_update(one, a, other, b) or _rounds(a, b))
    return False


def _is_update(one: Frame, a: Claim, other: Frame, b: Claim) -> bool:
    """Whether the later figure only brings the earlier one up to date."""
    if one.keys != other.keys or _are_of_two_sources(one, other):
        return False
    if {a.count.qualifier, b.count.qualifier} <= _OPEN:
        return True
    return _has_update(one) or _has_update(other)


def _are_of_two_sources(one: Frame, other: Frame) -> bool:
    """Whether one side's figure stands beside another's: "من جانبه، يقول الجيش إنه قتل 2000"."""
    classes = [f.source.source_class for f in (one, other) if f.source]
    return len(classes) == _BOTH and len({*classes, SourceClass.OTHER}) > _BOTH


_BOTH = 2
_AT_MOST = 1.5  # times its round figure that a title's "more than a thousand" can stand for


def _rounds(title: Claim, told: Claim) -> bool:
    """Whether a title rounds the figure of the text: "أكثر من ألف", below 1146."""
    low, high = title.count.low or 0, told.count.low or 0
    rounds = title.evidence.part is Part.TITLE and title.count.qualifier in _OPEN
    return rounds and told.evidence.part is Part.TEXT and low < high <= low * _AT_MOST


def _has_update(frame: Frame) -> bool:
    return any(s.is_a(at, "update") for s, first, last in frame.spans for at in range(first, last))


_OPEN = frozenset({Qualifier.MORE_THAN, Qualifier.AT_LEAST})
