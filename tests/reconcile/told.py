"""The compact forms of rules.yml and changes.yml as reports, and incidents in the same forms."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from typing import Any

from benchmarks.stock import Claim, Report

from tawthiq import warehouse as wh
from tawthiq.gazetteer import Gazetteer, load_gazetteer

DAY = date(2018, 3, 5)
_FIGURE = re.compile(r"(?P<about>~)?(?P<low>\d+)(?:-(?P<high>\d+))?(?P<more>\+)?$")


@cache
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def reports(specs: list[dict[str, Any]]) -> list[Report]:
    keys = {
        f"{spec['id']}/{said.split()[0]}": spec.get("event", "e1")
        for spec in specs
        for said in spec.get("says", [])
    }
    return [_report(spec, keys) for spec in specs]


def _report(spec: dict[str, Any], keys: dict[str, str]) -> Report:
    published = _day(spec.get("day", DAY))
    started = _day(spec.get("since", published))
    place, admin1 = spec.get("place", "دوما"), spec.get("admin1", "SY-RD")
    source = spec.get("source", "").split(maxsplit=1)
    return Report(
        article=spec["id"],
        key=spec.get("event", "e1"),
        outlet=spec.get("outlet", "x"),
        published_on=published,
        type=spec.get("type", "air_strike"),
        scope=spec.get("scope", "incident"),
        started_on=started,
        ended_on=_day(spec.get("until", started)),
        date_basis="published" if spec.get("assumed") else "stated",
        admin1=[admin1],
        places=[(place, gazetteer().lookup(place)[0].place_id)] if place else [],
        attackers=spec.get("by", ["gov"]),
        targets=spec.get("at", []),
        source_class=source[0] if source else None,
        source_name=source[1] if source else None,
        words=spec.get("words", ""),
        claims=[_claim(said, keys) for said in spec.get("says", [])],
        strikes=[_number(text) for text in spec.get("strikes", [])],
        materiel=[(*text.split()[:3], int(text.split()[3])) for text in spec.get("materiel", [])],
        control=[_gain(text) for text in spec.get("control", [])],
    )


def _day(value: date | str) -> date:
    return value if isinstance(value, date) else date.fromisoformat(value)


def _number(text: str) -> tuple[str, int]:
    munition, count = text.split()
    return munition, int(count)


def _gain(text: str) -> tuple[str, list[str], list[str], str]:
    place, gained_by, lost_by, how = text.split()
    return place, [gained_by], [lost_by], how


def _claim(said: str, keys: dict[str, str]) -> Claim:
    told, _, total = said.partition(" < ")
    key, outcome, victim, category, figure = told.split()
    low, high, qualifier = _bounds(figure)
    return Claim(
        key=key,
        outcome=outcome,
        victim=victim,
        category=None if category == "-" else category,
        low=low,
        high=high,
        qualifier=qualifier,
        part_of=f"{keys[total]}/{total.split('/')[1]}" if total else None,
    )


def _bounds(figure: str) -> tuple[int | None, int | None, str]:
    found = _FIGURE.match(figure)
    if found is None:
        return None, None, figure
    low = int(found["low"])
    if found["more"]:
        return low, None, "at_least"
    if found["high"]:
        return low, int(found["high"]), "range"
    return low, low, "about" if found["about"] else "exact"


FIGURES = """
SELECT outcome || ' ' || victim || ' ' || category || ' ' || count_low || ' ' || count_best
    || ' ' || count_high AS line
FROM core.incident_figure WHERE incident_id = %(id)s ORDER BY line
"""
STRIKES = """
SELECT munition || ' ' || count_low || ' ' || count_best || ' ' || count_high AS line
FROM core.incident_strike WHERE incident_id = %(id)s ORDER BY line
"""
MATERIEL = """
SELECT item || ' ' || fate || ' ' || owner || ' ' || count_low || ' ' || count_best || ' '
    || count_high AS line
FROM core.incident_materiel WHERE incident_id = %(id)s ORDER BY line
"""
CONTROL = """
SELECT place_name || ' ' || array_to_string(gained_by, ',') || ' '
    || array_to_string(lost_by, ',') || ' ' || how AS line
FROM core.incident_control WHERE incident_id = %(id)s ORDER BY control_number
"""
PARTS = """
SELECT string_agg(split_part(e.event_id, '/', 1), ',' ORDER BY e.event_id) AS line
FROM core.incident_part AS p JOIN core.incident_event AS e ON e.incident_id = p.incident_id
WHERE p.residual_id = %(id)s GROUP BY p.incident_id ORDER BY line
"""


def incidents(conn: wh.Connection) -> list[dict[str, Any]]:
    """Return every incident as rules.yml writes it, with all that could be expected of it."""
    rows = wh.execute(
        conn,
        "SELECT i.*, array_agg(e.event_id ORDER BY e.event_id) AS events "
        "FROM core.incident AS i JOIN core.incident_event AS e USING (incident_id) GROUP BY 1",
    )
    return sorted((_incident(conn, row) for row in rows), key=lambda i: str(i["of"]))


def _incident(conn: wh.Connection, row: dict[str, Any]) -> dict[str, Any]:
    def lines(query: str) -> list[str]:
        return [r["line"] for r in wh.execute(conn, query, {"id": row["incident_id"]})]

    return {
        "id": row["incident_id"],
        "of": [_short(event) for event in row["events"]],
        "kind": row["kind"],
        "days": f"{row['started_on']}..{row['ended_on']}",
        "confidence": row["confidence"],
        "sources": row["source_count"],
        "attackers": row["attackers"],
        "figures": lines(FIGURES),
        "strikes": lines(STRIKES),
        "materiel": lines(MATERIEL),
        "control": lines(CONTROL),
        "parts": lines(PARTS),
        "changed_at": row["last_changed_at"],
    }


def _short(event_id: str) -> str:
    article, _, key = event_id.split("/")
    return article if key == "e1" else f"{article}/{key}"
