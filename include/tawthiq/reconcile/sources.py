"""Who is behind a report: which sources are independent of one another, which are parties.

Whom a report quotes counts, not who prints it: five outlets that quote one monitor are one source.
Monitors are told apart by name; every other camp speaks with one voice here (a government's agency,
army and television are not independent, and activists are seldom named). Where nobody, or only
another reporter, is quoted, the outlet is the source, and articles that copy one another are one.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from tawthiq.model import Actor, SourceClass
from tawthiq.reconcile.places import place_key

#: Camps that fight: their figures are claims of a party.
PARTIES: Mapping[str, Actor] = {
    SourceClass.GOVERNMENT: Actor.GOV,
    SourceClass.OPPOSITION: Actor.OPPOSITION,
    SourceClass.ISIS: Actor.ISIS,
    SourceClass.JIHADIST: Actor.JIHADIST,
    SourceClass.SDF: Actor.SDF,
    SourceClass.RUSSIA: Actor.RUSSIA,
    SourceClass.TURKEY: Actor.TURKEY,
    SourceClass.COALITION: Actor.COALITION,
    SourceClass.ISRAEL: Actor.ISRAEL,
    SourceClass.IRAN: Actor.IRAN,
}
_NOBODY = frozenset({SourceClass.REPORTER, SourceClass.OTHER, None})


def source_key(
    source_class: str | None, name: str | None, outlet: str, copied_from: str | None
) -> str:
    """Return a name for the independent source behind a report.

    Args:
        source_class: camp of whoever is quoted.
        name: the attribution as written.
        outlet: who prints it.
        copied_from: first article of those that copy one another, if this one is among them.
    """
    if source_class not in _NOBODY:
        return _named_source(str(source_class), name or "")
    return f"copy:{copied_from}" if copied_from else f"outlet:{outlet}"


@lru_cache(maxsize=10_000)
def _named_source(source_class: str, name: str) -> str:
    words = place_key(name) if source_class == SourceClass.MONITOR else ()
    return f"{source_class}:{words[0]}" if words else source_class


def copies(pairs: list[tuple[str, str]]) -> dict[str, str]:
    """Return for each article that has copies the first of its group, by id.

    Args:
        pairs: near-duplicates; what hangs together by them is one group.
    """
    first: dict[str, str] = {}

    def root(article: str) -> str:
        while first.setdefault(article, article) != article:
            first[article] = first[first[article]]
            article = first[article]
        return article

    for one, other in pairs:
        low, high = sorted((root(one), root(other)))
        first[high] = low
    return {article: root(article) for article in list(first)}
