"""What a page says of itself outside its text: JSON-LD, meta elements, `<time>`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from tawthiq.sources import Selectors

#: Names of meta elements that hold the time of publication, best first. Left out are those that
#: were seen to hold the template's date (`creation_date`) or the day's (`date` of CMS headers).
_PUBLISHED = (
    "article:published_time",
    "og:published_time",
    "og:article:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "publish-date",
    "publishdate",
    "publication_date",
    "pubdate",
    "dcterms.issued",
    "dcterms.created",
    "dc.date.issued",
    "dc.date",
    "cxenseparse:recs:publishtime",
)
_TITLES = ("og:title", "twitter:title", "dc.title")
_AUTHORS = ("author", "article:author", "dc.creator", "parsely-author", "sailthru.author")
_ARTICLE = re.compile("article|posting|report", re.IGNORECASE)
_ASIDE = frozenset({"aside", "nav", "footer", "form", "select"})
_DATED = '[class*="date"], [class*="time"], [class*="publish"], [id*="date"], time'
_MOST_DATED = 8  # elements looked at for a date
_LONGEST_DATED = 120  # characters of one
_MOST_SCRIPTS = 20
_DEEPEST = 6  # levels of JSON-LD


@dataclass(frozen=True, slots=True)
class Metadata:
    """JSON-LD of the article and all meta elements by name in small letters, first one wins."""

    article: dict[str, Any]
    meta: dict[str, str]

    def titles(self) -> list[str]:
        """Return what the page calls itself, best first."""
        said = [_string(self.article.get("headline")), *(self.meta.get(n, "") for n in _TITLES)]
        return [title for title in said if title]

    def authors(self) -> list[str]:
        """Return the authors of JSON-LD and meta, unfiltered."""
        found = self.article.get("author")
        people = found if isinstance(found, list) else [found]
        names = [_string(p.get("name") if isinstance(p, dict) else p) for p in people]
        return [name for name in (*names, *(self.meta.get(n, "") for n in _AUTHORS)) if name]

    def outlets(self) -> list[str]:
        """Return the names that the page gives its outlet."""
        publisher = self.article.get("publisher")
        name = publisher.get("name") if isinstance(publisher, dict) else publisher
        said = (_string(name), self.meta.get("og:site_name", ""))
        return [one for one in said if one]


def metadata(tree: LexborHTMLParser) -> Metadata:
    """Collect what a page says of itself."""
    meta = dict[str, str]()
    for node in tree.css("meta[content]"):
        told = node.attributes
        name = (told.get("property") or told.get("name") or told.get("itemprop") or "").lower()
        content = (told.get("content") or "").strip()
        if name and content:
            meta.setdefault(name, content)
    return Metadata(_article(tree), meta)


def stamps(tree: LexborHTMLParser, selectors: Selectors, data: Metadata) -> list[tuple[str, str]]:
    """Return raw dates with what they rest on, best first; `visible` is a guess by class names."""
    found = [("json_ld", _string(data.article.get("datePublished")))]
    found += [("meta", data.meta.get(name, "")) for name in _PUBLISHED]
    times = [n for n in tree.css("time[datetime], [itemprop=datePublished]") if not _is_aside(n)]
    found += [("meta", _told(node)) for node in times[:1]]
    node = tree.css_first(selectors.date) if selectors.date else None
    if node is not None:
        found += [("selector", node.attributes.get("datetime") or ""), ("selector", text_of(node))]
    found += [("visible", raw) for raw in _visible(tree)]
    return [(basis, raw) for basis, raw in dict.fromkeys(found) if raw]


def text_of(node: LexborNode | None) -> str:
    """Return the words of an element in one line."""
    return " ".join(node.text(separator=" ").split()) if node is not None else ""


def _told(node: LexborNode) -> str:
    attributes = node.attributes
    return attributes.get("datetime") or attributes.get("content") or text_of(node)


def _visible(tree: LexborHTMLParser) -> Iterator[str]:
    nodes = (n for n in tree.css(_DATED) if n.tag not in ("html", "body", "meta", "script"))
    for _, node in zip(range(_MOST_DATED), nodes, strict=False):
        words = text_of(node)
        if words and len(words) <= _LONGEST_DATED and not _is_aside(node):
            yield words


def _is_aside(node: LexborNode) -> bool:
    """Tell whether an element stands in a menu, a footer, or the head of the site."""
    in_header, above = False, node.parent
    while above is not None:
        if above.tag in ("article", "main"):
            return False
        if above.tag in _ASIDE:
            return True
        in_header = in_header or above.tag == "header"
        above = above.parent
    return in_header


def _article(tree: LexborHTMLParser) -> dict[str, Any]:
    """Return the JSON-LD of the article: by type, else the first with a date or a headline."""
    found = list[dict[str, Any]]()
    for node in tree.css('script[type="application/ld+json"]')[:_MOST_SCRIPTS]:
        try:
            found += _things(json.loads(node.text() or "", strict=False), 0)
        except (ValueError, RecursionError):
            continue  # broken JSON-LD is common; the other places of a date are tried
    dated = [one for one in found if one.get("datePublished") or one.get("headline")]
    typed = [one for one in dated if _ARTICLE.search(_string(one.get("@type")))]
    return next(iter(typed or dated), {})


def _things(data: Any, depth: int) -> Iterator[dict[str, Any]]:
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for one in data[:100]:
            yield from _things(one, depth + 1)
    elif isinstance(data, dict):
        yield data
        for key in ("@graph", "mainEntity", "itemListElement"):
            yield from _things(data.get(key), depth + 1)


def _string(value: Any) -> str:
    if isinstance(value, list):
        value = " ".join(str(one) for one in value)
    return str(value).strip() if isinstance(value, (str, int)) else ""
