"""Correlation of two series of counts."""

from __future__ import annotations

from collections.abc import Sequence


def pearson(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Return Pearson's r to four places; `None` where a series does not vary."""
    from scipy.stats import pearsonr

    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return round(float(pearsonr(one, other).statistic), 4)


def spearman(one: Sequence[int], other: Sequence[int]) -> float | None:
    """Return Spearman's rho to four places; `None` where a series does not vary."""
    from scipy.stats import spearmanr

    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return round(float(spearmanr(one, other).statistic), 4)
