"""Counted people: a figure, a noun ("civilians", "fighters", "dead") and their side."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field

from tawthiq.extract.actors import Side
from tawthiq.extract.numbers import SOME, Figure, after_bound, exact
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Sense
from tawthiq.model import Actor, Category, Count, Outcome, Qualifier

_REACH = 7  # words between people and the side they are said to belong to
_COUNTED_ONE = {"singular": 1, "dual": 2}


@dataclass(slots=True)
class People:
    """People in a sentence: tokens, how many, and what the words themselves say of them."""

    first: int
    last: int
    count: Count
    has_figure: bool
    has_noun: bool
    outcome: Outcome | None = None
    victim: Actor | None = None
    category: Category | None = None
    is_named: bool = False  # a definite singular: somebody already spoken of
    is_rest: bool = False  # "others"
    words: list[str] = field(default_factory=list)


def find_people(sentence: Sentence, figures: list[Figure], sides: list[Side]) -> list[People]:
    """Return the counted people of a sentence from left to right."""
    found = list[People]()
    by_end = {f.last: f for f in figures}
    stops = {f.first for f in figures}
    side_at = {s.first: s for s in sides if s.first not in stops}
    position = 0
    while position < len(sentence.tokens):
        people = _people(sentence, position, by_end, side_at, stops)
        if people is None:
            position += 1
            continue
        found.append(people)
        position = max(people.last, position + 1)
    _in_droves(figures, found)
    found += _bare_figures(sentence, figures, found, side_at)
    found += _others(sentence, found)
    found += _nationals(sentence, found, side_at)
    found.sort(key=lambda p: p.first)
    _most_of_them(sentence, found)
    _share_side(sentence, found)
    return _dead_and_wounded(sentence, found)


def _most_of_them(sentence: Sentence, found: list[People]) -> None:
    """Read "13 شخصا معظمهم من النساء": what most of them are tells whose people they are."""
    for people in found:
        link = sentence.starts(people.last, "links")
        if people.victim or not link or link["kind"] != "most":
            continue
        start = sentence.at[people.last].last
        for at in range(start, min(start + 3, len(sentence.tokens))):
            noun = sentence.starts(at, "people")
            if noun and noun["victim"] == Actor.CIVILIANS:
                people.victim = Actor.CIVILIANS
                break


def _share_side(sentence: Sentence, found: list[People]) -> None:
    """Read "40 قتيلا و60 جريحا من قوات النظام": the side at the end holds for both."""
    for before, people in itertools.pairwise(found):
        joined = 0 <= people.first - before.last <= 1 and before.victim is None
        if joined and people.victim and before.outcome and people.outcome:
            before.victim = people.victim


def _people(
    sentence: Sentence,
    position: int,
    by_end: dict[int, Figure],
    side_at: dict[int, Side],
    stops: set[int],
) -> People | None:
    noun = sentence.starts(position, "people")
    if noun is None:
        return None
    mention = sentence.at[position]
    figure = _figure_before(sentence, position, by_end)
    if figure:
        count, first = figure.count, figure.first
    elif noun["number_form"] in _COUNTED_ONE:
        count, first = exact(_COUNTED_ONE[noun["number_form"]]), position
    else:
        count, first = SOME, position
    if figure and mention.reading.conjunction:
        return None
    if figure is None and sentence.is_a(position, "bomber"):
        return None  # counted only where the article counts them
    people = People(first, mention.last, count, figure is not None, True)
    people.is_named = figure is None and bool(mention.reading.article or mention.reading.suffix)
    _describe(people, noun)
    people.words.append(noun.phrase)
    _follow(sentence, people, side_at, stops)
    people.count, people.last = after_bound(sentence, people.last, people.count)
    return people


def _figure_before(sentence: Sentence, position: int, by_end: dict[int, Figure]) -> Figure | None:
    """Return the figure that counts a noun: just before it, or with "من" between."""
    if sentence.at[position].reading.conjunction:
        return None
    for gap in (0, 1):
        figure = by_end.get(position - gap)
        if figure and (gap == 0 or sentence.is_a(position - 1, "counter")):
            return figure
    return None


def _describe(people: People, noun: Sense) -> None:
    if noun["outcome"] and people.outcome is None:
        people.outcome = Outcome(noun["outcome"])
    if noun["victim"] and people.victim is None:
        people.victim = Actor(noun["victim"])
    if noun["category"] and people.category is None:
        people.category = Category(noun["category"])


def _follow(sentence: Sentence, people: People, side_at: dict[int, Side], stops: set[int]) -> None:  # noqa: C901  one branch a kind of word
    """Read on after the noun: further nouns and adjectives, "others", and the side."""
    position, end = people.last, people.last + _REACH
    linked = True
    while position < min(end, len(sentence.tokens)):
        if position in stops or sentence.word(position) == "و":
            return
        side = side_at.get(position)
        if side and (linked or side.kind in ("state_adj", "side", "name")):
            if side.mention.reading.conjunction:
                return
            people.victim, people.last = _joint(side, sentence, side_at)
            return
        mention = sentence.at.get(position)
        if mention and mention.first == position:
            noun = mention.sense("people")
            link = mention.sense("links")
            joined = bool(mention.reading.conjunction)
            if noun and joined and _side_after(mention.last, side_at):
                position = mention.last  # "9 من الجنود والخبراء الروس"
                continue
            if noun and not joined and noun["number_form"] != "dual":
                _describe(people, noun)
                people.words.append(noun.phrase)
                position = people.last = mention.last
                end = position + _REACH
                continue
            if link and link["kind"] == "more":
                people.is_rest = True
                position = people.last = mention.last
                continue
            if link or noun or mention.sense("harm") or mention.sense("numbers"):
                return
            if mention.sense("acts") or mention.sense("places") or mention.sense("sources"):
                return
            position = mention.last
            continue
        if sentence.tokens[position].kind != "word" and sentence.word(position) in "،,:":
            return
        if not sentence.is_a(position, "belonging") and position > people.last + 1:
            return
        position += 1


def _side_after(position: int, side_at: dict[int, Side]) -> bool:
    side = side_at.get(position)
    return side is not None and side.kind in ("state_adj", "side", "name")


def _joint(side: Side, sentence: Sentence, side_at: dict[int, Side]) -> tuple[Actor, int]:
    """Return whose people they are: the first of allies, unknown over different camps."""
    codes, last = list(side.codes), side.last
    while True:
        after = next((side_at[at] for at in (last, last + 1) if at in side_at), None)
        joined = after and (
            after.mention.reading.conjunction or sentence.word(after.first - 1) == "و"
        )
        if not after or not joined:
            break
        codes, last = [*codes, *after.codes], after.last
    camps = {camp(code) for code in codes}
    return (codes[0] if len(camps) == 1 else Actor.UNKNOWN), last


# Allies whose common dead are counted under the first named; all others are camps of their own.
_CAMP = {
    Actor.GOV: "damascus",
    Actor.GOV_MILITIA: "damascus",
    Actor.HEZBOLLAH: "damascus",
    Actor.IRAN: "damascus",
    Actor.OPPOSITION: "rebels",
    Actor.TURKEY: "rebels",
}


def camp(code: Actor) -> str:
    """Return the camp whose dead are counted together."""
    return _CAMP.get(code, code.value)


def _bare_figures(
    sentence: Sentence, figures: list[Figure], found: list[People], side_at: dict[int, Side]
) -> list[People]:
    """Return figures that count people without a noun: "مقتل 11", "45 من قوات النظام"."""
    taken = [(p.first, p.last) for p in found]
    bare = []
    stops = {f.first for f in figures}
    for figure in figures:
        if any(first <= figure.first < last for first, last in taken):
            continue
        if not _stands_alone(sentence, figure.last):
            continue
        people = People(figure.first, figure.last, figure.count, True, False)
        _follow(sentence, people, side_at, stops)
        people.count, people.last = after_bound(sentence, people.last, people.count)
        bare.append(people)
    return bare


def _stands_alone(sentence: Sentence, position: int) -> bool:
    """Whether no noun follows a figure: a mark, a verb, "among them", a side, "others"."""
    if position >= len(sentence.tokens) or sentence.tokens[position].kind != "word":
        return True
    mention = sentence.at.get(position)
    if mention is None:
        return sentence.is_a(position, "belonging") or sentence.word(position) == "و"
    if mention.senses.keys() & {"weapons", "spans", "place_types"}:
        return False
    return bool(mention.senses.keys() & _AFTER_BARE)


_AFTER_BARE = {"links", "harm", "bounds", "actors", "time", "attribution", "roles"}


def _in_droves(figures: list[Figure], found: list[People]) -> None:
    """Give people the vague figure that follows them: "يفر المدنيون بالآلاف"."""
    for people in found:
        after = next((f for f in figures if 0 <= f.first - people.last <= 2), None)
        if after and not people.has_figure and after.count.qualifier in _DROVES:
            people.count, people.has_figure, people.is_named = after.count, True, False
            people.last = after.last


_DROVES = (Qualifier.TENS, Qualifier.HUNDREDS, Qualifier.THOUSANDS)


def _others(sentence: Sentence, found: list[People]) -> list[People]:
    """Return people told only as "others" after a harm word: "وإصابة آخرين"."""
    others = []
    for mention, link in sentence.having("links"):
        if link["kind"] != "more" or any(p.first <= mention.first < p.last for p in found):
            continue
        harm = sentence.sense(mention.first - 1, "harm")
        if harm and harm["outcome"]:
            count = exact(1) if link["number_form"] == "singular" else SOME
            people = People(mention.first, mention.last, count, False, True, is_rest=True)
            others.append(people)
    return others


def _nationals(
    sentence: Sentence, found: list[People], side_at: dict[int, Side]
) -> list[People]:
    """Return people told only by their nation after "among them": "14 قتيلا بينهم إيرانيون"."""
    nationals = []
    for side in side_at.values():
        link = sentence.sense(side.first - 1, "links")
        if side.kind != "state_adj" or not link or link["kind"] != "part":
            continue
        if any(p.first <= side.first < p.last for p in found):
            continue
        people = People(side.first, side.last, SOME, False, True, victim=side.codes[0])
        nationals.append(people)
    return nationals


def _dead_and_wounded(sentence: Sentence, found: list[People]) -> list[People]:
    """Join "عشرات القتلى والجرحى" into one figure over both; drop nouns shared by one figure."""
    joined = list[People]()
    for people in found:
        before = joined[-1] if joined else None
        if before and _shares_figure(sentence, before, people):
            pair = {before.outcome, people.outcome} == {Outcome.KILLED, Outcome.WOUNDED}
            if before.count != SOME and pair:
                before.outcome, before.last = Outcome.KILLED_OR_WOUNDED, people.last
                before.victim = before.victim or people.victim
                continue
            if before.count != SOME and before.category and people.category and not before.outcome:
                before.last = people.last
                continue
            if pair:
                people.has_figure, people.is_named = before.has_figure, before.is_named
                before.victim = before.victim or people.victim
                people.victim = people.victim or before.victim
        joined.append(people)
    return joined


def _shares_figure(sentence: Sentence, before: People, people: People) -> bool:
    """Whether people follow others at once, joined by "and", with no figure of their own."""
    if people.has_figure or people.first != before.last:
        return False
    conjunction = sentence.at[people.first].reading.conjunction
    return bool(conjunction) and people.count.qualifier is Qualifier.SOME
