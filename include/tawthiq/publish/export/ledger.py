"""The ledger of a release: each incident with what decides it, to compare releases by."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tawthiq.publish.export.facts import Incident


class LedgerError(ValueError):
    """A folder that is no release, or was changed; the message names file and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One incident of a release."""

    incident_id: str
    facts: dict[str, Any]  # kind, type, days, place, figures, grade
    reports: dict[str, dict[str, str]]  # event id → article, its version, digest, extractor


def ledger_bytes(incidents: Sequence[Incident]) -> bytes:
    """Return one JSON object a line, in the order of the incidents."""
    return "".join(
        json.dumps(_record(incident), ensure_ascii=False, sort_keys=True) + "\n"
        for incident in incidents
    ).encode("utf-8", "replace")


def _record(incident: Incident) -> dict[str, Any]:
    return {
        "incident_id": incident.incident_id,
        "facts": {
            "kind": incident.kind,
            "event_type": incident.event_type,
            "started_on": incident.started_on.isoformat(),
            "ended_on": incident.ended_on.isoformat(),
            "admin1_codes": list(incident.admin1_codes),
            "place_name": incident.place_name,
            "attackers": list(incident.attackers),
            "targets": list(incident.targets),
            "confidence": incident.confidence,
            "figures": {
                f"{outcome} {victim} {category}": [low, best, high]
                for outcome, victim, category, low, best, high in incident.figures
            },
        },
        "reports": {
            report.event_id: {
                "article": report.article_id,
                "version": report.version,
                "digest": report.digest,
                "extractor": report.extractor_version,
            }
            for report in incident.reports
        },
    }


def read_ledger(folder: Path) -> dict[str, Entry]:
    """Return the entries of a release by incident.

    Raises:
        LedgerError: the folder holds no ledger, or it is damaged.
    """
    path = folder / "ledger.jsonl"
    if not path.is_file():
        raise LedgerError(f"{folder}: no ledger.jsonl; give a folder that `tawthiq export` wrote")
    found = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entry = Entry(**json.loads(line))
        except (TypeError, ValueError) as error:
            raise LedgerError(f"{path}:{number}: {error}; export the release again") from error
        found[entry.incident_id] = entry
    return found
