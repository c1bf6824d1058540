"""Lines of progress on standard error, every few seconds, for work that takes longer."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator

import typer

SECONDS = 5.0  # between two lines


class Ticker:
    """Says every `SECONDS` how far a file of known or unknown size is."""

    def __init__(self, size: int | None, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin; `size` is the file's bytes, `None` for a pipe."""
        self._size, self._clock, self._taken = size, clock, 0
        self._started = self._last = clock()

    def counted(self, lines: Iterable[bytes]) -> Iterator[bytes]:
        """Yield the lines and count their bytes."""
        for line in lines:
            self._taken += len(line)
            yield line

    def seconds(self) -> float:
        """Return how long the work has taken so far."""
        return self._clock() - self._started

    def tell(self, articles: int, events: int) -> None:
        """Print a line if the last one is long enough ago."""
        now = self._clock()
        if now - self._last < SECONDS:
            return
        self._last = now
        rate = articles / (now - self._started)
        line = f"{articles} articles, {events} events, {rate:.0f} articles a second"
        if self._size:
            done = min(self._taken / self._size, 1.0)
            left = self.seconds() / done * (1 - done)
            line += f", {done:.0%}, some {left:.0f} s left"
        typer.echo(line, err=True)
