"""Migrations: once each, whole or not at all, never changed behind the warehouse's back."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from tawthiq import model
from tawthiq import warehouse as wh

pytestmark = pytest.mark.postgres

DOMAINS = {
    "event_type": model.EventType,
    "event_scope": model.Scope,
    "date_basis": model.DateBasis,
    "actor": model.Actor,
    "actor_list": model.Actor,
    "admin1": model.Admin1,
    "admin1_list": model.Admin1,
    "method_list": model.Method,
    "source_class": model.SourceClass,
    "outcome": model.Outcome,
    "qualifier": model.Qualifier,
    "category": model.Category,
    "munition": model.Munition,
    "item": model.Item,
    "fate": model.Fate,
    "how": model.How,
    "part": model.Part,
}


def _write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    first = (wh.MIGRATIONS / "0001_schemas_and_migration_record.sql").read_bytes()
    (tmp_path / "0001_first.sql").write_bytes(first)
    return tmp_path


def test_a_second_migrate_does_nothing(warehouse: wh.Connection) -> None:
    before = wh.execute(warehouse, "SELECT * FROM ops.migration ORDER BY 1")
    assert wh.migrate(warehouse) == []
    assert wh.execute(warehouse, "SELECT * FROM ops.migration ORDER BY 1") == before
    assert [row["name"] for row in before] == [m.name for m in wh.migrations()]


def test_a_changed_applied_file_stops_with_its_name_and_the_remedy(
    empty_url: str, folder: Path
) -> None:
    conn = wh.connect(empty_url)
    _write(folder, "0002_second.sql", "CREATE TABLE core.a (b int)")
    wh.migrate(conn, folder)
    _write(folder, "0002_second.sql", "CREATE TABLE core.a (b text)")
    _write(folder, "0003_third.sql", "CREATE TABLE core.c (b int)")
    with pytest.raises(wh.MigrationError, match=r"0002_second\.sql was changed.*new migration"):
        wh.migrate(conn, folder)
    assert wh.execute(conn, "SELECT to_regclass('core.c') AS c") == [{"c": None}]


def test_a_failing_file_leaves_nothing_and_those_before_it_stay(
    empty_url: str, folder: Path
) -> None:
    conn = wh.connect(empty_url)
    _write(folder, "0002_good.sql", "CREATE TABLE core.good (b int)")
    _write(folder, "0003_bad.sql", "CREATE TABLE core.bad (b int); SELECT 1/0")
    with pytest.raises(wh.MigrationError, match=r"0003_bad\.sql failed and was undone"):
        wh.migrate(conn, folder)
    tables = "SELECT to_regclass('core.good') IS NULL AS good, to_regclass('core.bad') AS bad"
    assert wh.execute(conn, tables) == [{"good": False, "bad": None}]
    _write(folder, "0003_bad.sql", "CREATE TABLE core.bad (b int)")
    assert [m.name for m in wh.migrate(conn, folder)] == ["0003_bad.sql"]


@pytest.mark.parametrize("name", ["2_short.sql", "00x1_letters.sql", "0002.sql"])
def test_a_misnamed_file_stops(folder: Path, name: str) -> None:
    _write(folder, name, "SELECT 1")
    with pytest.raises(wh.MigrationError, match="NNNN_what_it_does"):
        wh.migrations(folder)


def test_a_number_taken_twice_stops(folder: Path) -> None:
    _write(folder, "0001_other.sql", "SELECT 1")
    with pytest.raises(wh.MigrationError, match="number 0001 is taken"):
        wh.migrations(folder)


def test_several_processes_may_migrate_at_once(empty_url: str, folder: Path) -> None:
    _write(folder, "0002_slow.sql", "SELECT pg_sleep(0.2); CREATE TABLE core.a (b int)")
    applied: list[list[str]] = []

    def migrate() -> None:
        conn = wh.connect(empty_url)
        applied.append([m.name for m in wh.migrate(conn, folder)])
        conn.close()

    threads = [threading.Thread(target=migrate) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(applied) == [[], [], [], ["0001_first.sql", "0002_slow.sql"]]


def test_every_table_column_and_schema_has_a_comment(warehouse: wh.Connection) -> None:
    missing = wh.query(warehouse, "reports/missing_comments.sql")
    assert missing == [], "write a COMMENT ON for each of these"


def test_a_missing_comment_is_found(warehouse: wh.Connection) -> None:
    wh.execute(warehouse, "CREATE TABLE mart.bare (bare_count int)")
    missing = {row["name"] for row in wh.query(warehouse, "reports/missing_comments.sql")}
    assert missing == {"mart.bare", "mart.bare.bare_count"}


@pytest.mark.parametrize("domain", DOMAINS)
def test_closed_lists_of_the_warehouse_are_those_of_the_model(
    warehouse: wh.Connection, domain: str
) -> None:
    values = wh.execute(
        warehouse,
        "SELECT m[1] AS value FROM pg_constraint AS c, "
        "regexp_matches(pg_get_constraintdef(c.oid), '''([^'']+)''', 'g') AS m "
        "WHERE c.contypid = ('core.' || %(domain)s)::regtype",
        {"domain": domain},
    )
    assert [row["value"] for row in values] == [v.value for v in DOMAINS[domain]]


def test_an_unreachable_server_is_one_clear_error() -> None:
    with pytest.raises(wh.WarehouseError, match="TAWTHIQ_WAREHOUSE_URL"):
        wh.connect("postgresql://localhost:1/none")
