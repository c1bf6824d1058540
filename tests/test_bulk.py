"""Work over several processes: really several, in order, and never far ahead of its reader."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from tawthiq.bulk import AHEAD, WorkerDiedError, in_order


def slowly(number: int) -> tuple[int, int, float, float]:
    started = time.monotonic()
    time.sleep(0.3)
    return number, os.getpid(), started, time.monotonic()


def killed_at_three(number: int) -> int:
    if number == 3:
        os._exit(9)
    return number


def failing(number: int) -> int:
    raise ValueError(f"number {number}")


def test_four_jobs_work_at_once_and_answer_in_order() -> None:
    done = list(in_order(slowly, range(12), 4))
    assert [number for number, *_ in done] == list(range(12))
    assert len({process for _, process, *_ in done}) == 4
    spans = [(started, ended) for *_, started, ended in done]
    most = max(sum(s <= at < e for s, e in spans) for at, _ in spans)
    assert most == 4


def test_one_job_stays_in_this_process() -> None:
    ((_, process, *_),) = in_order(slowly, [1], 1)
    assert process == os.getpid()


def test_no_more_is_taken_than_is_worked_on() -> None:
    taken: list[int] = []

    def endless() -> Iterator[int]:
        while True:
            taken.append(len(taken))
            yield taken[-1]

    results = in_order(abs, endless(), 2)
    for given in range(50):
        assert next(results) == given
        assert len(taken) <= given + 2 * AHEAD
    results.close()


def test_a_killed_process_is_an_error_not_a_gap() -> None:
    with pytest.raises(WorkerDiedError, match="memory"):
        list(in_order(killed_at_three, range(10), 2))


def test_an_error_of_the_work_is_the_callers() -> None:
    with pytest.raises(ValueError, match="number 0"):
        list(in_order(failing, range(3), 2))


def for_minutes(number: int) -> None:
    time.sleep(120)


def test_workers_end_with_a_parent_that_is_killed() -> None:
    program = (
        "from tawthiq.bulk import in_order; import sys; "
        f"sys.path.insert(0, {str(Path(__file__).parent)!r}); from test_bulk import for_minutes; "
        "list(in_order(for_minutes, range(9), 2))"
    )
    parent = psutil.Popen([sys.executable, "-c", program])
    workers = _soon(lambda: [p for p in parent.children() if "spawn_main" in " ".join(p.cmdline())])
    assert len(workers) == 2
    time.sleep(3)  # they have begun
    parent.kill()
    parent.wait()
    _, alive = psutil.wait_procs(workers, timeout=20)
    assert alive == []


def _soon(found: Callable[[], list[psutil.Process]]) -> list[psutil.Process]:
    for _ in range(200):
        if len(found()) == 2:
            break
        time.sleep(0.1)
    return found()
