"""One article with all that was read from it, from the warehouse or else from quarantine."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tawthiq import warehouse as wh

Row = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFacts:
    """What `pages.article_view` takes: an article's row and its events in their order."""

    article: Row
    events: list[Row]
    is_held: bool  # known from quarantine alone


def read_article(conn: wh.Connection, article_id: str) -> ArticleFacts | None:
    """Return an article's current version, or the one in quarantine; `None` where there is none."""
    with wh.transaction(conn):
        stored = wh.query(conn, "reports/article_view.sql", {"article_id": article_id})
        if stored:
            events = wh.query(conn, "reports/article_events.sql", {"article_id": article_id})
            return ArticleFacts(article=stored[0], events=events, is_held=False)
        held = wh.query(conn, "reports/article_held.sql", {"article_id": article_id})
    if not held:
        return None
    record = held[0]["record"]
    article = record["article"] | {"article_id": article_id}
    return ArticleFacts(article=article, events=record["events"], is_held=True)
