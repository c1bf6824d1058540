"""Our reading of a foreign WARC up to the Arabic filter against fastwarc's bare reading.

    python -m benchmarks warc

A WARC of 2,000 invented pages of some 140 kB as CC-NEWS has them, 5 % of them Arabic, is read by
fastwarc alone (every payload, nothing done with it) and by ours, in turn, three times each, in
processor time; the best of each is taken, as other work on the machine only ever slows down.
"""

from __future__ import annotations

import io
import random
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from fastwarc.warc import ArchiveIterator, WarcRecordType
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from benchmarks import Row, row
from tawthiq.read import raw_records

PAGES, ARABIC_EVERY, ROUNDS = 2000, 20, 3
SENTENCES = 60  # different ones a page: so that it packs 4 to 5 times, as crawled pages do
#: Of the bare rate, as the project's aim has it.
FLOOR = 0.8
_MARKUP = b'<div class="item"><a href="/section/%d">%s</a><p>%s</p></div>\n'


def _words(letters: str, chance: random.Random, count: int) -> list[str]:
    return ["".join(chance.choices(letters, k=chance.randint(2, 9))) for _ in range(count)]


def _sentences(letters: str, before: str, chance: random.Random) -> list[bytes]:
    """Return 400 sentences of invented words."""
    return [
        " ".join(before + word for word in _words(letters, chance, 60)).encode() for _ in range(400)
    ]


def write_crawl(path: Path) -> None:
    """Write a crawl's WARC; the same at every call."""
    chance = random.Random(4)  # noqa: S311 - no secret
    latin = _sentences("abcdefghijklmnopqrstuvwxyzé", "", chance)
    arabic = _sentences("بتثجحدرزسعفقكلمنهوي", "ال", chance)
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for number in range(PAGES):
            said = chance.sample(latin if number % ARABIC_EVERY else arabic, SENTENCES)
            parts = (
                _MARKUP % (n, chance.choice(said)[:40], chance.choice(said)) for n in range(300)
            )
            body = b"<!doctype html><html><body>" + b"".join(parts) + b"</body></html>"
            http = StatusAndHeaders(
                "200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1"
            )
            url = f"http://host{number % 97}.example/{number}"
            payload = io.BytesIO(body)
            writer.write_record(
                writer.create_warc_record(url, "response", payload=payload, http_headers=http)
            )


def bare(path: Path) -> int:
    """Read every payload by fastwarc alone; return how many."""
    count = 0
    with path.open("rb") as file:
        for record in ArchiveIterator(file, record_types=WarcRecordType.response):
            record.reader.read()
            count += 1
    return count


def filtered(path: Path) -> int:
    """Read by ours up to the filter; return how many pages pass."""
    return sum(1 for _ in raw_records(path, {}))


def _seconds(read: Callable[[Path], int], path: Path, expected: int) -> float:
    began = time.process_time()
    found = read(path)
    if found != expected:
        raise AssertionError(f"{read.__name__} found {found} pages of {expected}")
    return time.process_time() - began


def run() -> list[Row]:
    """Return `warc_vs_fastwarc`, our rate as a share of the bare one, and the rate itself."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crawl.warc.gz"
        write_crawl(path)
        size = path.stat().st_size / 1e6
        alone, ours = list[float](), list[float]()
        for _ in range(ROUNDS):
            alone.append(_seconds(bare, path, PAGES))
            ours.append(_seconds(filtered, path, PAGES // ARABIC_EVERY))
    return [
        row("warc_vs_fastwarc", min(alone) / min(ours), "of its rate", floor=FLOOR),
        row("warc_mb_per_second", size / min(ours), "packed MB a core and second"),
    ]
