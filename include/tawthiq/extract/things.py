"""Arms, vehicles and buildings named in a clause: of what sort, how many, and whose."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.numbers import SOME, Figure, exact
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Count, Evidence, Fate, Item

AIRBORNE = (Item.AIRCRAFT, Item.HELICOPTER, Item.DRONE)
_TO_OWNER = 5  # words from a thing to whose it is
_TO_HOLDER = 1  # words from a building to whose it is expressly said to be
_TO_SORT = 4  # words from "aircraft" to "without a pilot"
_MARKS = ("،", ":")
_TO_RELIEF = 6  # words from a depot to the relief goods in it
PUBLIC = frozenset(
    (
        Item.HOSPITAL,
        Item.SCHOOL,
        Item.MOSQUE,
        Item.MARKET,
        Item.BAKERY,
        Item.CIVIL_DEFENCE_CENTRE,
    )
)
CIVIL = PUBLIC | {Item.HOUSING, Item.INFRASTRUCTURE}


@dataclass(slots=True)
class Loss:
    """Materiel or a building lost or taken."""

    item: Item
    fate: Fate
    owner: Actor | None
    count: Count
    evidence: Evidence
    thing: int = -1  # the token that names it
    is_known: bool = False  # "the aircraft": spoken of before
    is_aimed: bool = False  # a building that was aimed at: hit only if people came to harm


@dataclass(slots=True)
class Clause:
    """What is read (half-open tokens) of a sentence, with the sentence's sides and figures."""

    sentence: Sentence
    sides: list[Side]
    everyone: list[Side]  # those too that only speak
    figures: dict[int, Figure]
    first: int
    last: int

    def item(self, at: int) -> Item | None:
        """Return what sort of thing a phrase that starts here names."""
        weapon = self.sentence.starts(at, "weapons")
        if weapon is None or not weapon["item"]:
            return None
        mention = self.sentence.at[at]
        vague = mention.reading.key in self.sentence.classes["if_counted"]
        if vague and mention.last == at + 1 and not self._is_counted(at):
            return None
        item, end = Item(weapon["item"]), self.sentence.at[at].last
        if item is not Item.AIRCRAFT:
            return item
        for word in range(end, end + _TO_SORT):  # "طائرة إيرانية بدون طيار"
            if self.sentence.sense(word, "fates") or self.sentence.word(word) in _MARKS:
                break
            if self.sentence.is_a(word, "unmanned"):
                return Item.DRONE
        return item

    def _is_counted(self, at: int) -> bool:
        """Whether a number stands before: "ثلاثة مواقع"."""
        figure = self.figures.get(at)
        return figure is not None and not figure.is_vague

    def count(self, at: int) -> Count:
        """Return how many of the thing named here: a figure before it, or the word's own form."""
        figure = self.figures.get(at) or self._a_word_off(at) or self._after(at)
        weapon = self.sentence.starts(at, "weapons")
        form = weapon["number_form"] if weapon else ""
        if not figure and self.sentence.is_a(at - 1, "one_of"):
            return exact(1)  # "إحدى الدبابات"
        return figure.count if figure else _by_form(form)

    def _a_word_off(self, at: int) -> Figure | None:
        """Return the figure a word before: "ثلاث من الدبابات", not that of the item before."""
        weapon = self.sentence.sense(at - 1, "weapons")
        return None if weapon and weapon["item"] else self.figures.get(at - 1)

    def _after(self, at: int) -> Figure | None:
        """Return the figure that counts known things: "المستشفيات الـ13"."""
        end = self.sentence.at[at].last
        if self.sentence.word(end) != "ال":
            return None
        return next((f for f in self.figures.values() if f.first == end + 1), None)

    def goes_on(self, at: int) -> bool:
        """Whether an item goes on a list: joined by "and", itself or its figure."""
        figure = self.figures.get(at)
        first = figure.first if figure else at
        return self.sentence.has_and(first) or self.sentence.word(first - 1) in ("و", "،")

    def owner(self, at: int) -> Actor | None:
        """Return whose the thing before a position is."""
        for side in self.sides:
            if at <= side.first <= at + _TO_OWNER and not self._is_doer(at, side):
                return side.codes[0]
        return None

    def holder(self, at: int) -> Actor | None:
        """Return the side that a building is expressly said to be of: "مصفاة نفط لداعش"."""
        near = [s for s in self.sides if 0 <= s.first - at <= _TO_HOLDER]
        near = [s for s in near if not self.sentence.sense(at, "acts") or s.first == at]
        return next((s.codes[0] for s in near if s.mention.reading.preposition == "ل"), None)

    def maker(self, at: int) -> Actor | None:
        """Return whose works a following adjective says they are: "البنية التحتية الإيرانية"."""
        near = (s for s in self.sides if s.first == at and s.kind == "state_adj")
        return next((s.codes[0] for s in near), None)

    def _is_doer(self, at: int, side: Side) -> bool:
        """Whether a side only did what befell the thing: "بقصف روسي", "أسقطتها إسرائيل"."""
        said, between = self.sentence, range(at, side.first)
        if any(said.sense(w, "fates") or said.is_a(w, "relative") for w in between):
            return True
        links = (said.sense(w, "links") for w in between)
        if any(link is not None and link["kind"] == "standing" for link in links):
            return True  # "في منطقة تسيطر عليها المعارضة"
        return side.kind == "state_adj" and any(said.sense(w, "acts") for w in between)

    def possessor(self, at: int) -> Actor | None:
        """Return whose "its aircraft" is: of the side named before it."""
        before = [s for s in self.everyone if s.last <= at and s.kind != "state_adj"]
        before = before or [s for s in self.everyone if s.last <= at]
        return before[-1].codes[0] if before else None

    def loss(self, at: int, fate: Fate, first: int, last: int, rule: str) -> Loss:
        """Make the loss of the thing named here, told by the words first to last."""
        found = self.sentence.at[at]
        item = self.item(at) or Item.OTHER
        end = found.last + (_TO_RELIEF if item is Item.DEPOT else 0)
        civil = item in CIVIL or any(self.sentence.is_a(w, "rescue") for w in range(at, end))
        owner = self.owner(found.last)
        if civil:
            works = self.maker(found.last) if item is Item.INFRASTRUCTURE else None
            owner = self.holder(found.last) or works or Actor.CIVILIANS
        if owner is None and found.reading.suffix:
            owner = self.possessor(at)
        is_known = found.reading.article and self.count(at).low == 1
        evidence = self.sentence.evidence(min(first, at), max(last, found.last), rule)
        return Loss(item, fate, owner, self.count(at), evidence, at, is_known=is_known)


def _by_form(form: str) -> Count:
    if form == "dual":
        return exact(2)
    return exact(1) if form == "singular" else SOME
