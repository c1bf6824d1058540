"""Which articles a source names for a night: by its feeds, else sitemaps, else listings."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from tawthiq.fetch.client import FAULTS, Client
from tawthiq.fetch.feeds import (
    Entry,
    children_of_sitemap,
    decode_feed,
    entries_of_feed,
    entries_of_listing,
    entries_of_sitemap,
)
from tawthiq.sources import SourceConfig, is_dated

#: A feed without a date in its address holds the newest articles, not those of days ago.
FEED_REACHES_BACK = timedelta(days=2)
#: 50,000 addresses, the most that sitemaps.org allows, measured 13 MB.
LARGEST_SITEMAP = 32 * 1024 * 1024


@dataclass(slots=True)
class Found:
    """Articles to fetch, each once, and what went wrong on the way."""

    entries: list[Entry] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)


async def discover(client: Client, source: SourceConfig, day: date, *, today: date) -> Found:
    """Return what a source names for a day; a feed that cannot be had is an error of the list."""
    found = Found()
    old = today - day > FEED_REACHES_BACK

    async def feed(url: str) -> list[Entry]:
        text, final = await _text(client, source, url)
        return await asyncio.to_thread(entries_of_feed, text, final)

    async def sitemap(url: str) -> list[Entry]:
        return await _sitemap(client, source, url, day)

    async def listing(url: str) -> list[Entry]:
        text, final = await _text(client, source, url)
        return await asyncio.to_thread(entries_of_listing, text, final, source.article_url)

    for templates, ask in (
        (_reaching(source.feeds, old), feed),
        (source.sitemaps, sitemap),
        (_reaching(source.listings, old), listing),
    ):
        if not found.entries:
            await _ask_all(source.addresses(templates, day), ask, found)
    if old and not source.gives_old_nights:
        found.errors.append("cannot give a night this old: its feeds hold the newest alone")
    unique = {e.url: e for e in found.entries if re.search(source.article_url, e.url)}
    found.entries = list(unique.values())
    return found


async def _ask_all(
    urls: list[str], ask: Callable[[str], Awaitable[list[Entry]]], found: Found
) -> None:
    for url in urls:
        try:
            found.entries += await ask(url)
        except FAULTS as fault:
            found.errors.append(f"{url}: {type(fault).__name__}: {fault}")


def _reaching(templates: tuple[str, ...], old: bool) -> tuple[str, ...]:
    return tuple(t for t in templates if is_dated(t)) if old else templates


async def _text(client: Client, source: SourceConfig, url: str) -> tuple[str, str]:
    answer = await client.get(url)
    if answer.status != 200:
        raise ValueError(f"HTTP {answer.status}")
    declared = answer.header("content-type").partition("charset=")[2].strip("\"' ")
    return decode_feed(answer.body, declared, source.charset), answer.url


async def _sitemap(client: Client, source: SourceConfig, url: str, day: date) -> list[Entry]:
    """Return a sitemap's articles of a day; an index is followed one level."""
    entries = list[Entry]()
    waiting, is_index = [url], True
    while waiting:
        answer = await client.get(waiting.pop(0), largest=LARGEST_SITEMAP)
        if answer.status != 200:
            raise ValueError(f"HTTP {answer.status}")
        if is_index:
            waiting = await asyncio.to_thread(children_of_sitemap, answer.body, answer.url, day)
            is_index = False
        entries += await asyncio.to_thread(
            lambda a: list(entries_of_sitemap(a.body, a.url, day, source.time_zone)), answer
        )
    return entries
