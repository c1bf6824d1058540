"""A record of any dump → an article, by the names that dumps give their fields."""

from __future__ import annotations

import csv
import html
import re
from datetime import UTC, date, datetime
from functools import cache
from typing import Any
from zoneinfo import ZoneInfo

from tawthiq.model import Article, Rejected, article_id
from tawthiq.read.dates import read_stamp
from tawthiq.read.mapping import PLAIN, FieldMap, value_of
from tawthiq.settings import PROJECT

OUTLETS = PROJECT / "include" / "sources" / "outlets.tsv"

_SPACES = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_LINES = re.compile(r"\s*\n\s*")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
#: Longer than any report; what is longer is a dump gone wrong (the archives' longest has 0.2 MB).
LONGEST_TEXT = 5_000_000
SHORTEST_TEXT = 40
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")

When = tuple[date | None, datetime | None]


@cache
def outlets() -> dict[str, tuple[str, str]]:
    """Return name and time zone of outlets by the code that archives give them."""
    with OUTLETS.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        return {row["code"]: (row["name"], row["zone"]) for row in rows}


def clean(text: str) -> str:
    """Return text without markup entities, odd spaces and control characters; lines stay."""
    text = html.unescape(text).replace("\r\n", "\n").replace("\r", "\n")
    return _LINES.sub("\n", _SPACES.sub(" ", _CONTROLS.sub("", text))).strip()


def reject(where: str, reason: str, detail: str, sample: str = "") -> Rejected:
    """Return a record that is no article; what no database can hold is taken out of its words."""
    where, detail, sample = (_storable(words) for words in (where, detail, sample[:500]))
    return Rejected(record_id=where, reason=reason, detail=detail, where=where, sample=sample)


def _storable(words: str) -> str:
    return words.replace("\0", "").encode("utf-8", "replace").decode("utf-8")


def article_of_record(record: Any, where: str, fields: FieldMap = PLAIN) -> Article | Rejected:
    """Return the article that a dump's record holds, or why it holds none."""
    if not isinstance(record, dict):
        detail = "not a JSON object; each record is one article with a text"
        return reject(where, "not_an_object", detail, str(record)[:500])
    text = value_of(record, fields.text)
    if not isinstance(text, str) or not text.strip():
        detail = f"no text under any of {', '.join(fields.text)}; a mapping file may name it"
        return reject(where, "no_text", detail, str(record)[:500])
    if len(text) > LONGEST_TEXT:
        return reject(where, "too_long", f"{len(text)} characters of text", text)
    code = _words(value_of(record, fields.outlet))
    name, zone = outlets().get(code, (code, "UTC"))
    raw = _words(value_of(record, fields.published))
    day, moment = _when(raw, fields, zone)
    return build(
        where=where,
        outlet=fields.outlet_name or name,
        title=_words(value_of(record, fields.title)),
        text=text,
        url=_words(value_of(record, fields.url)) or None,
        author=_words(value_of(record, fields.author)) or None,
        day=day,
        at=moment,
        raw=raw or None,
        doc_id=_words(value_of(record, fields.id)) or None,
    )


def _words(value: Any) -> str:
    """Return a field as one line of words; of a list its parts, of an object its name."""
    if isinstance(value, dict):
        value = value.get("name")
    if isinstance(value, list):
        return ", ".join(filter(None, map(_words, value)))
    return "" if value is None else str(value).strip()


def _when(raw: str, fields: FieldMap, zone: str) -> When:
    """Return day and, where it is told with its zone, instant; nothing where it is not sure."""
    if not raw:
        return None, None
    zone = fields.time_zone or zone
    if fields.date_format:
        return _by_format(raw, fields.date_format, ZoneInfo(zone), bool(fields.time_zone))
    if _EPOCH.fullmatch(raw):
        moment = datetime.fromtimestamp(int(raw[:10]), UTC)
        return moment.astimezone(ZoneInfo(zone)).date(), moment
    day = day_of(raw)
    if day and not fields.time_zone:
        return day, _instant_in(raw)
    found = read_stamp(raw, zone)
    return (found.day, found.at) if found else (None, None)


def _by_format(raw: str, form: str, zone: ZoneInfo, is_zone_told: bool) -> When:
    try:
        moment = datetime.strptime(raw, form)  # noqa: DTZ007 - the zone is added below
    except ValueError:
        return None, None
    if moment.tzinfo:
        return moment.astimezone(zone).date(), moment.astimezone(UTC)
    has_hour = "%H" in form or "%I" in form
    instant = moment.replace(tzinfo=zone).astimezone(UTC) if has_hour and is_zone_told else None
    return moment.date(), instant


def _instant_in(raw: str) -> datetime | None:
    """Return the instant of an ISO time that says its zone."""
    try:
        moment = datetime.fromisoformat(raw)
    except ValueError:
        return None
    return moment.astimezone(UTC) if moment.tzinfo else None


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
