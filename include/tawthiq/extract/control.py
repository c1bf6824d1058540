"""Places that changed hands: who took them, from whom, by force or by leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.gainers import who_gained
from tawthiq.extract.happened import has_happened, is_settled, is_share, is_standing
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention
from tawthiq.model import Actor, EventType, Evidence, How, Item

_TO_PLACE = 8  # words from the verb to the first place
_TO_SIDE = 4  # words from the verb to its subject


@dataclass(slots=True)
class Taken:
    """A named place that changed hands."""

    spot: Spot
    gained_by: tuple[Actor, ...]
    lost_by: tuple[Actor, ...]
    how: How
    evidence: Evidence
    site: str = ""  # "base" or "post" where the place is one, by its type word


def site_of(sentence: Sentence, spot: Spot) -> str:
    """Return "base" or "post" where a type word right before a name makes it one."""
    for at in (spot.first, spot.first - 1):
        kind = sentence.sense(at, "place_types")
        if kind and kind["kind"] in ("base", "post"):
            return kind["kind"]
    return ""


def find_taken(
    sentence: Sentence,
    spots: list[Spot],
    sides: list[Side],
    everyone: list[Side],
    acting: Collection[Actor],
    span: tuple[int, int],
    words: Mapping[str, frozenset[str]],
) -> list[Taken]:
    """Return the places that a clause says were taken or given up, in the order named.

    `everyone` are the sides and those that only speak: who announces a capture in a noun made it.
    """
    taken = list[Taken]()
    for mention, act in sentence.having("acts"):
        if not span[0] <= mention.first < span[1] or act["type"] not in _CHANGES:
            continue
        kind, gain = act["kind"], act["type"] == EventType.TERRITORY_GAIN
        if not _is_change(sentence, sides, mention, kind, words):
            continue
        if not gain and kind != "evacuate" and not _is_from(sentence, mention, span[1]):
            continue  # "انسحاب نحو عين ترما": where to, not what was left
        used = {t.spot.first for t in taken}
        here = _told_before(sentence, spots, mention, span[0]) or _list_after(
            sentence, spots, mention.last, span[1], used, _reach(sentence, sides, mention, span[1])
        )
        doers = everyone if kind == "noun" else sides
        gained, lost = who_gained(sentence, doers, mention, kind, acting)
        seized = gain and not is_settled(sentence, mention.first, span)
        how = How.SEIZED if seized else How.TRANSFERRED
        for spot in here:
            evidence = sentence.evidence(mention.first, spot.last, f"place taken: {kind}")
            taken.append(Taken(spot, gained, lost, how, evidence, site_of(sentence, spot)))
    return taken


_CHANGES = (EventType.TERRITORY_GAIN, EventType.TERRITORY_TRANSFER)


def _is_change(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    kind: str,
    words: Mapping[str, frozenset[str]],
) -> bool:
    """Whether a word of control tells that ground changed hands."""
    if kind == "enter" and not _is_entry(sentence, sides, mention):
        return False
    if kind == "noun" and _is_of_loss(sentence, mention.first):
        return False  # "خسر التنظيم السيطرة على": not who took it
    return not is_standing(sentence, mention) and has_happened(sentence, mention, kind, words)


def _is_from(sentence: Sentence, mention: Mention, end: int) -> bool:
    """Whether what was left is told after "from"."""
    if sentence.word(mention.last - 1) == "من":
        return True
    after = range(mention.last, min(mention.last + _TO_PLACE + _TO_SIDE, end))
    return any(sentence.word(at) == "من" for at in after)


def _reach(sentence: Sentence, sides: list[Side], mention: Mention, end: int) -> int:
    """Return how many words after a verb its place may stand, over the sides named between."""
    between = [s for s in sides if 0 <= s.first - mention.last <= _TO_SIDE]
    if (act := mention.sense("acts")) and act["kind"] == "expel":
        start = between[-1].last if between else mention.last
        outs = [at for at in range(start, start + _TO_SIDE) if sentence.word(at) == "من"]
        return outs[0] + _TO_SIDE - mention.last if outs else 0
    reach = _TO_PLACE + sum(s.last - s.first for s in between)
    reach += _TO_REGION if is_share(sentence, mention.last) else 0
    return max(reach, _to_onto(sentence, mention.last, end))


def _is_of_loss(sentence: Sentence, position: int) -> bool:
    return any(sentence.is_a(at, "lose") for at in range(position - _TO_SIDE, position))


def _told_before(sentence: Sentence, spots: list[Spot], mention: Mention, start: int) -> list[Spot]:
    """Return the places that a relative clause goes back to: "القريتين اللتين سيطر عليهما"."""
    if not sentence.is_a(mention.first - 1, "of_which"):
        return []
    after = range(mention.last, mention.last + _TO_SIDE)
    if not any(sentence.is_a(at, "upon_it") for at in after):
        return []
    here = [s for s in spots if start <= s.first < mention.first and s.name and not s.is_foreign]
    listed = here[-1:]
    for spot in reversed(here[:-1]):
        if not _is_joined(sentence, spot.last, listed[0].first):
            break
        listed.insert(0, spot)
    return listed


def places_from(
    sentence: Sentence, spots: list[Spot], position: int, last: int, reach: int
) -> list[Spot]:
    """Return the first place within some words of a position and those joined to it."""
    return _list_after(sentence, spots, position, last, set(), reach)


def _to_onto(sentence: Sentence, position: int, end: int) -> int:
    """Return how far "على" and a place after it stand: "سيطرت فصائل … اليوم على قريتي …"."""
    for at in range(position, min(position + _TO_ONTO, end)):
        if sentence.is_a(at, "onto"):
            return at - position + _TO_SIDE
        if sentence.sense(at, "acts") or sentence.word(at) in "،:":
            break
    return 0


_TO_REGION = 12  # words more where a share is told: "70 بالمئة من الأراضي التي كانت … في"
_TO_ONTO = 16  # words from the verb, over its subject and a day, to "on"


def _is_entry(sentence: Sentence, sides: list[Side], mention: Mention) -> bool:
    """Whether those who enter are an armed side: beside the verb, before or after it."""
    return any(
        0 <= s.first - mention.last <= 1 or 0 <= mention.first - s.last <= 1
        for s in sides
        if Actor.CIVILIANS not in s.codes
    )


def _list_after(
    sentence: Sentence, spots: list[Spot], position: int, last: int, used: set[int], reach: int
) -> list[Spot]:
    """Return the first place after a word and those joined to it."""
    found = list[Spot]()
    for spot in spots:
        if not position <= spot.first < last or spot.is_foreign or spot.first in used:
            continue
        if not spot.name and not found:
            continue
        if found and not (spot.name and _is_joined(sentence, found[-1].last, spot.first)):
            break
        if not found and _is_country_of_list(sentence, position, spot):
            reach += spot.last - position + _TO_SIDE  # "ثلاث قرى في ريف عفرين، هي كيمار وباصلة"
            continue
        if not found and (spot.first - position > reach or _is_no_object(sentence, position, spot)):
            break
        found.append(spot)
    return found


def _is_country_of_list(sentence: Sentence, position: int, spot: Spot) -> bool:
    """Whether a place only tells in whose countryside unnamed villages lie."""
    kind = sentence.sense(spot.first - 1, "place_types")
    if kind is None or kind["kind"] != "countryside":
        return False
    return any(sentence.is_a(at, "patch") for at in range(position, spot.first))


def _is_no_object(sentence: Sentence, position: int, spot: Spot) -> bool:
    """Whether a place only tells where what was taken lies."""
    between = range(position, spot.first)
    if any(_is_gear(sentence, at) for at in between):
        return True  # "استولى على دبابة في بلدة الريحان": not the town
    unnamed = any(sentence.is_a(at, k) for at in between for k in ("one_of", "by_way_of"))
    return (
        unnamed
        or spot.is_landmark
        or (spot.is_region and _is_patch(sentence, position, spot.first))
    )


def _is_gear(sentence: Sentence, at: int) -> bool:
    """Whether a word names arms or a vehicle, not a position."""
    weapon = sentence.starts(at, "weapons")
    gear = weapon is not None and weapon["item"] not in ("", *_POSITIONS)
    return gear and not sentence.starts(at, "place_types")


_POSITIONS = (Item.MILITARY_SITE, Item.HOUSING, Item.INFRASTRUCTURE)


def _is_patch(sentence: Sentence, position: int, place: int) -> bool:
    """Whether only unnamed places of a region were taken: "على أراض في الغوطة الشرقية"."""
    patch = any(sentence.is_a(at, "patch") for at in range(position, place))
    return patch and not is_share(sentence, position)


def _is_joined(sentence: Sentence, end: int, start: int) -> bool:
    """Whether a place goes on a list: "and" before it or its type word, not before a verb."""
    if start - end > 3:
        return False
    for at in range(end, start + 1):
        word = sentence.word(at)
        if word in ("،", "و"):
            return True
        if word.startswith("و"):
            onto = word[1:] in sentence.classes["onto"]
            return at == start or onto or sentence.sense(at, "place_types") is not None
    return False
