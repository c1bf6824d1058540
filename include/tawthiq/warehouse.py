"""The warehouse: connections, migrations, SQL files with bound parameters, and COPY.

SQL lives in include/warehouse, one purpose a file; this module is the only one that speaks to
psycopg2. Names of SQL files are relative to that folder: `run(conn, "upserts/articles.sql")`.
Parameters are bound as `%(name)s`; a file run with parameters writes a percent sign as `%%`.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import count
from pathlib import Path
from typing import Any

import psycopg2
import psycopg2.extensions
import psycopg2.extras

from tawthiq.copy_format import CopyLines, json_text

Connection = psycopg2.extensions.connection

#: What a statement raises that runs into its time limit, and what a broken connection raises.
StatementTooLong = psycopg2.extensions.QueryCanceledError
ConnectionLost = (psycopg2.OperationalError, psycopg2.InterfaceError)

SQL_FOLDER = Path(__file__).parent.parent / "warehouse"
MIGRATIONS = SQL_FOLDER / "migrations"

# Stands for "schema of this warehouse" among PostgreSQL's advisory locks; any constant will do.
MIGRATE_LOCK = 7305216

# A load holds rows for some seconds; a lock not had within this time points to a hung session.
LOCK_TIMEOUT = "120s"

#: What COPY is handed at a time.
COPY_BYTES = 1 << 16


class WarehouseError(Exception):
    """The warehouse cannot be reached or is not in the state that this program needs."""


class MigrationError(WarehouseError):
    """A migration failed, or an applied one was changed; the message names file and remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Migration:
    """A numbered SQL file."""

    number: int
    name: str
    sha256: str
    sql: str


def connect(
    dsn: str, *, application: str = "tawthiq", settings: Mapping[str, str] | None = None
) -> Connection:
    """Open a connection in UTC, with transactions begun by the first statement.

    Args:
        dsn: libpq DSN or URL; SQLAlchemy's `postgresql+psycopg2://` is understood as well.
        application: name shown in pg_stat_activity.
        settings: server settings of this session alone, such as `statement_timeout`.

    Raises:
        WarehouseError: the server does not answer or refuses.
    """
    address = dsn.replace("postgresql+psycopg2://", "postgresql://", 1)
    fixed = {"timezone": "UTC", "lock_timeout": LOCK_TIMEOUT, "client_min_messages": "warning"}
    chosen = {**fixed, **(settings or {})}
    options = " ".join(f"-c {name}={value}" for name, value in chosen.items())
    try:
        return psycopg2.connect(address, application_name=application, options=options)
    except psycopg2.OperationalError as error:
        raise WarehouseError(
            f"the warehouse cannot be reached ({str(error).strip().splitlines()[0]}); "
            "check TAWTHIQ_WAREHOUSE_URL, or unset it to use the embedded server"
        ) from error


@contextmanager
def transaction(conn: Connection) -> Iterator[Connection]:
    """Commit what the block does, or nothing of it."""
    try:
        yield conn
    except BaseException:
        if not conn.closed:
            conn.rollback()
        raise
    conn.commit()


def migrations(folder: Path = MIGRATIONS) -> list[Migration]:
    """Return the migrations of a folder by number.

    Raises:
        MigrationError: a file is not named `NNNN_what_it_does.sql`, or a number is taken twice.
    """
    found: dict[int, Migration] = {}
    for path in sorted(folder.glob("*.sql")):
        number = path.name[:4]
        if not number.isdecimal() or path.name[4:5] != "_":
            raise MigrationError(
                f"{path.name}: name it NNNN_what_it_does.sql, such as 0007_roles.sql"
            )
        if int(number) in found:
            raise MigrationError(
                f"{path.name}: number {number} is taken by {found[int(number)].name}, take another"
            )
        content = path.read_bytes()
        found[int(number)] = Migration(
            number=int(number),
            name=path.name,
            sha256=hashlib.sha256(content).hexdigest(),
            sql=content.decode("utf-8"),
        )
    return [found[number] for number in sorted(found)]


def migrate(conn: Connection, folder: Path = MIGRATIONS) -> list[Migration]:
    """Apply the migrations that the warehouse has not seen, each in one transaction.

    Safe to call from several processes at once: one migrates, the others wait and find it done.

    Returns:
        The migrations applied by this call.

    Raises:
        MigrationError: a file fails (nothing of it stays), or was changed after it was applied.
    """
    wanted = migrations(folder)
    execute(conn, "SELECT pg_advisory_lock(%(lock)s)", {"lock": MIGRATE_LOCK})
    conn.commit()
    try:
        applied = _applied(conn)
        _refuse_changed(wanted, applied)
        missing = [m for m in wanted if m.number not in applied]
        for migration in missing:
            _apply(conn, migration)
        return missing
    finally:
        if not conn.closed:
            conn.rollback()
            execute(conn, "SELECT pg_advisory_unlock(%(lock)s)", {"lock": MIGRATE_LOCK})
            conn.commit()


def _applied(conn: Connection) -> dict[int, tuple[str, str]]:
    """Return name and checksum of each applied migration by number."""
    exists = execute(conn, "SELECT to_regclass('ops.migration') IS NOT NULL AS exists")
    rows = (
        execute(conn, "SELECT migration_number, name, sha256 FROM ops.migration")
        if exists[0]["exists"]
        else []
    )
    conn.commit()
    return {row["migration_number"]: (row["name"], row["sha256"]) for row in rows}


def _refuse_changed(wanted: list[Migration], applied: Mapping[int, tuple[str, str]]) -> None:
    for migration in wanted:
        name, sha256 = applied.get(migration.number, (migration.name, migration.sha256))
        if sha256 != migration.sha256:
            raise MigrationError(
                f"{migration.name} was changed after it was applied (as {name}): "
                "restore the file and put the change into a new migration with the next free number"
            )


def _apply(conn: Connection, migration: Migration) -> None:
    started = time.monotonic()
    try:
        with transaction(conn):
            execute(conn, migration.sql)
            execute(
                conn,
                "INSERT INTO ops.migration (migration_number, name, sha256, duration_ms) "
                "VALUES (%(number)s, %(name)s, %(sha256)s, %(duration_ms)s)",
                {
                    "number": migration.number,
                    "name": migration.name,
                    "sha256": migration.sha256,
                    "duration_ms": round((time.monotonic() - started) * 1000),
                },
            )
    except psycopg2.Error as error:
        raise MigrationError(
            f"{migration.name} failed and was undone: {str(error).strip()}"
        ) from error


@cache
def _statement(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def sql(name: str) -> str:
    """Return the text of an SQL file of include/warehouse, read once a process.

    Raises:
        WarehouseError: there is no such file.
    """
    path = SQL_FOLDER / name
    if not path.is_file():
        raise WarehouseError(f"include/warehouse/{name} does not exist")
    return _statement(path)


def execute(
    conn: Connection, statement: str, params: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Run one statement and return its rows, none where it gives none.

    Statements belong in SQL files (`run`, `query`); this is for the few fixed ones that are not
    worth a file.
    """
    with conn.cursor(cursor_factory=psycopg2.extras.RealDictCursor) as cursor:
        cursor.execute(statement, _bound(params))
        return [dict(row) for row in cursor.fetchall()] if cursor.description else []


def run(conn: Connection, name: str, params: Mapping[str, Any] | None = None) -> int:
    """Run an SQL file within the current transaction; return how many rows its end touched."""
    with conn.cursor() as cursor:
        cursor.execute(sql(name), _bound(params))
        return max(cursor.rowcount, 0)


def query(
    conn: Connection, name: str, params: Mapping[str, Any] | None = None
) -> list[dict[str, Any]]:
    """Run an SQL file and return its rows by column name."""
    return execute(conn, sql(name), params)


_cursor_numbers = count(1)


def stream(
    conn: Connection,
    name: str,
    params: Mapping[str, Any] | None = None,
    *,
    rows_at_once: int = 2000,
) -> Iterator[dict[str, Any]]:
    """Yield the rows of an SQL file without holding them all: a cursor on the server's side."""
    cursor_name = f"tawthiq_{next(_cursor_numbers)}"
    names: list[str] = []
    with conn.cursor(cursor_name) as cursor:
        cursor.itersize = rows_at_once
        cursor.execute(sql(name), _bound(params))
        for row in cursor:  # the columns are known only once the first rows are here
            names = names or [column.name for column in cursor.description or ()]
            yield dict(zip(names, row, strict=True))


def _bound(params: Mapping[str, Any] | None) -> dict[str, Any] | None:
    """Return parameters in the types that psycopg2 knows: dictionaries become jsonb."""
    if params is None:
        return None
    return {
        key: psycopg2.extras.Json(value, dumps=json_text) if isinstance(value, dict) else value
        for key, value in params.items()
    }


def copy_rows(
    conn: Connection, table: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
) -> int:
    """Stream rows into a table by COPY, holding a few hundred of them at a time.

    Without columns the rows have all columns of the table, in its order.

    Lists become array literals, dictionaries jsonb. Runs within the current transaction.

    Returns:
        How many rows were copied.
    """
    target = psycopg2.extensions.quote_ident
    with conn.cursor() as cursor:
        names = ", ".join(target(column, cursor) for column in columns)
        named = f"({names})" if names else ""
        place = ".".join(target(part, cursor) for part in table.split("."))
        source = CopyLines(rows)
        cursor.copy_expert(
            f"COPY {place} {named} FROM STDIN",
            source,  # type: ignore[arg-type]  # psycopg2 calls read alone, the stubs ask for more
            size=COPY_BYTES,
        )
        return source.row_count
