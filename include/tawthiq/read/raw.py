"""A record as an archive holds it, before it is read as an article.

Cutting an archive gives these; they are written into chunks, and reading them (the costly part)
is done by many processes at a time.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a record is, and so which reader takes it."""

    FIELDS = "fields"  # names and values: JSON, CSV, XML
    DOCUMENT = "document"  # text of an ANT file
    PAGE = "page"  # an answer over HTTP, or an HTML file


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """One record of an archive.

    `content` holds the fields; or `text` of a document; or url, status, media, body (bytes), note
    and at (when it was fetched, where a WARC tells) of a page.
    """

    where: str
    kind: Kind
    content: dict[str, Any]


def raw_record(raw: Raw) -> dict[str, Any]:
    """Return the record as chunks keep it; bytes as one character each (Latin-1)."""
    content = raw.content
    if raw.kind is Kind.PAGE:
        content = content | {"body": content["body"].decode("latin-1")}
    return {"where": raw.where, "kind": raw.kind.value, "content": content}


def raw_from_record(record: dict[str, Any]) -> Raw:
    """Build the record that `raw_record` wrote."""
    kind, content = Kind(record["kind"]), record["content"]
    if kind is Kind.PAGE:
        content = content | {"body": content["body"].encode("latin-1")}
    return Raw(where=record["where"], kind=kind, content=content)
