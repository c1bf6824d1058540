"""The files inside archives as records: a JSON array or lines of JSON, streamed."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from typing import IO, Any

import ijson

_PEEK = 512
#: Longer lines are no article: the longest text in both archives has 0.2 MB.
LONGEST_LINE = 32 * 1024 * 1024
#: yajl begins a string anew with each piece it is given: a text of 6 million letters took 110 s in
#: pieces of 64 kB and takes 0.6 s in these; ordinary archives are as fast with either.
PIECE = 8 * 1024 * 1024


class Member:
    """A file in an archive, with a look at its first bytes."""

    def __init__(self, name: str, file: IO[bytes]) -> None:
        self.name = name
        self._head = file.read(_PEEK)
        self._file = file

    def peek(self) -> bytes:
        """Return the first bytes without taking them."""
        return self._head

    def stream(self) -> io.BufferedReader:
        """Return the whole file from its first byte; to be called once."""
        return io.BufferedReader(_Joined(self._head, self._file))

    def read(self) -> bytes:
        """Return all bytes."""
        return self._head + self._file.read()


class _Joined(io.RawIOBase):
    """Bytes already read, then the rest of the file."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        size = len(buffer)
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
        else:
            part = self._rest.read(size)
        buffer[: len(part)] = part
        return len(part)


def json_records(member: Member) -> Iterator[tuple[int, Any]]:
    """Yield the elements of a JSON array with their number.

    Raises:
        ValueError: the array breaks off or is no JSON; names the element.
    """
    number = 0
    try:
        for record in ijson.items(member.stream(), "item", use_float=True, buf_size=PIECE):
            number += 1
            yield number, record
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise ValueError(f"{member.name}: not JSON after element {number}: {error}") from error


def line_records(member: Member) -> Iterator[tuple[int, Any]]:
    """Yield one JSON object a line with its number; a broken line as its text."""
    stream = member.stream()
    number = 0
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if not line.strip():
            continue
        try:
            yield number, json.loads(line)
        except ValueError:
            yield number, line.decode("utf-8", "replace")[:500]
