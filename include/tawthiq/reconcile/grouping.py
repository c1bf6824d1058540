"""Which reports belong together: from the columns of reports to clusters and components."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tawthiq.reconcile.candidates import Rows, candidate_pairs
from tawthiq.reconcile.clustering import Links, clusters, components
from tawthiq.reconcile.places import Places
from tawthiq.reconcile.reports import Reports
from tawthiq.reconcile.scoring import score

#: Pairs below this can neither link two reports nor, on average, hold two groups apart that links
#: would join; they count like pairs that were never compared.
KEPT_FROM = -400


@dataclass(frozen=True, slots=True)
class Grouping:
    """Clusters of event ids, each sorted, and the component that each belongs to."""

    clusters: list[list[str]]
    components: list[str]  # the first event id of the component, one a cluster
    article_of: dict[str, str]  # of each event


def group(reports: Reports, places: Places) -> Grouping:
    """Return the clusters of reports; the same reports give the same, whatever their order."""
    links = _links(reports, places, None)
    component = components(len(reports), links)
    named = clusters(reports.apart.tolist(), component, links)
    members = defaultdict[int, list[str]](list)
    for row, event_id in enumerate(reports.event_ids):
        members[named[row]].append(event_id)
    _, first_rows = np.unique(component, return_index=True)
    names = reports.event_ids[first_rows]
    order = sorted(members)
    return Grouping(
        clusters=[members[n] for n in order],
        components=[names[component[n]] for n in order],
        article_of=dict(zip(reports.event_ids, reports.article_ids, strict=True)),
    )


def linked_to(reports: Reports, seeds: Rows, places: Places) -> list[str]:
    """Return the ids of the reports that one of the seeds links to, the seeds left out."""
    links = _links(reports, places, seeds)
    linked = links.margin > 0
    rows = np.union1d(links.a[linked], links.b[linked])
    return [str(event_id) for event_id in reports.event_ids[np.setdiff1d(rows, seeds)]]


def _links(reports: Reports, places: Places, anchors: Rows | None) -> Links:
    """Return the scored pairs that matter."""
    kept: list[tuple[Rows, Rows, npt.NDArray[np.int32]]] = []
    for a, b in candidate_pairs(reports, anchors):
        margin = score(reports, a, b, places)
        wanted = margin > KEPT_FROM
        kept.append((a[wanted], b[wanted], margin[wanted]))
    none = np.zeros(0, dtype=np.intp)
    return Links(
        np.concatenate([none, *(a for a, _, _ in kept)]),
        np.concatenate([none, *(b for _, b, _ in kept)]),
        np.concatenate([np.zeros(0, dtype=np.int32), *(margin for _, _, margin in kept)]),
    )
