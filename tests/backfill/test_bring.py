"""Lists: what they name elsewhere is fetched where asked, by a guarded client, from loopback."""

import threading
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from tests.read import archives as make

from tawthiq import backfill
from tawthiq.fetch.guard import ForbiddenError
from tawthiq.model import Article
from tawthiq.read import read
from tawthiq.settings import Settings

XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NO_DELAY = {"delay_seconds": 0.0}


@pytest.fixture
def web():
    """A server that answers with what its dictionary holds; `asked` are the paths asked for."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            server.asked.append(self.path)
            body = server.pages.get(self.path)
            self.send_response(200 if body is not None else 404)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body or b"")))
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.asked, server.pages = [], {}
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path):
    return Settings(home=tmp_path, store_url=str(tmp_path / "stages"), workers=1, port=0)


def base(web):
    return f"http://127.0.0.1:{web.server_address[1]}"


def sitemap(entries, kind="url"):
    rows = "".join(
        f"<{kind}><loc>{loc}</loc><lastmod>{day}</lastmod></{kind}>" for loc, day in entries
    )
    root = "urlset" if kind == "url" else "sitemapindex"
    return f"<{root} {XMLNS}>{rows}</{root}>".encode()


def page(number):
    one = make.article(number, text=make.TEXT * 3)
    return make.page(one | {"url": f"https://news.example/{number}"})


def titles(paths):
    return sorted(a.title for p in paths for a in read(p, {}) if isinstance(a, Article))


def test_an_index_its_sitemaps_their_pages_and_files_beside_them(tmp_path, settings, web):
    crawl = make.warc([make.answer("http://x.example/4", page(4))])
    web.pages = {
        "/march.xml": sitemap(
            [(f"{base(web)}/1", "2018-03-08"), (f"{base(web)}/gone", "2018-03-08"),
             (f"{base(web)}/old", "2018-02-01"), (f"{base(web)}/x.warc.gz", "2018-03-09")]
        ),
        "/1": page(1), "/old": page(2), "/x.warc.gz": crawl,
    }  # fmt: skip
    index = tmp_path / "index.xml"
    index.write_bytes(sitemap([(f"{base(web)}/march.xml", "2018-03-31")], "sitemap"))
    order = backfill.Order(first=date(2018, 3, 1))
    options = {"loopback_port": web.server_address[1], **NO_DELAY}
    found = backfill.bring(settings, [str(index)], order, **options)
    assert titles(found) == [make.article(1)["title"], make.article(4)["title"]]
    assert "/old" not in web.asked, "changed last before the first day"
    reasons = [r.reason for p in found for r in read(p, {}) if not isinstance(r, Article)]
    assert reasons == ["http_status"]
    asked = list(web.asked)
    assert backfill.bring(settings, [str(index)], order, **options) == found
    assert web.asked == asked, "what is there is not fetched again"


def test_files_beside_a_list_are_taken_without_asking_anybody(tmp_path, settings, web):
    (tmp_path / "1.html").write_bytes(page(1))
    path = tmp_path / "sitemap.xml"
    path.write_bytes(sitemap([("1.html", "2018-03-08")]))
    found = backfill.bring(settings, [str(path)], backfill.Order(), **NO_DELAY)
    assert found == [str(tmp_path / "1.html")]
    assert web.asked == []


def test_archives_that_are_no_lists_stay_as_they_are(tmp_path, settings):
    path = tmp_path / "a.zip"
    path.write_bytes(make.FORMATS["array.zip"])
    assert backfill.bring(settings, [str(path)], backfill.Order()) == [str(path)]


def test_private_networks_are_not_asked(tmp_path, settings, web):
    path = tmp_path / "sitemap.xml"
    path.write_bytes(sitemap([(f"{base(web)}/1", "2018-03-08")]))
    (found,) = backfill.bring(settings, [str(path)], backfill.Order(), **NO_DELAY)
    (one,) = read(found, {})
    assert one.reason == "not_fetched"
    assert "private" in one.detail
    path.write_bytes(sitemap([(f"{base(web)}/x.warc.gz", "2018-03-08")]))
    with pytest.raises((OSError, ForbiddenError)):
        backfill.bring(settings, [str(path)], backfill.Order())
    assert web.asked == []
