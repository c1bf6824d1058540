"""What counted people of one sentence share: a figure, a side, an outcome told at the end."""

from __future__ import annotations

import itertools

from tawthiq.extract.nouns import is_definite
from tawthiq.extract.numbers import SOME
from tawthiq.extract.people import CIVILIAN, People
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Outcome, Qualifier


def bodies(sentence: Sentence, found: list[People]) -> list[People]:
    """Read "جثث سبعة مدنيين": the noun before a counted one tells only what befell them."""
    kept = list[People]()
    for people in found:
        before = kept[-1] if kept else None
        if before and _is_next_sum(sentence, before, people):
            people.outcome, people.words = before.outcome, [*before.words, *people.words]
            kept.pop()
        elif before and before.outcome and not before.has_figure and not before.is_named:
            counted = people.has_figure or people.count != SOME
            if before.last == people.first and counted and people.outcome is None:
                people.outcome, people.words = before.outcome, [*before.words, *people.words]
                kept.pop()
        kept.append(people)
    return kept


def _is_next_sum(sentence: Sentence, before: People, people: People) -> bool:
    """Whether a toll goes on with its next figure: "القتلى 194 والجرحى 850", "والجرحى إلى 850"."""
    if before.has_figure or not before.is_named or not before.outcome:
        return False
    joined = sentence.at[before.first].reading.conjunction == "و"
    gap = people.first - before.last
    near = gap == 0 or (gap == 1 and sentence.is_a(before.last, "sum_to"))
    return joined and near and people.has_figure and people.outcome is None


_TO_RISEN = 26  # words from the people whose number rose, over how they fell, to the number


def risen(sentence: Sentence, found: list[People]) -> list[People]:
    """Read "ارتفاع أعداد قتلى الضربات على الكسوة إلى 15": the number at the end is theirs."""
    kept = list[People]()
    for people in found:
        before = kept[-1] if kept else None
        bare = people.has_figure and not people.has_noun
        if before and bare and _is_rising(sentence, before, people):
            before.count, before.has_figure, before.is_named = people.count, True, False
            if before.outcome:
                before.last = people.last
        else:
            kept.append(people)
    return kept


def _is_rising(sentence: Sentence, before: People, people: People) -> bool:
    """Whether people without a figure are said to have become more, not long before it."""
    if people.first - before.last > _TO_RISEN or before.count != SOME:
        return False
    head = range(before.first - 3, before.first)
    if sentence.is_a(people.first - 1, "until"):
        return before.outcome is not None and any(sentence.is_a(at, "update") for at in head)
    counted = any(sentence.is_a(at, "total_of") for at in head)
    return counted and sentence.is_a(people.first - 1, "came_to")


def so_many_of_them(sentence: Sentence, found: list[People]) -> list[People]:
    """Read "ثلاثة منهم أطفال": the figure before "of them" counts the people after it."""
    kept = list[People]()
    for people in found:
        before = kept[-1] if kept else None
        if before and _is_counted_by(sentence, people, before):
            people.count, people.has_figure = before.count, True
            kept.pop()
        kept.append(people)
    return kept


def _is_counted_by(sentence: Sentence, people: People, before: People) -> bool:
    """Whether a bare figure, "of them" and a noun without a figure follow each other."""
    of_them = before.last == people.first - 1 and sentence.is_a(before.last, "of_them")
    is_bare = before.has_figure and not before.has_noun and not before.is_rest
    return of_them and is_bare and people.count == SOME and not people.has_figure


def most_of_them(sentence: Sentence, found: list[People]) -> None:
    """Read "13 شخصا معظمهم من النساء": what most of them are tells whose people they are.

    Where most are "civilians", others among them are not: "ألف قتيل غالبيتهم مدنيون".
    """
    for people in found:
        at_most = people.last + (sentence.word(people.last) == "،")
        link = sentence.starts(at_most, "links")
        if people.victim or not link or link["kind"] != "most":
            continue
        start = sentence.at[at_most].last
        for at in range(start, min(start + 3, len(sentence.tokens))):
            noun = sentence.starts(at, "people")
            if noun and noun["category"] in CIVILIAN:
                people.victim = Actor.CIVILIANS
                break
            if noun and noun["victim"] == Actor.CIVILIANS:
                all_are = sentence.is_joined_a(at_most, "all_of_them")
                people.victim = Actor.CIVILIANS if all_are else Actor.UNKNOWN
                break


def of_both_sides(sentence: Sentence, found: list[People]) -> None:
    """Read "80 مقاتلا من الطرفين", "قتلى في صفوف الجانبين": the dead of no one camp."""
    for people in found:
        at = people.last
        while sentence.is_a(at, "belonging") or sentence.is_a(at, "between"):
            at += 1
        if at > people.last and sentence.is_a(at, "both_sides"):
            people.victim = Actor.UNKNOWN


def share_side(sentence: Sentence, found: list[People]) -> None:
    """Read "40 قتيلا و60 جريحا من قوات النظام": the side at the end holds for both."""
    for before, people in itertools.pairwise(found):
        joined = 0 <= people.first - before.last <= 1 and before.victim is None
        if joined and people.victim and before.outcome and people.outcome:
            before.victim = people.victim


def dead_and_wounded(sentence: Sentence, found: list[People]) -> list[People]:
    """Join "عشرات القتلى والجرحى" into one figure over both; drop nouns shared by one figure."""
    joined = list[People]()
    for people in found:
        before = joined[-1] if joined else None
        if before and people.first < before.last and not people.has_figure:
            continue  # read already, as one of several sides
        if before and _shares_figure(sentence, before, people):
            pair = {before.outcome, people.outcome} == {Outcome.KILLED, Outcome.WOUNDED}
            both = before.has_figure and is_definite(sentence, people.first)
            if both and before.count != SOME and pair:
                before.outcome, before.last = Outcome.KILLED_OR_WOUNDED, people.last
                before.victim = before.victim or people.victim
                continue
            if before.count != SOME and before.category and people.category and not before.outcome:
                before.last = people.last
                continue
            if before.has_figure and _are_one_sum(sentence, before, people):
                before.victim, before.last = Actor.UNKNOWN, people.last
                continue
            if pair:
                people.has_figure, people.is_named = before.has_figure, before.is_named
                before.victim = before.victim or people.victim
                people.victim = people.victim or before.victim
        joined.append(people)
    return joined


def _are_one_sum(sentence: Sentence, before: People, people: People) -> bool:
    """Whether one figure is over fighters and civilians: "آلاف المقاتلين والمدنيين"."""
    both = before.outcome is None and people.outcome is None and before.count != SOME
    alike = is_definite(sentence, people.first) or _is_in_hundreds(before)
    return bool(both and alike and people.victim is not before.victim)


def _is_in_hundreds(people: People) -> bool:
    """Whether a figure counts nouns in the singular genitive: "5400 مسلح ومدني"."""
    low = people.count.low
    return people.count.qualifier in _HUNDREDS if low is None else low >= _HUNDRED


def _shares_figure(sentence: Sentence, before: People, people: People) -> bool:
    """Whether people follow others at once, joined by "and", with no figure of their own."""
    if people.has_figure or people.first not in (before.last, before.last - 1):
        return False
    conjunction = sentence.at[people.first].reading.conjunction
    after_tens = (before.count.low or 0) > _TEN and sentence.word(people.first).endswith("ا")
    both_told = bool(people.category) is bool(before.category)  # not "300 مدني ورجل إطفاء"
    alike = after_tens or (people.count.low == 1 and both_told and _is_in_hundreds(before))
    return bool(conjunction) and (people.count.qualifier is Qualifier.SOME or alike)


_HUNDRED = 100
_HUNDREDS = (Qualifier.HUNDREDS, Qualifier.THOUSANDS)
_TEN = 10  # above it the counted noun is a singular accusative: "30 امرأة وطفلا"
