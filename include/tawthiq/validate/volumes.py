"""Volumes and shares of a batch, and what each source brought: one row and one row per source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping
from datetime import UTC, datetime, time
from typing import Any

from tawthiq.model import Actor, Article, DateBasis, Event, SourceClass
from tawthiq.page import Page
from tawthiq.verdict import Band, Batch, Grain, Quarantined, Reading, SourceHealth

# Below these numbers a share says more about chance than about the data.
FEWEST_ARTICLES = 20
FEWEST_EVENTS = 50
FEWEST_PAGES = 4

#: Of pages that selectors read, the generic extractor reads every fourth too.
CHECKED = 4
#: One odd page is no changed layout; nor is a live blog or a video page now and then.
FEWEST_DOUBTS, MOST_DOUBTED = 2, 0.25

_OK = 200
_NOT_HAD = frozenset({"not_fetched", "http_status"})


def page_table(pages: Collection[Page]) -> list[dict[str, Any]]:
    """Return one row per answer of a source's server."""
    firsts: dict[tuple[str, str], str] = {}
    table = []
    for number, page in enumerate(pages):
        first = firsts.setdefault((page.source_id, page.payload_sha256), page.url)
        is_page = page.http_status == _OK
        table.append(
            {
                "row": number,
                "page_id": page.page_id,
                "source_id": page.source_id,
                "url": page.url,
                "http_status": page.http_status,
                "mime_type": page.mime_type if is_page else None,
                "body_bytes": page.payload_bytes if is_page else None,
                "same_body_as": first if is_page and first != page.url else None,
                "fetched_at": page.fetched_at and page.fetched_at.isoformat(),
            }
        )
    return table


def source_of(article: Article) -> str:
    """Return the source's file, or the outlet of an archive that has none."""
    return article.source_id or article.outlet


def health(batch: Batch) -> tuple[SourceHealth, ...]:
    """Return what each source brought; sources with a band are there even if nothing came."""
    readings: dict[str, list[Reading]] = {source: [] for source in batch.bands}
    for reading in batch.readings:
        readings.setdefault(source_of(reading.article), []).append(reading)
    of = {
        r.record_id: next((s for s in readings if s and s in r.where), "") for r in batch.rejected
    }
    rejected = Counter(of[r.record_id] for r in batch.rejected)
    failed = Counter(of[r.record_id] for r in batch.rejected if r.reason in _NOT_HAD)
    fetched = Counter(page.source_id for page in batch.pages)
    return tuple(
        SourceHealth(
            source_id=source,
            page_count=fetched[source] if batch.pages else None,
            failed_page_count=failed[source] if batch.pages else None,
            **_layout(found, batch.bands.get(source, Band())),
            article_count=len({r.article.doc_id for r in found}),
            rejected_count=rejected[source],
            event_count=sum(len(r.events) for r in found),
            claim_count=sum(len(e.casualties) for r in found for e in r.events),
            band=batch.bands.get(source, Band()),
            newest_published_at=max(
                filter(None, (_instant(r.article) for r in found)), default=None
            ),
        )
        for source, found in sorted(readings.items())
    )


def _layout(found: Collection[Reading], band: Band) -> dict[str, Any]:
    """Count where a source's selectors failed; the fault in words where that is no chance."""
    bases = Counter(reading.article.text_basis or "" for reading in found)
    disputed = bases["selector_disputed"]
    missed = sum(n for basis, n in bases.items() if not basis.startswith("selector"))
    missed = missed if band.has_selectors else 0
    # Every missed page is seen, and one in `CHECKED` of the disputed ones.
    share = min(1.0, (missed + CHECKED * disputed) / len(found)) if found else 0.0
    is_fault = missed + disputed >= FEWEST_DOUBTS and share > MOST_DOUBTED
    fault = (
        f"its selectors found nothing on {missed} pages and something else than the generic "
        f"extractor on {disputed}: has its layout changed? mend its file with tawthiq sources check"
    )
    return {
        "selector_missed_count": missed,
        "selector_disputed_count": disputed,
        "layout_fault": fault if is_fault else None,
    }


def _instant(article: Article) -> datetime | None:
    if article.published_at or article.published_on is None:
        return article.published_at
    return datetime.combine(article.published_on, time(), UTC)


def source_table(batch: Batch, sources: Collection[SourceHealth]) -> list[dict[str, Any]]:
    """Return one row per source, with its band."""
    fetched = Counter(p.source_id for p in batch.pages)
    good = Counter(p.source_id for p in batch.pages if p.http_status == _OK)
    return [
        {
            "row": number,
            "source_id": s.source_id,
            "article_count": s.article_count,
            "expected_min": s.band.low,
            "expected_max": s.band.high,
            "newest_age_days": _age(batch, s),
            "good_answer_share": _share(good[s.source_id], fetched[s.source_id], FEWEST_PAGES),
            "rejected_share": _share(s.rejected_count, s.rejected_count + s.article_count, 4),
            "layout_fault": s.layout_fault,
            "silence_fault": (
                f"{s.article_count} articles, no event"
                if s.article_count >= FEWEST_ARTICLES and not s.event_count
                else None
            ),
        }
        for number, s in enumerate(sources)
    ]


def _age(batch: Batch, source: SourceHealth) -> int | None:
    """Return days since the newest article, for sources that are fetched nightly."""
    if source.newest_published_at is None or source.verdict == "unbounded":
        return None
    return (batch.as_of - source.newest_published_at.date()).days


def _share(part: float, whole: float, fewest: int) -> float | None:
    return round(part / whole, 4) if whole >= fewest else None


def batch_row(batch: Batch, quarantined: Collection[Quarantined]) -> dict[str, Any]:
    """Return the one row of the batch as a whole."""
    articles = len(batch.readings)
    events = [e for r in batch.readings for e in r.events]
    claims = sum(len(e.casualties) for e in events)
    reporting = sum(1 for r in batch.readings if r.events)
    held = Counter(grain for grain, _ in {(q.grain, q.record_id) for q in quarantined})
    records = articles + len(batch.rejected)
    measures = {
        "event_yield": _share(reporting, articles, FEWEST_ARTICLES),
        "claims_per_event": _share(claims, len(events), FEWEST_EVENTS),
    }
    return {
        "row": 0,
        "batch_name": batch.name,
        "article_count": articles,
        "rejected_share": _share(len(batch.rejected), records, 4),
        "quarantined_article_share": _share(held[Grain.ARTICLE], articles, FEWEST_ARTICLES),
        "quarantined_event_share": _share(held[Grain.EVENT], len(events), FEWEST_EVENTS),
        "quarantined_claim_share": _share(held[Grain.CLAIM], claims, FEWEST_EVENTS),
        "extractor_version_count": len({e.extractor_version for e in events}),
        "events_per_reporting_article": _share(len(events), reporting, FEWEST_ARTICLES),
        **measures,
        **_unknowns(events),
        **{f"{k}_ratio": _ratio(value, batch.usual.get(k)) for k, value in measures.items()},
        "event_type_distance": _distance([str(e.type) for e in events], "type.", batch.usual),
        "governorate_distance": _distance(
            [str(e.admin1[0]) if e.admin1 else "none" for e in events], "admin1.", batch.usual
        ),
        "attacker_distance": _distance(
            [str(e.attackers[0]) if e.attackers else "none" for e in events],
            "attacker.",
            batch.usual,
        ),
    }


def _unknowns(events: list[Event]) -> dict[str, float | None]:
    mentions = [p for e in events for p in e.places]
    attacked = [e for e in events if e.attackers]
    quoted = [e.source.source_class for e in events if e.source]
    return {
        "unknown_attacker_share": _share(
            sum(Actor.UNKNOWN in e.attackers for e in attacked), len(attacked), FEWEST_EVENTS
        ),
        "unresolved_place_share": _share(
            sum(p.place_id is None for p in mentions), len(mentions), FEWEST_EVENTS
        ),
        "unknown_source_share": _share(quoted.count(SourceClass.OTHER), len(quoted), FEWEST_EVENTS),
        "placeless_share": _share(sum(not e.admin1 for e in events), len(events), FEWEST_EVENTS),
        "undated_share": _share(
            sum(e.date_basis is DateBasis.PUBLISHED for e in events), len(events), FEWEST_EVENTS
        ),
    }


def _ratio(value: float | None, usual: float | None) -> float | None:
    return round(value / usual, 3) if value is not None and usual else None


def _distance(found: list[str], prefix: str, usual: Mapping[str, float]) -> float | None:
    """Return the total variation distance between a mix and the usual one, 0 to 1."""
    before = {k.removeprefix(prefix): v for k, v in usual.items() if k.startswith(prefix)}
    if not before or len(found) < FEWEST_EVENTS:
        return None
    now = Counter(found)
    kinds = before.keys() | now.keys()
    return round(sum(abs(now[k] / len(found) - before.get(k, 0)) for k in kinds) / 2, 4)
