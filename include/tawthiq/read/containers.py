"""Archives → their files, one after another, whatever they are packed in.

ZIP, tar, gzip, Zstandard and bzip2 are recognised by their first bytes, also within one another.
Nothing is written under a name of the archive; names that point out of it are refused all the
same, as nothing good has them.
"""

from __future__ import annotations

import bz2
import gzip
import io
import shutil
import struct
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, Any

import zstandard

from tawthiq.model import Rejected
from tawthiq.read.limits import LARGEST_MEMBER, MOST_LEVELS, Budget, Metered
from tawthiq.read.members import Member
from tawthiq.read.records import reject

#: What broken packing raises (ZIP and tar also in their numbers and names); the rest is lost.
BROKEN = (
    EOFError, OSError, zlib.error, zipfile.BadZipFile, tarfile.TarError, zstandard.ZstdError,
    NotImplementedError, struct.error, OverflowError, ValueError,
)  # fmt: skip
_ZIP = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_GZIP = b"\x1f\x8b"
_WARC = b"WARC/"
#: Zstandard may ask for any window; this is what `zstd --long` writes, and 128 MB of memory.
_WINDOW = 2**27
_ENCRYPTED = 0x1
_IN_MEMORY = 32 * 1024 * 1024

Found = Iterator[Member | Rejected]


def members(member: Member, budget: Budget, level: int = 0) -> Found:
    """Yield the files that a file holds, or the file itself if it is no archive.

    A WARC is yielded as it is: its records are packed one by one.

    Raises:
        BombError: it unpacks to too much.
        one of BROKEN: the packing breaks off.
    """
    head = member.peek()
    opener = _opener(head)
    if level > MOST_LEVELS:
        yield reject(member.name, "too_deep", f"archives within {MOST_LEVELS} archives; unpack it")
    elif head.startswith(_ZIP):
        yield from _zip(member, budget, level)
    elif head[257:262] == b"ustar":
        yield from _tar(member, budget, level)
    elif opener and not (head.startswith(_GZIP) and _unpacked_head(head).startswith(_WARC)):
        inner = io.BufferedReader(Metered(opener(member.stream()), budget))
        yield from members(Member(member.name, inner), budget, level + 1)
    else:
        yield member


def _opener(head: bytes) -> Callable[[IO[bytes]], Any] | None:
    if head.startswith(_GZIP):
        return lambda packed: gzip.GzipFile(fileobj=packed)
    if head.startswith(b"\x28\xb5\x2f\xfd"):
        packer = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        return lambda packed: packer.stream_reader(packed, read_across_frames=True)
    if head.startswith(b"BZh"):
        return bz2.BZ2File
    return None


def _unpacked_head(head: bytes) -> bytes:
    try:
        return zlib.decompressobj(31).decompress(head, 512)
    except zlib.error:
        return b""


def _zip(member: Member, budget: Budget, level: int) -> Found:
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as copy:
        file = member.seekable()
        if file is None:
            shutil.copyfileobj(member.stream(), copy)
            file = copy
        with zipfile.ZipFile(file) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            if not entries:
                yield reject(member.name, "empty_archive", "the ZIP holds no file; get it again")
            for entry in entries:
                yield from _entry(archive, entry, f"{member.name}/{entry.filename}", budget, level)


def _entry(
    archive: zipfile.ZipFile, entry: zipfile.ZipInfo, where: str, budget: Budget, level: int
) -> Found:
    """Yield one file of a ZIP; one that is broken does not harm the others."""
    fault = _fault(entry.filename, entry.file_size)
    if entry.flag_bits & _ENCRYPTED:
        fault = ("encrypted", "wants a password; unpack it and load the files")
    if fault:
        yield reject(where, *fault)
        return
    try:
        with archive.open(entry) as inner:
            metered = io.BufferedReader(Metered(inner, budget))
            yield from members(Member(where, metered), budget, level + 1)
    except BROKEN as error:
        yield reject(where, "broken_archive", lost(error))


def _tar(member: Member, budget: Budget, level: int) -> Found:
    empty = True
    with tarfile.open(fileobj=member.stream(), mode="r|") as archive:
        for entry in archive:
            file = archive.extractfile(entry) if entry.isfile() else None
            if file is None:
                continue  # folders, links, devices: nothing to read
            empty = False
            where = f"{member.name}/{entry.name}"
            fault = _fault(entry.name, entry.size)
            if fault:
                yield reject(where, *fault)
                continue
            yield from members(Member(where, file), budget, level + 1)
    if empty:
        yield reject(member.name, "empty_archive", "the tar holds no file; get it again")


def _fault(name: str, size: int) -> tuple[str, str] | None:
    """Return why a file of an archive is not read."""
    parts = name.replace("\\", "/").split("/")
    if ".." in parts or name.startswith(("/", "\\")) or parts[0].endswith(":"):
        return "unsafe_name", "a name that points out of the archive; rename it if it is sound"
    if size > LARGEST_MEMBER:
        return "too_large", f"says to unpack to {size:,} bytes; unpack it and load parts"
    return None


def lost(error: Exception) -> str:
    """Say what broke in an archive, and what to do."""
    return f"{type(error).__name__}: {error}; get the file again, what came before is read"
