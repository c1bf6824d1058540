"""Incidents as a release sees them, read from the warehouse once and in a fixed order."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tawthiq import warehouse as wh


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """One report of an incident, with the article that tells it."""

    event_id: str
    digest: str
    article_id: str
    version: str
    extractor_version: str
    outlet: str
    url: str | None
    title: str
    published_on: str
    source_name: str | None
    loaded_s: int  # seconds since 1970 UTC
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """One incident, or residual of a sum, with figures and reports."""

    incident_id: str
    kind: str
    event_type: str
    started_on: date
    ended_on: date
    week_on: date
    date_basis: str
    admin1_code: str | None
    admin1_codes: tuple[str, ...]
    place_id: str | None
    place_name: str | None
    place_names: tuple[str, ...]
    latitude: float | None
    longitude: float | None
    precision_km: float | None
    location_basis: str | None
    attackers: tuple[str, ...]
    targets: tuple[str, ...]
    methods: tuple[str, ...]
    event_count: int
    article_count: int
    source_count: int
    confidence: str
    is_contested: bool
    figures: tuple[tuple[str, str, str, int, int, int], ...]
    gained_by: tuple[str, ...]
    reports: tuple[Report, ...]

    def total(self, outcome: str, *victims: str) -> tuple[int, int, int] | None:
        """Return low, best and high over these sides (all if none); `None` where none is told."""
        told = [
            bounds
            for found, victim, category, *bounds in self.figures
            if found == outcome and category == "all" and (not victims or victim in victims)
        ]
        if not told:
            return None
        low, best, high = (sum(bounds[i] for bounds in told) for i in range(3))
        return low, best, high

    @property
    def outlets(self) -> list[str]:
        """Outlets that tell of it, in a fixed order."""
        return sorted({report.outlet for report in self.reports})


def read_incidents(conn: wh.Connection, first: date, last: date) -> Iterator[Incident]:
    """Yield what began from `first` to `last`, both included, by day and identity."""
    for row in wh.stream(conn, "exports/incidents.sql", {"first": first, "last": last}):
        yield incident_from_row(row)


def incident_from_row(row: Mapping[str, Any]) -> Incident:
    """Return the incident of a row of exports/incidents.sql."""
    reports = tuple(
        Report(**{**report, "words": tuple(w for w in report["words"] if w)})
        for report in row["reports"]
    )
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    figures = tuple(tuple(figure) for figure in row["figures"])
    return Incident(**{**row, **lists, "figures": figures, "reports": reports})
