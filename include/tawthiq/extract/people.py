"""Counted people: a figure, a noun ("civilians", "fighters", "dead") and their side."""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.extract.actors import Side
from tawthiq.extract.nouns import (
    COUNTED_ONE,
    is_kin,
    is_one_of,
    is_only_counted,
    is_spoken_of,
    tells_of_nobody,
)
from tawthiq.extract.numbers import SOME, Figure, after_bound, exact
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Sense
from tawthiq.model import Actor, Category, Count, Outcome

_REACH = 7  # words between people and the side they are said to belong to


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
    has_side: bool = False  # told as part of a total, with a side of its own
    words: list[str] = field(default_factory=list)


def read_people(
    sentence: Sentence,
    position: int,
    by_end: dict[int, Figure],
    side_at: dict[int, Side],
    stops: set[int],
) -> People | None:
    """Return the people that a noun at a position begins, with their figure and their side."""
    noun = sentence.starts(position, "people")
    if noun is None or tells_of_nobody(sentence, position):
        return None
    mention = sentence.at[position]
    figure = _figure_before(sentence, position, by_end)
    if figure:
        count, first = figure.count, figure.first
    elif noun["number_form"] in COUNTED_ONE:
        count, first = exact(COUNTED_ONE[noun["number_form"]]), position
    else:
        count, first = SOME, position
    if figure and (mention.reading.conjunction or _counts_families(noun, figure)):
        return None
    if figure is None and is_only_counted(sentence, mention):
        return None
    one_of = is_one_of(sentence, position, noun) and figure is None
    if one_of:
        count, first = exact(1), position - 1
    people = People(first, mention.last, count, figure is not None or one_of, True)
    _count_after(sentence, people, by_end)
    spoken_of = bool(mention.reading.suffix) or is_spoken_of(sentence, mention, noun)
    people.is_named = not (figure or one_of) and spoken_of and not is_kin(sentence, mention)
    _describe(people, noun)
    people.words += noun.phrase.split()
    people.count, people.last = after_bound(sentence, people.last, people.count)
    follow(sentence, people, side_at, stops)
    people.count, people.last = after_bound(sentence, people.last, people.count)
    return people


#: Who is a civilian by age or sex, be it not said.
CIVILIAN = (Category.CHILDREN, Category.WOMEN)


def _counts_families(noun: Sense, figure: Figure) -> bool:
    """Whether a figure tells of no people: by the codebook "120 عائلة" is no claim."""
    return noun["number_form"] == "family" and figure.count.low is not None


def _count_after(sentence: Sentence, people: People, by_end: dict[int, Figure]) -> None:
    """Read the number after a noun: "أطفالها الثلاثة", "مدني واحد على الأقل"."""
    number = sentence.at.get(people.last)
    if people.has_figure or number is None:
        return
    if people.count == SOME and sentence.is_a(people.last, "of_two"):
        people.count, people.has_figure = exact(2), True  # "مدنيين هما رجل وزوجته"
        return
    figure = next((f for f in by_end.values() if f.first == people.last), None)
    same = figure and people.count.low in (1, None) and figure.count.low in (1, 2)
    if figure and same and (people.count.low or 2) == figure.count.low:
        people.count, people.last = figure.count, figure.last
    elif figure and number.reading.article:
        people.count, people.last, people.has_figure = figure.count, figure.last, True


def _figure_before(sentence: Sentence, position: int, by_end: dict[int, Figure]) -> Figure | None:
    """Return the figure that counts a noun: just before it, or with "من" between."""
    if sentence.at[position].reading.conjunction:
        return None
    number = by_end.get(position)
    if number and sentence.is_a(number.first - 1, "numbered"):
        return None  # "قائد الفرقة 30 العقيد": the unit's number
    if number and number.count == SOME and number.first in by_end:
        return by_end[number.first]  # "ارتفع إلى 976 عدد المدنيين الذين قتلوا"
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


def follow(sentence: Sentence, people: People, side_at: dict[int, Side], stops: set[int]) -> None:  # noqa: C901  one branch a kind of word
    """Read on after the noun: further nouns and adjectives, "others", and the side."""
    position, end = people.last, people.last + _REACH
    linked = True
    while position < min(end, len(sentence.tokens)):
        if position in stops or sentence.word(position) == "و":
            return
        if any(sentence.is_a(position, kind) for kind in _NOT_THEIRS):
            return  # "10 آلاف مدني كانوا محتجزين": what they were before
        side = side_at.get(position)
        if side and (linked or side.kind in ("state_adj", "side", "name")):
            if side.mention.reading.conjunction:
                return
            by_birth = position == people.last and _is_civil(people, side)
            if by_birth or (side.is_country and not _is_soldier(sentence, people)):
                position = side.last  # "3 صحافيين سوريين", "نازحين أكراد": a nation, no side
                continue
            if position > people.last and _is_no_fighter(people, side):
                return  # "مدنيين في آخر معقل للفصائل": where they were
            people.victim, people.last = _joint(side, sentence, side_at)
            return
        mention = sentence.at.get(position)
        if mention and mention.first == position:
            noun = mention.sense("people")
            link = mention.sense("links")
            joined = bool(mention.reading.conjunction)
            if noun and joined and not noun["outcome"] and _side_after(mention.last, side_at):
                position = mention.last  # "9 من الجنود والخبراء الروس"
                continue
            if noun and people.outcome and noun["outcome"] not in ("", people.outcome):
                return  # "قتلى آخرين ووجود جرحى"
            if noun and not joined and noun["number_form"] != "dual":
                _describe(people, noun)
                people.words += noun.phrase.split()
                position = people.last = mention.last
                end = position + _REACH
                continue
            if link and link["kind"] == "more":
                if position > people.last:
                    return  # "مدنيين في آخر معقل للفصائل"
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


# words after which a side is not the people's
_NOT_THEIRS = ("relative", "had_been", "charge", "launched")


def _is_no_fighter(people: People, side: Side) -> bool:
    """Whether the noun says that they are civilians, and an armed side is named further on."""
    civil = people.victim is Actor.CIVILIANS and people.category not in CIVILIAN
    return civil and Actor.CIVILIANS not in side.codes


def _is_civil(people: People, side: Side) -> bool:
    """Whether the noun itself says that people fight for nobody; "مدنيين روس" are contractors."""
    kurd = side.codes == (Actor.SDF,) and people.victim is Actor.CIVILIANS
    return kurd or people.category in _UNARMED


_UNARMED = (Category.JOURNALISTS, Category.MEDICS, Category.RESCUERS)


def _is_soldier(sentence: Sentence, people: People) -> bool:
    """Whether people are of an army, whose country's name is its side: "جنديا سوريا"."""
    return bool(set(people.words) & sentence.classes["regular"])


def _side_after(position: int, side_at: dict[int, Side]) -> bool:
    side = side_at.get(position)
    return side is not None and side.kind in ("state_adj", "side", "name")


def _joint(side: Side, sentence: Sentence, side_at: dict[int, Side]) -> tuple[Actor, int]:
    """Return whose people they are: the first of allies, unknown over different camps."""
    codes, last = list(side.codes), side.last
    while True:
        last = _after_brackets(sentence, last)
        after = next((side_at[at] for at in (last, last + 1) if at in side_at), None)
        joined = after and (
            after.mention.reading.conjunction or sentence.word(after.first - 1) == "و"
        )
        if not after or not joined:
            break
        codes, last = [*codes, *after.codes], after.last
    camps = {_counted_under(code) for code in codes}
    return (codes[0] if len(camps) == 1 else Actor.UNKNOWN), last


_IN_BRACKETS = (
    8  # words of what a name in brackets explains: "النصرة (تنظيم القاعدة في بلاد الشام)"
)


def _after_brackets(sentence: Sentence, position: int) -> int:
    """Return where a list goes on behind a name's explanation in brackets."""
    if sentence.word(position) != "(":
        return position
    reach = range(position + 1, position + _IN_BRACKETS)
    return next((at + 1 for at in reach if sentence.word(at) == ")"), position)


# Allies whose common dead are counted under the first named; all others are camps of their own.
_COUNTED_UNDER = {
    Actor.GOV: "damascus",
    Actor.GOV_MILITIA: "damascus",
    Actor.HEZBOLLAH: "damascus",
    Actor.IRAN: "damascus",
    Actor.OPPOSITION: "rebels",
    Actor.JIHADIST: "rebels",
    Actor.TURKEY: "rebels",
}


def _counted_under(code: Actor) -> str:
    """Return the camp whose dead are counted together."""
    return _COUNTED_UNDER.get(code, code.value)
