"""Whether ground changed hands at all, and whether by force: what the words around a verb say."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import Part

PERCENT = frozenset("%٪")
_TO_SHARE = 12  # words from the verb to the share


def is_share(sentence: Sentence, position: int) -> bool:
    """Whether a share of a region was taken: "60 في المئة من", "نصف"."""
    near = range(position, position + _TO_SHARE)
    return any(sentence.is_a(at, "share") or sentence.word(at) in PERCENT for at in near)


_NOW_REACH = 5  # words around "controls" among which "by now" tells that it was taken


def is_standing(sentence: Sentence, mention: Mention) -> bool:
    """Whether control is a state, not a change: "التي تسيطر عليها"."""
    link = mention.sense("links") or sentence.sense(mention.first - 1, "links")
    if link is None or link["kind"] != "standing":
        return False
    if any(sentence.is_a(at, "still") for at in range(mention.first - _TO_STILL, mention.first)):
        return True
    if sentence.part is Part.TITLE and not sentence.is_a(mention.first - 1, "relative"):
        return bool(mention.reading.suffix)  # a headline's present is news
    if mention.reading.suffix:
        return True
    return not _has_become(sentence, mention.first) and not _is_share_by_now(sentence, mention)


_TO_BECOME = 8  # words from "has become", over its subject and allies, to "controls"
_TO_STILL = 3  # words from "still" to "controls"


def _is_share_by_now(sentence: Sentence, mention: Mention) -> bool:
    """Whether so much of a region is controlled by now: "تسيطر حاليا على 90 في المئة من"."""
    near = range(mention.first - _NOW_REACH, mention.last + _NOW_REACH)
    by_now = any(sentence.is_a(at, "now") for at in near if at >= 0)
    return by_now and is_share(sentence, mention.last)


def _has_become(sentence: Sentence, position: int) -> bool:
    """Whether control is told as new: "باتت القوات التركية تسيطر على"."""
    near = range(max(0, position - _TO_BECOME), position)
    return any(sentence.is_joined_a(at, "became") for at in near)


_TO_WISH = 5  # words from "wants", over who does, to what is wanted
_TO_DONE = 18  # words from "managed" over its subject to what was managed


def has_happened(
    sentence: Sentence, mention: Mention, kind: str, words: Mapping[str, frozenset[str]]
) -> bool:
    """Whether the change is told as done: a finite verb, or a noun after "managed", "after"."""
    before = [sentence.word(at) for at in range(max(0, mention.first - _TO_DONE), mention.first)]
    aims = any(word in words["unfinished"] or word in words["agreed"] for word in before[-4:])
    infinitive = kind == "verb" and sentence.is_a(mention.first - 1, "governs")
    if kind in ("verb", "withdraw", "lose", "enter") and not infinitive:
        wished = bool(before) and before[-1] in words["opener"]  # "تريد تركيا أن ينسحب مقاتلو"
        if wished and any(word in words["seeks"] for word in before[-_TO_WISH:]):
            return False
        return not any(word in words["unfinished"] for word in before[-2:])
    if mention.reading.preposition == "ل" or aims or is_demanded(sentence, mention):
        return False
    if sentence.is_a(mention.first - 1, "outside") and not any(
        w in words["brings"] for w in before
    ):
        return False  # "خارج عن سيطرة"; but "أسفر الهجوم عن سيطرة"
    done = _is_done(before, words) or (
        kind == "evacuate" and sentence.is_a(mention.first - 1, "along")
    )
    return done or mention.first == 0 or (kind == "noun" and mention.reading.preposition == "ب")


_TO_TERMS = 14  # words from a deal, over who made it and with whom, to "on" what it provides for


def is_agreed_on(sentence: Sentence, at: int) -> bool:
    """Whether a noun is a term that was agreed on: "اتفاق مع الفصيل على خروج", "وافق على إجلاء"."""
    onto = at - 1 - sentence.is_joined_a(at - 1, "begin")
    if not sentence.is_a(onto, "onto"):
        return False
    for back in range(onto - 1, max(-1, onto - _TO_TERMS), -1):
        if any(sentence.is_joined_a(back, kind) for kind in ("pact", "approves")):
            return True
        apart = sentence.word(back) in "،:" and back < onto - 1
        if apart or sentence.is_a(back, "onto"):
            return False
    return False


_TO_WISHED = 12  # words from "demanded", over who did and of whom, to what was demanded


def is_demanded(sentence: Sentence, mention: Mention) -> bool:
    """Whether "with" a noun tells what is asked or promised: "طالبت القوات بالانسحاب"."""
    if mention.reading.preposition != "ب":
        return False
    for back in range(mention.first - 1, max(-1, mention.first - _TO_WISHED), -1):
        link = sentence.starts(back, "links")
        if link is not None and link["kind"] == "modal":
            return True
        if sentence.word(back) in "،:" or sentence.is_a(back, "opener"):
            return False
    return False


def _is_done(before: list[str], words: Mapping[str, frozenset[str]]) -> bool:
    """Whether the nearest word before that tells of success or aim tells of success."""
    for back, word in enumerate(reversed(before), 2):
        bare = word[1:] if word[:1] in ("و", "ف") else word
        if back <= len(before) and before[-back] in words["toward"] and word in words["imposing"]:
            continue
        if word in words["finished"] or bare in words["finished"]:
            return True
        if word in words["seeks"] or bare in words["seeks"]:
            return False
    return False


def is_settled(sentence: Sentence, position: int, span: tuple[int, int]) -> bool:
    """Whether a clause tells that a place went by a deal, and not that it was fought over."""
    ends = (at for at in range(position, span[1]) if sentence.is_a(at, "seeks"))
    end = min(next(ends, span[1]), position + _TO_DEAL)  # "بعد السيطرة …، يسعى إلى اتفاقات"
    near = range(max(span[0], position - _TO_DEAL), end)
    deal = any(_is_deal(sentence, at) for at in near)
    fought = (at for at in near if sentence.is_a(at, "fought"))
    return deal and all(sentence.is_a(at - 1, "without") for at in fought)


_TO_DEAL = 22  # words between a change of control and the deal that brought it about


def _is_deal(sentence: Sentence, at: int) -> bool:
    """Whether a word tells of a deal or of no fight, and not in spite of one."""
    left = sentence.is_a(at, "leave") and sentence.is_a(at - 1, "after_it")
    if left or sentence.is_a(at, "settled"):
        return not any(sentence.is_a(back, "despite") for back in range(at - _TO_STILL, at))
    return sentence.is_a(at, "fighting") and sentence.is_a(at - 1, "without")
