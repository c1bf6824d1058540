"""Pages composed from texts in the fourteen layouts of `benchmarks/layouts`, with exact gold.

`pages` gives pages with their text, headline and day; texts come from an archive or the newsroom.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from hijridate import Gregorian
from jinja2 import Environment, FileSystemLoader

from tawthiq.model import Article
from tawthiq.sources import Selectors

FOLDER = Path(__file__).parent / "layouts"
ZONE = "Asia/Damascus"
#: Real pages carry some 60 kB of scripts and styles, which readers have to step over.
_WEIGHT = (
    "<style>" + ".a-b{margin:0 auto;padding:1px 2px}\n" * 500 + "</style>"
    "<script>" + "window.dataLayer=window.dataLayer||[];push({'a':1});\n" * 800 + "</script>"
)
_HEAD_END = re.compile(r"</head>\s*<body[^>]*>")
_EASTERN = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A template, its selectors, its bytes' charset and on what a date rests without selectors."""

    name: str
    selectors: Selectors
    charset: str
    date_rests_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A page and what is to be read in it."""

    layout: Layout
    url: str
    body: bytes
    text: str
    title: str
    day: date
    fetched_at: datetime


@cache
def layouts() -> tuple[Layout, ...]:
    """Return the layouts by name."""
    listed = yaml.safe_load((FOLDER / "layouts.yml").read_text("utf-8"))
    return tuple(
        Layout(
            name=name,
            charset=told.pop("charset", "utf-8"),
            date_rests_on=told.pop("date_rests_on"),
            selectors=Selectors.model_validate(told),
        )
        for name, told in sorted(listed.items())
    )


def pages(texts: Sequence[Article], chosen: Sequence[Layout] = ()) -> Iterator[Composed]:
    """Yield every text in every layout, the layouts in turn."""
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True)
    chrome = yaml.safe_load((FOLDER / "chrome.yml").read_text("utf-8"))
    for number, article in enumerate(texts):
        others = [texts[(number + step) % len(texts)].title for step in range(1, 7)]
        for layout in chosen or layouts():
            template = environment.get_template(f"{layout.name}.html")
            yield _composed(layout, template, article, {"c": chrome, "related": others})


def _composed(layout: Layout, template: Any, article: Article, around: dict[str, Any]) -> Composed:
    # A repeated paragraph is read once: the extractor takes a second one for boilerplate.
    paragraphs = list(dict.fromkeys(_storable(p, layout) for p in article.text.split("\n") if p))
    title = _storable(article.title, layout)
    day = article.published_on or date(2018, 3, 6)
    local = datetime.combine(day, time(0, 30), ZoneInfo(ZONE))  # yesterday in UTC
    dated = layout.name == "tables"
    url = f"https://mirror.test/{day:%Y/%m/%d}/{article.doc_id}" if dated else ""
    url = url or f"https://mirror.test/archives/{article.doc_id}"
    page = template.render(
        **around, **_dates(local, around["c"]), title=title, paragraphs=paragraphs, url=url
    )
    page = _HEAD_END.sub(lambda found: f"{_WEIGHT}{found[0]}{_mega(around)}", page, count=1)
    return Composed(
        layout=layout,
        url=url,
        body=page.encode(layout.charset, "xmlcharrefreplace"),
        text="\n".join(paragraphs),
        title=title,
        day=day,
        fetched_at=local.astimezone(UTC) + timedelta(hours=20),
    )


def _mega(around: dict[str, Any]) -> str:
    """Return a menu of the size that news sites have: every section with what is newest in it."""
    newest = (html.escape(title) for title in around["related"])
    links = "".join(f'<li><a href="/n/{n}">{title}</a></li>' for n, title in enumerate(newest))
    sections = (
        f'<li class="mega-item"><a href="/s">{name}</a><ul>{links}</ul></li>'
        for name in around["c"]["menu"]
    )
    return f'<div class="main-navigation"><ul>{"".join(sections)}</ul></div>'


def _storable(words: str, layout: Layout) -> str:
    return " ".join(words.encode(layout.charset, "ignore").decode(layout.charset).split())


def _dates(at: datetime, words: dict[str, Any]) -> dict[str, str]:
    """Return the instant in every way in which a layout writes it."""
    day, later = at.date(), at + timedelta(hours=20)
    year, of_year = day.year, day.month - 1
    levant, egypt = words["levant"][of_year], words["egypt"][of_year]
    hijri = Gregorian(year, day.month, day.day).to_hijri()
    weekday = words["weekdays"][day.weekday()]
    dual = f"{hijri.day} {words['hijri'][hijri.month - 1]} {hijri.year}هـ"
    today = words["weekdays"][later.weekday()]
    return {
        "iso": at.isoformat(),
        "iso_z": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "arabic": f"{day.day} {levant} {year}",
        "arabic_weekday": f"{weekday}، {day.day} {levant}/{egypt} {year}",
        "arabic_published": f"نشر بتاريخ {day.day} {levant} {year}",
        "arabic_time": f"{egypt} {day.day}, {year} 12:30 ص".translate(_EASTERN),
        "numeric": f"{day.day:02}/{day.month:02}/{year} - 00:30",
        "hijri_dual": f"{weekday} {dual} الموافق {day.day} {levant} {year}م",
        "maghrebi": f"{day.day} {words['maghreb'][of_year]} {year}",
        "today": f"{today} {later.day} {words['levant'][later.month - 1]} {later.year}",
    }
