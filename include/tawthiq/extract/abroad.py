"""What lies or happens abroad: names elsewhere in the world, and the police of other states."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.gazetteer import Place
from tawthiq.lexicon import Mention
from tawthiq.model import Actor, Admin1, Outcome, Part

if TYPE_CHECKING:
    from tawthiq.extract.frames import Frame

NEIGHBOURS = frozenset({Actor.TURKEY, Actor.IRAN, Actor.ISRAEL, Actor.OTHER_STATE, Actor.RUSSIA})
_AT_HOME = frozenset({Actor.TURKEY.value, Actor.OTHER_STATE.value, Actor.ISRAEL.value})
_TO_POWER = 3  # words from "the authorities" to whose they are
_CITIES = ("settlement", "governorate")


def is_abroad(
    sentence: Sentence,
    mention: Mention,
    kind: str,
    gazetteer: Mapping[str, Place],
    near: tuple[Admin1, ...],
) -> bool:
    """Whether a name known abroad is meant so, `kind` being that of the type word before it.

    A town of Syria with the name of a city abroad is told with its governorate, or after it.
    """
    if not kind or "places" not in mention.senses or kind == "governorate":
        return True
    if kind != "settlement":
        return False
    told = {Admin1(sense["code"]) for _, sense in sentence.having("admin1")} | set(near)
    here = (gazetteer[s["place_id"]] for s in mention.senses["places"])
    return not any(told & set(place.admin1) for place in here)


def is_adjective(mention: Mention) -> bool:
    """Whether a phrase says whose a thing is: "التركية"."""
    actor = mention.sense("actors")
    return actor is not None and actor["kind"] == "state_adj"


def is_scene_abroad(sentence: Sentence, spot: Spot) -> bool:
    """Whether a name abroad is a scene ("في بغداد"), not a seat or somebody's country."""
    mention = sentence.at[spot.first]
    if is_adjective(mention):
        return True
    if sentence.part is Part.TITLE and spot.first == 0 and spot.last == len(sentence.tokens):
        return True  # "العراق.. مقتل 20": where all that follows happened
    if mention.reading.preposition == "ب" or _is_struck(sentence, mention):
        return True
    return _is_led_to(sentence, spot)


def _is_led_to(sentence: Sentence, spot: Spot) -> bool:
    """Whether the words before a name make it somewhere: "في مدينة", "شمال"."""
    for at in range(spot.first - 1, max(-1, spot.first - 4), -1):
        if sentence.is_a(at, "inside") or sentence.is_a(at, "onto"):
            return True
        if sentence.word(at) == "من" and sentence.sense(at - 1, "compass"):
            continue  # "عند الطرف الشمالي من الرمادي"
        if sentence.sense(at, "compass"):
            return not any(s["kind"] == "home" for _, s in sentence.having("links"))
        if not sentence.sense(at, "place_types"):
            return False
    return False


def _is_struck(sentence: Sentence, mention: Mention) -> bool:
    """Whether a city abroad stands right after what was done: "هجوم أنقرة", "ضرب مدينة سروج"."""
    other = mention.sense("elsewhere")
    if other is None or other["kind"] == "country" or mention.sense("actors"):
        return False
    at = mention.first - 1
    kind = sentence.sense(at, "place_types")
    at -= bool(kind and kind["kind"] in _CITIES)
    act = sentence.sense(at, "acts")
    return act is not None and act["kind"].removeprefix("generic_") in ("noun", "verb")


def is_at_home_abroad(frame: Frame) -> bool:
    """Whether another state's own police act or are hit: "السلطات التركية", "الشرطة الألمانية"."""
    if not frame.sentence.holds("home_power") or not frame.claims:
        return False
    if any(c.outcome is Outcome.DISPLACED for c in frame.claims):
        return False
    return any(
        frame.sentence.is_a(at, "home_power") and _is_of_a_state(frame.sentence, at)
        for at in range(frame.first, frame.last)
    )


def _is_of_a_state(sentence: Sentence, position: int) -> bool:
    """Whether the words after "the police" say of which state other than Syria."""
    for at in range(position + 1, position + 1 + _TO_POWER):
        side = sentence.sense(at, "actors")
        if side and side["kind"] == "state_adj" and side["code"] in _AT_HOME:
            return True
        if sentence.is_a(at, "nation"):
            return True
    return False


def is_of_neighbours(frame: Frame) -> bool:
    """Whether all who act or come to harm are another state's: "الجيش اللبناني أوقف 5"."""
    harmed = [c.victim for c in frame.claims if c.victim not in (None, Actor.UNKNOWN)]
    return bool(frame.claims) and {*frame.attackers, *harmed} == {Actor.OTHER_STATE}


def names_country(sentence: Sentence) -> bool:
    """Whether a sentence names Syria or calls somebody or something Syrian."""
    return any(link["kind"] in ("home", "syrian") for _, link in sentence.having("links"))


def is_at_home(frame: Frame) -> bool:
    """Whether a clause says that it is told of Syria: "في سوريا", "شمال سوريا", "بلدة X السورية".

    Not where Syria is only named: "عاد من سوريا", "الجيش السوري".
    """
    sentence, inside = frame.sentence, range(frame.first, frame.last)
    if any(mention.first in inside for mention, _ in sentence.having("admin1")):
        return True
    return any(
        mention.first in inside and _is_scene_at_home(sentence, mention, link["kind"])
        for mention, link in sentence.having("links")
        if link["kind"] in ("home", "syrian")
    )


def _is_scene_at_home(sentence: Sentence, mention: Mention, kind: str) -> bool:
    at = mention.first - 1
    if kind == "syrian":
        return sentence.sense(at, "places") is not None
    if mention.reading.preposition == "ب":
        return True
    act = sentence.sense(at, "acts")
    struck = act is not None and act["kind"].removeprefix("generic_") == "verb"
    led = sentence.is_a(at, "inside") or sentence.is_a(at, "onto")
    return led or struck or sentence.sense(at, "compass") is not None
