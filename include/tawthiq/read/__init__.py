"""WARC, ZIP, tar, JSONL, JSON → articles, one after another, whatever the file is called.

The format is recognised by the first bytes. A record that is no article becomes a `Rejected` with
its reason; the rest is read on. Memory holds one record at a time (a JSON array is streamed).
"""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import IO, Any

from upath import UPath

from tawthiq.model import Article, Rejected
from tawthiq.read.ant import read_document
from tawthiq.read.members import Member, json_records, line_records
from tawthiq.read.pages import read_warc
from tawthiq.read.records import article_of
from tawthiq.sources import SourceConfig

__all__ = ["read"]

#: A member that unpacks to more than this is no news article; SaudiNewsNet's largest day is 21 MB.
LARGEST_MEMBER = 512 * 1024 * 1024
_BROKEN = (EOFError, OSError, zipfile.BadZipFile, tarfile.TarError, zlib.error, ValueError)


def read(path: Any, sources: Mapping[str, SourceConfig]) -> Iterator[Article | Rejected]:
    """Yield the articles of a file, and a `Rejected` for each record that is none.

    A file that breaks off gives what came before, then one `Rejected` that says where and why.
    """
    place = UPath(path)
    name = place.name
    try:
        with place.open("rb") as file:
            head = file.read(512)
            file.seek(0)
            yield from _read(file, head, name, sources)
    except FileNotFoundError:
        yield _broken(name, "missing_file", f"{place} is not there; check the path")
    except _BROKEN as error:
        detail = f"{type(error).__name__}: {error}; get the file again, what came before is read"
        yield _broken(name, "broken_archive", detail)


def _broken(name: str, reason: str, detail: str) -> Rejected:
    return Rejected(record_id=f"{name}#{reason}", reason=reason, detail=detail, where=name)


def _read(
    file: IO[bytes], head: bytes, name: str, sources: Mapping[str, SourceConfig]
) -> Iterator[Article | Rejected]:
    if not head:
        yield _broken(name, "empty_archive", "the file is empty; get it again")
    elif head.startswith(b"PK"):
        yield from _zip(file, name)
    elif head.startswith(b"\x1f\x8b"):
        inner = gzip.GzipFile(fileobj=file).read(512)
        file.seek(0)
        if inner.startswith(b"WARC/"):
            yield from read_warc(file, name, sources)
        elif inner[257:262] == b"ustar":
            yield from _tar(file, name)
        else:
            yield from _members(
                iter([Member(name, io.BufferedReader(gzip.GzipFile(fileobj=file)))])
            )
    elif head.startswith(b"WARC/"):
        yield from read_warc(file, name, sources)
    elif head[257:262] == b"ustar":
        yield from _tar(file, name)
    else:
        yield from _members(iter([Member(name, file)]))


def _zip(file: IO[bytes], name: str) -> Iterator[Article | Rejected]:
    with zipfile.ZipFile(file) as archive:
        entries = [e for e in archive.infolist() if not e.is_dir()]
        if not entries:
            yield _broken(name, "empty_archive", "the ZIP holds no file; get it again")
        for entry in entries:
            where = f"{name}/{entry.filename}"
            if entry.file_size > LARGEST_MEMBER:
                yield _broken(where, "too_large", f"unpacks to {entry.file_size} bytes")
                continue
            with archive.open(entry) as member:
                yield from _members(iter([Member(where, member)]))


def _tar(file: IO[bytes], name: str) -> Iterator[Article | Rejected]:
    empty = True
    with tarfile.open(fileobj=file, mode="r|*") as archive:
        for entry in archive:
            if not entry.isfile():
                continue
            empty = False
            member = archive.extractfile(entry)
            if entry.size > LARGEST_MEMBER or member is None:
                yield _broken(f"{name}/{entry.name}", "too_large", f"holds {entry.size} bytes")
                continue
            yield from _members(iter([Member(f"{name}/{entry.name}", member)]))
    if empty:
        yield _broken(name, "empty_archive", "the tar holds no file; get it again")


def _members(members: Iterator[Member]) -> Iterator[Article | Rejected]:
    for member in members:
        head = member.peek()
        start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
        if start.startswith(b"<DOC>"):
            yield read_document(member)
        elif start.startswith(b"["):
            for number, record in json_records(member):
                yield article_of(record, f"{member.name}#{number}")
        elif start.startswith(b"{"):
            for number, record in line_records(member):
                yield article_of(record, f"{member.name}#{number}")
        elif not start:
            yield _broken(member.name, "empty_member", "the file is empty")
        else:
            yield _broken(
                member.name,
                "unknown_format",
                "neither JSON, JSON lines nor an ANT document; see CONTRIBUTING, a source",
            )
