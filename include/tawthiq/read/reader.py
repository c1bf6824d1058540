"""Pages are parsed in a process beside this one: a page that hangs or kills it is one bad record.

The parsers are C libraries that no exception can interrupt. One child serves a process for all its
pages (it is forked, some 10 ms); after a page that took too long it is killed and another forked.
"""

from __future__ import annotations

import atexit
import json
import os
import resource
import select
import signal
import struct
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Any

from tawthiq.read.charset import decode
from tawthiq.read.html import Page, read_page
from tawthiq.sources import Selectors

#: Two hundred times what the slowest page of the layouts takes.
PAGE_SECONDS = 20.0
#: More than any article page in the archives; what is longer is refused before it is parsed.
LARGEST_PAGE = 10 * 1024 * 1024
#: Memory that a child may take on top of what the process has; pages of 10 MB need a fifth.
CHILD_MEMORY = 3 * 1024**3
_SIZE = struct.Struct(">Q")


class PageError(ValueError):
    """A page that could not be read; `reason` is a short code for the quarantine."""

    def __init__(self, reason: str, detail: str) -> None:
        super().__init__(detail)
        self.reason = reason


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What is to be read: the declared charset, the outlet's selectors and names."""

    declared: str = ""
    selectors: Selectors = field(default_factory=Selectors)
    outlets: Sequence[str] = ()
    check: bool = False


def parse(body: bytes, order: Order) -> Page:
    """Decode and read a page in this process."""
    return read_page(
        decode(body, order.declared), order.selectors, outlets=order.outlets, check=order.check
    )


def parse_aside(body: bytes, order: Order, *, seconds: float = PAGE_SECONDS) -> Page:
    """Decode and read a page in the child.

    Raises:
        PageError: it is too large, took longer than `seconds`, or the child died of it.
    """
    if len(body) > LARGEST_PAGE:
        raise PageError("too_large", f"{len(body)} bytes; the most is {LARGEST_PAGE}")
    return _child().ask(body, order, seconds)


class _Child:
    """A forked process that reads one page after another."""

    def __init__(self) -> None:
        self.owner = os.getpid()
        ask_read, self._ask = os.pipe()
        self._answer, answer_write = os.pipe()
        self.pid = os.fork()
        if not self.pid:
            _serve(ask_read, answer_write)
        os.close(ask_read)
        os.close(answer_write)

    def ask(self, body: bytes, order: Order, seconds: float) -> Page:
        """Return the page that the child reads out of the body."""
        head = {
            "declared": order.declared,
            "selectors": order.selectors.model_dump(),
            "outlets": list(order.outlets),
            "check": order.check,
        }
        deadline = time.monotonic() + seconds
        try:
            _send(self._ask, json.dumps(head).encode(), body)
            answer = _receive(self._answer, deadline)
        except TimeoutError as error:
            self.end()
            detail = f"not read within {seconds:.0f} s; is it a page at all?"
            raise PageError("page_timeout", detail) from error
        except OSError as error:
            self.end()
            raise PageError("page_crash", "the parser died of it; keep the page for us") from error
        return _page(json.loads(answer))

    def end(self) -> None:
        """Kill the child and forget it."""
        with suppress(ProcessLookupError, ChildProcessError):
            if self.owner == os.getpid():
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
        os.close(self._ask)
        os.close(self._answer)
        _CHILDREN.clear()


#: The child of this process, if it has one; a forked copy of this process makes its own.
_CHILDREN: list[_Child] = []


def _child() -> _Child:
    if _CHILDREN and _CHILDREN[0].owner != os.getpid():
        _CHILDREN[0].end()
    if not _CHILDREN:
        _CHILDREN.append(_Child())
    return _CHILDREN[0]


@atexit.register
def close() -> None:
    """End the child; another is made when there is another page."""
    if _CHILDREN:
        _CHILDREN[0].end()


def _serve(ask: int, answer: int) -> None:
    """Answer until the parent is gone, then end without its exit handlers."""
    status = 1
    try:
        _leave_parent(ask, answer)
        while True:
            head, body = json.loads(_receive(ask, None)), _receive(ask, None)
            _send(answer, json.dumps(_told(head, body), ensure_ascii=True).encode())
    except (EOFError, BrokenPipeError):
        status = 0
    finally:
        os._exit(status)


def _leave_parent(ask: int, answer: int) -> None:
    """Hold nothing open that the parent's own readers wait for the end of; be bounded."""
    nothing = os.open(os.devnull, os.O_RDWR)
    for standard in (0, 1, 2):
        os.dup2(nothing, standard)
    for low, high in ((3, min(ask, answer)), (min(ask, answer) + 1, max(ask, answer))):
        os.closerange(low, high)
    os.closerange(max(ask, answer) + 1, 65_536)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    limit = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024 + CHILD_MEMORY
    resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def _told(head: dict[str, Any], body: bytes) -> dict[str, Any]:
    order = Order(**head | {"selectors": Selectors.model_validate(head["selectors"])})
    try:
        return asdict(parse(body, order))
    except (ValueError, RecursionError, MemoryError, AttributeError, TypeError, LookupError) as e:
        # Of broken pages the libraries raise these; what else they may raise ends the child.
        return {"fault": f"{type(e).__name__}: {e}"[:300]}


def _page(told: dict[str, Any]) -> Page:
    if "fault" in told:
        raise PageError("page_fault", f"the parser gave up: {told['fault']}")
    stamps = tuple((basis, raw) for basis, raw in told["stamps"])
    return Page(**told | {"stamps": stamps, "outlets": tuple(told["outlets"])})


def _send(pipe: int, *parts: bytes) -> None:
    data = memoryview(b"".join(_SIZE.pack(len(part)) + part for part in parts))
    while data:
        data = data[os.write(pipe, data) :]


def _receive(pipe: int, deadline: float | None) -> bytes:
    size = _SIZE.unpack(_exactly(pipe, _SIZE.size, deadline))[0]
    return _exactly(pipe, size, deadline)


def _exactly(pipe: int, size: int, deadline: float | None) -> bytes:
    """Return so many bytes of a pipe.

    Raises:
        TimeoutError: the deadline passed.
        EOFError, BrokenPipeError: the other side is gone.
    """
    parts = bytearray()
    while len(parts) < size:
        if deadline is not None:
            left = max(0.0, deadline - time.monotonic())
            if not select.select([pipe], [], [], left)[0]:
                raise TimeoutError
        part = os.read(pipe, min(1 << 20, size - len(parts)))
        if not part:
            raise EOFError if deadline is None else BrokenPipeError
        parts += part
    return bytes(parts)
