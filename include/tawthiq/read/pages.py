"""Fetched pages → articles, with the title and date that the feed gave as a last resort."""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from tawthiq.model import Article, Rejected, article_id
from tawthiq.read.addresses import address_of
from tawthiq.read.charset import decode
from tawthiq.read.html import Page
from tawthiq.read.language import language_of
from tawthiq.read.names import headline
from tawthiq.read.publication import published
from tawthiq.read.reader import Order, PageError, parse_aside
from tawthiq.read.records import SHORTEST_TEXT, clean, reject
from tawthiq.sources import Selectors, SourceConfig, Title

_OK = 200
#: Every so many pages of an outlet with selectors is read by the generic extractor as well: on a
#: night of 50 pages that costs 0.2 s and shows a changed layout the next morning.
CHECK_EVERY = 4


def article_of_page(
    answer: Mapping[str, Any], where: str, sources: Mapping[str, SourceConfig]
) -> Article | Rejected:
    """Return the article of a page, or why there is none.

    Args:
        answer: url, status, media (the Content-Type), body (bytes), note (what the source said of
            it; empty in a WARC of another crawler), at (when it was fetched, ISO, if known).
        where: file and record.
        sources: whose manners of writing pages are known; another host is read generically.
    """
    url, status, body = answer["url"], answer["status"], answer["body"]
    if status != _OK:
        return reject(where, "http_status", f"HTTP {status}; an article answers with 200")
    source = _source_of(answer["note"], url, sources)
    order = Order(
        declared=answer["media"].partition("charset=")[2].strip("\"' ") or source.charset,
        selectors=source.article,
        outlets=(source.title.ar, source.title.en, host_of(url)),
        check=bool(source.article.container) and not zlib.crc32(url.encode()) % CHECK_EVERY,
    )
    try:
        page = parse_aside(body, order)
    except PageError as error:
        return reject(where, error.reason, str(error), _beginning(body, order))
    main = clean(page.text)
    if len(main) < SHORTEST_TEXT:
        detail = f"no article text found ({len(main)} characters); is the page broken?"
        return reject(where, "no_text", detail, _beginning(body, order))
    language = language_of(f"{page.title}\n{main}")
    if language != source.language:
        detail = f"language {language}, where {source.language} is read; see its feed's edition"
        return reject(where, "other_language", detail, main)
    return _article(page, main, answer, source, where)


def _article(
    page: Page, main: str, answer: Mapping[str, Any], source: SourceConfig, where: str
) -> Article:
    url, note = answer["url"], answer["note"]
    when = published(
        page.stamps,
        url=url,
        feed=note.get("published"),
        zone=source.time_zone,
        fetched_at=_moment(answer.get("at")),
    )
    address = address_of(url, page.canonical)
    said = headline(clean(str(note.get("title") or "")), (source.title.ar, *page.outlets))
    title = clean(page.title) or said
    return Article(
        doc_id=article_id(source.title.ar, address, title, when.day),
        outlet=source.title.ar,
        source_id=source.id or None,
        title=title,
        text=main,
        url=address,
        author=page.author,
        language=source.language,
        published_on=when.day,
        published_at=when.at,
        published_raw=when.raw,
        published_zone=when.zone,
        published_basis=when.basis,
        published_confidence=when.confidence,
        text_basis=page.text_basis,
        seen_in=where,
    )


def _moment(at: str | None) -> datetime | None:
    try:
        moment = datetime.fromisoformat(at) if at else None
    except ValueError:
        return None
    return moment if moment and moment.tzinfo else None


def _beginning(body: bytes, order: Order) -> str:
    return clean(decode(body[:2000], order.declared))[:500]


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
        id="",
        title=Title(ar=host, en=host),
        article=Selectors(),
        charset="",
        language="ar",
        time_zone="UTC",
    )


def host_of(url: str) -> str:
    """Return the host of an address in small letters, without `www.`; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:  # such as http://[broken
        return ""
