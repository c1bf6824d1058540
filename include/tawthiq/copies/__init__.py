"""Which articles say the same in nearly the same words, so that copies count as one source.

    text → word triples, hashed → MinHash (128) → 32 bands → candidates → exact Jaccard ≥ 0.7

`link_copies` compares what a batch brought with what the warehouse holds, and costs as much as the
batch is large. Pairs are kept, never removed from the articles; `raw.reprint` tells who was first.
"""

from __future__ import annotations

from collections.abc import Sequence

from tawthiq import warehouse as wh
from tawthiq.copies.bands import bands_of
from tawthiq.copies.pairs import LEAST, Pair, near_duplicates
from tawthiq.copies.shingles import Shingles, similarity, triples

__all__ = ["LEAST", "Pair", "link_copies", "near_duplicates", "reprints"]

#: A later article of the same words is a new use of an old template, not a reprint.
WITHIN_DAYS = 14
#: Candidates looked at for an article: more share a band only where an outlet repeats a form.
MOST_CANDIDATES = 100
#: Articles compared at a time, so that memory stays flat.
AT_A_TIME = 1000


def link_copies(conn: wh.Connection, ids: Sequence[str] | None = None) -> int:
    """Compare articles with all others and keep the pairs; what was compared before is left out.

    Bands are committed before others are looked for: of two loads at a time, the later finds the
    pair.

    Args:
        conn: a connection with no transaction open.
        ids: of articles; all of the warehouse if `None`.

    Returns:
        How many articles were compared.
    """
    compared = 0
    while texts := _sign(conn, ids):
        _link(conn, texts)
        compared += len(texts)
    return compared


def reprints(conn: wh.Connection) -> list[dict[str, object]]:
    """Return who reprinted whom, a row a pair of outlets."""
    return wh.query(conn, "copies/reprints.sql")


def _sign(conn: wh.Connection, ids: Sequence[str] | None) -> dict[str, Shingles]:
    with wh.transaction(conn):
        asked = {"ids": None if ids is None else list(ids), "most": AT_A_TIME}
        rows = wh.query(conn, "copies/unlinked.sql", asked)
        shingles = [triples(row["body"]) for row in rows]
        wh.run(conn, "copies/staging.sql")
        signed = (
            (row["article_id"], row["version"], row["published_on"], bands.tolist())
            for row, bands in zip(rows, bands_of(shingles), strict=True)
        )
        wh.copy_rows(conn, "staged_bands", (), signed)
        wh.run(conn, "copies/bands.sql")
    return {row["article_id"]: one for row, one in zip(rows, shingles, strict=True)}


def _link(conn: wh.Connection, texts: dict[str, Shingles]) -> None:
    with wh.transaction(conn):
        ids = list(texts)
        asked = {"ids": ids, "days": WITHIN_DAYS, "most": MOST_CANDIDATES}
        rows = wh.query(conn, "copies/candidates.sql", asked)
        others = {row["other_article_id"] for row in rows} - set(texts)
        known = texts | {
            row["article_id"]: triples(row["body"])
            for row in wh.query(conn, "copies/texts.sql", {"ids": sorted(others)})
        }
        pairs = {tuple(sorted((row["article_id"], row["other_article_id"]))) for row in rows}
        alike = [(a, b, similarity(known[a], known[b])) for a, b in sorted(pairs)]
        found = [pair for pair in alike if pair[2] >= LEAST]
        kept = [f"{a} {b}" for a, b, _ in found]
        wh.run(conn, "copies/forget.sql", {"ids": ids, "kept": kept})
        wh.run(conn, "upserts/staging_article_copy.sql")
        wh.copy_rows(conn, "staged_article_copy", (), found)
        wh.run(conn, "upserts/article_copies.sql")
