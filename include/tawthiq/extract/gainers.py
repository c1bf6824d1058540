"""Who gained a place and who lost it: a verb's own subject, its object, and their allies."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from tawthiq.extract.actors import Side, is_named
from tawthiq.extract.camps import are_allies
from tawthiq.extract.doers import TO_BACKER, doer_before
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
    acted: Sequence[Side] = (),
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who gained and who lost by a verb's own subject and object.

    `acting` are the attackers of the clause: of sides named before a verb, its likelier subject;
    `everyone` are all sides, those too that only speak; `acted` those that do not.
    """
    sides = [s for s in sides if is_named(s, mention) and Actor.CIVILIANS not in s.codes]
    by = [s for s in sides if s.first > mention.last and _is_by(sentence, s)]
    doer = _before(sentence, sides, mention, acting, acted)
    if speaker := speaker_of(sentence, everyone, mention):
        doer = with_allies(sentence, everyone, speaker)
    near = [s for s in sides if 0 <= s.first - mention.last <= _TO_SIDE]
    if kind == "expel":
        return _driven_out(sentence, sides, mention, near, by, doer)
    after = [s for s in near if _is_subject(sentence, mention, s)]
    leaves = kind in ("withdraw", "evacuate", "lose")
    if by and not leaves:
        after = by  # "تحرير الرقة على يد قوات سوريا الديمقراطية"
    subject = with_allies(sentence, sides, after[0]) if after else ()
    if leaves or (kind == "noun" and "territory_transfer" in _types(mention)):
        return (), subject or doer
    losers = [s for s in sides if s.first > mention.last and _is_loser(sentence, s)]
    losers = [s for s in losers if not set(s.codes) & set(subject)]
    lost = losers[0].codes if losers else ()
    gained = subject if subject and subject != lost else doer
    if not gained and kind == "noun":
        gained = _later(sentence, sides, mention, lost)
    return gained, lost


def _before(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    acting: Collection[Actor],
    acted: Sequence[Side],
) -> tuple[Actor, ...]:
    """Return who did it by the sides named before a word, with their allies."""
    before = [s for s in sides if s.last <= mention.first]
    before = [s for s in before if set(s.codes) & set(acting)] or before
    is_many = sentence.is_a(mention.first, "of_many")
    nearest = doer_before(sentence, before, acted, is_many=is_many) if before else None
    return with_allies(sentence, sides, nearest) if nearest else ()


def _driven_out(
    sentence: Sentence,
    sides: list[Side],
    mention: Mention,
    near: list[Side],
    by: list[Side],
    doer: tuple[Actor, ...],
) -> tuple[tuple[Actor, ...], tuple[Actor, ...]]:
    """Return who drove out whom, also where it is told passively: "على يد الجيش الحر"."""
    if not by:
        return _expelled(sentence, sides, mention, near, doer)
    driven = [s for s in near if s not in by]
    return with_allies(sentence, sides, by[0]), driven[0].codes if driven else ()


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


def speaker_of(sentence: Sentence, everyone: Sequence[Side], mention: Mention) -> Side | None:
    """Return who says what "they" did: "قال الجيش إنه استعاد", "قال قائد في … إن قواته دخلت"."""
    for at in range(mention.first - 1, max(-1, mention.first - _TO_THAT), -1):
        theirs = sentence.is_a(at, "opener") and sentence.is_a(at + 1, "own_forces")
        if theirs or sentence.is_a(at, "that_they"):
            named = [s for s in everyone if s.last <= at and not s.is_country]
            proper = [s for s in named if s.kind != "state_adj"] or named
            return proper[-1] if proper else None
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
    if side.mention.reading.preposition == "ل":
        return False  # "استعادة نقطة للقوات الحكومية": whose it was
    if _is_part_of(sentence, mention.last, side):
        return True
    between = range(mention.last, side.first)
    turns = (sentence.is_a(at, kind) for at in between for kind in ("from_loser", "relative"))
    return not any(turns) and not any(_is_cause(sentence, at) for at in between)


def _is_part_of(sentence: Sentence, position: int, side: Side) -> bool:
    """Whether some of a side's units stand there: "سيطرة وحدات من الجيش على"."""
    units = sentence.word(side.first - 1) == "من" and side.first - 2 == position
    return units and "و" + sentence.word(position) in sentence.classes["and_some"]


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


def _is_loser(sentence: Sentence, side: Side) -> bool:
    return any(sentence.is_a(at, "from_loser") for at in range(side.first - 2, side.first))


def with_allies(sentence: Sentence, sides: Sequence[Side], side: Side) -> tuple[Actor, ...]:
    """Return a side's codes with those joined to it by "and", or that fought beside it."""
    codes, leftmost, last = list(side.codes), side, side
    for other in reversed(sides):
        gap = leftmost.first - other.last
        if gap >= 0 and _took_part(sentence, other, leftmost):
            codes = [*other.codes, *codes]
            break
        if _is_joined(sentence, leftmost) and 0 <= gap <= _TO_NEXT:
            codes, leftmost = [*other.codes, *codes], other
    for at, other in enumerate(sides):
        if at > 0 and last.last < sides[at - 1].last <= other.first:
            continue  # "النظام المدعوم من إيران وروسيا": joined to the backer
        and_it = _is_joined(sentence, other) and 0 <= other.first - last.last <= _TO_NEXT
        if and_it or _took_part(sentence, last, other):
            codes, last = [*codes, *other.codes], other
    codes += [code for other in _members(sentence, sides, last.last) for code in other.codes]
    return tuple(dict.fromkeys(codes))


def _members(sentence: Sentence, sides: Sequence[Side], end: int) -> list[Side]:
    """Return whom a joint force is said to hold: "جيش الفتح الذي يضم النصرة وأحرار الشام"."""
    near = range(end, min(end + TO_BACKER, len(sentence.tokens)))
    holds = next((at for at in near if sentence.is_a(at, "comprises")), None)
    if holds is None:
        return []
    ends = (at for at in range(holds, len(sentence.tokens)) if sentence.is_a(at, "onto"))
    last = next(ends, holds)
    return [s for s in sides if holds < s.first < last]


def _is_joined(sentence: Sentence, side: Side) -> bool:
    """Whether "and" stands before a side: «الجيش و"حزب الله"», "الوحدات وفصائل من المعارضة"."""
    at = side.first - 1
    while at >= 0 and sentence.tokens[at].kind == "other" and sentence.word(at) not in "،:":
        at -= 1
    apart = at < side.first - 1 and sentence.word(at) == "و"
    some_of = sentence.word(at) == "من" and sentence.is_a(at - 1, "and_some")
    return apart or some_of or side.mention.reading.conjunction == "و"


_TO_NEXT = 3  # words between sides joined by "and"
_ON_THE_GROUND = frozenset(
    {
        Actor.GOV_MILITIA,
        Actor.HEZBOLLAH,
        Actor.IRAN,
        Actor.OPPOSITION,
        Actor.JIHADIST,
        Actor.TURKEY,
        Actor.GOV,
    }
)


def fought_beside(sentence: Sentence, end: int, other: Side) -> bool:
    """Whether a side fought beside the one before ("مدعومة بالميليشيات"), not from the air."""
    if not 1 <= other.first - end <= TO_BACKER or other.kind == "state_adj":
        return False
    ground = set(other.codes) <= _ON_THE_GROUND and not other.mention.sense("acts")
    return ground and is_joined_over(sentence, range(end, other.first))


def is_joined_over(sentence: Sentence, between: range) -> bool:
    """Whether words between two sides join them as allies: "بدعم من", "بالتعاون مع"."""
    turns = any(sentence.is_a(at, "relative") for at in between)  # "الذي يقاتل إلى جانب"
    return not turns and any(_joins_fighters(sentence, at) for at in between)


def _joins_fighters(sentence: Sentence, at: int) -> bool:
    """Whether a word joins who fought along: "بالتعاون مع", "وحلفاؤها من"."""
    after = sentence.word(at + 1) == "من" or sentence.starts(at + 1, "actors") is not None
    named = not sentence.is_a(at, "allies") or after
    epithet = sentence.is_a(at, "backed") and sentence.word(at + 1) == "من"
    return sentence.is_a(at, "beside") and named and not epithet


def fought_with(sentence: Sentence, side: Side, other: Side) -> bool:
    """Whether "with" joins sides of one front: "تركيا مع فصائل سورية", "… بالتعاون مع"."""
    if sentence.word(other.first - 1) != "مع" or not are_allies(side.codes, other.codes):
        return False
    return other.first - side.last == 1 or sentence.is_a(other.first - 2, "beside")


def _took_part(sentence: Sentence, side: Side, other: Side) -> bool:
    return fought_beside(sentence, side.last, other) or fought_with(sentence, side, other)
