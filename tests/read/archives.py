"""Makers of archives in every format that is read, from one list of articles."""

import bz2
import csv
import gzip
import io
import json
import tarfile
import zipfile
from xml.sax.saxutils import escape

import zstandard
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

TEXT = "قتل ثلاثة مدنيين بقصف مدفعي على مدينة دوما في الغوطة الشرقية قرب دمشق اليوم."


def article(number=1, **changes):
    base = {
        "outlet": "مرآة",
        "url": f"https://news.example/{number}",
        "published": "2018-03-08",
        "title": f"قصف على دوما {number}",
        "text": f"{TEXT} {number}",
    }
    return base | changes


def page(one):
    return (
        f'<!DOCTYPE html><html lang="ar"><head><title>{one["title"]}</title>'
        f'<link rel="canonical" href="{one["url"]}">'
        f'<meta property="article:published_time" content="{one["published"]}T10:00:00+03:00">'
        f"</head><body><article><h1>{one['title']}</h1>"
        + "".join(f"<p>{one['text']} {n}</p>" for n in range(12))
        + "</article></body></html>"
    ).encode()


def json_array(articles):
    return json.dumps(articles, ensure_ascii=False).encode()


def json_lines(articles):
    return b"".join(json.dumps(one, ensure_ascii=False).encode() + b"\n" for one in articles)


def json_object(articles):
    return json.dumps({"count": len(articles), "articles": articles}, indent=1).encode()


def csv_rows(articles, delimiter=",", encoding="utf-8"):
    text = io.StringIO()
    writer = csv.DictWriter(text, articles[0].keys(), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(articles)
    return text.getvalue().encode(encoding)


def xml(articles):
    parts = (
        "<article>" + "".join(f"<{k}>{escape(v)}</{k}>" for k, v in one.items()) + "</article>"
        for one in articles
    )
    return ('<?xml version="1.0"?><articles>' + "".join(parts) + "</articles>").encode()


def ant(one):
    return (
        f"<DOC>\n<URL>{one['url']}</URL>\n<SRC>BBC</SRC>\n<TITLE>{one['title']}</TITLE>\n"
        f"<TIME>Thu, 08 Mar 2018 10:00:00 +0000</TIME>\n<TEXT>\n{one['text']}\n</TEXT>\n</DOC>"
    ).encode()


def zipped(files, method=zipfile.ZIP_DEFLATED):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return packed.getvalue()


def tarred(files, mode="w:gz"):
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode=mode) as archive:
        for name, content in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(content)
            archive.addfile(info, io.BytesIO(content))
    return packed.getvalue()


def answer(url, body, *, status="200 OK", media="text/html; charset=utf-8", headers=()):
    return {"url": url, "body": body, "status": status, "media": media, "headers": list(headers)}


def warc(answers, *, packed=True):
    """A WARC as other crawlers write it: no warcinfo of ours, no notes."""
    file = io.BytesIO()
    writer = WARCWriter(file, gzip=packed)
    for one in answers:
        http = StatusAndHeaders(
            one["status"], [("Content-Type", one["media"]), *one["headers"]], protocol="HTTP/1.1"
        )
        writer.write_record(
            writer.create_warc_record(
                one["url"], "response", payload=io.BytesIO(one["body"]), http_headers=http
            )
        )
    return file.getvalue()


#: One archive a format, each of the same three articles.
THREE = [article(n) for n in (1, 2, 3)]
PAGES = {f"site/{n}.html": page(one) for n, one in enumerate(THREE)}
FORMATS = {
    "array.json": json_array(THREE),
    "lines.jsonl": json_lines(THREE),
    "lines.jsonl.gz": gzip.compress(json_lines(THREE)),
    "lines.jsonl.zst": zstandard.compress(json_lines(THREE)),
    "lines.jsonl.bz2": bz2.compress(json_lines(THREE)),
    "object.json": json_object(THREE),
    "rows.csv": csv_rows(THREE),
    "rows.tsv": csv_rows(THREE, "\t"),
    "windows.csv": csv_rows(THREE, ";", "windows-1256"),
    "articles.xml": xml(THREE),
    "array.zip": zipped({"2018/03.json": json_array(THREE)}),
    "xml.zip": zipped({f"{n}.xml": xml([one]) for n, one in enumerate(THREE)}),
    "pages.zip": zipped(PAGES),
    "csv.tar.gz": tarred({"rows.csv": csv_rows(THREE)}),
    "ant.tar.gz": tarred({f"BBC/{n}.txt": ant(one) for n, one in enumerate(THREE)}),
    "plain.tar": tarred({"lines.jsonl": json_lines(THREE)}, "w"),
    "nested.tar.gz": tarred({"day.json.gz": gzip.compress(json_array(THREE))}),
    "zip-in-tar.tar": tarred({"day.zip": zipped({"a.json": json_array(THREE)})}, "w"),
    "crawl.warc.gz": warc([answer(one["url"], page(one)) for one in THREE]),
    "crawl.warc": warc([answer(one["url"], page(one)) for one in THREE], packed=False),
}
