"""Say how well reports of one happening are found, on the pairs that a reader judged.

    .venv/bin/python scripts/measure_matching.py

Prints precision, recall and F1 over pairs (all, the hard ones, and the two halves of the weeks) and
B³ over all reports. The floor that is pinned stands in tests/reconcile/test_pairs.py.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from tawthiq.gazetteer import load_gazetteer
from tawthiq.reconcile.measure import Agreement, Pair, measure

PAIRS = Path(__file__).parent.parent / "tests" / "reconcile" / "pairs"
CUTS: dict[str, Callable[[Pair], bool]] = {
    "all pairs": lambda _: True,
    "hard pairs": lambda pair: pair.is_hard,
    "even weeks": lambda pair: pair.half == "tuned",
    "odd weeks": lambda pair: pair.half == "held",
}


def _line(name: str, found: Agreement, count: str) -> str:
    return (
        f"{name:12} precision {found.precision:.3f}  recall {found.recall:.3f}  "
        f"F1 {found.f1:.3f}  {count}\n"
    )


def main() -> None:
    """Print the table."""
    gazetteer = load_gazetteer()
    for name, wanted in CUTS.items():
        pairs, cubed, count = measure(PAIRS, gazetteer, wanted)
        sys.stdout.write(_line(name, pairs, f"{count} pairs"))
    sys.stdout.write(_line("B³", cubed, "194 reports"))


if __name__ == "__main__":
    main()
