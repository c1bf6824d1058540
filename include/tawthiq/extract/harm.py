"""What befell people: which harm word governs which people, and who is part of whom."""

from __future__ import annotations

import itertools

from tawthiq.extract.departed import is_no_harm
from tawthiq.extract.governors import (
    among_the_dead,
    begins_headline,
    is_saved,
    word_after,
    word_before,
)
from tawthiq.extract.lists import (
    begins_item,
    goes_on,
    is_against,
    is_placed,
    itemised,
    part_marker,
)
from tawthiq.extract.numbers import SOME
from tawthiq.extract.people import People
from tawthiq.extract.retold import are_others, is_told_again
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm, made_precise, with_the_sum
from tawthiq.extract.unreal import is_result, is_unreal
from tawthiq.model import Category, Outcome, Qualifier

_COMBATANT = "عنصر"
#: The rule of people whose total stands in another sentence.
AMONG_THE_DEAD = "among those told before"
_MOST = 40  # figures of a sentence; a list of more is no report


def may_tell_harm(sentence: Sentence) -> bool:
    """Whether a sentence holds a word of harm, people whose name tells it, or "among them"."""
    if sentence.having("harm") or any(noun["outcome"] for _, noun in sentence.having("people")):
        return True
    return any(link["kind"] == "part" for _, link in sentence.having("links"))


def find_harm(sentence: Sentence, people: list[People]) -> list[Harm]:
    """Return what befell whom in a sentence, from left to right."""
    harms = list[Harm]()
    fallen = _fallen(sentence, people)
    for one in people[:_MOST]:
        if one.first in fallen or is_saved(sentence, one) or are_others(sentence, one):
            continue
        harm = _harm(sentence, one, harms)
        if harm and not is_unreal(sentence, harm.trigger, harm.people.first):
            harms.append(harm)
            twin = _twin(sentence, harm, harms)
            if twin:
                harms.append(twin)
    harms = [h for h in harms if not is_no_harm(sentence, h) and not is_told_again(sentence, h)]
    harms = _without_captors(sentence, harms)
    harms = with_the_sum(sentence, harms)
    harms = made_precise(harms)
    harms += _phrases(sentence, harms, people)
    return sorted(harms, key=lambda h: h.people.first)


def _without_captors(sentence: Sentence, harms: list[Harm]) -> list[Harm]:
    """Leave out who stands between the verb and those taken: "خطف عناصر من النصرة قائد الفرقة"."""
    kept = []
    for harm in harms:
        others = [h for h in harms if h.trigger == harm.trigger and h is not harm]
        does = (
            _can_be_verb(sentence, harm.trigger)
            and harm.outcome in _HELD
            and not harm.people.has_figure
            and harm.people.first - harm.trigger <= 1
            and any(h.people.first >= harm.people.last for h in others)
        )
        if not does:
            kept.append(harm)
    return kept


def _can_be_verb(sentence: Sentence, position: int) -> bool:
    mention = sentence.at.get(position)
    senses = mention.senses.get("harm", []) if mention else []
    return any(sense["kind"] == "verb" for sense in senses)


def _fallen(sentence: Sentence, people: list[People]) -> set[int]:
    """Read "6 مدنيين سقطوا شهداء": the noun after the verb tells the outcome of those before it."""
    consumed = set[int]()
    for before, after in itertools.pairwise(people):
        gap = range(before.last, after.first)
        verb = any(is_result(sentence, at) for at in gap) and len(gap) <= _FALL
        if verb and after.outcome and not before.outcome and not after.has_figure:
            before.outcome = after.outcome
            consumed.add(after.first)
    return consumed


_FALL = 3


def _twin(sentence: Sentence, harm: Harm, found: list[Harm]) -> Harm | None:
    """Read "مقتل وإصابة N": one figure over both, or two claims where there is no number."""
    mention = sentence.at.get(harm.trigger)
    is_either = harm.outcome is Outcome.KILLED_OR_WOUNDED  # "بينهم أطفال": as the figure before
    if mention is None or not mention.reading.conjunction or is_either:
        return None
    before = sentence.sense(harm.trigger - 1, "harm")
    if not before or not before["outcome"] or before["outcome"] == harm.outcome:
        return None
    if before["kind"] not in ("noun", "verb"):
        return None  # "لقي جندي مصرعه وأصيب ثلاثة": the first has its own people
    if harm.people.is_rest and _can_be_verb(sentence, harm.trigger):
        return None  # "القائد فلان قتل وأصيب سبعة آخرون"
    if any(other.trigger == harm.trigger - 1 for other in found):
        return None  # "قتل اثنان وأصيب خمسة": the first verb has its own people
    if {before["outcome"], harm.outcome} != {Outcome.KILLED, Outcome.WOUNDED}:
        return Harm(harm.people, Outcome(before["outcome"]), harm.trigger - 1, harm.rule)
    if not mention.sense("harm") or harm.people.count.qualifier is Qualifier.SOME:
        return Harm(harm.people, Outcome.KILLED, harm.trigger - 1, harm.rule)
    harm.outcome = Outcome.KILLED_OR_WOUNDED
    return None


def _phrases(sentence: Sentence, harms: list[Harm], people: list[People]) -> list[Harm]:
    """Read "بين قتيل وجريح": the outcome of people before it, or of people not counted."""
    found = []
    for mention, sense in sentence.having("harm"):
        if sense["kind"] != "phrase":
            continue
        outcome = Outcome(sense["outcome"])
        if any(h.trigger == mention.first for h in harms):
            continue
        if is_unreal(sentence, mention.first, mention.first):
            continue
        near = [h for h in harms if 0 <= mention.first - h.people.last <= 5]
        after = [p for p in people if 0 <= p.first - mention.last <= 2 and p.has_figure]
        if near:
            near[-1].outcome = outcome
        elif after:
            found.append(Harm(after[0], outcome, mention.first, "either dead or wounded"))
        else:
            nobody = People(mention.first, mention.last, SOME, False, True)
            nobody.words.append(_COMBATANT)
            found.append(Harm(nobody, outcome, mention.first, "either dead or wounded"))
    return found


def _harm(sentence: Sentence, people: People, before: list[Harm]) -> Harm | None:
    part = part_marker(sentence, people)
    if part == "most":
        return None
    listed = _item(sentence, people, before)
    if listed:
        return listed
    told_after = not people.has_noun and sentence.is_a(people.last, "of_them")
    if (part or told_after) and before and before[-1].people.last <= people.first:
        return _part(people, before)
    if people.is_named and not _is_a_named_chief(sentence, people):
        return None
    if before and goes_on(sentence, people, before[-1].people, before[-1].within is not None):
        last = before[-1]
        if people.outcome in (None, last.outcome):
            against, within = is_against(sentence, people), _whole_of(sentence, people, last)
            if not people.has_noun and not against and not (people.is_rest and within):
                people.victim = people.victim or last.people.victim
            return Harm(people, last.outcome, last.trigger, "goes on a list", within, against)
    sided = people.has_figure and people.victim and not people.outcome
    among = among_the_dead(sentence, people) if people.category or sided else None
    return Harm(people, among, -1, AMONG_THE_DEAD) if among else _governed(sentence, people)


def _item(sentence: Sentence, people: People, before: list[Harm]) -> Harm | None:
    """Read "والشهداء هم: 43 … بقصف على بالا، و21 … بقصف على حاس": each is part of the total."""
    outcome = itemised(sentence, people)
    wholes = [h for h in before if h.outcome is outcome and h.within is None]
    first = next((h for h in before if h.is_item), None)
    if first and first.within and people.has_figure and begins_item(sentence, people):
        wholes, outcome = [first.within], first.outcome
    if outcome is None or not wholes:
        return None
    people.victim = people.victim or wholes[-1].people.victim
    rule = "item of a total"
    return Harm(people, outcome, wholes[-1].trigger, rule, wholes[-1], is_item=True)


def _is_a_named_chief(sentence: Sentence, people: People) -> bool:
    """Whether a leader or officer is first told of, by name: "مقتل العقيد فلان"."""
    harm = sentence.sense(people.first - 1, "harm")
    is_chief = people.category in (Category.LEADERS, Category.OFFICERS)
    return is_chief and harm is not None and harm["outcome"] == Outcome.KILLED


def _governed(sentence: Sentence, people: People) -> Harm | None:
    """Return the harm of people by their own noun or by the harm word that governs them."""
    trigger, outcome, rule = word_before(sentence, people)
    follows, after, rule_after = word_after(sentence, people)
    buried = after is Outcome.MISSING and people.first - trigger > _TO_KILLED
    if after and (outcome is None or rule == "result" or buried):
        trigger, outcome, rule = follows, after, rule_after
        if _is_both(sentence, follows, after, people):
            outcome = Outcome.KILLED_OR_WOUNDED
    own = people.outcome
    if (own or outcome) in _HELD and _is_release(sentence):
        return None
    if own in _HELD and outcome is Outcome.KILLED and rule != "result":
        own = None  # "قتل الخاطفون أربعة من الرهائن"
    if own and own is not outcome:
        told = _is_told_of(sentence, people) or begins_headline(sentence, people)
        counted = people.has_figure or trigger >= 0 or told
        rule = "the noun says what befell them"
        return Harm(people, own, trigger, rule) if counted else None
    if outcome is None:
        return None
    is_bare = not people.has_noun and people.victim is None and not people.is_rest
    if is_bare and not _bare_is_toll(sentence, people, trigger, rule):
        return None
    return Harm(people, outcome, trigger, rule)


_TO_KILLED = 3  # words from "killed" to who was killed, so that "under rubble" only says where


def _is_told_of(sentence: Sentence, people: People) -> bool:
    """Whether the dead of a side are spoken of: "معلومات مؤكدة عن قتلى من قوات النظام"."""
    return people.victim is not None and sentence.word(people.first - 1) == "عن"


def is_speaker(sentence: Sentence, harm: Harm, said: set[int]) -> bool:
    """Whether a verb after "X said that" was taken for what befell X; `said`: its tokens."""
    people = harm.people
    between = range(people.last, harm.trigger)
    opened = any(sentence.is_a(at, "opener") for at in between)
    return opened and people.first in said and not people.has_figure


def _is_release(sentence: Sentence) -> bool:
    """Whether a sentence tells of those held being set free or exchanged."""
    return any(link["kind"] == "release" for _, link in sentence.having("links"))


def _is_both(sentence: Sentence, verb: int, outcome: Outcome, people: People) -> bool:
    """Read "عشرات المدنيين قتلوا وجرحوا": one figure over both."""
    after = sentence.at[verb].last
    second = sentence.sense(after, "harm")
    plural = sentence.word(after).endswith("وا")  # else it has a subject of its own
    if not second or not plural or people.count.qualifier is Qualifier.SOME:
        return False
    return {outcome.value, second["outcome"]} == {"killed", "wounded"}


def _whole_of(sentence: Sentence, people: People, last: Harm) -> Harm | None:
    """Return what people of a list are part of: not of another side's dead."""
    within = last.within
    if not people.has_figure and not people.outcome:
        return within  # "بينهم ضابطان ومقاتلون إيرانيون"
    while within and people.victim and within.people.victim not in (None, people.victim):
        within = within.within
    beside = people.outcome or is_placed(sentence, people.last)
    if within and beside and last.people.category and people.category is None:
        return within.within  # "11 هم 6 في دوما بينهم طفلان، و3 في حرستا": not among the six
    return within


_HELD = (Outcome.ABDUCTED, Outcome.ARRESTED, Outcome.CAPTURED)


def _bare_is_toll(sentence: Sentence, people: People, trigger: int, rule: str) -> bool:
    """Whether a figure without a noun counts people: close to its harm word, or "ارتفع … إلى"."""
    if rule == "toll":
        if sentence.at[trigger].last == people.first:
            return True  # "عدد القتلى 194"
        return sentence.word(people.first - 1) in ("الي", "بلغ", "عن", "ب") or _rises(sentence)
    is_near = people.first - trigger <= 3
    return is_near and not sentence.is_joined_a(trigger, "lose")  # "خسر في خمس": matches


def _rises(sentence: Sentence) -> bool:
    return any(s["kind"] == "result" for _, s in sentence.having("harm"))


def _part(people: People, before: list[Harm]) -> Harm:
    whole = before[-1]
    while whole.within and _same_level(whole, people):
        whole = whole.within
    outcome = people.outcome or whole.outcome
    people.has_side = people.victim is not None
    if people.victim is None:
        people.victim = whole.people.victim
        if not people.has_noun:
            people.category = people.category or whole.people.category  # "39 طفلا، 36 منهم"
    return Harm(people, outcome, whole.trigger, "part of the figure before", whole)


def _same_level(whole: Harm, people: People) -> bool:
    """Whether people stand beside a part, not in it: "77 بينهم 11 امرأة، 23 منهم في دوما"."""
    size = whole.people.count.low
    is_more = size is not None and (people.count.low or 0) > size
    return is_more or (whole.people.category is not None and people.category is not None)
