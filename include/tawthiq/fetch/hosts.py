"""What is known of a host during a night: its pace, its robots.txt, how often it failed."""

from __future__ import annotations

import asyncio

import protego
from aiolimiter import AsyncLimiter

#: Pages in a row that failed, each after its retries: then the host is left alone for the night.
FAILURES_TO_GIVE_UP = 4
#: A robots.txt that asks for more than a minute between pages is asking not to be read at night.
LONGEST_CRAWL_DELAY = 60.0
#: RFC 9309, section 2.5: at least this much of robots.txt is read.
_LONGEST_ROBOTS = 500 * 1024
#: Requests on their way at a time, begun a delay apart: one slow page does not hold up the queue.
IN_FLIGHT = 2
#: The name that robots.txt is searched for.
PRODUCT = "tawthiq"


class GivenUpError(OSError):
    """The host is left alone for the rest of the night; the message says why."""


class Host:
    """One host's politeness: at most one request a delay, `IN_FLIGHT` at a time."""

    def __init__(self, name: str, delay: float) -> None:
        self.name = name
        self.delay = delay
        self.robots: protego.Protego | None = None
        self.reading_robots = asyncio.Lock()
        self._limiter = AsyncLimiter(1, delay) if delay else None
        self._slots = asyncio.Semaphore(IN_FLIGHT)
        self._failures = 0
        self._given_up = ""

    async def __aenter__(self) -> None:
        await self._slots.acquire()
        if self._limiter:
            await self._limiter.acquire()

    async def __aexit__(self, *_: object) -> None:
        self._slots.release()

    def check(self) -> None:
        """Raise GivenUpError where the host is left alone."""
        if self._given_up:
            raise GivenUpError(f"{self.name}: {self._given_up}; left alone for the night")

    def give_up(self, why: str) -> None:
        """Leave the host alone from now on."""
        self._given_up = why

    def succeeded(self) -> None:
        """Count an answer of any kind: the host lives."""
        self._failures = 0

    def failed(self) -> None:
        """Count a page that could not be had after all attempts."""
        self._failures += 1
        if self._failures >= FAILURES_TO_GIVE_UP:
            self.give_up(f"failed {self._failures} times in a row")

    async def take_robots(self, text: str) -> None:
        """Take over what robots.txt says, its crawl delay counted from this request on."""
        self.robots = protego.Protego.parse(text[:_LONGEST_ROBOTS])
        wanted = float(self.robots.crawl_delay(PRODUCT) or 0)
        if wanted > LONGEST_CRAWL_DELAY:
            self.give_up(f"its robots.txt wants {wanted:.0f} s between pages")
        elif wanted > self.delay:
            self.delay = wanted
            self._limiter = AsyncLimiter(1, wanted)
            await self._limiter.acquire()

    def allows(self, url: str) -> bool:
        """Tell whether robots.txt, where one was read, allows an address."""
        return self.robots is None or bool(self.robots.can_fetch(url, PRODUCT))
