"""Whether an article speaks of Syria, and whether it only does so in passing."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.extract.abroad import names_country
from tawthiq.extract.capitals import is_located
from tawthiq.extract.frames import Frame
from tawthiq.extract.language import Language
from tawthiq.extract.scan import Sentence
from tawthiq.gazetteer import Place
from tawthiq.lexicon import Mention
from tawthiq.model import Actor, Part


def is_of_syria(sentences: list[Sentence], language: Language) -> bool:
    """Whether an article speaks of Syria: by its name, a governorate's, or places known there.

    One place is enough where no country or city abroad is named; else it takes two towns.
    """
    places, towns, is_abroad = set[str](), set[str](), False
    for sentence in sentences:
        for mention in sentence.having_any(_OF_A_COUNTRY):
            link = mention.sense("links")
            if not _is_meant(sentence, mention):
                continue
            if "admin1" in mention.senses or (link and link["kind"] in ("home", "syrian")):
                return True
            if "actors" in mention.senses and _is_called_syrian(sentence, mention):
                return True
            is_abroad = is_abroad or "elsewhere" in mention.senses
            known = [language.places[s["place_id"]] for s in mention.senses.get("places", [])]
            is_typed = sentence.sense(mention.first - 1, "place_types") is not None
            places |= {p.name for p in known if is_typed or not p.ambiguous}
            towns |= {p.name for p in known if not p.ambiguous and p.kind in _WELL_KNOWN}
    return len(towns) > 1 if is_abroad else bool(places)


def _is_called_syrian(sentence: Sentence, mention: Mention) -> bool:
    """Whether a side's name says that it is of Syria: "فصائل سورية"."""
    return any(sentence.is_a(at, "of_syria") for at in range(mention.first, mention.last))


def _is_placed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a common word stands where a place can: "في درعا", "قصف الجيش تدمر", "درعا: …"."""
    if mention.first == 0 and sentence.kind(mention.last) == "word":
        return False
    before = sentence.at.get(mention.first - 1)
    struck = before is not None and not before.senses.keys().isdisjoint(("acts", "actors"))
    return struck or is_located(sentence, mention)


_OF_A_COUNTRY = frozenset(("actors", "admin1", "elsewhere", "links", "places"))
_WELL_KNOWN = ("town", "region", "airport", "base", "camp", "crossing")


def drop_abroad(
    frames: list[Frame], sentences: list[Sentence], gazetteer: Mapping[str, Place]
) -> list[Frame]:
    """Drop what an article that names Syria only in passing tells of no known place in it.

    A match's goals, a court abroad, an opinion on another country: neither the title names Syria
    nor do most sentences, and a village's name is a word of its own there.
    """
    titles = [s for s in sentences if s.part is Part.TITLE]
    if not frames or any(_names_syria(s, gazetteer) for s in titles):
        return frames
    at_home = [_names_syria(s, gazetteer) for s in sentences]
    if sum(at_home) > _IN_PASSING * (len(sentences) - len(titles)):
        return frames
    known = {place for s in sentences for place in _known_places(s, gazetteer)}
    return [f for f in frames if at_home[f.order] or any(s.place_id in known for s in f.spots)]


_IN_PASSING = 0.3  # share of its sentences in which a report on Syria names it at the least


def _names_syria(sentence: Sentence, gazetteer: Mapping[str, Place]) -> bool:
    """Whether a sentence names the country, a known place in it, its government or its people."""
    if names_country(sentence):
        return True
    meant = any(_is_meant(sentence, mention) for mention, _ in sentence.having("admin1"))
    if meant or _known_places(sentence, gazetteer):
        return True
    return any(
        sense["code"] in _SYRIAN or _is_called_syrian(sentence, mention)
        for mention, sense in sentence.having("actors")
    )


_SYRIAN = frozenset({Actor.GOV.value, Actor.GOV_MILITIA.value})


def _known_places(sentence: Sentence, gazetteer: Mapping[str, Place]) -> set[str]:
    """Return the places that a sentence names by a name which stands for nothing else."""
    return {
        sense["place_id"]
        for mention, _ in sentence.having("places")
        if _is_meant(sentence, mention)
        for sense in mention.senses["places"]
        if _is_known(gazetteer[sense["place_id"]])
    }


def _is_known(place: Place) -> bool:
    return place.kind in _WELL_KNOWN and not place.ambiguous


def _is_meant(sentence: Sentence, mention: Mention) -> bool:
    """Whether a name is no common word where it stands: "في حماة", not "حماة الوطن"."""
    return not sentence.is_a(mention.first, "homograph") or _is_placed(sentence, mention)
