"""JSON as records: an array (streamed), lines of objects, or one object that holds a list."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import Any

import ijson

from tawthiq.model import Rejected
from tawthiq.read.charset import decode
from tawthiq.read.limits import LARGEST_RECORD
from tawthiq.read.mapping import FieldMap, value_of
from tawthiq.read.members import Joined, Member
from tawthiq.read.raw import Kind, Raw
from tawthiq.read.records import reject

#: A JSON object that is not one a line is read whole; larger ones are to be made into lines.
LARGEST_OBJECT = 64 * 1024 * 1024

#: Of the default 64 kB, a string of 60 MB takes 20 s: it is copied at each.
_BUFFER = 1024 * 1024
_ALEF_LAM = "\u0627\u0644"
Found = Iterator[Raw | Rejected]


def array_records(member: Member) -> Found:
    """Yield the elements of a JSON array; where it breaks off, what came before and why."""
    number, paced = 0, _Paced(member.stream())
    try:
        for record in ijson.items(paced, "item", buf_size=_BUFFER, use_float=True):
            number += 1
            yield _raw(record, f"{member.name}#{number}")
            paced.since = 0
    except (ijson.JSONError, UnicodeDecodeError, OversizedError) as error:
        why = f"not JSON after element {number}: {_first_line(error)}; what came before is read"
        yield reject(f"{member.name}#{number + 1}", "broken_json", why)


class OversizedError(ValueError):
    """An element that would fill the memory."""


class _Paced:
    """A stream that may give so much between two records, and no more."""

    def __init__(self, stream: io.BufferedReader) -> None:
        self._stream = stream
        self.since = 0

    def read(self, size: int = -1) -> bytes:
        """Return up to so many bytes."""
        part = self._stream.read(size)
        self.since += len(part)
        if self.since > LARGEST_OBJECT:
            raise OversizedError(f"an element of more than {LARGEST_OBJECT:,} bytes")
        return part


def object_records(member: Member, fields: FieldMap) -> Found:
    """Yield one JSON object a line; or of one object over many lines, the articles it holds."""
    stream = member.stream()
    first = stream.readline(LARGEST_RECORD + 1)
    if _is_whole(first) or not first.endswith(b"\n"):
        yield from _lines(member.name, first, stream)
        return
    whole = first + stream.read(LARGEST_OBJECT)
    if len(whole) > LARGEST_OBJECT and first.strip() == b"{":
        why = f"an object of more than {LARGEST_OBJECT:,} bytes; write one article a line (JSONL)"
        yield reject(member.name, "too_large", why)
        return
    try:
        document = json.loads(whole)
    except (ValueError, RecursionError):  # lines after all, of which the first is broken
        rest = io.BufferedReader(Joined(whole[len(first) :], stream))
        yield from _lines(member.name, first, rest)
        return
    for number, record in enumerate(_articles_in(document, fields), 1):
        yield _raw(record, f"{member.name}#{number}")


def _is_whole(line: bytes) -> bool:
    return line.rstrip().endswith(b"}")


def _articles_in(document: Any, fields: FieldMap) -> list[Any]:
    """Return the list that the mapping names, the object if it has a text, or a list in it."""
    if fields.record:
        named = value_of(document, (fields.record,))
        return named if isinstance(named, list) else [named]
    if isinstance(value_of(document, fields.text), str):
        return [document]
    lists = (v for v in document.values() if isinstance(v, list) and v and isinstance(v[0], dict))
    return next(lists, [document])


def _lines(name: str, first: bytes, rest: io.BufferedIOBase) -> Found:
    number, line = 1, first
    while line:
        where = f"{name}#{number}"
        if len(line) > LARGEST_RECORD:
            yield reject(where, "too_large", f"a line of more than {LARGEST_RECORD:,} bytes")
            _skip_line(line, rest)
        elif line.strip():
            yield _line(line, where)
        line = rest.readline(LARGEST_RECORD + 1)
        number += 1


def _skip_line(line: bytes, rest: io.BufferedIOBase) -> None:
    while line and not line.endswith(b"\n"):
        line = rest.readline(LARGEST_RECORD)


def _line(line: bytes, where: str) -> Raw | Rejected:
    try:
        text = line.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = decode(line)
        if _ALEF_LAM not in text:  # no Arabic text lacks it: these are damaged bytes
            why = "bytes that are no text, neither in UTF-8 nor in an Arabic code page"
            return reject(where, "bad_encoding", why, text)
    try:
        return _raw(json.loads(text), where)
    except (ValueError, RecursionError) as error:
        return reject(where, "broken_json", f"not a JSON object: {_first_line(error)}", text)


def _raw(record: Any, where: str) -> Raw | Rejected:
    if not isinstance(record, dict):
        detail = "not a JSON object; each record is one article with a text"
        return reject(where, "not_an_object", detail, str(record)[:500])
    return Raw(where=where, kind=Kind.FIELDS, content=record)


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0][:200]
