"""Fetched pages → articles, with the title and date that the feed gave as a last resort."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from tawthiq.model import Article, Rejected, article_id
from tawthiq.read.charset import decode
from tawthiq.read.dates import day_of_url, read_stamp
from tawthiq.read.html import Page, read_page
from tawthiq.read.records import SHORTEST_TEXT, clean, reject
from tawthiq.sources import Selectors, SourceConfig, Title

_OK = 200
_CONFIDENCE = {
    "json_ld": "high",
    "meta": "high",
    "selector": "high",
    "url": "medium",
    "feed": "medium",
}


def article_of_page(
    answer: Mapping[str, Any], where: str, sources: Mapping[str, SourceConfig]
) -> Article | Rejected:
    """Return the article of a page, or why there is none.

    Args:
        answer: url, status, media (the Content-Type), body (bytes), note (what the source said of
            it; empty in a WARC of another crawler).
        where: file and record.
        sources: whose manners of writing pages are known; another host is read generically.
    """
    url, status, note = answer["url"], answer["status"], answer["note"]
    if status != _OK:
        return reject(where, "http_status", f"HTTP {status}; an article answers with 200")
    source = _source_of(note, url, sources)
    declared = answer["media"].partition("charset=")[2]
    text = decode(answer["body"], declared or source.charset)
    page = read_page(text, source.article)
    main = clean(page.text)
    if len(main) < SHORTEST_TEXT:
        detail = f"no article text found ({len(main)} characters); is the page broken?"
        return reject(where, "no_text", detail, clean(text)[:500])
    day, moment, raw, basis = _when(page, url, note, source)
    address = page.canonical or url
    title = clean(page.title) or clean(str(note.get("title") or ""))
    return Article(
        doc_id=article_id(source.title.ar, address, title, day),
        outlet=source.title.ar,
        source_id=source.id or None,
        title=_without_outlet(title, source.title.ar),
        text=main,
        url=address,
        author=page.author,
        language=source.language,
        published_on=day,
        published_at=moment,
        published_raw=raw,
        published_zone=source.time_zone,
        published_basis=basis,
        published_confidence=_CONFIDENCE[basis] if basis else None,
        text_basis=page.text_basis,
        seen_in=where,
    )


def _source_of(
    note: Mapping[str, Any], url: str, sources: Mapping[str, SourceConfig]
) -> SourceConfig:
    """Return the source that fetched the page, else the one of its host, else a stranger."""
    if note.get("source"):
        return sources[note["source"]]
    host = host_of(url)
    for source in sources.values():
        home = host_of(source.homepage)
        if not source.loopback and (host == home or host.endswith(f".{home}")):
            return source
    return SourceConfig.model_construct(
        id="", title=Title(ar=host, en=host), article=Selectors(), charset="", time_zone="UTC"
    )


def host_of(url: str) -> str:
    """Return the host of an address in small letters, without `www.`; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # such as http://[broken
        return ""


def _when(
    page: Page, url: str, note: Mapping[str, Any], source: SourceConfig
) -> tuple[date | None, datetime | None, str | None, str | None]:
    """Return day, instant, raw string and basis: the page's own word, its address, the feed."""
    for basis, raw in page.stamps:
        found = read_stamp(raw, source.time_zone)
        if found:
            return found[1], found[0], raw, basis
    day = day_of_url(url)
    if day:
        return day, None, url, "url"
    said = note.get("published")
    found = read_stamp(said, source.time_zone) if said else None
    if found:
        return found[1], found[0], said, "feed"
    return None, None, None, None


def _without_outlet(title: str, outlet: str) -> str:
    """Drop the outlet's name that page titles begin or end with."""
    for mark in (" | ", " - ", " : ", " – "):
        head, _, tail = title.rpartition(mark)
        if head and tail.strip() == outlet:
            return head.strip()
        first, _, rest = title.partition(mark)
        if rest and first.strip() == outlet:
            return rest.strip()
    return title
