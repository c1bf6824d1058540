"""The weekly report: one page in English and Arabic, all inlined, for screen, phone and paper."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.pages.render import Language, label, render, say
from tawthiq.publish.report import charts
from tawthiq.publish.report.data import ReportData, ReportError, Rows, read_report

__all__ = ["ReportError", "WeeklyReport", "weekly_report"]

WEEKS = 16
#: A bloc's or governorate's panel is worth its place if it has anything to show.
_GOVERNORATES_SHOWN = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class WeeklyReport:
    """Where the page lies, and which week (its Monday) it tells of."""

    path: Path
    week: date


def weekly_report(
    conn: wh.Connection, out: Path, week: date | None = None, weeks: int = WEEKS
) -> WeeklyReport:
    """Write the report of a week into `out` as WEEK.html, its charts beside it as PNG.

    Args:
        conn: the warehouse.
        out: folder of the reports; the newest one is index.html as well.
        week: a Monday; the newest published week with an incident if not given.
        weeks: how many weeks the curves go back.

    Raises:
        ReportError: the week was not published or has no incident.
    """
    data = read_report(conn, week, weeks)
    parts = [_part(language, data) for language in Language]
    page = render("report.html", Language.ENGLISH, parts=parts, links=[], other_language=None)
    out.mkdir(parents=True, exist_ok=True)
    for part in parts:
        for name, chart in part["charts"].items():
            _write(out / f"{data.week}-{name}-{part['language']}.png", chart["png"])
    path = out / f"{data.week}.html"
    _write(path, page.encode("utf-8", "replace"))
    if week is None:
        _write(out / "index.html", page.encode("utf-8", "replace"))
    return WeeklyReport(path=path, week=data.week)


def _write(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}.part")
    part.write_bytes(content)
    part.replace(path)


def _part(language: Language, data: ReportData) -> dict[str, Any]:
    """Return all that the template needs to say the report in one language."""
    return {
        "language": language,
        "t": partial(say, language=language),
        "label": partial(label, language=language),
        "data": data,
        "killed": _everyone(data, "killed"),
        "wounded": _everyone(data, "wounded"),
        "blocs": _blocs(data),
        "tables": {"losses": _table(data, _names(data, bloc=True)),
                   "governorates": _table(data, _names(data, bloc=False))},
        "strike_weeks": _strike_table(data),
        "charts": _images(language, data),
    }  # fmt: skip


def _charts(language: Language, data: ReportData, *, narrow: bool) -> dict[str, charts.Chart]:
    name = partial(label, language=language)
    word = partial(say, language=language)
    people, incidents = word("report_killed_axis"), word("report_incidents_axis")
    blocs = _names(data, bloc=True)[: charts.PANELS]
    made = {
        "losses": charts.panels(data, blocs, name, people, narrow=narrow),
        "governorates": charts.panels(data, _names(data, bloc=False), name, people, narrow=narrow),
        "map": charts.country_map(data, name, people, narrow=narrow),
        "strikes": charts.strikes(data, name, incidents, narrow=narrow),
    }
    if data.control:
        made["control"] = charts.control(data, name, word, narrow=narrow)
    for kind in ("outlet", "camp"):
        if any(r["compared_count"] for r in data.sources if r["source_kind"] == kind):
            made[f"{kind}s"] = charts.sources(data, kind, name, word, narrow=narrow)
    return made


def _images(language: Language, data: ReportData) -> dict[str, dict[str, Any]]:
    """Return each chart as SVG for screen and phone, and as PNG."""
    wide = _charts(language, data, narrow=False)
    narrow = _charts(language, data, narrow=True)
    pictures = {name: charts.png(chart) for name, chart in wide.items()}
    return {
        name: {
            "wide": _data_url("image/svg+xml", charts.svg(wide[name]).encode()),
            "narrow": _data_url("image/svg+xml", charts.svg(narrow[name]).encode()),
            "png": picture,
            "download": _data_url("image/png", picture),
        }
        for name, picture in pictures.items()
    }


def _data_url(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _everyone(data: ReportData, outcome: str) -> Mapping[str, Any] | None:
    rows = (r for r in data.headline if r["victim"] == "everyone" and r["outcome"] == outcome)
    return next(rows, None)


def _blocs(data: ReportData) -> list[dict[str, Any]]:
    """Return the week by bloc, killed and wounded in one row, deadliest first."""
    found: dict[str, dict[str, Any]] = {}
    for row in data.headline:
        if row["victim"] != "everyone":
            empty = {"bloc": row["victim"], "killed": None, "wounded": None}
            found.setdefault(row["victim"], empty)[row["outcome"]] = row
    return sorted(
        found.values(),
        key=lambda b: (-(b["killed"]["count_best"] if b["killed"] else 0), b["bloc"]),
    )


def _names(data: ReportData, *, bloc: bool) -> list[str]:
    """Return blocs or governorates of the span by their dead, most first."""
    added: dict[str, int] = {}
    for row in data.losses:
        if row["what"].endswith("_bloc") == bloc:
            added[row["what"]] = added.get(row["what"], 0) + row["count_best"]
    names = sorted((name for name in added if added[name]), key=lambda n: (-added[n], n))
    return names if bloc else names[:_GOVERNORATES_SHOWN]


def _table(data: ReportData, names: list[str]) -> dict[str, Any]:
    """Return killed as a table: a row a week, a column a name."""
    cells = {(row["week_on"], row["what"]): row for row in data.losses}
    weeks = sorted({row["week_on"] for row in data.losses})
    return {
        "names": names,
        "rows": [(week, [cells.get((week, name)) for name in names]) for week in weeks],
    }


def _strike_table(data: ReportData) -> dict[str, Any]:
    cells = {(row["week_on"], row["event_type"]): row["incident_count"] for row in data.strikes}
    kinds = list(dict.fromkeys(row["event_type"] for row in data.strikes))
    weeks: Rows | list[Any] = sorted({row["week_on"] for row in data.strikes})
    return {"names": kinds, "rows": [(week, [cells[week, k] for k in kinds]) for week in weeks]}
