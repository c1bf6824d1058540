"""Charts of the weekly report: Altair → SVG and PNG by vl-convert, without browser or network.

Colours are those of Okabe and Ito (2008), told apart under every common colour blindness; no chart
rests on colour alone: sides and governorates have panels of their own, kinds their order and table.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import altair as alt
import vl_convert

from tawthiq.publish.codings import GOVERNORATES, rows
from tawthiq.publish.report.data import ReportData

Chart = alt.TopLevelMixin
Say = Callable[[str], str]

INK, SOFT, LINE = "#1d2733", "#566575", "#d5dce3"
BLUE, ORANGE, GREEN, PURPLE, VERMILION, SKY = (
    "#0072B2", "#E69F00", "#009E73", "#CC79A7", "#D55E00", "#56B4E9",
)  # fmt: skip
#: Fonts that draw Arabic; the first that is installed is taken.
FONT = "Noto Sans, Noto Sans Arabic, Segoe UI, Geeza Pro, DejaVu Sans, sans-serif"
PANELS = 6
PNG_SCALE = 2.0
_KINDS = {"air_strike": BLUE, "shelling": ORANGE, "explosive": GREEN, "suicide_attack": PURPLE,
          "chemical_attack": VERMILION}  # fmt: skip


def svg(chart: Chart) -> str:
    """Return a chart as SVG text."""
    return str(vl_convert.vegalite_to_svg(chart.to_json()))


def png(chart: Chart) -> bytes:
    """Return a chart as PNG, twice as dense as on the page."""
    return bytes(vl_convert.vegalite_to_png(chart.to_json(), scale=PNG_SCALE))


def panels(
    data: ReportData, names: Sequence[str], label: Say, people: str, *, narrow: bool
) -> Chart:
    """Return small panels of killed by week, best as a line and low to high as a band.

    Args:
        data: the report; `data.losses` is drawn.
        names: the blocs or governorates, one panel each, in this order.
        label: gives a name's word.
        people: title of the axis.
        narrow: for a phone, one panel under the other.
    """
    values = [
        {
            "week": row["week_on"].isoformat(),
            "what": label(row["what"]),
            "low": row["count_low"],
            "best": row["count_best"],
            "high": row["count_high"],
        }
        for row in data.losses
        if row["what"] in names
    ]
    weeks = alt.X(
        "week:T", title=None, axis=alt.Axis(format="%d.%m.", labelOverlap=True, tickCount=4)
    )
    base = alt.Chart().encode(x=weeks)
    band = base.mark_area(color=SKY, opacity=0.45).encode(
        y=alt.Y("low:Q", title=people, axis=alt.Axis(tickCount=4)), y2="high:Q"
    )
    line = base.mark_line(color=BLUE, point=alt.OverlayMarkDef(color=BLUE, size=24)).encode(
        y="best:Q"
    )
    return _styled(
        alt.layer(band, line, data=_inline(values))
        .properties(width=300 if narrow else 250, height=110)
        .facet(
            facet=alt.Facet(
                "what:N",
                title=None,
                sort=[label(name) for name in names],
                header=alt.Header(labelFontWeight="bold", labelFontSize=13),
            ),
            columns=1 if narrow else 3,
        )
        .resolve_scale(y="independent")
    )


def country_map(data: ReportData, label: Say, people: str, *, narrow: bool) -> Chart:
    """Return Syria's outline with a circle a governorate, its area by the week's killed."""
    outline = [
        {"lon": float(r["lon"]), "lat": float(r["lat"]), "n": int(r["point"])}
        for r in rows("outline.tsv")
    ]
    killed = {row["admin1_code"]: row["count_best"] for row in data.places}
    points = [
        {"lon": g.lon, "lat": g.lat, "n": killed.get(g.code, 0),
         "name": _place_label(g.code, killed, label, narrow=narrow)}
        for g in sorted(GOVERNORATES.values(), key=lambda g: -killed.get(g.code, 0))
    ]  # fmt: skip
    # One degree of latitude is as long as 1.22 of longitude at 35° north.
    lon = alt.X("lon:Q", scale=alt.Scale(domain=[35.2, 42.7], zero=False), axis=None)
    lat = alt.Y("lat:Q", scale=alt.Scale(domain=[32.0, 37.5], zero=False), axis=None)
    land = alt.Chart(_inline(outline)).encode(lon, lat, order="n:Q")
    shown = alt.Chart(_inline(points)).encode(lon, lat)
    size = alt.Size(
        "n:Q", title=people, scale=alt.Scale(range=[0, 900 if narrow else 2600]), legend=None
    )
    return _styled(
        alt.layer(
            land.mark_line(color=SOFT, strokeWidth=1.4, fill="#f3f6f9", fillOpacity=1),
            shown.mark_circle(color=VERMILION, opacity=0.55).encode(size=size),
            shown.mark_text(fontSize=10 if narrow else 13, color=INK).encode(text="name:N"),
        ).properties(width=360 if narrow else 760, height=320 if narrow else 620)
    )


def _place_label(code: str, killed: Mapping[str, int], label: Say, *, narrow: bool) -> str:
    """Return name and number; on a phone nothing where nobody was killed, for want of room."""
    if killed.get(code):
        return f"{label(code)} {killed[code]}"
    return "" if narrow else label(code)


def strikes(data: ReportData, label: Say, incidents: str, *, narrow: bool) -> Chart:
    """Return bombardments by week and kind as stacked bars."""
    values = [
        {
            "week": row["week_on"].isoformat(),
            "kind": label(row["event_type"]),
            "place": place,
            "n": row["incident_count"],
        }
        for place, kind in enumerate(_KINDS)
        for row in data.strikes
        if row["event_type"] == kind
    ]
    colour = alt.Color(
        "kind:N",
        title=None,
        sort=[label(kind) for kind in _KINDS],
        scale=alt.Scale(domain=[label(kind) for kind in _KINDS], range=list(_KINDS.values())),
        legend=alt.Legend(orient="top", columns=2 if narrow else 5, labelLimit=240),
    )
    return _styled(
        alt.Chart(_inline(values))
        .mark_bar(stroke="white", strokeWidth=0.6)
        .encode(
            x=alt.X("week:O", title=None, axis=alt.Axis(labelAngle=-45)),
            y=alt.Y("n:Q", title=incidents, axis=alt.Axis(tickMinStep=1)),
            color=colour,
            order="place:Q",
        )
        .properties(width=320 if narrow else 780, height=240)
    )


def control(data: ReportData, label: Say, say: Say, *, narrow: bool) -> Chart:
    """Return places gained (right) and lost (left) by bloc as bars that say their number."""
    values = [
        {"side": label(row["side"]), "n": sign * row[f"{change}_count"],
         "text": str(row[f"{change}_count"]), "change": say(f"report_{change}")}
        for row in _by_side(data)
        for change, sign in (("gained", 1), ("lost", -1))
        if row[f"{change}_count"]
    ]  # fmt: skip
    words = [say("report_gained"), say("report_lost")]
    room = 1.15 * max(abs(value["n"]) for value in values)  # for the number beside the longest bar
    base = alt.Chart(_inline(values)).encode(
        x=alt.X(
            "n:Q",
            title=None,
            scale=alt.Scale(domain=[-room, room]),
            axis=alt.Axis(labels=False, ticks=False, grid=False),
        ),
        y=alt.Y("side:N", title=None, sort=[label(row["side"]) for row in _by_side(data)]),
    )
    colour = alt.Color(
        "change:N",
        title=None,
        scale=alt.Scale(domain=words, range=[BLUE, ORANGE]),
        legend=alt.Legend(orient="top"),
    )
    beyond, before = base.transform_filter("datum.n > 0"), base.transform_filter("datum.n < 0")
    return _styled(
        alt.layer(
            base.mark_bar().encode(color=colour),
            beyond.mark_text(align="left", dx=4).encode(text="text:N"),
            before.mark_text(align="right", dx=-4).encode(text="text:N"),
        ).properties(width=210 if narrow else 640, height=alt.Step(26))
    )


def _by_side(data: ReportData) -> list[dict[str, Any]]:
    added: dict[str, dict[str, Any]] = {}
    for row in data.control:
        one = added.setdefault(
            row["side"], {"side": row["side"], "gained_count": 0, "lost_count": 0}
        )
        one["gained_count"] += row["gained_count"]
        one["lost_count"] += row["lost_count"]
    return sorted(added.values(), key=lambda r: (r["lost_count"] - r["gained_count"], r["side"]))


def sources(data: ReportData, kind: str, label: Say, say: Say, *, narrow: bool) -> Chart:
    """Return for each source its figures that others tell too: equal, otherwise, contradicting."""
    told = [row for row in data.sources if row["source_kind"] == kind and row["compared_count"]]
    values = [
        {"source": label(row["source"]), "n": count, "place": place, "how": say(f"report_{how}")}
        for row in told
        for place, (how, count) in enumerate(_agreement(row).items())
    ]
    words = [say(f"report_{how}") for how in ("agreed", "otherwise", "contradicted")]
    return _styled(
        alt.Chart(_inline(values))
        .mark_bar(stroke="white", strokeWidth=0.6)
        .encode(
            x=alt.X("n:Q", title=say("report_figures"), axis=alt.Axis(tickMinStep=1)),
            y=alt.Y("source:N", title=None, sort=[label(row["source"]) for row in told],
                    axis=alt.Axis(labelLimit=220)),
            color=alt.Color("how:N", title=None, sort=words,
                            scale=alt.Scale(domain=words, range=[BLUE, LINE, VERMILION]),
                            legend=alt.Legend(orient="top", labelLimit=260,
                                              columns=1 if narrow else 3)),
            order="place:Q",
        )
        .properties(width=210 if narrow else 600, height=alt.Step(26))
    )  # fmt: skip


def _agreement(row: Any) -> dict[str, int]:
    otherwise = row["compared_count"] - row["agreed_count"] - row["contradicted_count"]
    return {
        "agreed": row["agreed_count"],
        "otherwise": otherwise,
        "contradicted": row["contradicted_count"],
    }


def _inline(values: Sequence[Mapping[str, Any]]) -> Any:
    return alt.Data(values=list(values))  # type: ignore[no-untyped-call]  # Altair's own gap


def _styled(chart: Any) -> Chart:
    axis = {"labelColor": INK, "titleColor": SOFT, "gridColor": LINE, "domainColor": SOFT}
    styled: Chart = (
        chart.configure(background="white", font=FONT)
        .configure_axis(labelFontSize=12, titleFontSize=12, titleFontWeight="normal", **axis)
        .configure_legend(labelFontSize=13)
        .configure_view(stroke=None)
    )
    return styled
