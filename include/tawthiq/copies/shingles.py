"""Texts as sets of word triples, hashed: spelling variants and marks make no difference."""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from tawthiq.arabic import fold

Shingles = NDArray[np.uint64]
_WORD = re.compile(r"[^\W_][\w\u064b-\u065f\u0640]*")
#: Odd numbers without a pattern: three words in another order are another triple.
_TURNS = np.array([0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9], dtype=np.uint64)


@lru_cache(maxsize=200_000)
def _hash(word: str) -> int:
    return int.from_bytes(hashlib.blake2b(fold(word).encode(), digest_size=8).digest(), "big")


def triples(text: str) -> Shingles:
    """Return the sorted hashes of a text's word triples, each once; a shorter text is one."""
    words = np.array([_hash(word) for word in _WORD.findall(text)], dtype=np.uint64)
    if len(words) < len(_TURNS):
        words = np.resize(words, len(_TURNS)) if len(words) else np.zeros(3, dtype=np.uint64)
    last = len(words) - len(_TURNS) + 1
    with np.errstate(over="ignore"):
        mixed = sum(
            (words[at : at + last] * turn for at, turn in enumerate(_TURNS)),
            start=np.zeros(last, dtype=np.uint64),
        )
    return np.unique(mixed)


def similarity(one: Shingles, other: Shingles) -> float:
    """Return the Jaccard similarity of two texts, 0 to 1."""
    shared = np.intersect1d(one, other, assume_unique=True).size
    return float(shared / (one.size + other.size - shared))
