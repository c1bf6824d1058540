"""Render the newsroom: articles in each outlet's own markup, feeds, sitemaps, robots.txt."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from email.utils import format_datetime
from functools import cache
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from newsroom.content import HERE, LAST_NIGHT, Charset, Story, listed_on, outlets, stories

ARABIC_INDIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
CUT_AT = 0.72  # of the page's bytes: inside the article's text in every layout


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What the server sends."""

    status: int
    content_type: str
    body: bytes
    location: str | None = None
    delay_seconds: float = 0.0


@cache
def _words() -> dict[str, Any]:
    """Return the names of days and months and the texts of the pages' clutter."""
    loaded: dict[str, Any] = yaml.safe_load((HERE / "chrome.yml").read_text(encoding="utf-8"))
    return loaded


@cache
def _templates() -> Environment:
    """Return the templates, autoescaped, where an unknown name is an error."""
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _said(day: datetime) -> dict[str, str]:
    """Return a day as the outlets print it.

    >>> _said(datetime(2018, 3, 5, 9, 5))["levantine"]
    'الإثنين 5 آذار 2018'
    """
    words = _words()
    weekday = words["weekdays"][day.weekday()]
    levant, gregorian = words["months"][day.month - 1]
    plain = f"{weekday} {day.day} {levant} {day.year}"
    return {
        "levantine": plain,
        "eastern": plain.translate(ARABIC_INDIC),
        "dual": f"{weekday} {day.day} {levant}/{gregorian} {day.year}",
        "clock": f"{day:%H:%M}",
        "clock_eastern": f"{day:%H:%M}".translate(ARABIC_INDIC),
    }


def _stated_day(story: Story) -> datetime | None:
    """Return the day the page gives itself: mostly the true one."""
    stated = story.written.page_day
    if stated is None:
        return story.published
    if stated == "none":
        return None
    assert isinstance(stated, date)
    return datetime.combine(stated, story.published.timetz())


def _json_ld(story: Story, base: str, night: date | None) -> Markup:
    """Return the JSON-LD block of a page; `<` is escaped so that no text can close the script."""
    version = story.version_on(night)
    day = _stated_day(story)
    block: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": version.title,
        "inLanguage": "ar",
        "mainEntityOfPage": base + story.address,
        "publisher": {"@type": "NewsMediaOrganization", "name": outlets()[story.outlet].name},
    }
    if story.written.byline:
        block["author"] = {"@type": "Person", "name": story.written.byline}
    if day:
        block["datePublished"] = day.isoformat()
        block["dateModified"] = version.since.isoformat()
    text = json.dumps(block, ensure_ascii=False).replace("<", "\\u003c")
    return Markup(text)  # noqa: S704  "<" is escaped above


def _related(story: Story) -> list[tuple[str, str]]:
    """Return (address, title) of up to five earlier articles of the outlet, newest first."""
    earlier = [
        other
        for other in stories()
        if other.outlet == story.outlet and other.published < story.published
    ]
    return [(other.address, other.versions[0].title) for other in reversed(earlier[-5:])]


def article(story: Story, base: str, night: date | None) -> Page:
    """Render an article's page as of a night, with whatever is wrong with it."""
    written = story.written
    outlet = outlets()[story.outlet]
    own = Charset(bytes=outlet.charset, header=outlet.charset, meta=outlet.charset)
    charset = written.charset or own
    version = story.version_on(night)
    day = _stated_day(story)
    html = (
        _templates()
        .get_template(f"{story.outlet}.html")
        .render(
            base=base,
            outlet=outlet,
            story=story,
            version=version,
            paragraphs=[line for line in version.text.split("\n") if line.strip()],
            said=_said(day) if day else None,
            iso=day.isoformat() if day else None,
            json_ld=_json_ld(story, base, night),
            related=_related(story),
            meta_charset=charset.meta,
            words=_words(),
        )
    )
    body = html.encode(charset.bytes, "xmlcharrefreplace")
    if written.body == "empty":
        body = b""
    if written.body == "cut":
        body = body[: int(len(body) * CUT_AT)]
    kind = "text/html" + (f"; charset={charset.header}" if charset.header else "")
    return Page(status=200, content_type=kind, body=body, delay_seconds=written.delay_seconds)


def feed(outlet: str, base: str, night: date) -> Page:
    """Render the outlet's feed as it stood at the end of a night."""
    kind = outlets()[outlet].feed
    entries = [
        {
            "title": version.title,
            "link": base + _linked(story),
            "guid": f"{story.id}",
            "lead": version.text.split("\n")[0],
            "rfc822": format_datetime(version.since),
            "iso": version.since.isoformat(),
            "dated": story.written.feed_day == "true",
        }
        for story, version in listed_on(outlet, night)
    ]
    text = (
        _templates()
        .get_template(f"{kind}.xml")
        .render(base=base, key=outlet, outlet=outlets()[outlet], entries=entries, night=night)
    )
    content_type = "application/rss+xml" if kind == "rss" else "application/atom+xml"
    return Page(
        status=200, content_type=f"{content_type}; charset=utf-8", body=text.encode("utf-8")
    )


def sitemap(outlet: str, base: str, night: date | None) -> Page:
    """Render the outlet's sitemap: every article published up to the end of that night."""
    last = night or LAST_NIGHT
    shown = [
        {"loc": base + story.address, "lastmod": story.version_on(last).since.isoformat()}
        for story in stories()
        if story.outlet == outlet and story.night <= last and story.written.status == 200
    ]
    text = _templates().get_template("sitemap.xml").render(entries=shown)
    return Page(status=200, content_type="application/xml; charset=utf-8", body=text.encode())


def index(base: str) -> Page:
    """Render the front page, which names the outlets and says that all is invented."""
    text = _templates().get_template("index.html").render(outlets=outlets(), words=_words())
    return Page(status=200, content_type="text/html; charset=utf-8", body=text.encode())


def robots(base: str) -> Page:
    """Return robots.txt: print versions and searches are closed to robots."""
    lines = ["User-agent: *", "Disallow: /*/print/", "Disallow: /*/search", ""]
    lines += [f"Sitemap: {base}/{outlet}/sitemap.xml" for outlet in outlets()]
    body = "\n".join(lines) + "\n"
    return Page(status=200, content_type="text/plain; charset=utf-8", body=body.encode())


def not_found() -> Page:
    """Render the page for an address that is not there."""
    text = _templates().get_template("missing.html").render(words=_words())
    return Page(status=404, content_type="text/html; charset=utf-8", body=text.encode())


def moved(story: Story, base: str) -> Page:
    """Send the visitor of an old address to the new one."""
    return Page(
        status=301, content_type="text/plain", body=b"moved\n", location=base + story.address
    )


def old_address(story: Story) -> str:
    """Return the address an article had before it moved, as its outlet writes addresses."""
    slug = story.id.split("/")[1]
    assert story.written.moved_from is not None
    return story.address.replace(slug, story.written.moved_from)


def print_address(story: Story) -> str:
    """Return the address of the print version, which robots.txt closes."""
    return f"/{story.outlet}/print/{story.id.split('/')[1]}"


def _linked(story: Story) -> str:
    """Return the address that the feed gives."""
    if story.written.moved_from:
        return old_address(story)
    return print_address(story) if story.written.print_only else story.address
