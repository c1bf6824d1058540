"""What lists name that is not beside them: fetched, where somebody asks for it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

from tawthiq.backfill.order import Order
from tawthiq.settings import Settings
from tawthiq.store import open_store

#: Levels of lists: a sitemap's index, its sitemaps.
_LEVELS = 2


def bring(
    settings: Settings,
    archives: Sequence[str],
    order: Order,
    *,
    loopback_port: int | None = None,
    delay_seconds: float = 3.0,
) -> list[str]:
    """Return the archives, each list replaced by the files that it names, fetched or beside it.

    Args:
        settings: whose store takes what is fetched; what it holds already is not fetched again.
        archives: paths; those that are no lists stay as they are.
        order: entries captured before its first day are passed over.
        loopback_port: for the sample newsroom and tests alone.
        delay_seconds: between two requests to a host.

    Raises:
        OSError, aiohttp.ClientError: a file that a list names could not be had.
    """
    found = list[str]()
    for archive in archives:
        fetched = list(_fetched(settings, archive, order, loopback_port, delay_seconds, _LEVELS))
        found += fetched or [archive]
    return list(dict.fromkeys(found))


def _fetched(
    settings: Settings, archive: str, order: Order, port: int | None, delay: float, levels: int
) -> Iterator[str]:
    from tawthiq.fetch.listed import fetch_file, fetch_pages
    from tawthiq.read import entries_of
    from tawthiq.sources import Manners

    store, pages = open_store(settings.store_url), list[str]()
    for address, entry in entries_of(archive, order.fields()):
        if "://" not in address:
            yield address
        elif order.first and entry.by and entry.by < order.first:
            continue  # captured or changed last before the first day: published before it, too
        elif entry.is_list and levels:
            path = fetch_file(address, store, _key(address), loopback_port=port)
            yield from _fetched(settings, path, order, port, delay, levels - 1)
        elif urlsplit(address).path.endswith((".warc", ".warc.gz")):
            yield fetch_file(address, store, _key(address), loopback_port=port)
        else:
            pages.append(address)
    if pages:
        manners = Manners(delay_seconds=delay)
        name = _key("\n".join(pages))
        yield from fetch_pages(pages, store, name, manners=manners, loopback_port=port)


def _key(words: str) -> str:
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]
