"""What a night's fetch of a source brought, against what is expected of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from tawthiq.sources import SourceConfig
from tawthiq.store import Store

MOST_ERRORS = 50  # kept in words; all are counted


@dataclass(frozen=True, slots=True, kw_only=True)
class FetchReport:
    """Counts of one source and night; `errors` holds the first `MOST_ERRORS` in words."""

    source_id: str
    day: date
    listed: int = 0  # articles that feed, sitemap or listing name
    pages: int = 0  # answers stored, whatever their status
    unchanged: int = 0  # not changed since an earlier night, by ETag or Last-Modified
    failed: int = 0  # named but not to be had
    errors: tuple[str, ...] = ()
    seconds: float = 0.0
    expected_min: int = 0
    expected_max: int = 0
    kept: bool = False  # the file was there already

    @property
    def verdict(self) -> str:
        """`below`, `within` or `above` what is expected; the words of `quality.source_health`."""
        got = self.pages + self.unchanged
        if got < self.expected_min:
            return "below"
        return "above" if got > self.expected_max else "within"

    def health_row(self) -> dict[str, Any]:
        """Return the columns of `quality.source_health` that fetching knows."""
        return {
            "source_id": self.source_id,
            "observed_on": self.day,
            "page_count": self.pages,
            "failed_page_count": self.failed,
            "expected_min": self.expected_min,
            "expected_max": self.expected_max,
            "verdict": self.verdict,
        }


def blank(source: SourceConfig, day: date) -> FetchReport:
    """Return a report of nothing, with the source's expectations."""
    normal = source.expect.articles_per_night
    return FetchReport(
        source_id=source.id, day=day, expected_min=normal.min, expected_max=normal.max
    )


def save_report(store: Store, report: FetchReport) -> None:
    """Leave the report beside the night's WARC file."""
    row = asdict(report) | {"day": report.day.isoformat(), "errors": list(report.errors)}
    store.write_lines("fetch", f"{report.source_id}/{report.day}", [row])


def load_report(store: Store, source: SourceConfig, day: date) -> FetchReport:
    """Return the report of a night fetched before, marked as kept; blank where none was left."""
    name = f"{source.id}/{day}"
    if not store.exists("fetch", name):
        return replace(blank(source, day), kept=True)
    row = next(store.read_lines("fetch", name))
    return FetchReport(**row | {"day": day, "errors": tuple(row["errors"]), "kept": True})
