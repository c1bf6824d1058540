"""Asks a source's hosts: limits on size and time, redirects, retries, robots.txt, manners.

get → each redirect: check the address → host's robots.txt → host's turn → socket guard → body
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit

import aiohttp
from tenacity import (
    AsyncRetrying,
    RetryCallState,
    retry_if_exception_type,
    stop_after_attempt,
    wait_random_exponential,
)

from tawthiq.fetch.bodies import TooLargeError, unpack_into, unpacked, unpacker
from tawthiq.fetch.guard import ForbiddenError, check_url, guarded_socket
from tawthiq.fetch.hosts import IN_FLIGHT, Host
from tawthiq.sources import SourceConfig

#: Two orders more than any article page in the archives; a bomb ends here while streaming.
LARGEST_BODY = 10 * 1024 * 1024
#: Bodies over this size are read a few at a time, so that many bombs at once stay small.
LARGE_BODY = 1024 * 1024
LARGE_AT_ONCE = 3
MOST_REDIRECTS = 5
ATTEMPTS = 3
#: A host that asks for a longer pause is left alone for the night.
LONGEST_RETRY_AFTER = 120.0
AGENT = "tawthiq/0.1 (research on armed conflict; {contact})"
CONTACT = "contact in the project's README"

_MOVED = (301, 302, 303, 307, 308)
_TRY_AGAIN = (429, 500, 502, 503, 504)
_ANY_DAY = date(2000, 1, 1)  # the port is the same every day
_JITTER = wait_random_exponential(multiplier=0.5, max=20)


class BusyError(OSError):
    """The host asks to come back later, or failed on its side; carries the seconds it named."""

    def __init__(self, url: str, status: int, retry_after: float) -> None:
        super().__init__(f"{url}: HTTP {status}")
        self.retry_after = retry_after


#: What speaks against the host rather than against one address: it may get better, or is given up.
_HOST_FAULTS = (BusyError, aiohttp.ClientConnectionError, TimeoutError)
#: Everything that one address may come to grief with.
FAULTS = (OSError, aiohttp.ClientError, TimeoutError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host answered; the body is decoded from its content encoding."""

    url: str
    asked: str  # the address before redirects
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    body: bytes
    request_headers: tuple[tuple[str, str], ...]
    at: datetime

    def header(self, name: str) -> str:
        """Return a header's value, empty where there is none."""
        return next((v for k, v in self.headers if k.lower() == name), "")


class Client:
    """Asks one source's hosts; open as an async context manager.

    `keep` is told every answer, those of robots.txt and redirects too, as soon as it is in.
    """

    def __init__(
        self,
        source: SourceConfig,
        keep: Callable[[Answer], None] = lambda _: None,
        *,
        contact: str = "",
        resolver: aiohttp.abc.AbstractResolver | None = None,
        large: asyncio.Semaphore | None = None,  # shared by the clients of a process
    ) -> None:
        self._source = source
        self._keep = keep
        self._agent = AGENT.format(contact=contact or CONTACT)
        self._resolver = resolver
        self._large = large or asyncio.Semaphore(LARGE_AT_ONCE)
        self._hosts: dict[str, Host] = {}

    async def __aenter__(self) -> Client:
        port = urlsplit(self._source.addresses((self._source.homepage,), _ANY_DAY)[0]).port
        connector = aiohttp.TCPConnector(
            limit_per_host=IN_FLIGHT,
            socket_factory=guarded_socket(port if self._source.loopback else None),
            resolver=self._resolver,
        )
        self._session = aiohttp.ClientSession(
            connector=connector,
            cookie_jar=aiohttp.DummyCookieJar(),
            timeout=aiohttp.ClientTimeout(total=self._source.manners.timeout_seconds),
            headers={"User-Agent": self._agent, "Accept-Encoding": "gzip"},
            auto_decompress=False,
            max_line_size=16_384,
            max_field_size=16_384,
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._session.close()

    async def get(
        self, url: str, *, largest: int = LARGEST_BODY, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Fetch an address, following redirects; `headers` are for conditional requests.

        Raises:
            ForbiddenError, TooLargeError, BusyError, GivenUpError, aiohttp.ClientError,
                TimeoutError: it could not be had, after retries where another try may help.
        """
        return await self._follow(
            url, largest, headers or {}, obey=self._source.manners.obey_robots
        )

    async def _follow(
        self, url: str, largest: int, headers: Mapping[str, str], *, obey: bool
    ) -> Answer:
        asked = url
        for _ in range(MOST_REDIRECTS + 1):
            check_url(url)
            host = self._host(url)
            host.check()
            if obey:
                await self._obey(host, url)
            answer = await self._persist(host, url, largest, headers)
            self._keep(answer)
            target = answer.header("location")
            if answer.status not in _MOVED or not target:
                return replace(answer, asked=asked)
            url = urljoin(url, target)
        raise ForbiddenError(f"{asked}: more than {MOST_REDIRECTS} redirects")

    async def _persist(
        self, host: Host, url: str, largest: int, headers: Mapping[str, str]
    ) -> Answer:
        """Ask again what may be had at another try; count what speaks against the host."""
        try:
            async for attempt in AsyncRetrying(
                stop=stop_after_attempt(ATTEMPTS),
                wait=_pause,
                retry=retry_if_exception_type(_HOST_FAULTS),
                reraise=True,
            ):
                with attempt:
                    host.check()
                    answer = await self._once(host, url, largest, headers)
        except _HOST_FAULTS:
            host.failed()
            raise
        host.succeeded()
        return answer

    async def _once(self, host: Host, url: str, largest: int, headers: Mapping[str, str]) -> Answer:
        try:
            async with (
                host,
                self._session.get(url, allow_redirects=False, headers=headers) as response,
            ):
                if response.status in _TRY_AGAIN:
                    after = _seconds(response.headers.get("Retry-After", ""))
                    if after > LONGEST_RETRY_AFTER:
                        host.give_up(f"asks to come back in {after:.0f} s")
                        host.check()
                    raise BusyError(url, response.status, after)
                return Answer(
                    url=url,
                    asked=url,
                    status=response.status,
                    reason=response.reason or "",
                    headers=tuple(response.headers.items()),
                    body=await self._body(response, largest),
                    request_headers=tuple(response.request_info.headers.items()),
                    at=datetime.now(UTC),
                )
        except aiohttp.ClientConnectorError as error:
            if isinstance(error.os_error, ForbiddenError):
                raise ForbiddenError(f"{url}: {error.os_error}") from error
            raise

    async def _body(self, response: aiohttp.ClientResponse, largest: int) -> bytes:
        """Read a body up to the limit, unpacked as it comes; a large one waits for its turn."""
        packing = unpacker(response.headers.get("Content-Encoding", ""))
        body, limit, url = bytearray(), min(LARGE_BODY, largest), str(response.url)
        async with AsyncExitStack() as turn:
            async for part in response.content.iter_chunked(65_536):
                left = part
                while left:
                    left = unpack_into(body, left, packing, limit + 1 - len(body))
                    if len(body) <= limit:
                        continue
                    if limit == largest:
                        # The traceback would hold it: 393 MB at peak in benchmarks/fetch, 104 so.
                        body.clear()
                        raise TooLargeError(f"{url}: over {largest} bytes")
                    await turn.enter_async_context(self._large)
                    limit = largest
            return unpacked(body, url, largest)

    def _host(self, url: str) -> Host:
        name = urlsplit(url).netloc.lower()
        if name not in self._hosts:
            self._hosts[name] = Host(name, self._source.manners.delay_seconds)
        return self._hosts[name]

    async def _obey(self, host: Host, url: str) -> None:
        """Read robots.txt once a host and refuse what it forbids.

        As RFC 9309 has it: where there is none (4xx) all is allowed, where it cannot be had
        nothing is.
        """
        async with host.reading_robots:
            if host.robots is None:
                parts = urlsplit(url)
                address = f"{parts.scheme}://{parts.netloc}/robots.txt"
                answer = await self._follow(address, LARGEST_BODY, {}, obey=False)
                text = answer.body.decode("utf-8", "replace") if answer.status == 200 else ""
                await host.take_robots(text)
        host.check()
        if not host.allows(url):
            raise ForbiddenError(f"{url}: robots.txt forbids it")


def _pause(state: RetryCallState) -> float:
    """Return seconds until the next attempt: jittered, and never before the host wants it."""
    error = state.outcome.exception() if state.outcome else None
    return max(_JITTER(state), error.retry_after if isinstance(error, BusyError) else 0.0)


def _seconds(retry_after: str, now: datetime | None = None) -> float:
    """Read Retry-After, seconds or a date (RFC 9110, 10.2.3); 0 where it says nothing usable."""
    if retry_after.isascii() and retry_after.isdigit():
        return float(retry_after[:9])
    try:
        until = parsedate_to_datetime(retry_after)
    except (ValueError, TypeError):
        return 0.0
    if until.tzinfo is None:
        until = until.replace(tzinfo=UTC)
    return max(0.0, (until - (now or datetime.now(UTC))).total_seconds())
