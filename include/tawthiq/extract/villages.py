"""Names that no gazetteer knows, where they are what was taken: posts, hills, lists of villages."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.model import EventType

_TO_ONTO = 16  # words from the verb, over its subject and a day, to "on"
_TO_LIST = 12  # words from the verb, over its subject, to "the villages of"
_TO_NAMES = 4  # words from "villages" over "namely" to the first name
_MOST_NAMES = 12
_PAIR = 2
_SHORTEST = 4  # letters of a name that no gazetteer knows
_QUOTES = frozenset("\"“”«»'()")


def unheard_objects(sentence: Sentence, spots: list[Spot]) -> list[Spot]:
    """Return posts that no gazetteer knows, named as what was taken: "على كتيبة البانوراما"."""
    taken = {at for s in spots for at in range(s.first, s.last)}
    found = list[Spot]()
    for mention, act in sentence.having("acts"):
        if act["type"] != EventType.TERRITORY_GAIN:
            continue
        onto = [
            at
            for at in range(mention.last - 1, mention.last + _TO_ONTO)
            if sentence.is_a(at, "onto") or at == mention.last - 1
        ]
        found += _villages(sentence, mention.last, taken, spots)
        for at in onto:
            spot = _headed(sentence, at + 1)
            if spot and not taken & set(range(spot.first, spot.last)):
                found.append(spot)
                taken |= set(range(spot.first, spot.last))
    return found


def _villages(sentence: Sentence, position: int, taken: set[int], spots: list[Spot]) -> list[Spot]:
    """Read "قرى بافليون وسعولجك وأرندة", «أربع قرى هي "بافليون" و"سعولجك"»."""
    near = range(position, min(position + _TO_LIST, len(sentence.tokens)))
    many = next((at for at in near if sentence.is_a(at, "many")), None)
    if many is None:
        return []
    known = {at: s.last for s in spots for at in range(s.first, s.last)}
    most = _PAIR if sentence.is_a(many, "of_pair") else _MOST_NAMES
    at, found, number = _first_name(sentence, many + 1), list[Spot](), 0
    while at < len(sentence.tokens) and number < most:
        if at in known:
            at = known[at]
        elif at not in taken and _is_name(sentence, at, is_first=number == 0):
            cut = 1 if number and sentence.word(at).startswith("و") else 0
            last = _end_of_name(sentence, at, known)
            name = sentence.words(at, last)[cut:]
            found.append(Spot(at, last, name, None, (), is_typed=True))
            taken |= set(range(at, last))
            at = last
        else:
            break
        number, at = number + 1, _next_name(sentence, at)
    return found


def _end_of_name(sentence: Sentence, at: int, known: dict[int, int]) -> int:
    """Return where a name ends: "وشمرة الحصان" is two words, "وسكيك" is one."""
    mention = sentence.at.get(at + 1)
    if at + 1 >= len(sentence.tokens) or at + 1 in known:
        return at + 1
    if mention is not None and mention.senses.keys() != {"places"}:
        return at + 1
    bare = not sentence.word(at).lstrip("و").startswith("ال")
    return at + 2 if bare and sentence.word(at + 1).startswith("ال") else at + 1


def _first_name(sentence: Sentence, at: int) -> int:
    """Return where the names begin: after "namely", "among them" and quotes."""
    end = at + _TO_NAMES
    while at < end and (sentence.is_a(at, "namely") or sentence.word(at) in _QUOTES):
        at += 1
    return at


def _next_name(sentence: Sentence, at: int) -> int:
    """Return where the next name of a list stands, past quotes, a comma and a lone "and"."""
    while sentence.word(at) in _QUOTES or sentence.word(at) in ("،", "و"):
        at += 1
    return at


def _is_name(sentence: Sentence, at: int, *, is_first: bool) -> bool:
    """Whether an unknown word is a name of the list: joined to it, and of no verb's form."""
    word, before = sentence.word(at), sentence.word(at - 1)
    mention = sentence.at.get(at)
    if sentence.tokens[at].kind != "word" or len(word) < _SHORTEST:
        return False
    if mention is not None and mention.senses.keys() != {"places"}:
        return False
    quoted = before in _QUOTES
    joined = is_first or quoted or before == "و" or word.startswith("و")
    listed = before == "،" and sentence.word(at + 1)[:1] in ("،", "و") and "ال" in word[:3]
    bare = word[1:] if word.startswith("و") and not is_first else word
    is_verb = bare.endswith(("ت", "وا")) and not bare.startswith("ال")
    return (joined or listed) and not is_verb and bare not in sentence.classes["function"]


def _headed(sentence: Sentence, at: int) -> Spot | None:
    """Read a head and the unknown word after it as a name: "تل مرعي", "كتيبة البانوراما"."""
    known = sentence.at.get(at + 1)
    if not sentence.is_a(at, "post_head") or (known and known.senses.keys() != {"places"}):
        return None
    kind = "digits" if sentence.is_a(at, "numbered") else "word"
    if sentence.kind(at + 1) != kind or sentence.is_a(at + 1, "function"):
        return None
    return Spot(at, at + 2, sentence.words(at, at + 2), None, (), is_typed=True)
