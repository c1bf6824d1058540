"""Places that changed hands, where no verb of taking says so: "سقطت تدمر بيد داعش".

"باتت عفرين تحت سيطرة تركيا", "سلم الفصيل البلدة لقوات النظام", "خروج المقاتلين من دوما".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import NamedTuple

from tawthiq.extract.actors import Side
from tawthiq.extract.control import Taken, find_taken, places_from
from tawthiq.extract.gainers import with_allies
from tawthiq.extract.happened import is_settled
from tawthiq.extract.language import Language
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.model import Actor, How

_NEAR = 6  # words from a verb, over its subject, to the place
_TO_HANDS = 10  # words from "fell" to "into the hands of"
_BESIDE = 3  # words between a word and the side it governs
_TO_STATE = 10  # words from "has become" to "under the control of"
_TO_VERB = 20  # words from "declared" over a list of towns to "free of"
_TO_LEAVERS = 8  # words from "left" to the fighters who did
_TO_PLACE = 14  # words from "left" over who did to the place
_CIVIL = (Actor.CIVILIANS, Actor.UNKNOWN)


class Scene(NamedTuple):
    """A clause (`span`, half-open tokens) with the named places and all sides of its sentence."""

    sentence: Sentence
    spots: list[Spot]
    sides: list[Side]
    span: tuple[int, int]

    def bare(self, at: int) -> str:
        """Return a word without a leading conjunction."""
        word = self.sentence.word(at)
        return word[1:] if word[:1] in ("و", "ف") and len(word) > _SHORT else word

    def is_a(self, at: int, kind: str) -> bool:
        """Whether a word, with or without "and", is of a class of grammar.tsv."""
        classes = self.sentence.classes[kind]
        return self.sentence.word(at) in classes or self.bare(at) in classes

    def side_from(self, at: int, reach: int = _BESIDE) -> Side | None:
        """Return the armed side that stands within some words after a position."""
        found = (s for s in self.sides if 0 <= s.first - at <= reach and not _is_civil(s))
        return next(found, None)

    def side_before(self, at: int, reach: int) -> Side | None:
        """Return the armed side that ends within some words before a position."""
        found = (s for s in self.sides if 0 <= at - s.last <= reach and not _is_civil(s))
        return max(found, key=lambda s: s.last, default=None)

    def codes(self, side: Side | None) -> tuple[Actor, ...]:
        """Return a side's codes with those of allies joined to it."""
        return with_allies(self.sentence, self.sides, side) if side else ()

    def within(self, first: int, last: int) -> list[Spot]:
        """Return the named places in a range of words."""
        return [
            s
            for s in self.spots
            if first <= s.first < last and s.name and not (s.is_foreign or s.is_landmark)
        ]


_GOVERNS = 4  # words before a word among which a wish or denial governs it
_SHORT = 3  # letters; a shorter word's first letter is its own


def _is_civil(side: Side) -> bool:
    return all(code in _CIVIL for code in side.codes)


def taken_in(
    sentence: Sentence,
    spots: list[Spot],
    sides: tuple[list[Side], list[Side]],
    acting: Collection[Actor],
    span: tuple[int, int],
    language: Language,
) -> list[Taken]:
    """Return the places that changed hands; `sides` are those who act, then the speakers too."""
    taken = find_taken(sentence, spots, *sides, acting, span, language.words)
    known = {t.spot.key for t in taken if t.gained_by}
    others = [t for t in find_changes(sentence, spots, sides[1], span) if t.spot.key not in known]
    told = {t.spot.key for t in others}
    return [t for t in taken if t.spot.key not in told] + others


Change = tuple[list[Spot], tuple[Actor, ...], tuple[Actor, ...], How, int]


def find_changes(
    sentence: Sentence, spots: list[Spot], sides: list[Side], span: tuple[int, int]
) -> list[Taken]:
    """Return the places of a clause that changed hands by such words, in the order named."""
    if not any(s.name and span[0] <= s.first < span[1] for s in spots):
        return []
    scene = Scene(sentence, spots, sides, span)
    taken = dict[int, Taken]()
    for at in range(*span):
        for kind, read in _READERS.items():
            if not scene.is_a(at, kind) or _is_unreal(scene, at):
                continue
            change = read(scene, at)
            if change is None:
                continue
            here, gained, lost, how, end = change
            for spot in here:
                evidence = sentence.evidence(
                    min(at, spot.first), max(end, spot.last), f"place changed hands: {kind}"
                )
                taken.setdefault(spot.first, Taken(spot, gained, lost, how, evidence))
    return [taken[first] for first in sorted(taken)]


def _is_unreal(scene: Scene, at: int) -> bool:
    """Whether a word of wish or denial, or "before", stands just before."""
    for before in range(max(scene.span[0], at - _GOVERNS), at):
        link = scene.sentence.sense(before, "links")
        if link and link["kind"] in ("modal", "negation"):
            return True
        if scene.is_a(before, "unfinished") or scene.is_a(before, "agreed"):
            return True
    return scene.sentence.word(at).startswith("ل") and scene.is_a(at, "unmade")


def _fall(scene: Scene, at: int) -> Change | None:
    """Read "سقطت مدينة تدمر بيد داعش"."""
    here = places_from(scene.sentence, scene.spots, at + 1, scene.span[1], _BESIDE)
    if not here:
        return None
    for hands in range(here[-1].last, min(at + _TO_HANDS, scene.span[1])):
        if scene.is_a(hands, "hands"):
            gained = scene.codes(scene.side_from(hands + 1, 1))
            return (here, gained, (), How.SEIZED, hands + 1) if gained else None
    return None


def _become(scene: Scene, at: int) -> Change | None:
    """Read "باتت بلدة الهبيط تحت سيطرة قوات النظام", "لتصبح عربين وزملكا خالية من الإرهاب"."""
    for state in range(at + 1, min(at + _TO_STATE, scene.span[1])):
        link = scene.sentence.starts(state, "links")
        if link is None or link["kind"] != "standing" or scene.sentence.sense(state, "acts"):
            continue
        end = scene.sentence.at[state].last
        here = scene.within(at, state) or scene.within(max(scene.span[0], at - _NEAR), at)
        gained = scene.codes(scene.side_from(end, 1))
        return (here, gained, (), _how(scene, at), end) if gained else None
    return None


def _freed(scene: Scene, at: int) -> Change | None:
    """Read "أعلن الجيش بلدات عربين وزملكا خالية من الإرهاب": who declares it gained it."""
    if not scene.sentence.word(at + 1).startswith("من"):
        return None
    start = max(0, at - _TO_VERB)
    verbs = [b for b in range(start, at) if scene.is_a(b, "declares")]
    if not verbs:
        return None
    here = scene.within(verbs[-1], at)
    here = [s for s in here if not s.is_region] or here
    side = scene.side_from(verbs[-1] + 1) or scene.side_before(verbs[-1], _NEAR)
    left = any(scene.is_a(near, "leave") for near in range(len(scene.sentence.tokens)))
    return here, scene.codes(side), (), How.TRANSFERRED if left else _how(scene, at), at + 1


def _hand_over(scene: Scene, at: int) -> Change | None:
    """Read "سلمت الوحدات بلدة تل رفعت لقوات النظام"."""
    giver = scene.side_from(at + 1, 1) or scene.side_before(at, 1)
    start = giver.last if giver and giver.first > at else at + 1
    here = places_from(scene.sentence, scene.spots, start, scene.span[1], _BESIDE)
    if not here:
        return None
    end = here[-1].last
    taker = scene.side_from(end, _NEAR)
    if taker and taker.mention.reading.preposition != "ل" and not _follows_to(scene, taker):
        taker = None
    if not taker and not giver:
        return None
    lost = scene.codes(giver)
    gained = tuple(a for a in scene.codes(taker) if a not in lost)
    return here, gained, lost, How.TRANSFERRED, end


def _follows_to(scene: Scene, side: Side) -> bool:
    before = side.first - 1
    return scene.sentence.is_a(before, "toward") or scene.sentence.is_a(before, "in_favour")


def _receive(scene: Scene, at: int) -> Change | None:
    """Read "تسلم الجيش السوري مدينة منبج من قوات سوريا الديمقراطية"."""
    taker = scene.side_from(at + 1, 0) or scene.side_before(at, 0)
    if not taker:
        return None
    start = max(at + 1, taker.last)
    here = places_from(scene.sentence, scene.spots, start, scene.span[1], _BESIDE)
    return (here, scene.codes(taker), (), How.TRANSFERRED, start) if here else None


def _lose(scene: Scene, at: int) -> Change | None:
    """Read "خسر تنظيم داعش [السيطرة على] مدينة الميادين لصالح قوات النظام"."""
    loser = scene.side_from(at + 1, 0) or scene.side_before(at, 0)
    if not loser:
        return None
    start = max(at + 1, loser.last)
    here = places_from(scene.sentence, scene.spots, start, scene.span[1], _BESIDE)
    if not here:
        return None
    taker = scene.side_from(here[-1].last, _BESIDE)
    gained = scene.codes(taker) if taker and _follows_to(scene, taker) else ()
    return here, gained, scene.codes(loser), How.SEIZED, here[-1].last


def _clear(scene: Scene, at: int) -> Change | None:
    """Read "أخلت قوات النظام بلدة حلفايا"; "أخلت بتعهداتها" is no place."""
    lost = scene.side_from(at + 1, 0) or scene.side_before(at, 0)
    if not lost:
        return None
    start = max(at + 1, lost.last)
    here = places_from(scene.sentence, scene.spots, start, scene.span[1], _BESIDE)
    return (here, (), scene.codes(lost), How.TRANSFERRED, start) if here else None


def _leave(scene: Scene, at: int) -> Change | None:
    """Read "خروج آخر دفعة من مقاتلي جيش الإسلام من مدينة دوما": the fighters left the place."""
    leavers = _leavers(scene, at)
    if leavers is None:
        return None
    codes, end = leavers
    for out in range(end, min(at + _TO_PLACE, scene.span[1])):
        if scene.sentence.word(out) == "من" and not scene.is_a(out + 1, "several"):
            here = places_from(scene.sentence, scene.spots, out + 1, scene.span[1], _BESIDE)
            if here:
                return here, (), codes, How.TRANSFERRED, here[-1].last
    return None


def _left_by_them(scene: Scene, at: int) -> Change | None:
    """Read "مقاتلو التنظيم الذين أجلوا من مخيم اليرموك": those named before left it."""
    here = list[Spot]()
    if scene.sentence.word(at + 1) == "من":
        here = places_from(scene.sentence, scene.spots, at + 2, scene.span[1], _BESIDE)
    if not here:
        return None
    for back in range(at - 1, max(-1, at - _TO_PLACE), -1):
        people = scene.sentence.sense(back, "people")
        if people and people["victim"] == Actor.CIVILIANS:
            return None
        side = next((s for s in scene.sides if s.first <= back < s.last), None)
        if side or scene.is_a(back, "leavers"):
            civil = side is not None and _is_civil(side)
            return None if civil else (here, (), scene.codes(side), How.TRANSFERRED, at)
    return None


def _leavers(scene: Scene, at: int) -> tuple[tuple[Actor, ...], int] | None:
    """Return the fighters named next as those who left, and where their name ends."""
    for near in range(at + 1, min(at + _TO_LEAVERS, scene.span[1])):
        side = next((s for s in scene.sides if s.first == near), None)
        if side and not _is_civil(side):
            return None if _moves_others(scene, side) else (scene.codes(side), side.last)
        if scene.is_a(near, "leavers"):
            side = scene.side_from(near + 1, 1)
            return scene.codes(side), side.last if side else near + 1
        if scene.sentence.word(near) in ("،", ":") or scene.sentence.sense(near, "acts"):
            return None
    return None


def _moves_others(scene: Scene, side: Side) -> bool:
    """Whether a side is the subject, and others were moved: "إخراج قوات النظام مئة شخص"."""
    return any(
        scene.sentence.starts(at, dimension)
        for at in range(side.last, side.last + 2)
        for dimension in ("numbers", "people")
    )


def _how(scene: Scene, at: int) -> How:
    settled = is_settled(scene.sentence, at, scene.span)
    return How.TRANSFERRED if settled else How.SEIZED


_READERS: Mapping[str, Callable[[Scene, int], Change | None]] = {
    "fall": _fall,
    "became": _become,
    "freed": _freed,
    "hand_over": _hand_over,
    "receive": _receive,
    "lose": _lose,
    "leave": _leave,
    "cleared": _clear,
    "left_by_them": _left_by_them,
}
