"""The main job on one machine: the sample newsroom's nights through the real DAGs.

Brings the newsroom up on loopback, runs the DAG `nightly` for each night in this process
(Airflow's `DAG.test`: every task, no scheduler), then `publish`. Nights that are loaded already
change nothing.
"""

from __future__ import annotations

import logging
import re
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tawthiq import airflow_home, steps
from tawthiq import warehouse as wh
from tawthiq.settings import PROJECT, Settings
from tawthiq.sources import newsroom_port

SOURCES = ["sample-*"]


#: The last line of a trace. Our own errors speak for themselves, others are named.
_RAISED = re.compile(r"^(?:tawthiq[\w.]*\.\w+: (.+)|((?:\w+\.)*\w*(?:Error|Exception): .+))$", re.M)


class RunError(RuntimeError):
    """A DAG run failed; names the day, the tasks and where their log lies."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """What a night brought."""

    day: date
    articles: int
    events: int
    quarantined: int
    seconds: float


def nights(settings: Settings, count: int = 0) -> Iterator[Night]:
    """Run the sample's nights one after another and yield what each brought; publish at the end.

    Raises:
        RunError: a task of a night, or the publication, failed.
    """
    if str(PROJECT) not in sys.path:
        sys.path.insert(0, str(PROJECT))
    from newsroom.content import nights as all_nights

    airflow_home.enter(settings)
    log = quiet(settings)
    with _newsroom(newsroom_port()):
        for day in all_nights()[: count or None]:
            started = time.monotonic()
            run("nightly", day, {"sources": SOURCES}, log)
            yield _night(settings, day, time.monotonic() - started)
    run("publish", None, {"weeks": []}, log)


@contextmanager
def _newsroom(port: int) -> Iterator[None]:
    from newsroom.serve import serve

    with ExitStack() as stack:
        try:
            stack.enter_context(serve(port=port))
        except OSError as error:
            raise RunError(
                f"the sample newsroom cannot have port {port} ({error.strerror}): end what uses "
                "it, or set TAWTHIQ_NEWSROOM_PORT to a free one and keep it (addresses hold it)"
            ) from error
        yield


def run(dag_id: str, day: date | None, conf: dict[str, object], log: Path) -> None:
    """Run a DAG to its end in this process.

    Raises:
        RunError: one of its tasks failed.
    """
    from tawthiq import tasks

    start = log.stat().st_size
    failed = tasks.run_dag(dag_id, day, conf)
    if failed:
        when = f" of {day}" if day else ""
        why = reason(log, start)
        raise RunError(f"{dag_id}{when}: {', '.join(failed)} failed{why}; see {log}")


def reason(log: Path, start: int) -> str:
    """Return what a log says after byte `start` of why a task failed: its last trace's last line.

    Airflow hands over the state of a task, and nothing of its exception.
    """
    with log.open("rb") as file:
        file.seek(start)
        said = file.read().decode("utf-8", "replace")
    raised = _RAISED.findall(said)
    return f": {''.join(raised[-1])}" if raised else ""


def quiet(settings: Settings) -> Path:
    """Send what Airflow and the tasks log to a file, so that the terminal shows progress alone."""
    log = settings.home / "logs" / "run.log"
    log.parent.mkdir(parents=True, exist_ok=True)
    import structlog

    from tawthiq import tasks  # noqa: F401  Airflow sets up its logging when imported; ours follows

    file = log.open("a", encoding="utf-8")
    structlog.configure(logger_factory=structlog.WriteLoggerFactory(file))
    root = logging.getLogger()
    for handler in list(root.handlers):
        root.removeHandler(handler)
    root.addHandler(logging.StreamHandler(file))
    return log


def _night(settings: Settings, day: date, seconds: float) -> Night:
    with steps.warehouse(settings) as connection:
        rows = wh.query(
            connection, "reports/batch_counts.sql", {"batch": steps.night_batch(day.isoformat())}
        )
    counts = rows[0]
    return Night(
        day=day,
        articles=counts["article_count"],
        events=counts["event_count"],
        quarantined=counts["quarantined_count"],
        seconds=seconds,
    )
