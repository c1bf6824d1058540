"""Materiel and buildings lost or taken, as a sentence tells of them.

A thing stands after the word that tells its fate ("دمرت دبابتين"), before it ("دبابة دمرت"), or
before the pronoun that goes back to it ("استهدفوا دبابة ما أدى إلى تدميرها").
"""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.acts import Act
from tawthiq.extract.aimed import aimed_at
from tawthiq.extract.inventory import fate_told, is_blast, listed_after
from tawthiq.extract.numbers import Figure, find_figures
from tawthiq.extract.scan import Sentence
from tawthiq.extract.things import AIRBORNE, CIVIL, PUBLIC, Clause, Loss
from tawthiq.extract.unreal import is_unreal
from tawthiq.lexicon import Mention
from tawthiq.model import Fate, Item

_BACK = 8  # words from a thing, over whose and of what sort it is, to what befell it
_TO_NOUN = 24  # words from a thing to the pronoun that stands for it
_MALE, _FEMALE = "ه", "ها"


def find_losses(
    sentence: Sentence,
    sides: list[Side],
    everyone: list[Side],
    spans: list[tuple[int, int]],
    acts: list[Act],
) -> list[list[Loss]]:
    """Return what was destroyed, damaged, captured or shot down, for each clause of a sentence.

    `everyone` are the sides and those too that only speak: "قالت إسرائيل … طائرتها".
    """
    is_aim = bool(acts) and any(w["item"] in PUBLIC for _, w in sentence.having("weapons"))
    if not is_aim and not sentence.having("fates"):
        return [[] for _ in spans]
    figures = {f.last: f for f in find_figures(sentence) if not _is_of_name(sentence, f)}
    told, found = dict[int, Loss](), list[list[Loss]]()
    for first, last in spans:
        scene, losses = Clause(sentence, sides, everyone, figures, first, last), list[Loss]()
        for mention, fate in sentence.having("fates"):
            if not first <= mention.first < last or _is_no_loss(sentence, mention):
                continue
            for loss in _lost_by(scene, mention, fate["kind"]):
                if known := told.get(loss.thing):  # "أصيبت دبابة … ما أدى إلى تدميرها"
                    known.fate = _graver(known.fate, loss.fate)
                else:
                    told[loss.thing] = loss
                    losses.append(loss)
        if is_aim:
            losses += [m for m in aimed_at(scene, acts) if m.thing not in told]
        found.append(losses)
    return found


_GRAVE = (Fate.DAMAGED, Fate.DESTROYED, Fate.CAPTURED, Fate.SHOT_DOWN)


def _graver(one: Fate, other: Fate) -> Fate:
    """Return which of two fates of one thing is told: it crashed as it was shot down."""
    return max(one, other, key=_GRAVE.index)


def _is_of_name(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number is part of a weapon's name: "مدفع 57"."""
    mention = sentence.at.get(figure.last - 1)
    return mention is not None and mention.first < figure.first and "weapons" in mention.senses


def _lost_by(scene: Clause, mention: Mention, kind: str) -> list[Loss]:
    """Return the things whose fate a word tells."""
    if kind == "after":
        return _put_out(scene, mention)
    did_it = kind == "verb" and mention.reading.suffix  # "قنبلة أسقطتها طائرة": what follows
    listed = [] if did_it else listed_after(scene, mention)
    if listed or kind == "lose":
        return listed
    return _gone_back_to(scene, mention) or _before(scene, mention)


def _is_no_loss(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of destruction tells of an explosion ("التفجير"), dawn, an aim or a wish."""
    named = mention.reading.article and mention.sense("acts") is not None
    explosion = named and not is_blast(mention)
    if mention.sense("time") and sentence.starts(mention.last, "time"):
        return True  # "فجر اليوم"
    told = any(sentence.is_a(mention.first - 1, kind) for kind in ("finished", "besides"))
    aim = mention.reading.preposition == "ل" and not told and not _is_come_of(sentence, mention)
    return bool(explosion) or aim or is_unreal(sentence, -1, mention.first)


def _is_come_of(sentence: Sentence, mention: Mention) -> bool:
    """Whether "to" only tells what came of something: "أدى لتدمير", "ما أدى لتضرره"."""
    harm = sentence.sense(mention.first - 1, "harm")
    link = sentence.sense(mention.first - 1, "links")
    result = harm is not None and harm["kind"] == "result"
    return result or (link is not None and link["kind"] == "result")


def _put_out(scene: Clause, mention: Mention) -> list[Loss]:
    """Return the building before a phrase: "خرج المشفى عن الخدمة"."""
    for at in range(mention.first - 1, max(scene.first - 1, mention.first - _BACK), -1):
        if scene.item(at) in CIVIL:
            return [scene.loss(at, Fate.DAMAGED, at, mention.last, "put out of service")]
    return []


def _gone_back_to(scene: Clause, mention: Mention) -> list[Loss]:
    """Return the thing that a pronoun goes back to: "دبابة … ودمروها", "إلى خروجه عن الخدمة"."""
    suffix = _pronoun(scene.sentence, mention)
    if not suffix or mention.sense("harm"):
        return []  # "إصابته" is mostly a man's
    for at in range(mention.first - 1, max(-1, mention.first - _TO_NOUN), -1):
        if scene.item(at) and _agrees(scene.sentence, at, suffix):
            return _told_back(scene, mention, at)
    return []


def _pronoun(sentence: Sentence, mention: Mention) -> str:
    """Return the pronoun for a thing at the end of a word: also that of "دمروها", listed whole."""
    suffix, pairs = mention.reading.suffix, sentence.classes["of_two"]
    if suffix:
        return suffix if suffix in (_MALE, _FEMALE, *pairs) else ""
    word = sentence.word(mention.last - 1)
    return next((p for p in (*pairs, _FEMALE, _MALE) if word.endswith("و" + p)), "")


def _agrees(sentence: Sentence, at: int, suffix: str) -> bool:
    """Whether a pronoun may stand for a thing: of its gender and number."""
    form = sentence.at[at].senses["weapons"][0]["number_form"]
    if form == "dual":
        return suffix in sentence.classes["of_two"]
    male = form == "singular" and not sentence.word(at).endswith("ه")
    return suffix == (_MALE if male else _FEMALE)


def _before(scene: Clause, mention: Mention) -> list[Loss]:
    """Return the thing whose fate a verb behind it tells: "ثلاث دبابات دمرت", "طائرة تحطمت"."""
    kind = mention.senses["fates"][0]["kind"]
    if kind not in ("verb", "crash", "fall", "suffer") or mention.reading.suffix:
        return []
    if kind == "verb" and not _is_passive(scene.sentence, mention.last):
        return []
    for at in range(mention.first - 1, max(scene.first - 1, mention.first - _BACK), -1):
        sentence = scene.sentence
        if sentence.word(at) in ("،", ":") or sentence.starts(at, "fates"):
            return []
        if sentence.starts(at, "acts") and not scene.item(at):
            return []
        item = scene.item(at)
        if item:
            joined = sentence.at[mention.first].reading.conjunction
            held = sentence.at[at].reading.preposition or joined
            if held or not _may_fall(item, kind):
                return []
            return [m for thing in _list_back(scene, at) for m in _told_back(scene, mention, thing)]
    return []


def _list_back(scene: Clause, at: int) -> list[int]:
    """Return a thing and those listed before it: "20 مستشفى و16 مدرسة وسيارتا إسعاف أصيبت"."""
    found = [at]
    while scene.goes_on(found[0]):
        near = range(found[0] - 1, max(scene.first - 1, found[0] - _BACK), -1)
        before = next((back for back in near if scene.item(back)), None)
        if before is None:
            break
        found.insert(0, before)
    return found


def _is_passive(sentence: Sentence, position: int) -> bool:
    """Whether no object follows a verb: it ends there, or goes on with "in", "by"."""
    mention = sentence.at.get(position)
    if mention and (mention.reading.preposition or mention.sense("links")):
        return True
    if mention and mention.reading.conjunction and mention.sense("harm"):
        return True  # "ثلاث آليات دمرت وقتل 12 عنصرا"
    return sentence.word(position) in ("", "،", ")") or sentence.is_a(position, "inside")


def _may_fall(item: Item, kind: str) -> bool:
    return kind != "fall" or item in AIRBORNE


def _told_back(scene: Clause, mention: Mention, at: int) -> list[Loss]:
    fate = fate_told(scene.sentence, mention, scene.item(at))
    return [scene.loss(at, fate, at, mention.last, "fate told after the thing")] if fate else []
