"""Write a gazetteer as a table like places.tsv, and the findings of its merging beside it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from tawthiq.atlas.merge import Finding
from tawthiq.gazetteer import Place

_PLACES = (
    *("place_id", "name", "admin1", "kind", "lat", "lon", "precision_km", "pcode"),
    *("aliases", "ambiguous", "rank", "source", "gloss"),
)
_FINDINGS = ("fate", "name", "latin", "admin1", "lat", "lon", "where", "place_id", "km", "why")


def write_places(path: Path, places: Iterable[Place]) -> None:
    """Write places by name; the file takes its place when all is written."""
    rows = sorted(places, key=lambda p: (p.name, p.rank, p.place_id))
    _write(path, _PLACES, map(_cells, rows))


def write_findings(path: Path, findings: Iterable[Finding]) -> None:
    """Write what became of each record of the public files, by fate."""
    rows = sorted(findings, key=lambda f: (f.fate, f.name, f.where))
    _write(
        path,
        _FINDINGS,
        (
            (
                *(f.fate.value, f.name, f.latin, f.admin1, _degrees(f.lat), _degrees(f.lon)),
                *(f.where, f.place_id, "" if f.km is None else f"{f.km:.1f}", f.why),
            )
            for f in rows
        ),
    )


def _cells(place: Place) -> tuple[str, ...]:
    return (
        *(place.place_id, place.name, "|".join(place.admin1), place.kind),
        *(_degrees(place.lat), _degrees(place.lon)),
        "" if place.precision_km is None else f"{place.precision_km:g}",
        *(place.pcode, "|".join(place.aliases), "yes" if place.ambiguous else ""),
        *(str(place.rank), place.source, place.gloss),
    )


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.5f}".rstrip("0").rstrip(".")


def _write(path: Path, header: tuple[str, ...], rows: Iterator[tuple[str, ...]]) -> None:
    part = path.with_name(f".{path.name}.part")
    with part.open("w", encoding="utf-8", newline="\n") as file:
        for row in (header, *rows):
            file.write("\t".join(row) + "\n")
    part.replace(path)
