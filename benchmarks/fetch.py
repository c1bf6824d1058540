"""Load on loopback: 30 hosts, 3,000 pages, 5 % slow, 5 % failing, 2 % hostile.

    make bench ONLY=fetch

`fetch_vs_politeness` is the time taken against what the delay between requests alone demands (at
most 1.3), `fetch_peak_mb` this process's peak (below 200). The server runs in a process of its
own, so that its memory is not counted.
"""

from __future__ import annotations

import asyncio
import gzip
import multiprocessing
import resource
import tempfile
import time
from collections import defaultdict
from datetime import date
from itertools import pairwise
from multiprocessing.connection import Connection
from statistics import quantiles

from aiohttp import web

from benchmarks import Row, row
from tawthiq.fetch import fetch_night
from tawthiq.sources import SourceConfig
from tawthiq.store import open_store

HOSTS, PAGES, DELAY = 30, 100, 0.25
DAY = date(2018, 3, 6)
SLOW_SECONDS = 1.0
#: As the server sees them: a packet held up on a busy machine shortens one gap and lengthens the
#: next, hence a percentile. The sender's own gaps are tested in tests/fetch, without exception.
LEAST_GAP = 0.5
_TEXT = "".join(chr(0x621 + (i * 7) % 26) + (" " if i % 6 == 0 else "") for i in range(12_000))
PAGE = f"<html><body><article><p>{_TEXT}</p></article></body></html>".encode()  # some 25 kB


def kind(number: int) -> str:
    """Return what page `number` of a host does; spread so that no host only fails."""
    if number % 20 == 7:
        return "slow"
    if number % 20 == 13:
        return "failing"
    return "hostile" if number % 50 == 25 else "good"


def _serve(channel: Connection) -> None:
    hits: dict[str, list[float]] = defaultdict(list)
    bomb = gzip.compress(bytes(200_000_000))  # here: the client's memory is what is measured

    async def answer(request: web.Request) -> web.StreamResponse:
        host = request.host
        hits[host].append(time.monotonic())
        name = request.path.strip("/")
        if name == "robots.txt":
            return web.Response(status=404)
        if name == "feed":
            links = "".join(f"<item><link>http://{host}/{n}</link></item>" for n in range(PAGES))
            return web.Response(text=f"<rss><channel>{links}</channel></rss>")
        what = kind(int(name))
        if what == "slow":
            await asyncio.sleep(SLOW_SECONDS)
        elif what == "failing":
            return web.Response(status=500)
        elif what == "hostile":
            return web.Response(body=bomb, headers={"Content-Encoding": "gzip"})
        return web.Response(body=PAGE, content_type="text/html", charset="utf-8")

    async def serve() -> None:
        app = web.Application()
        app.router.add_get("/{any:.*}", answer)
        runner = web.AppRunner(app)
        await runner.setup()
        site = web.TCPSite(runner, "0.0.0.0", 0)  # noqa: S104  all of 127.0.0.x
        await site.start()
        channel.send(runner.addresses[0][1])
        await asyncio.to_thread(channel.recv)
        channel.send(dict(hits))
        await runner.cleanup()

    asyncio.run(serve())


def _source(number: int, port: int) -> SourceConfig:
    base = f"http://127.0.0.{number + 1}:{port}"
    return SourceConfig.model_construct(
        **SourceConfig.model_validate(
            {
                "id": f"host-{number}",
                "title": {"ar": "-", "en": "-"},
                "camp": "other",
                "homepage": "http://127.0.0.1/",
                "feeds": ["http://127.0.0.1/{day}"],
                "manners": {"delay_seconds": DELAY, "timeout_seconds": 10},
                "licence": "benchmark",
                "verified_on": None,
                "loopback": True,
            }
        ).__dict__
        | {"homepage": f"{base}/", "feeds": (f"{base}/feed?{{day}}",)}
    )


def run() -> list[Row]:
    """Fetch the night and return the rows; `ok` tells whether the target is met."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    server = context.Process(target=_serve, args=(theirs,), daemon=True)
    server.start()
    port = ours.recv()
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        sources = [_source(number, port) for number in range(HOSTS)]
        reports = fetch_night(sources, DAY, open_store(folder))
        seconds = time.monotonic() - began
    ours.send("done")
    hits = ours.recv()
    server.join(10)
    good = sum(kind(n) in ("good", "slow") for n in range(PAGES)) * HOSTS
    gaps = [b - a for times in hits.values() for a, b in pairwise(times)]
    percent = quantiles(gaps, n=100)
    demanded = max(len(times) - 1 for times in hits.values()) * DELAY
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    stored = sum(report.pages for report in reports)
    ratio = seconds / demanded
    return [
        row("fetch_vs_politeness", ratio, "ratio", ceiling=1.3),
        row("fetch_peak_mb", peak, "MB", ceiling=200),
        row("fetch_good_pages_stored", stored / good, "share", floor=1, ceiling=1),
        row("fetch_gap_vs_delay", percent[0] / DELAY, "p01 ratio", floor=LEAST_GAP),
        row("fetch_seconds", seconds, "s"),
    ]
