"""Lists of people who share one harm: "مقتل 5 مدنيين و3 مسلحين"."""

from __future__ import annotations

from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.model import Outcome

_TO_AGAINST = 9  # words from one party's dead to "as against" the other's


def goes_on(sentence: Sentence, people: People, last: People, is_part: bool) -> bool:
    """Whether people only go on a list: "مقتل 5 مدنيين و3 مسلحين"; `is_part`: of a total."""
    gap = range(last.last + sentence.is_a(last.last, "of_them"), people.first)
    if has_own_cause(sentence, people):
        return 0 <= people.first - last.last <= _TO_CAUSED
    against = is_against(sentence, people)
    reach = _TO_AGAINST if against else _TO_NEXT_PART if is_part else _TO_NEXT
    besides = any(sentence.is_a(at, "besides") for at in gap)
    if not people.has_noun and is_placed(sentence, people.last):
        reach = _TO_PLACED
    if people.first < last.last or len(gap) > reach + (_BESIDES if besides else 0):
        return False
    if any(_breaks_list(sentence, at) for at in gap):
        return False
    if against or besides:
        return True
    joints = [sentence.word(at) for at in gap]
    comma = is_part and "،" in joints
    return "و" in joints or comma or sentence.has_and(people.first)


def has_own_cause(sentence: Sentence, people: People) -> bool:
    """Whether a bare figure opens an item of its own: "139 استشهدوا بقصف …، و25 بغارة على حارم"."""
    mention = sentence.at.get(people.last)
    if people.has_noun or mention is None or mention.reading.preposition != "ب":
        return False
    return bool(mention.senses.keys() & {"acts", "weapons"}) and begins_item(sentence, people)


_TO_CAUSED = 24  # words from people over their own cause and place to the next
_TO_NEXT = 2  # words between people of a list
_TO_NEXT_PART = 6  # the same among parts of a total: "995 طفلاً دون سن الـ18، و681 مواطنة"
_TO_PLACED = 7  # the same among figures each with its place: "12 في زملكا و8 في عين ترما"
_BESIDES = 2  # words more where "in addition to" joins them


def is_placed(sentence: Sentence, position: int) -> bool:
    """Whether a place follows at once: "في دوما", "بدوما", "في مدينة دوما"."""
    inside = sentence.is_a(position, "inside")
    mention = sentence.at.get(position + 1 if inside else position)
    if mention is None or not (inside or mention.reading.preposition == "ب"):
        return False
    return bool(mention.senses.keys() & {"places", "place_types", "admin1"})


def _breaks_list(sentence: Sentence, position: int) -> bool:
    if sentence.sense(position, "harm") or sentence.sense(position, "acts"):
        return True
    mention = sentence.at.get(position)
    link = mention.sense("links") if mention else None
    if mention is None or link is None or sentence.is_a(mention.first, "besides"):
        return False  # "26 من قوات النظام إضافة إلى تسعة مقاتلين روس"
    return link["kind"] in ("clause", "cause", "result", "part")


def is_against(sentence: Sentence, people: People) -> bool:
    """Whether people are told as against others: the other party's dead."""
    return sentence.is_a(people.first - 1, "against")


def part_marker(sentence: Sentence, people: People) -> str | None:
    """Return "part" or "most" where words such as "among them" stand just before people."""
    for position in range(people.first - 1, max(-1, people.first - 4), -1):
        link = sentence.sense(position, "links")
        if link and link["kind"] in ("part", "most"):
            return link["kind"]
        if sentence.sense(position, "people") and sentence.has_and(people.first):
            link = sentence.sense(position - 1, "links")  # "جلهم أطفال ونساء"
            most = link and link["kind"] == "most" and not people.has_figure
            return "most" if most else None
        if sentence.sense(position, "harm") or sentence.sense(position, "people"):
            return None
    return None


_TO_THEY_ARE = 3  # words from the first item back to "the dead are"


def itemised(sentence: Sentence, people: People) -> Outcome | None:
    """Return whose total is told apart from here: "والقتلى هم: 4 في دوما و3 في حرستا"."""
    for at in range(people.first - 1, max(0, people.first - _TO_THEY_ARE), -1):
        if sentence.is_a(at, "they_are"):
            noun = sentence.sense(at - 1, "people")
            return Outcome(noun["outcome"]) if noun and noun["outcome"] else None
    return None


def begins_item(sentence: Sentence, people: People) -> bool:
    """Whether people open the next item of such a list: "، و21 بينهم 3 أطفال"."""
    joined = sentence.word(people.first - 1) == "و" or sentence.has_and(people.first)
    return joined and "،" in (sentence.word(people.first - 1), sentence.word(people.first - 2))
