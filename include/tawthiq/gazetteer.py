"""Where places are: the tables of include/gazetteer, or the built ones that replace places.tsv."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from tawthiq.arabic import fold_phrase
from tawthiq.model import Admin1
from tawthiq.settings import load_settings

GAZETTEER = Path(__file__).parent.parent / "gazetteer"


class GazetteerError(ValueError):
    """A table that cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: where it lies (degrees, WGS 84, good to `precision_km`) and what it is called."""

    place_id: str
    name: str
    admin1: tuple[Admin1, ...]
    kind: str
    lat: float | None
    lon: float | None
    precision_km: float | None
    pcode: str
    aliases: tuple[str, ...]
    ambiguous: bool  # also an ordinary word: read as a place only beside a type word
    rank: int  # among places of one name: 1 is meant where nothing decides
    source: str = ""
    gloss: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Governorate:
    """One of the fourteen: its names, each with whether it also names the city."""

    code: Admin1
    pcode: str
    place_id: str
    lat: float
    lon: float
    names: tuple[tuple[str, bool], ...]
    geonames: str = ""  # GeoNames' number of it


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """A name outside Syria."""

    name: str
    country: str
    kind: str


class Gazetteer:
    """Places by folded name; immutable."""

    def __init__(
        self,
        places: list[Place],
        admin1: tuple[Governorate, ...],
        elsewhere: tuple[Elsewhere, ...],
    ) -> None:
        self._places = places
        self.admin1 = admin1
        self.elsewhere = elsewhere
        self._by_name: dict[tuple[str, ...], list[Place]] | None = None

    def __iter__(self) -> Iterator[Place]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)

    def lookup(self, name: str) -> tuple[Place, ...]:
        """Return the places of a name or alias, in any spelling, likeliest first."""
        if self._by_name is None:
            self._by_name = {}
            for place in self._places:
                for known in (place.name, *place.aliases):
                    self._by_name.setdefault(fold_phrase(known), []).append(place)
        return tuple(sorted(self._by_name.get(fold_phrase(name), []), key=lambda p: p.rank))


def load_gazetteer(folder: Path | None = None, built: Path | None = None) -> Gazetteer:
    """Read the gazetteer; `built` is a places table that takes the place of the shipped one.

    With neither, the table is the one that TAWTHIQ_GAZETTEER names: the built one if there is one.
    A folder of one's own is read as it is.

    Raises:
        GazetteerError: a row cannot be read; the message names file, line and column.
    """
    if folder is None and built is None:
        built = load_settings().gazetteer
    folder = folder or GAZETTEER
    table = built if built is not None and built.exists() else folder / "places.tsv"
    return Gazetteer(
        [_place(row, table, number) for number, row in read_rows(table)],
        tuple(_governorate(row) for _, row in read_rows(folder / "admin1.tsv")),
        tuple(
            Elsewhere(name=row["name"], country=row["country"], kind=row["kind"])
            for _, row in read_rows(folder / "elsewhere.tsv")
        ),
    )


def read_rows(path: Path) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Yield the rows of a table with their line numbers.

    Raises:
        GazetteerError: a row has another number of columns than the header.
    """
    with path.open(encoding="utf-8", newline="") as lines:
        reader = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(reader, 2):
            if None in row or None in row.values():
                raise GazetteerError(
                    f"{path.name}, line {number}: not the header's {len(reader.fieldnames or ())} "
                    "columns; separate with single tabs"
                )
            yield number, row


def _place(row: Mapping[str, str], path: Path, number: int) -> Place:
    try:
        return Place(
            place_id=row["place_id"],
            name=row["name"],
            admin1=tuple(map(Admin1, row["admin1"].split("|"))),
            kind=row["kind"],
            lat=float(row["lat"]) if row["lat"] else None,
            lon=float(row["lon"]) if row["lon"] else None,
            precision_km=float(row["precision_km"]) if row["precision_km"] else None,
            pcode=row["pcode"],
            aliases=tuple(filter(None, row["aliases"].split("|"))),
            ambiguous=row["ambiguous"] == "yes",
            rank=int(row["rank"]),
            source=row.get("source", ""),
            gloss=row.get("gloss", ""),
        )
    except (KeyError, ValueError) as fault:
        raise GazetteerError(
            f"{path.name}, line {number} ({row.get('name')}): {fault}; see gazetteer/README.md"
        ) from fault


def _governorate(row: Mapping[str, str]) -> Governorate:
    cities = row["city"].split("|") if row["city"] else []
    others = row["aliases"].split("|") if row["aliases"] else []
    return Governorate(
        code=Admin1(row["code"]),
        pcode=row["pcode"],
        place_id=row["place_id"],
        lat=float(row["lat"]),
        lon=float(row["lon"]),
        names=(*((c, True) for c in cities), *((o, False) for o in others)),
        geonames=row.get("geonames", ""),
    )
