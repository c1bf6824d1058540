"""Fetched pages (WARC) → what the servers answered: facts about each page, without its text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from fastwarc.warc import ArchiveIterator, WarcRecordType
from upath import UPath

from tawthiq.page import Page


def pages_of(path: Any, source_id: str) -> Iterator[Page]:
    """Yield one page for each answer in a source's WARC file, in its order; robots.txt left out.

    A page's identity is 16 hexadecimal digits over source, file, address and instant.

    Raises:
        OSError: the file cannot be opened.
    """
    place = UPath(path)
    with place.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            url = record.headers.get("WARC-Target-URI") or ""
            if url.endswith("/robots.txt"):
                continue
            http = record.http_headers
            kind = (http.get("Content-Type") if http else "") or ""
            body = record.reader.read()
            at = record.headers.get("WARC-Date")
            key = f"{source_id}\x1f{place.name}\x1f{url}\x1f{at}"
            yield Page(
                page_id=hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:16],
                source_id=source_id,
                url=url,
                http_status=int(http.status_code) if http and http.status_code else None,
                mime_type=kind.partition(";")[0].strip().lower() or None,
                payload_bytes=len(body),
                payload_sha256=hashlib.sha256(body).hexdigest(),
                warc_path=f"fetch/{source_id}/{place.name}",
                warc_offset=record.stream_pos,
                fetched_at=datetime.fromisoformat(at) if at else None,
            )
