"""A file, in an archive or by itself, with a look at its first bytes."""

from __future__ import annotations

import io
from typing import IO, Any

PEEK = 4096


class Member:
    """A file to be read once, from its first byte."""

    def __init__(self, name: str, file: IO[bytes], *, can_seek: bool = False) -> None:
        self.name = name
        self._file = file
        self._can_seek = can_seek
        self._head = _first_bytes(file)

    def peek(self) -> bytes:
        """Return the first bytes without taking them."""
        return self._head

    def start(self) -> bytes:
        """Return the first bytes without byte order mark and blank space."""
        return self._head.lstrip(b"\xef\xbb\xbf \t\r\n")

    def seekable(self) -> IO[bytes] | None:
        """Return the file at its start where it can be read in any order, else `None`."""
        if not self._can_seek:
            return None
        self._file.seek(0)
        return self._file

    def stream(self) -> io.BufferedReader:
        """Return the whole file from its first byte; to be called once."""
        return io.BufferedReader(Joined(self._head, self._file), 128 * 1024)

    def read(self, most: int) -> bytes:
        """Return the first `most` bytes at the utmost."""
        return self.stream().read(most)


def _first_bytes(file: IO[bytes]) -> bytes:
    head = b""
    while len(head) < PEEK and (part := file.read(PEEK - len(head))):
        head += part
    return head


class Joined(io.RawIOBase):
    """Bytes already read, then the rest of the file."""

    def __init__(self, head: bytes, rest: IO[bytes]) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, as far as one read goes."""
        size = len(buffer)
        if self._head:
            part, self._head = self._head[:size], self._head[size:]
        else:
            part = self._rest.read(size)
        buffer[: len(part)] = part
        return len(part)
