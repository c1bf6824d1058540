"""All near-duplicates among texts in memory: for studies, and to measure against."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from tawthiq.copies.bands import bands_of
from tawthiq.copies.shingles import Shingles, similarity

#: Below, texts on one event by different hands begin to chain (clusters of 47 articles at 0.5).
LEAST = 0.7
#: Members of one band that are compared with each other: the next ones in order.
MOST_NEIGHBOURS = 50

Pair = tuple[int, int, float]


def near_duplicates(texts: Sequence[Shingles]) -> list[Pair]:
    """Return position, position and similarity of each pair of at least `LEAST`.

    Time and memory grow with the number of texts and of pairs, not with its square.
    """
    bands, candidates = bands_of(texts), set[tuple[int, int]]()
    for column in range(bands.shape[1]):
        order = np.argsort(bands[:, column], kind="stable")
        keys = bands[order, column]
        starts = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1], [True])))
        for start, end in pairwise(starts.tolist()):
            if end - start > 1:
                candidates |= _neighbours(order[start:end].tolist())
    found = ((a, b, similarity(texts[a], texts[b])) for a, b in sorted(candidates))
    return [pair for pair in found if pair[2] >= LEAST]


def _neighbours(members: list[int]) -> set[tuple[int, int]]:
    return {
        (one, other)
        for at, one in enumerate(members)
        for other in members[at + 1 : at + 1 + MOST_NEIGHBOURS]
    }
