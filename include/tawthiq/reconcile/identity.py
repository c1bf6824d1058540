"""Which name a new incident bears: that of the old one whose reports it has, else a new one.

An incident keeps its name when reports come or go. Where two old ones have gone up in one, the one
that gave more reports lends its name and the other is merged; where one has fallen into two, the
part with more of its reports keeps the name and the other is split off.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Old:
    """A report's place before: its incident, component and article."""

    incident_id: str
    component_id: str
    article_id: str


@dataclass(frozen=True, slots=True)
class Naming:
    """Names of the new clusters, and what became of the old ones."""

    names: Sequence[str]  # one a cluster
    merged: Mapping[str, str]  # old name → the one it went up in
    split: Mapping[str, str]  # new name → the one it came out of
    removed: frozenset[str]  # old names whose reports are all gone


def name_clusters(
    clusters: Sequence[Sequence[str]],
    article_of: Mapping[str, str],
    old: Mapping[str, Old],
    is_taken: Callable[[Sequence[str]], set[str]],
) -> Naming:
    """Return names for clusters of event ids.

    Args:
        clusters: event ids, sorted; none empty.
        article_of: the article of each event in a cluster.
        old: where each report was before, those included that are gone now.
        is_taken: which of these names other incidents bear.
    """
    shares = _shares(clusters, article_of, old)
    names: dict[int, str] = {}
    kept = set[str]()
    for _, incident_id, number in sorted(
        (-share, incident_id, number)
        for number, counted in shares.items()
        for incident_id, share in counted.items()
    ):
        if number not in names and incident_id not in kept:
            names[number] = incident_id
            kept.add(incident_id)
    return _named(clusters, names, shares, old, is_taken)


def _shares(
    clusters: Sequence[Sequence[str]], article_of: Mapping[str, str], old: Mapping[str, Old]
) -> dict[int, Counter[str]]:
    """Return how much of each old incident a cluster has: reports, and articles read anew."""
    if not old:
        return {}
    present = {event for cluster in clusters for event in cluster}
    gone = defaultdict[str, set[str]](set)
    for event, before in old.items():
        if event not in present:
            gone[before.article_id].add(before.incident_id)
    shares: dict[int, Counter[str]] = {}
    for number, cluster in enumerate(clusters):
        counted = Counter[str](old[e].incident_id for e in cluster if e in old)
        for article in {article_of[e] for e in cluster if e not in old}:
            counted.update(gone.get(article, ()))
        if counted:
            shares[number] = counted
    return shares


def _named(
    clusters: Sequence[Sequence[str]],
    names: dict[int, str],
    shares: Mapping[int, Counter[str]],
    old: Mapping[str, Old],
    is_taken: Callable[[Sequence[str]], set[str]],
) -> Naming:
    before = {o.incident_id for o in old.values()}
    kept = set(names.values())
    fresh = [number for number in range(len(clusters)) if number not in names]
    names |= _fresh_names({n: clusters[n][0] for n in fresh}, before, is_taken)
    split = {
        names[n]: _largest(shares[n]) for n in fresh if n in shares and _largest(shares[n]) in kept
    }
    heirs = defaultdict[str, Counter[str]](Counter)
    for number, counted in shares.items():
        for incident_id, share in counted.items():
            heirs[incident_id][names[number]] += share
    lost = before - kept
    return Naming(
        names=[names[number] for number in range(len(clusters))],
        merged={incident_id: _largest(heirs[incident_id]) for incident_id in lost & heirs.keys()},
        split=split,
        removed=frozenset(lost - heirs.keys()),
    )


def _largest(counted: Counter[str]) -> str:
    return min(counted, key=lambda name: (-counted[name], name))


def _fresh_names(
    seeds: Mapping[int, str], before: set[str], is_taken: Callable[[Sequence[str]], set[str]]
) -> dict[int, str]:
    """Return a name made from each cluster's first report, another one where it is taken."""
    found: dict[int, str] = {}
    attempt = 0
    while len(found) < len(seeds):
        tried = {n: _hash(seed, attempt) for n, seed in seeds.items() if n not in found}
        taken = before | is_taken(list(tried.values()))
        found |= {number: name for number, name in tried.items() if name not in taken}
        attempt += 1
    return found


def _hash(seed: str, attempt: int) -> str:
    key = f"{seed}#{attempt}" if attempt else seed
    return hashlib.sha256(key.encode()).hexdigest()[:16]
