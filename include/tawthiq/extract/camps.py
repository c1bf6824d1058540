"""Which sides fight on one side."""

from __future__ import annotations

from collections.abc import Collection

from tawthiq.model import Actor

#: Sides that fight on one side; all others are camps of their own.
_CAMP = {code: code.value for code in Actor} | {
    Actor.GOV: "damascus",
    Actor.GOV_MILITIA: "damascus",
    Actor.HEZBOLLAH: "damascus",
    Actor.IRAN: "damascus",
    Actor.RUSSIA: "damascus",
    Actor.OPPOSITION: "rebels",
    Actor.JIHADIST: "rebels",
    Actor.TURKEY: "turkey",
}

#: Camps whose sides take the field together: the second beside the first.
_ALONG = frozenset(
    {
        ("damascus", "damascus"),
        ("turkey", "rebels"),
        ("sdf", "coalition"),
        ("coalition", "sdf"),
    }
)

NOT_FIGHTERS = (Actor.CIVILIANS, Actor.UNKNOWN)

#: Whose fighters were besieged, and left towns under deals with the government.
BESIEGED = frozenset({Actor.OPPOSITION, Actor.JIHADIST, Actor.ISIS})

#: Sides that are a state's army: whose soldiers are soldiers.
STATES = frozenset(
    {
        *(Actor.GOV, Actor.TRANSITIONAL_GOV, Actor.RUSSIA, Actor.IRAN, Actor.TURKEY),
        *(Actor.COALITION, Actor.ISRAEL, Actor.OTHER_STATE),
    }
)


def camp(code: Actor) -> str:
    """Return the camp that a side fights in."""
    return _CAMP[code]


def is_of_damascus(code: Actor) -> bool:
    """Whether a side fights for the government in Damascus; such sides do not fight each other."""
    return camp(code) == _CAMP[Actor.GOV]


def are_allies(codes: Collection[Actor], others: Collection[Actor]) -> bool:
    """Whether two sides joined by "with" fight on one side: "تركيا مع فصائل سورية"."""
    return all((camp(code), camp(other)) in _ALONG for code in codes for other in others)
