"""Materiel and buildings lost or taken, as a sentence tells of them.

A thing stands after the word that tells its fate ("دمرت دبابتين"), before it ("دبابة دمرت"), or
before the pronoun that goes back to it ("استهدفوا دبابة ما أدى إلى تدميرها").
"""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.numbers import SOME, Figure, find_figures
from tawthiq.extract.scan import Sentence
from tawthiq.extract.things import AIRBORNE, CIVIL, Clause, Loss
from tawthiq.extract.unreal import is_unreal
from tawthiq.lexicon import Mention
from tawthiq.model import Fate, Item

_NEAR = 8  # words from the word of destruction to what was destroyed
_NEXT_ITEM = 7  # words from an item of a list to the next: "عربة «ب ام ب« ومدفع 23"
_BACK = 8  # words from a thing, over whose and of what sort it is, to what befell it
_TO_NOUN = 24  # words from a thing to the pronoun that stands for it
_TO_ON = 2  # words between "on" and the building that was hit
_TO_PART = 2  # words between "parts of" and the building
_TO_ATTACK = 14  # words from what suffered to what it suffered
_MOBILE = frozenset(
    (
        *AIRBORNE,
        Item.TANK,
        Item.ARMOURED_VEHICLE,
        Item.VEHICLE,
        Item.ARTILLERY,
        Item.HEAVY_EQUIPMENT,
    )
)
_MALE, _FEMALE = "ه", "ها"


def find_losses(
    sentence: Sentence,
    sides: list[Side],
    everyone: list[Side],
    spans: list[tuple[int, int]],
) -> list[list[Loss]]:
    """Return what was destroyed, damaged, captured or shot down, for each clause of a sentence.

    `everyone` are the sides and those too that only speak: "قالت إسرائيل … طائرتها".
    """
    figures = {f.last: f for f in find_figures(sentence) if not _is_of_name(sentence, f)}
    told, found = dict[int, Loss](), list[list[Loss]]()
    for first, last in spans:
        scene, losses = Clause(sentence, sides, everyone, figures, first, last), list[Loss]()
        for mention in sentence.mentions:
            fate = mention.sense("fates")
            if not fate or not first <= mention.first < last or _is_no_loss(sentence, mention):
                continue
            for loss in _lost_by(scene, mention, fate["kind"]):
                if loss.thing in told:  # "أصيبت دبابة … ما أدى إلى تدميرها": the last told holds
                    told[loss.thing].fate = loss.fate
                else:
                    told[loss.thing] = loss
                    losses.append(loss)
        found.append(losses)
    return found


def _is_of_name(sentence: Sentence, figure: Figure) -> bool:
    """Whether a number is part of a weapon's name: "مدفع 57"."""
    mention = sentence.at.get(figure.last - 1)
    return mention is not None and mention.first < figure.first and "weapons" in mention.senses


def _lost_by(scene: Clause, mention: Mention, kind: str) -> list[Loss]:
    """Return the things whose fate a word tells."""
    if kind == "after":
        return _put_out(scene, mention)
    listed = _listed(scene, mention)
    if listed or kind == "lose":
        return listed
    return _gone_back_to(scene, mention) or _before(scene, mention)


def _is_no_loss(sentence: Sentence, mention: Mention) -> bool:
    """Whether a word of destruction tells of an explosion ("التفجير"), dawn, an aim or a wish."""
    explosion = mention.reading.article and mention.sense("acts") is not None
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


def _listed(scene: Clause, mention: Mention) -> list[Loss]:
    """Return the things listed after a word that tells their fate."""
    sentence = scene.sentence
    reach, listed = mention.last + _NEAR, list[Loss]()
    for at in range(mention.last, scene.last):
        if at >= reach or _ends_list(scene, mention, at, is_begun=bool(listed)):
            break
        item = scene.item(at)
        if item and (not listed or scene.goes_on(at)):
            fate = _fate(sentence, mention, at, item)
            if fate is None:
                break
            found = scene.loss(at, fate, mention.first, mention.last, "fate of materiel")
            reach = sentence.at[at].last + _NEXT_ITEM
            if not (listed and found.count == SOME and _is_told(found, listed)):
                listed.append(found)
    named = next((loss.owner for loss in reversed(listed) if loss.owner), None)
    for loss in listed:
        loss.owner = loss.owner or named
    return listed


def _is_told(found: Loss, listed: list[Loss]) -> bool:
    """Whether a list only goes on with more of the same sort: "أسلحة وذخائر"."""
    return (found.item, found.count) in [(loss.item, loss.count) for loss in listed]


def _ends_list(scene: Clause, mention: Mention, at: int, *, is_begun: bool) -> bool:
    """Whether what follows a word of destruction is no longer what was destroyed."""
    sentence = scene.sentence
    if sentence.starts(at, "places") or sentence.starts(at, "fates") or _opens(sentence, at):
        return True
    if mention.sense("acts") is not None and _is_beside(sentence, mention, at):
        return True
    if sentence.is_a(at, "between") and sentence.is_a(at, "inside"):
        return True  # "15 آلية بين دبابة وعربة": of these
    if sentence.is_a(at, "self") or sentence.sense(at + 1, "elsewhere"):
        return True  # "مكتبة جامعة الموصل"
    return _turns(sentence, at) if is_begun else _has_other(sentence, mention, at)


def _has_other(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether something else than a thing follows at once: people, or who owned the houses."""
    kind = mention.senses["fates"][0]["kind"]
    if kind in ("lose", "suffer") and _is_past(sentence, mention, at):
        return True
    if kind == "crash" and sentence.at.get(at) and sentence.at[at].reading.suffix:
        return True  # "عائلات تهدمت بيوتها": who they are
    people = sentence.starts(at, "people") and not sentence.starts(at, "weapons")
    return bool(people) and not (at == mention.last and kind == "verb")


def _opens(sentence: Sentence, at: int) -> bool:
    """Whether another statement begins: "وأن جميع الطائرات عادت"."""
    word = sentence.word(at)
    return word[1:] in sentence.classes["opener"] if word.startswith("و") else False


def _is_past(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether what was lost, or what suffered, can stand no further on.

    "خسرت قوات النظام ثلاث دبابات" has its thing next to it; a thing that suffered an attack stands
    before the attack.
    """
    if mention.senses["fates"][0]["kind"] == "suffer":
        return sentence.starts(at, "acts") is not None
    known = sentence.at.get(at)
    parts = ("actors", "numbers", "bounds", "people", "weapons")
    return known is None or not any(known.sense(part) for part in parts)


def _turns(sentence: Sentence, at: int) -> bool:
    """Whether a list ends at a word: an attack, or why or when it was; arms are no attack."""
    mention = sentence.at.get(at)
    if mention is None or mention.first != at or mention.sense("weapons"):
        return False
    return mention.sense("links") is not None or mention.sense("acts") is not None


def _is_beside(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether a thing only stood near an explosion: "تفجير سيارة بالقرب من مسجد", "في حاجز"."""
    acts = sentence.starts(at, "acts")
    if sentence.is_a(at, "near") or (acts and acts["kind"].endswith("verb")):
        return True
    return at > mention.last and sentence.is_a(at, "inside")


def _fate(sentence: Sentence, mention: Mention, at: int, item: Item) -> Fate | None:
    """Return what befell a thing: what "fell" crashed, or was hit by what fell on it."""
    sense = mention.senses["fates"][0]
    if sense["kind"] == "fall" and item not in AIRBORNE:
        hit = any(sentence.is_a(back, "onto") for back in range(at - _TO_ON, at))
        return Fate.DAMAGED if hit and item in CIVIL else None
    if sense["kind"] == "reach" and _is_no_fire(sentence, mention, at):
        return None
    if sense["kind"] == "suffer" and not _suffers(sentence, mention.last):
        return None
    fate = Fate(sense["fate"])
    if fate is Fate.CAPTURED and item in CIVIL:
        return None
    if sense["kind"] == "lose" and item not in _MOBILE:
        return None  # "فقد التنظيم المصافي": not destroyed
    parts = any(sentence.is_a(back, "part_of") for back in range(at - _TO_PART, at))
    return Fate.DAMAGED if parts and fate is Fate.DESTROYED else fate


def _is_no_fire(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether what "reached" is no fire ("طالت السرقات"), or a whole quarter was reached."""
    beside = (mention.first - 1, mention.last)
    thefts = any(sentence.is_a(near, "no_fire") for near in beside)
    return thefts or sentence.is_a(at, "quarters")


def _suffers(sentence: Sentence, position: int) -> bool:
    """Whether an attack is told as suffered: "تعرض مشفى لقصف"."""
    for at in range(position, position + _TO_ATTACK):
        mention = sentence.at.get(at)
        if mention and mention.sense("acts") and mention.reading.preposition == "ل":
            return True
    return False


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
            return [] if held or not _may_fall(item, kind) else _told_back(scene, mention, at)
    return []


def _is_passive(sentence: Sentence, position: int) -> bool:
    """Whether no object follows a verb: it ends there, or goes on with "in", "by"."""
    mention = sentence.at.get(position)
    if mention and (mention.reading.preposition or mention.sense("links")):
        return True
    word = sentence.word(position)
    ends = word in ("", "،", ")") or sentence.is_a(position, "inside")
    return ends or (word.startswith("و") and mention is not None and bool(mention.senses))


def _may_fall(item: Item, kind: str) -> bool:
    return kind != "fall" or item in AIRBORNE


def _told_back(scene: Clause, mention: Mention, at: int) -> list[Loss]:
    sense = mention.senses["fates"][0]
    if sense["kind"] == "suffer" and not _suffers(scene.sentence, mention.last):
        return []
    fate = Fate(sense["fate"])
    return [scene.loss(at, fate, at, mention.last, "fate told after the thing")]
