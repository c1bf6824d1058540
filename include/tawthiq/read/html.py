"""A page → title, text, author and dates: site selectors first, then a generic extractor.

selectolax finds the container, BeautifulSoup cleans that fragment (16 times as fast as cleaning
the whole page), trafilatura reads pages without selectors. The only import of BeautifulSoup.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from tawthiq.sources import Selectors

_NOISE = re.compile(r"<(script|style|noscript|svg|iframe)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.I)
_BLOCKS = ("p", "div", "br", "li", "h1", "h2", "h3", "h4", "tr", "blockquote")
_SHORT = 200  # characters: below, the careful mode of trafilatura is tried too


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says of itself; `stamps` are raw dates by where they stood, best first."""

    title: str
    text: str
    text_basis: str
    author: str | None
    canonical: str | None
    stamps: tuple[tuple[str, str], ...]


def read_page(text: str, selectors: Selectors) -> Page:
    """Return title, main text and raw dates of a page; the text is empty where none was found."""
    tree = LexborHTMLParser(text)
    data = _json_ld(tree)
    body, basis = _by_selector(tree, selectors), "selector"
    if not body:
        body, basis = _generic(text)
    return Page(
        title=_title(tree, selectors, data),
        text=body,
        text_basis=basis,
        author=_text(tree, selectors.author) or _author(data),
        canonical=_attribute(tree, 'link[rel="canonical"]', "href"),
        stamps=tuple(_stamps(tree, selectors, data)),
    )


def _by_selector(tree: LexborHTMLParser, selectors: Selectors) -> str:
    node = tree.css_first(selectors.container) if selectors.container else None
    if node is None:
        return ""
    soup = BeautifulSoup(node.html or "", "lxml")
    for rule in ("script", "style", "figure", *selectors.drop):
        for found in soup.select(rule):
            found.decompose()
    for tag in soup.find_all(_BLOCKS):
        tag.append("\n")
    return re.sub(r"\s*\n\s*", "\n", soup.get_text()).strip()


def _generic(text: str) -> tuple[str, str]:
    stripped = _NOISE.sub("", text)
    options: dict[str, Any] = {"include_comments": False, "include_tables": False}
    found = trafilatura.extract(stripped, fast=True, favor_precision=True, **options) or ""
    if len(found) >= _SHORT:
        return found, "trafilatura_fast"
    careful = trafilatura.extract(stripped, **options) or ""
    return (
        (careful, "trafilatura_default")
        if len(careful) > len(found)
        else (found, "trafilatura_fast")
    )


def _title(tree: LexborHTMLParser, selectors: Selectors, data: dict[str, Any]) -> str:
    own = _text(tree, selectors.title) or str(data.get("headline") or "")
    own = own or _attribute(tree, 'meta[property="og:title"]', "content") or ""
    heading = own or _text(tree, "h1") or ""
    whole = _text(tree, "title") or ""
    return heading if heading and (own or heading in whole) else whole


def _text(tree: LexborHTMLParser, selector: str) -> str | None:
    node = tree.css_first(selector) if selector else None
    return node.text(strip=True) or None if node is not None else None


def _attribute(tree: LexborHTMLParser, selector: str, name: str) -> str | None:
    node = tree.css_first(selector)
    return node.attributes.get(name) if node is not None else None


def _json_ld(tree: LexborHTMLParser) -> dict[str, Any]:
    for node in tree.css('script[type="application/ld+json"]'):
        try:
            found = json.loads(node.text() or "")
        except ValueError:
            continue  # broken JSON-LD is common; the other places of a date are tried
        graph = found.get("@graph", [found]) if isinstance(found, dict) else found
        for one in graph if isinstance(graph, list) else []:
            if isinstance(one, dict) and (one.get("datePublished") or one.get("headline")):
                return one
    return {}


def _author(data: dict[str, Any]) -> str | None:
    author = data.get("author")
    if isinstance(author, list):
        author = author[0] if author else None
    name = author.get("name") if isinstance(author, dict) else author
    return name if isinstance(name, str) else None


def _stamps(
    tree: LexborHTMLParser, selectors: Selectors, data: dict[str, Any]
) -> list[tuple[str, str]]:
    found = [
        ("json_ld", data.get("datePublished")),
        ("meta", _attribute(tree, 'meta[property="article:published_time"]', "content")),
        ("meta", _attribute(tree, 'meta[property="og:published_time"]', "content")),
        ("meta", _attribute(tree, 'meta[name="pubdate"]', "content")),
        ("meta", _attribute(tree, "time[datetime]", "datetime")),
    ]
    if selectors.date:
        found.append(("selector", _text(tree, selectors.date)))
    return [(basis, raw) for basis, raw in found if isinstance(raw, str) and raw.strip()]
