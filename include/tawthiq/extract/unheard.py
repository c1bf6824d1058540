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
    if not alone or at >= len(sentence.tokens) or sentence.tokens[at].kind != "word":
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
    if (
        mention.reading.article
        or mention.reading.suffix
        or sense["kind"] in ("governorate", "countryside", "front", "base")
    ):
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
    if last == first or len(sentence.word(last - 1)) < 3:
        return None
    name = sentence.words(first, last)
    if sense["kind"] in ("camp", "hill"):
        name = f"{sense.phrase} {name}"
    return Spot(mention.first, last, name, None, (), False, True)
