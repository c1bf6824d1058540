"""One feed and one article of each source, asked now: what is there and whether it fits the file.

`list_sources` gives rows to print without asking anybody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime

from selectolax.lexbor import LexborHTMLParser

from tawthiq.fetch.client import FAULTS, Client
from tawthiq.fetch.discover import discover
from tawthiq.fetch.feeds import decode_feed
from tawthiq.sources import Selectors, SourceConfig

#: As many characters as `read` wants of an article before it doubts the container.
SHORTEST_ARTICLE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What one source answered; `remarks` is empty where all is as its file says."""

    source_id: str
    articles: int  # that it names
    article_url: str
    status: int | None
    published: str | None  # as the feed writes it
    container_characters: int | None  # None: no container is configured
    remarks: tuple[str, ...]
    body: bytes = field(default=b"", repr=False)  # of the first article, as it came

    @property
    def is_sound(self) -> bool:
        """Tell whether the file may be marked as verified."""
        return not self.remarks


def check_sources(
    sources: Iterable[SourceConfig], *, day: date | None = None, contact: str = ""
) -> list[Check]:
    """Ask every source for its feed and its first article; a dead one is a row with its error."""

    async def all_of_them() -> list[Check]:
        night = day or datetime.now(UTC).date()
        return await asyncio.gather(*(_check(source, night, contact) for source in sources))

    return asyncio.run(all_of_them())


def list_sources(sources: Iterable[SourceConfig]) -> list[dict[str, str]]:
    """Return a row a source for printing: who, whose voice, how it is found, since when known."""
    return [
        {
            "id": source.id,
            "title": source.title.en,
            "camp": source.camp.value,
            "found by": ", ".join(
                kind for kind in ("feeds", "sitemaps", "listings") if getattr(source, kind)
            ),
            "old nights": "yes" if source.gives_old_nights else "no",
            "verified": str(source.verified_on or "never"),
            "enabled": "yes" if source.enabled else "no",
        }
        for source in sources
    ]


async def _check(source: SourceConfig, day: date, contact: str) -> Check:
    url, status, published, characters, articles = "", None, None, None, 0
    body = b""
    remarks = list[str]()
    async with Client(source, contact=contact) as client:
        try:
            found = await discover(client, source, day, today=day)
            remarks += found.errors
            articles = len(found.entries)
            if found.entries:
                first = found.entries[0]
                url, published = first.url, first.published
                answer = await client.get(url)
                status, body = answer.status, answer.body
                text = decode_feed(answer.body, fallback=source.charset)
                characters, fits = _fits(text, source.article)
                remarks += fits if status == 200 else [f"the first article answers HTTP {status}"]
        except FAULTS as fault:
            remarks.append(f"{url or source.homepage}: {type(fault).__name__}: {fault}")
    if not articles:
        remarks.append("names no article: correct feeds, sitemaps or listings")
    return Check(
        source_id=source.id,
        articles=articles,
        article_url=url,
        status=status,
        published=published,
        container_characters=characters,
        remarks=tuple(remarks),
        body=body if status == 200 else b"",
    )


def _fits(text: str, selectors: Selectors) -> tuple[int | None, list[str]]:
    """Return how many characters the container holds, and which selectors find nothing."""
    tree = LexborHTMLParser(text)
    named = {
        "container": selectors.container,
        "title": selectors.title,
        "date": selectors.date,
    }  # not the author: many reports name none
    remarks = [
        f"article.{name}: {selector!r} finds nothing on the first article"
        for name, selector in named.items()
        if selector and tree.css_first(selector) is None
    ]
    node = tree.css_first(selectors.container) if selectors.container else None
    if node is None:
        return None, remarks
    characters = len(node.text(strip=True))
    if characters < SHORTEST_ARTICLE:
        remarks.append(f"article.container: holds {characters} characters; is it the right one?")
    return characters, remarks
