"""Reading pages: quality on composed pages, and speed against trafilatura alone.

`text_vs_trafilatura` is our pages a second against the recipe that was measured fastest at equal
quality (regex-stripped bytes, `fast`, `favor_precision`; the default mode where that gives little),
in processor time of this process, run in turns; the best of three rounds counts, as other work on
the machine only ever slows. Ours also decides the charset and reads headline, author and dates. 1
would be as fast.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Sequence
from statistics import mean

import trafilatura

from benchmarks import Row, UnavailableError, row
from benchmarks.pages import ZONE, Composed, pages
from benchmarks.texts import archive_texts, newsroom_texts
from tawthiq.read.agreement import agreement
from tawthiq.read.html import SHORT
from tawthiq.read.publication import published
from tawthiq.read.reader import Order, parse

TEXTS = 14  # of either archive: 392 pages
ROUNDS = 3


def quality(composed: Sequence[Composed], *, with_selectors: bool) -> tuple[float, float, float]:
    """Return the mean F1 of texts, and the shares of right headlines and right days."""
    scores, titles, days = list[float](), list[bool](), list[bool]()
    for one in composed:
        selectors = one.layout.selectors if with_selectors else Order().selectors
        page = parse(one.body, Order(selectors=selectors, outlets=(OUTLET,)))
        feed = f"{one.fetched_at:%a, %d %b %Y %H:%M:%S} GMT"
        rests_on_feed = one.layout.date_rests_on == "feed"
        when = published(
            page.stamps,
            url=one.url,
            feed=feed if rests_on_feed else None,
            zone=ZONE,
            fetched_at=one.fetched_at,
        )
        scores.append(agreement(page.text, one.text))
        titles.append(page.title == one.title)
        days.append(when.day == one.day)
    return mean(scores), mean(titles), mean(days)


#: The outlet's name in the layouts' titles.
OUTLET = "مرآة الشام"


_NOISE = re.compile(
    r"<(script|style|noscript|svg|iframe)\b.*?</\1>|<!--.*?-->", re.DOTALL | re.IGNORECASE
)


def _recipe(one: Composed) -> None:
    stripped = _NOISE.sub("", one.body.decode(one.layout.charset, "replace"))
    options = {"include_comments": False, "include_tables": False}
    found = trafilatura.extract(stripped, fast=True, favor_precision=True, **options) or ""
    if len(found) < SHORT:
        trafilatura.extract(stripped, **options)


def _ours(one: Composed) -> None:
    parse(one.body, Order(outlets=(OUTLET,)))


def _by_selectors(one: Composed) -> None:
    parse(one.body, Order(selectors=one.layout.selectors, outlets=(OUTLET,)))


def _seconds(composed: Sequence[Composed], do: Callable[[Composed], None]) -> float:
    began = time.process_time()
    for one in composed:
        do(one)
    return time.process_time() - began


def run() -> list[Row]:
    """Measure quality and speed on pages composed from the archives' texts, else the newsroom's."""
    try:
        texts = archive_texts(TEXTS)
    except UnavailableError:
        texts = newsroom_texts(TEXTS)
    composed = list(pages(texts))
    generic, titles, days = quality(composed, with_selectors=False)
    selected, _, selected_days = quality(composed, with_selectors=True)
    part = composed[::3]  # 3 and 14 share no factor: every layout
    ways = (_recipe, _ours, _by_selectors)
    rounds = [[_seconds(part, way) for way in ways] for _ in range(ROUNDS)]
    recipe, ours, by_selectors = (min(column) for column in zip(*rounds, strict=True))
    return [
        row("text_vs_trafilatura", recipe / ours, "ratio", floor=0.8),
        row("text_f1_generic", generic, "F1", floor=0.97),
        row("text_f1_selectors", selected, "F1", floor=0.995),
        row("title_right", titles, "share", floor=0.99),
        row("day_right_generic", days, "share", floor=0.95),
        row("day_right_selectors", selected_days, "share", floor=0.99),
        row("pages_per_second_recipe", len(part) / recipe, "1/s"),
        row("pages_per_second_generic", len(part) / ours, "1/s"),
        row("pages_per_second_selectors", len(part) / by_selectors, "1/s"),
    ]
