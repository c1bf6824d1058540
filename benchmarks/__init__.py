"""Measurements of the hot paths: `make bench`, or `make bench ONLY='read fetch'`.

Each module here has one function `run() -> list[Row]`. It is run in a process of its own, one
module after the other, so that peak memory is the module's and nothing else loads the machine.
A module that lacks what it measures on raises `UnavailableError` with the remedy.
"""

from __future__ import annotations

Row = dict[str, float | str | bool]


class UnavailableError(RuntimeError):
    """What is to be measured is not there; the message says what and whence."""


def row(
    name: str,
    value: float,
    unit: str,
    *,
    floor: float | None = None,
    ceiling: float | None = None,
) -> Row:
    """Return a row of the table; `ok` tells whether value lies at floor or above, ceiling or below.

    >>> row("text_vs_trafilatura", 0.93, "ratio", floor=0.8)["ok"]
    True
    """
    found: Row = {"name": name, "value": round(value, 4), "unit": unit}
    if floor is not None:
        found["floor"] = floor
    if ceiling is not None:
        found["ceiling"] = ceiling
    low_enough = ceiling is None or value <= ceiling
    return found | {"ok": low_enough and (floor is None or value >= floor)}
