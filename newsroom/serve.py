"""Serve the newsroom on loopback.

    with serve() as base:                      # http://127.0.0.1:PORT
        get(f"{base}/nida/feed.xml?day=2018-03-08")

A client chooses the night by the feed's `day`: the outlet then stands as it stood at the end of
that day, for the pages too, until another day's feed is asked for. `?day=` on a page overrides it,
and `serve(night)` fixes it for good.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

from newsroom import pages
from newsroom.content import LAST_NIGHT, Story, outlets, stories

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8765


class Newsroom(ThreadingHTTPServer):
    """The server: what stands at which address, and which night each outlet shows."""

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, port: int, night: date | None = None) -> None:
        super().__init__((LOOPBACK, port), _Handler)
        self.night = night
        self.shown: dict[str, date] = {}
        self.by_address = {story.address: story for story in stories()}
        self.by_old = {pages.old_address(s): s for s in stories() if s.written.moved_from}
        self.by_print = {pages.print_address(s): s for s in stories() if s.written.print_only}

    @property
    def base(self) -> str:
        """The address every other address starts with."""
        return f"http://{LOOPBACK}:{self.server_address[1]}"

    def page(self, target: str) -> pages.Page:
        """Return what stands at a request target, such as `/nida/feed.xml?day=2018-03-08`."""
        parts = urlsplit(target)
        path = unquote(parts.path)
        asked = _day(parse_qs(parts.query).get("day"))
        if path in ("/", "/robots.txt"):
            return pages.robots(self.base) if path == "/robots.txt" else pages.index(self.base)
        outlet, _, rest = path.lstrip("/").partition("/")
        if outlet not in outlets():
            return pages.not_found()
        if rest == "feed.xml":
            night = self.night or asked or LAST_NIGHT
            self.shown[outlet] = night
            return pages.feed(outlet, self.base, night)
        night_now = self.night or asked or self.shown.get(outlet)
        if rest == "sitemap.xml":
            return pages.sitemap(outlet, self.base, night_now)
        if rest == "robots.txt":
            return pages.robots(self.base)
        return self._article(path, night_now)

    def _article(self, path: str, night: date | None) -> pages.Page:
        """Return the article at a path, its redirect, or the page that says it is not there."""
        if path in self.by_old:
            return pages.moved(self.by_old[path], self.base)
        story: Story | None = self.by_address.get(path) or self.by_print.get(path)
        if story is None or story.written.status == 404:
            return pages.not_found()
        return pages.article(story, self.base, night)


class _Handler(BaseHTTPRequestHandler):
    """Answers GET and HEAD; says nothing on the terminal."""

    server: Newsroom
    server_version = "newsroom"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send the page."""
        self._answer(with_body=True)

    def do_HEAD(self) -> None:
        """Send the page's headers."""
        self._answer(with_body=False)

    def _answer(self, *, with_body: bool) -> None:
        try:
            page = self.server.page(self.path)
        except ValueError as error:
            body = f"{error}\n".encode()
            page = pages.Page(status=400, content_type="text/plain; charset=utf-8", body=body)
        time.sleep(page.delay_seconds)
        self.send_response(page.status)
        self.send_header("Content-Type", page.content_type)
        self.send_header("Content-Length", str(len(page.body)))
        if page.location:
            self.send_header("Location", page.location)
        self.end_headers()
        if with_body:
            self.wfile.write(page.body)

    def log_message(self, format: str, *args: object) -> None:
        """Keep quiet: the client tells what it fetched."""


@contextmanager
def serve(night: date | None = None, port: int = 0) -> Iterator[str]:
    """Serve in a thread of this process; give the base address; stop at the end of the block.

    `night` fixes the night for every client; `port` 0 takes a free one. Raises OSError where the
    port is taken.
    """
    server = Newsroom(port, night)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.base
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _day(values: list[str] | None) -> date | None:
    """Read `?day=2018-03-08`. Raises ValueError with the form wanted."""
    if not values:
        return None
    try:
        return date.fromisoformat(values[0])
    except ValueError as error:
        message = f"day={values[0]!r} is no day: write it as day=2018-03-08"
        raise ValueError(message) from error
