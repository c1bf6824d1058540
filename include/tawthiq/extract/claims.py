"""Claims about people and volleys, as a sentence makes them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tawthiq.extract.acts import is_of_oil
from tawthiq.extract.numbers import Figure, after_bound, exact, find_figures
from tawthiq.extract.scan import Sentence
from tawthiq.extract.tolls import Harm
from tawthiq.extract.years import is_year
from tawthiq.lexicon import Mention
from tawthiq.model import (
    Actor,
    Category,
    Count,
    Evidence,
    Munition,
    Outcome,
)


@dataclass(slots=True)
class Claim:
    """What befell people; `within` is the claim that contains them."""

    outcome: Outcome
    count: Count
    victim: Actor | None
    category: Category | None
    words: tuple[str, ...]
    evidence: Evidence
    harm: Harm
    within: Claim | None = None
    id: str = ""

    @classmethod
    def of(cls, harm: Harm, sentence: Sentence) -> Claim:
        """Make the claim of a harm found in a sentence."""
        people = harm.people
        first = min(people.first, harm.trigger) if harm.trigger >= 0 else people.first
        return cls(
            harm.outcome,
            people.count,
            people.victim,
            people.category,
            tuple(people.words),
            sentence.evidence(first, max(people.last, harm.trigger + 1), harm.rule),
            harm,
        )


@dataclass(slots=True)
class Volley:
    """How many were fired."""

    munition: Munition
    count: Count
    evidence: Evidence
    is_sum: bool = False  # "ضربة جوية وبرية": over kinds by its own words
    is_make: bool = False  # "صاروخ زينب": of a make by its name


_OF_ONE_KIND = 2  # words of "air raid"; "raids from air and ground" is longer
_TO_ABROAD = 10  # words from a figure to the other country that it counts in too


def _is_oil(sentence: Sentence, barrels: Mention) -> bool:
    weapon = barrels.senses["weapons"][0]
    is_barrel = weapon["munition"] == Munition.BARREL_BOMB
    return is_barrel and is_of_oil(sentence, barrels.first, barrels.last)


def find_volleys(sentence: Sentence, first: int, last: int) -> list[Volley]:
    """Return counted munitions and raids: "68 برميلا متفجرا", "عشرات القذائف"."""
    volleys = []
    part_from = _parts_from(sentence, first, last)
    for figure in find_figures(sentence):
        if not first <= figure.first < part_from or not _may_count(sentence, figure):
            continue
        for at in (figure.last, figure.last + 1):
            weapon = sentence.starts(at, "weapons")
            found = sentence.at.get(at)
            if not weapon or not found or not weapon["munition"]:
                continue
            between = [sentence.sense(figure.last, d) for d in ("links", "harm")]
            if at > figure.last and any(between):
                continue  # "ارتفع إلى 7 جراء الغارات": the dead are counted, not the raids
            if found.reading.conjunction or found.reading.preposition or _is_oil(sentence, found):
                continue  # "أصيب العشرات بغارات": the raids are not what is counted
            count, end = after_bound(sentence, found.last, figure.count)
            downed = bool(figure.count.low) and _is_downed(sentence, figure.first, found.last)
            if downed or _is_abroad(sentence, found.last, last):
                break  # "14 ضربة في سوريا والعراق"
            evidence = sentence.evidence(figure.first, end, "counted munition")
            both = _is_of_two_kinds(sentence, figure, found, weapon["munition"])
            is_sum = both or found.last - found.first > _OF_ONE_KIND
            make = sentence.is_a(found.last, "make")
            munition = Munition.STRIKE if both else Munition(weapon["munition"])
            volleys.append(Volley(munition, count, evidence, is_sum, make))
            break
    counted = {v.evidence.start for v in volleys}
    volleys += [v for v in _pairs(sentence, first, last) if v.evidence.start not in counted]
    return volleys


def _parts_from(sentence: Sentence, first: int, last: int) -> int:
    """Return from where on a clause only tells what is in a total: "76 صاروخا، بينها 57 توماهوك".

    So too "22 صاروخا، تسعة منها توماهوك وثمانية سكالب".

    The codebook counts a total and leaves out its subsets.
    """
    for mention, link in sentence.having("links"):
        of_things = link["kind"] == "part" and sentence.is_a(mention.last - 1, "among_things")
        if of_things and first < mention.first < last:
            return mention.first
    if sentence.holds("of_them") or sentence.holds("of_it"):
        for figure in find_figures(sentence):
            of_total = any(sentence.is_a(figure.last, kind) for kind in ("of_them", "of_it"))
            if of_total and first < figure.first < last:
                return figure.first
    return last


def _is_of_two_kinds(sentence: Sentence, figure: Figure, found: Mention, munition: str) -> bool:
    """Whether one figure counts two kinds of arms: "عشرات القذائف والصواريخ".

    So too "20 قذيفة أو صاروخا"; "20 قذيفة وصاروخين" are two figures.
    """
    either = sentence.is_a(found.last, "either")
    at = found.last + either
    joined, other = sentence.at.get(at), sentence.starts(at, "weapons")
    if not joined or not other or other["munition"] in ("", munition):
        return False
    if figure.count.low is not None and other["number_form"] != "singular":
        return False
    return either or bool(joined.reading.conjunction)


def _may_count(sentence: Sentence, figure: Figure) -> bool:
    """Whether a figure may tell how many: not one alone, nor "في سبتمبر 2007 أسفرت غارة"."""
    return not (figure.is_vague or figure.count.low == 1 or is_year(sentence, figure.first))


_TO_DOWNED = 5  # words from "shot down", over who did it, to the missiles that were


def _is_downed(sentence: Sentence, first: int, last: int) -> bool:
    """Whether missiles were shot down: "دمرت الدفاعات صاروخين" is not how many were fired."""
    weapons = (sentence.starts(at, "weapons") for at in range(first, last))
    if not any(w and w["munition"] in (Munition.MISSILE, Munition.ROCKET) for w in weapons):
        return False
    near = [at for at in range(first - _TO_DOWNED, first) if not sentence.sense(at, "time")]
    if any(sentence.is_joined_a(at, "intercepts") for at in near):
        return True
    fates = (sentence.starts(at, "fates") for at in near)
    return any(f and f["fate"] in ("destroyed", "shot_down") and f["kind"] != "fall" for f in fates)


def _is_abroad(sentence: Sentence, position: int, last: int) -> bool:
    """Whether a figure counts in another country, or there too, before the next figure."""
    for at in range(position, min(position + _TO_ABROAD, last)):
        mention = sentence.at.get(at)
        if mention is None or mention.first != at:
            continue
        if mention.sense("numbers") or sentence.tokens[at].kind == "digits":
            return False
        if mention.sense("elsewhere"):
            home = sentence.sense(at - 1, "links")
            joined = mention.reading.conjunction and home and home["kind"] == "home"
            return sentence.is_a(at - 1, "inside") or bool(joined)
    return False


def _pairs(sentence: Sentence, first: int, last: int) -> Iterator[Volley]:
    """Yield what the dual alone counts: "ببرميلين متفجرين", "غارتين"."""
    for mention, weapon in sentence.having("weapons"):
        if weapon["number_form"] != "dual" or not first <= mention.first < last:
            continue
        downed = not mention.reading.preposition and _is_downed(
            sentence, mention.first, mention.last
        )
        if weapon["munition"] and not downed:
            count, end = after_bound(sentence, mention.last, exact(2))
            evidence = sentence.evidence(mention.first, end, "counted munition")
            yield Volley(Munition(weapon["munition"]), count, evidence)
