"""A line within its band as SVG coordinates; the template draws them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

WIDTH, HEIGHT = 720, 220
LEFT, RIGHT, TOP, BOTTOM = 62, 8, 12, 28


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A place on an axis and what stands there."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A week's best figure; `title` is shown on hover."""

    x: float
    y: float
    title: str
    is_unusual: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """Points as SVG writes them, in a box of WIDTH by HEIGHT."""

    line: str
    band: str
    dots: tuple[Dot, ...]
    across: tuple[Mark, ...]
    up: tuple[Mark, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    bottom: int = HEIGHT - BOTTOM


def chart(rows: Sequence[Mapping[str, Any]]) -> Chart | None:
    """Return the chart of weeks in their order; `None` where there are fewer than two."""
    if len(rows) < 2:
        return None
    top = _round_up(max(row["count_high"] for row in rows))

    def x(number: int) -> float:
        return round(LEFT + number * (WIDTH - LEFT - RIGHT) / (len(rows) - 1), 1)

    def y(value: float) -> float:
        return round(HEIGHT - BOTTOM - value / top * (HEIGHT - TOP - BOTTOM), 1)

    def points(field: str, numbers: Sequence[int]) -> str:
        return " ".join(f"{x(n)},{y(rows[n][field])}" for n in numbers)

    forth = range(len(rows))
    return Chart(
        line=points("count_best", forth),
        band=f"{points('count_high', forth)} {points('count_low', forth[::-1])}",
        dots=tuple(
            Dot(
                x=x(n),
                y=y(row["count_best"]),
                title=f"{row['week_on']}: {row['count_best']} "
                f"({row['count_low']}–{row['count_high']})",
                is_unusual=row["is_unusual"],
            )
            for n, row in enumerate(rows)
        ),
        across=tuple(Mark(at=x(n), text=str(rows[n]["week_on"])) for n in _some(len(rows))),
        up=tuple(Mark(at=y(top * part / 4), text=f"{top * part / 4:g}") for part in range(5)),
    )


def _round_up(value: int) -> int:
    """Return the next number that four steps divide well: 4, 8, 20, 40, 80, 200 and so on."""
    size = 4
    while size < value:
        size = size * 5 // 2 if str(size)[0] == "8" else size * 2
    return size


def _some(count: int) -> list[int]:
    """Return up to four places spread over so many weeks, the ends among them."""
    wanted = min(count, 4)  # more would touch one another on a phone
    return sorted({round(n * (count - 1) / (wanted - 1)) for n in range(wanted)})
