"""Fetching against a server on loopback that does what the worst of the web does."""

import gzip
import json
import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest
from fastwarc.warc import ArchiveIterator, WarcRecordType

from tawthiq.fetch import client, fetch
from tawthiq.fetch.guard import ForbiddenError, check_url, guarded_socket
from tawthiq.sources import SourceConfig, SourceError, load_source
from tawthiq.store import open_store

DAY = date(2018, 3, 6)
PAGE = "<html><body><p>قتل ثلاثة مدنيين بقصف مدفعي على دوما</p></body></html>".encode()


class Web(BaseHTTPRequestHandler):
    hits: ClassVar[dict] = {}
    paths: tuple = ()

    def do_GET(self):  # noqa: C901  one branch a misdeed
        path = self.path.partition("?")[0]
        Web.hits[path] = Web.hits.get(path, 0) + 1
        if path == "/feed.xml":
            items = "".join(
                f"<item><title>t</title><link>{p if '://' in p else self.base() + p}</link></item>"
                for p in Web.paths
            )
            self.answer(200, f"<rss version='2.0'><channel>{items}</channel></rss>".encode())
        elif path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /secret\n")
        elif path == "/bomb":
            body = gzip.compress(b"\0" * 30_000_000)
            self.answer(200, body, ("Content-Encoding", "gzip"))
        elif path == "/loop":
            self.answer(302, b"", ("Location", "/loop"))
        elif path == "/inside":
            self.answer(302, b"", ("Location", "http://127.0.0.1:1/"))
        elif path == "/file":
            self.answer(302, b"", ("Location", "file:///etc/passwd"))
        elif path == "/flaky" and Web.hits[path] < 2:
            self.answer(503, b"")
        elif path == "/gone":
            self.answer(404, b"no")
        else:
            self.answer(200, PAGE)

    def base(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, status, body, header=None):
        self.send_response(status)
        self.send_header("Content-Length", str(len(body)))
        if header:
            self.send_header(*header)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def web(monkeypatch):
    server = ThreadingHTTPServer(("127.0.0.1", 0), Web)
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    Web.hits = {}
    monkeypatch.setattr(client, "ATTEMPTS", 2)
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def source(port, **changes):
    record = {
        "id": "s",
        "title": {"ar": "س", "en": "s"},
        "camp": "other",
        "homepage": f"http://127.0.0.1:{port}/",
        "feeds": [f"http://127.0.0.1:{port}/feed.xml?day={{day}}"],
        "manners": {"delay_seconds": 0, "timeout_seconds": 5},
        "licence": "test",
        "verified_on": None,
        "loopback": True,
    }
    return SourceConfig.model_validate(record | changes)


def fetched(port, store_folder, paths):
    Web.paths = tuple(paths)
    store = open_store(str(store_folder))
    report = fetch(source(port), DAY, store)
    path = store.path("fetch", f"s/{DAY}", ".warc.gz")
    with path.open("rb") as file:
        notes = [
            (r.headers["WARC-Target-URI"].rpartition("/")[2], json.loads(r.reader.read()))
            for r in ArchiveIterator(file, record_types=WarcRecordType.metadata)
        ]
    kept = [name for name, note in notes if not note["error"]]
    return report, kept


def test_good_pages_are_kept_whatever_the_bad_ones_do(web, tmp_path):
    paths = ["/a", "/bomb", "/loop", "/inside", "/file", "/secret/x", "/gone", "/b", "/flaky"]
    report, kept = fetched(web, tmp_path, paths)
    assert sorted(kept) == ["a", "b", "flaky", "gone"]
    assert (report.pages, report.failed, report.listed) == (4, 5, 9)
    assert len(report.errors) == 5
    told = "\n".join(report.errors)
    for cause in ("over 10485760 bytes", "redirects", "not the sample", "only http", "robots.txt"):
        assert cause in told, told
    assert "/secret/x" not in Web.hits


def test_a_night_that_is_there_is_not_asked_for_again(web, tmp_path):
    fetched(web, tmp_path, ["/a"])
    before = dict(Web.hits)
    report, _ = fetched(web, tmp_path, ["/a", "/b"])
    assert report.kept
    assert Web.hits == before


def test_a_dead_host_is_an_error_with_its_name(tmp_path):
    with pytest.raises(OSError, match=r"s: http://127\.0\.0\.1:9/feed\.xml"):
        fetch(source(9), DAY, open_store(str(tmp_path)))
    assert not open_store(str(tmp_path)).exists("fetch", f"s/{DAY}", ".warc.gz")


@pytest.mark.parametrize(
    "url", ["file:///etc/passwd", "ftp://x.test/", "http://user:pw@x.test/", "http:///x", "//x"]
)
def test_addresses_that_are_never_asked(url):
    with pytest.raises(ForbiddenError):
        check_url(url)


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "127.9.9.9",
        "10.0.0.1",
        "192.168.1.1",
        "172.16.0.1",
        "169.254.169.254",
        "0.0.0.0",
        "::1",
        "::ffff:127.0.0.1",
        "fe80::1",
        "fd00::1",
        "100.64.0.1",
        "224.0.0.1",
    ],
)
def test_no_socket_into_a_private_network(host):
    import socket

    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with pytest.raises(ForbiddenError):
        guarded_socket(None)((family, socket.SOCK_STREAM, 0, "", (host, 80)))


def test_a_misspelt_key_names_file_and_key(tmp_path):
    path = tmp_path / "outlet.yml"
    path.write_text("title: {ar: س, en: s}\ncamp: other\nfeds: []\n", "utf-8")
    with pytest.raises(SourceError, match=r"outlet.yml: .*feds"):
        load_source(path)
