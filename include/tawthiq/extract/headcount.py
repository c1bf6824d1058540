"""All the counted people of a sentence: one by one, then what they share."""

from __future__ import annotations

import itertools

from tawthiq.extract.actors import Side
from tawthiq.extract.camps import STATES
from tawthiq.extract.lists import is_placed
from tawthiq.extract.numbers import SOME, Figure, after_bound, exact
from tawthiq.extract.people import People, follow, read_people
from tawthiq.extract.scan import Sentence
from tawthiq.extract.years import is_year
from tawthiq.model import Actor, Category, Outcome, Qualifier


def find_people(sentence: Sentence, figures: list[Figure], sides: list[Side]) -> list[People]:
    """Return the counted people of a sentence from left to right."""
    found = list[People]()
    by_end = {f.last: f for f in figures}
    stops = {f.first for f in figures}
    side_at = {s.first: s for s in sides if s.first not in stops}
    position = 0
    while position < len(sentence.tokens):
        people = read_people(sentence, position, by_end, side_at, stops)
        if people is None:
            position += 1
            continue
        found.append(people)
        position = max(people.last, position + 1)
    _in_droves(figures, found)
    found += _bare_figures(sentence, figures, found, side_at)
    found += _others(sentence, found)
    found += _nationals(sentence, found, side_at)
    found = [p for p in found if not _is_pool(sentence, p.first)]
    found.sort(key=lambda p: p.first)
    found = _bodies(_so_many_of_them(sentence, found))
    found = _risen(sentence, found)
    _own_fighters(sentence, found, sides)
    _most_of_them(sentence, found)
    _share_side(sentence, found)
    return _dead_and_wounded(sentence, found)


def _bodies(found: list[People]) -> list[People]:
    """Read "جثث سبعة مدنيين": the noun before a counted one tells only what befell them."""
    kept = list[People]()
    for people in found:
        before = kept[-1] if kept else None
        if before and before.outcome and not before.has_figure and not before.is_named:
            counted = people.has_figure or people.count != SOME
            if before.last == people.first and counted and people.outcome is None:
                people.outcome, people.words = before.outcome, [*before.words, *people.words]
                kept.pop()
        kept.append(people)
    return kept


_TO_RISEN = 26  # words from the people whose number rose, over how they fell, to the number


def _risen(sentence: Sentence, found: list[People]) -> list[People]:
    """Read "ارتفاع أعداد قتلى الضربات التي استهدفت الكسوة إلى 15": the number at the end is theirs."""
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
    if sentence.word(people.first - 1) == "الي":
        return before.outcome is not None and any(sentence.is_a(at, "update") for at in head)
    counted = any(sentence.is_a(at, "total_of") for at in head)
    return counted and sentence.is_a(people.first - 1, "came_to")


def _own_fighters(sentence: Sentence, found: list[People], sides: list[Side]) -> None:
    """Read "4 من مقاتليه", "في صفوفها 7", "4 منهم": people of the side named before them."""
    for index, people in enumerate(found):
        if people.victim or people.category:
            continue
        before = [s for s in sides if s.last <= people.first and Actor.CIVILIANS not in s.codes]
        mention = sentence.at.get(people.last - 1)
        owned = mention and mention.reading.suffix and mention.sense("people")
        is_theirs = people.has_figure and not people.outcome and bool(owned)
        near = range(people.first - _TO_RANKS, people.last + _TO_RANKS)
        ranks = any(sentence.is_a(at, "ranks") for at in near)
        of_them = not people.has_noun and sentence.is_a(people.last, "of_them")
        alone = not any(p.has_figure for p in found[:index])
        if before and (is_theirs or ranks or (of_them and alone)):
            people.victim = _owner(sentence, people, before)
        elif is_theirs:
            people.victim = _speaking(sentence, people.first)


def _owner(sentence: Sentence, people: People, before: list[Side]) -> Actor:
    """Return whose people "his soldiers" are: of the state named last, else of the last side."""
    regular = set(people.words) & sentence.classes["regular"]
    states = [s for s in before if s.codes[0] in STATES] if regular else []
    return (states or before)[-1].codes[0]


def _speaking(sentence: Sentence, position: int) -> Actor | None:
    """Return the state that speaks of its own: "قالت وزارة الدفاع التركية إن 5 من جنودها"."""
    said = [source["class"] for m, source in sentence.having("sources") if m.last <= position]
    known = {a.value: a for a in Actor}
    return known.get(said[-1]) if said else None


_TO_RANKS = 3  # words between people and "in its ranks", before or after them


def _so_many_of_them(sentence: Sentence, found: list[People]) -> list[People]:
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


def _most_of_them(sentence: Sentence, found: list[People]) -> None:
    """Read "13 شخصا معظمهم من النساء": what most of them are tells whose people they are."""
    for people in found:
        link = sentence.starts(people.last, "links")
        if people.victim or not link or link["kind"] != "most":
            continue
        start = sentence.at[people.last].last
        for at in range(start, min(start + 3, len(sentence.tokens))):
            noun = sentence.starts(at, "people")
            if noun and (noun["victim"] == Actor.CIVILIANS or noun["category"] in _CIVIL):
                people.victim = Actor.CIVILIANS
                break


_CIVIL = (Category.CHILDREN, Category.WOMEN)


def _share_side(sentence: Sentence, found: list[People]) -> None:
    """Read "40 قتيلا و60 جريحا من قوات النظام": the side at the end holds for both."""
    for before, people in itertools.pairwise(found):
        joined = 0 <= people.first - before.last <= 1 and before.victim is None
        if joined and people.victim and before.outcome and people.outcome:
            before.victim = people.victim


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
        if is_year(sentence, figure.first):
            continue  # "منذ مطلع 2015"
        if figure.count.low == 1 and sentence.sense(figure.first - 1, "people"):
            continue  # "من أسرة واحدة"
        if not _stands_alone(sentence, figure.last):
            continue
        people = People(figure.first, figure.last, figure.count, True, False)
        follow(sentence, people, side_at, stops)
        people.count, people.last = after_bound(sentence, people.last, people.count)
        people.outcome = _harm_counted(sentence, people.last)
        bare.append(people)
    return bare


def _harm_counted(sentence: Sentence, position: int) -> Outcome | None:
    """Return the outcome in "الكثير من الإصابات": a harm that is itself what is counted."""
    harm, mention = sentence.starts(position, "harm"), sentence.at.get(position)
    if not harm or not mention or harm["kind"] != "noun" or not mention.reading.article:
        return None
    return Outcome(harm["outcome"]) if harm["outcome"] else None


def _stands_alone(sentence: Sentence, position: int) -> bool:
    """Whether no noun follows a figure: a mark, a verb, "among them", a side, "others"."""
    if position >= len(sentence.tokens) or sentence.tokens[position].kind != "word":
        return True
    if sentence.is_a(position, "injury"):
        return True
    mention = sentence.at.get(position)
    if mention is None:
        alone = sentence.is_a(position, "belonging") or sentence.word(position) == "و"
        return alone or is_placed(sentence, position)
    if mention.reading.preposition and mention.sense("acts"):
        return True  # "جرح العشرات بغارات"
    if sentence.is_a(position, "tally"):
        return True  # "ارتفع إلى 9 عدد الذين قضوا"
    if mention.senses.keys() & {"weapons", "spans", "place_types"}:
        return False
    return bool(mention.senses.keys() & _AFTER_BARE)


_AFTER_BARE = {"links", "harm", "bounds", "actors", "time", "attribution", "roles"}


def _is_pool(sentence: Sentence, position: int) -> bool:
    """Whether a figure there is of those out of whom some came to harm: "40 من أصل 300"."""
    if sentence.is_a(position - 1, "pool") and sentence.word(position - 2) == "من":
        return True
    if sentence.word(position - 1) != "من":
        return False
    heads = [at for at in (position - 2, position - 3) if sentence.is_a(at, "force_of")]
    before = range(max(0, position - _TO_HARM), position)
    return bool(heads) and not any(sentence.sense(at, "harm") for at in before)


_TO_HARM = 8  # words from a harm verb, over "a force", to the number of its men


def _in_droves(figures: list[Figure], found: list[People]) -> None:
    """Give people the vague figure that follows them: "يفر المدنيون بالآلاف"."""
    for people in found:
        after = next((f for f in figures if 0 <= f.first - people.last <= 2), None)
        counts_others = after and any(p.first == after.first for p in found)
        if (
            after
            and not counts_others
            and not people.has_figure
            and after.count.qualifier in _DROVES
        ):
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


def _nationals(sentence: Sentence, found: list[People], side_at: dict[int, Side]) -> list[People]:
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
        if before and people.first < before.last and not people.has_figure:
            continue  # read already, as one of several sides
        if before and _shares_figure(sentence, before, people):
            pair = {before.outcome, people.outcome} == {Outcome.KILLED, Outcome.WOUNDED}
            both = before.has_figure and sentence.at[people.first].reading.article
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
    definite = sentence.at[people.first].reading.article
    return bool(both and definite and people.victim is not before.victim)


def _shares_figure(sentence: Sentence, before: People, people: People) -> bool:
    """Whether people follow others at once, joined by "and", with no figure of their own."""
    if people.has_figure or people.first not in (before.last, before.last - 1):
        return False
    conjunction = sentence.at[people.first].reading.conjunction
    after_tens = (before.count.low or 0) > _TEN and sentence.word(people.first).endswith("ا")
    return bool(conjunction) and (people.count.qualifier is Qualifier.SOME or after_tens)


_TEN = 10  # above it the counted noun is a singular accusative: "30 امرأة وطفلا"
