"""How much two readings of one page agree: F1 over runs of four words."""

from __future__ import annotations

import re
from collections import Counter

_WORD = re.compile(r"\w+")
_RUN = 4


def runs(text: str) -> Counter[tuple[str, ...]]:
    """Count the runs of four words; a shorter text is one run."""
    words = _WORD.findall(text)
    if len(words) < _RUN:
        return Counter([tuple(words)] if words else [])
    return Counter(zip(*(words[at:] for at in range(_RUN)), strict=False))


def agreement(found: str, wanted: str) -> float:
    """Return the F1 of `found` against `wanted`, 0 to 1; symmetric.

    >>> agreement("one two three four five", "one two three four five")
    1.0
    """
    ours, theirs = runs(found), runs(wanted)
    total = ours.total() + theirs.total()
    return 2 * (ours & theirs).total() / total if total else 1.0
