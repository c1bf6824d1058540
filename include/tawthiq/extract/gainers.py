"""Who gained a place and who lost it: a verb's own subject, its object, and their allies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import Actor

_TO_SIDE = 4  # words from the verb to its subject
_TO_THAT = 12  # words from "that they" to what they did


def who_gained(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    kind: str,
    acting: Collection[Actor] = (),
    everyone: Sequence[Side] = (),
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who gained and who lost by a verb's own subject and object.

    `acting` are the attackers of the clause: of sides named before a verb, its likelier subject;
    `everyone` are all sides, those too that only speak.
    """
    sides = [s for s in sides if s.kind != "state_adj" and Actor.CIVILIANS not in s.codes]
    after = [s for s in sides if 0 <= s.first - mention.last <= _TO_SIDE]
    if kind != "expel":
        after = [s for s in after if _is_subject(sentence, mention, s)]
    by = [s for s in sides if s.first > mention.last and _is_by(sentence, s)]
    if by and kind not in ("withdraw", "evacuate", "lose"):
        after = by  # "تحرير الرقة على يد قوات سوريا الديمقراطية"
    before = [s for s in sides if s.last <= mention.first]
    before = [s for s in before if set(s.codes) & set(acting)] or before
    subject = with_allies(sentence, sides, after[0]) if after else ()
    is_many = sentence.is_a(mention.first, "of_many")
    nearest = _doer(sentence, before, is_many=is_many) if before else None
    doer = with_allies(sentence, sides, nearest) if nearest else ()
    if speaker := _speaker(sentence, everyone, mention):
        doer = with_allies(sentence, everyone, speaker)
    if kind == "expel":
        if by:  # "طرد التنظيم من جرابلس على يد الجيش الحر"
            driven = [s for s in sides if 0 <= s.first - mention.last <= _TO_SIDE and s not in by]
            return with_allies(sentence, sides, by[0]), driven[0].codes if driven else ()
        return _expelled(sentence, sides, mention, after, doer)
    if kind in ("withdraw", "evacuate", "lose") or (
        kind == "noun" and "territory_transfer" in _types(mention)
    ):
        return (), subject or doer
    losers = [s for s in sides if s.first > mention.last and _is_loser(sentence, s)]
    lost = losers[0].codes if losers else ()
    gained = subject if subject and subject != lost else doer
    if not gained and kind == "noun":
        gained = _later(sentence, sides, mention, lost)
    return gained, lost


def who_cleared(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    end: int,
    lost: tuple[Actor, ...],
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Read "مع إخلاء عربين وزملكا من مقاتلي فيلق الرحمن، بات الجيش": who left, who holds it now."""
    left = [s for s in sides if 0 < s.first - end <= _TO_SIDE]
    left = [s for s in left if any(sentence.word(at) == "من" for at in range(end, s.first))]
    lost = with_allies(sentence, sides, left[0]) if left else lost
    others = [s for s in sides if not set(s.codes) & set(lost)]
    return _later(sentence, others, mention, lost), lost


def _speaker(sentence: Sentence, everyone: Sequence[Side], mention: Mention) -> Side | None:
    """Return who says what "they" did: "قال الجيش إنه استعاد", "قال قائد في … إن قواته دخلت"."""
    for at in range(mention.first - 1, max(-1, mention.first - _TO_THAT), -1):
        theirs = sentence.is_a(at, "opener") and sentence.is_a(at + 1, "own_forces")
        if theirs or sentence.is_a(at, "that_they"):
            named = [s for s in everyone if s.last <= at and s.kind != "state_adj"]
            return named[-1] if named else None
        if any(s.first <= at < s.last for s in everyone) or sentence.is_a(at, "opener"):
            return None
    return None


def _later(
    sentence: Sentence, sides: list[Side], mention: Mention, lost: tuple[Actor, ...]
) -> tuple[Actor, ...]:
    """Return the subject that follows: "بعد السيطرة على مسرابا، يسعى الجيش إلى"."""
    commas = [at for at in range(mention.last, len(sentence.tokens)) if sentence.word(at) == "،"]
    if not commas or any(s.last <= mention.first for s in sides):
        return ()
    later = [s for s in sides if commas[0] < s.first <= commas[0] + _TO_SIDE]
    later = [s for s in later if _may_act(sentence, s) and not set(s.codes) & set(lost)]
    return with_allies(sentence, sides, later[0]) if later else ()


def _may_act(sentence: Sentence, side: Side) -> bool:
    """Whether a side may be a subject: not one that something belongs to or is aimed at."""
    cue = sentence.sense(side.first - 1, "roles")
    aimed = cue is not None and cue["role"] in ("onto", "none")
    return not side.mention.reading.preposition and not aimed


def _is_subject(sentence: Sentence, mention: Mention, side: Side) -> bool:
    """Whether a side behind a verb did it: not whose a place is, or who had left it."""
    if side.first == mention.last:
        return True
    role = sentence.sense(side.first - 1, "roles")
    if role is not None and role["role"] in ("site", "none"):
        return False
    between = range(mention.last, side.first)
    turns = (sentence.is_a(at, kind) for at in between for kind in ("from_loser", "relative"))
    return not any(turns) and not any(_is_cause(sentence, at) for at in between)


def _is_by(sentence: Sentence, side: Side) -> bool:
    """Whether a side stands after "at the hands of"."""
    return sentence.is_a(side.first - 1, "hands") and sentence.is_a(side.first - 2, "onto")


def _is_cause(sentence: Sentence, at: int) -> bool:
    link = sentence.starts(at, "links")
    return link is not None and link["kind"] == "cause"


def _expelled(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    after: list[Side],
    doer: tuple[Actor, ...],
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who drove out whom: a finite verb's own subject stands before its object."""
    if not after:
        return doer, ()
    first = with_allies(sentence, sides, after[0])
    later = [s for s in sides if 0 <= s.first - after[0].last <= 1 and s.codes[0] not in first]
    if later and mention.first == after[0].first - 1:
        return first, with_allies(sentence, sides, later[0])
    return doer, first


def _types(mention: Mention) -> set[str]:
    return {s["type"] for s in mention.senses["acts"]}


def _doer(sentence: Sentence, before: list[Side], *, is_many: bool) -> Side:
    """Return the nearest side before a verb that is not somebody's foe or possession.

    `is_many`: the word says "they", of men.
    """
    for side in reversed(before):
        if any(sentence.is_a(at, "beside") for at in range(side.first - _TO_BACKER, side.first)):
            continue  # "النظام المدعوم من روسيا": not the backer
        if side.mention.reading.preposition in ("ل", "ب"):
            continue  # "حواجز تابعة لقوات الأسد"
        if is_many and sentence.is_a(side.first, "one_body"):
            continue  # "عقب سيطرتهم": not the army's, not the regime's
        cue = sentence.sense(side.first - 1, "roles")
        if cue is None or cue["role"] in ("attacker", "site"):
            return side
    return before[-1]


def _is_loser(sentence: Sentence, side: Side) -> bool:
    return any(sentence.is_a(at, "from_loser") for at in range(side.first - 2, side.first))


def with_allies(sentence: Sentence, sides: Sequence[Side], side: Side) -> tuple[Actor, ...]:
    """Return a side's codes with those joined to it by "and", or that fought beside it."""
    codes, first, end = list(side.codes), side.first, side.last
    joined = side.mention.reading.conjunction == "و"
    for other in reversed(sides):
        if other.last <= first and fought_beside(sentence, other.last, side):
            codes, first = [*other.codes, *codes], other.first
            break
        if joined and 0 <= first - other.last <= _TO_NEXT:
            codes, first = [*other.codes, *codes], other.first
            joined = other.mention.reading.conjunction == "و"
    for other in sides:
        and_it = other.mention.reading.conjunction == "و" and 0 <= other.first - end <= _TO_NEXT
        if and_it or fought_beside(sentence, end, other):
            codes, end = [*codes, *other.codes], other.last
    return tuple(dict.fromkeys(codes))


_TO_NEXT = 2  # words between sides joined by "and"
_TO_BACKER = 4  # words from a side, over "backed by", to who fought beside it
_ON_THE_GROUND = frozenset(
    {Actor.GOV_MILITIA, Actor.HEZBOLLAH, Actor.IRAN, Actor.OPPOSITION, Actor.TURKEY, Actor.GOV}
)


def fought_beside(sentence: Sentence, end: int, other: Side) -> bool:
    """Whether a side fought beside the one before ("مدعومة بالميليشيات"), not from the air."""
    if not 1 <= other.first - end <= _TO_BACKER or other.kind == "state_adj":
        return False
    ground = set(other.codes) <= _ON_THE_GROUND and not other.mention.sense("acts")
    between = range(end, other.first)
    turns = any(sentence.is_a(at, "relative") for at in between)  # "الذي يقاتل إلى جانب"
    return ground and not turns and any(_joins_fighters(sentence, at) for at in between)


def _joins_fighters(sentence: Sentence, at: int) -> bool:
    """Whether a word joins who fought along: "بالتعاون مع", "وحلفاؤها من"."""
    named = not sentence.is_a(at, "allies") or sentence.word(at + 1) == "من"
    epithet = sentence.is_a(at, "backed") and sentence.word(at + 1) == "من"
    return sentence.is_a(at, "beside") and named and not epithet
