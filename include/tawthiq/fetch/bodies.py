"""Bodies unpacked as they stream in, never beyond a limit."""

from __future__ import annotations

import zlib

_GZIP = b"\x1f\x8b"


class TooLargeError(OSError):
    """A body over the limit."""


def unpacker(encoding: str) -> zlib._Decompress | None:
    """Return what undoes a content encoding; gzip alone is asked for, some send deflate."""
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name.startswith(("gzip", "x-gzip")):
        return zlib.decompressobj(wbits=31)
    if name == "deflate":
        return zlib.decompressobj()
    raise ValueError(f"content encoding {encoding[:50]!r} was not asked for")


def unpack_into(
    body: bytearray, part: bytes, unpacker: zlib._Decompress | None, room: int
) -> bytes:
    """Add at most `room` unpacked bytes to the body; return what is left of the part.

    aiohttp's own unpacking may make up to 32 MB of one read before a limit is looked at.
    """
    if unpacker is None:
        body += part
        return b""
    try:
        body += unpacker.decompress(part, room)
    except zlib.error as error:
        raise ValueError(f"broken content encoding: {error}") from error
    return unpacker.unconsumed_tail


def unpacked(body: bytearray, url: str, largest: int) -> bytes:
    """Undo one gzip inside (sitemap.xml.gz), up to the limit."""
    if body[:2] != _GZIP:
        return bytes(body)
    inner = zlib.decompressobj(wbits=31)
    try:
        page = inner.decompress(bytes(body), largest + 1)
    except zlib.error as error:
        raise TooLargeError(f"{url}: broken gzip inside: {error}") from error
    if len(page) > largest or page[:2] == _GZIP:
        del page  # as in Client: the traceback would hold it
        body.clear()
        raise TooLargeError(f"{url}: over {largest} bytes, or packed more than twice")
    return page
