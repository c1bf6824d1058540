"""The flow of `build`: read the files, join their records, merge the sites, write the table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tawthiq.atlas.formats import Record, read_places
from tawthiq.atlas.join import join
from tawthiq.atlas.merge import Fate, Finding, merge
from tawthiq.atlas.ordinary import load_ordinary
from tawthiq.atlas.table import write_findings, write_places
from tawthiq.gazetteer import GAZETTEER, load_gazetteer


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build gave: records read per file, findings by fate, places in the table."""

    read: Mapping[str, int]
    findings: tuple[Finding, ...]
    places: int
    ambiguous: int

    def count(self, fate: Fate) -> int:
        """Return how many sites met a fate."""
        return sum(found.fate is fate for found in self.findings)


def build(files: Sequence[Path], out: Path, report: Path | None = None) -> Built:
    """Merge place files with the shipped gazetteer into a table at `out`.

    Raises:
        PlaceFileError: a file's format is not known or a line breaks it.
    """
    shipped = load_gazetteer(GAZETTEER)
    records: list[Record] = []
    read: Counter[str] = Counter()
    for path in files:
        before = len(records)
        records.extend(read_places(path, shipped.admin1))
        read[path.name] += len(records) - before
    sites, lost = join(records)
    ordinary = load_ordinary(other.name for other in shipped.elsewhere)
    places, findings = merge(list(shipped), sites, lost, ordinary)
    out.parent.mkdir(parents=True, exist_ok=True)
    write_places(out, places)
    if report:
        write_findings(report, findings)
    return Built(
        read=dict(read),
        findings=tuple(findings),
        places=len(places),
        ambiguous=sum(place.ambiguous for place in places),
    )
