"""Which places a word of control is about: listed after it, or told before and gone back to."""

from __future__ import annotations

from tawthiq.extract.happened import is_share
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention
from tawthiq.model import Item

_TO_SIDE = 4  # words from the verb to its subject
_TO_IT = 10  # words from a verb, over its subject and a share, to "it"
_TO_PART = 3  # words from "parts" to "of it"
_TO_ONTO = 16  # words from the verb, over its subject and a day, to "on"
_PAIR = 2
_POSITIONS = (Item.MILITARY_SITE, Item.HOUSING, Item.INFRASTRUCTURE)


def told_before(sentence: Sentence, spots: list[Spot], mention: Mention, start: int) -> list[Spot]:
    """Return the places that a relative clause goes back to: "القريتين اللتين سيطر عليهما"."""
    if not sentence.is_a(mention.first - 1, "of_which"):
        return []
    here = [s for s in spots if start <= s.first < mention.first and s.name and not s.is_foreign]
    beside = bool(here) and here[-1].last == mention.first - 1
    if not (is_upon_it(sentence, mention) or (beside and _took_it(mention))):
        return []
    listed = here[-1:]
    for spot in reversed(here[:-1]):
        if not _is_joined(sentence, spot.last, listed[0].first):
            break
        listed.insert(0, spot)
    if len(listed) == _PAIR and sentence.is_a(mention.first - 1, "of_which_one"):
        return listed[-1:]  # "الغوطة وعفرين التي سيطرت عليها": two would be "اللتين"
    return listed


def _took_it(mention: Mention) -> bool:
    """Whether a verb bears its object: "دوما التي استعادتها قوات النظام"."""
    act = mention.sense("acts")
    return act is not None and act["kind"] == "verb" and bool(mention.reading.suffix)


def is_upon_it(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb goes back to a place: "وسيطروا عليها", "على أجزاء منها", "على معظمها"."""
    for at in range(mention.last - 1, mention.last + _TO_IT):
        if sentence.is_a(at, "upon_it"):
            return True
        parts = sentence.is_a(at, "of_it") and any(
            sentence.is_a(back, kind)
            for back in range(at - _TO_PART, at)
            for kind in ("share", "patch", "part_of")
        )
        if parts or sentence.is_a(at, "share_of_it") or sentence.is_a(at, "town_part"):
            return True
        if at >= mention.last and (sentence.sense(at, "acts") or sentence.sense(at, "places")):
            return False
    return False


def is_of_unnamed(sentence: Sentence, mention: Mention) -> bool:
    """Whether a relative clause only tells who took unnamed ground: "مناطق سيطر عليها النظام"."""
    if mention.reading.conjunction or not is_upon_it(sentence, mention):
        return False
    for at in range(mention.first - 1, mention.first - 1 - _TO_ANTECEDENT, -1):
        if sentence.sense(at, "places") or sentence.word(at) in _ENDS:
            return False
        if sentence.is_joined_a(at, "unnamed") or sentence.is_joined_a(at, "patch"):
            return True
    return False


_TO_ANTECEDENT = 4  # words from "areas" to the verb of a clause that tells who took them
_ENDS = frozenset("،:؛.")


def last_named(spots: list[Spot], position: int) -> list[Spot]:
    """Return the place named last before a position, that is where something happened."""
    named = [s for s in spots if s.first < position and s.name]
    named = [s for s in named if not (s.is_foreign or s.is_landmark)]
    return named[-1:]


def places_from(
    sentence: Sentence, spots: list[Spot], position: int, last: int, reach: int
) -> list[Spot]:
    """Return the first place within some words of a position and those joined to it."""
    return list_after(sentence, spots, position, last, set(), reach)


def to_onto(sentence: Sentence, position: int, end: int) -> int:
    """Return how far "على" and a place after it stand: "سيطرت فصائل … اليوم على قريتي …"."""
    for at in range(position, min(position + _TO_ONTO, end)):
        if sentence.is_a(at, "onto"):
            return at - position + _TO_SIDE
        if sentence.sense(at, "acts") or sentence.word(at) in "،:":
            break
    return 0


def list_after(
    sentence: Sentence, spots: list[Spot], position: int, last: int, used: set[int], reach: int
) -> list[Spot]:
    """Return the first place after a word and those joined to it."""
    found = list[Spot]()
    for spot in spots:
        if not position <= spot.first < last or spot.is_foreign:
            continue
        if spot.first in used:
            break  # another verb's: what follows is not this one's either
        if not spot.name and not found:
            continue
        if found and not (spot.name and _is_joined(sentence, found[-1].last, spot.first)):
            break
        if not found and _is_where_of_list(sentence, position, spot, reach):
            reach += spot.last - position + _TO_SIDE  # "ثلاث قرى في ريف عفرين، هي كيمار وباصلة"
            continue
        if not found and (spot.first - position > reach or _is_no_object(sentence, position, spot)):
            break
        found.append(spot)
    return found


def names_follow(sentence: Sentence, first: int, last: int) -> bool:
    """Whether a word opens a list of names: "بينها", "وهي"; "من" may tell from whom as well."""
    return any(
        sentence.is_a(at, "namely") and sentence.word(at) != "من" for at in range(first, last)
    )


def _is_where_of_list(sentence: Sentence, position: int, spot: Spot, reach: int) -> bool:
    """Whether a place only tells where unnamed villages lie whose names follow."""
    unnamed = any(sentence.is_a(at, "unnamed") for at in range(position, spot.first))
    near = spot.first - position <= reach and (spot.is_region or spot.is_landmark)
    if unnamed and near and names_follow(sentence, spot.last, spot.last + _TO_PART):
        return True  # "بلدات في الغوطة، بينها أوتايا"
    kind = sentence.sense(spot.first - 1, "place_types")
    if kind is None or kind["kind"] != "countryside":
        return False
    return any(sentence.is_a(at, "patch") for at in range(position, spot.first))


def _is_no_object(sentence: Sentence, position: int, spot: Spot) -> bool:
    """Whether a place only tells where what was taken lies."""
    between = range(position, spot.first)
    if any(_is_gear(sentence, at) for at in between):
        return True  # "استولى على دبابة في بلدة الريحان": not the town
    kinds = ("one_of", "by_way_of", "road", "around")
    unnamed = any(sentence.is_a(at, kind) for at in between for kind in kinds)
    return (
        unnamed
        or _is_where_villages_lie(sentence, position, spot)
        or (spot.is_landmark and not _is_side_of(sentence, position, spot.first))
        or (spot.is_region and _is_patch(sentence, position, spot.first))
    )


def _is_where_villages_lie(sentence: Sentence, position: int, spot: Spot) -> bool:
    """Whether a place only tells where unnamed villages lie: "أربع قرى في منطقة عفرين"."""
    inside = [at for at in range(spot.first - 2, spot.first) if sentence.is_a(at, "inside")]
    if not inside or is_share(sentence, position):
        return False
    for at in range(position, inside[-1]):
        kind = sentence.sense(at, "place_types")
        if kind and kind["kind"] == "settlement" and sentence.is_a(at, "patch"):
            return True
    return False


def _is_side_of(sentence: Sentence, position: int, place: int) -> bool:
    """Whether a side of the place itself was taken: "في الجهة الغربية من مدينة الزبداني"."""
    return any(sentence.is_a(at, "side_of") for at in range(position, place))


def _is_gear(sentence: Sentence, at: int) -> bool:
    """Whether a word names arms or a vehicle, not a position."""
    weapon = sentence.starts(at, "weapons")
    gear = weapon is not None and weapon["item"] not in ("", *_POSITIONS)
    return gear and not sentence.starts(at, "place_types")


def _is_patch(sentence: Sentence, position: int, place: int) -> bool:
    """Whether only unnamed places of a region were taken: "على أراض في الغوطة الشرقية"."""
    patch = any(sentence.is_a(at, "patch") for at in range(position, place))
    return patch and not is_share(sentence, position)


def _is_joined(sentence: Sentence, end: int, start: int) -> bool:
    """Whether a place goes on a list: "and" before it or its type word, not before a verb."""
    if start - end > 3 or any(sentence.is_a(at, "except") for at in range(end, start)):
        return False  # "سيطر على الغوطة باستثناء دوما"
    for at in range(end, start + 1):
        word = sentence.word(at)
        if word in ("،", "و"):
            return True
        if word.startswith("و"):
            onto = word[1:] in sentence.classes["onto"]
            return at == start or onto or sentence.sense(at, "place_types") is not None
    return False
