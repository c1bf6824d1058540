"""Sides: which actor codes a phrase names on a day, and who stands behind generic words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tawthiq.extract.capitals import stands_for_government
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Actor

_AT_HOME = ("home", "syrian")


@dataclass(slots=True)
class Side:
    """A side named in a sentence: its tokens, codes and whether the words name it properly."""

    first: int
    last: int
    codes: tuple[Actor, ...]
    mention: Mention
    kind: str

    @property
    def is_country(self) -> bool:
        """Whether the adjective may only say where: "شمال سوريا", "الأراضي السورية"."""
        link = self.mention.sense("links")
        return self.kind == "state_adj" and link is not None and link["kind"] in _AT_HOME


def codes(senses: list[Sense], on: date | None) -> tuple[Actor, ...]:
    """Return the codes of the sense that held on a day; today's reader knows no later names."""
    day = on.isoformat() if on else ""
    for sense in senses:
        starts, ends = sense["from"], sense["to"]
        if day and ((starts and day < starts) or (ends and day > ends)):
            continue
        return tuple(Actor(code) for code in sense["code"].split("|"))
    return ()


def find_sides(sentence: Sentence, on: date | None) -> list[Side]:
    """Return the sides named in a sentence, from left to right."""
    sides = list[Side]()
    for mention in sentence.having_any(_NAMING):
        senses = mention.senses.get("actors")
        link = mention.sense("links")
        if sides and link and link["kind"] == "latter":
            before = sides[-1]
            sides.append(Side(mention.first, mention.last, before.codes, mention, "side"))
        if not senses:
            continue
        if senses[0]["kind"] == "capital" and not stands_for_government(sentence, mention):
            continue
        found = codes(senses, on)
        if found == (Actor.GOV_MILITIA,) and sides and _is_of_turkey(sentence, sides[-1], mention):
            found = (Actor.OPPOSITION,)
        if sides and senses[0]["kind"] == "state_adj" and _is_army_of(sentence, sides[-1], mention):
            sides[-1].codes, sides[-1].last = found, mention.last
            continue
        if found and not _is_beyond_border(sentence, mention):
            sides.append(Side(mention.first, mention.last, found, mention, senses[0]["kind"]))
    return sides


_NAMING = frozenset(("actors", "links"))
_TO_ALLY = 2  # words between a side and "those loyal to it"


def _is_of_turkey(sentence: Sentence, before: Side, mention: Mention) -> bool:
    """Whether "the factions loyal to it" go back to Turkey, named just before."""
    theirs = sentence.is_a(mention.last - 1, "theirs")
    return theirs and Actor.TURKEY in before.codes and mention.first - before.last <= _TO_ALLY


_TO_BORDER = 6  # words from "the border", over a place, to "with" whom


def _is_beyond_border(sentence: Sentence, mention: Mention) -> bool:
    """Whether a country only lies behind a border: "الشريط الحدودي لعفرين مع تركيا والعراق"."""
    if mention.sense("elsewhere") is None:
        return False
    first = mention
    while first.reading.conjunction and (before := sentence.at.get(first.first - 1)):
        if before.sense("elsewhere") is None:
            break
        first = before
    if sentence.word(first.first - 1) != "مع":
        return False
    near = range(first.first - _TO_BORDER, first.first - 1)
    return any(sentence.is_joined_a(at, "border") for at in near)


_HOME_ARMY = (Actor.GOV, Actor.TRANSITIONAL_GOV)


def _is_army_of(sentence: Sentence, before: Side, mention: Mention) -> bool:
    """Whether an army without a country's name is that of the adjective behind it.

    "قوات الجيش التركي" are Turkey's; "قوات النظام الروسية" stays as it is.
    """
    army = sentence.is_a(before.last - 1, "army")
    return army and before.last == mention.first and before.codes[0] in _HOME_ARMY


def is_named(side: Side, verb: Mention) -> bool:
    """Whether a side is named, and no adjective: but "دخلت القوات" goes on with "التركية"."""
    near = 0 <= side.first - verb.last <= 1  # "دخلت قوات روسية وسورية"
    of_forces = verb.last - verb.first > 1 and near
    return side.kind != "state_adj" or of_forces
