"""Lists of what is elsewhere: sitemaps, Wayback's CDX, CC-NEWS' warc.paths.

A list names files beside it or addresses; which of them are read is the caller's business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lxml import etree

from tawthiq.read.limits import LARGEST_RECORD
from tawthiq.read.members import Member

#: As sitemaps.org allows a file, and far above a day's list of CC-NEWS or an outlet's captures.
MOST_ENTRIES = 1_000_000
COMMON_CRAWL = "https://data.commoncrawl.org/"
#: `id_` gives the page as it was captured, without Wayback's own markup and links.
WAYBACK = "https://web.archive.org/web/{stamp}id_/{url}"

_PATH = re.compile(rb"\S+\.warc(?:\.gz)?")
_CDX = re.compile(rb"\S+ \d{14} (?:\{|\S+ \S+ )")
_CDX_NAMES = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")
_LETTERS = {"N": "urlkey", "b": "timestamp", "a": "original", "m": "mimetype", "s": "statuscode"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One entry: an address or a file's name, and a day by which the article was published."""

    address: str
    by: date | None = None
    is_list: bool = False  # a sitemap that an index names


def is_listing(member: Member) -> bool:
    """Tell by its first bytes whether a file is a list of others."""
    return _reader(member.start()) is not None


def listed(member: Member) -> Iterator[Listed]:
    """Yield the entries of a list; lines that are none are passed over.

    Raises:
        ValueError: the list breaks off or holds too many entries.
    """
    reader = _reader(member.start())
    if reader is None:
        raise ValueError(f"{member.name} is no sitemap, CDX or list of WARC files")
    for number, entry in enumerate(reader(member)):
        if number >= MOST_ENTRIES:
            raise ValueError(f"{member.name} names more than {MOST_ENTRIES:,} entries; split it")
        yield entry


def beside(folder: Path, address: str) -> Path | None:
    """Return the file that an entry names in the list's folder, if it lies there.

    A path of a crawl, such as crawl-data/CC-NEWS/…, is looked for as it stands and by its name.
    """
    name = address.removeprefix("file://")
    if "://" in name or "\0" in name:
        return None
    root = folder.resolve()
    for candidate in (root / name, root / Path(name).name):
        try:
            found = candidate.resolve()
            if found.is_relative_to(root) and found.is_file():
                return found
        except OSError:  # such as a name longer than the system takes
            continue
    return None


def remote(entry: Listed) -> str:
    """Return the address under which an entry that is no file beside its list can be fetched."""
    if "://" in entry.address:
        return entry.address
    return COMMON_CRAWL + entry.address.lstrip("/")


def _reader(head: bytes) -> Any:
    line = head.partition(b"\n")[0].strip()
    if b"<urlset" in head or b"<sitemapindex" in head:
        return _sitemap
    if head.startswith((b'[["urlkey"', b'[["original"', b'[["timestamp"')):
        return _wayback_json
    if line.startswith(b"CDX ") or _CDX.match(line):
        return _cdx
    if _PATH.fullmatch(line):
        return _paths
    return None


def _sitemap(member: Member) -> Iterator[Listed]:
    walk = etree.iterparse(
        member.stream(), events=("end",), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False,
    )  # fmt: skip
    try:
        for _, element in walk:
            name = etree.QName(element).localname if isinstance(element.tag, str) else ""
            if name in ("url", "sitemap"):
                parts = {etree.QName(e).localname: e for e in element if isinstance(e.tag, str)}
                yield from _entry(parts, is_list=name == "sitemap")
                element.clear()
    except etree.XMLSyntaxError as error:
        raise ValueError(f"{member.name} is no sitemap: {error}") from error


def _entry(parts: dict[str, Any], *, is_list: bool) -> Iterator[Listed]:
    address = (parts["loc"].text or "").strip() if "loc" in parts else ""
    if address:
        stamp = (parts["lastmod"].text or "").strip() if "lastmod" in parts else ""
        day = _day(stamp.replace("-", "")[:8])
        yield Listed(address=address, by=day, is_list=is_list)


def _lines(member: Member) -> Iterator[bytes]:
    stream = member.stream()
    while line := stream.readline(LARGEST_RECORD):
        if line.strip():
            yield line.strip()


def _paths(member: Member) -> Iterator[Listed]:
    for line in _lines(member):
        if _PATH.fullmatch(line):
            name = line.decode("utf-8", "replace")
            stamp = re.search(r"CC-NEWS-(\d{8})\d{6}-", name)
            yield Listed(address=name, by=_day(stamp.group(1)) if stamp else None)


def _cdx(member: Member) -> Iterator[Listed]:
    names: tuple[str, ...] = _CDX_NAMES
    for line in _lines(member):
        if line.startswith(b"CDX "):
            names = tuple(_LETTERS.get(n, n) for n in line.decode("ascii", "replace").split()[1:])
            continue
        parts = line.decode("utf-8", "replace").split(" ", 2)
        if len(parts) == len(("key", "stamp", "rest")) and parts[2].startswith("{"):
            yield from _capture(_object(parts[2]) | {"timestamp": parts[1]})
        else:
            values = line.decode("utf-8", "replace").split()
            yield from _capture(dict(zip(names, values, strict=False)))


def _object(text: str) -> dict[str, Any]:
    """Return CDXJ's fields under CDX's names; nothing where the line is broken."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {
        "original": found.get("url"),
        "mimetype": found.get("mime") or found.get("mimetype") or "",
        "statuscode": found.get("status") or "",
    }


def _wayback_json(member: Member) -> Iterator[Listed]:
    try:
        names, *rows = json.loads(member.read(4 * LARGEST_RECORD))
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{member.name}: the CDX answer breaks off: {error}") from error
    for row in rows:
        if isinstance(row, list) and len(row) == len(names):
            yield from _capture(dict(zip(names, map(str, row), strict=True)))


def _capture(fields: dict[str, Any]) -> Iterator[Listed]:
    """Yield what can be asked of Wayback: answers with 200 that are pages."""
    stamp, url = fields.get("timestamp") or "", fields.get("original") or ""
    is_page = "html" in (fields.get("mimetype") or "html")
    is_whole = str(fields.get("statuscode") or "200") == "200"
    if re.fullmatch(r"\d{14}", stamp) and url and is_page and is_whole:
        yield Listed(address=WAYBACK.format(stamp=stamp, url=url), by=_day(stamp[:8]))


def _day(digits: str) -> date | None:
    try:
        return date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    except ValueError:
        return None
