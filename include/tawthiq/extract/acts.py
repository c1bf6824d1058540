"""What was done: the acts a sentence names, whether they happened, and what kind they are."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention
from tawthiq.model import EventType, Method

BOMBARDMENT = frozenset({EventType.AIR_STRIKE, EventType.SHELLING, EventType.CHEMICAL_ATTACK})
CONTROL = (EventType.TERRITORY_GAIN, EventType.TERRITORY_TRANSFER)
PEACEFUL = frozenset({EventType.AGREEMENT, EventType.DISPLACEMENT, EventType.TERRITORY_TRANSFER})
_BEFORE = 5  # words before an act among which a word of planning or denying governs it
_AFTER = 3  # words after it among which "imminent" stands
_QUALIFIES = 2  # words between an act and the adjective that names its means
_TO_ALLEGED = 5  # the same where it is only suspected: "هجوم يشتبه بأنه كان كيميائيا"
_BESIDE = 4  # words around an advance among which the side that advances stands
_STOPS = frozenset("،:؛")
_FINITE = frozenset({"verb", "expel", "withdraw", "lose"})


@dataclass(slots=True)
class Act:
    """A word that says what was done; `last` is one past its final token."""

    position: int
    last: int
    event_type: EventType
    methods: tuple[Method, ...]
    kind: str
    is_real: bool = True
    is_generic: bool = False  # "هجوم", "استهدف": the means decide the type
    is_definite: bool = False  # "الهجوم": spoken of before
    is_clash: bool = False  # "اشتباكات": a fight of two sides
    is_renewed: bool = False  # "تواصل القصف": told, though it was spoken of before

    @property
    def is_finite(self) -> bool:
        """Whether the act is told by a verb."""
        return self.kind in _FINITE


def find_acts(sentence: Sentence) -> list[Act]:
    """Return the acts of a sentence from left to right."""
    acts = list[Act]()
    for mention in sentence.having_any(_DEEDS):
        act = None if _is_time_of_day(sentence, mention) else _act(mention)
        if act and act.kind == "adjective" and not _qualifies(sentence, acts, act):
            continue  # "قاعدة جوية", "قوة صاروخية": no act
        if act and _is_only_kept(sentence, act):
            continue
        if act:
            alleged = act.event_type is EventType.CHEMICAL_ATTACK or _is_of_gas(sentence, mention)
            act.is_real = not (
                is_not_done(sentence, mention, alleged=alleged)
                or is_only_sentenced(sentence, mention.first)
            )
            act.is_definite = _is_definite(sentence, mention, act)
            act.is_renewed = _is_renewed(sentence, act.position - 1)
            act.is_clash = mention.reading.key in sentence.classes["clash"]
            if act.event_type is EventType.CHEMICAL_ATTACK and acts:
                attack = acts[-1]  # "الهجوم بأسلحة كيماوية" is as definite as "الهجوم"
                near = act.position - attack.last < _TO_GAS
                act.is_definite |= near and attack.is_generic and attack.is_definite
            if act.kind == "advance":
                act.is_real = act.is_real and _has_side_beside(sentence, mention)
            acts.append(act)
    return acts


_DEEDS = frozenset(("acts", "weapons"))


def _is_time_of_day(sentence: Sentence, mention: Mention) -> bool:
    """Whether a verb's letters are a part of the day: "فجر اليوم" is dawn, "فجر نفسه" is not."""
    part = mention.sense("time")
    return part is not None and bool(sentence.starts(mention.last, "time"))


def _qualifies(sentence: Sentence, acts: list[Act], act: Act) -> bool:
    """Whether an adjective stands with an act: "قصف مدفعي وصاروخي", "غارات روسية جوية"."""
    is_gas = act.event_type is EventType.CHEMICAL_ATTACK
    if not acts or act.position - acts[-1].last > (_TO_ALLEGED if is_gas else _QUALIFIES):
        return False
    between = range(acts[-1].last, act.position)
    sites = ("place_types",) if is_gas else ("place_types", "places")  # "هجوم اللطامنة الكيماوي"
    return not any(sentence.sense(at, kind) for at in between for kind in sites)


def _act(mention: Mention) -> Act | None:
    sense = mention.sense("acts")
    if sense:
        methods = tuple(Method(m) for m in sense["methods"].split("|") if m)
        kind = sense["kind"]
        generic = kind.startswith("generic_")
        kind = kind.removeprefix("generic_")
        event_type = EventType(sense["type"])
        return Act(mention.first, mention.last, event_type, methods, kind, is_generic=generic)
    weapon = mention.sense("weapons")
    if weapon and (weapon["event_type"] or weapon["method"]):
        methods = (Method(weapon["method"]),) if weapon["method"] else ()
        event_type = EventType(weapon["event_type"] or EventType.ARMED_CLASH)
        return Act(mention.first, mention.last, event_type, methods, "weapon")
    return None


def _is_definite(sentence: Sentence, mention: Mention, act: Act) -> bool:
    """Whether an act is spoken of as known: "الهجوم", "هذا القصف", "السلاح الكيماوي"."""
    if mention.reading.article or _is_shown(sentence, mention.first):
        return True
    if act.is_generic and act.kind == "noun" and mention.reading.suffix:
        return True  # "هجماتها"
    if act.is_generic and _is_called_after(sentence, mention):
        return True
    chemical = act.event_type is EventType.CHEMICAL_ATTACK
    return chemical and sentence.word(mention.first).lstrip("وف").lstrip("بل").startswith("ال")


def _is_called_after(sentence: Sentence, mention: Mention) -> bool:
    """Whether an attack is called after its day or place: "هجوم السبت", "هجوم اللطامنة"."""
    day = sentence.starts(mention.last, "time")
    place = sentence.sense(mention.last, "places")
    return bool(day and day["kind"] == "weekday") or place is not None


def _has_side_beside(sentence: Sentence, mention: Mention) -> bool:
    """Whether an armed side stands beside an advance; a motion or a proposal has none."""
    near = range(mention.first - _BESIDE, mention.last + _BESIDE)
    return any(sentence.sense(at, "actors") for at in near if at >= 0)


def _is_shown(sentence: Sentence, position: int) -> bool:
    return sentence.is_a(position - 1, "demonstrative")


def _is_imminent(sentence: Sentence, position: int) -> bool:
    """Whether "imminent", "possible" stands among the next words."""
    for at in range(position, min(position + _AFTER, len(sentence.tokens))):
        if sentence.is_a(at, "imminent"):
            return True
        if sentence.tokens[at].kind != "word":
            break
    return False


_TO_STOCK = 3  # words from "materials for", "the destruction of" to the weapons


def _is_only_kept(sentence: Sentence, act: Act) -> bool:
    """Whether arms are only had or made, not used: "في مرمى المدفعية", "مواد لأسلحة كيماوية"."""
    if sentence.is_a(act.position - 1, "in_range"):
        return True
    if act.methods == (Method.BARREL_BOMB,) and is_of_oil(sentence, act.position, act.last):
        return True
    if act.event_type is not EventType.CHEMICAL_ATTACK:
        return False
    mention = sentence.at.get(act.position)
    if mention and mention.reading.preposition == "ب":
        return False  # "قصف مواقع بأسلحة كيماوية"
    near = range(act.position - _TO_STOCK, act.position)
    return any(sentence.is_a(at, "stock") for at in near)


def is_of_oil(sentence: Sentence, first: int, last: int) -> bool:
    """Whether barrels are those of oil: "مليون برميل من النفط", not "برميل متفجر"."""
    return last - first == 1 and sentence.holds("oil")


_TO_GAS = 4  # words from "a possible attack" to "with poison gas"


def _is_renewed(sentence: Sentence, position: int) -> bool:
    """Whether a word tells that something goes on: "تواصل القصف", not "رغم تواصل القصف"."""
    if not sentence.is_joined_a(position, "renewed"):
        return False
    return not any(sentence.is_a(position - 1, kind) for kind in _BESIDE_NEWS)


_BESIDE_NEWS = ("along", "despite", "drives", "amid")


def _is_of_gas(sentence: Sentence, mention: Mention) -> bool:
    """Whether an attack is said to be with gas: "هجوم محتمل بالغازات السامة"."""
    for at in range(mention.last, mention.last + _TO_GAS):
        act = sentence.starts(at, "acts")
        if act and act["type"] == EventType.CHEMICAL_ATTACK:
            return True
    return False


def is_not_done(sentence: Sentence, mention: Mention, *, alleged: bool = False) -> bool:
    """Whether an act is denied, threatened, planned, demanded or only feared.

    Of gas (`alleged`) "possible" says that it is disputed: the codebook takes it as told.
    """
    if not alleged and _is_imminent(sentence, mention.last):
        return True
    at = mention.first - 1
    while at >= max(0, mention.first - _BEFORE):
        if sentence.word(at) in _STOPS or sentence.is_a(at, "opener"):
            break
        if sentence.is_a(at, "unfinished"):
            return not is_repelled(sentence, at)
        before = sentence.at.get(at)
        link = before.sense("links") if before else None
        disputed = alleged and sentence.is_a(at, "imminent")
        if link and link["kind"] in ("modal", "negation") and not disputed:
            return not is_repelled(sentence, at)
        if link and link["kind"] in ("clause", "cause", "result"):
            break
        if before and before.sense("acts") and at != mention.first - 1:
            break
        at = (before.first if before else at) - 1
    return False


_TO_ANSWERED = 6  # words from "after", "in answer to" to what was answered


def answered_from(sentence: Sentence, act: Act, start: int = 0) -> int | None:
    """Return where "after", "in answer to" stands before an act: "ردا على هجوم بالغاز"."""
    near = range(max(start, act.position - _TO_ANSWERED), act.position)
    return next((at for at in near if sentence.is_a(at, "earlier")), None)


_TO_ATTEMPT = 12  # words from "repelled", over who did so, to the attempt


def is_repelled(sentence: Sentence, position: int) -> bool:
    """Whether an attempt was beaten off, and so took place: "أحبطت وحدات الجيش محاولة تسلل"."""
    for at in range(position - 1, max(-1, position - _TO_ATTEMPT), -1):
        role = sentence.sense(at, "roles")
        if role and role["role"] == "repel":
            return True
    return False


_TO_JUDGEMENT = 6  # words from a court's judgement to the death it speaks of


def is_only_sentenced(sentence: Sentence, position: int) -> bool:
    """Whether a court only speaks of death: "حكم القضاء بإعدام 6", not "نفذ حكم الإعدام"."""
    if not sentence.is_a(position, "put_to_death"):
        return False
    before = range(position - _TO_JUDGEMENT, position)
    judged = any(sentence.is_a(at, "sentenced") for at in before)
    done = range(position - 2 * _TO_JUDGEMENT, position + _TO_JUDGEMENT)
    return judged and not any(sentence.is_a(at, "carried_out") for at in done)
