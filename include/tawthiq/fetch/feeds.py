"""Feeds, sitemaps and listings: which articles a source names, with its own title and date."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from urllib.parse import urldefrag, urljoin
from zoneinfo import ZoneInfo

import cchardet
import feedparser
from lxml import etree, html

#: Entries taken of one feed, sitemap or listing: five times the busiest source's expected night.
MOST_ENTRIES = 1500
#: feedparser needs 0.5 ms an entry; more characters than this are no feed but an attack.
LONGEST_FEED = 4 * 1024 * 1024
MOST_CHILDREN = 10  # sitemaps of an index that are read

_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,200}\?>")
_DECLARED = re.compile(rb"""^\s*<\?xml[^>]{0,100}encoding=["']([\w.-]{1,40})["']""")
_ENTRY_END = re.compile(r"</(?:\w{1,20}:)?(?:item|entry)\s{0,9}>", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An article that a feed or sitemap names; title and date as written there."""

    url: str
    title: str | None = None
    published: str | None = None
    named_in: str = "feed"


def decode_feed(body: bytes, declared: str = "", fallback: str = "") -> str:
    """Decode by evidence: valid UTF-8 is UTF-8 whatever is declared; else bytes, then words.

    feedparser takes UTF-8 that declares windows-1256 for the latter and destroys it.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    said = _DECLARED.match(body)
    guesses = (
        fallback,
        cchardet.detect(body)["encoding"] or "",
        declared,
        said[1].decode() if said else "",
    )
    for encoding in filter(None, guesses):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("utf-8", "replace")


def entries_of_feed(text: str, url: str) -> list[Entry]:
    """Return a feed's entries, at most `MOST_ENTRIES`; a broken feed gives what can be read."""
    text = _DECLARATION.sub("", text[:LONGEST_FEED])
    last = next(islice(_ENTRY_END.finditer(text), MOST_ENTRIES - 1, None), None)
    body = text[: last.end()] if last else text
    feed = feedparser.parse(
        io.BytesIO(body.encode("utf-8", "replace")),
        sanitize_html=False,
        resolve_relative_uris=False,
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    return [
        Entry(
            url=_absolute(url, item["link"]),
            title=item.get("title"),
            published=item.get("published") or item.get("updated"),
        )
        for item in feed.entries[:MOST_ENTRIES]
        if item.get("link")
    ]


def entries_of_sitemap(body: bytes, url: str, day: date, zone: str) -> Iterator[Entry]:
    """Yield a sitemap's addresses of a day (those without a date too), at most `MOST_ENTRIES`."""
    found = 0
    for values in _sitemap(body, "url"):
        modified = values.get("lastmod", "")
        if values.get("loc") and (not modified or _on_day(modified, day, zone)):
            yield Entry(
                url=_absolute(url, values["loc"]),
                title=values.get("title"),
                published=values.get("publication_date") or modified or None,
                named_in="sitemap",
            )
            found += 1
            if found >= MOST_ENTRIES:
                return


def children_of_sitemap(body: bytes, url: str, day: date) -> list[str]:
    """Return the sitemaps that an index names and that may hold the day, newest change first."""
    named = [
        (values.get("lastmod", ""), _absolute(url, values["loc"]))
        for values in islice(_sitemap(body, "sitemap"), 50_000)
        if values.get("loc")
    ]
    of_month = [child for _, child in named if re.search(f"{day:%Y}[-_/]?{day:%m}", child)]
    if of_month:
        return of_month[:MOST_CHILDREN]
    possible = [pair for pair in named if not pair[0] or pair[0][:10] >= day.isoformat()]
    return [child for _, child in sorted(possible, reverse=True)[:MOST_CHILDREN]]


def entries_of_listing(text: str, url: str, pattern: str) -> list[Entry]:
    """Return the links of an HTML page whose addresses hold the pattern, in their order."""
    try:
        tree = html.document_fromstring(text[:LONGEST_FEED].encode("utf-8", "replace"))
    except etree.ParserError:
        return []
    links = (_absolute(url, a.get("href")) for a in tree.iter("a") if a.get("href"))
    wanted = dict.fromkeys(link for link in links if re.search(pattern, link))
    return [Entry(url=link, named_in="listing") for link in islice(wanted, MOST_ENTRIES)]


def _sitemap(body: bytes, wanted: str) -> Iterator[dict[str, str]]:
    parser = etree.iterparse(
        io.BytesIO(body), events=("end",), resolve_entities=False, no_network=True, recover=True
    )
    try:
        for _, element in parser:
            if not isinstance(element.tag, str) or etree.QName(element).localname != wanted:
                continue
            named = (c for c in element.iter() if isinstance(c.tag, str))
            yield {etree.QName(c).localname: (c.text or "").strip() for c in named}
            element.clear()
            while element.getprevious() is not None:
                del element.getparent()[0]
    except etree.XMLSyntaxError as error:
        raise ValueError(f"no sitemap: {error}") from error


def _on_day(moment: str, day: date, zone: str) -> bool:
    try:
        found = datetime.fromisoformat(moment)
    except ValueError:
        return moment.startswith(day.isoformat())
    return (found.astimezone(ZoneInfo(zone)) if found.tzinfo else found).date() == day


def _absolute(base: str, link: str) -> str:
    try:
        return urldefrag(urljoin(base, link.strip())).url
    except ValueError:
        return link  # refused with its reason when it is asked for
