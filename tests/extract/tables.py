"""The tables of examples: one TSV a dimension, its first line the column names, a sentence a line.

Every table has `said` and what is expected of it. Optional are `on` (day of publication, ISO) and
`gap` (how the extractor still fails). ` ¶ ` parts paragraphs. Items of a cell stand apart by `; `,
none is `-`, an empty cell is not looked at. `events` expects of a whole text: an item for each
event, in order; sides that acted together, or were hit together, are joined by `+`, `none` is
nobody.
"""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

TABLES = Path(__file__).parent / "examples"
PUBLISHED = date(2018, 3, 8)  # a Thursday
SIGNS = {"exact": "", "about": "~", "more_than": ">", "at_least": ">=", "up_to": "<="}


@dataclass(frozen=True)
class Example:
    """One row: cells by column name."""

    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]

    @property
    def said(self) -> str:
        return self["said"]

    @property
    def on(self) -> date:
        return date.fromisoformat(self.cells["on"]) if self.is_told("on") else PUBLISHED

    def is_told(self, column: str) -> bool:
        return bool(self.cells.get(column))

    def items(self, column: str) -> list[str]:
        return [] if self[column] == "-" else self[column].split("; ")

    def parts(self) -> list[tuple[str | None, str]]:
        """Each claim after the one that holds it: `* ` marks a part of the last unmarked one."""
        whole, told = None, []
        for item in self.items("claims"):
            if item.startswith("* "):
                told.append((whole, item[2:]))
            else:
                whole = item
                told.append((None, item))
        return told

    def period(self, column: str) -> tuple[str, str] | None:
        """First and last day; one day alone is both; `-` is no day."""
        return _period(self[column])

    def periods(self, column: str) -> list[tuple[str, str] | None]:
        """The days of each event, in order."""
        return [_period(item) for item in self[column].split("; ")]


def _period(cell: str) -> tuple[str, str] | None:
    if cell == "-":
        return None
    first, _, last = cell.partition("..")
    return first, last or first


def count_of(count: Mapping[str, int | str | None]) -> str:
    """A count as the tables write it: 12, ~9, >80, >=20, <=30, 10..15, or a word (`tens`)."""
    qualifier, low, high = count["qualifier"], count["low"], count["high"]
    if qualifier == "range":
        return f"{low}..{high}"
    if qualifier in SIGNS:
        return f"{SIGNS[qualifier]}{high if low is None else low}"
    return str(qualifier)


def rows(*tables: str) -> list:
    """Every row of these tables as a case; a gap must fail, so that its fix takes the mark off."""
    return [_case(name, row) for name in tables for row in _read(TABLES / f"{name}.tsv")]


def sentences(table: str) -> list[str]:
    """What the rows of a table say, whatever is expected of them."""
    return [row["said"] for row in _read(TABLES / f"{table}.tsv")]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as lines:
        return list(
            csv.DictReader(lines, delimiter="\t", restval="", quoting=csv.QUOTE_NONE, strict=True)
        )


def _case(table: str, cells: dict[str, str]):
    gap = cells.get("gap")
    marks = [pytest.mark.xfail(strict=True, reason=gap)] if gap else []
    return pytest.param(Example(cells), id=f"{table}: {cells['said'][:60]}", marks=marks)
