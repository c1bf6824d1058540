"""Incidents in ACLED's columns; include/codings/acled_columns.tsv says how near each comes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tawthiq.publish.codings import ACLED_TYPES, GOVERNORATES, SIDES
from tawthiq.publish.export.facts import Incident

#: Kilometres to which a point must be good to count as the place itself (ACLED's precision 1).
EXACT_KM = 5.0


def acled_row(incident: Incident) -> dict[str, Any]:
    """Return one row by column name."""
    kind = ACLED_TYPES[_type(incident)]
    inter1, inter2 = _inter(incident.attackers), _inter(incident.targets)
    killed = incident.total("killed")
    admin1 = GOVERNORATES.get(incident.admin1_code or "")
    return {
        "event_id_cnty": f"SYR{incident.incident_id}",
        "event_date": incident.started_on.isoformat(),
        "year": incident.started_on.year,
        "time_precision": _time_precision(incident),
        "disorder_type": kind["disorder_type"],
        "event_type": kind["acled_event_type"],
        "sub_event_type": kind["acled_sub_event_type"],
        "actor1": _name(incident.attackers[:1]),
        "assoc_actor_1": _name(incident.attackers[1:]),
        "inter1": inter1,
        "actor2": _name(incident.targets[:1]),
        "assoc_actor_2": _name(incident.targets[1:]),
        "inter2": inter2,
        "interaction": f"{inter1}-{inter2}" if inter1 and inter2 else f"Sole {inter1 or inter2}",
        "civilian_targeting": "Civilian targeting" if incident.targets == ("civilians",) else "",
        "iso": 760,
        "region": "Middle East",
        "country": "Syria",
        "admin1": admin1.acled_name if admin1 else "",
        "admin2": "",
        "admin3": "",
        "location": incident.place_name or (admin1.acled_name if admin1 else ""),
        "latitude": incident.latitude,
        "longitude": incident.longitude,
        "geo_precision": _geo_precision(incident),
        "source": "; ".join(incident.outlets),
        "source_scale": "National",
        "notes": notes(incident),
        "fatalities": killed[1] if killed else 0,
        "tags": "; ".join(_tags(incident)),
        "timestamp": max((report.loaded_s for report in incident.reports), default=0),
    }


def notes(incident: Incident) -> str:
    """Return the words of the reports, each with its outlet and day."""
    return " | ".join(
        f"{report.outlet} {report.published_on}: {' … '.join(report.words)}"
        for report in incident.reports
        if report.words
    )


def _type(incident: Incident) -> str:
    if incident.event_type != "territory_gain":
        return incident.event_type
    gainers = incident.gained_by or incident.attackers
    by_state = any(SIDES[side].bloc in _GOVERNMENTS for side in gainers)
    return "territory_gain_by_state" if by_state else "territory_gain"


#: Whose gain ACLED codes as "Government regains territory".
_GOVERNMENTS = ("government_bloc", "transition_bloc")


def _name(sides: Sequence[str]) -> str:
    return "; ".join(SIDES[side].acled_name for side in sides)


def _inter(sides: Sequence[str]) -> str:
    return SIDES[sides[0]].acled_inter if sides else ""


def _time_precision(incident: Incident) -> int:
    days = (incident.ended_on - incident.started_on).days
    if incident.date_basis == "published" or days > 6:
        return 3
    return 1 if days == 0 else 2


def _geo_precision(incident: Incident) -> int | None:
    if incident.latitude is None:
        return None
    if incident.location_basis == "governorate":
        return 3
    return 1 if (incident.precision_km or 0) <= EXACT_KM else 2


def _tags(incident: Incident) -> list[str]:
    return [f"confidence={incident.confidence}"] + ["contested"] * incident.is_contested
