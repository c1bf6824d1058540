"""Subject and object of a verb of attack: "هاجم تنظيم الدولة قوات النظام", "قال إنه هاجم"."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.actors import Side
from tawthiq.extract.attribution import Attribution
from tawthiq.extract.gainers import speaker_of
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Actor, EventType

_AGAINST_PEOPLE = frozenset({EventType.ARMED_CLASH, EventType.SHELLING, EventType.AIR_STRIKE})
_OBJECT_SUFFIXES = ("ه", "ها", "هم")
_BEFORE_DEED = frozenset(("عن", '"', "“", "«"))
_QUOTES = frozenset('"“”«»')
_NOT_SUBJECT = frozenset({"onto", "site", "none", "target", "victim", "repel", "opponent"})


def is_object(sentence: Sentence, verb: Mention, side: Side) -> bool:
    """Whether a verb of attack is done to the side behind it, its subject having been named."""
    act = verb.sense("acts")
    if act is None or not is_attack(sentence, verb, act):
        return False
    if side.kind == "state_adj" or side.mention.reading.preposition:
        return False
    if side.mention.reading.conjunction or sentence.word(verb.last - 1).endswith(_OBJECT_SUFFIXES):
        return False
    if side.first == verb.last + (sentence.word(verb.last) in _QUOTES):
        generic = act["kind"] == "generic_verb"
        return _has_subject(sentence, verb, side, is_generic=generic)
    between = sentence.at.get(verb.last)
    return (
        between is not None
        and (between.first, between.last) == (verb.last, side.first)
        and _is_other_side(between, side)
    )


def is_attack(sentence: Sentence, verb: Mention, act: Sense) -> bool:
    """Whether a word is a verb of attack, or may be one: "الجيش التركي قصف"."""
    is_verb = act["kind"].endswith("verb") or sentence.is_a(verb.first, "launch")
    return is_verb and act["type"] in _AGAINST_PEOPLE


def deeds_announced(
    sentence: Sentence, sides: Sequence[Side], said: Sequence[Attribution]
) -> list[tuple[int, Actor]]:
    """Read "أعلن التحالف تنفيذ 23 غارة": who announces a deed in a noun did it."""
    found: list[tuple[int, Actor]] = []
    for one in said:
        at = one.last
        while sentence.word(at) in _BEFORE_DEED:
            at += 1
        speaker = next((s for s in sides if one.first <= s.first < one.last), None)
        found += [(at, c) for c in speaker.codes] if speaker and sentence.is_a(at, "deed") else []
    return found


def deeds_of_speakers(sentence: Sentence, sides: Sequence[Side]) -> list[tuple[int, Actor]]:
    """Read "قالت أنقرة إنها قصفت", "قال قائد في الفصائل إن قواته هاجمت": who speaks did it."""
    found = list[tuple[int, Actor]]()
    for verb, act in sentence.having("acts"):
        theirs = any(sentence.is_a(verb.first - 1, kind) for kind in ("that_they", "own_forces"))
        theirs = theirs and not verb.sense("roles")  # "إنه صد هجوما"
        if (
            theirs
            and is_attack(sentence, verb, act)
            and (speaker := speaker_of(sentence, sides, verb))
        ):
            found += [(verb.first, code) for code in speaker.codes]
    return found


def deals_of_speakers(sentence: Sentence, sides: Sequence[Side]) -> list[tuple[int, Actor]]:
    """Read "أعلن جيش الإسلام أنه توصل إلى اتفاق", "أعلن الجيش الروسي التوصل إلى اتفاق"."""
    found = list[tuple[int, Actor]]()
    for deal, act in sentence.having("acts"):
        if act["type"] != EventType.AGREEMENT or not sentence.is_joined_a(deal.first, "concludes"):
            continue
        speaker = next((s for s in sides if s.last == deal.first), None)
        if speaker and not sentence.sense(speaker.first - 1, "attribution"):
            speaker = None
        if sentence.is_a(deal.first - 1, "that_they"):
            speaker = speaker_of(sentence, sides, deal)
        if speaker and speaker.kind != "state_adj":
            found += [(deal.first, code) for code in speaker.codes]
    return found


def _has_subject(sentence: Sentence, verb: Mention, side: Side, *, is_generic: bool) -> bool:
    """Whether the subject stands right before a verb: "إنه استهدف", "الجيش التركي يهاجم"."""
    at = verb.first - 1
    if sentence.is_joined_a(verb.first, "taking_aim"):
        return True
    if sentence.is_joined_a(verb.first, "aiming"):
        return not _goes_on_to_aim(sentence, side.last)
    if verb.reading.conjunction:
        return False
    if any(sentence.is_a(at, kind) for kind in ("that_they", "own_forces", "relative")):
        return True
    before = sentence.at.get(at)
    if before is None:
        return False
    if is_generic and (before.sense("acts") or before.sense("weapons")):
        return True
    return _is_other_side(before, side) and _may_be_subject(sentence, before)


_TO_AIM = 3  # words from who aims to what is aimed at


def _goes_on_to_aim(sentence: Sentence, position: int) -> bool:
    """Whether what is aimed at follows who does: "استهداف قوات النظام لبلدة", "الفصيل مقرات".

    Else it is the side itself: "استهداف قوات إيرانية هناك".
    """
    for at in range(position, position + _TO_AIM):
        mention = sentence.at.get(at)
        if sentence.is_a(at, "inside"):
            return False
        if mention is None:
            continue
        if mention.senses.keys() & _AIMED_AT and not mention.reading.conjunction:
            return mention.reading.preposition in ("", "ل")
    return False


_AIMED_AT = frozenset(("actors", "people", "roles", "weapons", "places", "place_types"))


def _is_other_side(mention: Mention, side: Side) -> bool:
    sense = mention.sense("actors")
    return sense is not None and sense["code"].split("|")[0] != side.codes[0]


_TO_GOVERNOR = 3  # words before a subject among which one would stand that takes it elsewhere


def _may_be_subject(sentence: Sentence, mention: Mention) -> bool:
    """Whether nothing right before a side makes it anything but a subject: "من مواقع"."""
    sense = mention.sense("actors")
    if mention.reading.preposition or (sense and sense["kind"] == "state_adj"):
        return False
    for at in range(max(0, mention.first - _TO_GOVERNOR), mention.first):
        role = sentence.sense(at, "roles")
        if (role and role["role"] in _NOT_SUBJECT) or sentence.word(at) in ("من", "في"):
            return False
    return True
