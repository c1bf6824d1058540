"""Manners and defences of the client, against a server on loopback that keeps time."""

import asyncio
import gzip
import socket
import threading
import time
from datetime import UTC, date, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise

import aiohttp
import pytest

from tawthiq.fetch import client as client_module
from tawthiq.fetch import fetch, fetch_night, hosts
from tawthiq.fetch.bodies import TooLargeError
from tawthiq.fetch.client import FAULTS, BusyError, Client, _seconds
from tawthiq.fetch.guard import ForbiddenError, is_public
from tawthiq.fetch.hosts import GivenUpError
from tawthiq.sources import SourceConfig
from tawthiq.store import open_store

DAY = date(2018, 3, 6)


class Site:
    """What a server answers: path → list of (status, headers, body), the last one for good."""

    def __init__(self):
        self.answers = {"/robots.txt": [(404, {}, b"")]}
        self.hits = []
        self.seen = {}


@pytest.fixture
def site():
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            path = self.path.partition("?")[0]
            site.hits.append((path, time.monotonic()))
            site.seen[path] = dict(self.headers)
            queue = site.answers.get(path, [(200, {}, b"<p>page</p>")])
            status, headers, body = queue.pop(0) if len(queue) > 1 else queue[0]
            if callable(body):
                body(self)
                return
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    site.port = server.server_address[1]
    site.base = f"http://127.0.0.1:{site.port}"
    yield site
    server.shutdown()
    server.server_close()


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch):
    monkeypatch.setattr(client_module, "_JITTER", lambda _state: 0.01)


def source(port=80, *, delay=0.0, timeout=5.0, **changes):
    base = f"http://127.0.0.1:{port}" if port != 80 else "http://s.example"
    record = {
        "id": "s",
        "title": {"ar": "س", "en": "s"},
        "camp": "other",
        "homepage": f"{base}/",
        "feeds": [f"{base}/feed?day={{day}}"],
        "manners": {"delay_seconds": delay, "timeout_seconds": timeout},
        "licence": "test",
        "verified_on": None,
        "loopback": port != 80,
    }
    return SourceConfig.model_validate(record | changes)


def ask(config, *urls, **options):
    """Ask for addresses one after another; return an answer or the fault for each."""

    async def run():
        results = []
        async with Client(config, **options) as web:
            for url in urls:
                try:
                    results.append(await web.get(url))
                except FAULTS as fault:
                    results.append(fault)
        return results

    return asyncio.run(run())


def feed(base, *paths):
    items = "".join(f"<item><link>{base}{p}</link></item>" for p in paths)
    return f"<rss version='2.0'><channel>{items}</channel></rss>".encode()


# ---- no way into private networks


class Resolver(aiohttp.abc.AbstractResolver):
    """Says 8.8.8.8 to whoever looks first and 127.0.0.1 afterwards, as a rebinding server does."""

    def __init__(self, port):
        self.port, self.calls = port, 0

    async def resolve(self, host, port=0, family=socket.AF_INET):
        self.calls += 1
        return [
            {
                "hostname": host,
                "host": "127.0.0.1",
                "port": self.port,
                "family": socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
        ]

    async def close(self):
        pass


def test_a_name_that_resolves_to_loopback_is_refused_at_the_socket(site):
    resolver = Resolver(site.port)
    (fault,) = ask(source(), f"http://rebind.example:{site.port}/secret", resolver=resolver)
    assert isinstance(fault, ForbiddenError)
    assert resolver.calls == 1
    assert site.hits == []


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.1",
        "2130706433",
        "0x7f000001",
        "0177.0.0.1",
        "0",
        "localhost",
        "[::1]",
        "[::ffff:127.0.0.1]",
        "[::ffff:7f00:1]",
        "127。0。0。1",
        "１２７.0.0.1",
    ],
)
def test_no_spelling_of_loopback_is_asked(site, host):
    (fault,) = ask(source(), f"http://{host}:{site.port}/secret")
    assert isinstance(fault, FAULTS)
    assert site.hits == []


@pytest.mark.parametrize(
    "host",
    [
        "64:ff9b::7f00:1",  # NAT64 of 127.0.0.1
        "2002:7f00:1::",  # 6to4 of 127.0.0.1
        "::127.0.0.1",
        "::ffff:10.0.0.1",
        "fec0::1",
        "ff02::1",
        "169.254.169.254",
        "240.0.0.1",
        "255.255.255.255",
        "192.0.2.1",
        "::",
        "fe80::1%eth0",
    ],
)
def test_private_in_disguise(host):
    assert not is_public(host)


@pytest.mark.parametrize("host", ["8.8.8.8", "2a00:1450:4001::1", "64:ff9b::808:808"])
def test_public_ones_may_be_asked(host):
    assert is_public(host)


# ---- bodies


def test_a_gzip_in_a_gzip_is_undone_up_to_the_limit(site):
    page = gzip.compress(b"<p>page</p>")
    bomb = gzip.compress(gzip.compress(b"\0" * 40_000_000))
    packed = {"Content-Encoding": "gzip"}
    site.answers["/fine"] = [(200, packed, gzip.compress(page))]
    site.answers["/bomb"] = [(200, packed, bomb)]
    site.answers["/broken"] = [(200, {}, b"\x1f\x8bnot gzip at all")]
    fine, bomb_fault, broken = ask(
        source(site.port), *(f"{site.base}/{p}" for p in ("fine", "bomb", "broken"))
    )
    assert fine.body == b"<p>page</p>"
    assert isinstance(bomb_fault, TooLargeError)
    assert isinstance(broken, TooLargeError)


def test_a_slow_drip_ends_at_the_timeout(site, monkeypatch):
    monkeypatch.setattr(client_module, "ATTEMPTS", 1)

    def drip(handler):
        handler.send_response(200)
        handler.send_header("Content-Length", "1000")
        handler.end_headers()
        for _ in range(50):
            try:
                handler.wfile.write(b"x")
                handler.wfile.flush()
            except OSError:
                return
            time.sleep(0.1)

    site.answers["/drip"] = [(200, {}, drip)]
    began = time.monotonic()
    (fault,) = ask(source(site.port, timeout=0.6), f"{site.base}/drip")
    assert isinstance(fault, TimeoutError)
    assert time.monotonic() - began < 3


def test_endless_headers_are_refused(site):
    site.answers["/headers"] = [(200, {"X-Long": "x" * 100_000}, b"ok")]
    (fault,) = ask(source(site.port), f"{site.base}/headers")
    assert isinstance(fault, aiohttp.ClientError)


# ---- manners


def gaps(site):
    times = sorted(at for _, at in site.hits)
    return [b - a for a, b in pairwise(times)]


def test_requests_to_a_host_are_a_delay_apart(site, tmp_path):
    paths = [f"/{i}" for i in range(6)]
    site.answers["/feed"] = [(200, {}, feed(site.base, *paths))]
    report = fetch(source(site.port, delay=0.2), DAY, open_store(str(tmp_path)))
    assert report.pages == 6
    assert len(site.hits) == 8  # robots.txt and the feed, too
    assert min(gaps(site)) >= 0.19


def test_a_longer_crawl_delay_of_robots_txt_wins(site, tmp_path):
    site.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nCrawl-delay: 0.4\n")]
    site.answers["/feed"] = [(200, {}, feed(site.base, "/a", "/b"))]
    fetch(source(site.port, delay=0.1), DAY, open_store(str(tmp_path)))
    assert min(gaps(site)) >= 0.38


def test_a_host_that_wants_a_day_between_pages_is_left_alone(site):
    site.answers["/robots.txt"] = [(200, {}, b"User-agent: *\nCrawl-delay: 86400\n")]
    (fault,) = ask(source(site.port), f"{site.base}/a")
    assert isinstance(fault, GivenUpError)
    assert [path for path, _ in site.hits] == ["/robots.txt"]


def test_robots_txt_that_cannot_be_had_forbids_all(site):
    site.answers["/robots.txt"] = [(503, {}, b"")]
    (fault,) = ask(source(site.port), f"{site.base}/a")
    assert isinstance(fault, BusyError)
    assert {path for path, _ in site.hits} == {"/robots.txt"}


def test_retry_after_is_obeyed(site):
    site.answers["/a"] = [(429, {"Retry-After": "1"}, b""), (200, {}, b"ok")]
    (answer,) = ask(source(site.port), f"{site.base}/a")
    assert answer.body == b"ok"
    first, second = [at for path, at in site.hits if path == "/a"]
    assert second - first >= 1


def test_a_host_that_asks_for_an_hour_is_left_alone_at_once(site):
    site.answers["/a"] = [(503, {"Retry-After": "3600"}, b"")]
    first, second = ask(source(site.port), f"{site.base}/a", f"{site.base}/b")
    assert isinstance(first, OSError)
    assert isinstance(second, GivenUpError)
    assert [path for path, _ in site.hits] == ["/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("7", 7),
        ("Tue, 06 Mar 2018 00:02:00 GMT", 120),
        ("Mon, 05 Mar 2018 00:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("", 0),
    ],
)
def test_retry_after_in_seconds_or_as_a_date(header, seconds):
    assert _seconds(header, datetime(2018, 3, 6, tzinfo=UTC)) == seconds


def test_a_host_that_only_fails_is_given_up(site):
    for number in range(8):
        site.answers[f"/{number}"] = [(500, {}, b"")]
    results = ask(source(site.port), *(f"{site.base}/{n}" for n in range(8)))
    kinds = [type(r) for r in results]
    limit = hosts.FAILURES_TO_GIVE_UP
    assert kinds == [BusyError] * limit + [GivenUpError] * (8 - limit)
    assert len(site.hits) == 1 + limit * client_module.ATTEMPTS


def test_missing_pages_do_not_speak_against_a_host(site):
    for number in range(8):
        site.answers[f"/{number}"] = [(404, {}, b"no")]
    results = ask(source(site.port), *(f"{site.base}/{n}" for n in range(8)))
    assert [r.status for r in results] == [404] * 8


# ---- nights


def test_dead_hosts_do_not_stop_the_night_and_are_reported(site, tmp_path):
    site.answers["/feed"] = [(200, {}, feed(site.base, "/a"))]
    dead = source(9, id="dead", expect={"articles_per_night": {"min": 1, "max": 5}})
    reports = fetch_night([dead, source(site.port)], DAY, open_store(str(tmp_path)))
    assert [(r.source_id, r.pages, r.verdict) for r in reports] == [
        ("dead", 0, "below"),
        ("s", 1, "within"),
    ]
    assert "127.0.0.1:9" in reports[0].errors[0]
    assert reports[0].health_row()["page_count"] == 0


def test_what_did_not_change_since_an_earlier_night_is_not_sent_again(site, tmp_path):
    store = open_store(str(tmp_path))
    site.answers["/feed"] = [(200, {}, feed(site.base, "/a", "/b"))]
    site.answers["/a"] = [(200, {"ETag": '"1"'}, b"a"), (304, {"ETag": '"1"'}, b"")]
    first = fetch(source(site.port), DAY, store)
    second = fetch(source(site.port), date(2018, 3, 7), store)
    assert (first.pages, first.unchanged) == (2, 0)
    assert (second.pages, second.unchanged) == (1, 1)
    assert site.seen["/a"]["If-None-Match"] == '"1"'
    fetch(source(site.port), date(2018, 3, 7), store, again=True)
    assert "If-None-Match" not in site.seen["/a"]  # the same night again is fetched whole


def test_a_kept_night_gives_its_report_again(site, tmp_path):
    store = open_store(str(tmp_path))
    site.answers["/feed"] = [(200, {}, feed(site.base, "/a", "/gone"))]
    site.answers["/gone"] = [(500, {}, b"")]
    first = fetch(source(site.port), DAY, store)
    again = fetch(source(site.port), DAY, store)
    assert again.kept
    assert (again.pages, again.failed, again.errors) == (1, 1, first.errors)


def test_a_source_is_not_asked_outside_its_hours(site, tmp_path):
    manners = {"delay_seconds": 0, "hours": {"from": 1, "to": 3}}
    config = source(site.port, manners=manners)
    noon = datetime(2018, 3, 6, 12, tzinfo=UTC)
    with pytest.raises(OSError, match="from 1 to 3 UTC"):
        fetch(config, DAY, open_store(str(tmp_path)), clock=lambda: noon)
    assert site.hits == []


def test_a_feed_without_a_date_cannot_give_an_old_night(site, tmp_path):
    config = source(site.port, feeds=[f"{site.base}/feed"])
    later = datetime(2018, 3, 20, tzinfo=UTC)
    with pytest.raises(OSError, match="cannot give a night this old"):
        fetch(config, DAY, open_store(str(tmp_path)), clock=lambda: later)
    assert site.hits == []


def test_a_sitemap_index_gives_an_old_night(site, tmp_path):
    site.answers["/map"] = [
        (
            200,
            {},
            f"<sitemapindex><sitemap><loc>{site.base}/m</loc></sitemap></sitemapindex>".encode(),
        )
    ]
    row = f"<url><loc>{site.base}/a</loc><lastmod>{DAY}</lastmod></url>"
    site.answers["/m"] = [(200, {}, gzip.compress(f"<urlset>{row}</urlset>".encode()))]
    config = source(site.port, feeds=[f"{site.base}/feed"], sitemaps=[f"{site.base}/map"])
    later = datetime(2018, 3, 20, tzinfo=UTC)
    report = fetch(config, DAY, open_store(str(tmp_path)), clock=lambda: later)
    assert (report.listed, report.pages) == (1, 1)
    assert "/feed" not in {path for path, _ in site.hits}
