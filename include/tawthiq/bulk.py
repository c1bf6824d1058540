"""Map a function over many things in several processes: in order, with bounded memory.

`ProcessPoolExecutor.map` takes in its whole input before it gives the first result; here at most
`AHEAD` things a process are under way.
"""

from __future__ import annotations

import ctypes
import multiprocessing
import os
import signal
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TypeVar

Taken = TypeVar("Taken")
Given = TypeVar("Given")

#: Two: one being worked on, one waiting, so that no process idles while the caller writes.
AHEAD = 2
PR_SET_PDEATHSIG = 1


class WorkerDiedError(RuntimeError):
    """A process was killed, most often by the system for want of memory."""


def in_order(
    work: Callable[[Taken], Given],
    things: Iterable[Taken],
    jobs: int,
    prepare: Callable[[], object] | None = None,
) -> Iterator[Given]:
    """Yield `work(thing)` in the order of the things; with one job, in this process.

    Args:
        work: a top-level function, so that another process can find it by name.
        things: taken only as fast as results are asked for.
        jobs: processes.
        prepare: called once in each process before any work, such as loading the language.

    Raises:
        WorkerDiedError: a process ended without a result.
    """
    if jobs == 1:
        if prepare:
            prepare()
        yield from map(work, things)
        return
    # spawn: a fork would take over the parent's database connections, locks and threads.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, _begin, (prepare,)) as pool:
        waiting: deque[Future[Given]] = deque()
        try:
            for thing in things:
                waiting.append(pool.submit(work, thing))
                if len(waiting) >= jobs * AHEAD:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        except BrokenProcessPool as error:
            raise WorkerDiedError(
                "a worker process was killed, most often for want of memory; use fewer workers"
            ) from error
        finally:
            pool.shutdown(wait=True, cancel_futures=True)


def _begin(prepare: Callable[[], object] | None) -> None:
    """Start a worker: Ctrl-C is the parent's business, and work is niced below it.

    Should the parent be killed, as by Airflow's "mark failed", the worker ends too (Linux).
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
    os.nice(5)
    if prepare:
        prepare()
