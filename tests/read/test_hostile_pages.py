"""Pages that break parsers: an article or a rejected record with its reason, never a crash."""

import os
import random
import signal
import time

import pytest
from benchmarks.pages import layouts, pages
from benchmarks.texts import newsroom_texts

from tawthiq.model import Article, Rejected
from tawthiq.read import reader
from tawthiq.read.pages import article_of_page
from tawthiq.read.reader import Order, PageError, close, parse_aside

TEXT = "قتل ثلاثة مدنيين في قصف على مدينة دوما، وأصيب آخرون بجروح، بحسب مصادر طبية. " * 8
SECONDS = 15.0  # a page; the slowest here takes three on a busy machine
REASONS = {"no_text", "page_timeout", "page_crash", "page_fault", "too_large", "other_language"}


@pytest.fixture(autouse=True, scope="module")
def _no_child_is_left():
    yield
    close()


def read(body, url="https://mirror.test/1"):
    answer = {"url": url, "status": 200, "media": "text/html", "body": body, "note": {}}
    return article_of_page(answer, "w#1", {})


def sound(found):
    return isinstance(found, Article) or (
        isinstance(found, Rejected) and found.reason in REASONS and bool(found.detail)
    )


@pytest.fixture(scope="module")
def whole():
    return [one.body for one in pages(newsroom_texts(1), layouts()[::3])]


def truncated(body, dice):
    return body[: dice.randrange(len(body))]


def shuffled(body, dice):
    parts = body.split(b"<")
    dice.shuffle(parts)
    return b"<".join(parts)


def noisy(body, dice):
    spoilt = bytearray(body)
    for _ in range(len(spoilt) // 50):
        spoilt[dice.randrange(len(spoilt))] = dice.randrange(256)
    return bytes(spoilt)


def noise(body, dice):
    return dice.randbytes(len(body) // 4)


@pytest.mark.parametrize("spoil", [truncated, shuffled, noisy, noise])
def test_a_spoilt_page_is_read_or_rejected(whole, spoil):
    dice = random.Random(20180306)  # noqa: S311  the same pages every time
    for body in whole:
        for _ in range(4):
            began = time.monotonic()
            assert sound(read(spoil(body, dice)))
            assert time.monotonic() - began < SECONDS


def page(inside):
    return f"<html><head><title>t</title></head><body>{inside}</body></html>".encode()


HOSTILE = {
    "5,000 elements deep": page("<div>" * 5_000 + f"<p>{TEXT}</p>"),
    "200,000 elements deep": page("<b>" * 200_000 + TEXT),
    "60,000 rows": page("<table>" + "<tr><td>1<td>2</tr>" * 60_000 + f"</table><p>{TEXT}</p>"),
    "100,000 links": page("<a href=/x>خبر</a> " * 100_000 + f"<article><p>{TEXT}</p></article>"),
    "unclosed scripts": page("<script>" * 100_000 + TEXT),
    "unclosed comments": page("<!--" * 200_000 + TEXT),
    "entities": page("&amp;" * 300_000 + f"<p>{TEXT}</p>"),
    "an attribute of 3 MB": page(f'<p class="{"x" * 3_000_000}">{TEXT}</p>'),
    "deep JSON": page(f'<script type="application/ld+json">{"[" * 100_000}</script><p>{TEXT}</p>'),
    "no body": b"<html>",
    "nothing": b"",
    "nulls": b"\0" * 100_000,
    "UTF-16": page(f"<p>{TEXT}</p>").decode().encode("utf-16"),
    "broken surrogates": page(f"<p>{TEXT}</p>&#xD800;&#xDFFF;&#x110000;"),
    "XML": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><x>&b;</x>',
    "an array of dates": page(
        f'<script type="application/ld+json">{{"datePublished":["2018"],"headline":{{}},'
        f'"author":[[1]],"publisher":[3],"@type":[null]}}</script><article><p>{TEXT}</p></article>'
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_page_is_read_or_rejected(name):
    began = time.monotonic()
    assert sound(read(HOSTILE[name]))
    assert time.monotonic() - began < SECONDS


@pytest.mark.parametrize("name", ["60,000 rows", "100,000 links", "UTF-16", "deep JSON"])
def test_an_article_is_found_all_the_same(name):
    found = read(HOSTILE[name])
    assert isinstance(found, Article)
    assert "قتل ثلاثة مدنيين في قصف" in found.text


def test_a_page_over_the_limit_is_not_parsed(monkeypatch):
    monkeypatch.setattr(reader, "LARGEST_PAGE", 1000)
    assert read(page(TEXT * 3)).reason == "too_large"


def stuck(*_, **__):
    while True:
        time.sleep(1)


def dead(*_, **__):
    os.kill(os.getpid(), signal.SIGSEGV)


@pytest.mark.parametrize(("fate", "reason"), [(stuck, "page_timeout"), (dead, "page_crash")])
def test_a_parser_that_hangs_or_dies_costs_one_page(monkeypatch, fate, reason):
    close()
    with monkeypatch.context() as patch:
        patch.setattr(reader, "read_page", fate)  # of the child that is forked now
        with pytest.raises(PageError) as told:
            parse_aside(page(TEXT), Order(), seconds=1.0)
    assert told.value.reason == reason
    assert isinstance(read(page(f"<article><p>{TEXT}</p></article>")), Article)


def test_a_fault_of_the_parser_is_one_page_and_keeps_the_child(monkeypatch):
    def fault(*_, **__):
        raise RecursionError("too deep")

    close()
    monkeypatch.setattr(reader, "read_page", fault)
    for _ in range(2):
        assert read(page(TEXT)).reason == "page_fault"
    close()


def test_one_child_reads_many_pages_and_leaves_with_us():
    parse_aside(page(TEXT), Order())
    child = reader._child()
    parse_aside(page(TEXT), Order())
    assert reader._child() is child
    close()
    with pytest.raises(ProcessLookupError):
        os.kill(child.pid, 0)
