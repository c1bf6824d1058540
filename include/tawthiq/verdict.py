"""The nouns between `validate` and `load`: a batch, what was found wrong with it, what was loaded.

A `Batch` holds readings (an article with the events found in it). `validate` gives a `Verdict`:
readings to load, records for quarantine, and one result per expectation. `load` gives a
`LoadReport`. Identities are derived from content, so that the same input twice is the same rows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

from tawthiq.copy_format import json_text
from tawthiq.model import Article, Casualty, Event, Rejected
from tawthiq.page import Page
from tawthiq.records import event_record


class Severity(StrEnum):
    """What a failed expectation means for the batch."""

    CRITICAL = "critical"  # nothing of the batch is loaded
    WARNING = "warning"  # reported; its rows go to quarantine where the suite says so
    INFO = "info"  # recorded


class Grain(StrEnum):
    """What lies in quarantine."""

    RECORD = "record"  # could not be read at all
    ARTICLE = "article"  # with all its events
    EVENT = "event"  # with all its claims
    CLAIM = "claim"  # one casualty claim; its event is loaded without it


class Stage(StrEnum):
    """Where in the flow something was validated."""

    BEFORE_LOAD = "before_load"
    AFTER_LOAD = "after_load"
    AFTER_PUBLISH = "after_publish"


class UnsoundError(RuntimeError):
    """A critical expectation about the warehouse or the marts failed; says which and what to do."""


def _hash(*parts: str) -> str:
    joined = "\x1f".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(joined).hexdigest()


def event_id(article: Article, event: Event) -> str:
    """Return `article_id/version/e1`."""
    return f"{article.doc_id}/{article.version}/{event.id}"


def claim_id(article: Article, event: Event, claim: Casualty) -> str:
    """Return `article_id/version/e1/c1`."""
    return f"{event_id(article, event)}/{claim.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One version of an article and the events that one extractor version found in it."""

    article: Article
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Misread:
    """An event of a stage file that is not of the codebook's form; its article is sound."""

    article: Article
    event_key: str  # its identity, article_id/version/e4
    reason: str  # why, as one line
    record: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """How many articles a night are normal for a source; `None` is no bound."""

    low: int | None = None
    high: int | None = None
    has_selectors: bool = False  # whether its file says where the text stands on a page


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What is validated and loaded together.

    `as_of` is the day of the run, against which "in the future" is judged; `seen_at` the instant
    at which the articles were fetched, where one is known (archives have none).
    `pages` are what was fetched for it; archives have none. `bands` are the expected volumes by
    source, `usual` the measures of the eight weeks before, by name (see
    include/warehouse/checks/usual_measures.sql).
    """

    name: str  # such as nightly/2026-10-05
    readings: tuple[Reading, ...]
    as_of: date
    rejected: tuple[Rejected, ...] = ()
    misread: tuple[Misread, ...] = ()
    pages: tuple[Page, ...] = ()
    seen_at: datetime | None = None
    run_id: str | None = None
    bands: Mapping[str, Band] = field(default_factory=dict)
    usual: Mapping[str, float] = field(default_factory=dict)

    @property
    def batch_id(self) -> str:
        """32 hexadecimal digits over the content: articles, events and rejected records."""
        parts = [
            _hash(r.article.doc_id, r.article.version, *(_event_hash(e) for e in r.events))
            for r in self.readings
        ]
        parts += [_hash("rejected", r.record_id, r.reason) for r in self.rejected]
        parts += [_hash("misread", m.article.doc_id, json_text(m.record)) for m in self.misread]
        return _hash(*sorted(set(parts)))[:32]


def _event_hash(event: Event) -> str:
    return _hash(json_text(event_record(event)))


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A record that failed an expectation, kept with all that a reviewer needs."""

    grain: Grain
    record_id: str
    content: str  # hash of what was judged; the same content failing again is the same row
    suite: str
    expectation: str
    reason: str
    detail: str
    record: Mapping[str, Any]
    article: Article | None = None
    is_record_whole: bool = True
    read_from: str | None = None

    @property
    def quarantine_id(self) -> str:
        """16 hexadecimal digits over record, content and expectation."""
        return _hash(self.grain, self.record_id, self.content, self.suite, self.expectation)[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What one expectation found."""

    suite: str
    expectation: str
    severity: Severity
    is_success: bool
    is_evaluated: bool
    element_count: int | None = None
    unexpected_count: int | None = None
    observed_value: Any = None
    sample: tuple[Mapping[str, Any], ...] = ()
    message: str | None = None
    duration_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceHealth:
    """What one source brought in this batch."""

    source_id: str
    article_count: int
    rejected_count: int
    event_count: int
    claim_count: int
    band: Band
    newest_published_at: datetime | None
    page_count: int | None = None  # None: nothing was fetched over HTTP
    failed_page_count: int | None = None
    selector_missed_count: int = 0
    selector_disputed_count: int = 0
    layout_fault: str | None = None  # how its selectors fail, in words

    @property
    def warning(self) -> str | None:
        """What is to be looked at, in words; `None` where all is as expected."""
        told = {
            "below": f"{self.article_count} articles, at least {self.band.low} are expected: "
            "see its feed and its selectors",
            "above": f"{self.article_count} articles, at most {self.band.high} are expected: "
            "see whether all of them are articles",
        }
        return "; ".join(filter(None, (told.get(self.verdict), self.layout_fault))) or None

    @property
    def verdict(self) -> str:
        """within, below or above its band; unbounded where it has none."""
        if self.band.low is None and self.band.high is None:
            return "unbounded"
        if self.band.low is not None and self.article_count < self.band.low:
            return "below"
        if self.band.high is not None and self.article_count > self.band.high:
            return "above"
        return "within"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination:
    """The results of one validation, of a batch or of tables of the warehouse."""

    examination_id: str
    stage: Stage
    name: str  # of the batch, or of what was looked at
    started_at: datetime
    duration_ms: int
    results: tuple[Result, ...]
    report_path: str | None = None  # its Data Docs, relative to the folder of reports

    @property
    def critical(self) -> tuple[Result, ...]:
        """Critical expectations that failed, and expectations that could not be evaluated."""
        return tuple(
            r
            for r in self.results
            if not r.is_evaluated or (not r.is_success and r.severity is Severity.CRITICAL)
        )

    @property
    def failures(self) -> str:
        """The critical failures in one line; empty where there are none."""
        return "; ".join(
            f"{r.suite}.{r.expectation}: {r.message or 'failed'}" for r in self.critical
        )

    @property
    def outcome(self) -> str:
        """passed, warned or failed."""
        if self.critical:
            return "failed"
        warned = any(not r.is_success and r.severity is Severity.WARNING for r in self.results)
        return "warned" if warned else "passed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What `validate` makes of a batch.

    `accepted` are the readings to load, without the events in quarantine. `withheld` are the ids
    of casualty claims in quarantine whose events are loaded without them.
    """

    batch: Batch
    accepted: tuple[Reading, ...]
    withheld: frozenset[str]
    quarantined: tuple[Quarantined, ...]
    examination: Examination
    health: tuple[SourceHealth, ...] = ()

    @property
    def is_loadable(self) -> bool:
        """Whether no critical expectation failed and all were evaluated."""
        return not self.examination.critical

    @property
    def stopped_by(self) -> str:
        """The critical failures in one line; empty where the batch may be loaded."""
        return self.examination.failures


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadReport:
    """What a load changed.

    `inserted` counts new rows by table (`core.event`: new or replaced ones); a batch that was
    loaded before gives zeros. `touched_weeks` are the Mondays of the ISO weeks that `publish` has
    to rebuild.
    """

    batch_id: str
    inserted: Mapping[str, int]
    replaced_events: int
    quarantined: int
    resolved: int
    touched_weeks: tuple[date, ...]
    duration_ms: int


def monday(day: date) -> date:
    """Return the Monday of the day's ISO week."""
    return day - timedelta(days=day.weekday())
