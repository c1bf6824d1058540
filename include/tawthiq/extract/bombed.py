"""Whom a bombardment was aimed at: whose base it hit, and not who only fought beside it."""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq.extract.acts import BOMBARDMENT
from tawthiq.extract.camps import BESIEGED, NOT_FIGHTERS, is_of_damascus
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import FROM_THE_AIR, is_from_air
from tawthiq.extract.language import Language
from tawthiq.extract.parties import enemy_of, is_on_loyal_ground, is_told_by_the_hit
from tawthiq.extract.scan import Sentence
from tawthiq.extract.things import CIVIL
from tawthiq.model import Actor, Item

_HOMES = CIVIL - {Item.INFRASTRUCTURE}
_OTHERS_BASES = frozenset({Actor.RUSSIA, Actor.IRAN, Actor.HEZBOLLAH})


def settle_bombed(
    frames: list[Frame], named: Sequence[tuple[int, Actor]], language: Language
) -> None:
    """Take the government for hit where its bases were; drop sides that fought each other.

    `named` are the sides of all sentences, each with the number of its sentence.
    """
    spoken = {code for _, code in named}
    rebels = [(order, code) for order, code in named if code in BESIEGED]
    for frame in frames:
        if frame.event_type not in BOMBARDMENT:
            continue
        if not frame.attackers and Actor.ISRAEL not in spoken:
            _blame_rebels(frame, rebels)
        if _is_beside_a_fight(frame):
            frame.targets = []
        elif (
            not frame.targets
            and Actor.GOV in spoken
            and _may_hit_bases(frame, spoken)
            and is_on_base(frame, language)
        ):
            frame.targets = [Actor.GOV]
        elif not frame.targets and _is_on_homes(frame):
            frame.targets = [Actor.CIVILIANS]


def _blame_rebels(frame: Frame, rebels: Sequence[tuple[int, Actor]]) -> None:
    """Take rebels for those whose shells the government tells of: "سانا: قذائف على جرمانا"."""
    if not is_from_air(frame) and (is_told_by_the_hit(frame) or is_on_loyal_ground(frame)):
        foe = enemy_of(frame, [Actor.GOV], rebels)
        frame.attackers = [foe] if foe else []


def _is_on_homes(frame: Frame) -> bool:
    """Whether houses, a school, a hospital were hit or aimed at: "غارات على مستشفى"."""
    if any(loss.item in _HOMES for loss in frame.losses):
        return True
    for sentence, first, last in frame.spans:
        for mention, weapon in sentence.having("weapons"):
            if first < mention.first < last and weapon["item"] in _HOMES:
                role = sentence.sense(mention.first - 1, "roles")
                before = any(sentence.sense(mention.first - 1, k) for k in ("acts", "actors"))
                if before or (role and role["role"] == "onto"):
                    return True
    return False


def _is_beside_a_fight(frame: Frame) -> bool:
    """Whether the sides named beside a bombardment are those of a fight that went on with it.

    "ألقى الطيران براميل على المدينة، وسط اشتباكات بين حزب الله والفصائل"
    """
    if not any(is_of_damascus(a) for a in frame.attackers):
        return False
    return any(is_of_damascus(t) for t in frame.targets)


def _may_hit_bases(frame: Frame, spoken: set[Actor]) -> bool:
    """Whether who attacks, or is spoken of where nobody is said to attack, bombs such bases."""
    if _OTHERS_BASES & {code for side in frame.sides for code in side.codes}:
        return False
    attackers = [a for a in frame.attackers if a not in NOT_FIGHTERS]
    if attackers:  # those from abroad struck the government's bases, as rebels did, and no others
        return set(attackers) <= FROM_THE_AIR | BESIEGED
    return bool(FROM_THE_AIR & spoken)


def is_on_base(frame: Frame, language: Language) -> bool:
    """Whether it hit an airfield or base: "مطار الشعيرات", "مواقع عسكرية"."""
    known = [p for s in frame.names if (p := language.places.get(s.place_id or ""))]
    if any(place.kind in ("base", "airport") for place in known):
        return True
    return any(
        sentence.is_a(at, "military") and _is_site(sentence, at)
        for sentence, first, last in frame.spans
        if sentence.holds("military")
        for at in range(first, last)
    )


def _is_site(sentence: Sentence, position: int) -> bool:
    """Whether an adjective goes with a site: "مواقع عسكرية"."""
    thing = sentence.sense(position, "weapons")
    role = sentence.sense(position - 1, "roles")
    is_thing = thing is not None and thing["item"] == Item.MILITARY_SITE
    return is_thing or (role is not None and role["role"] == "site")
