"""Load what is not part of a batch: fetched pages, near-duplicate pairs, the gazetteer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from tawthiq import warehouse as wh


def load_copies(conn: wh.Connection, edges: Iterable[tuple[str, str, float]]) -> int:
    """Upsert near-duplicate pairs (article_id, other article_id, similarity 0 to 1).

    Pairs with an article that the warehouse does not hold, such as one in quarantine, are left out.

    Returns:
        How many pairs are new or changed.
    """
    return _upsert(conn, "article_copy", edges, "upserts/article_copies.sql")


def load_pages(conn: wh.Connection, pages: Iterable[Sequence[Any]]) -> int:
    """Upsert facts about fetched pages.

    Each is (page_id, source_id, url, http_status, mime_type, payload_bytes, payload_sha256,
    warc_path, warc_offset, fetched_at).

    Returns:
        How many are new.
    """
    return _upsert(conn, "page", pages, "upserts/pages.sql")


def load_places(conn: wh.Connection, places: Iterable[Sequence[Any]]) -> int:
    """Upsert places of the gazetteer.

    Each is (place_id, name_ar, name_en, kind, admin1 code or None, latitude, longitude).

    Returns:
        How many are new or changed.
    """
    return _upsert(conn, "place", places, "upserts/places.sql")


def _upsert(conn: wh.Connection, table: str, rows: Iterable[Sequence[Any]], upsert: str) -> int:
    with wh.transaction(conn):
        wh.run(conn, f"upserts/staging_{table}.sql")
        wh.copy_rows(conn, f"staged_{table}", (), rows)
        return wh.run(conn, upsert)
