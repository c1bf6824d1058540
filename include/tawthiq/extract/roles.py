"""Who did it to whom: the part that each named side plays in a clause.

A side is governed by the nearest word before it that gives parts ("من قبل", "ضد", "مواقع"), or by
the act or harm it belongs to; failing that, by the verb that follows it ("قوات النظام قصفت").
"""

from __future__ import annotations

from dataclasses import dataclass, field

from tawthiq.extract.actors import Side
from tawthiq.extract.acts import is_repelled
from tawthiq.extract.camps import are_allies
from tawthiq.extract.facing import facing
from tawthiq.extract.gainers import fought_beside, fought_with
from tawthiq.extract.people import People
from tawthiq.extract.role_signs import (
    accuses,
    is_aimed_at,
    is_believed,
    is_by_firing,
    is_deal_before,
    is_dealt_to,
    is_done_by,
    is_fight_before,
    is_fired_from,
    is_truce_beside,
    people_after,
    stood_by,
)
from tawthiq.extract.scan import Sentence
from tawthiq.extract.verb_objects import is_attack, is_object
from tawthiq.lexicon import Mention
from tawthiq.model import Actor

_BACK = 9  # words before a side among which its governor stands
_AFTER = 7  # words after a side within which its verb follows
_TO_DOER = 2  # words from a verb of harm to who does it
_BESIDE = 3  # words between an act and the side that does it: "قصف مدفعي عنيف لقوات النظام"
_LEAVING = frozenset({"withdraw", "evacuate", "lose", "expel"})
_TWO_SIDED = frozenset({"party", "opponent"})
_SUFFERS = frozenset({"victim", "repel"})  # "تكبدت", "تصدت"


@dataclass(slots=True)
class Parts:
    """The sides of a clause by the part they play, first named first."""

    attackers: list[Actor] = field(default_factory=list)
    targets: list[Actor] = field(default_factory=list)

    def add(self, role: str, codes: tuple[Actor, ...]) -> None:
        """Enter a side under the part it plays; "none" leaves it out."""
        if role == "attacker":
            self.attackers += [c for c in codes if c not in self.attackers]
        elif role == "target":
            self.targets += [c for c in codes if c not in self.targets]


def assign_roles(
    sentence: Sentence,
    sides: list[Side],
    people: list[People],
    span: tuple[int, int],
    unreal: frozenset[int],
) -> tuple[list[Actor], list[Actor]]:
    """Return the attackers and targets named in a clause (token range), first named first.

    `unreal` are the positions of acts that did not happen: nobody plays a part in them.
    """
    parts = Parts()
    role, before = "none", None
    between = False
    pair = facing(sentence)
    for side in sides:
        if not span[0] <= side.first < span[1]:
            continue
        if pair and pair.between < side.first < pair.other:
            parts.add(pair.role(sentence, side), side.codes)
            continue
        if any(p.first <= side.first < p.last for p in people):
            role = "target"
        elif before is not None and _goes_on(sentence, before, side):
            if between and role == "attacker" and not _is_one_party(before, side):
                role, between = "target", False
        else:
            role = _role(sentence, side, span, unreal)
            if role in _TWO_SIDED:
                between = role == "party" or between
                role = "attacker" if role == "party" or not parts.attackers else "target"
        parts.add(role, side.codes)
        before = side
    return parts.attackers, [t for t in parts.targets if t not in parts.attackers]


def _is_one_party(before: Side, side: Side) -> bool:
    """Whether two sides joined after "between" are one party: "قوات النظام وحزب الله"."""
    return side.codes[:1] == before.codes[:1] or are_allies(before.codes, side.codes)


def _goes_on(sentence: Sentence, before: Side, side: Side) -> bool:
    """Whether a side only goes on a list: "قوات النظام والميليشيات"."""
    gap = side.first - before.last
    joined = side.mention.reading.conjunction == "و" or sentence.word(side.first - 1) == "و"
    ally = sentence.word(side.first - 1) == "مع" and sentence.is_a(side.first, "ally")
    together = fought_beside(sentence, before.last, side) or fought_with(sentence, before, side)
    return ((joined or ally) and 0 <= gap <= 2) or together or stood_by(sentence, before, side)


def _role(sentence: Sentence, side: Side, span: tuple[int, int], unreal: frozenset[int]) -> str:
    if is_truce_beside(sentence, side, span[1]):
        return "none"
    role = "" if _says_where(sentence, side) else _governed(sentence, side, span[0], unreal)
    role = role or _subject(sentence, side, span[1])
    if role == "attacker" and accuses(sentence, side):
        return "none"
    if side.codes == _CIVILIANS and role == "attacker":
        return "target" if is_aimed_at(sentence, side) else "none"
    return role


def _says_where(sentence: Sentence, side: Side) -> bool:
    """Whether "السورية" only says where a town lies, not whose a thing is: "مواقع سورية"."""
    before = sentence.at.get(side.first - 1)
    return side.is_country and (before is None or not before.senses.keys() & _OWNED)


_OWNED = {"acts", "weapons", "roles"}
_CIVILIANS = (Actor.CIVILIANS,)


def _governed(sentence: Sentence, side: Side, start: int, unreal: frozenset[int]) -> str:  # noqa: C901  one branch a kind of word
    """Return the part that a word before the side gives it, empty where none does."""
    site = onto = False
    at = side.first - 1
    if is_dealt_to(sentence, side):
        return "target"
    if side.mention.reading.conjunction and sentence.is_joined_a(side.first - 2, "accuse"):
        return "none"  # "اتهمت دمشق وموسكو إسرائيل": one more who accuses
    while at >= max(start, side.first - _BACK):
        mention = sentence.at.get(at)
        back = side.first - at
        if sentence.is_a(at, "accuse") and (back > 1 or side.mention.reading.preposition == "ل"):
            return "attacker"
        if sentence.is_a(at, "opener"):
            break
        if mention is None:
            if sentence.word(at) in "،:؛" and not (site or onto):
                return ""
            at -= 1
            continue
        at = mention.first - 1
        link, role = mention.sense("links"), mention.sense("roles")
        if link and link["kind"] == "standing":
            return "none"
        if role:
            kind = role["role"]
            if kind == "site":
                site = True
                if is_fired_from(sentence, mention.first):
                    return "attacker"
                continue
            if kind == "onto":
                onto = True
                continue
            if kind == "attacker":
                if site or onto:
                    return "target"
                return "attacker" if back <= _BESIDE + 1 else ""
            if kind == "opponent" and not is_fight_before(sentence, at, start):
                return "attacker" if is_deal_before(sentence, at, start) else "none"
            return "target" if kind in _SUFFERS else kind
        if link and link["kind"] == "modal" and back <= _BESIDE and is_repelled(sentence, at + 1):
            return "attacker"  # "تصدى الثوار لمحاولة قوات الأسد التقدم"
        if mention.first in unreal:
            return "none"
        if side.mention.reading.conjunction and not (site or onto):
            return ""  # "… الهجوم وواشنطن ترفض": a new subject, not whose attack it is
        if side.mention.reading.preposition == "ل" and _is_thing(mention):
            return "target"  # "مستودعا لهيئة تحرير الشام"
        if sentence.is_a(mention.first, "intrusion") and side.kind != "state_adj":
            return "attacker"
        if not (site or onto) and is_object(sentence, mention, side):
            return "target"
        found = _by_act(sentence, mention, side, site or onto)
        if found:
            return found
        if link and link["kind"] in ("clause", "cause", "result") and not (site or onto):
            return ""
    if site and not onto and _opens_fire(sentence, side):
        return "attacker"
    return "target" if onto or site else ""


def _opens_fire(sentence: Sentence, side: Side) -> bool:
    """Whether a side's arms do what the verb behind them tells: "الدبابات التركية قصفت قرية"."""
    arms, verb = sentence.at.get(side.first - 1), sentence.at.get(side.last)
    act = verb.sense("acts") if verb else None
    if arms is None or verb is None or act is None or verb.reading.conjunction:
        return False
    return _is_thing(arms) and act["kind"].endswith("verb") and is_attack(sentence, verb, act)


def _by_act(sentence: Sentence, mention: Mention, side: Side, is_aim: bool) -> str:
    """Return the part that an act or harm gives a side behind it; `is_aim`: "على", "مواقع"."""
    back = side.first - mention.last + 1
    act, weapon, harm = mention.sense("acts"), mention.sense("weapons"), mention.sense("harm")
    if mention.sense("fates") and not act:
        return "target" if is_aim or back > _BESIDE or not _is_verb(mention) else "attacker"
    if act and _is_of_act(sentence, mention):
        if act["kind"] in _LEAVING or is_aim:
            return "target"
        if back == 1 and _is_against(sentence, mention):
            return "target"
        return "attacker" if back <= _BESIDE else ""
    if weapon and (weapon["event_type"] or weapon["method"]):
        if is_aim:
            return "target"
        return "attacker" if back <= _BESIDE else ""
    if harm and harm["outcome"] != "displaced":
        does = back <= _TO_DOER and is_done_by(sentence, mention, side)
        return "attacker" if does else "target"
    return ""


def _is_against(sentence: Sentence, mention: Mention) -> bool:
    """Whether a fight is one with whom stands behind it: "عملية لقتال وحدات حماية الشعب"."""
    return not mention.reading.article and mention.reading.key in sentence.classes["fights_whom"]


def _is_thing(mention: Mention) -> bool:
    weapon = mention.sense("weapons")
    return bool(weapon and weapon["item"] and not mention.sense("acts"))


def _is_verb(mention: Mention) -> bool:
    fate = mention.sense("fates")
    return bool(fate and fate["kind"] == "verb")


def _subject(sentence: Sentence, side: Side, end: int) -> str:  # noqa: C901  one branch a kind of word
    """A side before the clause's verb does or bears what the verb says."""
    if side.kind == "state_adj":
        before = sentence.at.get(side.first - 1)
        is_theirs = before and (before.sense("weapons") or _is_of_act(sentence, before))
        if is_theirs or is_believed(sentence, side.first):
            return "attacker"
        return "none"
    if side.mention.sense("acts") or is_believed(sentence, side.first):
        return "attacker"
    for at in range(side.last, min(side.last + _AFTER, end)):
        if at == side.last and is_by_firing(sentence, at):
            return "attacker"
        mention = sentence.at.get(at)
        if mention is None or mention.first != at:
            continue
        role = mention.sense("roles")
        if role and role["role"] in ("attacker", *_SUFFERS):
            return "attacker" if role["role"] == "attacker" else "target"
        if _is_verb(mention):
            return "attacker"
        act = mention.sense("acts")
        if act and act["kind"] in ("withdraw", "lose"):
            return "target"
        if act and act["kind"].removeprefix("generic_") in ("verb", "expel"):
            return "attacker"
        harm = mention.sense("harm")
        if harm and harm["kind"] == "verb":
            return "attacker" if people_after(sentence, at) else "target"
        if harm and harm["kind"] == "result" and at == side.last:
            return "attacker"  # "فصائل المعارضة تسببت بمقتل 3 مدنيين"
        if act and at == side.last and is_attack(sentence, mention, act):
            return "attacker"
        if act:
            return "attacker" if sentence.word(at).endswith(_OBJECT) else "none"
    return "none"


_TO_NOUN = 3  # words from an adjective of means back to the act it qualifies


def _is_of_act(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word is an act or qualifies one: "غارات جوية", not "قاعدة التيفور الجوية"."""
    act = mention.sense("acts")
    if not act or act["kind"] != "adjective":
        return act is not None
    before = range(max(0, mention.first - _TO_NOUN), mention.first)
    return not any(sentence.sense(at, kind) for at in before for kind in ("places", "place_types"))


_OBJECT = "ا"  # ending of an indefinite object: "قوات النظام … هجوما"
