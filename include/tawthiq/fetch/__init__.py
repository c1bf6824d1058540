"""A source and a night → one WARC file: everything that came over the wire.

`fetch` knows HTTP, feeds, robots.txt and manners, and nothing of Arabic. The file is written whole
or not at all; a night that is fetched already is kept unless `again` is asked for.
"""

from __future__ import annotations

import asyncio
import io
import json
import time
from dataclasses import dataclass
from datetime import date

import aiohttp
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tawthiq.fetch.client import AGENT, Answer, Client
from tawthiq.fetch.feeds import Entry, entries_of_feed, entries_of_sitemap
from tawthiq.sources import SourceConfig
from tawthiq.store import Store

__all__ = ["FetchReport", "fetch"]

WARC = ".warc.gz"


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """What a night's fetch of one source brought."""

    source_id: str
    day: date
    pages: int
    errors: tuple[str, ...]
    seconds: float
    kept: bool = False  # the file was there already


def fetch(source: SourceConfig, day: date, store: Store, *, again: bool = False) -> FetchReport:
    """Fetch what a source published on a day into `fetch/<source>/<day>.warc.gz`.

    A page that cannot be had is reported and noted in the file; the others are kept.

    Raises:
        OSError: neither feed nor sitemap of the source could be had.
    """
    name = f"{source.id}/{day}"
    if store.exists("fetch", name, WARC) and not again:
        return FetchReport(source_id=source.id, day=day, pages=0, errors=(), seconds=0, kept=True)
    started = time.monotonic()
    records, errors = asyncio.run(_night(source, day))
    with store.create("fetch", name, WARC) as file:
        _write(file, source, day, records)
    pages = sum(1 for _, answer, _ in records if answer is not None)
    seconds = time.monotonic() - started
    return FetchReport(
        source_id=source.id, day=day, pages=pages, errors=tuple(errors), seconds=seconds
    )


_Record = tuple[Entry, Answer | None, str]


async def _night(source: SourceConfig, day: date) -> tuple[list[_Record], list[str]]:
    async with Client(source) as client:
        entries, errors = await _entries(client, source, day)
        if not entries and errors:
            raise OSError(f"{source.id}: {'; '.join(errors)}")
        records = list[_Record]()
        for entry in {e.url: e for e in entries}.values():
            try:
                answer = await client.get(entry.url)
                records.append((entry, answer, ""))
            except (OSError, aiohttp.ClientError, TimeoutError) as fault:
                why = f"{entry.url}: {type(fault).__name__}: {fault}"
                errors.append(why)
                records.append((entry, None, why))
        return records, errors


async def _entries(
    client: Client, source: SourceConfig, day: date
) -> tuple[list[Entry], list[str]]:
    """Return what the feeds name; the sitemaps where no feed could be had."""
    entries, errors = list[Entry](), list[str]()
    for url in source.addresses(source.feeds, day):
        try:
            answer = await client.get(url)
            entries += entries_of_feed(answer.body, answer.url)
        except (OSError, aiohttp.ClientError, TimeoutError) as fault:
            errors.append(f"{url}: {type(fault).__name__}: {fault}")
    if entries:
        return entries, errors
    for url in source.addresses(source.sitemaps, day):
        try:
            answer = await client.get(url)
            entries += entries_of_sitemap(answer.body, answer.url, day.isoformat())
        except (OSError, aiohttp.ClientError, TimeoutError) as fault:
            errors.append(f"{url}: {type(fault).__name__}: {fault}")
    return entries, errors


def _write(file: object, source: SourceConfig, day: date, records: list[_Record]) -> None:
    writer = WARCWriter(file, gzip=True)
    stamp = f"{day.isoformat()}T23:59:59Z"  # the night, not the clock: the same night, same bytes
    writer.write_record(
        writer.create_warc_record(
            f"urn:tawthiq:{source.id}:{day}",
            "warcinfo",
            payload=io.BytesIO(f"software: {AGENT}\r\n".encode()),
            warc_headers_dict={"WARC-Date": stamp},
        )
    )
    for entry, answer, why in records:
        note = {
            "source": source.id,
            "title": entry.title,
            "published": entry.published,
            "error": why or None,
        }
        if answer is not None:
            _write_answer(writer, answer, stamp)
        payload = io.BytesIO(json.dumps(note, ensure_ascii=False).encode())
        headers = {"WARC-Date": stamp}
        url = answer.url if answer else entry.url
        writer.write_record(
            writer.create_warc_record(
                url,
                "metadata",
                payload=payload,
                warc_content_type="application/json",
                warc_headers_dict=headers,
            )
        )


def _write_answer(writer: WARCWriter, answer: Answer, stamp: str) -> None:
    dropped = ("content-encoding", "transfer-encoding", "content-length")
    kept = [(k, v) for k, v in answer.headers if k.lower() not in dropped]
    status = StatusAndHeaders(f"{answer.status} {answer.reason}", kept, protocol="HTTP/1.1")
    response = writer.create_warc_record(
        answer.url,
        "response",
        payload=io.BytesIO(answer.body),
        http_headers=status,
        warc_headers_dict={"WARC-Date": stamp},
    )
    asked = StatusAndHeaders("GET / HTTP/1.1", [("User-Agent", AGENT)], is_http_request=True)
    request = writer.create_warc_record(
        answer.url, "request", http_headers=asked, warc_headers_dict={"WARC-Date": stamp}
    )
    writer.write_request_response_pair(request, response)
