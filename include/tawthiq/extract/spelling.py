"""A place's name as the article spells it."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention


def spelled(sentence: Sentence, mention: Mention) -> str:
    """Return a name as the article spells it, without clitics, quotes and "occupied"."""
    raw = sentence.words(mention.first, mention.last).translate(_NO_QUOTES)
    inner = [at for at in range(mention.first + 1, mention.last) if sentence.is_a(at, "epithet")]
    needed = len(inner) + sentence.is_a(mention.first, "compass")  # "جنوب العاصمة" stays
    if inner and mention.last - mention.first > needed:
        kept = (at for at in range(mention.first, mention.last) if at not in inner)
        raw = " ".join(sentence.words(at, at + 1) for at in kept)
    reading = mention.reading
    cut = len(reading.conjunction) + len(reading.preposition)
    if reading.preposition == "ل" and reading.key.startswith("ال"):
        return "ال" + raw[cut + 1 :]
    return raw[cut:]


_NO_QUOTES = str.maketrans("", "", '"“”«»()')
