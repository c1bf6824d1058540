"""The quality pages as files: overview, every expectation, the articles behind the numbers.

    reports/quality/<run>/index[.ar].html  results  rows  article-<id>
    reports/quality/latest.html → the newest run's overview

Pages of older runs are removed with their Data Docs (TAWTHIQ_KEPT_RUNS).
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any

from tawthiq import warehouse as wh
from tawthiq.expectations import load_suites
from tawthiq.pages import Language, article_view, render, say
from tawthiq.quality.articles import read_article
from tawthiq.quality.charts import chart
from tawthiq.quality.facts import Facts, gather
from tawthiq.quality.grade import grade

Row = dict[str, Any]

#: Articles listed, and those that get a page: the offending ones first. A page has some 30 kB.
LISTED_ARTICLES = 500


def write_quality(
    conn: wh.Connection, reports: Path, run: str | None = None, *, kept: int = 60
) -> Path:
    """Write the pages of a run (the newest night or backfill by default).

    Args:
        conn: a connection with no transaction open.
        reports: folder of reports.
        run: run id or batch.
        kept: how many runs keep their pages.

    Returns:
        The overview in English.

    Raises:
        NoRunError: there is no such run.
    """
    facts = gather(conn, run)
    with wh.transaction(conn):
        rows = wh.query(
            conn,
            "quality/articles.sql",
            {"batch": facts.run["batch_name"], "limit": LISTED_ARTICLES},
        )
    home = reports / "quality"
    folder = home / _folder_name(facts)
    folder.mkdir(parents=True, exist_ok=True)
    written = _write_articles(conn, folder, _offending(facts), rows)
    for language in Language:
        _write_pages(folder, facts, rows, written, language)
    forward = render("forward.html", target=f"{folder.name}/index.html")
    (home / "latest.html").write_text(forward, encoding="utf-8")
    _forget_old(home, kept)
    return folder / "index.html"


def _folder_name(facts: Facts) -> str:
    name = facts.run["batch_name"] or facts.run["run_id"]
    return re.sub(r"[^\w.-]+", "__", str(name))[:120]


def _forget_old(home: Path, kept: int) -> None:
    folders = sorted((p for p in home.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
    for old in folders[:-kept]:
        shutil.rmtree(old, ignore_errors=True)


def _offending(facts: Facts) -> list[str]:
    """Return the articles of rows that failed or are held, each once."""
    rows = [str(row["row"]) for result in facts.failed for row in result.sample]
    rows += [str(held["record_id"]) for held in facts.held]
    return list(dict.fromkeys(row.partition("/")[0] for row in rows))


def _write_articles(
    conn: wh.Connection, folder: Path, offending: Iterable[str], rows: Iterable[Row]
) -> set[str]:
    """Write the pages of articles, in both languages; return whose there are."""
    wanted = dict.fromkeys([*offending, *(row["article_id"] for row in rows)])
    written: set[str] = set()
    for article_id in wanted:
        found = read_article(conn, article_id)
        if found is None:
            continue
        for language in Language:
            page = article_view(
                found.article,
                found.events,
                language,
                links=_links(language, ""),
                other_language=_article(article_id, language.other),
            )
            (folder / _article(article_id, language)).write_text(page, encoding="utf-8")
        written.add(article_id)
    return written


def _article(article_id: str, language: Language) -> str:
    return f"article-{re.sub(r'[^0-9A-Za-z_-]+', '_', article_id)}{_suffix(language)}.html"


def _suffix(language: Language) -> str:
    return "" if language is Language.ENGLISH else f".{language}"


def _links(language: Language, current: str) -> list[Row]:
    names = {"index": "nav_overview", "results": "nav_results", "rows": "nav_rows"}
    links = [
        {
            "href": f"{page}{_suffix(language)}.html",
            "text": say(phrase, language=language),
            "is_current": page == current,
        }
        for page, phrase in names.items()
    ]
    docs = say("nav_docs", language=language)
    return [*links, {"href": "../../data_docs/latest.html", "text": docs, "is_current": False}]


def _write_pages(
    folder: Path, facts: Facts, rows: list[Row], written: set[str], language: Language
) -> None:
    shared = {
        "facts": facts,
        "suffix": _suffix(language),
        "articles": {article: _article(article, language) for article in written},
    }
    pages: dict[str, Row] = {
        "index": overview(facts),
        "results": {"titles": {name: suite.title for name, suite in load_suites().items()}},
        "rows": {"rows": rows, "limit": LISTED_ARTICLES},
    }
    for name, values in pages.items():
        page = render(
            f"quality/{name}.html",
            language,
            links=_links(language, name),
            other_language=f"{name}{_suffix(language.other)}.html",
            **shared,
            **values,
        )
        (folder / f"{name}{_suffix(language)}.html").write_text(page, encoding="utf-8")


def overview(facts: Facts) -> Row:
    """Return what the overview draws."""
    graded, reasons = grade(facts)
    newest = (s["newest_published_at"] for s in facts.sources if s["newest_published_at"])
    times = [(str(r["started_at"])[:16], r["seconds"]) for r in facts.run_times]
    return {
        "grade": graded,
        "reasons": reasons,
        "duration": duration,
        "newest": max(newest, default=None),
        "sparks": {
            s["source_id"]: chart(
                [""] * len(s["history"] or ()),
                s["history"] or (),
                low=s["expected_min"],
                high=s["expected_max"],
            )
            for s in facts.sources
        },
        "measures": [
            {
                "measure": m,
                "chart": chart(m.nights, m.values, low=m.low, high=m.high, is_met=m.is_met),
            }
            for m in facts.measures
        ],
        "times": chart([n for n, _ in times], [s for _, s in times], high=_deadline(facts)),
        "steps": _steps(facts),
    }


def _deadline(facts: Facts) -> float | None:
    """Return the deadline where runs come near it; else it would press their line flat."""
    longest = max((r["seconds"] for r in facts.run_times), default=0.0)
    return facts.deadline_seconds if longest > facts.deadline_seconds / 4 else None


def _steps(facts: Facts) -> list[Row]:
    """Return the way from pages to claims: counts, and each as a share of the one it comes from."""
    articles = facts.count("article_count")
    records = articles + sum(s["rejected_count"] for s in facts.sources)
    events = facts.count("event_count")
    pages = sum(s["page_count"] for s in facts.sources)
    found = [
        ("pages", pages, None, "", "#sources"),
        ("records", records, None, "", "#sources"),
        ("articles", articles, records, "records", "#sources"),
        ("events", events, articles, "articles", "#drift"),
        ("claims", facts.count("claim_count"), events, "events", "#drift"),
    ]
    return [
        {"name": name, "count": count, "of": of, "of_name": of_name, "href": href}
        for name, count, of, of_name, href in found
    ]


def duration(seconds: float) -> str:
    """Return `1:02:03` or `4.2 s`."""
    return f"{seconds:.1f} s" if seconds < 60 else str(timedelta(seconds=round(seconds)))
