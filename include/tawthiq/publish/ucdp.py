"""UCDP GED as CSV → deaths by governorate and week."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from tawthiq.publish.codings import GOVERNORATES

#: What the comparison needs; other columns of a release may be there or not.
NEEDED = (
    "date_start",
    "date_end",
    "adm_1",
    "low",
    "best",
    "high",
    "deaths_civilians",
    "where_prec",
)


class UcdpError(ValueError):
    """A file that is no GED release; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class UcdpEvent:
    """One event of GED: when (days included), where, and how many died."""

    event_id: str
    started_on: date
    ended_on: date
    admin1_code: str | None
    low: int
    best: int
    high: int
    civilians: int
    where_prec: int

    @property
    def week_on(self) -> date:
        """Monday of the week in which it began."""
        return monday(self.started_on)


def monday(day: date) -> date:
    """Return the Monday of a day's ISO week."""
    return day - timedelta(days=day.weekday())


def read_ucdp(path: Path) -> list[UcdpEvent]:
    """Return the events of a GED release in CSV; those of other countries are left out.

    Raises:
        UcdpError: a column is missing, a value is none of its kind, or a governorate is unknown.
        OSError: the file cannot be read.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file)
        missing = [name for name in NEEDED if name not in (reader.fieldnames or ())]
        if missing:
            raise UcdpError(
                f"{path}: no column {', '.join(missing)}; give a UCDP GED release as CSV"
            )
        events = list(_events(path, reader))
    if not events:
        raise UcdpError(f"{path}: no event in Syria")
    return events


def _events(path: Path, reader: csv.DictReader[str]) -> Iterator[UcdpEvent]:
    codes = {g.ucdp_name.casefold(): code for code, g in GOVERNORATES.items()}
    for row in reader:
        if row.get("country", "Syria") != "Syria":
            continue
        try:
            yield _event(row, codes)
        except (KeyError, TypeError, ValueError) as error:
            raise UcdpError(
                f"{path}:{reader.line_num}: {error!r} is no value of GED; a governorate that is "
                "spelled anew belongs in include/codings/governorates.tsv"
            ) from error


def _event(row: Mapping[str, str], codes: Mapping[str, str]) -> UcdpEvent:
    name = row["adm_1"].strip().casefold()
    return UcdpEvent(
        event_id=row.get("id", "").removesuffix(".0"),
        started_on=date.fromisoformat(row["date_start"][:10]),
        ended_on=date.fromisoformat(row["date_end"][:10]),
        admin1_code=codes[name] if name else None,
        low=_number(row["low"]),
        best=_number(row["best"]),
        high=_number(row["high"]),
        civilians=_number(row["deaths_civilians"]),
        where_prec=_number(row["where_prec"]),
    )


def _number(text: str) -> int:
    return int(float(text))
