"""Connections that can only read: a few of them, handed out for one request each."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any

from tawthiq import warehouse as wh

#: Made by migration 0047; may read every table and nothing else.
ROLE = "tawthiq_reader"

#: Pages answer in well under a second on a million incidents; what takes this long is given up.
STATEMENT_TIMEOUT = "10s"

#: Reviewers are a handful; Airflow itself needs some thirty connections.
CONNECTIONS = 4
PATIENCE_SECONDS = 10.0

Row = dict[str, Any]


class BusyError(Exception):
    """All connections are in use, or a page took too long; trying again may help."""


class Readers:
    """Read-only connections to the warehouse. `address` is asked when one is opened."""

    def __init__(self, address: Callable[[], str], size: int = CONNECTIONS) -> None:
        self._address = address
        self._free = threading.Semaphore(size)
        self._idle: list[wh.Connection] = []

    def rows(self, name: str, params: Mapping[str, Any] | None = None) -> list[Row]:
        """Return the rows of one SQL file."""
        with self.connection() as connection:
            return wh.query(connection, name, params)

    @contextmanager
    def connection(self) -> Iterator[wh.Connection]:
        """Lend a connection for the block.

        Raises:
            BusyError: none comes free in time, a statement takes too long, or the server went away.
        """
        if not self._free.acquire(timeout=PATIENCE_SECONDS):
            raise BusyError("all connections are in use")
        try:
            connection = self._take()
            try:
                yield connection
            except wh.StatementTooLong as error:
                raise BusyError(f"not done within {STATEMENT_TIMEOUT}") from error
            except wh.ConnectionLost as error:
                raise BusyError("the warehouse went away") from error
            finally:
                self._give_back(connection)
        finally:
            self._free.release()

    def _take(self) -> wh.Connection:
        """Return an idle connection that still answers, or a new one."""
        while self._idle:
            connection = self._idle.pop()
            with suppress(*wh.ConnectionLost):
                wh.execute(connection, "SELECT 1")
                return connection
            connection.close()
        return wh.connect(
            self._address(),
            application="tawthiq pages",
            settings={
                "role": ROLE,
                "default_transaction_read_only": "on",
                "statement_timeout": STATEMENT_TIMEOUT,
            },
        )

    def _give_back(self, connection: wh.Connection) -> None:
        with suppress(*wh.ConnectionLost):
            if not connection.closed:
                connection.rollback()
                self._idle.append(connection)

    def close(self) -> None:
        """Close what is idle."""
        while self._idle:
            self._idle.pop().close()
