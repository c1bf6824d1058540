"""Any archive → articles, one after another, whatever the file is called.

    file → containers (ZIP, tar, gzip, Zstandard) → contents (WARC, JSON, CSV, XML, HTML, lists)
         → raw records → articles

Formats are recognised by the first bytes. A record that is no article becomes a `Rejected` with its
reason; the rest is read on. Memory holds one record at a time. `raw_records` and `article_of` are
the two halves of `read`: archives are cut by the first and read by the second, in many processes.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, TypeVar

from upath import UPath

from tawthiq.model import Article, Rejected
from tawthiq.read.ant import read_document
from tawthiq.read.containers import BROKEN, lost, members
from tawthiq.read.contents import Format, Reading, format_of, records
from tawthiq.read.limits import BombError, Budget
from tawthiq.read.listings import Listed, beside, listed, remote
from tawthiq.read.mapping import PLAIN, FieldMap, MappingError, fingerprint, load_mapping
from tawthiq.read.members import Member
from tawthiq.read.pages import article_of_page, host_of
from tawthiq.read.raw import Kind, Raw, raw_from_record, raw_record
from tawthiq.read.records import article_of_record, reject
from tawthiq.sources import SourceConfig

__all__ = [
    "FieldMap",
    "Listed",
    "MappingError",
    "Raw",
    "article_of",
    "entries_of",
    "fingerprint",
    "formats_in",
    "load_mapping",
    "raw_from_record",
    "raw_record",
    "raw_records",
    "read",
]

Sources = Mapping[str, SourceConfig]
_BROKEN_OFF = "broken_archive"


def read(path: Any, sources: Sources, fields: FieldMap = PLAIN) -> Iterator[Article | Rejected]:
    """Yield the articles of a file, and a `Rejected` for each record that is none.

    A file that breaks off gives what came before, then one `Rejected` that says where and why.
    """
    for found in raw_records(path, sources, fields):
        yield found if isinstance(found, Rejected) else article_of(found, sources, fields)


def raw_records(path: Any, sources: Sources, fields: FieldMap = PLAIN) -> Iterator[Raw | Rejected]:
    """Yield the records of a file before they are read as articles.

    Of a list the files beside it are read; what else it names is counted in one `Rejected`.
    """
    yield from _told(path, _records(path, Reading(fields, _hosts(sources)), is_list_read=True))


def article_of(raw: Raw, sources: Sources, fields: FieldMap = PLAIN) -> Article | Rejected:
    """Return the article that a record holds, or why it holds none."""
    match raw.kind:
        case Kind.FIELDS:
            return article_of_record(raw.content, raw.where, fields)
        case Kind.DOCUMENT:
            return read_document(raw.content["text"], raw.where)
        case Kind.PAGE:
            return article_of_page(raw.content, raw.where, sources)


def entries_of(path: Any, fields: FieldMap = PLAIN) -> Iterator[tuple[str, Listed]]:
    """Yield what a list names: the path of a file beside it, or an address, and the entry.

    Raises:
        ValueError: a list of the file breaks off.
    """
    for member in _told(path, _files(path)):
        if isinstance(member, Member) and format_of(member, fields) is Format.LISTING:
            for entry in listed(member):
                yield str(_beside(path, entry) or remote(entry)), entry


def formats_in(path: Any, fields: FieldMap = PLAIN) -> Iterator[tuple[str, str]]:
    """Yield the name and format of each file of an archive, or why it is not read."""
    for member in _told(path, _files(path)):
        if isinstance(member, Rejected):
            yield member.where, f"{member.reason}: {member.detail}"
        else:
            yield member.name, format_of(member, fields).value


def _files(path: Any) -> Iterator[Member | Rejected]:
    """Yield the files of an archive.

    Raises:
        BombError, FileNotFoundError, one of BROKEN: no more of it can be read.
    """
    place = UPath(path)
    with place.open("rb") as file:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        if not size:
            yield _lost(path, "empty_archive", "the file is empty; get it again")
            return
        yield from members(Member(place.name, file, can_seek=True), Budget(size))


Found = TypeVar("Found")


def _told(path: Any, found: Iterator[Found | Rejected]) -> Iterator[Found | Rejected]:
    """Yield what is found; where an archive breaks off, at last one `Rejected` that says why."""
    last: Found | Rejected | None = None
    try:
        for last in found:
            yield last
    except FileNotFoundError:
        yield _lost(path, "missing_file", f"{path} is not there; check the path")
    except BombError as error:
        yield _lost(path, "too_large", str(error))
    except BROKEN as error:
        if not (isinstance(last, Rejected) and last.reason == _BROKEN_OFF):  # told already
            yield _lost(path, _BROKEN_OFF, lost(error))


def _lost(path: Any, reason: str, why: str) -> Rejected:
    return reject(f"{UPath(path).name}#{reason}", reason, why)


def _records(path: Any, how: Reading, *, is_list_read: bool) -> Iterator[Raw | Rejected]:
    for member in _files(path):
        if isinstance(member, Rejected):
            yield member
        elif is_list_read and format_of(member, how.fields) is Format.LISTING:
            yield from _listed(path, member, how)
        else:
            yield from _whole(member, how)


def _whole(member: Member, how: Reading) -> Iterator[Raw | Rejected]:
    """Yield the records of a file; one whose packing is broken does not harm the others."""
    try:
        yield from records(member, how)
    except BROKEN as error:
        yield reject(member.name, _BROKEN_OFF, lost(error))


def _listed(path: Any, member: Member, how: Reading) -> Iterator[Raw | Rejected]:
    """Yield the records of the files that a list names beside it; count what it names else."""
    away = 0
    for entry in _entries(member):
        if isinstance(entry, Rejected):
            yield entry
        elif file := _beside(path, entry):
            yield from _told(file, _records(file, how, is_list_read=False))
        else:
            away += 1
    if away:
        why = f"{away} entries are no files beside the list; --fetch asks their hosts for them"
        yield reject(f"{member.name}#elsewhere", "elsewhere", why)


def _entries(member: Member) -> Iterator[Listed | Rejected]:
    try:
        yield from listed(member)
    except ValueError as error:
        yield reject(member.name, "broken_list", f"{error}; what came before is read")


def _beside(path: Any, entry: Listed) -> Path | None:
    place = UPath(path)
    is_local = place.protocol in ("", "file", "local")
    return beside(Path(place.path).parent, entry.address) if is_local else None


def _hosts(sources: Sources) -> frozenset[str]:
    return frozenset(host_of(s.homepage) for s in sources.values() if not s.loopback)
