"""Sort a batch into what is loaded and what lies in quarantine, by the rows that failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from typing import Any

from tawthiq.copy_format import json_text
from tawthiq.expectations import Expectation
from tawthiq.model import Article, Casualty, Event
from tawthiq.records import article_record, event_record
from tawthiq.validate.suites import Examined, Failing, plain
from tawthiq.verdict import Batch, Grain, Quarantined, Reading, claim_id, event_id

# Larger records are kept by their head, with the file that holds them whole. A 20 MB article
# would make each listing of the quarantine as slow as itself.
WHOLE_RECORD_CHARS = 500_000
_HEAD_CHARS = 20_000
_READ = "read"  # stands for the suite of records that never reached one


class Sorting:
    """The batch as it is being sorted: readings still sound, claims withheld, records held."""

    def __init__(self, batch: Batch, released: Collection[str]) -> None:
        self._released = released
        self._batch = batch
        self.readings: list[Reading] = []
        self.withheld: set[str] = set()
        self.quarantined: list[Quarantined] = [*_rejected(batch), *_misread(batch)]

    def hold_articles(self, examined: Examined) -> None:
        """Take failing articles out, their events with them; of equal readings keep one."""
        held = self._held(examined, lambda row: _article_record(self._batch.readings[row]))
        distinct = {
            (r.article.doc_id, r.article.version): r
            for number, r in enumerate(self._batch.readings)
            if number not in held
        }
        self.readings = list(distinct.values())

    def hold_events(self, examined: Examined) -> None:
        """Take failing events out of their readings, their claims with them."""
        pairs = [(r.article, e) for r in self.readings for e in r.events]
        held = self._held(examined, lambda row: _event_record(*pairs[row]))
        numbers = iter(range(len(pairs)))
        self.readings = [
            replace(r, events=tuple(e for e in r.events if next(numbers) not in held))
            for r in self.readings
        ]

    def hold_claims(self, examined: Examined) -> None:
        """Withhold failing claims; their events stay."""
        triples = [(r.article, e, c) for r in self.readings for e in r.events for c in e.casualties]
        held = self._held(examined, lambda row: _claim_record(*triples[row]))
        self.withheld = {claim_id(*triples[number]) for number in held}

    def _held(self, examined: Examined, record_of: Callable[[int], Quarantined]) -> set[int]:
        """Quarantine the rows that failed, unless released; return their numbers.

        Records are made of failing rows alone: made of all, they took half of the time.
        """
        held = set()
        for expectation, failing in _of_rows(examined):
            found = _finding(examined, expectation, failing, record_of(failing.row))
            if found.quarantine_id not in self._released:
                held.add(failing.row)
                self.quarantined.append(found)
        return held


def _of_rows(examined: Examined) -> Iterator[tuple[Expectation, Failing]]:
    for expectation in examined.suite.expectations:
        if expectation.failing_rows == "quarantine":
            for failing in examined.failing.get(expectation.name, ()):
                yield expectation, failing


def _finding(
    examined: Examined, expectation: Expectation, failing: Failing, record: Quarantined
) -> Quarantined:
    value = plain(failing.value)
    return replace(
        record,
        suite=examined.suite.name,
        expectation=expectation.name,
        reason=expectation.expect,
        detail="nothing" if value is None else str(value)[:500],
    )


def _content(record: Mapping[str, Any]) -> str:
    """Hash what was judged, whatever rule of whatever version found it."""
    return hashlib.sha256(json_text(_without_origin(record)).encode()).hexdigest()[:32]


def _without_origin(value: Any) -> Any:
    if isinstance(value, Mapping):
        kept = {k: v for k, v in value.items() if k not in {"rule", "extractor_version"}}
        return {k: _without_origin(v) for k, v in kept.items()}
    if isinstance(value, list | tuple):
        return [_without_origin(v) for v in value]
    return value


def _bare(grain: Grain, record_id: str, content: str, record: Mapping[str, Any]) -> Quarantined:
    """Return a record as quarantine keeps it, before it is known what it failed."""
    return Quarantined(
        grain=grain,
        record_id=record_id,
        content=content,
        suite=_READ,
        expectation="",
        reason="",
        detail="",
        record=record,
    )


def _article_record(reading: Reading) -> Quarantined:
    article = reading.article
    is_whole = len(article.text) <= WHOLE_RECORD_CHARS
    kept = article if is_whole else replace(article, text=article.text[:_HEAD_CHARS])
    record = {
        "article": article_record(kept),
        "events": [event_record(e) for e in reading.events] if is_whole else [],
    }
    bare = _bare(Grain.ARTICLE, article.doc_id, article.version, record)
    return replace(bare, article=article, is_record_whole=is_whole)


def _event_record(article: Article, event: Event) -> Quarantined:
    record = event_record(event)
    bare = _bare(Grain.EVENT, event_id(article, event), _content(record), {"event": record})
    return replace(bare, article=article)


def _claim_record(article: Article, event: Event, claim: Casualty) -> Quarantined:
    record = event_record(event)
    content = _content(next(c for c in record["casualties"] if c["id"] == claim.id))
    kept = {"event": record, "claim": claim.id}
    return replace(
        _bare(Grain.CLAIM, claim_id(article, event, claim), content, kept), article=article
    )


def _rejected(batch: Batch) -> Iterator[Quarantined]:
    """Yield what could not be read, with the reader's reason as its expectation."""
    for r in batch.rejected:
        sample = str(r.sample)[:_HEAD_CHARS]
        content = hashlib.sha256(sample.encode("utf-8", "surrogatepass")).hexdigest()[:32]
        bare = _bare(Grain.RECORD, r.record_id, content, {"sample": sample})
        yield replace(
            bare,
            expectation=str(r.reason),
            reason=str(r.reason),
            detail=str(r.detail)[:500],
            is_record_whole=False,
            read_from=str(r.where),
        )


def _misread(batch: Batch) -> Iterator[Quarantined]:
    """Yield the events of stage files that are not of the codebook's form."""
    for m in batch.misread:
        bare = _bare(Grain.EVENT, m.event_key, _content(m.record), {"event": dict(m.record)})
        yield replace(
            bare,
            expectation="event_has_the_codebooks_form",
            reason="Every event has the codebook's fields, and its words are in the closed lists.",
            detail=m.reason,
            article=m.article,
        )
