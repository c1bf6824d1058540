"""Extraction of a whole archive against camel-tools' own normalising and tokenising of its text.

`extract_all_vs_camel` is the processor time of extracting every article of the ANT archive with one
job, divided by that of `normalize_unicode`, `dediac_ar` and `simple_word_tokenize` over the same
texts; `extract_relevant_vs_camel` the same over the articles that may hold an event alone. Both
are taken in turns, a part of the archive each, so that other work on the machine slows both alike.
`extract_4_jobs_speedup` is wall time of one job over that of four, where there are 4 cores.
"""

from __future__ import annotations

import os
import resource
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from camel_tools.tokenizers.word import simple_word_tokenize
from camel_tools.utils.dediac import dediac_ar
from camel_tools.utils.normalize import normalize_unicode

from benchmarks import Row, row
from benchmarks.texts import archives
from tawthiq.bulk import in_order
from tawthiq.extract import extract, load_language
from tawthiq.extract.relevance import may_hold_events
from tawthiq.model import Article
from tawthiq.read import read

ARCHIVE = "ant-2018-01-to-05.tar.gz"
TURN = 500  # articles of a turn
CORES = 4
CHUNK = 64  # articles a process takes at a time, as in tawthiq.exchange


def _ours(articles: Sequence[Article]) -> int:
    language = load_language()
    return sum(len(extract(article, language)) for article in articles)


def _camel(articles: Sequence[Article]) -> int:
    return sum(
        len(simple_word_tokenize(dediac_ar(normalize_unicode(text))))
        for article in articles
        for text in (article.title, article.text)
    )


@dataclass(slots=True)
class _Sums:
    """Processor seconds of both sides over some articles, and what they are measured by."""

    articles: int = 0
    words: int = 0
    events: int = 0
    ours: float = 0.0
    camel: float = 0.0

    def turn(self, part: Sequence[Article]) -> None:
        """Add one turn of each side."""
        began = time.process_time()
        self.events += _ours(part)
        between = time.process_time()
        self.words += _camel(part)
        self.ours += between - began
        self.camel += time.process_time() - between
        self.articles += len(part)


def _articles() -> Iterator[Article]:
    path = archives() / ARCHIVE
    return (found for found in read(path, {}) if isinstance(found, Article))


def _parts() -> Iterator[list[Article]]:
    left = _articles()
    return iter(lambda: list(islice(left, TURN)), [])


def _wall(jobs: int) -> float:
    articles = list(_articles())  # read before the clock starts: reading is not extracting
    chunks = (articles[at : at + CHUNK] for at in range(0, len(articles), CHUNK))
    began = time.perf_counter()
    sum(in_order(_ours, chunks, jobs, load_language))
    return time.perf_counter() - began


def _speedup() -> list[Row]:
    cores = len(os.sched_getaffinity(0))
    if cores < CORES:
        sys.stderr.write(f"extract_4_jobs_speedup: not measured, {cores} cores where it takes 4\n")
        return []
    return [row("extract_4_jobs_speedup", _wall(1) / _wall(CORES), "x", floor=3)]


def run() -> list[Row]:
    """Measure the whole ANT archive, which is read as it goes: peak memory is extraction's."""
    language, whole, relevant = load_language(), _Sums(), _Sums()
    _camel([Article(doc_id="", outlet="", title="", text="")])  # neither side pays for loading
    for part in _parts():
        whole.turn(part)
        relevant.turn([one for one in part if may_hold_events(one, language.signs)])
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return [
        row("extract_all_vs_camel", whole.ours / whole.camel, "ratio", ceiling=1),
        row("extract_relevant_vs_camel", relevant.ours / relevant.camel, "ratio", ceiling=5),
        *_speedup(),
        row("extract_peak_mb", peak, "MB"),
        row("extract_articles_per_second", whole.articles / whole.ours, "articles/s"),
        row("extract_words_per_second", whole.words / whole.ours, "words/s"),
        row("extract_relevant_per_second", relevant.articles / relevant.ours, "articles/s"),
        row("extract_articles", whole.articles, "articles"),
        row("extract_relevant_articles", relevant.articles, "articles"),
        row("extract_events", whole.events, "events"),
    ]
