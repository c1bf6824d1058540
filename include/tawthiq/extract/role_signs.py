"""Signs around a side of the part that it plays: fire from its positions, deals, accusations."""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import are_allies
from tawthiq.extract.doers import TO_BACKER
from tawthiq.extract.gainers import is_joined_over
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import EventType

_TO_ACCUSATION = 6  # words from who accuses, over further accusers, to "accusations"


def accuses(sentence: Sentence, side: Side) -> bool:
    """Whether a side makes accusations: "وجهت سوريا وروسيا الاتهامات لإسرائيل"."""
    after = range(side.last, side.last + _TO_ACCUSATION)
    accusation = next((at for at in after if sentence.is_a(at, "accusation")), None)
    return accusation is not None and not any(
        sentence.word(at) in "،:" for at in range(side.last, accusation)
    )


def is_aimed_at(sentence: Sentence, side: Side) -> bool:
    """Whether civilians stand right after the verb of an attack: "تستهدف المدنيين"."""
    act = sentence.sense(side.first - 1, "acts")
    return bool(act and act["kind"].endswith("verb"))


def people_after(sentence: Sentence, position: int) -> bool:
    """Whether a verb's subject is followed by those it befell: "قتلت قوات النظام 5 مدنيين"."""
    for at in range(position + 1, min(position + 8, len(sentence.tokens))):
        mention = sentence.at.get(at)
        if mention is None or mention.first != at:
            continue
        if mention.sense("people") or mention.sense("numbers"):
            return not sentence.is_a(at - 1, "between")
        if mention.sense("links") or mention.sense("acts"):
            return False
    return False


def is_done_by(sentence: Sentence, harm: Mention, side: Side) -> bool:
    """Whether a side does what a word of harm says: "قتلت قوات النظام 5 مدنيين".

    Where the same letters are a noun too, those it befell follow at once: "قتل الجيش 20 مسلحا".
    """
    first, *others = harm.senses["harm"]
    if first["kind"] == "verb":
        return people_after(sentence, harm.last)
    if all(sense["kind"] != "verb" for sense in others):
        return False
    after = sentence.at.get(side.last)
    if after is not None:
        counted = after.senses.keys() & {"people", "numbers", "bounds"}
        return bool(counted) and not after.reading.conjunction
    return sentence.kind(side.last) == "digits"


_TO_FIRE = 8  # words from "shelled" to "from the positions of"


def is_fired_from(sentence: Sentence, position: int) -> bool:
    """Whether fire comes from a side's positions: "القصف الذي تعرض له المخيم من مواقع القوات"."""
    if sentence.word(position - 1) != "من" or sentence.is_a(position - 2, "near"):
        return False
    before = range(max(0, position - _TO_FIRE), position - 1)
    acts = [act for at in before if (act := sentence.sense(at, "acts"))]
    return bool(acts) and acts[-1]["type"] == EventType.SHELLING


_TO_FIGHT = 8  # words from "clashes" to "with"


def is_fight_before(sentence: Sentence, position: int, start: int) -> bool:
    """Whether "with" follows a fight: not "in cooperation with", "an agreement with"."""
    for at in range(position, max(start - 1, position - _TO_FIGHT), -1):
        act = sentence.sense(at, "acts")
        if act:
            return act["type"] in ("armed_clash", "territory_gain")
        role = sentence.sense(at, "roles")
        if role and role["role"] == "party":
            return True
    return False


def is_deal_before(sentence: Sentence, position: int, start: int) -> bool:
    """Whether "with" follows a deal concluded: "توصلت إلى اتفاق مع النظام"."""
    acts = (sentence.sense(at, "acts") for at in range(max(start, position - 3), position + 1))
    return any(act and act["type"] == EventType.AGREEMENT for act in acts)


def is_truce_beside(sentence: Sentence, side: Side, end: int) -> bool:
    """Whether an attack only came in spite of a truce: "رغم الهدنة الروسية، تواصل القصف"."""
    truce = sentence.sense(side.first - 1, "acts") if side.kind == "state_adj" else None
    if not truce or truce["type"] != EventType.AGREEMENT:
        return False
    after = (sentence.starts(at, "acts") for at in range(side.last, end))
    return any(act and act["type"] in BOMBARDMENT for act in after)


def is_believed(sentence: Sentence, position: int) -> bool:
    """Whether "believed to be" stands before an adjective: "طائرات يعتقد أنها روسية"."""
    return any(sentence.is_a(at, "believed") for at in range(max(0, position - 3), position))


def is_by_firing(sentence: Sentence, position: int) -> bool:
    """Whether "by firing" follows a side at once: "رد التنظيم بإطلاق قذائف"."""
    word = sentence.word(position)
    return word.startswith("ب") and word[1:] in sentence.classes["launch"]


def stood_by(sentence: Sentence, side: Side, other: Side) -> bool:
    """Whether an ally gave a side support, from the air too: "مدعومة من الطيران الروسي".

    It attacks along, but gains no place.
    """
    between = range(side.last, other.first)
    if not 1 <= len(between) <= TO_BACKER or not are_allies(side.codes, other.codes):
        return False
    return is_joined_over(sentence, between)


_TO_DEALT = 4  # words from "dealt" to whom it was dealt to


def is_dealt_to(sentence: Sentence, side: Side) -> bool:
    """Whether a side was struck: "الضربة التي وجهت للنظام", "وجهت ضربة للنظام"."""
    before = range(side.first - _TO_DEALT, side.first)
    return side.mention.reading.preposition == "ل" and any(
        sentence.is_a(at, "dealt") for at in before
    )
