"""Things listed after a word that tells their fate: "دمروا دبابتين وعربة وأعطبوا أخرى"."""

from __future__ import annotations

from tawthiq.extract.numbers import SOME, exact
from tawthiq.extract.scan import Sentence
from tawthiq.extract.things import AIRBORNE, CIVIL, Clause, Loss
from tawthiq.lexicon import Mention
from tawthiq.model import Fate, Item

_TO_NOUN = 24  # words from a thing to another like it
_NEAR = 8  # words from the word of destruction to what was destroyed
_NEXT_ITEM = 7  # words from an item of a list to the next: "عربة «ب ام ب« ومدفع 23"
_TO_ON = 2  # words between "on" and the building that was hit
_TO_PART = 2  # words between "parts of" and the building
_TO_FIRE = 10  # words from "fell", over the aircraft and the place, to what it was shot with
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


def listed_after(scene: Clause, mention: Mention) -> list[Loss]:
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
    if not listed and (last := _another(scene, mention)):
        listed.append(last)
    named = next((loss.owner for loss in reversed(listed) if loss.owner), None)
    for loss in listed:
        loss.owner = loss.owner or named
    return listed


def _another(scene: Clause, mention: Mention) -> Loss | None:
    """Return one more of the things told before: "دمروا دبابة وأعطبوا أخرى"."""
    sentence, sense = scene.sentence, mention.senses["fates"][0]
    if not sentence.is_a(mention.last, "another") or sense["kind"] not in ("verb", "noun"):
        return None
    for at in range(mention.first - 1, max(-1, mention.first - _TO_NOUN), -1):
        if scene.item(at):
            found = scene.loss(at, Fate(sense["fate"]), mention.first, mention.last + 1, "another")
            found.count, found.thing = exact(1), mention.last
            return found
    return None


def _is_told(found: Loss, listed: list[Loss]) -> bool:
    """Whether a list only goes on with more of the same sort: "أسلحة وذخائر"."""
    return (found.item, found.count) in [(loss.item, loss.count) for loss in listed]


def _ends_list(scene: Clause, mention: Mention, at: int, *, is_begun: bool) -> bool:
    """Whether what follows a word of destruction is no longer what was destroyed."""
    sentence = scene.sentence
    if sentence.starts(at, "places") or sentence.starts(at, "fates") or _opens(sentence, at):
        return True
    if is_blast(mention):
        return sentence.is_a(at, "near") or sentence.starts(at, "people") is not None
    if mention.sense("acts") is not None and _is_beside(sentence, mention, at):
        return True
    if sentence.is_a(at, "between") and sentence.is_a(at, "inside"):
        return True  # "15 آلية بين دبابة وعربة": of these
    if sentence.is_a(at, "agent") and sentence.is_a(at - 1, "from"):
        return True  # "البراميل التي أسقطت من قبل مروحيات": who dropped them
    if sentence.is_a(at, "self") or sentence.sense(at + 1, "elsewhere"):
        return True  # "مكتبة جامعة الموصل"
    return _turns(sentence, at) if is_begun else _has_other(sentence, mention, at)


def _has_other(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether something else than a thing follows at once: people, or who owned the houses."""
    kind = mention.senses["fates"][0]["kind"]
    hurt = kind == "crash" and mention.sense("harm") is not None  # "أصيب": mostly a man
    if (hurt or kind in ("lose", "suffer")) and _is_past(sentence, mention, at):
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
    fate = fate_told(sentence, mention, item)
    if fate is None or (sense["kind"] == "lose" and item not in _MOBILE):
        return None  # "فقد التنظيم المصافي": not destroyed
    parts = any(sentence.is_a(back, "part_of") for back in range(at - _TO_PART, at))
    return Fate.DAMAGED if parts and fate is Fate.DESTROYED else fate


def fate_told(sentence: Sentence, mention: Mention, item: Item | None) -> Fate | None:
    """Return what a word of destruction says of a thing; no building of civilians is captured."""
    sense = mention.senses["fates"][0]
    if sense["kind"] == "suffer" and not _suffers(sentence, mention.last):
        return None
    if is_blast(mention) and item is not Item.DEPOT:
        return None
    fate = Fate.SHOT_DOWN if _is_by_fire(sentence, mention, item) else Fate(sense["fate"])
    return None if fate is Fate.CAPTURED and item in CIVIL else fate


def is_blast(mention: Mention) -> bool:
    """Whether a word is an explosion, which may have been in a depot: "انفجارات في مستودعات"."""
    return any(sense["kind"] == "blast" for sense in mention.senses["fates"])


def _is_by_fire(sentence: Sentence, mention: Mention, item: Item | None) -> bool:
    """Whether what fell was shot down: "سقوط مقاتلة إسرائيلية بنيران سورية"."""
    if item not in AIRBORNE or mention.senses["fates"][0]["kind"] not in ("fall", "crash"):
        return False
    after = range(mention.last, mention.last + _TO_FIRE)
    return any(sentence.is_a(at, "by_fire") for at in after)


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
