"""CSV and TSV as records, by the names in their first line."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tawthiq.model import Rejected
from tawthiq.read.charset import decode
from tawthiq.read.limits import LARGEST_RECORD
from tawthiq.read.mapping import FieldMap, value_of
from tawthiq.read.members import Member
from tawthiq.read.raw import Kind, Raw
from tawthiq.read.records import reject

_DELIMITERS = "\t,;|"
_LONGEST_NAME = 100
_ENCODINGS = ("utf-8-sig", "windows-1256", "iso-8859-6")


def header_of(member: Member, fields: FieldMap) -> list[str]:
    """Return the names in the first line, none where it is no line of names."""
    first = _text_of(member.peek(), fields).splitlines()[:1]
    if not first or (not first[0].isprintable() and "\t" not in first[0]):
        return []
    delimiter = fields.delimiter or max(_DELIMITERS, key=first[0].count)
    try:
        names = next(csv.reader(first, delimiter=delimiter), [])
    except csv.Error:
        return []
    sound = len(names) > 1 and all(0 < len(name) <= _LONGEST_NAME for name in names)
    return [name.strip().lstrip("\ufeff") for name in names] if sound else []


def has_text(names: list[str], fields: FieldMap) -> bool:
    """Tell whether one of the columns is where the text is looked for."""
    return value_of(dict.fromkeys(names, "x"), fields.text) is not None


def row_records(member: Member, names: list[str], fields: FieldMap) -> Iterator[Raw | Rejected]:
    """Yield the rows; one that does not fit the first line, or is no text, is rejected."""
    csv.field_size_limit(LARGEST_RECORD)
    first = member.peek().splitlines()[0]
    delimiter = fields.delimiter or max(_DELIMITERS, key=_text_of(first, fields).count)
    encoding = fields.encoding or _encoding(member.peek())
    text = io.TextIOWrapper(member.stream(), encoding, "surrogateescape", newline="")
    rows = csv.reader(_lines(text), delimiter=delimiter)
    next(rows, None)
    number = 1
    while True:
        number += 1
        where = f"{member.name}#{number}"
        try:
            row = next(rows)
        except StopIteration:
            return
        except csv.Error as error:
            yield reject(where, "broken_row", f"{error} (line {rows.line_num})")
            continue
        if row:
            yield _row(row, names, where)


def _row(row: list[str], names: list[str], where: str) -> Raw | Rejected:
    if len(row) != len(names):
        why = f"{len(row)} values under {len(names)} names; quote values that hold the delimiter"
        return reject(where, "broken_row", why, " | ".join(row)[:500])
    if any(not value.isascii() and _has_raw_bytes(value) for value in row):
        why = "bytes that are no text; name the encoding in a mapping file"
        return reject(where, "bad_encoding", why, " | ".join(row)[:500])
    return Raw(where=where, kind=Kind.FIELDS, content=dict(zip(names, row, strict=True)))


def _has_raw_bytes(value: str) -> bool:
    try:
        value.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """Yield lines, an endless one in pieces: memory stays bounded, the row is broken."""
    while line := text.readline(LARGEST_RECORD):
        yield line


def _text_of(head: bytes, fields: FieldMap) -> str:
    return head.decode(fields.encoding, "replace") if fields.encoding else decode(head)


def _encoding(head: bytes) -> str:
    """Return the encoding in which the first bytes hold most of "ال", UTF-8 if none does."""
    alef_lam = "\u0627\u0644"
    return max(_ENCODINGS, key=lambda name: head.decode(name, "replace").count(alef_lam))
