"""What a source's pages said of their version: ETag and Last-Modified, kept between nights."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tawthiq.fetch.client import Answer
from tawthiq.store import Store

#: Addresses remembered a source; a feed holds some 100, so older ones are not asked again.
MOST_KNOWN = 5000


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A page as it was on a night."""

    day: str
    etag: str
    modified: str


def load_known(store: Store, source_id: str) -> dict[str, Version]:
    """Return the versions that earlier nights saw, by address."""
    name = f"{source_id}/known"
    if not store.exists("fetch", name):
        return {}
    return {row.pop("url"): Version(**row) for row in store.read_lines("fetch", name)}


def save_known(store: Store, source_id: str, known: Mapping[str, Version]) -> None:
    """Replace what is remembered, the newest `MOST_KNOWN`."""
    newest = sorted(known.items(), key=lambda pair: (pair[1].day, pair[0]))[-MOST_KNOWN:]
    rows = ({"url": url, "day": v.day, "etag": v.etag, "modified": v.modified} for url, v in newest)
    store.write_lines("fetch", f"{source_id}/known", rows)


def conditions(version: Version | None, day: date) -> dict[str, str]:
    """Return headers that ask for a page only if it changed since an earlier night.

    The same night fetched again asks for everything: its file is written anew and whole.
    """
    if version is None or version.day >= day.isoformat():
        return {}
    headers = {"If-None-Match": version.etag, "If-Modified-Since": version.modified}
    return {name: value for name, value in headers.items() if value}


def version_of(answer: Answer, day: date) -> Version | None:
    """Return what an answer says of its version, `None` where it says nothing."""
    etag, modified = answer.header("etag"), answer.header("last-modified")
    if answer.status not in (200, 304) or not (etag or modified):
        return None
    return Version(day=day.isoformat(), etag=etag[:500], modified=modified[:100])
