"""Places that changed hands: who took them, from whom, by force or by leave."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention
from tawthiq.model import Actor, EventType, Evidence, How

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


def find_taken(
    sentence: Sentence,
    spots: list[Spot],
    sides: list[Side],
    span: tuple[int, int],
    words: Mapping[str, frozenset[str]],
) -> list[Taken]:
    """Return the places that a clause says were taken or given up, in the order named."""
    taken = list[Taken]()
    for mention, act in sentence.having("acts"):
        if not span[0] <= mention.first < span[1]:
            continue
        gain = act["type"] == EventType.TERRITORY_GAIN
        if not gain and act["type"] != EventType.TERRITORY_TRANSFER:
            continue
        if act["kind"] == "enter" and not _is_entry(sentence, sides, mention):
            continue
        if is_standing(sentence, mention) or not has_happened(
            sentence, mention, act["kind"], words
        ):
            continue
        reach = _TO_PLACE + (_TO_REGION if is_share(sentence, mention.last) else 0)
        reach = max(reach, _to_onto(sentence, mention.last, span[1]))
        here = _list_after(
            sentence, spots, mention.last, span[1], {t.spot.first for t in taken}, reach
        )
        gained, lost = _sides(sentence, sides, mention, act["kind"])
        how = How.SEIZED if gain else How.TRANSFERRED
        for spot in here:
            evidence = sentence.evidence(mention.first, spot.last, f"place taken: {act['kind']}")
            taken.append(Taken(spot, gained, lost, how, evidence))
    return taken


def _to_onto(sentence: Sentence, position: int, end: int) -> int:
    """Return how far "على" and a place after it stand: "سيطرت فصائل … اليوم على قريتي …"."""
    for at in range(position, min(position + _TO_ONTO, end)):
        if sentence.is_a(at, "onto"):
            return at - position + _TO_SIDE
        if sentence.sense(at, "acts") or sentence.word(at) in "،:":
            break
    return 0


_TO_ONTO = 16  # words from the verb, over its subject and a day, to "on"
_TO_SHARE = 12  # words from the verb to the share
_TO_REGION = 12  # words more where a share is told: "70 بالمئة من الأراضي التي كانت … في"


def is_share(sentence: Sentence, position: int) -> bool:
    """Whether a share of a region was taken: "60 في المئة من", "نصف"."""
    return any(sentence.is_a(at, "share") for at in range(position, position + _TO_SHARE))


_NOW_REACH = 5  # words around "controls" among which "by now" tells that it was taken


def _is_entry(sentence: Sentence, sides: list[Side], mention: Mention) -> bool:
    """Whether those who enter are an armed side: beside the verb, before or after it."""
    return any(
        0 <= s.first - mention.last <= 1 or 0 <= mention.first - s.last <= 1
        for s in sides
        if Actor.CIVILIANS not in s.codes
    )


def is_standing(sentence: Sentence, mention: Mention) -> bool:
    """Whether control is a state, not a change: "التي تسيطر عليها"."""
    link = mention.sense("links") or sentence.sense(mention.first - 1, "links")
    if link and link["kind"] == "standing":
        if mention.reading.suffix or not is_share(sentence, mention.last):
            return True
        near = range(mention.first - _NOW_REACH, mention.last + _NOW_REACH)
        return not any(sentence.is_a(at, "now") for at in near if at >= 0)
    return False


_TO_DONE = 12  # words from "managed" over its subject to what was managed


def has_happened(
    sentence: Sentence, mention: Mention, kind: str, words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether the change is told as done: a finite verb, or a noun after "managed", "after"."""
    before = [sentence.word(at) for at in range(max(0, mention.first - _TO_DONE), mention.first)]
    aims = any(word in words["unfinished"] for word in before[-4:])
    if kind in ("verb", "withdraw", "lose", "enter"):
        return not any(word in words["unfinished"] for word in before[-2:])
    if mention.reading.preposition == "ل" or aims:
        return False
    done = any(word in words["finished"] for word in _bare(before))
    return done or mention.first == 0 or (kind == "noun" and mention.reading.preposition == "ب")


def _bare(words: list[str]) -> list[str]:
    """Return words with and without a leading conjunction."""
    return words + [w[1:] for w in words if w[:1] in ("و", "ف")]


def _list_after(
    sentence: Sentence, spots: list[Spot], position: int, last: int, used: set[int], reach: int
) -> list[Spot]:
    """Return the first place after a word and those joined to it."""
    found = list[Spot]()
    for spot in spots:
        if not position <= spot.first < last or spot.is_foreign or spot.first in used:
            continue
        if not spot.name:
            if found:
                break
            continue
        if not found and (spot.first - position > reach or spot.is_landmark):
            break
        if found and not _is_joined(sentence, found[-1].last, spot.first):
            break
        found.append(spot)
    return found


def _is_joined(sentence: Sentence, end: int, start: int) -> bool:
    if start - end > 3:
        return False
    return any(
        sentence.word(at).startswith("و") or sentence.word(at) == "،"
        for at in range(end, start + 1)
    )


def _sides(
    sentence: Sentence, sides: list[Side], mention: Mention, kind: str
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who gained and who lost by a verb's own subject and object."""
    after = [s for s in sides if 0 <= s.first - mention.last <= _TO_SIDE]
    before = [s for s in sides if s.last <= mention.first]
    subject = _with_allies(sentence, sides, after[0]) if after else ()
    doer = _with_allies(sentence, sides, _doer(sentence, before)) if before else ()
    if kind == "expel":
        return doer, subject
    if kind in ("withdraw", "evacuate", "lose") or (
        kind == "noun" and "territory_transfer" in _types(mention)
    ):
        return (), subject or doer
    losers = [s for s in sides if s.first > mention.last and _is_loser(sentence, s)]
    lost = losers[0].codes if losers else ()
    return subject if subject and subject != lost else doer, lost


def _types(mention: Mention) -> set[str]:
    return {s["type"] for s in mention.senses["acts"]}


def _doer(sentence: Sentence, before: list[Side]) -> Side:
    """Return the nearest side before a verb that is not somebody's foe or possession."""
    for side in reversed(before):
        cue = sentence.sense(side.first - 1, "roles")
        if cue is None or cue["role"] in ("attacker", "site"):
            return side
    return before[-1]


def _is_loser(sentence: Sentence, side: Side) -> bool:
    return any(sentence.is_a(at, "from_loser") for at in range(side.first - 2, side.first))


def _with_allies(sentence: Sentence, sides: list[Side], side: Side) -> tuple[Actor, ...]:
    """Return a side's codes with those joined to it by "and"."""
    codes, end = list(side.codes), side.last
    for other in sides:
        if 0 <= other.first - end <= 2 and other.mention.reading.conjunction == "و":
            codes, end = [*codes, *other.codes], other.last
    return tuple(dict.fromkeys(codes))
