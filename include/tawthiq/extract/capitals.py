"""A capital that stands for its government: "قالت دمشق", "تصعيد من دمشق"."""

from __future__ import annotations

from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention


def is_located(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word before a name makes it somewhere: "في", "على", a type word, a list."""
    at = mention.first - 1
    if mention.reading.preposition in ("ب", "ل") or mention.reading.conjunction:
        return True
    located = sentence.sense(at, "place_types") or sentence.sense(at, "compass")
    words = sentence.is_a(at, "inside") or sentence.is_a(at, "onto") or sentence.is_a(at, "near")
    apart = sentence.kind(at) != "word"
    return bool(located or words or apart or sentence.sense(at, "admin1"))


def stands_for_government(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital is named as one that acts: with nothing before it that makes it a place."""
    actor = mention.sense("actors")
    if not actor or actor["kind"] != "capital":
        return False
    if mention.reading.preposition:
        return False
    if mention.first == 0:
        return True
    return _is_doing(sentence, mention.first - 1) or _is_doing(sentence, mention.last)


def _is_doing(sentence: Sentence, position: int) -> bool:
    """Whether a verb that only somebody can do stands at a position."""
    said, role = sentence.sense(position, "attribution"), sentence.sense(position, "roles")
    link = sentence.sense(position, "links")
    return bool(
        (said and said["kind"] != "preposition_before_source")
        or (role and role["role"] == "attacker" and not link)
        or (link and link["kind"] in ("modal", "negation"))
        or sentence.is_a(position, "state_acts")
    )


_STATES = frozenset(("russia", "turkey", "iran", "coalition", "israel", "other_state"))


def stands_for_state(sentence: Sentence, mention: Mention) -> bool:
    """Whether a capital is named as a side though no verb of its own says so.

    "موسكو ودمشق", "أن دمشق", "ضربة ضد دمشق", "الموالية لدمشق", but not "الشرقية لدمشق"
    """
    actor = mention.sense("actors")
    if not actor or actor["kind"] != "capital":
        return False
    before, preposition = mention.first - 1, mention.reading.preposition
    if preposition:
        return preposition == "ل" and not _is_of_ground(sentence, before)
    if any(sentence.is_joined_a(before, kind) for kind in ("opener", "of_state", "state_acts")):
        return True
    if mention.reading.conjunction and _is_state(sentence, before):
        return True
    return sentence.has_and(mention.last) and _is_state(sentence, mention.last)


def _is_of_ground(sentence: Sentence, position: int) -> bool:
    """Whether a word is of places: "الشرقي", "ضاحية", a name."""
    where = ("compass", "place_types", "places", "admin1")
    told = any(sentence.sense(position, dimension) for dimension in where)
    return told or sentence.kind(position) != "word" or sentence.is_a(position, "near")


def _is_state(sentence: Sentence, position: int) -> bool:
    """Whether another state is named at a position: "موسكو", "روسيا"."""
    actor = sentence.sense(position, "actors")
    return actor is not None and actor["code"] in _STATES
