"""What Great Expectations costs: a chunk of real articles with their events, judged.

    make bench ONLY=validate

CPU seconds, so that other programs do not count. `validate_batch` is what any batch costs however
small it is; `validate_import` is paid once a process; `validate_vs_extract` compares a chunk of
1,000 with extracting it (most articles of the archives report no event and take no time).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from benchmarks import Row, row
from benchmarks.texts import archive_texts
from tawthiq.extract import extract, load_language
from tawthiq.verdict import Batch, Reading

CHUNK = 1000


def run() -> list[Row]:
    """Measure one chunk, after a small one that pays for what is loaded once."""
    from tawthiq.validate import validate

    texts = archive_texts(CHUNK)  # which has fewer: each several times, under names of their own
    articles = [replace(texts[n % len(texts)], doc_id=f"{n:016d}") for n in range(CHUNK)]
    language = load_language()
    readings, seconds = _timed(
        lambda: tuple(Reading(article=a, events=tuple(extract(a, language))) for a in articles)
    )
    _, loading = _timed(lambda: validate(_batch(readings[:20])))
    _, small = _timed(lambda: validate(_batch(readings[:20])))
    _, whole = _timed(lambda: validate(_batch(readings)))
    return [
        row("validate_articles", len(articles) / whole, "articles/s", floor=400),
        row("validate_batch", small, "s", ceiling=1.5),
        row("validate_vs_extract", whole / seconds, "ratio"),
        row("validate_import", loading - small, "s", ceiling=15),
    ]


def _batch(readings: tuple[Reading, ...]) -> Batch:
    return Batch(name="bench/1", readings=readings, as_of=date(2019, 1, 1))


def _timed(work: Callable[[], Any]) -> tuple[Any, float]:
    began = time.process_time()
    return work(), time.process_time() - began
