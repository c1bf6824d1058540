"""One module's measurement in a process of its own."""

from __future__ import annotations

import multiprocessing
import traceback
from importlib import import_module
from multiprocessing.connection import Connection
from typing import Any

from benchmarks import UnavailableError


def _measure(module: str, channel: Connection) -> None:
    try:
        channel.send(("rows", import_module(f"benchmarks.{module}").run()))
    except UnavailableError as lack:
        channel.send(("skipped", str(lack)))
    except Exception:  # noqa: BLE001 - one module's failure is a line of the table
        channel.send(("failed", traceback.format_exc()))


def measure(module: str) -> tuple[str, Any]:
    """Run one module in a new process: ("rows", list), ("skipped", why) or ("failed", trace)."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_measure, args=(module, theirs))
    process.start()
    theirs.close()
    try:
        outcome: tuple[str, Any] = ours.recv()
    except EOFError:
        outcome = ("failed", f"benchmarks.{module} ended without an answer (killed?)")
    process.join()
    return outcome
