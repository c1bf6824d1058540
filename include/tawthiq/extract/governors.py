"""Which harm word governs people: before them, or after them as a verb."""

from __future__ import annotations

from tawthiq.extract.people import People
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Outcome

_BEFORE = 16  # words from a harm word to the people it befell
_BEFORE_RESULT = 26  # the same where "rose to" stands between: "الذين قتلوا … ارتفع إلى 1181"
_AFTER = 9  # words from people to a verb that follows them
_AFTER_ASIDE = 30  # the same where "among them …" stands between


def word_before(sentence: Sentence, people: People) -> tuple[int, Outcome | None, str]:
    """Return the nearest harm word before people that can govern them."""
    position = people.first - 1
    stop = max(-1, people.first - _BEFORE)
    found = -1
    while position > stop:
        mention = sentence.at.get(position)
        if mention is None:
            position -= 1
            continue
        harm = mention.sense("harm")
        if harm and harm["kind"] not in ("after", "phrase") and _tells(sentence, mention, harm):
            if harm["outcome"]:
                return mention.first, Outcome(harm["outcome"]), harm["kind"]
            found = mention.first if found < 0 else found
            stop = max(-1, people.first - _BEFORE_RESULT)
        link = mention.sense("links")
        if link and link["kind"] == "cause" and _is_between(sentence, mention.first, people):
            position = mention.first - 1
            continue
        if link and link["kind"] in ("clause", "cause", "result"):
            break
        if mention.sense("attribution") and not sentence.is_a(mention.first, "belonging"):
            break
        position = mention.first - 1
    return found, None, "result" if found >= 0 else ""


def _tells(sentence: Sentence, mention: Mention, harm: Sense) -> bool:
    """Whether a harm word is one here: not "تلقى العلاج", not "and their families" (وأسرهم)."""
    if harm["kind"] != "verb_around":
        return not (_is_family(mention) and sentence.is_a(mention.first, "families"))
    reach = range(mention.last, min(mention.last + _TO_DEATH, len(sentence.tokens)))
    ends = (sentence.starts(at, "harm") for at in reach)
    return any(h and h["kind"] == "after" and h["outcome"] == harm["outcome"] for h in ends)


_TO_DEATH = 40  # words from "met", over the people and where they were, to "his death"


def _is_between(sentence: Sentence, cause: int, people: People) -> bool:
    """Whether "because of" does not part people from a harm word before it.

    "حصيلة القتلى جراء القصف ارتفعت إلى 1111"
    """
    if people.has_figure and sentence.is_a(people.first - 1, "toward"):
        before = (sentence.sense(at, "harm") for at in range(max(0, cause - _TO_TOLL), cause))
        if any(harm and harm["kind"] == "toll" for harm in before):
            return True
    return _is_aside(sentence, cause - 1)


_TO_TOLL = 12  # words from "the toll", over where and when, to "because of"
_ASIDE = 4  # words from a harm verb, over its subject or place, to "because of", "during"


def _is_aside(sentence: Sentence, position: int) -> bool:
    """Whether "because of" only stands between a harm verb and those it befell.

    "أصيب جراء القصف 40 شخصا", "خسرت القوات خلال المعارك 4 من مقاتليها"
    """
    for at in range(position, max(-1, position - _ASIDE), -1):
        mention = sentence.at.get(at)
        if sentence.word(at) in "،:" or sentence.tokens[at].kind == "digits":
            return False
        harm = mention.sense("harm") if mention else None
        if harm:
            return harm["kind"] in ("verb", "noun", "result")
        if mention and mention.senses.keys() & {"people", "numbers", "acts"}:
            return False
    return False


_TO_DEAD = 14  # words from "among the dead" to those who are among them


def among_the_dead(sentence: Sentence, people: People) -> Outcome | None:
    """Return the outcome of "من بين القتلى في القصف 121 طفلا": people told after their toll."""
    for at in range(people.first - 1, max(0, people.first - _TO_DEAD), -1):
        if sentence.word(at) in "،:؛" or sentence.sense(at, "harm"):
            return None
        if sentence.is_a(at - 1, "between"):
            dead, hurt = sentence.is_a(at, "the_dead"), sentence.is_a(at, "the_wounded")
            return Outcome.KILLED if dead else Outcome.WOUNDED if hurt else None
    return None


def word_after(sentence: Sentence, people: People) -> tuple[int, Outcome | None, str]:  # noqa: C901  one branch a kind of word
    """Return a harm verb that follows people as its subject: "45 مدنيا قتلوا"."""
    position = people.last
    stop = min(len(sentence.tokens), people.last + _AFTER)
    aside = False
    while position < stop:
        mention = sentence.at.get(position)
        if mention is None:
            position += 1
            continue
        harm = _verb_of_one(sentence, mention, people) or mention.sense("harm")
        if harm and harm["kind"] in ("verb", "after", "phrase") and harm["outcome"]:
            if mention.reading.conjunction:
                break
            plural = sentence.word(mention.first).endswith(("وا", "وه", "هم", "ان"))
            if sentence.is_a(mention.first, "life") and not _is_lost(sentence, people):
                break
            if mention.reading.preposition and not _is_claimed(sentence, people, mention):
                break
            if _lost_something(sentence, mention, harm):
                break
            if plural or harm["kind"] != "verb" or not aside:
                return mention.first, Outcome(harm["outcome"]), "people before the verb"
        elif harm and harm["kind"] == "toll" and mention.first == people.last:
            return mention.first, Outcome(harm["outcome"]), "toll"  # "ارتفع إلى 31 عدد القتلى"
        elif harm and harm["kind"] == "noun" and not _is_family(mention):
            break
        link = mention.sense("links")
        if _counts_some_of_them(sentence, mention.first):
            break  # "قوة من 500 مقاتل، وإن نحو 100 منهم قتلوا"
        if link and link["kind"] in ("part", "most"):
            aside, stop = True, min(len(sentence.tokens), people.last + _AFTER_ASIDE)
        elif link and link["kind"] in ("clause", "cause", "result"):
            break
        position = mention.last
    return -1, None, ""


def _lost_something(sentence: Sentence, mention: Mention, harm: Sense) -> bool:
    """Whether people lost what is theirs, and were not lost: "فقدوا أطرافهم"."""
    lost = harm["outcome"] == Outcome.MISSING and harm["kind"] == "verb"
    return lost and sentence.is_a(mention.last, "belongings")


def _verb_of_one(sentence: Sentence, mention: Mention, people: People) -> Sense | None:
    """Return the verb in "إن طفلا قتل وأصيب 15", where the same letters are a noun too."""
    if people.last != mention.first or people.count.low != 1:
        return None
    if sentence.starts(mention.last, "people"):
        return None  # "طفل قتل والده"
    senses = mention.senses.get("harm", ())
    return next((s for s in senses if s["kind"] == "verb" and s["outcome"]), None)


def is_saved(sentence: Sentence, people: People) -> bool:
    """Whether people under rubble are those whom rescuers seek or bring out."""
    if people.outcome or not any(
        sentence.is_a(at, "saved") for at in range(people.first - 3, people.first)
    ):
        return False
    return word_after(sentence, people)[1] is Outcome.MISSING


def _is_family(mention: Mention) -> bool:
    """Whether a word is "their families" and not "they captured them": "وأسرهم"."""
    return mention.sense("people") is not None and bool(mention.reading.suffix)


def _counts_some_of_them(sentence: Sentence, position: int) -> bool:
    """Whether "of them" follows a figure: the verb after it is of those alone."""
    before = sentence.tokens[position - 1].kind == "digits" or sentence.sense(
        position - 1, "numbers"
    )
    return bool(before) and sentence.is_a(position, "of_them")


def _is_lost(sentence: Sentence, people: People) -> bool:
    """Whether "lost" stands before people: "فقد أربعة مدنيين حياتهم", "4 مدنيين فقدوا حياتهم"."""
    near = range(people.first - _TO_LOST, people.last + _TO_LOST)
    return any(sentence.is_a(at, "lost") for at in near)


def _is_claimed(sentence: Sentence, people: People, life: Mention) -> bool:
    """Whether something took lives, between people and "their lives": "أودى القصف بحياتهم"."""
    between = (sentence.sense(at, "harm") for at in range(people.last, life.first))
    return any(harm and harm["kind"] == "result" for harm in between)


_TO_LOST = 3  # words from "lost" to the people, before or after it


def begins_headline(sentence: Sentence, people: People) -> bool:
    """Whether one or two dead open what is told: "قتيل و3 جرحى بقصف", not "كل أم شهيد"."""
    size = people.count.low
    if size is None or people.has_figure:
        return False
    joined = sentence.at[people.first].reading.conjunction == "و"
    return size > 1 or joined or sentence.kind(people.first - 1) != "word"
