"""Every format gives the same articles, whatever the file is called."""

import gzip
import json
import zlib
from datetime import UTC, date, datetime

import pytest
from tests.read import archives as make

from tawthiq.model import Article, Rejected
from tawthiq.read import FieldMap, MappingError, entries_of, formats_in, load_mapping, read


def all_of(path, fields=None, sources=None):
    found = list(read(path, sources or {}, fields or FieldMap()))
    articles = [a for a in found if isinstance(a, Article)]
    return articles, [r.reason for r in found if isinstance(r, Rejected)]


def kept(tmp_path, content, name="archive.bin"):
    path = tmp_path / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("name", make.FORMATS)
def test_every_format_gives_the_same_articles(tmp_path, name):
    articles, rejected = all_of(kept(tmp_path, make.FORMATS[name]))
    assert rejected == []
    assert [a.url for a in articles] == [one["url"] for one in make.THREE]
    assert [a.title for a in articles] == [one["title"] for one in make.THREE]
    assert {a.published_on for a in articles} == {date(2018, 3, 8)}
    assert all(one["text"] in a.text for a, one in zip(articles, make.THREE, strict=True))


def test_what_an_archive_is_taken_for(tmp_path):
    files = {"a.json": make.json_array(make.THREE), "b.csv": make.csv_rows(make.THREE), "c": b""}
    found = dict(formats_in(kept(tmp_path, make.zipped(files), "x.zip")))
    assert found == {"x.zip/a.json": "JSON array", "x.zip/b.csv": "CSV", "x.zip/c": "empty file"}


@pytest.mark.parametrize(
    ("record", "fields", "expected"),
    [
        ({"body": "{t}", "when": "08/03/2018"}, {"text": "body", "published": "when",
          "date_format": "%d/%m/%Y"}, {"published_on": date(2018, 3, 8), "published_at": None}),
        ({"m": {"t": "{t}", "d": "2018-03-08T23:30:00Z"}}, {"text": "m.t", "published": "m.d"},
         {"published_at": datetime(2018, 3, 8, 23, 30, tzinfo=UTC)}),
        ({"text": "{t}", "date": "2018-03-08T23:30:00Z"}, {"time_zone": "Asia/Damascus"},
         {"published_on": date(2018, 3, 9)}),
        ({"text": "{t}", "date": "8 آذار 2018"}, {}, {"published_on": date(2018, 3, 8)}),
        ({"text": "{t}", "timestamp": 1520510400}, {}, {"published_on": date(2018, 3, 8)}),
        ({"text": "{t}", "date": "last week"}, {}, {"published_on": None}),
        ({"text": "{t}", "date": "08/03/2018"}, {"date_format": "%Y"}, {"published_on": None}),
        ({"text": "{t}"}, {"outlet_name": "عنب بلدي"}, {"outlet": "عنب بلدي"}),
        ({"lead": "", "text": "{t}", "authors": ["ا", "ب"]}, {"text": ["lead", "text"]},
         {"author": "ا, ب"}),
        ({"Text": "{t}", "Title": "عنوان"}, {}, {"title": "عنوان"}),
    ],
)  # fmt: skip
def test_a_mapping_names_the_fields(tmp_path, record, fields, expected):
    content = json.dumps([record], ensure_ascii=False).replace("{t}", make.TEXT).encode()
    (one,), rejected = all_of(kept(tmp_path, content), FieldMap(**fields))
    assert rejected == []
    assert one.text == make.TEXT
    assert {key: getattr(one, key) for key in expected} == expected


def test_a_mapping_names_the_list_the_element_the_delimiter_and_the_encoding(tmp_path):
    one = make.article()
    nested = json.dumps({"data": {"hits": [one]}, "other": [{"x": 1}]}, indent=1).encode()
    assert len(all_of(kept(tmp_path, nested), FieldMap(record="data.hits"))[0]) == 1
    xml = make.xml([one]).replace(b"article>", b"piece>")
    assert len(all_of(kept(tmp_path, xml), FieldMap(record="piece"))[0]) == 1
    rows = make.csv_rows([one], "^", "windows-1256")
    fields = FieldMap(delimiter="^", encoding="windows-1256")
    assert len(all_of(kept(tmp_path, rows), fields)[0]) == 1


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("txet: body\n", "txet"),
        ("- text\n", "keys and values"),
        ("text: [\n", "YAML"),
        ("time_zone: Mars/Olympus\n", "Asia/Damascus"),
        ("encoding: klingon\n", "windows-1256"),
        ("delimiter: '::'\n", "one character"),
    ],
)
def test_a_wrong_mapping_is_told_with_its_file_and_key(tmp_path, words, told):
    path = tmp_path / "fields.yml"
    path.write_text(words, "utf-8")
    with pytest.raises(MappingError, match=told) as caught:
        load_mapping(path)
    assert "fields.yml" in str(caught.value)


ARABIC = make.page(make.article(text=make.TEXT * 3))
ENGLISH = b"<html><body>" + b"<p>Nothing here is Arabic.</p>" * 50 + b"</body></html>"
IN_CHUNKS = b"".join(
    b"%x\r\n%b\r\n" % (len(part), part) for part in (ARABIC[:100], ARABIC[100:], b"")
)


@pytest.mark.parametrize(
    ("answer", "count"),
    [
        (make.answer("http://unknown.example/1", ARABIC), 1),
        (make.answer("http://unknown.example/1", ARABIC.decode().encode("windows-1256")), 1),
        (make.answer("http://unknown.example/1", ENGLISH), 0),
        (make.answer("http://unknown.example/1", ARABIC, status="404 Not Found"), 0),
        (make.answer("http://unknown.example/1", ARABIC, media="image/png"), 0),
        (make.answer("http://unknown.example/1", gzip.compress(ARABIC),
                     headers=[("Content-Encoding", "gzip")]), 1),
        (make.answer("http://unknown.example/1", zlib.compress(ARABIC),
                     headers=[("Content-Encoding", "deflate")]), 1),
        (make.answer("http://unknown.example/1", IN_CHUNKS,
                     headers=[("Transfer-Encoding", "chunked")]), 1),
        (make.answer("http://unknown.example/1", ARABIC,
                     headers=[("Content-Encoding", "gzip")]), 1),
    ],
)  # fmt: skip
def test_of_another_crawlers_warc_the_arabic_pages_are_taken(tmp_path, answer, count):
    articles, rejected = all_of(kept(tmp_path, make.warc([answer]), "x.warc.gz"))
    assert len(articles) == count
    assert rejected == []


def test_pages_of_known_hosts_are_taken_without_a_look_at_their_bytes(tmp_path):
    from tawthiq import steps

    short = "http://www.enabbaladi.net/archives/1"
    path = kept(tmp_path, make.warc([make.answer(short, make.page(make.article(url=short)))]))
    (one,), _ = all_of(path, sources=steps.all_sources())
    assert one.source_id == "enab-baladi"


SITEMAP = """<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://news.example/a</loc><lastmod>2018-03-08</lastmod></url>
<url><loc>one.html</loc></url><url><loc>../secret.html</loc></url></urlset>"""
CDX = """ CDX N b a m s k S
example,news)/a 20180309101112 http://news.example/a text/html 200 ABC 100
example,news)/b 20180310101112 http://news.example/b image/png 200 ABC 100
example,news)/c 20180310101112 http://news.example/c text/html 404 ABC 100
"""
PATHS = """crawl-data/CC-NEWS/2018/03/CC-NEWS-20180308000000-00001.warc.gz
crawl-data/CC-NEWS/2018/03/CC-NEWS-20180309000000-00002.warc.gz
"""


@pytest.mark.parametrize(
    ("listing", "addresses"),
    [
        (SITEMAP, ["https://news.example/a", "https://data.commoncrawl.org/../secret.html"]),
        (CDX, ["https://web.archive.org/web/20180309101112id_/http://news.example/a"]),
        (json.dumps([["urlkey", "timestamp", "original", "mimetype", "statuscode"],
                     ["k", "20180309101112", "http://news.example/a", "text/html", "200"]]),
         ["https://web.archive.org/web/20180309101112id_/http://news.example/a"]),
        ('example,news)/a 20180309101112 {"url": "http://news.example/a", "status": "200"}\n',
         ["https://web.archive.org/web/20180309101112id_/http://news.example/a"]),
        (PATHS, ["https://data.commoncrawl.org/crawl-data/CC-NEWS/2018/03/"
                 "CC-NEWS-20180309000000-00002.warc.gz"]),
    ],
)  # fmt: skip
def test_of_a_list_the_files_beside_it_are_read_and_the_rest_is_named(tmp_path, listing, addresses):
    folder = tmp_path / "lists"
    folder.mkdir()
    (tmp_path / "secret.html").write_bytes(make.page(make.article(9)))
    (folder / "one.html").write_bytes(make.page(make.article(1)))
    local = make.warc([make.answer("http://news.example/1", ARABIC)])
    (folder / "CC-NEWS-20180308000000-00001.warc.gz").write_bytes(local)
    path = folder / "list"
    path.write_text(listing, "utf-8")
    named = [address for address, _ in entries_of(path)]
    assert [address for address in named if "://" in address] == addresses
    articles, rejected = all_of(path)
    assert len(articles) == ("one.html" in listing or listing is PATHS)
    assert rejected == ["elsewhere"]
