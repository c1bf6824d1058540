"""Who took ground, of the sides named before the verb: nobody's foe, holder or possession."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Sense

TO_BACKER = 4  # words from a side, over "backed by", to who fought beside it
_TO_KILLED = 4  # words from "did away with", over how many, to "of" those whose side is named


def doer_before(
    sentence: Sentence, before: list[Side], sides: Sequence[Side], *, is_many: bool
) -> Side | None:
    """Return the nearest side before a verb, nobody's foe or possession; `is_many`: of "they"."""
    acting = {s.first for s in sides}

    def speaks(side: Side) -> bool:
        return side.first not in acting

    for side in reversed(before):
        if any(sentence.is_a(at, "beside") for at in range(side.first - TO_BACKER, side.first)):
            continue  # "النظام المدعوم من روسيا": not the backer
        if not speaks(side) and _is_held_by(sentence, side):
            continue
        if is_many and sentence.is_a(side.first, "one_body"):
            continue  # "عقب سيطرتهم": not the army's, not the regime's
        if _is_holder(sentence, _leader(side, before)):
            continue
        cue = sentence.sense(side.first - 1, "roles")
        if cue is None or cue["role"] == "attacker" or _is_of_site(sentence, side, cue):
            return side
    left = [s for s in before if speaks(s) or not _is_held_by(sentence, s)]
    left = [s for s in left if not _is_holder(sentence, _leader(s, before))]
    return left[-1] if left else None


def _leader(side: Side, before: Sequence[Side]) -> Side:
    """Return the side that a joined one goes on with: "مع قوات الأسد ووحدات الحماية"."""
    for other in reversed(before):
        if other.last == side.first and side.mention.reading.conjunction == "و":
            side = other
    return side


def _is_holder(sentence: Sentence, side: Side) -> bool:
    """Whether a side only holds ground or is fought: "مناطق سيطرة الفصائل", "الحرب ضد داعش"."""
    before = sentence.at.get(side.first - 1)
    if before is None:
        return False
    link, role = before.sense("links"), before.sense("roles")
    held = link is not None and link["kind"] == "standing"
    fought = role is not None and role["role"] in ("target", "opponent")
    return (held and before.sense("acts") is None) or fought


def _is_of_site(sentence: Sentence, side: Side, cue: Sense) -> bool:
    """Whether a side is told by its force, which acts; "على مواقع الفصائل" is aimed at."""
    first = sentence.at[side.first - 1].first
    return cue["role"] == "site" and not sentence.is_a(first - 1, "onto")


def _is_held_by(sentence: Sentence, side: Side) -> bool:
    """Whether a side is no subject: "تابعة لقوات الأسد", "قضت على عدد من مسلحي التنظيم"."""
    if side.mention.reading.preposition in ("ل", "ب"):
        return True
    at = side.first - 1
    while sentence.is_a(at, "leavers"):
        at -= 1
    fighters = sentence.sense(at - 1, "people")
    killed = any(sentence.is_a(back, "onto") for back in range(at - _TO_KILLED, at))
    return sentence.word(at) == "من" and (killed or not fighters)
