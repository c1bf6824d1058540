"""All the counted people of a sentence: one by one, then what they share."""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.lists import is_placed
from tawthiq.extract.numbers import SOME, Figure, after_bound, exact
from tawthiq.extract.people import People, follow, read_people
from tawthiq.extract.scan import Sentence
from tawthiq.extract.shared_counts import (
    bodies,
    dead_and_wounded,
    most_of_them,
    of_both_sides,
    risen,
    share_side,
    so_many_of_them,
)
from tawthiq.extract.whose import comrades, lost_by, own_fighters
from tawthiq.extract.years import is_year
from tawthiq.lexicon import Mention
from tawthiq.model import Outcome, Qualifier


def find_people(sentence: Sentence, figures: list[Figure], sides: list[Side]) -> list[People]:
    """Return the counted people of a sentence from left to right."""
    found = list[People]()
    by_end = {f.last: f for f in figures}
    stops = {f.first for f in figures}
    side_at = {s.first: s for s in sides if s.first not in stops}
    end = 0
    for mention, _ in sentence.having("people"):
        if mention.first < end:
            continue  # said of those before
        people = read_people(sentence, mention.first, by_end, side_at, stops)
        if people:
            found.append(people)
            end = people.last
    _in_droves(figures, found)
    found += _bare_figures(sentence, figures, found, side_at)
    found += _others(sentence, found)
    found += _nationals(sentence, found, side_at)
    found = [p for p in found if not _is_pool(sentence, p.first)]
    found.sort(key=lambda p: p.first)
    found = bodies(sentence, so_many_of_them(sentence, found))
    found = risen(sentence, found)
    own_fighters(sentence, found, sides)
    lost_by(sentence, found, sides)
    comrades(sentence, found, sides)
    most_of_them(sentence, found)
    of_both_sides(sentence, found)
    share_side(sentence, found)
    return dead_and_wounded(sentence, found)


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
        if is_year(sentence, figure.first) or sentence.is_a(figure.first - 1, "numbered"):
            continue  # "منذ مطلع 2015", "اللواء 47 التابع"
        if figure.count.low == 1 and sentence.sense(figure.first - 1, "people"):
            continue  # "من أسرة واحدة"
        if sentence.is_a(figure.first, "several_of") or not _stands_alone(sentence, figure.last):
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
    if mention.reading.preposition:
        return None  # "سنة 350 للهجرة": since what, not of whom
    return Outcome(harm["outcome"]) if harm["outcome"] else None


def _stands_alone(sentence: Sentence, position: int) -> bool:
    """Whether no noun follows a figure: a mark, a verb, "among them", a side, "others"."""
    if sentence.kind(position) != "word":
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
    if mention.reading.conjunction and mention.sense("people"):
        return True  # "بلغ عدد القتلى 194 والجرحى 850"
    if mention.senses.keys() & {"weapons", "spans", "place_types"} or _is_site(mention):
        return False
    return bool(mention.senses.keys() & _AFTER_BARE)


def _is_site(mention: Mention) -> bool:
    """Whether what a figure counts is a place or thing of somebody: "أربعة مراكز للاجئين"."""
    role = mention.sense("roles")
    return role is not None and role["role"] == "site"


_AFTER_BARE = {"links", "harm", "bounds", "actors", "time", "attribution", "roles"}


def _is_pool(sentence: Sentence, position: int) -> bool:
    """Whether a figure there is of those out of whom some came to harm: "40 من أصل 300".

    Or of those who live there: "التي يعيش فيها نحو 400 ألف شخص".
    """
    if _lives_there(sentence, position):
        return True
    if sentence.is_a(position - 1, "pool") and sentence.word(position - 2) == "من":
        return True
    if sentence.word(position - 1) != "من":
        return False
    heads = [at for at in (position - 2, position - 3) if sentence.is_a(at, "force_of")]
    before = range(max(0, position - _TO_HARM), position)
    return bool(heads) and not any(sentence.sense(at, "harm") for at in before)


_TO_POPULATION = 4  # words from "live", over "in it", "about", to how many


def _lives_there(sentence: Sentence, position: int) -> bool:
    for at in range(position - 1, position - 1 - _TO_POPULATION, -1):
        if sentence.is_a(at, "dwells"):
            return True
        if sentence.word(at) in "،:":
            return False
    return False


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


def _is_of_more(sentence: Sentence, position: int) -> bool:
    """Whether "another" is "the last of": "القضاء على آخر تجمعات", not "وأصيب آخر بجروح"."""
    mention = sentence.at.get(position)
    if mention is None:
        return sentence.kind(position) == "word" and not sentence.is_a(position, "inside")
    return not mention.reading.preposition and bool(mention.senses.keys() & _NOUNS)


_NOUNS = {"weapons", "people", "places", "place_types", "actors", "acts", "roles"}
_OTHERS = {"singular": exact(1), "dual": exact(2)}  # "وأصيب آخر", "وأصيب آخران"


def _others(sentence: Sentence, found: list[People]) -> list[People]:
    """Return people told only as "others" after a harm word: "وإصابة آخرين"."""
    others = []
    for mention, link in sentence.having("links"):
        if link["kind"] != "more" or any(p.first <= mention.first < p.last for p in found):
            continue
        harm = sentence.sense(mention.first - 1, "harm")
        is_one = link["number_form"] == "singular"
        if harm and harm["outcome"] and not (is_one and _is_of_more(sentence, mention.last)):
            count = _OTHERS.get(link["number_form"], SOME)
            people = People(mention.first, mention.last, count, False, True, is_rest=True)
            others.append(people)
    return others


def _nationals(sentence: Sentence, found: list[People], side_at: dict[int, Side]) -> list[People]:
    """Return people told only by their side after "among them", or joined to others told so.

    "14 قتيلا بينهم إيرانيون", "بينهم ضابطان ومقاتلون إيرانيون"
    """
    nationals = []
    ends = {p.last for p in found}
    for side in side_at.values():
        link = sentence.sense(side.first - 1, "links")
        is_part = link is not None and link["kind"] == "part"
        near = bool(ends & {side.first, side.first - 1})  # "ضباط سوريين ومقاتلون إيرانيون"
        joined = near and bool(side.mention.reading.conjunction)
        fight = side.kind == "side" and _fighters(sentence, side.first)
        if not (fight and (is_part or joined)) and not (side.kind == "state_adj" and is_part):
            continue
        if any(p.first <= side.first < p.last for p in found):
            continue
        people = People(side.first, side.last, SOME, False, True, victim=side.codes[0])
        nationals.append(people)
    return nationals


def _fighters(sentence: Sentence, position: int) -> bool:
    """Whether a side is named by its indefinite fighters: "مقاتلون إيرانيون", no force."""
    return sentence.is_joined_a(position, "combatant")
