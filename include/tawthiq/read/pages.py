"""Fetched pages (WARC) → articles, with the title and date that the feed gave as a last resort."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tawthiq.model import Article, Rejected, article_id
from tawthiq.read.charset import decode
from tawthiq.read.dates import day_of_url, read_stamp
from tawthiq.read.html import Page, read_page
from tawthiq.read.records import SHORTEST_TEXT, clean, reject
from tawthiq.sources import SourceConfig

_OK = 200
_CONFIDENCE = {
    "json_ld": "high",
    "meta": "high",
    "selector": "high",
    "url": "medium",
    "feed": "medium",
}


def read_warc(
    file: IO[bytes], name: str, sources: Mapping[str, SourceConfig]
) -> Iterator[Article | Rejected]:
    """Yield an article for each page; a response waits for the metadata record that follows it."""
    pending: dict[str, tuple[int, str, bytes]] = {}
    kinds = WarcRecordType.response | WarcRecordType.metadata
    for record in ArchiveIterator(file, record_types=kinds):
        url = record.headers.get("WARC-Target-URI") or ""
        if record.record_type == WarcRecordType.response:
            http = record.http_headers
            status = int(http.status_code) if http and http.status_code else 0
            kind = (http.get("Content-Type") if http else "") or ""
            pending[url] = (status, kind, record.reader.read())
            continue
        note = json.loads(record.reader.read())
        where = f"{name}#{url}"
        if url not in pending or note.get("error"):
            pending.pop(url, None)  # the answer that came short of a page, such as a redirect
            yield reject(where, "not_fetched", note.get("error") or "no answer")
            continue
        yield _page(url, *pending.pop(url), note, where, sources)


def _page(
    url: str,
    status: int,
    kind: str,
    body: bytes,
    note: Mapping[str, Any],
    where: str,
    sources: Mapping[str, SourceConfig],
) -> Article | Rejected:
    if status != _OK:
        return reject(where, "http_status", f"HTTP {status}; the feed named it")
    source = sources[note["source"]]
    declared = kind.partition("charset=")[2]
    text = decode(body, declared or source.charset)
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
        source_id=source.id,
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
