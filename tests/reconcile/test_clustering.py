"""Groups of reports that an article keeps apart, which many reports of one happening outweigh."""

from itertools import combinations, count

import numpy as np
import pytest

from tawthiq.reconcile.clustering import Links, clusters, components

AGREE, ACROSS = 300, 100
WITH_TWO_REPORTS = 0  # the article that tells of both groups


def grouped(size):
    """Return how many clusters two groups of a size make that agree, but for one article."""
    one, other = range(size), range(size, 2 * size)
    pairs = {pair: AGREE for group in (one, other) for pair in combinations(group, 2)}
    pairs |= {(a, b): ACROSS for a in one for b in other}
    del pairs[one[0], other[0]]  # reports of one article are not compared
    articles = count(1)
    apart = [
        WITH_TWO_REPORTS if row in (one[0], other[0]) else next(articles) for row in range(2 * size)
    ]
    a, b = (np.array(column, dtype=np.intp) for column in zip(*sorted(pairs), strict=True))
    links = Links(a, b, np.array([pairs[pair] for pair in sorted(pairs)], dtype=np.int32))
    return len(set(clusters(apart, components(2 * size, links), links)))


@pytest.mark.parametrize(("size", "expected"), [(2, 2), (4, 2), (8, 1)])
def test_an_article_keeps_few_reports_apart_but_not_many(size, expected):
    assert grouped(size) == expected
