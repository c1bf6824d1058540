"""WARC of any crawler → pages, as far as they may be Arabic news.

Our own files tell of each article whether it was had; of another crawler's, every HTML answer of
a known host is taken, and of unknown hosts what holds the Arabic article "ال" often enough.
"""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

from fastwarc.warc import ArchiveIterator, WarcRecordType

from tawthiq.model import Rejected
from tawthiq.read.limits import LARGEST_RECORD, TruncatedError
from tawthiq.read.raw import Kind, Raw
from tawthiq.read.records import reject

#: Of 6,000 pages of which 300 were Arabic this finds the 300 and 5 that hold Arabic, too.
FEWEST_ARTICLES = 30
#: "ال" and the first of its bytes, which hardly any page without Arabic has: looking for one byte
#: is some ten times as fast as counting four.
_EVIDENCE = (
    (b"\xd8", (b"\xd8\xa7\xd9\x84",)),  # UTF-8
    (b"\xc7", (b"\xc7\xe1", b"\xc7\xe4")),  # windows-1256, ISO-8859-6
)
_WAYBACK = re.compile(r"https?://web\.archive\.org/web/\d+(?:[a-z]{2}_)?/(?=https?://)")
_GZIP = b"\x1f\x8b\x08"
_WINDOW = 1 << 20
_MOST_DAMAGES = 100
_OK = 200


def is_arabic(body: bytes) -> bool:
    """Tell by its bytes whether a page may be Arabic; Persian and Urdu may pass."""
    for first, words in _EVIDENCE:
        if first in body and any(_has_many(body, word) for word in words):
            return True
    return False


def _has_many(body: bytes, word: bytes) -> bool:
    """Tell whether a word stands often enough; where it does, the rest is not looked at."""
    at = -1
    for _ in range(FEWEST_ARTICLES):
        at = body.find(word, at + 1)
        if at < 0:
            return False
    return True


def _is_of(url: str, hosts: frozenset[str]) -> bool:
    """Tell whether an address lies on one of the hosts."""
    parts = url.split("/", 3)
    return len(parts) > 2 and parts[2].lower().removeprefix("www.") in hosts


def warc_records(
    file: IO[bytes], name: str, hosts: frozenset[str], *, can_seek: bool
) -> Iterator[Raw | Rejected]:
    """Yield the pages of a WARC.

    Where it is damaged, reading goes on with the next record that is packed by itself, if the file
    can be read in any order.

    Args:
        file: at its first byte.
        name: of the file.
        hosts: whose HTML is taken without a look at its bytes.
        can_seek: whether the file can be read in any order.
    """
    start, damages = 0, 0
    while True:
        walk = _Walk(file, name, hosts, start)
        try:
            yield from walk.records()
            if can_seek:
                _check_end(file, walk.at)
            return
        except (OSError, ValueError) as error:
            why = f"{error}; get the file again"
            at, damages = walk.at, damages + 1
        if walk.count or damages == 1:  # else it is the same damage still
            yield reject(f"{name}#{at}", "broken_archive", f"damaged after byte {at}: {why}")
        following = _next_record(file, at + 1) if can_seek and damages < _MOST_DAMAGES else None
        if following is None:
            return
        file.seek(following)
        start = following


class _Walk:
    """One pass over a WARC; `at` is where the record begins that was looked at last."""

    def __init__(self, file: IO[bytes], name: str, hosts: frozenset[str], start: int) -> None:
        self._file, self._name, self._hosts, self._start = file, name, hosts, start
        self._is_ours = False
        self._pending: dict[str, dict[str, Any]] = {}
        self.at = start
        self.count = 0

    def records(self) -> Iterator[Raw | Rejected]:
        """Yield pages.

        Raises:
            OSError, TruncatedError: the file is damaged.
        """
        kinds = WarcRecordType.warcinfo | WarcRecordType.response | WarcRecordType.metadata
        # By number: fastwarc's own type can be compared and not hashed.
        takers: dict[int, Callable[[Any], Raw | Rejected | None]] = {
            int(WarcRecordType.warcinfo): self._info,
            int(WarcRecordType.response): self._response,
            int(WarcRecordType.metadata): self._note,
        }
        for record in ArchiveIterator(self._file, record_types=kinds):
            self.count += 1
            self.at = self._start + record.stream_pos
            found = takers[int(record.record_type)](record)
            if found:
                yield found
        if not self.count:
            raise TruncatedError("it holds no whole record")

    def _info(self, record: Any) -> None:
        self._is_ours = record.reader.read(1024).startswith(b"software: tawthiq")

    def _response(self, record: Any) -> Raw | Rejected | None:
        url = record.headers.get("WARC-Target-URI") or ""
        http = record.http_headers
        media = (http.get("Content-Type") if http else "") or ""
        if not self._is_ours and not _is_page(http, media):
            return None
        size = record.content_length or 0
        where = f"{self._name}#{url}"
        if size > LARGEST_RECORD:
            return reject(where, "too_large", f"an answer of {size:,} bytes is no article")
        body = record.reader.read(LARGEST_RECORD)
        if len(body) < size:
            raise TruncatedError(f"the answer of {url} breaks off")
        answer = {
            "url": _original(url),
            "status": _status(http),
            "media": media,
            "body": body,
            "note": {},
        }
        answer["at"] = record.headers.get("WARC-Date")
        if self._is_ours:
            self._pending[url] = answer
            return None
        if http and (http.get("Content-Encoding") or http.get("Transfer-Encoding")):
            try:
                answer["body"] = body = _decoded(body, http)
            except (ValueError, zlib.error) as error:
                return reject(where, "bad_encoding", f"cannot be unpacked: {error}")
        if _is_of(url, self._hosts) or is_arabic(body):
            return Raw(where=where, kind=Kind.PAGE, content=answer)
        return None

    def _note(self, record: Any) -> Raw | Rejected | None:
        if not self._is_ours:
            return None
        url = record.headers.get("WARC-Target-URI") or ""
        where = f"{self._name}#{url}"
        try:
            note = json.loads(record.reader.read(LARGEST_RECORD))
        except ValueError as error:
            raise TruncatedError(f"the note on {url} breaks off") from error
        answer = self._pending.pop(url, None)
        if answer is None or note.get("error"):
            return reject(where, "not_fetched", note.get("error") or "no answer")
        return Raw(where=where, kind=Kind.PAGE, content=answer | {"note": note})


def _original(url: str) -> str:
    """Return the address of a page that Wayback kept."""
    found = _WAYBACK.match(url)
    return url[found.end() :] if found else url


def _status(http: Any) -> int:
    return int(http.status_code) if http and http.status_code else 0


def _is_page(http: Any, media: str) -> bool:
    return _status(http) == _OK and (not media or "html" in media.lower())


def _decoded(body: bytes, http: Any) -> bytes:
    """Undo what crawlers leave on that keep answers as they came over the wire.

    Raises:
        ValueError, zlib.error: it cannot be undone, or unpacks to too much.
    """
    if "chunked" in (http.get("Transfer-Encoding") or "").lower():
        body = _joined(body)
    packing = (http.get("Content-Encoding") or "").strip().lower()
    if packing in ("gzip", "x-gzip", "deflate") and body[:1] in (b"\x1f", b"\x78"):
        unpacker = zlib.decompressobj(47)  # gzip or zlib, as its first bytes say
        body = unpacker.decompress(body, LARGEST_RECORD)
        if unpacker.unconsumed_tail:
            raise ValueError(f"it unpacks to more than {LARGEST_RECORD:,} bytes")
    elif packing == "br":
        raise ValueError("Brotli is not read; crawl without it")
    return body


def _joined(body: bytes) -> bytes:
    """Put together the chunks of a body (RFC 9112, 7.1); one without chunks stays as it is."""
    parts, at = list[bytes](), 0
    while True:
        end = body.find(b"\r\n", at)
        digits = body[at:end].partition(b";")[0].strip() if end >= 0 else b""
        if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
            return b"".join(parts) if parts else body
        size = int(digits, 16)
        if not size:
            return b"".join(parts)
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2


def _check_end(file: IO[bytes], at: int) -> None:
    """See whether the records packed by themselves after the last one that was read are whole.

    fastwarc 2.0 passes over a record that breaks off in its packing as if the file ended before.

    Raises:
        TruncatedError: the last one breaks off.
    """
    file.seek(at)
    part, unpacker = file.read(_WINDOW), zlib.decompressobj(31)
    if not part.startswith(_GZIP):
        return  # not packed, or packed as a whole: what breaks off there is seen
    try:
        while part:
            unpacker.decompress(part, _WINDOW)
            part = unpacker.unconsumed_tail
            is_whole = unpacker.eof
            if is_whole:
                part, unpacker = unpacker.unused_data, zlib.decompressobj(31)
            part = part or file.read(_WINDOW)
    except zlib.error as error:
        raise TruncatedError(f"what follows is no record: {error}") from error
    if not is_whole:
        raise TruncatedError("the last record breaks off")


def _next_record(file: IO[bytes], after: int) -> int | None:
    """Return where the next gzip member begins that holds a WARC record."""
    overlap = 1 << 12
    while True:
        file.seek(after)
        part = file.read(_WINDOW)
        at = part.find(_GZIP)
        while at >= 0:
            if _begins_record(part[at : at + overlap]):
                return after + at
            at = part.find(_GZIP, at + 1)
        if len(part) < _WINDOW:
            return None
        after += _WINDOW - overlap


def _begins_record(packed: bytes) -> bool:
    try:
        return zlib.decompressobj(31).decompress(packed, 5) == b"WARC/"
    except zlib.error:
        return False
