"""Places: named scenes, governorates, and names elsewhere in the world."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import pairwise

from tawthiq.extract.abroad import NEIGHBOURS, is_abroad, is_adjective, is_scene_abroad
from tawthiq.extract.capitals import is_located, stands_for_government, stands_for_state
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spelling import spelled
from tawthiq.extract.spots import Spot
from tawthiq.extract.unheard import is_only_a_head, named_after_a_head, unheard_lists, unheard_place
from tawthiq.gazetteer import Place
from tawthiq.lexicon import Mention
from tawthiq.model import Actor, Admin1

_MOST = 60  # places of a sentence; a list of more is no report


_SITES = frozenset(("admin1", "elsewhere", "places", "place_types", "actors"))
_SEAT = 5  # words before a foreign name among which "its seat is" stands


def find_spots(
    sentence: Sentence, gazetteer: Mapping[str, Place], near: tuple[Admin1, ...]
) -> list[Spot]:
    """Return the places of a sentence; `near` are governorates that the context speaks of."""
    spots = list[Spot]()
    here = near
    for mention in sentence.having_any(_SITES):
        if len(spots) >= _MOST:
            break
        spot = _spot(sentence, mention, gazetteer, spots, here)
        if spot:
            spots.append(spot)
            if not spot.is_foreign and spot.admin1:
                here = tuple(dict.fromkeys((*spot.admin1, *here)))
    _mark_landmarks(sentence, spots)
    for spot, after in pairwise(spots):
        if not spot.admin1 and spot.name and _lies_in_next(sentence, spot, after):
            spot.admin1 = after.admin1
    kept = [s for s in spots if not _is_seat(sentence, s)]
    kept = [s for s in kept if not s.is_foreign or is_scene_abroad(sentence, s)]
    kept = [s for s in kept if not _is_put_abroad(s, kept)]
    kept = [s for s in kept if not _is_capital(sentence, s, kept)]
    return sorted([*kept, *unheard_lists(sentence, kept)], key=lambda s: s.first)


_TO_CONTAINER = 4  # words from an unknown name to where it lies: "جبل البحوث 47 جنوبي مدينة حماة"


def _lies_in_next(sentence: Sentence, spot: Spot, after: Spot) -> bool:
    """Whether the next place says in which governorate a name lies that no gazetteer knows."""
    gap = range(spot.last, after.first)
    joined = sentence.at[after.first].reading.conjunction
    near = len(gap) <= _TO_CONTAINER and not joined
    return near and not any(sentence.word(at) in ("،", "و") for at in gap)


def _is_put_abroad(spot: Spot, spots: list[Spot]) -> bool:
    """Whether a name is that of a town abroad: "مدينة سروج التركية"."""
    return not spot.is_foreign and any(s.is_foreign and s.first == spot.last for s in spots)


def _is_seat(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is only somebody's seat: "المرصد ومقره بريطانيا"."""
    if not sentence.holds("seat"):
        return False
    reach = _SEAT if spot.is_foreign else 2
    before = range(max(0, spot.first - reach), spot.first)
    return any(sentence.is_a(at, "seat") for at in before)


def _is_capital(sentence: Sentence, spot: Spot, spots: list[Spot]) -> bool:
    """Whether a capital's name stands for its government: "قالت دمشق", "تصعيد من دمشق"."""
    mention = sentence.at[spot.first]
    if spot.is_typed or not mention.sense("actors"):
        return False
    if stands_for_government(sentence, mention) or stands_for_state(sentence, mention):
        return True
    others = any(s is not spot and s.name and not s.is_foreign for s in spots)
    return others and not is_located(sentence, mention)


def _mark_landmarks(sentence: Sentence, spots: list[Spot]) -> None:
    """Mark the places that are only points of reference, with those listed behind them."""
    for spot in spots:
        spot.is_landmark = _is_landmark(sentence, spot)
    for spot, after in pairwise(spots):
        if spot.is_landmark and _goes_on(sentence, spot, after):
            after.is_landmark = True


_TO_NEAR = 5  # words from "near" to a landmark: "قرب العاصمة السورية دمشق"


def _is_landmark(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place is only a point of reference: "قرب دمشق", "القادمة من حلب"."""
    for at in range(spot.first - 1, max(-1, spot.first - _TO_NEAR), -1):
        if sentence.is_a(at, "near") or sentence.sense(at, "compass"):
            return True
        if sentence.is_a(at, "located"):
            return True
        kind, link = sentence.sense(at, "place_types"), sentence.sense(at, "links")
        is_syrian = link is not None and link["kind"] == "syrian"
        is_capital = sentence.sense(at, "admin1")  # "قرب العاصمة السورية دمشق"
        if not (kind or is_syrian or is_capital or sentence.is_a(at, "to_landmark")):
            return False
        mention = sentence.at.get(at)
        if mention and mention.reading.conjunction:
            return False  # "ريف حلب الغربي وريف إدلب": another area, not where the first lies
    return False


def _goes_on(sentence: Sentence, spot: Spot, after: Spot) -> bool:
    """Whether a name is joined to the one before it, or is its other name.

    "قرب بنش وتفتناز", "قرب عين العرب (كوباني)"
    """
    if spot.last == after.first:
        return bool(after.name and sentence.at[after.first].reading.conjunction)
    bracketed = after.first - spot.last == 1 and sentence.word(spot.last) == "("
    return bracketed and after.key == spot.key


_TANWEEN = "\u064b"


def _spot(
    sentence: Sentence,
    mention: Mention,
    gazetteer: Mapping[str, Place],
    spots: list[Spot],
    near: tuple[Admin1, ...],
) -> Spot | None:
    if _TANWEEN in sentence.words(mention.first, mention.last):
        return None  # "دوماً" is "always", "درعاً" is "an armour"
    if "admin1" in mention.senses:
        return _governorate(sentence, mention, spots)
    if "elsewhere" in mention.senses:
        kind = _type_before(sentence, mention.first)
        if is_abroad(sentence, mention, kind, gazetteer, near):
            return Spot(mention.first, mention.last, "", None, (), is_foreign=True)
    if is_adjective(mention):
        return _abroad_by_adjective(sentence, mention)
    if "places" in mention.senses:
        return _known(sentence, mention, gazetteer, spots, near)
    if "place_types" in mention.senses:
        return unheard_place(sentence, mention)
    return None


def _abroad_by_adjective(sentence: Sentence, mention: Mention) -> Spot | None:
    """Read "بلدة تركية", "مدينة سروج التركية": the adjective puts the town abroad."""
    if Actor(mention.senses["actors"][0]["code"].split("|")[0]) not in NEIGHBOURS:
        return None
    for at in (mention.first - 1, mention.first - 2):
        kind = sentence.sense(at, "place_types")
        if kind and kind["kind"] not in _ANYWHERE:
            return Spot(mention.first, mention.last, "", None, (), is_foreign=True)
    return None


_ANYWHERE = ("front", "base", "post")  # whose positions lie in Syria too


def _type_before(sentence: Sentence, position: int) -> str:
    """Return the kind of the type word before a name, looking past compass words and quotes."""
    for at in range(position - 1, max(-1, position - 3), -1):
        kind = sentence.sense(at, "place_types")
        if kind:
            return "" if sentence.at[at].reading.article else kind["kind"]
        compass = sentence.sense(at, "compass")
        if not compass and sentence.word(at) not in _QUOTES:
            return ""
        if compass:
            return "compass"
    return ""


_WEAK = ("village", "quarter")
_REGIONS = ("region", "plain", "valley", "mountain", "river")

_QUOTES = frozenset("\"“”«»'(")


def _governorate(sentence: Sentence, mention: Mention, spots: list[Spot]) -> Spot:
    sense = mention.senses["admin1"][0]
    codes = (Admin1(sense["code"]),)
    kind = _type_before(sentence, mention.first)
    is_city = bool(sense["city"]) and kind not in ("governorate", "countryside", "compass")
    before = spots[-1] if spots else None
    joined = mention.reading.conjunction or sentence.word(mention.first - 1) == "،"
    listed = before and joined and mention.first - before.last <= 1
    if listed and before and not before.name and not before.is_foreign and kind == "":
        is_city = False
    if sentence.word(mention.last) in ("المحافظه",):
        is_city = False
    name = spelled(sentence, mention) if is_city else ""
    return Spot(mention.first, mention.last, name, sense["place_id"] or None, codes)


def _known(
    sentence: Sentence,
    mention: Mention,
    gazetteer: Mapping[str, Place],
    spots: list[Spot],
    near: tuple[Admin1, ...],
) -> Spot | None:
    candidates = [gazetteer[s["place_id"]] for s in mention.senses["places"]]
    kind = _type_before(sentence, mention.first)
    if not kind and sentence.is_a(mention.first, "kunya"):
        return None
    if kind == "camp" and mention.reading.preposition == "ل":
        return None  # "مخيم للنازحين"
    if not mention.reading.preposition and sentence.is_a(mention.first - 1, "unit_head"):
        return None  # "لواء اليرموك", "جامعة حلب": named after the place, not in it
    sure = (kind and kind != "compass") or _listed(sentence, mention, spots)
    if not sure and all(c.ambiguous for c in candidates):
        candidates = [c for c in candidates if _is_said_where(sentence, mention, c)]
    if not candidates:
        return None
    if is_only_a_head(sentence, mention):
        return named_after_a_head(sentence, mention)
    place = _nearest(candidates, sentence, mention, near)
    name = spelled(sentence, mention)
    if kind == "camp" and not name.startswith(("مخيم", "معسكر")):
        name = f"مخيم {name}"
    return Spot(
        mention.first,
        mention.last,
        name,
        place.place_id,
        place.admin1,
        is_typed=bool(kind),
        is_region=place.kind in _REGIONS,
        is_weak=all(c.kind in _WEAK for c in candidates),
    )


_TO_GOVERNORATE = 4  # words from a name, over "south of", "in the countryside of", to where it lies


def _is_said_where(sentence: Sentence, mention: Mention, place: Place) -> bool:
    """Whether a name that is a common word too is told with its governorate: "البارة جنوب إدلب"."""
    for at in range(mention.last, mention.last + _TO_GOVERNORATE):
        governorate = sentence.sense(at, "admin1")
        if governorate:
            return at > mention.last and Admin1(governorate["code"]) in place.admin1
        way = sentence.sense(at, "compass") or sentence.sense(at, "place_types")
        if not (way or sentence.is_a(at, "inside")):
            return False
    return False


def _listed(sentence: Sentence, mention: Mention, spots: list[Spot]) -> bool:
    before = spots[-1] if spots else None
    joined = mention.reading.conjunction or sentence.word(mention.first - 1) in "،و"
    if before is None or not joined or mention.first - before.last > 1:
        return False
    by_comma = sentence.word(mention.first - 1) == "،"
    chained = len(spots) > 1 and before.first - spots[-2].last <= 1  # "حمورية، مسرابا، مديرة"
    is_sure = before.name and "admin1" not in sentence.at[before.first].senses
    return before.is_typed or bool(is_sure and (chained or not by_comma))


def _nearest(
    candidates: list[Place], sentence: Sentence, mention: Mention, near: tuple[Admin1, ...]
) -> Place:
    """Choose among namesakes: the governorate said just after, then the context, then the rank."""
    after = [
        Admin1(s["code"])
        for at in range(mention.last, mention.last + 6)
        if (s := sentence.sense(at, "admin1"))
    ]
    order = [*after, *near]

    def distance(place: Place) -> tuple[int, int]:
        places = [order.index(a) for a in place.admin1 if a in order]
        return (min(places) if places else len(order), place.rank)

    return min(candidates, key=distance)
