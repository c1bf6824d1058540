"""Addresses of a list (a sitemap, Wayback's CDX) → WARC files, and single files → the store.

The same client, guard and manners as of a night; pages in files of some hundred each, so that an
interrupted fetch goes on where it was.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import IO
from urllib.parse import urljoin, urlsplit

import aiohttp

from tawthiq.fetch.archive import Archive
from tawthiq.fetch.bodies import TooLargeError
from tawthiq.fetch.client import AGENT, CONTACT, FAULTS, MOST_REDIRECTS, Client
from tawthiq.fetch.feeds import Entry
from tawthiq.fetch.guard import ForbiddenError, check_url, guarded_socket
from tawthiq.model import SourceClass
from tawthiq.sources import Manners, SourceConfig, Title
from tawthiq.store import Store

WARC = ".warc.gz"
#: Pages a file: at three seconds each, an interrupted fetch repeats five minutes at most.
PAGES = 100
#: Files of CC-NEWS have 1.07 GB.
LARGEST_FILE = 2 * 1024**3
FILE_SECONDS = 6 * 3600.0
_SILENCE = 120.0  # seconds without a byte
_MOVED = (301, 302, 303, 307, 308)
#: 20 a minute: Wayback bars who asks more than 24.
POLITE = Manners(delay_seconds=3.0)


def fetch_pages(
    urls: Sequence[str],
    store: Store,
    name: str,
    *,
    manners: Manners = POLITE,
    loopback_port: int | None = None,
) -> list[str]:
    """Fetch pages into `fetch/listed/<name>/00000.warc.gz` …; return the files' paths.

    A page that cannot be had is noted in its file; a file that is there already is kept.
    """
    paths = []
    for number, start in enumerate(range(0, len(urls), PAGES)):
        batch = f"listed/{name}/{number:05d}"
        if not store.exists("fetch", batch, WARC):
            some = urls[start : start + PAGES]
            asyncio.run(_pages(some, store, batch, manners, loopback_port))
        paths.append(str(store.path("fetch", batch, WARC)))
    return paths


def fetch_file(url: str, store: Store, name: str, *, loopback_port: int | None = None) -> str:
    """Fetch a file into `fetch/listed/<name>` as it streams, whole or not at all; return its path.

    Raises:
        ForbiddenError, TooLargeError, aiohttp.ClientError, TimeoutError: it could not be had.
    """
    suffix = ".warc.gz" if urlsplit(url).path.endswith(".warc.gz") else ".xml"
    batch = f"listed/{name}"
    if not store.exists("fetch", batch, suffix):
        with store.create("fetch", batch, suffix) as file:
            asyncio.run(_stream(url, file, loopback_port))
    return str(store.path("fetch", batch, suffix))


async def _pages(
    urls: Sequence[str], store: Store, batch: str, manners: Manners, port: int | None
) -> None:
    hosts = dict[str, list[str]]()
    for url in urls:
        hosts.setdefault(url.partition("://")[2].partition("/")[0].lower(), []).append(url)
    with store.create("fetch", batch, WARC) as file:
        # Without a source's name: each page is read as its host's source has it.
        archive = Archive(file, "", f"{batch.replace('/', '-')}{WARC}")
        client = Client(_stranger(manners, port), archive.keep)
        async with client, asyncio.TaskGroup() as group:
            for queue in hosts.values():
                group.create_task(_queue(queue, client, archive))


async def _queue(urls: Sequence[str], client: Client, archive: Archive) -> None:
    for url in urls:
        entry = Entry(url=url, named_in="list")
        try:
            answer = await client.get(url)
        except FAULTS as fault:
            archive.note(entry, None, f"{url}: {type(fault).__name__}: {fault}")
        else:
            archive.note(entry, answer)


def _stranger(manners: Manners, port: int | None) -> SourceConfig:
    home = f"http://127.0.0.1:{port}/" if port else "https://web.archive.org/"
    return SourceConfig(
        id="listed",
        title=Title(ar="", en="a list"),
        camp=SourceClass.OTHER,
        homepage=home,
        feeds=(home,),
        manners=manners,
        licence="as each page's publisher has it",
        verified_on=None,
        loopback=port is not None,
    )


async def _stream(url: str, file: IO[bytes], port: int | None) -> None:
    connector = aiohttp.TCPConnector(socket_factory=guarded_socket(port))
    timeout = aiohttp.ClientTimeout(total=FILE_SECONDS, sock_read=_SILENCE)
    headers = {"User-Agent": AGENT.format(contact=CONTACT), "Accept-Encoding": "identity"}
    async with aiohttp.ClientSession(
        connector=connector, timeout=timeout, headers=headers, auto_decompress=False
    ) as session:
        for _ in range(MOST_REDIRECTS + 1):
            check_url(url)
            async with session.get(url, allow_redirects=False) as response:
                target = response.headers.get("Location")
                if response.status not in _MOVED or not target:
                    response.raise_for_status()
                    await _write(response, file, url)
                    return
                url = urljoin(url, target)
    raise ForbiddenError(f"{url}: more than {MOST_REDIRECTS} redirects")


async def _write(response: aiohttp.ClientResponse, file: IO[bytes], url: str) -> None:
    size = 0
    async for part in response.content.iter_chunked(1 << 16):
        size += len(part)
        if size > LARGEST_FILE:
            raise TooLargeError(f"{url}: over {LARGEST_FILE} bytes")
        file.write(part)
