"""Names that no gazetteer knows: after a type word, or longer than a known head."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention

_LONGEST_NAME = 2
_QUOTES = frozenset("\"“”«»'(")


def is_only_a_head(sentence: Sentence, mention: Mention) -> bool:
    """Whether a known name is but the head of a longer one: "حوش" in "حوش زريقة"."""
    at = mention.last
    alone = mention.last - mention.first == 1 and sentence.is_a(mention.first, "name_head")
    if not alone or sentence.kind(at) != "word":
        return False
    return at not in sentence.at and not sentence.is_a(at, "function")


def named_after_a_head(sentence: Sentence, mention: Mention) -> Spot:
    """Return the place that a known head and the unknown word after it name."""
    first, last = mention.first, mention.last + 1
    cut = len(mention.reading.conjunction) + len(mention.reading.preposition)
    name = sentence.words(first, last)[cut:]
    return Spot(first, last, name, None, (), is_typed=True)


def unheard_place(sentence: Sentence, mention: Mention) -> Spot | None:
    """Read a name that no gazetteer knows after a type word: "قرية بارودة"."""
    sense = mention.senses["place_types"][0]
    if sense["kind"] in _NEVER_UNHEARD or not _opens_a_name(sentence, mention):
        return None
    first = mention.last
    while sentence.word(first) in _QUOTES:
        first += 1
    last = first
    while last < len(sentence.tokens) and last - first < _LONGEST_NAME:
        token = sentence.tokens[last]
        if token.kind != "word" or last in sentence.at or sentence.is_a(last, "function"):
            break
        last += 1
        if not sentence.is_a(last - 1, "name_head"):
            break
    if last == first or len(sentence.word(last - 1)) < 3 or _is_no_name(sentence, mention, first):
        return None
    name = sentence.words(first, last)
    if sense["kind"] in ("camp", "hill"):
        name = f"{sense.phrase} {name}"
    return Spot(mention.first, last, name, None, (), False, True)


_NEVER_UNHEARD = ("governorate", "countryside", "front", "base", "street")


def _opens_a_name(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word is a type word: not "إحياء" for "أحياء", "كتلة" for "تلة", "حياتهم"."""
    reading = mention.reading
    if reading.article or reading.suffix or reading.preposition == "ك":
        return False
    written = sentence.words(mention.first, mention.first + 1)
    return "harm" not in mention.senses and "إ" not in written


def _is_no_name(sentence: Sentence, mention: Mention, position: int) -> bool:
    """Whether a word after a type word is joined to it, or says of what sort it is.

    "بلدات ومدن", "مدينة للجيش", "مدن أوروبية"
    """
    word = sentence.word(position)
    if word.startswith(("و", "لل")):
        return True
    return word.endswith("يه") and not word.startswith("ال") and _is_of_many(sentence, mention)


def unheard_lists(sentence: Sentence, spots: list[Spot]) -> list[Spot]:
    """Return names that no gazetteer knows in a list: "قريتي المشلولة والزعفرانية"."""
    found, known = list[Spot](), {spot.first: spot for spot in spots}
    for mention, _ in sentence.having("place_types"):
        if not _is_of_many(sentence, mention):
            continue
        at = known[mention.first].last if mention.first in known else mention.last
        while at in known or (at > mention.last and _is_listed_name(sentence, at)):
            last = known[at].last if at in known else _end_of_name(sentence, at)
            if at not in known:
                name = sentence.words(at, last)[1:]
                found.append(Spot(at, last, name, None, (), is_typed=True))
            at = last
    return found


def _is_of_many(sentence: Sentence, mention: Mention) -> bool:
    word = sentence.word(mention.first)
    return bool({word, word[1:], word[2:]} & sentence.classes["many"])


_SHORTEST = 5  # letters of an unknown name with its article and "and"


def _is_listed_name(sentence: Sentence, at: int) -> bool:
    """Whether an unknown word with the article, joined by "and", goes on a list of names."""
    word = sentence.word(at)
    is_headed = _end_of_name(sentence, at) > at + 1
    is_joined = word.startswith("و") and (word[1:].startswith("ال") or is_headed)
    if (at in sentence.at and not is_headed) or len(word) < _SHORTEST - is_headed * 2:
        return False
    if not is_joined:
        return False
    return word[1:] not in sentence.classes["function"]


def _end_of_name(sentence: Sentence, at: int) -> int:
    """Return where a listed name ends: "وتل الشيح" is two words."""
    is_head = sentence.word(at)[1:] in sentence.classes["name_head"]
    unknown = at + 1 not in sentence.at and not sentence.is_a(at + 1, "function")
    return at + 2 if is_head and unknown and sentence.kind(at + 1) == "word" else at + 1
