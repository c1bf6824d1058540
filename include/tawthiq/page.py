"""What a source's server answered: the noun between `fetch` and the pages of the warehouse."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """An answer that a source's server gave; its bytes stay in the WARC file."""

    page_id: str
    source_id: str
    url: str
    http_status: int | None
    mime_type: str | None
    payload_bytes: int
    payload_sha256: str
    warc_path: str  # within the store
    warc_offset: int  # bytes
    fetched_at: datetime | None
