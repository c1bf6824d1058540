"""A place as a sentence names it."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.arabic import fold_phrase
from tawthiq.model import Admin1, PlaceMention


@dataclass(slots=True)
class Spot:
    """A place named in a sentence; `name` is empty for a governorate or its countryside."""

    first: int
    last: int
    name: str
    place_id: str | None
    admin1: tuple[Admin1, ...]
    is_foreign: bool = False
    is_typed: bool = False
    is_region: bool = False
    is_weak: bool = False  # a village or quarter, whose name may stand elsewhere in the world too
    is_landmark: bool = False  # named only to say where another place lies

    @property
    def key(self) -> str:
        """What makes two mentions one place: the gazetteer's identity, else the folded name."""
        return self.place_id or " ".join(w.removeprefix("ال") for w in fold_phrase(self.name))

    @property
    def is_city(self) -> bool:
        """Whether it is the city after which a governorate is called."""
        return (self.place_id or "").startswith("city-")

    def as_mention(self) -> PlaceMention:
        """Return the place as an event holds it."""
        return PlaceMention(name=self.name, place_id=self.place_id, admin1=self.admin1)
