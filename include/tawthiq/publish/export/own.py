"""Incidents in our own columns, as CSV, GeoParquet and GeoJSON."""

from __future__ import annotations

import io
import json
import struct
from collections.abc import Mapping, Sequence
from typing import Any

from tawthiq.publish.codings import GOVERNORATES, columns
from tawthiq.publish.export.acled import notes
from tawthiq.publish.export.facts import Incident

GEO_VERSION = "1.1.0"  # of GeoParquet; without a crs it means OGC:CRS84, longitude before latitude
_WHOLE = ("_low", "_best", "_high", "_count")


def own_row(incident: Incident, pcodes: Mapping[str, str]) -> dict[str, Any]:
    """Return one row by column name; `pcodes` gives a place's P-code by its id."""
    admin1 = GOVERNORATES.get(incident.admin1_code or "")
    return {
        "incident_id": incident.incident_id,
        "event_type": incident.event_type,
        "started_on": incident.started_on.isoformat(),
        "ended_on": incident.ended_on.isoformat(),
        "week_on": incident.week_on.isoformat(),
        "admin1_code": incident.admin1_code or "",
        "admin1_pcode": admin1.pcode if admin1 else "",
        "place_name": incident.place_name or "",
        "place_pcode": pcodes.get(incident.place_id or "", ""),
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "precision_km": incident.precision_km,
        "attackers": ";".join(incident.attackers),
        "targets": ";".join(incident.targets),
        **_figures(incident),
        "kind": incident.kind,
        "confidence": incident.confidence,
        "is_contested": incident.is_contested,
        "event_count": incident.event_count,
        "article_count": incident.article_count,
        "source_count": incident.source_count,
        "outlets": ";".join(incident.outlets),
        "urls": " ".join(sorted({r.url for r in incident.reports if r.url})),
        "words": notes(incident),
        "extractor_versions": ";".join(sorted({r.extractor_version for r in incident.reports})),
    }


def _figures(incident: Incident) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for outcome in ("killed", "wounded"):
        bounds = incident.total(outcome) or (None, None, None)
        for bound, count in zip(("low", "best", "high"), bounds, strict=True):
            found[f"{outcome}_{bound}"] = count
    return found


def geojson_bytes(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return a FeatureCollection, one feature a line."""
    lines = [
        json.dumps(
            {"type": "Feature", "id": row["incident_id"], "geometry": _point(row)}
            | {"properties": {k: v for k, v in row.items() if k not in ("latitude", "longitude")}},
            ensure_ascii=False,
        )
        for row in rows
    ]
    body = ",\n".join(lines)
    return f'{{"type": "FeatureCollection", "features": [\n{body}\n]}}\n'.encode("utf-8", "replace")


def _point(row: Mapping[str, Any]) -> dict[str, Any] | None:
    if row["latitude"] is None:
        return None
    return {"type": "Point", "coordinates": [row["longitude"], row["latitude"]]}


def geoparquet_bytes(rows: Sequence[Mapping[str, Any]]) -> bytes:
    """Return GeoParquet with a point a row, null where nothing is known of the place."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = [column.name for column in columns("incident_columns.tsv")]
    fields = [pa.field(name, _arrow_type(pa, name)) for name in names]
    schema = pa.schema(
        [*fields, pa.field("geometry", pa.binary())], metadata={"geo": json.dumps(_geo(rows))}
    )
    told = [{**row, "geometry": wkb(row)} for row in rows]
    sink = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(told, schema=schema), sink, compression="zstd")
    return sink.getvalue()


def _arrow_type(pa: Any, name: str) -> Any:
    if name in ("latitude", "longitude", "precision_km"):
        return pa.float64()
    if name == "is_contested":
        return pa.bool_()
    return pa.int32() if name.endswith(_WHOLE) else pa.string()


def wkb(row: Mapping[str, Any]) -> bytes | None:
    """Return a point as little-endian well-known binary."""
    if row["latitude"] is None:
        return None
    return struct.pack("<BIdd", 1, 1, row["longitude"], row["latitude"])


def _geo(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    points = [(r["longitude"], r["latitude"]) for r in rows if r["latitude"] is not None]
    column: dict[str, Any] = {"encoding": "WKB", "geometry_types": ["Point"]}
    if points:
        lons, lats = zip(*points, strict=True)
        column["bbox"] = [min(lons), min(lats), max(lons), max(lats)]
    return {"version": GEO_VERSION, "primary_column": "geometry", "columns": {"geometry": column}}
