"""Whether a noun of people tells of people here: doers, adjectives, words of two meanings, kin."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Outcome

COUNTED_ONE = {"singular": 1, "dual": 2}


def is_only_counted(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word is people only with a figure: "سوريا" is the country, "أسر" a verb."""
    if sentence.is_a(mention.first, "bomber") or mention.sense("links"):
        return True
    if sentence.is_a(mention.first - 1, "had_been"):
        return True  # "مدنيون كانوا محتجزين"
    if mention.sense("weapons"):
        return True  # "غارة على مدرسة": a school, no teacher
    if mention.reading.key in sentence.classes["kin"] and not is_kin(sentence, mention):
        return True
    return mention.sense("harm") is not None


def tells_of_nobody(sentence: Sentence, position: int) -> bool:
    """Whether a noun is a rank, who did it, or a thing: "من قبل عناصر الدفاع المدني"."""
    if sentence.is_a(position - 1, "rank_of") or sentence.is_a(position - 1, "agent"):
        return True
    if sentence.sense(position - 1, "place_types") and sentence.at[position].reading.conjunction:
        return True  # "بلدات ومزارع": farms, no farmer
    return _does_it(sentence, position) or _is_adjective(sentence, position)


def _does_it(sentence: Sentence, position: int) -> bool:
    """Whether "ل" after an act makes people its doers: "قصف لمسلحين على المدينة"."""
    act = sentence.sense(position - 1, "acts")
    is_noun = act is not None and act["kind"].removeprefix("generic_") == "noun"
    return is_noun and sentence.at[position].reading.preposition == "ل"


def _is_adjective(sentence: Sentence, position: int) -> bool:
    """Whether a noun only says of what kind a thing before it is: "مجمعا عسكريا", "موقعا إرهابيا".

    Nor is a fighter meant where the word has an ending: "مقاتلاتها من طراز" are aircraft.
    """
    mention = sentence.at[position]
    if mention.reading.suffix and mention.last - mention.first > 1:
        return sentence.word(mention.last - 1) == "من"
    if not sentence.word(position).endswith("يا") or sentence.kind(position - 1) != "word":
        return False
    before = sentence.at.get(position - 1)
    known = before is not None and not before.senses.keys().isdisjoint(_NO_THINGS)
    ends_alike = sentence.word(position - 1).endswith("ا")
    return ends_alike and not known and not sentence.is_a(position - 1, "also")


_NO_THINGS = ("people", "numbers", "actors", "links", "time")


def is_spoken_of(sentence: Sentence, mention: Mention, noun: Sense) -> bool:
    """Whether a noun is definite, and not a group of them: "مجموعة كبيرة من المدنيين"."""
    if mention.reading.article:
        return True
    before = sentence.sense(mention.first - 1, "harm")  # "حصيلة القتلى المدنيين", "نزوح الأهالي"
    told = before and (before["kind"] == "toll" or before["outcome"] == Outcome.DISPLACED)
    if told or noun["outcome"] or sentence.word(mention.first - 1) == "من":
        return False
    return is_definite(sentence, mention.first)


def is_definite(sentence: Sentence, position: int) -> bool:
    """Whether a noun bears the article, be it part of the phrase: "المدنيين"."""
    reading = sentence.at[position].reading
    word = (
        sentence.word(position).removeprefix(reading.conjunction).removeprefix(reading.preposition)
    )
    return bool(reading.article) or word.startswith("ال")


def is_one_of(sentence: Sentence, position: int, noun: Sense) -> bool:
    """Whether one of several is told of: "أحد جنوده", not "أحد القتلى"."""
    return sentence.is_a(position - 1, "one_of") and not noun["outcome"]


def is_kin(sentence: Sentence, mention: Mention) -> bool:
    """Whether somebody is told beside the one he belongs to: "طفلة ووالدتها", "أم وأطفالها"."""
    return _belongs(sentence, mention.first) or _belongs(sentence, mention.last)


def _belongs(sentence: Sentence, position: int) -> bool:
    """Whether a noun joined by "and" belongs to the one person told before it."""
    mention, before = sentence.at.get(position), sentence.sense(position - 1, "people")
    if mention is None or not before or not mention.sense("people"):
        return False
    joined = mention.reading.suffix and mention.reading.conjunction == "و"
    return bool(joined and before["number_form"] in COUNTED_ONE)
