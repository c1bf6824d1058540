"""How others name what we name: the tables of include/codings, read once and checked."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

from tawthiq.model import Actor, Admin1, EventType

T = TypeVar("T")

CODINGS = Path(__file__).parents[2] / "codings"


class CodingError(ValueError):
    """A table that cannot be right; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A side in the words of ACLED and UCDP."""

    code: str
    bloc: str
    acled_name: str
    acled_inter: str
    ged_name: str
    is_state: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Governorate:
    """A governorate in the words of OCHA, ACLED and UCDP, with a point that stands for it."""

    code: str
    pcode: str
    ucdp_name: str
    acled_name: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of an export: what it means, and how far it is what its name says."""

    name: str
    meaning: str
    origin: str = "ours"  # same, approximated, ours, empty
    hashtag: str = ""  # HXL


@cache
def rows(name: str) -> tuple[Mapping[str, str], ...]:
    """Return the rows of a table of include/codings.

    Raises:
        CodingError: the table is missing, or a row has another number of cells than the head.
    """
    path = CODINGS / name
    if not path.is_file():
        raise CodingError(f"include/codings/{name} does not exist")
    with path.open(encoding="utf-8", newline="") as file:
        head, *lines = csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, line in enumerate(lines, start=2):
        if len(line) != len(head):
            raise CodingError(
                f"include/codings/{name}:{number}: {len(line)} cells where the head has "
                f"{len(head)}; separate them by one tab each"
            )
    return tuple(dict(zip(head, line, strict=True)) for line in lines)


def _sides() -> dict[str, Side]:
    found = {
        row["code"]: Side(**{**row, "is_state": row["is_state"] == "yes"})  # type: ignore[arg-type]
        for row in rows("sides.tsv")
    }
    return _complete("sides.tsv", found, {actor.value for actor in Actor})


def _governorates() -> dict[str, Governorate]:
    found = {
        row["code"]: Governorate(
            **{**row, "lat": float(row["lat"]), "lon": float(row["lon"])}  # type: ignore[arg-type]
        )
        for row in rows("governorates.tsv")
    }
    return _complete("governorates.tsv", found, {code.value for code in Admin1})


def _acled_types() -> dict[str, Mapping[str, str]]:
    found = {row["event_type"]: row for row in rows("acled_types.tsv")}
    known = {kind.value for kind in EventType} | {"territory_gain_by_state"}
    return _complete("acled_types.tsv", found, known)


def _complete(name: str, found: dict[str, T], codes: set[str]) -> dict[str, T]:
    if set(found) != codes:
        odd = sorted(set(found) ^ codes)
        raise CodingError(f"include/codings/{name}: one row each is needed; amiss: {odd}")
    return found


def columns(name: str) -> tuple[Column, ...]:
    """Return the columns of an export in their order, such as of `acled_columns.tsv`."""
    return tuple(
        Column(
            name=row["column"],
            meaning=row["meaning"],
            origin=row.get("origin", "ours"),
            hashtag=row.get("hashtag", ""),
        )
        for row in rows(name)
    )


SIDES = _sides()
GOVERNORATES = _governorates()
ACLED_TYPES = _acled_types()
