"""Low, best and high of an incident from the claims of its reports: the rule.

Who counts. Each independent source counts once for an outcome and side: whom a report quotes (see
sources.py), else the outlet; articles that copy one another are one. Of one source its latest
article with a number stands: later figures supersede earlier ones, as ACLED revises totals upward
or downward when better information comes.

Credible for the best figure are all but the parties to the conflict. Low and high are the lowest
and the highest that any source stands by; best is what most credible sources stand by, the lower
middle one where none is commoner (ACLED's conservative choice); a party's figure is best only where
no other source has one. UCDP GED keeps low, best and high in the same sense.

Vague words. ACLED codes 10 for "tens" and 100 for "hundreds" (its FAQ "Fatalities", 2024); so here,
with thousands likewise 1,000 and the next power of ten less one as high. "Some" people are 2 to 9,
best 3. A word counts only where no source gives a number. "About n" is n; "more than" and "at
least" n are n and contradict nothing above; "up to n" is 0 to n with n as best.

Totals and parts. A claim that another one contains is counted for its own category, never added to
the total; where its side is another than the total's ("221, among them 127 civilians"), it counts
for that side and is taken off the total. Claims of one article and side that no total contains are
added up ("a man and two children"). People of no stated side whom other reports give one are not
added to those (same_people.py).

Contested: two independent sources stand by figures that cannot both be true.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

ALL = "all"

#: qualifier → low, best, high where a claim has no number of its own.
VAGUE: Mapping[str, tuple[int, int, int]] = {
    "some": (2, 3, 9),
    "tens": (10, 10, 99),
    "hundreds": (100, 100, 999),
    "thousands": (1000, 1000, 9999),
}
_OPEN = frozenset({"more_than", "at_least"})
#: "About n" stands for n give or take a tenth when it is asked whether two figures can be true.
_ABOUT = 0.1
_UNBOUNDED = 10**9


class Basis(StrEnum):
    """What a figure rests on."""

    NUMBER = "number"
    WORD = "word"
    RESIDUAL = "residual"


class Standing(StrEnum):
    """What became of a claim."""

    STANDS = "stands"
    SUPERSEDED = "superseded"
    PART = "part"
    NOT_COUNTED = "not_counted"


@dataclass(frozen=True, slots=True)
class Count:
    """A figure as told: its bounds, and the least and the most that can be true if it is."""

    low: int
    best: int
    high: int
    least: int
    most: int
    is_word: bool  # it has no number of its own


@lru_cache(maxsize=100_000)
def read_count(low: int | None, high: int | None, qualifier: str) -> Count:
    """Return the bounds of a figure as the warehouse holds it.

    >>> read_count(20, None, "at_least").high
    20
    """
    if low is None and high is None:
        least, best, most = VAGUE[qualifier]
        return Count(least, best, most, least, most, is_word=True)
    first = low or 0
    last = first if high is None else high
    best = last if low is None else (first + last) // 2
    least, most = first, last
    if qualifier in _OPEN:
        most = _UNBOUNDED
    elif qualifier == "about":
        least, most = int(first * (1 - _ABOUT)), int(last * (1 + _ABOUT)) + 1
    return Count(first, best, last, least, most, is_word=False)


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim about people as told; `order` tells which article of a source is the later one."""

    claim_id: str
    source: str
    is_party: bool
    order: tuple[str, str]  # day of publication, article
    outcome: str
    victim: str
    category: str | None
    part_of: str | None  # claim that contains it, if it is not one of an aggregate
    count: Count

    @property
    def teller(self) -> tuple[str, tuple[str, str]]:
        """Source and article: whoever tells of two groups in one breath means two."""
        return self.source, self.order


# A large stock makes millions of the next three: tuples take half the time of frozen dataclasses.
class Stated(NamedTuple):
    """What one independent source stands by."""

    source: str
    is_party: bool
    low: int
    best: int
    high: int
    least: int  # least and most that can be true if this is
    most: int
    is_word: bool


class Tally(NamedTuple):
    """Low, best and high over sources."""

    low: int
    best: int
    high: int
    source_count: int
    basis: Basis
    is_contested: bool


class Figure(NamedTuple):
    """An incident's figure for one outcome, side and category."""

    outcome: str
    victim: str
    category: str
    tally: Tally
    claim_count: int


def tally(stated: Sequence[Stated]) -> Tally:
    """Return low, best and high over what independent sources stand by."""
    if len(stated) == 1:
        s = stated[0]
        basis = Basis.WORD if s.is_word else Basis.NUMBER
        return Tally(s.low, s.best, s.high, 1, basis, is_contested=False)
    numbers = [s for s in stated if not s.is_word]
    counted = numbers or list(stated)
    credible = [s for s in counted if not s.is_party] or counted
    best = _commonest(sorted(s.best for s in credible))
    return Tally(
        low=min(best, *(s.low for s in counted)),
        best=best,
        high=max(best, *(s.high for s in counted)),
        source_count=len(stated),
        basis=Basis.NUMBER if numbers else Basis.WORD,
        is_contested=max(s.least for s in counted) > min(s.most for s in counted),
    )


def _commonest(values: list[int]) -> int:
    """Return the commonest of sorted values, the lower middle one where none is commoner."""
    counted = Counter(values)
    most = max(counted.values())
    if most == 1:
        return values[(len(values) - 1) // 2]
    return min(value for value, times in counted.items() if times == most)


def add(counts: Sequence[Count], source: str, is_party: bool, less: int = 0) -> Stated:
    """Return what a source stands by whose counts add up, with `less` taken off a total."""
    if len(counts) == 1 and not less:
        c = counts[0]
        return Stated(source, is_party, c.low, c.best, c.high, c.least, c.most, c.is_word)
    return Stated(
        source=source,
        is_party=is_party,
        low=max(0, sum(c.low for c in counts) - less),
        best=max(0, sum(c.best for c in counts) - less),
        high=max(0, sum(c.high for c in counts) - less),
        least=max(0, sum(c.least for c in counts) - less),
        most=max(0, sum(c.most for c in counts) - less),
        is_word=all(c.is_word for c in counts),
    )


def figures(claims: Sequence[Claim]) -> tuple[list[Figure], dict[str, Standing]]:
    """Return the figures of an incident in a fixed order, and what became of each claim."""
    by_id = {c.claim_id: c for c in claims}
    standing: dict[str, Standing] = {}
    cells: defaultdict[tuple[str, str, str], list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda c: c.claim_id):
        parent = by_id.get(claim.part_of or "")
        is_own = claim.part_of is None or (parent is not None and parent.victim != claim.victim)
        standing[claim.claim_id] = Standing.STANDS if is_own else Standing.PART
        if is_own:
            cells[claim.outcome, claim.victim, ALL].append(claim)
        if claim.category:
            cells[claim.outcome, claim.victim, claim.category].append(claim)
    off = _taken_off(claims, by_id)
    found = [_figure(key, cells[key], off, standing) for key in sorted(cells)]
    return [figure for figure in found if figure is not None], standing


def _taken_off(claims: Iterable[Claim], by_id: Mapping[str, Claim]) -> dict[str, int]:
    """Return for each total how many of another side are counted beside it."""
    off: defaultdict[str, int] = defaultdict(int)
    for claim in claims:
        parent = by_id.get(claim.part_of or "")
        if parent is not None and parent.victim != claim.victim and not claim.count.is_word:
            off[parent.claim_id] += claim.count.best
    return off


def _figure(
    key: tuple[str, str, str],
    claims: Sequence[Claim],
    off: Mapping[str, int],
    standing: dict[str, Standing],
) -> Figure | None:
    by_source = _by_source(claims)
    stated = []
    for source, told in by_source.items():
        latest = _latest(told)
        if key[2] == ALL and len(latest) < len(told):
            _note(told, latest, standing)
        less = sum(off.get(c.claim_id, 0) for c in latest) if off else 0
        stated.append(add([c.count for c in latest], source, latest[0].is_party, less))
    if key[2] == ALL and len(stated) > 1 and len({s.is_word for s in stated}) > 1:
        _note_words(stated, by_source, standing)
    total = tally(stated)
    if total.high == 0 and any(off.get(c.claim_id) for c in claims):
        return None  # all of the total is counted by side
    outcome, victim, category = key
    return Figure(outcome, victim, category, total, len(claims))


def _by_source(claims: Sequence[Claim]) -> Mapping[str, Sequence[Claim]]:
    """Return the claims of each source, sources in order."""
    if len(claims) == 1:
        return {claims[0].source: claims}
    found: defaultdict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.source].append(claim)
    return dict(sorted(found.items()))


def _latest(told: Sequence[Claim]) -> Sequence[Claim]:
    """Return a source's claims of its latest article with a number, of its latest if none has."""
    if len(told) == 1:
        return told
    articles: defaultdict[tuple[str, str], list[Claim]] = defaultdict(list)
    for claim in [c for c in told if not c.count.is_word] or told:
        articles[claim.order].append(claim)
    # of two articles of one instant or day the one with the larger figure: tolls rise
    last = max(articles, key=lambda o: (o[0], sum(c.count.best for c in articles[o]), o[1]))
    return articles[last]


def _note(told: Sequence[Claim], latest: Sequence[Claim], standing: dict[str, Standing]) -> None:
    kept = {c.claim_id for c in latest}
    last = latest[0].order
    for claim in told:
        if claim.claim_id not in kept:
            is_word = claim.order == last or (claim.count.is_word and not latest[0].count.is_word)
            standing[claim.claim_id] = Standing.NOT_COUNTED if is_word else Standing.SUPERSEDED


def _note_words(
    stated: Sequence[Stated],
    by_source: Mapping[str, Sequence[Claim]],
    standing: dict[str, Standing],
) -> None:
    """Mark the words of sources that give no number where another one does."""
    for source in (s.source for s in stated if s.is_word):
        for claim in by_source[source]:
            standing[claim.claim_id] = Standing.NOT_COUNTED
