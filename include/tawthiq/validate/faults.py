"""What is wrong with an event or a claim, as a sentence for the reviewer; `None` where nothing is.

Each function states one rule of the codebook. The suites in include/expectations say why it
matters and what to do; these say where exactly it is broken.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum
from math import ceil

from tawthiq.model import (
    Actor,
    Admin1,
    Article,
    Casualty,
    Count,
    DateBasis,
    Event,
    EventType,
    Evidence,
    Fate,
    How,
    Item,
    Munition,
    Outcome,
    Part,
    Qualifier,
    Scope,
)

# Which bounds a qualifier calls for (codebook, table of counts): low, high.
_BOUNDS = {
    Qualifier.EXACT: (True, True),
    Qualifier.ABOUT: (True, True),
    Qualifier.MORE_THAN: (True, False),
    Qualifier.AT_LEAST: (True, False),
    Qualifier.UP_TO: (False, True),
    Qualifier.RANGE: (True, True),
    Qualifier.SOME: (False, False),
    Qualifier.TENS: (False, False),
    Qualifier.HUNDREDS: (False, False),
    Qualifier.THOUSANDS: (False, False),
}
# "About 40" may hold a part of 45; a quarter is what round figures are off by.
ABOUT_SLACK = 1.25

_COVERED = {
    Outcome.KILLED_OR_WOUNDED: {Outcome.KILLED, Outcome.WOUNDED},
    Outcome.KILLED_OR_CAPTURED: {Outcome.KILLED, Outcome.CAPTURED},
    Outcome.ABDUCTED: {Outcome.KILLED, Outcome.MISSING},
    Outcome.CAPTURED: {Outcome.KILLED},
    Outcome.ARRESTED: {Outcome.KILLED},
}

# Days on which sides came to be or ceased to be (codebook, table of actors).
FALL_OF_THE_GOVERNMENT = date(2024, 12, 8)
RUSSIA_ENTERS = date(2015, 9, 30)
_SINCE = {
    Actor.TRANSITIONAL_GOV: FALL_OF_THE_GOVERNMENT,
    Actor.GOV_REMNANTS: FALL_OF_THE_GOVERNMENT,
}
_UNTIL = {Actor.GOV: FALL_OF_THE_GOVERNMENT, Actor.GOV_MILITIA: FALL_OF_THE_GOVERNMENT}
_BOMBARDMENTS = {EventType.AIR_STRIKE, EventType.SHELLING}


def outside(values: Iterable[str], allowed: type[StrEnum]) -> str | None:
    """Return the values that a closed list does not hold."""
    known = {v.value for v in allowed}
    return ", ".join(sorted({str(v) for v in values} - known)) or None


def claims_outside(event: Event) -> str | None:
    """Return the values of strikes, materiel and control that their closed lists do not hold."""
    found = [
        outside((s.munition for s in event.strikes), Munition),
        outside((m.item for m in event.materiel), Item),
        outside((m.fate for m in event.materiel), Fate),
        outside((m.owner for m in event.materiel), Actor),
        outside((c.how for c in event.control), How),
        outside((a for c in event.control for a in (*c.gained_by, *c.lost_by)), Actor),
    ]
    return ", ".join(filter(None, found)) or None


def bounds(count: Count) -> str | None:
    """Say which bound is missing or invented under the figure's qualifier."""
    if count.qualifier not in _BOUNDS:
        return None  # another expectation speaks of the closed list
    wanted = _BOUNDS[count.qualifier]
    given = (count.low is not None, count.high is not None)
    if wanted != given:
        return f"low {count.low}, high {count.high} under {count.qualifier}"
    if count.qualifier in {Qualifier.EXACT, Qualifier.ABOUT} and count.low != count.high:
        return f"low {count.low} and high {count.high} differ under {count.qualifier}"
    if count.qualifier is Qualifier.RANGE and count.low == count.high:
        return f"low and high are both {count.low} under range"
    return None


def other_figures(event: Event) -> str | None:
    """Say what is wrong with the figures of strikes and materiel."""
    for count in (*(s.count for s in event.strikes), *(m.count for m in event.materiel)):
        if count.qualifier not in _BOUNDS:
            return f"{count.qualifier} is no qualifier"
        if count.low is not None and count.high is not None and count.low > count.high:
            return f"low {count.low} above high {count.high}"
        if min(count.low or 0, count.high or 0) < 0:
            return f"low {count.low}, high {count.high}: below zero"
        if fault := bounds(count):
            return fault
    return None


def span(article: Article, evidence: Evidence) -> str | None:
    """Say where a span leaves its text, or that it holds no words."""
    words = article.title if evidence.part is Part.TITLE else article.text
    if not 0 <= evidence.start < evidence.end <= len(words):
        place = f"{evidence.part} {evidence.start}–{evidence.end}"
        return f"{place} lies outside its {len(words)} characters"
    if not words[evidence.start : evidence.end].strip():
        return f"{evidence.part} {evidence.start}–{evidence.end} holds no words"
    return None


def event_spans(article: Article, event: Event) -> str | None:
    """Say which span of the event or of its claims, casualties apart, leaves the text."""
    others = (
        *(s.evidence for s in event.strikes),
        *(m.evidence for m in event.materiel),
        *(c.evidence for c in event.control),
    )
    spans = (*event.evidence, *(e for e in others if e))
    return next(filter(None, (span(article, e) for e in spans)), None)


def basis(event: Event) -> str | None:
    """Say that a day is missing, or assumed although none is."""
    if event.date is None and event.date_basis is not DateBasis.PUBLISHED:
        return f"no day, but date_basis is {event.date_basis}"
    return None


def place(event: Event) -> str | None:
    """Say which place lies in none of the event's governorates."""
    if not event.admin1:
        return None
    for mention in event.places:
        if mention.admin1 and not set(mention.admin1) & set(event.admin1):
            return f"{mention.name} lies in {_codes(mention.admin1)}, not {_codes(event.admin1)}"
    return None


def _codes(codes: Iterable[Admin1]) -> str:
    return ", ".join(str(code) for code in codes)


def era(event: Event) -> str | None:
    """Say which side acts before it existed or after it ended."""
    if event.date is None or event.scope is Scope.BACKGROUND:
        return None
    for side in (*event.attackers, *event.targets):
        if side in _SINCE and event.date.end < _SINCE[side]:
            return f"{side} on {event.date.end}, it exists since {_SINCE[side]}"
        if side in _UNTIL and event.date.start > _UNTIL[side]:
            return f"{side} on {event.date.start}, it ended on {_UNTIL[side]}"
    if Actor.RUSSIA in event.attackers and event.date.end < RUSSIA_ENTERS:
        return f"russia attacks on {event.date.end}, it fights since {RUSSIA_ENTERS}"
    return None


def roles(event: Event) -> str | None:
    """Say which part is empty that somebody must have played."""
    if event.type is EventType.ARMED_CLASH and not (event.attackers and event.targets):
        return "a clash with an empty side"
    if event.type in _BOMBARDMENTS and not event.attackers:
        return "a bombardment without an attacker"
    return None


def empty(event: Event) -> str | None:
    """Say that an event tells nothing."""
    told = (event.places, event.admin1, event.casualties, event.strikes, event.materiel)
    return None if any(told) or event.control else "no place, no governorate, no claim"


def origin(event: Event) -> str | None:
    """Say that rule or version is not named."""
    if event.rule.strip() and event.extractor_version.strip():
        return None
    return f"rule {event.rule!r}, version {event.extractor_version!r}"


def total_missing(claim: Casualty, claims: Mapping[str, Casualty]) -> str | None:
    """Say that a part's total is not there, or that a claim stands inside itself."""
    seen, parent = {claim.id}, claim.part_of
    while parent is not None:
        if parent not in claims:
            return f"no claim {parent} in the article"
        if parent in seen:
            return f"{claim.id} stands inside itself"
        seen.add(parent)
        parent = claims[parent].part_of
    return None


def total_most(claim: Casualty, claims: Mapping[str, Casualty]) -> int | None:
    """Return the most people that the claim's total can hold, `None` where nothing bounds it."""
    total = claims.get(claim.part_of or "")
    if total is None or total.count.high is None:
        return None
    if total.count.qualifier is Qualifier.ABOUT:
        return ceil(total.count.high * ABOUT_SLACK)
    return total.count.high


def fate(claim: Casualty, claims: Mapping[str, Casualty]) -> str | None:
    """Say that a part's outcome is none that its total covers."""
    total = claims.get(claim.part_of or "")
    if total is None or claim.outcome == total.outcome:
        return None
    if claim.outcome in _COVERED.get(total.outcome, set()):
        return None
    return f"{claim.outcome} is part of {total.outcome}"


def year(claim: Casualty, published_on: date | None) -> int | None:
    """Return an exact figure that is the year of publication or one beside it."""
    figure = claim.count.low
    if published_on is None or figure is None or claim.count.qualifier is not Qualifier.EXACT:
        return None
    return figure if abs(figure - published_on.year) <= 1 else None


def displacement(claim: Casualty, event: Event) -> str | None:
    """Say that displaced people stand in another kind of event."""
    if claim.outcome is Outcome.DISPLACED and event.type is not EventType.DISPLACEMENT:
        return f"displaced in an event of type {event.type}"
    return None
