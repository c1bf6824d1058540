"""Feeds and sitemaps: which articles a source names for a night, with its own title and date."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urljoin

import feedparser
from lxml import etree

MOST_ENTRIES = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a feed or sitemap names; title and date as written there."""

    url: str
    title: str | None = None
    published: str | None = None


def entries_of_feed(body: bytes, url: str) -> list[Entry]:
    """Return a feed's entries, at most `MOST_ENTRIES`; a broken feed gives what can be read."""
    feed = feedparser.parse(io.BytesIO(body), sanitize_html=False, resolve_relative_uris=False)
    entries = []
    for item in feed.entries[:MOST_ENTRIES]:
        link = item.get("link")
        if link:
            entries.append(
                Entry(
                    url=urljoin(url, link),
                    title=item.get("title"),
                    published=item.get("published") or item.get("updated"),
                )
            )
    return entries


def entries_of_sitemap(body: bytes, url: str, day: str) -> Iterator[Entry]:
    """Yield a sitemap's addresses of a day (those without a date too), at most `MOST_ENTRIES`."""
    parser = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, recover=True
    )
    found = 0
    for _, element in parser:
        if not isinstance(element.tag, str) or etree.QName(element).localname != "url":
            continue
        values = {etree.QName(c).localname: (c.text or "").strip() for c in element}
        element.clear()
        modified = values.get("lastmod", "")
        if values.get("loc") and (not modified or modified.startswith(day)):
            yield Entry(url=urljoin(url, values["loc"]), published=modified or None)
            found += 1
            if found >= MOST_ENTRIES:
                return
