"""Who did it to whom: the part that each named side plays in a clause."""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor

_BACK = 6  # words before a side that decide its part


def assign_roles(  # noqa: C901  one branch a kind of word
    sentence: Sentence, sides: list[Side], people: list[People], span: tuple[int, int]
) -> tuple[list[Actor], list[Actor]]:
    """Return the attackers and targets named in a clause (token range), first named first."""
    attackers, targets = list[Actor](), list[Actor]()
    role = ""
    last_end = -1
    for side in sides:
        if not span[0] <= side.first < span[1]:
            continue
        if any(p.first <= side.first < p.last for p in people):
            role = "target"
        elif _continues(sentence, side, last_end):
            role = "target" if role == "party" and _opposed(sentence, side) else role
        else:
            role = _role(sentence, side, span[0], bool(attackers))
        last_end = side.last
        if role in ("attacker", "party"):
            other = attackers if role == "attacker" or not attackers else targets
            other.extend(side.codes)
        elif role in ("target", "victim", "opponent"):
            targets.extend(side.codes)
        if role == "party" and attackers:
            role = "second party"
        if role == "second party":
            role = "target"
    return list(dict.fromkeys(attackers)), list(dict.fromkeys(targets))


def _continues(sentence: Sentence, side: Side, last_end: int) -> bool:
    """Whether a side only goes on a list: "قوات النظام والميليشيات"."""
    return side.mention.reading.conjunction == "و" and 0 <= side.first - last_end <= 2


def _opposed(sentence: Sentence, side: Side) -> bool:
    return True


def _role(sentence: Sentence, side: Side, start: int, has_attacker: bool) -> str:  # noqa: C901  one branch a kind of word
    site = False
    onto = False
    for back in range(1, _BACK + 1):
        at = side.first - back
        if at < start:
            break
        mention = sentence.at.get(at)
        if mention is None:
            if sentence.word(at) == "،":
                break
            continue
        role = mention.sense("roles")
        if role:
            name = role["role"]
            if name == "site":
                site = True
                continue
            if name == "onto":
                onto = True
                break
            if name == "none":
                return "none"
            if name == "attacker" and site:
                return "target"
            return name
        if mention.sense("links") and mention.sense("links")["kind"] == "standing":  # type: ignore[index]
            return "none"
        act = mention.sense("acts") or mention.sense("weapons")
        if act:
            if site:
                return "target"
            return "attacker" if back <= 3 else _default(sentence, side, has_attacker)
        harm = mention.sense("harm")
        if harm:
            return "attacker" if harm["kind"] == "verb" and back <= 2 else "victim"
    if site or onto:
        return "target"
    return _default(sentence, side, has_attacker)


def _default(sentence: Sentence, side: Side, has_attacker: bool) -> str:
    """A side before the clause's verb acts: "قوات النظام قصفت"."""
    for at in range(side.last, min(side.last + 4, len(sentence.tokens))):
        act = sentence.sense(at, "acts")
        if act and act["kind"] == "verb":
            return "attacker"
        role = sentence.sense(at, "roles")
        if role and role["role"] in ("attacker", "victim"):
            return role["role"]
    if side.kind == "state_adj":
        before = sentence.sense(side.first - 1, "weapons") or sentence.sense(side.first - 1, "acts")
        return "attacker" if before else "none"
    return "none"
