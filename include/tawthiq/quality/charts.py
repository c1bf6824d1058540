"""Small charts as coordinates: a line over its band, bars under a deadline. Templates draw them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

WIDTH, HEIGHT, EDGE = 320.0, 70.0, 4.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A value where it is drawn, with what to say of it."""

    x: float
    y: float
    is_met: bool
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A line with gaps where nothing was measured, over the band of what is expected."""

    dots: tuple[Dot, ...]
    lines: tuple[str, ...]  # points of polylines
    band_top: float
    band_height: float
    last: float | None


def chart(
    names: Sequence[str],
    values: Sequence[float | None],
    *,
    low: float | None = None,
    high: float | None = None,
    is_met: Sequence[bool] | None = None,
) -> Chart:
    """Lay out values from left (oldest) to right in a box of WIDTH by HEIGHT."""
    known = [v for v in values if v is not None]
    bounds = [b for b in (low, high) if b is not None]
    least, most = min([*known, *bounds, 0.0]), max([*known, *bounds, 0.0])
    most = most if most > least else least + 1.0
    met = is_met or [_is_within(v, low, high) for v in values]
    step = (WIDTH - 2 * EDGE) / max(len(values) - 1, 1)

    def at(value: float) -> float:
        share = (value - least) / (most - least)
        return round(HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE), 1)

    runs: list[list[Dot]] = [[]]
    for number, (name, value, good) in enumerate(zip(names, values, met, strict=True)):
        if value is None:
            runs.append([])
            continue
        x = round(EDGE + number * step, 1)
        runs[-1].append(Dot(x=x, y=at(value), is_met=good, title=f"{name}: {value:g}"))
    top, bottom = at(most if high is None else high), at(least if low is None else low)
    return Chart(
        dots=tuple(dot for run in runs for dot in run),
        lines=tuple(" ".join(f"{d.x},{d.y}" for d in run) for run in runs if len(run) > 1),
        band_top=top,
        band_height=round(bottom - top, 1),
        last=known[-1] if known else None,
    )


def _is_within(value: float | None, low: float | None, high: float | None) -> bool:
    if value is None:
        return True
    return (low is None or value >= low) and (high is None or value <= high)
