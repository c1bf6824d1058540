"""Places that changed hands: who took them, from whom, by force or by leave."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.acts import CONTROL, is_not_done
from tawthiq.extract.gainers import who_cleared, who_gained
from tawthiq.extract.happened import has_happened, is_agreed_on, is_settled, is_share, is_standing
from tawthiq.extract.objects import (
    is_of_unnamed,
    is_upon_it,
    last_named,
    list_after,
    names_follow,
    to_onto,
    told_before,
)
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Actor, EventType, Evidence, How

_TO_PLACE = 8  # words from the verb to the first place
_TO_SIDE = 4  # words from the verb to its subject
_TO_REGION = 12  # words more where a share is told: "70 بالمئة من الأراضي التي كانت … في"


@dataclass(slots=True)
class Taken:
    """A named place that changed hands."""

    spot: Spot
    gained_by: tuple[Actor, ...]
    lost_by: tuple[Actor, ...]
    how: How
    evidence: Evidence
    site: str = ""  # "base" or "post" where the place is one, by its type word
    is_departure: bool = False  # known only by fighters who left it
    has_people: bool = True  # it tells of people who left: not "إخراج المعارضة منها"


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
        if not span[0] <= mention.first < span[1] or act["type"] not in CONTROL:
            continue
        kind, gain = act["kind"], act["type"] == EventType.TERRITORY_GAIN
        if not _is_change(sentence, sides, mention, kind, words):
            continue
        if not gain and kind != "evacuate" and not _is_from(sentence, mention, span[1]):
            continue  # "انسحاب نحو عين ترما": where to, not what was left
        here = _places_of(sentence, spots, sides, mention, span, {t.spot.first for t in taken})
        doers = everyone if kind == "noun" else sides
        gained, lost = who_gained(sentence, doers, mention, kind, acting, everyone, sides)
        if kind == "evacuate" and here:
            gained, lost = who_cleared(sentence, sides, mention, here[-1].last, lost)
        if kind == "entry" and not gained:
            continue  # relief entered, no armed side
        seized = gain and not is_settled(sentence, mention.first, span)
        how = How.SEIZED if seized else How.TRANSFERRED
        for spot in here:
            evidence = sentence.evidence(mention.first, spot.last, f"place taken: {kind}")
            taken.append(Taken(spot, gained, lost, how, evidence, site_of(sentence, spot)))
    return taken


def _places_of(
    sentence: Sentence,
    spots: list[Spot],
    sides: list[Side],
    mention: Mention,
    span: tuple[int, int],
    used: set[int],
) -> list[Spot]:
    """Return the places that a word of control is about; `used` are those of other words."""
    if before := told_before(sentence, spots, mention, span[0]):
        return before
    if is_of_unnamed(sentence, mention):
        return []
    listed = names_follow(sentence, mention.last, min(mention.last + _TO_PLACE, span[1]))
    if sentence.is_a(mention.last - 1, "upon_it") and not listed:
        return [s for s in last_named(spots, mention.first) if s.first not in used]
    reach = _reach(sentence, sides, mention, span[1])
    if after := list_after(sentence, spots, mention.last, span[1], used, reach):
        return after
    if is_upon_it(sentence, mention):
        return [s for s in last_named(spots, mention.first) if s.first not in used]
    return _the_town(sentence, spots, mention)


def _the_town(sentence: Sentence, spots: list[Spot], mention: Mention) -> list[Spot]:
    """Return the town gone back to: "هجوم على حي القدم تمكن به من السيطرة على الحي"."""
    at = mention.last + sentence.is_a(mention.last, "onto")
    if not sentence.is_a(at, "settlement"):
        return []
    noun = sentence.sense(at, "place_types")
    before = [s for s in spots if s.first < mention.first and s.name]
    typed = [s for s in before if noun and _is_called(sentence, s, noun)]
    return typed[-1:] or last_named(spots, mention.first)


def _is_called(sentence: Sentence, spot: Spot, noun: Sense) -> bool:
    """Whether a type word stands before a name: "حي القدم"."""
    called = sentence.sense(spot.first - 1, "place_types")
    return called is not None and called.phrase == noun.phrase


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
    if kind not in ("noun", "entry", "evacuate", "expel") and mention.reading.article:
        return False  # "التدخل في عفرين": a noun of the same letters
    if kind == "noun" and _is_of_loss(sentence, mention.first):
        return False  # "خسر التنظيم السيطرة على": not who took it
    if kind == "noun" and (_is_held(sentence, mention) or _is_denied(sentence, mention.first)):
        return False
    if _is_only_agreed(sentence, mention, kind) or _is_of_civilians(sentence, mention, kind):
        return False
    if kind not in _FINITE and is_not_done(sentence, mention):
        return False
    if kind in _FINITE and any(_is_negated(sentence, at) for at in _just_before(mention)):
        return False
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
    return max(reach, to_onto(sentence, mention.last, end))


_FINITE = ("verb", "enter", "withdraw", "lose")


def _just_before(mention: Mention) -> range:
    return range(mention.first - 2, mention.first)


def _is_negated(sentence: Sentence, at: int) -> bool:
    """Whether a word denies or only supposes the verb after it: "لم تنسحب", "إذا سيطرت"."""
    link = sentence.sense(at, "links")
    return link is not None and link["kind"] in ("negation", "modal")


def _is_of_civilians(sentence: Sentence, mention: Mention, kind: str) -> bool:
    """Whether only civilians were brought out: "إخراج النساء والأطفال من الحجر الأسود"."""
    if kind not in ("expel", "evacuate"):
        return False
    people = sentence.starts(mention.last, "people")
    civil = people is not None and people["victim"] == Actor.CIVILIANS
    return civil or bool(people and people["category"])


def _is_only_agreed(sentence: Sentence, mention: Mention, kind: str) -> bool:
    """Whether a departure is only a term of a deal: "اتفاق إخلاء دوما", "اتفاق على انسحاب"."""
    if kind in _FINITE:
        return False
    if is_agreed_on(sentence, mention.first):
        return True
    near = range(mention.first - _TO_DEAL, mention.first)
    deal = [at for at in near if sentence.is_a(at, "pact")]
    leaves = any(s["type"] == "territory_transfer" for s in mention.senses["acts"])
    return leaves and bool(deal) and sentence.word(deal[-1] + 1) != "،"


_TO_DEAL = 4  # words from "a deal" to what it provides for


def _is_held(sentence: Sentence, mention: Mention) -> bool:
    """Whether control is told as a time or a state: "خلال سيطرة داعش", "يحتفظ بسيطرته"."""
    before = range(mention.first - _TO_SIDE, mention.first)
    return sentence.is_a(mention.first - 1, "while_held") or any(
        sentence.is_joined_a(at, "keeps") for at in before
    )


def _is_denied(sentence: Sentence, position: int) -> bool:
    """Whether a change is denied, or near at hand: "نفت الفصائل سيطرة", "قرب سيطرتها"."""
    if sentence.is_a(position - 1, "near"):
        return True
    for at in range(position - 1, max(-1, position - 1 - _TO_SIDE), -1):
        link = sentence.sense(at, "links")
        if link and link["kind"] in ("negation", "modal"):
            return True
        if sentence.word(at) in "،:" or sentence.sense(at, "acts"):
            return False
    return False


def _is_of_loss(sentence: Sentence, position: int) -> bool:
    return any(sentence.is_a(at, "lose") for at in range(position - _TO_SIDE, position))


def _is_entry(sentence: Sentence, sides: list[Side], mention: Mention) -> bool:
    """Whether those who enter are an armed side: beside the verb, before or after it."""
    return any(
        0 <= s.first - mention.last <= 1 or 0 <= mention.first - s.last <= 1
        for s in sides
        if Actor.CIVILIANS not in s.codes and s.kind != "state_adj"
    )
