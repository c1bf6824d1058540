"""Where a sentence turns to another happening: at links, verbs, and places or days of their own."""

from __future__ import annotations

import itertools

from tawthiq.extract.acts import Act, answered_from
from tawthiq.extract.attribution import Attribution
from tawthiq.extract.facing import names_other_side
from tawthiq.extract.periods import When
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.extract.spread import is_placed_part
from tawthiq.extract.tolls import Harm
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import EventType

_OPENING = 2  # words at the head of a sentence that cannot end a clause
_TO_ABROAD = 8  # words from "and", over whom it was aimed at, to a place abroad
_PLACE_AFTER = 12  # words from people to the place where it befell them


def clauses(
    sentence: Sentence,
    acts: list[Act],
    harms: list[Harm],
    spots: list[Spot],
    whens: list[When],
    said: list[Attribution],
) -> list[tuple[int, int]]:
    """Cut a sentence (half-open token ranges) where a new happening begins."""
    told = sorted({a.position for a in acts} | {h.people.first for h in harms})
    cuts = {0}
    links = (m for m, link in sentence.having("links") if _turns(sentence, m, link))
    verbs = (m for m in sentence.mentions if told and told[0] < m.first and _begins(m))
    cuts.update(m.first for found in (links, verbs) for m in found if m.first > _OPENING)
    cuts.update(one.first for one in said if _is_new(sentence, one, told))
    cuts.update(_by_acts(sentence, acts, spots))
    cuts.update(_by_answered(sentence, acts))
    cuts.update(_by_harms(sentence, harms, spots, whens))
    if acts and any(s.is_foreign for s in spots):
        cuts.update(_by_countries(sentence, spots))
    ordered = [*sorted(cuts), len(sentence.tokens)]
    return [(a, b) for a, b in itertools.pairwise(ordered) if b > a]


def _is_new(sentence: Sentence, said: Attribution, told: list[int]) -> bool:
    """Whether "and X said" in mid-sentence opens another report."""
    mention = sentence.at.get(said.first)
    if mention is None or not mention.reading.conjunction or said.first <= _OPENING:
        return False
    return any(at < said.first for at in told) and any(at >= said.last for at in told)


def _turns(sentence: Sentence, mention: Mention, link: Sense) -> bool:
    """Whether a link opens a clause: not the second "side" of "بين س من جهة وص من جهة أخرى"."""
    return link["kind"] == "clause" and not names_other_side(sentence, mention)


def _begins(mention: Mention) -> bool:
    """Whether a verb joined by "and" opens a clause: "وقصفت", "وقتل"."""
    if not mention.reading.conjunction:
        return False
    act, harm, role = mention.sense("acts"), mention.sense("harm"), mention.sense("roles")
    if act and act["kind"].removeprefix("generic_") in ("verb", "expel", "withdraw", "lose"):
        return True
    if role and role["role"] == "attacker" and not mention.sense("links"):
        return True
    return bool(harm and harm["kind"] in ("verb", "verb_around", "result"))


def _by_acts(sentence: Sentence, acts: list[Act], spots: list[Spot]) -> set[int]:
    """Cut before an act joined by "and" that has its own place, after one that has its own."""
    cuts = set[int]()
    for before, act, after in zip(acts, acts[1:], [*acts[2:], None], strict=False):
        if not sentence.at[act.position].reading.conjunction:
            continue
        end = after.position if after else len(sentence.tokens)
        between = {s.name for s in spots if before.last <= s.first < act.position and s.name}
        own = {s.name for s in spots if act.last <= s.first < end and s.name}
        if between and own and between != own:
            cuts.add(act.position)
    return cuts


def _by_answered(sentence: Sentence, acts: list[Act]) -> set[int]:
    """Cut before a gas attack that what is told first came after: "غارات ردا على هجوم كيميائي"."""
    gas = [a for a in acts if a.event_type is EventType.CHEMICAL_ATTACK]
    cuts = {at for a in gas if (at := answered_from(sentence, a)) is not None}
    return {at for at in cuts if any(a.last <= at and a not in gas for a in acts)}


def _by_countries(sentence: Sentence, spots: list[Spot]) -> set[int]:
    """Cut before "and" where what follows was abroad: "9 ضربات في سوريا و14 في العراق"."""
    cuts = set[int]()
    for mention, link in sentence.having("links"):
        at = mention.last + (sentence.word(mention.last) == "،")
        if link["kind"] == "home" and sentence.word(at).startswith("و"):
            after = [s for s in spots if at < s.first < at + _TO_ABROAD]
            cuts.update([at] if after and after[0].is_foreign else [])
    return cuts


def _by_harms(
    sentence: Sentence, harms: list[Harm], spots: list[Spot], whens: list[When]
) -> set[int]:
    placed = [h.people.first for h in harms if is_placed_part(sentence, h)]
    cuts = set(placed) if len(placed) > 1 else set[int]()
    cuts.update(h.people.first for h in harms if h.is_item and _has_own_act(sentence, h, harms))
    for before, harm in itertools.pairwise(harms):
        if harm.within is not None:
            continue
        shared = harm.trigger < before.people.last or harm.trigger == before.trigger
        start = harm.people.first if shared else harm.trigger
        if _own_places(before, harm, spots) or _own_times(before, harm, start, whens):
            cuts.add(start)
    return cuts


def _has_own_act(sentence: Sentence, harm: Harm, harms: list[Harm]) -> bool:
    """Whether an item of a total is told with its own circumstance: "43 بقصف جوي روسي"."""
    end = next((h.people.first for h in harms if h.is_item and h is not harm), len(sentence.tokens))
    last = end if end > harm.people.last else len(sentence.tokens)
    return any(sentence.sense(at, "acts") for at in range(harm.people.last, last))


def _own_places(before: Harm, harm: Harm, spots: list[Spot]) -> bool:
    """Whether two harms each have a place after them: "6 في دارة عزة و5 في الباب"."""
    first, second = before.people.last, harm.people.first
    between = {s.name for s in spots if first <= s.first < second}
    after = {s.name for s in spots if second <= s.first < second + _PLACE_AFTER}
    return bool(between and after and between != after)


def _own_times(before: Harm, harm: Harm, start: int, whens: list[When]) -> bool:
    """Whether two harms each have a day after them: "5 جرحى الجمعة غداة مقتل 4 الخميس".

    `start` is where the second begins; they may share a verb: "قتل 24 الخميس وأربعة آخرون الجمعة".
    """
    between = [w for w in whens if before.people.last <= w.position < start]
    after = [w for w in whens if harm.people.last <= w.position]
    return bool(between and after and between[-1].days != after[0].days)
