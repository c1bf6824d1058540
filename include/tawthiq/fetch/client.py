"""One polite request after another to a host: limits on size and time, retries, robots.txt."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urljoin, urlsplit

import aiohttp
import protego
from aiolimiter import AsyncLimiter
from tenacity import (
    AsyncRetrying,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from tawthiq.fetch.guard import ForbiddenError, check_url, guarded_socket
from tawthiq.sources import SourceConfig

#: Two orders more than any article page in the archives; a bomb ends here while streaming.
LARGEST_BODY = 10 * 1024 * 1024
MOST_REDIRECTS = 5
ATTEMPTS = 3
_ANY_DAY = date(2000, 1, 1)  # the port is the same every day
#: A host that failed so often in a row is left alone for the night.
FAILURES_TO_GIVE_UP = 4
AGENT = "tawthiq/0.1 (research on armed conflict; contact in the project's README)"


class TooLargeError(OSError):
    """A body over the limit."""


class BusyError(OSError):
    """The host asks to come back later, or failed on its side; carries the seconds it named."""

    def __init__(self, url: str, status: int, retry_after: float | None) -> None:
        super().__init__(f"{url}: HTTP {status}")
        self.retry_after = retry_after


#: What speaks against the host rather than against one address: it may get better, or is given up.
_HOST_FAULTS = (BusyError, aiohttp.ClientConnectionError, TimeoutError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host answered at the end of redirects."""

    url: str
    asked: str
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes


@dataclass(slots=True)
class Host:
    """A host's politeness: at most one request a delay, and a count of failures in a row."""

    source: SourceConfig
    limiter: AsyncLimiter
    robots: protego.Protego | None = None
    failures: int = 0
    errors: list[str] = field(default_factory=list)


class Client:
    """Asks one source's hosts; open as an async context manager."""

    def __init__(self, source: SourceConfig) -> None:
        self._source = source
        self._hosts: dict[str, Host] = {}
        self._session: aiohttp.ClientSession | None = None

    async def __aenter__(self) -> Client:
        port = urlsplit(self._source.addresses((self._source.homepage,), _ANY_DAY)[0]).port
        connector = aiohttp.TCPConnector(
            limit=4,
            socket_factory=guarded_socket(port if self._source.loopback else None),
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            timeout=aiohttp.ClientTimeout(total=self._source.manners.timeout_seconds),
            headers={"User-Agent": AGENT, "Accept-Encoding": "gzip, deflate"},
            max_line_size=16_384,
            max_field_size=16_384,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._session:
            await self._session.close()

    async def get(self, url: str) -> Answer:
        """Fetch an address.

        Raises:
            ForbiddenError, TooLargeError, BusyError, aiohttp.ClientError, TimeoutError: it could
                not be had, after retries where another try may help.
        """
        check_url(url)
        host = self._host(url)
        if host.failures >= FAILURES_TO_GIVE_UP:
            raise BusyError(url, 0, None)
        await self._obey(host, url)
        try:
            answer = await self._retry(host, url)
        except _HOST_FAULTS:
            host.failures += 1
            raise
        host.failures = 0
        return answer

    async def _retry(self, host: Host, url: str) -> Answer:
        async for attempt in AsyncRetrying(
            stop=stop_after_attempt(ATTEMPTS),
            wait=wait_random_exponential(multiplier=0.5, max=20),
            retry=retry_if_exception_type(_HOST_FAULTS),
            reraise=True,
        ):
            with attempt:
                try:
                    return await self._follow(host, url)
                except BusyError as busy:
                    if busy.retry_after:
                        await asyncio.sleep(min(busy.retry_after, 60))
                    raise
        raise AssertionError("unreachable: tenacity reraises")

    async def _follow(self, host: Host, url: str) -> Answer:
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            answer = await self._once(host, url, asked)
            target = {k.lower(): v for k, v in answer.headers}.get("location")
            if answer.status not in (301, 302, 303, 307, 308) or not target:
                return answer
            url = urljoin(url, target)
            check_url(url)
        raise ForbiddenError(f"{asked}: more than {MOST_REDIRECTS} redirects")

    async def _once(self, host: Host, url: str, asked: str) -> Answer:
        assert self._session is not None  # noqa: S101  inside the context manager
        async with host.limiter, self._session.get(url, allow_redirects=False) as response:
            if response.status in (429, 500, 502, 503, 504):
                after = response.headers.get("Retry-After", "")
                raise BusyError(url, response.status, float(after) if after.isdigit() else None)
            body = bytearray()
            async for part in response.content.iter_chunked(65_536):
                body += part
                if len(body) > LARGEST_BODY:
                    raise TooLargeError(f"{url}: over {LARGEST_BODY} bytes")
            return Answer(
                url=url,
                asked=asked,
                status=response.status,
                reason=response.reason or "",
                headers=tuple((k, v) for k, v in response.headers.items()),
                body=bytes(body),
            )

    def _host(self, url: str) -> Host:
        name = urlsplit(url).netloc
        if name not in self._hosts:
            delay = self._source.manners.delay_seconds
            limiter = AsyncLimiter(1, delay) if delay else AsyncLimiter(1000, 1)
            self._hosts[name] = Host(self._source, limiter)
        return self._hosts[name]

    async def _obey(self, host: Host, url: str) -> None:
        """Read robots.txt once a host and refuse what it forbids."""
        if not self._source.manners.obey_robots:
            return
        if host.robots is None:
            parts = urlsplit(url)
            try:
                answer = await self._follow(host, f"{parts.scheme}://{parts.netloc}/robots.txt")
                text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
            except (OSError, aiohttp.ClientError, TimeoutError):
                text = ""
            host.robots = protego.Protego.parse(text)
            crawl_delay = host.robots.crawl_delay(AGENT)
            if crawl_delay and crawl_delay > self._source.manners.delay_seconds:
                host.limiter = AsyncLimiter(1, float(crawl_delay))
        if not host.robots.can_fetch(url, AGENT):
            raise ForbiddenError(f"{url}: robots.txt forbids it")
