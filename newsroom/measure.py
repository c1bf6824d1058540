"""`python -m newsroom.measure [--raise]`: the extraction against what a careful reader finds.

Articles of the sample newsroom go through `extract` as they were written; what comes out is
compared with `truth/`, article by article, as sets with repetition. The F1 of each measure is
held to its floor in `floors.yml`; `--raise` lifts floors to what is measured, rounded down.
"""

from __future__ import annotations

import math
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import yaml

from newsroom.content import HERE, Story, outlets, stories
from newsroom.truth import Codebook, document, truths

FLOORS = HERE / "floors.yml"


def relevance(doc: Codebook) -> Iterator[Any]:
    """Yield one thing if the article tells of any event."""
    if doc["events"]:
        yield "relevant"


def events(doc: Codebook) -> Iterator[Any]:
    """Yield type, scope and governorates of each event."""
    for event in doc["events"]:
        yield event["type"], event["scope"], tuple(sorted(event["admin1"]))


def casualties(doc: Codebook) -> Iterator[Any]:
    """Yield outcome, figure and side of each claim that is no part of another."""
    for event in doc["events"]:
        for claim in event["casualties"]:
            if not claim["part_of"]:
                yield claim["outcome"], *_figure(claim), claim["victim"]


def parts(doc: Codebook) -> Iterator[Any]:
    """Yield outcome, figure and category of each claim that is part of a total."""
    for event in doc["events"]:
        for claim in event["casualties"]:
            if claim["part_of"]:
                yield claim["outcome"], *_figure(claim), claim["category"]


def _figure(claim: Codebook) -> tuple[Any, ...]:
    count = claim["count"]
    return count["low"], count["high"], count["qualifier"]


MEASURES: Mapping[str, Callable[[Codebook], Iterator[Any]]] = {
    "relevance": relevance,
    "events": events,
    "casualties": casualties,
    "parts": parts,
}


def f1(
    pairs: list[tuple[Codebook, Codebook]], measure: Callable[[Codebook], Iterator[Any]]
) -> float:
    """Return the harmonic mean of precision and recall over (true, found) documents."""
    hits = said = wanted = 0
    for true, found in pairs:
        want, got = Counter(measure(true)), Counter(measure(found))
        hits += (want & got).total()
        said += got.total()
        wanted += want.total()
    return 2 * hits / (said + wanted) if said + wanted else 1.0


def measured() -> dict[str, float]:
    """Extract every article, first and later versions, and return the F1 of each measure."""
    pairs = [
        (document(truths()[key]), _found(story, title, text))
        for story in stories()
        for key, title, text in _versions(story)
    ]
    return {name: f1(pairs, measure) for name, measure in MEASURES.items()}


def floors() -> dict[str, float]:
    """Return the floor of each measure."""
    loaded: dict[str, float] = yaml.safe_load(FLOORS.read_text("utf-8"))
    return loaded


def main() -> int:
    """Print each measure beside its floor; return 1 where one is below."""
    values, wanted = measured(), floors()
    for name, value in values.items():
        mark = "  BELOW ITS FLOOR" if value < wanted[name] else ""
        sys.stdout.write(f"{name:12}{value:7.3f}   floor {wanted[name]:.2f}{mark}\n")
    if "--raise" in sys.argv:
        raised = {name: max(wanted[name], math.floor(v * 100) / 100) for name, v in values.items()}
        FLOORS.write_text(yaml.safe_dump(raised, sort_keys=False), "utf-8")
    return int(any(value < wanted[name] for name, value in values.items()))


def _versions(story: Story) -> Iterator[tuple[str, str, str]]:
    for number, version in enumerate(story.versions, start=1):
        key = story.id if number == 1 else f"{story.id}@{number}"
        yield key, version.title, version.text


def _found(story: Story, title: str, text: str) -> Codebook:
    from tawthiq.extract import extract, load_language
    from tawthiq.records import article_from_record, codebook_document

    record = {
        "doc_id": story.id,
        "outlet": outlets()[story.outlet].name,
        "title": title,
        "text": text,
        "published": story.night.isoformat(),
    }
    found = extract(article_from_record(record), load_language())
    return dict(codebook_document(story.id, list(found)))


if __name__ == "__main__":
    sys.exit(main())
