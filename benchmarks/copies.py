"""Near-duplicates of both archives: every pair found, at a cost that grows with the articles.

Truth is the exact self-join of all texts (a sparse product), which no warehouse could afford.
`copies_cost_growth` is the time of all articles of an archive over twice that of its first half.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

import numpy as np
from scipy.sparse import csr_matrix

from benchmarks import Row, row
from benchmarks.texts import archives
from tawthiq.copies.pairs import LEAST, near_duplicates
from tawthiq.copies.shingles import Shingles, triples
from tawthiq.model import Article
from tawthiq.read import read

SHORTEST = 100  # characters: shorter ones are headlines


def truth(texts: Sequence[Shingles]) -> set[tuple[int, int]]:
    """Return every pair with a similarity of at least 0.7, by comparing all with all."""
    sizes = np.array([text.size for text in texts])
    _, columns = np.unique(np.concatenate(texts), return_inverse=True)
    rows = np.repeat(np.arange(len(texts)), sizes)
    uses = csr_matrix((np.ones(len(rows), dtype=np.int32), (rows, columns)))
    often = np.asarray(uses.sum(axis=0)).ravel()
    shared = (uses[:, often > 1] @ uses[:, often > 1].T).tocoo()
    upper = shared.row < shared.col
    one, other, both = shared.row[upper], shared.col[upper], shared.data[upper]
    alike = both / (sizes[one] + sizes[other] - both) >= LEAST
    return set(zip(one[alike].tolist(), other[alike].tolist(), strict=True))


def _timed(texts: Sequence[Shingles]) -> tuple[set[tuple[int, int]], float]:
    began = time.process_time()
    found = {(a, b) for a, b, _ in near_duplicates(texts)}
    return found, time.process_time() - began


def _measure(name: str, articles: Sequence[Article]) -> list[Row]:
    began = time.process_time()
    texts = [triples(article.text) for article in articles]
    shingling = time.process_time() - began
    _, half = _timed(texts[: len(texts) // 2])  # as dense as the whole: pairs are near in time
    found, whole = _timed(texts)
    wanted = truth(texts)
    across = sum(articles[a].outlet != articles[b].outlet for a, b in found)
    return [
        row(f"copies_recall_{name}", len(found & wanted) / len(wanted), "share", floor=0.995),
        row(f"copies_precision_{name}", len(found & wanted) / len(found), "share", floor=1),
        row(f"copies_cost_growth_{name}", whole / (2 * half), "ratio", ceiling=1.3),
        row(f"copies_pairs_{name}", len(found), "pairs"),
        row(f"copies_pairs_across_outlets_{name}", across, "pairs"),
        row(f"copies_articles_{name}", len(texts), "articles"),
        row(f"copies_shingling_{name}", shingling, "s"),
        row(f"copies_seconds_{name}", whole, "s"),
    ]


def run() -> list[Row]:
    """Measure both archives."""
    folder = archives()
    return [
        one
        for name, pattern in (("ant", "ant-*"), ("saudi", "saudinewsnet-*"))
        for one in _measure(
            name,
            [
                article
                for path in sorted(folder.glob(pattern))
                for article in read(path, {})
                if isinstance(article, Article) and len(article.text) > SHORTEST
            ],
        )
    ]
