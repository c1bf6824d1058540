"""Whom gas harmed: civilians, where a sentence that speaks of the gas names those of the town."""

from __future__ import annotations

from collections.abc import Iterable

from tawthiq.extract.claims import Claim
from tawthiq.extract.frames import Frame
from tawthiq.extract.kinds import HARMED
from tawthiq.extract.people import CIVILIAN
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Sense
from tawthiq.model import Actor, EventType

_OF_CIVILIANS = ("massacre", "martyr")


def infer_gassed(frames: Iterable[Frame], sentences: Iterable[Sentence]) -> None:
    """Call people of no stated side whom gas harmed civilians, where the article does.

    "مقتل 40 شخصا في الهجوم الكيماوي" beside "استخدام الغاز ضد سكان دوما" or "شهداء الكيماوي".
    """
    harmed = [c for f in frames for c in f.claims if _is_of_gas(f) and _is_open(c)]
    if harmed and any(_names_the_gassed(s) for s in sentences):
        for claim in harmed:
            claim.victim = Actor.CIVILIANS


def _is_of_gas(frame: Frame) -> bool:
    return frame.event_type is EventType.CHEMICAL_ATTACK


def _is_open(claim: Claim) -> bool:
    """Whether people were harmed of whom the words do not say whose they are."""
    is_untold = claim.victim is Actor.UNKNOWN and claim.harm.people.victim is None
    return is_untold and claim.outcome in HARMED


def _names_the_gassed(sentence: Sentence) -> bool:
    """Whether a sentence that speaks of gas names civilians, children, women or martyrs."""
    acts = sentence.having("acts")
    if not any(sense["type"] == EventType.CHEMICAL_ATTACK for _, sense in acts):
        return False
    townsfolk = sentence.classes["townsfolk"]
    if any(_is_of_the_town(noun, townsfolk) for _, noun in sentence.having("people")):
        return True
    return any(sentence.holds(kind) for kind in _OF_CIVILIANS)


def _is_of_the_town(noun: Sense, townsfolk: frozenset[str]) -> bool:
    """Whether a noun means those who live there, and not the medics or workers who tell of it."""
    return noun["category"] in CIVILIAN or not townsfolk.isdisjoint(noun.phrase.split())
