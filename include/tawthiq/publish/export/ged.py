"""Incidents in UCDP GED's columns; include/codings/ged_columns.tsv says how near each comes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from tawthiq.publish.codings import GOVERNORATES, SIDES, Side
from tawthiq.publish.export.facts import Incident

SYRIA = 652  # Gleditsch and Ward's number
_CELL = 0.5  # degrees, PRIO-GRID
_COLUMNS_OF_GRID = 720
#: Kilometres to which a point must be good to count as the place itself (GED's precision 1).
_EXACT_KM = 5.0


def ged_row(incident: Incident) -> dict[str, Any] | None:
    """Return one row by column name; `None` where nobody is told to have died (GED needs one)."""
    killed = incident.total("killed")
    if killed is None or killed[2] < 1:
        return None
    a, b = sides(incident)
    admin1 = GOVERNORATES.get(incident.admin1_code or "")
    low, best, high = killed
    return {
        "id": int(incident.incident_id[:8], 16) if _is_hex(incident.incident_id) else "",
        "relid": f"SYR-{incident.incident_id}",
        "year": incident.started_on.year,
        "code_status": "Machine coded",
        "type_of_violence": _violence(a, b),
        "conflict_name": "Syria: Government",
        "dyad_name": f"{a.ged_name} - {b.ged_name}",
        "side_a": a.ged_name,
        "side_b": b.ged_name,
        "number_of_sources": incident.source_count,
        "source_article": "; ".join(
            f"{r.outlet}, {r.published_on}, {r.title}" for r in incident.reports
        ),
        "source_office": "; ".join(incident.outlets),
        "source_date": "; ".join(sorted({r.published_on for r in incident.reports})),
        "source_headline": "; ".join(r.title for r in incident.reports),
        "source_original": "; ".join(
            sorted({r.source_name or "" for r in incident.reports} - {""})
        ),
        "where_prec": _where_prec(incident),
        "where_coordinates": incident.place_name or (admin1.ucdp_name if admin1 else "Syria"),
        "where_description": "; ".join(incident.place_names),
        "adm_1": admin1.ucdp_name if admin1 else "",
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "geom_wkt": _wkt(incident),
        "priogrid_gid": priogrid(incident.latitude, incident.longitude),
        "country": "Syria",
        "country_id": SYRIA,
        "region": "Middle East",
        "event_clarity": 1 if incident.kind == "incident" else 2,
        "date_prec": _date_prec(incident),
        "date_start": incident.started_on.isoformat(),
        "date_end": incident.ended_on.isoformat(),
        **_deaths(incident, a, b, best),
        "best": best,
        "high": high,
        "low": low,
        "gwnoa": SYRIA if a.ged_name == "Government of Syria" else "",
        "gwnob": SYRIA if b.ged_name == "Government of Syria" else "",
    }


def sides(incident: Incident) -> tuple[Side, Side]:
    """Return GED's two sides: a state before others, civilians always second."""
    a = SIDES[incident.attackers[0] if incident.attackers else "unknown"]
    others = [side for side in incident.targets if SIDES[side].ged_name != a.ged_name]
    b = SIDES[others[0] if others else "unknown"]
    swap = (b.is_state and not a.is_state) or a.code == "civilians"
    return (b, a) if swap and b.code != "civilians" else (a, b)


def priogrid(latitude: float | None, longitude: float | None) -> int | str:
    """Return the cell of PRIO-GRID, counted from 90° S 180° W by rows of 720."""
    if latitude is None or longitude is None:
        return ""
    row = math.floor((latitude + 90) / _CELL)
    column = math.floor((longitude + 180) / _CELL)
    return row * _COLUMNS_OF_GRID + column + 1


def _deaths(incident: Incident, a: Side, b: Side, best: int) -> dict[str, int]:
    of_a, of_b, civilians = _own(incident, a), _own(incident, b), _best(incident, ["civilians"])
    return {
        "deaths_a": of_a,
        "deaths_b": of_b,
        "deaths_civilians": civilians,
        "deaths_unknown": best - of_a - of_b - civilians,
    }


def _own(incident: Incident, side: Side) -> int:
    if side.code in ("civilians", "unknown"):
        return 0
    return _best(incident, [s.code for s in SIDES.values() if s.ged_name == side.ged_name])


def _best(incident: Incident, victims: Sequence[str]) -> int:
    found = incident.total("killed", *victims)
    return found[1] if found else 0


def _violence(a: Side, b: Side) -> int:
    if b.code == "civilians":
        return 3
    return 1 if a.is_state or b.is_state else 2


def _where_prec(incident: Incident) -> int:
    if incident.latitude is None:
        return 6
    if incident.location_basis == "governorate":
        return 4
    return 1 if (incident.precision_km or 0) <= _EXACT_KM else 2


def _date_prec(incident: Incident) -> int:
    days = (incident.ended_on - incident.started_on).days + 1
    for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)):
        if days <= most:
            return code
    return 5


def _wkt(incident: Incident) -> str:
    if incident.latitude is None:
        return ""
    return f"POINT ({incident.longitude} {incident.latitude})"


def _is_hex(text: str) -> bool:
    return all(c in "0123456789abcdef" for c in text[:8]) and len(text) >= 8
