"""Incidents and weekly tables → a release: a folder that says what it is and how to check it.

The same warehouse gives the same bytes: rows are ordered, nothing tells the time of the export, and
the folder is named after its content.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from tawthiq import gazetteer
from tawthiq import warehouse as wh
from tawthiq.pages.render import label
from tawthiq.publish.codings import GOVERNORATES, Column, columns
from tawthiq.publish.export.acled import acled_row
from tawthiq.publish.export.facts import Incident, read_incidents
from tawthiq.publish.export.ged import ged_row
from tawthiq.publish.export.ledger import ledger_bytes
from tawthiq.publish.export.own import geojson_bytes, geoparquet_bytes, own_row
from tawthiq.publish.export.release import Release, versions, write_release
from tawthiq.publish.export.safe_csv import csv_bytes

__all__ = ["ExportError", "Format", "Release", "export"]


class ExportError(ValueError):
    """What was asked for cannot be exported; the message names the remedy."""


class Format(StrEnum):
    """What a release may hold."""

    ACLED = "acled"
    GED = "ged"
    HXL = "hxl"
    PARQUET = "parquet"
    CSV = "csv"
    GEOJSON = "geojson"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A data file of a release with the dictionary of its columns."""

    name: str
    content: bytes
    row_count: int
    columns: Sequence[Column]


def export(conn: wh.Connection, what: Format, first: date, last: date, out: Path) -> Release:
    """Write a release of what began from `first` to `last`, both included, below `out`.

    Raises:
        ExportError: the span is empty or nothing began in it.
    """
    if first > last:
        raise ExportError(f"from {first} to {last} is no span of days; swap them")
    with wh.transaction(conn):
        incidents = list(read_incidents(conn, first, last))
        if not incidents:
            raise ExportError(
                f"nothing began from {first} to {last}; `tawthiq status` shows what is"
            )
        parts = _parts(conn, what, incidents, first, last)
    files = {part.name: part.content for part in parts}
    files["ledger.jsonl"] = ledger_bytes(incidents)
    files["columns.csv"] = _dictionary(parts)
    about = {
        "format": what.value,
        "from": first.isoformat(),
        "to": last.isoformat(),
        "row_counts": {part.name: part.row_count for part in parts},
        "incident_count": sum(i.kind == "incident" for i in incidents),
        "residual_count": sum(i.kind == "residual" for i in incidents),
        "versions": versions(incidents),
    }
    return write_release(out, about, files)


def _parts(
    conn: wh.Connection, what: Format, incidents: Sequence[Incident], first: date, last: date
) -> list[Part]:
    if what is Format.ACLED:
        rows = [acled_row(i) for i in incidents if i.kind == "incident"]
        return [_csv_part("acled.csv", "acled_columns.tsv", rows)]
    if what is Format.GED:
        told = [row for row in map(ged_row, incidents) if row]
        return [_csv_part("ged.csv", "ged_columns.tsv", told)]
    if what is Format.HXL:
        return [_hxl_part(conn, first, last)]
    return [_own_part(what, incidents)]


def _csv_part(name: str, dictionary: str, rows: Sequence[Mapping[str, Any]]) -> Part:
    named = columns(dictionary)
    head = [column.name for column in named]
    content = csv_bytes(head, ([row.get(column) for column in head] for row in rows))
    return Part(name=name, content=content, row_count=len(rows), columns=named)


def _own_part(what: Format, incidents: Sequence[Incident]) -> Part:
    pcodes = {place.place_id: place.pcode for place in gazetteer.load_gazetteer()}
    rows = [own_row(incident, pcodes) for incident in incidents]
    if what is Format.CSV:
        return _csv_part("incidents.csv", "incident_columns.tsv", rows)
    make = geojson_bytes if what is Format.GEOJSON else geoparquet_bytes
    return Part(
        name=f"incidents.{what.value}",
        content=make(rows),
        row_count=len(rows),
        columns=columns("incident_columns.tsv"),
    )


def _hxl_part(conn: wh.Connection, first: date, last: date) -> Part:
    span = {"first": first, "last": last}
    named = columns("hxl_columns.tsv")
    rows = []
    for row in wh.query(conn, "exports/weekly_humanitarian.sql", span):
        admin1 = GOVERNORATES.get(row["admin1_code"])
        names = {
            "admin1_name": label(admin1.code, language="en") if admin1 else "",
            "admin1_name_ar": label(admin1.code, language="ar") if admin1 else "",
            "admin1_pcode": admin1.pcode if admin1 else "",
            "week_on": row["week_on"].isoformat(),
        }
        rows.append([{**row, **names}[column.name] for column in named])
    head = ",".join(column.name for column in named)
    tags = ",".join(column.hashtag for column in named)
    # the row of hashtags stands below the head; no web text is in it, so nothing is guarded there
    body = csv_bytes([], rows).removeprefix(b"\n")
    content = f"{head}\n{tags}\n".encode() + body
    return Part(name="weekly_hxl.csv", content=content, row_count=len(rows), columns=named)


def _dictionary(parts: Sequence[Part]) -> bytes:
    return csv_bytes(
        ["file", "column", "origin", "hashtag", "meaning"],
        [(p.name, c.name, c.origin, c.hashtag, c.meaning) for p in parts for c in p.columns],
    )
