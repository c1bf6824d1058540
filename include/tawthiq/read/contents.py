"""A file → its records, by its first bytes; what a broken file loses is told in one record."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tawthiq.model import Rejected
from tawthiq.read.csvfile import has_text, header_of, row_records
from tawthiq.read.jsonfile import array_records, object_records
from tawthiq.read.limits import LARGEST_RECORD
from tawthiq.read.listings import is_listing
from tawthiq.read.mapping import PLAIN, FieldMap
from tawthiq.read.members import Member
from tawthiq.read.raw import Kind, Raw
from tawthiq.read.records import reject
from tawthiq.read.warc import warc_records
from tawthiq.read.xmlfile import element_records

_HTML = re.compile(rb"<!doctype html|<html[\s>]", re.IGNORECASE)
_ADDRESS = re.compile(
    rb"""<(?:link[^>]+rel=["']canonical["'][^>]+href|meta[^>]+og:url["'][^>]+content)"""
    rb"""=["'](https?://[^"'\s]+)""",
    re.IGNORECASE,
)
_GZIP = b"\x1f\x8b"


class Format(StrEnum):
    """What a file is, by its first bytes."""

    WARC = "WARC"
    ANT = "ANT document"
    JSON_ARRAY = "JSON array"
    JSON_OBJECTS = "JSON lines or JSON object"
    HTML = "HTML page"
    LISTING = "list of pages or archives"
    XML = "XML"
    CSV = "CSV"
    EMPTY = "empty file"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Reading:
    """How records are read: names of fields, and the hosts whose pages are wanted."""

    fields: FieldMap = PLAIN
    hosts: frozenset[str] = frozenset()


def format_of(member: Member, fields: FieldMap) -> Format:
    """Return what a file is."""
    start = member.start()
    for known, holds in (
        (Format.EMPTY, not start.strip(b"\0")),  # also a tar without files
        (Format.WARC, start.startswith((b"WARC/", _GZIP))),  # other gzip is unpacked before
        (Format.ANT, start.startswith(b"<DOC>")),
        (Format.LISTING, is_listing(member)),
        (Format.JSON_ARRAY, start.startswith(b"[")),
        (Format.JSON_OBJECTS, start.startswith(b"{")),
        (Format.HTML, start.startswith(b"<") and _HTML.search(start)),
        (Format.XML, start.startswith(b"<")),
        (Format.CSV, header_of(member, fields)),
    ):
        if holds:
            return known
    return Format.UNKNOWN


def records(member: Member, how: Reading) -> Iterator[Raw | Rejected]:  # noqa: C901
    """Yield the records of a file, and a `Rejected` for each that cannot be taken."""
    fields, name = how.fields, member.name
    match format_of(member, fields):  # one line a format: as complex as there are formats
        case Format.WARC:
            yield from _warc(member, how.hosts)
        case Format.ANT:
            yield _whole(member, Kind.DOCUMENT)
        case Format.JSON_ARRAY:
            yield from array_records(member)
        case Format.JSON_OBJECTS:
            yield from object_records(member, fields)
        case Format.HTML:
            yield _whole(member, Kind.PAGE)
        case Format.XML:
            yield from element_records(member.stream(), name, fields)
        case Format.CSV:
            yield from _rows(member, fields)
        case Format.LISTING:
            yield reject(name, "listing", "a list within an archive; unpack it and load the list")
        case Format.EMPTY:
            yield reject(name, "empty_member", "the file is empty, or holds no file")
        case Format.UNKNOWN:
            why = "no format that is read; `tawthiq backfill --explain FILE` names them"
            yield reject(name, "unknown_format", why)


def _warc(member: Member, hosts: frozenset[str]) -> Iterator[Raw | Rejected]:
    file = member.seekable()
    source, can_seek = file or member.stream(), file is not None
    yield from warc_records(source, member.name, hosts, can_seek=can_seek)


def _rows(member: Member, fields: FieldMap) -> Iterator[Raw | Rejected]:
    names = header_of(member, fields)
    if has_text(names, fields):
        yield from row_records(member, names, fields)
    else:
        why = f"columns {', '.join(names)}: a mapping file must say in which the text stands"
        yield reject(member.name, "unknown_format", why)


def _whole(member: Member, kind: Kind) -> Raw | Rejected:
    """Return a file that is one article."""
    body = member.read(LARGEST_RECORD + 1)
    if len(body) > LARGEST_RECORD:
        why = f"a file of more than {LARGEST_RECORD:,} bytes is no article"
        return reject(member.name, "too_large", why, body[:500].decode("utf-8", "replace"))
    if kind is Kind.DOCUMENT:
        text = body.decode("utf-8", "replace")
        return Raw(where=member.name, kind=kind, content={"text": text})
    address = _ADDRESS.search(body[:65_536])
    url = address.group(1).decode("utf-8", "replace") if address else ""
    content: dict[str, Any] = {"url": url, "status": 200, "media": "", "body": body, "note": {}}
    return Raw(where=member.name, kind=kind, content=content)
