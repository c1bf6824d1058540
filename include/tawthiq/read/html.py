"""A page → its main text, headline, author and raw dates; which rung gave the text is kept.

    site selectors → trafilatura fast → trafilatura in its default mode → JSON-LD's articleBody

selectolax finds the container, BeautifulSoup cleans that fragment (16 times as fast as cleaning
the whole page). The only import of BeautifulSoup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import trafilatura
from bs4 import BeautifulSoup
from selectolax.lexbor import LexborHTMLParser

from tawthiq.read.agreement import agreement
from tawthiq.read.boilerplate import prose, without_boilerplate
from tawthiq.read.metadata import Metadata, metadata, stamps, text_of
from tawthiq.read.names import best_headline, person
from tawthiq.sources import Selectors

_NOISE = re.compile(r"<(script|style|noscript|svg|iframe)\b|<!--", re.IGNORECASE)
_NOISE_ENDS = {
    name: re.compile(rf"</{name}\s*>" if name else "-->", re.IGNORECASE)
    for name in ("", "script", "style", "noscript", "svg", "iframe")
}
_BLOCKS = (
    *("p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "tr", "table"),
    *("blockquote", "section", "article"),
)
#: Inside a container and yet never its words.
_NEVER = "script, style, noscript, iframe, svg, form, button, figure, aside, nav"
_LINE = "\x1e"
_TAG = re.compile(r"<[^>]*>")
#: Characters: what is shorter is read in the careful mode too, which finds what the fast one misses
#: (6 of 457 pages) and on longer texts takes boilerplate along (F1 .917 against .972).
SHORT = 200
#: Characters: a container with less holds no article (the shortest of the archives have 60).
FEWEST = 40
#: Below, selectors and generic extractor do not speak of the same text.
DISPUTED = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says; `stamps` are raw dates by what they rest on, best first.

    `text_basis` names the rung: selector, selector_disputed (checked, and the generic extractor
    reads something else), trafilatura_fast, trafilatura_default, json_ld; empty without text.
    """

    title: str
    text: str
    text_basis: str
    author: str | None
    canonical: str | None
    outlets: tuple[str, ...]
    stamps: tuple[tuple[str, str], ...]


def read_page(
    text: str, selectors: Selectors, *, outlets: Sequence[str] = (), check: bool = False
) -> Page:
    """Return what a page says; its text is empty where none was found.

    Args:
        text: the page, decoded.
        selectors: of its outlet; without a container the generic extractor reads.
        outlets: names of the outlet, to be dropped from headlines.
        check: whether the generic extractor is to be asked as well, to see if selectors still fit.
    """
    tree = LexborHTMLParser(text)
    data = metadata(tree)
    names = (*outlets, *data.outlets())
    author = text_of(tree.css_first(selectors.author)) if selectors.author else ""
    said = text_of(tree.css_first(selectors.title)) if selectors.title else ""
    heading, whole = (text_of(tree.css_first(name)) for name in ("h1", "title"))
    title = best_headline([said, *data.titles()], heading, whole, names)
    body, basis = _main_text(tree, text, title, selectors, data, check=check)
    canonical = tree.css_first('link[rel="canonical"]')
    return Page(
        title=title,
        text=body,
        text_basis=basis,
        author=person([author, *data.authors(), text_of(tree.css_first("[rel=author]"))], names),
        canonical=canonical.attributes.get("href") if canonical is not None else None,
        outlets=names,
        stamps=tuple(stamps(tree, selectors, data)),
    )


def _main_text(
    tree: LexborHTMLParser,
    text: str,
    title: str,
    selectors: Selectors,
    data: Metadata,
    *,
    check: bool,
) -> tuple[str, str]:
    own = by_selector(tree, selectors)
    if len(own) >= FEWEST and not check:
        return own, "selector"
    other, basis = by_extractor(text, title)
    if len(own) >= FEWEST:
        return own, "selector_disputed" if agreement(own, other) < DISPUTED else "selector"
    if len(other) < SHORT:
        said = _plain(data.article.get("articleBody"))
        if len(said) > len(other):
            return said, "json_ld"
    return (other, basis) if other else ("", "")


def by_selector(tree: LexborHTMLParser, selectors: Selectors) -> str:
    """Return the words of the container, one line a block; empty where there is no container."""
    nodes = tree.css(selectors.container) if selectors.container else []
    if not nodes:
        return ""
    texts = (_fragment(node.html or "", selectors.drop) for node in nodes[:3])
    found = [text for text in texts if text]
    return next((t for t in found if len(t) >= SHORT), max(found, key=len, default=""))


def _fragment(fragment: str, drop: Sequence[str]) -> str:
    soup = BeautifulSoup(fragment, "lxml")
    for found in soup.select(", ".join((_NEVER, *drop))):
        found.decompose()
    for tag in soup.find_all(_BLOCKS):
        tag.insert_before(_LINE)
        tag.append(_LINE)
    lines = (" ".join(line.split()) for line in soup.get_text().split(_LINE))
    return "\n".join(line for line in lines if line)


def by_extractor(text: str, title: str = "") -> tuple[str, str]:
    """Return what trafilatura takes for the main text, and in which mode; empty if nothing.

    The careful mode is asked where the fast one finds little, and believed where it finds at least
    twice as much prose: what it has more of is otherwise menus and headlines.
    """
    stripped = without_scripts(text)
    options: dict[str, Any] = {"include_comments": False, "include_tables": False}
    found = trafilatura.extract(stripped, fast=True, favor_precision=True, **options) or ""
    found = without_boilerplate(found, title)
    if len(found) >= SHORT and prose(found):
        return found, "trafilatura_fast"
    careful = without_boilerplate(trafilatura.extract(stripped, **options) or "", title)
    if not found or prose(careful) >= 2 * max(prose(found), 1):
        return careful, "trafilatura_default" if careful else ""
    return found, "trafilatura_fast"


def without_scripts(text: str) -> str:
    """Return a page without scripts, styles and comments: the extractor is half as slow on it.

    An element that is never closed stays; its end is looked for once, so that time is linear.
    """
    kept, at, unclosed = list[str](), 0, set[str]()
    for begin in _NOISE.finditer(text):
        name = (begin[1] or "").lower()
        if begin.start() < at or name in unclosed:
            continue
        end = _NOISE_ENDS[name].search(text, begin.end())
        if end is None:
            unclosed.add(name)
            continue
        kept.append(text[at : begin.start()])
        at = end.end()
    return "".join((*kept, text[at:]))


def _plain(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    lines = html.unescape(_TAG.sub("\n", html.unescape(value))).splitlines()
    return "\n".join(line.strip() for line in lines if line.strip())
