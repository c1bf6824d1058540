"""A record of any dump → an article, by the names that dumps give their fields."""

from __future__ import annotations

import csv
import html
import re
import unicodedata
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

from tawthiq.model import Article, Rejected, article_id
from tawthiq.settings import PROJECT

OUTLETS = PROJECT / "include" / "sources" / "outlets.tsv"

_TEXT = ("text", "content", "body", "article")
_DAY = ("published", "published_on", "date", "date_extracted", "time")
_OUTLET = ("outlet", "source", "publisher", "site")
_SPACES = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_LINES = re.compile(r"\s*\n\s*")
#: Longer than any report; what is longer is a dump gone wrong (the archives' longest has 0.2 MB).
LONGEST_TEXT = 5_000_000
SHORTEST_TEXT = 40


@cache
def outlets() -> dict[str, tuple[str, str]]:
    """Return name and time zone of outlets by the code that archives give them."""
    with OUTLETS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: (row["name"], row["zone"]) for row in rows}


def clean(text: str) -> str:
    """Return text without markup entities, odd spaces and control characters; lines stay."""
    text = html.unescape(text).replace("\r\n", "\n").replace("\r", "\n")
    text = "".join(c for c in text if c == "\n" or c == "\t" or unicodedata.category(c) != "Cc")
    return _LINES.sub("\n", _SPACES.sub(" ", text)).strip()


def reject(where: str, reason: str, detail: str, sample: str = "") -> Rejected:
    """Return a record that is no article."""
    return Rejected(record_id=where, reason=reason, detail=detail, where=where, sample=sample[:500])


def article_of(record: Any, where: str) -> Article | Rejected:
    """Return the article that a dump's record holds, or why it holds none."""
    if not isinstance(record, dict):
        detail = "not a JSON object; each record is one article with a text"
        return reject(where, "not_an_object", detail, str(record))
    text = _first(record, _TEXT)
    if not isinstance(text, str) or not text.strip():
        detail = f"no text under any of {', '.join(_TEXT)}"
        return reject(where, "no_text", detail, str(record))
    if len(text) > LONGEST_TEXT:
        return reject(where, "too_long", f"{len(text)} characters of text", text)
    code = str(_first(record, _OUTLET) or "")
    name, _ = outlets().get(code, (code, ""))
    raw = _first(record, _DAY)
    day = day_of(str(raw)) if raw else None
    return build(
        where=where,
        outlet=name,
        title=str(record.get("title") or ""),
        text=text,
        url=str(record.get("url") or "") or None,
        author=str(record.get("author") or "") or None,
        day=day,
        raw=str(raw) if raw else None,
        doc_id=record.get("doc_id"),
    )


def build(
    *,
    where: str,
    outlet: str,
    title: str,
    text: str,
    url: str | None,
    day: date | None,
    raw: str | None,
    author: str | None = None,
    at: datetime | None = None,
    doc_id: str | None = None,
) -> Article | Rejected:
    """Make an article of cleaned fields; a text too short to tell anything is rejected."""
    title, text = clean(title), clean(text)
    if len(text) < SHORTEST_TEXT:
        return reject(where, "no_text", f"only {len(text)} characters of text", text)
    return Article(
        doc_id=doc_id or article_id(outlet, url, title, day),
        outlet=outlet,
        title=title,
        text=text,
        url=url,
        author=author,
        published_on=day,
        published_at=at,
        published_raw=raw,
        published_basis="archive" if day else None,
        published_confidence="high" if day else None,
        text_basis="archive",
        seen_in=where,
    )


def day_of(raw: str) -> date | None:
    """Return the day that an ISO date or date and time begins with."""
    try:
        return date.fromisoformat(raw.strip()[:10])
    except ValueError:
        return None


def instant(stamp: datetime) -> datetime:
    """Return a moment in UTC; one without a zone is taken as UTC."""
    return stamp.astimezone(UTC) if stamp.tzinfo else stamp.replace(tzinfo=UTC)


def _first(record: dict[str, Any], names: tuple[str, ...]) -> Any:
    return next((record[n] for n in names if record.get(n)), None)
