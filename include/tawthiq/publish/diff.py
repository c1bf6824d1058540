"""Two releases → which incidents came, went and changed, and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from tawthiq.publish.export.ledger import Entry, read_ledger


class Change(StrEnum):
    """What became of an incident between two releases."""

    CAME = "came"
    WENT = "went"
    CHANGED = "changed"


class Reason(StrEnum):
    """Why."""

    NEW_REPORT = "new report"  # an article that the earlier release did not have
    REPORT_GONE = "report gone"  # an article that the later release no longer has
    CORRECTION = "correction"  # the article's own words changed
    NEW_EXTRACTOR = "new extractor"  # the same words, read by another version
    REGROUPED = "regrouped"  # the same reports, joined otherwise
    RECOMPUTED = "recomputed"  # the same reports and groups, other rules or places


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One incident that is not the same in both."""

    change: Change
    incident_id: str
    reasons: tuple[Reason, ...]
    fields: Mapping[str, tuple[Any, Any]]  # name → before, after; all of it where it came or went


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """Where reports and articles lie in a release."""

    reports: Mapping[str, str]  # event id → incident
    articles: Mapping[str, frozenset[tuple[str, str]]]  # article → its versions with extractors


def diff(earlier: Path, later: Path) -> list[Difference]:
    """Return the differences by incident.

    Raises:
        LedgerError: a folder is no release.
    """
    old, new = read_ledger(earlier), read_ledger(later)
    before, after = _index(old), _index(new)
    found = []
    for incident_id in sorted(old.keys() | new.keys()):
        one, other = old.get(incident_id), new.get(incident_id)
        if one is None and other is not None:
            reasons = _why(other, before, Reason.NEW_REPORT)
            found.append(_difference(Change.CAME, incident_id, reasons, {}, other.facts))
        elif other is None and one is not None:
            reasons = _why(one, after, Reason.REPORT_GONE)
            found.append(_difference(Change.WENT, incident_id, reasons, one.facts, {}))
        elif one is not None and other is not None and one != other:
            reasons = _why_changed(one, other, before, after)
            found.append(_difference(Change.CHANGED, incident_id, reasons, one.facts, other.facts))
    return found


def _index(entries: Mapping[str, Entry]) -> _Index:
    articles: dict[str, set[tuple[str, str]]] = {}
    for entry in entries.values():
        for report in entry.reports.values():
            read = (report["version"], report["extractor"])
            articles.setdefault(report["article"], set()).add(read)
    return _Index(
        reports={event: e.incident_id for e in entries.values() for event in e.reports},
        articles={article: frozenset(reads) for article, reads in articles.items()},
    )


def _why(entry: Entry, elsewhere: _Index, otherwise: Reason) -> set[Reason]:
    """Say why the reports of an incident are not the same in the other release."""
    return {
        _why_report(event, report, elsewhere, otherwise) for event, report in entry.reports.items()
    }


def _why_report(
    event: str, report: Mapping[str, str], elsewhere: _Index, otherwise: Reason
) -> Reason:
    if event in elsewhere.reports:
        return Reason.REGROUPED
    reads = elsewhere.articles.get(report["article"])
    if reads is None:
        return otherwise
    if report["version"] not in {version for version, _ in reads}:
        return Reason.CORRECTION
    read = (report["version"], report["extractor"])
    return Reason.RECOMPUTED if read in reads else Reason.NEW_EXTRACTOR


def _why_changed(one: Entry, other: Entry, before: _Index, after: _Index) -> set[Reason]:
    reasons = set[Reason]()
    for event in other.reports.keys() - one.reports.keys():
        reasons.add(_why_report(event, other.reports[event], before, Reason.NEW_REPORT))
    for event in one.reports.keys() - other.reports.keys():
        reasons.add(_why_report(event, one.reports[event], after, Reason.REPORT_GONE))
    for event in one.reports.keys() & other.reports.keys():
        if one.reports[event]["extractor"] != other.reports[event]["extractor"]:
            reasons.add(Reason.NEW_EXTRACTOR)
    return reasons or {Reason.RECOMPUTED}


def _difference(
    change: Change,
    incident_id: str,
    reasons: set[Reason],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> Difference:
    names = sorted(before.keys() | after.keys())
    return Difference(
        change=change,
        incident_id=incident_id,
        reasons=tuple(sorted(reasons)),
        fields={
            name: (before.get(name), after.get(name))
            for name in names
            if before.get(name) != after.get(name)
        },
    )
