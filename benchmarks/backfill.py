"""The whole backfill of both archives: with one worker and with four, and whether memory is flat.

    make bench ONLY=backfill

Each run cuts, loads, joins and publishes into a server of its own, without Airflow. Speed-up is in
wall time and wants an idle machine; with fewer than four cores as many workers run as there are
cores, and three quarters of that are asked for. What is done once, whatever the workers, is told
apart: for three times the speed on four cores it may be a ninth of one worker's time.
"""

from __future__ import annotations

import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks import Row, row
from benchmarks.texts import archives
from tawthiq import backfill, server, steps
from tawthiq import warehouse as wh
from tawthiq.publish import publish, stale_weeks
from tawthiq.settings import Settings, cores, load_settings

WORKERS = 4
#: Three times the speed with four workers, and that share of it with fewer cores.
EFFICIENCY = 3 / 4
SERIAL_MOST = 1 / 9
#: Peak memory at the end against that after a third of the chunks.
GROWTH_MOST = 1.15


@dataclass(slots=True)
class Timed:
    """Seconds by step, articles, and the process's peak memory in kB after each chunk."""

    cut: float = 0.0
    work: float = 0.0
    join: float = 0.0
    articles: int = 0
    peaks: list[int] = field(default_factory=list)

    @property
    def whole(self) -> float:
        """Return the seconds of all steps."""
        return self.cut + self.work + self.join


def run() -> list[Row]:
    """Load everything with many workers, then with one, each into an empty warehouse."""
    jobs = min(WORKERS, cores())
    names = backfill.named([str(archives() / "*.*z*")])
    many, one = _measured(names, jobs), _measured(names, 1)
    growth = one.peaks[-1] / one.peaks[len(one.peaks) // 3]
    return [
        row(
            "backfill_4_workers_speedup",
            one.whole / many.whole,
            f"times, {jobs} workers on {cores()} cores",
            floor=EFFICIENCY * jobs,
        ),
        row("backfill_serial_share", (one.cut + one.join) / one.whole, "", ceiling=SERIAL_MOST),
        row("backfill_articles_per_second", many.articles / many.whole, f"{jobs} workers"),
        row("backfill_memory_growth", growth, "times", ceiling=GROWTH_MOST),
        row("backfill_peak_mb", one.peaks[-1] / 1024, "MB a process", ceiling=1000),
    ]


def _measured(names: list[str], jobs: int) -> Timed:
    home = Path(tempfile.mkdtemp(prefix="tawthiq-bench-"))
    settings = load_settings({"TAWTHIQ_HOME": str(home)})
    try:
        with steps.warehouse(settings) as connection:
            wh.migrate(connection)
        return _load(settings, names, jobs)
    finally:
        server.stop(settings)
        shutil.rmtree(home, ignore_errors=True)


def _load(settings: Settings, names: list[str], jobs: int) -> Timed:
    timed, order = Timed(), backfill.Order(why="a measurement")
    backfills = list[str]()

    def work() -> None:
        for batches in backfill.slices(settings, backfills, 1_000_000):
            timed.articles = backfill.work(
                settings, batches, order, jobs=jobs, tell=lambda _: timed.peaks.append(_peak())
            )

    def join() -> None:
        backfill.finish(settings, backfills)
        steps.reconcile_new(settings)
        with steps.warehouse(settings) as connection:
            publish(connection, stale_weeks(connection))

    timed.cut = _seconds(
        lambda: backfills.extend(backfill.cut(settings, name, order) for name in names)
    )
    timed.work, timed.join = _seconds(work), _seconds(join)
    return timed


def _peak() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss


def _seconds(step: Callable[[], object]) -> float:
    began = time.monotonic()
    step()
    return time.monotonic() - began
