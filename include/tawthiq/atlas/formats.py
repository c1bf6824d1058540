"""Public place files as their publishers lay them out, recognised by content, not by name.

GeoNames country dumps (19 tab-separated columns, no header), and OCHA's COD-AB as CSV:
administrative names, populated places, neighbourhoods.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tawthiq.gazetteer import Governorate
from tawthiq.model import Admin1

#: Letters of Arabic itself: alternate names in Persian, Kurdish, Urdu or Uyghur have others.
_ARABIC_NAME = re.compile(r"^[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي \u0640\u064b-\u0652]+$")
_LATIN_NAME = re.compile(r"^[ -\u024f\u1e00-\u1eff‘’ʿʾ]+$")
_DECORATION = re.compile(r"[\u0640\u064b-\u0652]")
_ARABIC_BRACKETS = re.compile(r"\s*[(（].*$")
_GEONAMES_COLUMNS = 19
#: Seats of a district are named "مركز X" in COD-AB: the word is no part of the name.
_SEAT = "مركز "


class PlaceFileError(ValueError):
    """A file that cannot be read; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One place as one file has it. Degrees are WGS 84; `source` is geonames or ocha."""

    record_id: str
    source: str
    where: str  # file and line
    arabic: tuple[str, ...]
    latin: tuple[str, ...]
    admin1: Admin1 | None
    kind: str
    lat: float | None
    lon: float | None
    pcode: str
    area: str = ""  # P-code of the subdistrict
    weight: int = 0  # residents, or levels above a village: the heavier namesake is meant


@dataclass(frozen=True, slots=True)
class _Line:
    file: str
    number: int
    cells: Mapping[str, str]
    admin1: Mapping[str, Admin1]

    def fault(self, what: str) -> PlaceFileError:
        return PlaceFileError(f"{self.file}, line {self.number}: {what}")

    def degrees(self, column: str) -> float:
        try:
            return float(self.cells[column])
        except ValueError as fault:
            raise self.fault(f"{column} is {self.cells[column]!r}, not degrees as 36.2") from fault

    def governorate(self, column: str) -> Admin1:
        code = self.cells[column]
        if code not in self.admin1:
            known = ", ".join(sorted(self.admin1))
            raise self.fault(f"{column} is {code!r}, no governorate of Syria ({known})")
        return self.admin1[code]


def read_places(path: Path, governorates: tuple[Governorate, ...]) -> Iterator[Record]:
    """Yield the places of a file in any of the known formats.

    Raises:
        PlaceFileError: the format is not known or a line breaks it.
    """
    with path.open(encoding="utf-8-sig", newline="") as lines:
        try:
            head = lines.readline()
            lines.seek(0)
            if len(head.split("\t")) == _GEONAMES_COLUMNS:
                codes = {g.geonames: g.code for g in governorates}
                yield from _geonames(lines, path.name, codes)
            else:
                pcodes = {g.pcode: g.code for g in governorates}
                yield from _cod_ab(lines, path.name, pcodes)
        except UnicodeDecodeError as fault:
            raise PlaceFileError(
                f"{path.name}: not UTF-8 at byte {fault.start}; save it as UTF-8"
            ) from fault


# ---- GeoNames

_COLUMNS = (
    *("geonameid", "name", "asciiname", "alternatenames", "latitude", "longitude"),
    *("feature_class", "feature_code", "country", "cc2", "admin1", "admin2", "admin3", "admin4"),
    *("population", "elevation", "dem", "timezone", "modified"),
)
_KIND_OF_FEATURE = MappingProxyType({"PPLX": "quarter", "AIRB": "airport", "AIRP": "airport"})


def _geonames(lines: Iterator[str], name: str, codes: Mapping[str, Admin1]) -> Iterator[Record]:
    for number, text in enumerate(lines, 1):
        cells = text.rstrip("\r\n").split("\t")
        if len(cells) != _GEONAMES_COLUMNS:
            raise PlaceFileError(
                f"{name}, line {number}: {len(cells)} columns where a GeoNames dump has "
                f"{_GEONAMES_COLUMNS}; get the file again"
            )
        line = _Line(name, number, dict(zip(_COLUMNS, cells, strict=True)), codes)
        if line.cells["country"] != "SY":
            raise line.fault(
                f"country is {line.cells['country']!r}; give the dump of Syria, SY.txt"
            )
        if line.cells["feature_class"] == "A":
            continue  # an area: its seat has a row of its own
        yield _of_geonames(line)


def _of_geonames(line: _Line) -> Record:
    cells = line.cells
    alternates = [n.strip() for n in cells["alternatenames"].split(",")]
    population = cells["population"]
    if population and not population.isdigit():
        raise line.fault(f"population is {population!r}, not a number")
    return Record(
        record_id=f"gn{cells['geonameid']}",
        source="geonames",
        where=f"{line.file}:{line.number}",
        arabic=_arabic([*alternates, cells["name"]]),
        latin=_tidy(cells["asciiname"], *filter(_is_latin, alternates)),
        admin1=line.admin1.get(cells["admin1"]),
        kind=_KIND_OF_FEATURE.get(cells["feature_code"], "village"),
        lat=line.degrees("latitude"),
        lon=line.degrees("longitude"),
        pcode="",
        weight=int(population or 0),
    )


def _arabic(names: list[str]) -> tuple[str, ...]:
    bare = (_DECORATION.sub("", _ARABIC_BRACKETS.sub("", n)) for n in names)
    tidy = (" ".join(n.split()) for n in bare)
    return tuple(dict.fromkeys(n for n in tidy if len(n) > 1 and _ARABIC_NAME.match(n)))


def _tidy(*names: str) -> tuple[str, ...]:
    """Return the names without stray white space; "A - B" is two names of one place."""
    parts = (part for name in names for part in name.split(" - "))
    return tuple(dict.fromkeys(filter(None, (" ".join(part.split()) for part in parts))))


def _is_latin(name: str) -> bool:
    return bool(_LATIN_NAME.match(name))


# ---- OCHA COD-AB


def _cod_ab(lines: Iterator[str], name: str, pcodes: Mapping[str, Admin1]) -> Iterator[Record]:
    rows = csv.DictReader(lines)
    header = frozenset(rows.fieldnames or ())
    for needed, read in _LAYOUTS:
        if needed <= header:
            for cells in rows:
                if None in cells or None in cells.values():
                    raise PlaceFileError(
                        f"{name}, line {rows.line_num}: not the header's {len(header)} columns"
                    )
                yield from read(_Line(name, rows.line_num, cells, pcodes))
            return
    raise PlaceFileError(
        f"{name}, line 1: no known place file; known are a GeoNames country dump (19 columns, "
        "tabs), and OCHA COD-AB as CSV with the columns "
        + "; or ".join(", ".join(sorted(needed)) for needed, _ in _LAYOUTS)
    )


def _populated_place(line: _Line) -> Iterator[Record]:
    cells = line.cells
    names = [
        cells[n] for n in ("PP_NAME_EN", "PP_REF_NAM", "PP_ALT1_EN", "PP_ALT2_EN") if n in cells
    ]
    yield Record(
        record_id=cells["PP_PCODE"],
        source="ocha",
        where=f"{line.file}:{line.number}",
        arabic=(),
        latin=_tidy(*names),
        admin1=line.governorate("ADM1_PCODE"),
        kind="village",
        lat=line.degrees("_CY"),
        lon=line.degrees("_CX"),
        pcode=cells["PP_PCODE"],
        area=cells.get("ADM3_PCODE", ""),
        weight=_SEAT_WEIGHT if cells["PP_NAME_EN"] == cells.get("ADM3_EN") else 0,
    )


def _neighbourhood(line: _Line) -> Iterator[Record]:
    cells = line.cells
    yield Record(
        record_id=cells["PCODE"],
        source="ocha",
        where=f"{line.file}:{line.number}",
        arabic=_arabic([cells["NAME_AR"], cells.get("NAM_AR_REF", "")]),
        latin=_tidy(cells["NAME_EN"]),
        admin1=line.governorate("ADM1_PCODE"),
        kind="quarter",
        lat=line.degrees("LATITUDE"),
        lon=line.degrees("LONGITUDE"),
        pcode=cells["PCODE"],
    )


def _subdistrict(line: _Line) -> Iterator[Record]:
    """A subdistrict is called as its seat; the file has no coordinates."""
    cells = line.cells
    names = [cells["ADM3_AR"], cells.get("ADM3ALT1AR", ""), cells.get("ADM3ALT2AR", "")]
    yield Record(
        record_id=cells["ADM3_PCODE"],
        source="ocha",
        where=f"{line.file}:{line.number}",
        arabic=_arabic([n.removeprefix(_SEAT) for n in names]),
        latin=_tidy(cells["ADM3_EN"]),
        admin1=line.governorate("ADM1_PCODE"),
        kind="town",
        lat=None,
        lon=None,
        pcode=cells["ADM3_PCODE"],
        weight=_SEAT_WEIGHT,
    )


_SEAT_WEIGHT = 5_000  # as a small town among namesakes; COD-AB counts no residents

_LAYOUTS: tuple[tuple[frozenset[str], Callable[[_Line], Iterator[Record]]], ...] = (
    (
        frozenset({"NAME_AR", "NAME_EN", "PCODE", "LATITUDE", "LONGITUDE", "ADM1_PCODE"}),
        _neighbourhood,
    ),
    (frozenset({"PP_NAME_EN", "PP_PCODE", "_CX", "_CY", "ADM1_PCODE"}), _populated_place),
    (frozenset({"ADM3_AR", "ADM3_EN", "ADM3_PCODE", "ADM1_PCODE"}), _subdistrict),
)
