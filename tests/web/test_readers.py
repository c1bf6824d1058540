"""Connections of the pages read and do nothing else, and none is waited for without end."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import psycopg2
import pytest

from tawthiq import warehouse as wh
from tawthiq.web import readers as module
from tawthiq.web.readers import BusyError, Readers

pytestmark = pytest.mark.postgres


@pytest.fixture
def readers(warehouse_url: str) -> Iterator[Readers]:
    made = Readers(lambda: warehouse_url, size=1)
    yield made
    made.close()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM core.event",
        "UPDATE quality.quarantine SET status = 'rejected'",
        "CREATE TABLE core.mine (a int)",
        "SET default_transaction_read_only = off; DELETE FROM core.event",
        "SET TRANSACTION READ WRITE; TRUNCATE raw.article CASCADE",
        "SELECT raw.ensure_article_text_partitions(ARRAY['2018-03-04'::date])",
    ],
)
def test_nothing_can_be_written(readers: Readers, statement: str) -> None:
    with readers.connection() as connection, pytest.raises(psycopg2.Error) as refused:
        wh.execute(connection, statement)
    assert refused.value.pgcode in {"42501", "25006"}  # no privilege, read-only transaction


def test_every_table_can_be_read_by_the_role(readers: Readers, warehouse: wh.Connection) -> None:
    tables = wh.execute(
        warehouse,
        "SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables "
        "WHERE schemaname IN ('raw', 'core', 'mart', 'quality', 'ops')",
    )
    assert len(tables) > 20
    with readers.connection() as connection:
        for table in tables:
            wh.execute(connection, f"SELECT 1 FROM {table['name']} LIMIT 1")  # noqa: S608


def test_a_table_made_later_can_be_read(readers: Readers, warehouse: wh.Connection) -> None:
    wh.execute(warehouse, "CREATE TABLE mart.made_later AS SELECT 1 AS one")
    warehouse.commit()
    with readers.connection() as connection:
        assert wh.execute(connection, "SELECT one FROM mart.made_later") == [{"one": 1}]


def test_a_statement_that_takes_too_long_is_given_up(
    warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "STATEMENT_TIMEOUT", "50ms")
    readers = Readers(lambda: warehouse_url)
    with pytest.raises(BusyError), readers.connection() as connection:
        wh.execute(connection, "SELECT pg_sleep(5)")
    readers.close()


def test_more_than_there_are_connections_is_refused_in_time(
    readers: Readers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE_SECONDS", 0.01)
    with readers.connection(), pytest.raises(BusyError), readers.connection():
        pass


def test_a_connection_that_the_server_ended_is_replaced(
    readers: Readers, warehouse: wh.Connection
) -> None:
    with readers.connection() as connection:
        pid = connection.info.backend_pid
    wh.execute(warehouse, "SELECT pg_terminate_backend(%(pid)s, 5000)", {"pid": pid})
    with readers.connection() as connection:
        assert wh.execute(connection, "SELECT 1 AS one") == [{"one": 1}]
        assert connection.info.backend_pid != pid


@pytest.fixture
def owner_url(postgres_url: Callable[[str], str]) -> Iterator[str]:
    """A database whose owner may not make roles, as at many a managed PostgreSQL."""
    admin = wh.connect(postgres_url("postgres"))
    admin.autocommit = True
    wh.execute(admin, "CREATE ROLE modest LOGIN")
    wh.execute(admin, "CREATE DATABASE modest OWNER modest TEMPLATE template0")
    yield postgres_url("modest").replace("postgres:@", "modest:@")
    wh.execute(admin, "DROP DATABASE modest WITH (FORCE)")
    wh.execute(admin, "DROP ROLE modest")
    admin.close()


@pytest.mark.usefixtures("warehouse_url")  # whose migrations made the role
def test_an_owner_who_may_not_make_roles_is_told_so_and_needs_one_grant(
    owner_url: str, postgres_url: Callable[[str], str]
) -> None:
    connection = wh.connect(owner_url)
    with pytest.raises(wh.MigrationError, match=r"0047_reader_role.*tawthiq_reader"):
        wh.migrate(connection)
    admin = wh.connect(postgres_url("postgres"))
    wh.execute(admin, "GRANT tawthiq_reader TO modest")
    admin.commit()
    admin.close()
    wh.migrate(connection)
    connection.close()
    readers = Readers(lambda: owner_url)
    assert readers.rows("web/incident_weeks.sql") == []
    readers.close()
