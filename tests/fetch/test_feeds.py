"""Feeds, sitemaps and listings as the web has them: wrong charsets, broken, huge, hostile."""

import time
from datetime import date

import pytest

from tawthiq.fetch.feeds import (
    MOST_ENTRIES,
    children_of_sitemap,
    decode_feed,
    entries_of_feed,
    entries_of_listing,
    entries_of_sitemap,
)

URL = "https://s.example/feed"
TITLE = "مقتل ثلاثة مدنيين في قصف على مدينة دوما في الغوطة الشرقية"
RAW = "الثلاثاء 6 آذار 2018"


def feed(declared="utf-8", *, title=TITLE, extra="", end="</channel></rss>"):
    return (
        f'<?xml version="1.0" encoding="{declared}"?><rss version="2.0"><channel>{extra}<item>'
        f"<title>{title}</title><link>/a?x=1#top</link><pubDate>{RAW}</pubDate></item>{end}"
    )


@pytest.mark.parametrize(
    ("encoding", "declared", "http", "fallback"),
    [
        ("utf-8", "utf-8", "", ""),
        ("utf-8", "windows-1256", "windows-1256", ""),
        ("windows-1256", "windows-1256", "", ""),
        ("windows-1256", "utf-8", "utf-8", ""),
        ("windows-1256", "utf-8", "utf-8", "windows-1256"),
        ("utf-8-sig", "utf-8", "", ""),
    ],
)
def test_a_feed_is_read_in_its_true_charset_with_its_raw_date(encoding, declared, http, fallback):
    text = decode_feed(feed(declared).encode(encoding), http, fallback)
    (entry,) = entries_of_feed(text, URL)
    assert (entry.title, entry.published, entry.url) == (TITLE, RAW, "https://s.example/a?x=1")


@pytest.mark.parametrize(
    "broken",
    [
        feed(extra="<x>a & b &nbsp; </x>"),
        feed(extra="<media:x>y</media:x>"),
        feed(end=""),
        "\n\n  " + feed(),
        feed(extra="\x01\x0b"),
    ],
    ids=[
        "bare ampersand",
        "undeclared namespace",
        "cut off",
        "leading blank",
        "control characters",
    ],
)
def test_a_broken_feed_gives_what_can_be_read(broken):
    assert [e.title for e in entries_of_feed(broken, URL)] == [TITLE]


def test_no_entity_reads_a_file_or_explodes(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("SECRET", "utf-8")
    laughs = "".join(f'<!ENTITY l{i + 1} "{f"&l{i};" * 10}">' for i in range(12))
    for entities in (f'<!ENTITY x SYSTEM "file://{secret}">', f'<!ENTITY l0 "ha">{laughs}'):
        name = "x" if "SYSTEM" in entities else "l12"
        document = f"<!DOCTYPE r [{entities}]>" + feed(title=f"t&{name};")[38:]
        sitemap = (
            f"<!DOCTYPE r [{entities}]><urlset><url><loc>https://s.example/&{name};</loc></url>"
            "</urlset>"
        )
        told = [e.title or "" for e in entries_of_feed(document, URL)]
        told += [
            e.url for e in entries_of_sitemap(sitemap.encode(), URL, date(2018, 3, 6), "Etc/UTC")
        ]
        assert "SECRET" not in "".join(told)
        assert max(map(len, told), default=0) < 1000


def test_a_huge_feed_is_cut():
    items = "".join(f"<item><link>https://s.example/{i}</link></item>" for i in range(60_000))
    began = time.monotonic()
    entries = entries_of_feed(f"<rss><channel>{items}</channel></rss>", URL)
    assert [e.url for e in entries[:2]] == ["https://s.example/0", "https://s.example/1"]
    assert len(entries) == MOST_ENTRIES
    assert time.monotonic() - began < 10


def test_a_sitemap_gives_its_day_in_the_outlets_zone():
    rows = {
        "a": "2018-03-06",
        "b": "2018-03-05T23:30:00Z",  # half past one in Damascus, on the 6th
        "c": "2018-03-06T22:30:00+00:00",  # on the 7th there
        "d": "2018-03-05",
        "e": "",
    }
    urls = "".join(
        f"<url><loc>https://s.example/{name}</loc><lastmod>{at}</lastmod></url>"
        for name, at in rows.items()
    )
    body = f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{urls}</urlset>'.encode()
    found = entries_of_sitemap(body, URL, date(2018, 3, 6), "Asia/Damascus")
    assert [e.url[-1] for e in found] == ["a", "b", "e"]


def test_an_index_gives_the_months_sitemap():
    names = ["posts-2018-02", "posts-2018-03", "posts-2019-03", "pages"]
    rows = "".join(f"<sitemap><loc>https://s.example/{n}.xml</loc></sitemap>" for n in names)
    found = children_of_sitemap(
        f"<sitemapindex>{rows}</sitemapindex>".encode(), URL, date(2018, 3, 6)
    )
    assert found == ["https://s.example/posts-2018-03.xml"]


@pytest.mark.parametrize("junk", [b"<html>no", b"<urlset><url></url></urlset>"])
def test_what_names_nothing_gives_nothing(junk):
    assert list(entries_of_sitemap(junk, URL, date(2018, 3, 6), "Etc/UTC")) == []


def test_a_listing_gives_the_links_of_articles_once():
    page = '<a href="/news/1">a</a><a href="/about">b</a><a href="/news/1#c">c</a><a>d</a>'
    assert [e.url for e in entries_of_listing(page, URL, r"/news/\d+")] == [
        "https://s.example/news/1"
    ]
    assert entries_of_listing("", URL, "x") == []
