"""The embedded PostgreSQL, really started; each test has a home of its own."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import psutil
import psycopg2
import pytest

from tawthiq import postmaster, server
from tawthiq.settings import PROJECT, Settings, load_settings

pytestmark = [pytest.mark.postgres, pytest.mark.slow]

USE = """
import sys, psycopg2
from tawthiq import server
from tawthiq.settings import load_settings
settings = load_settings()
with psycopg2.connect(server.warehouse_dsn(settings)) as connection:
    connection.cursor().execute("select 1")
print("ready", flush=True)
sys.stdin.readline()
"""


def settings_at(home: Path) -> Settings:
    return load_settings({"TAWTHIQ_HOME": str(home)})


def ask(settings: Settings, question: str) -> str:
    connection = psycopg2.connect(server.warehouse_dsn(settings))
    try:
        cursor = connection.cursor()
        cursor.execute(question)
        return str(cursor.fetchone()[0])  # type: ignore[index]
    finally:
        connection.close()


def another_process(home: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", USE],
        env=os.environ | {"TAWTHIQ_HOME": str(home), "PYTHONPATH": str(PROJECT / "include")},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def finish(process: subprocess.Popen[str]) -> None:
    process.communicate("\n", timeout=30)
    assert process.returncode == 0


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("with a space and 'quotes' ") / "حالة"


def test_it_starts_in_utc_and_unicode_and_twice_is_once(home: Path) -> None:
    settings = settings_at(home)
    assert ask(settings, "select current_setting('timezone')") == "UTC"
    assert ask(settings, "select upper('é')") == "É"
    first = postmaster.running(home / "postgres")
    assert server.start(settings) == home / "postgres"
    assert postmaster.running(home / "postgres") == first is not None


def test_both_databases_are_there(home: Path) -> None:
    names = ask(settings_at(home), "select array_agg(datname order by 1) from pg_database")
    assert "'airflow'" in names
    assert "'warehouse'" in names


def test_it_listens_on_a_socket_that_no_other_user_reaches(home: Path) -> None:
    settings = settings_at(home)
    socket = server.start(settings)
    assert ask(settings, "show listen_addresses") == ""
    assert stat.S_IMODE(socket.stat().st_mode) == 0o700


def test_a_killed_server_comes_back(home: Path) -> None:
    settings = settings_at(home)
    server.start(settings)
    pid = postmaster.running(home / "postgres")
    assert pid is not None
    os.kill(pid, signal.SIGKILL)
    assert ask(settings, "select 42") == "42"


def test_a_number_used_again_by_another_program_is_no_server(home: Path) -> None:
    settings = settings_at(home)
    server.start(settings)
    server.stop(settings)
    pid_file = home / "postgres" / "postmaster.pid"
    pid_file.write_text(f"{os.getppid()}\n{home / 'postgres'}\n0\n5432\n", "utf-8")
    assert postmaster.running(home / "postgres") is None
    assert ask(settings, "select 42") == "42"


def test_stop_says_whether_there_was_a_server(home: Path) -> None:
    settings = settings_at(home)
    server.start(settings)
    assert server.stop(settings)
    assert not server.is_running(settings)
    assert not server.stop(settings)


def test_the_last_to_leave_stops_it_and_nobody_before(tmp_path: Path) -> None:
    one, two = another_process(tmp_path), another_process(tmp_path)
    finish(one)
    assert postmaster.running(tmp_path / "postgres") is not None
    finish(two)
    assert postmaster.running(tmp_path / "postgres") is None


def test_a_home_too_deep_for_a_socket_works(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * 100)
    settings = settings_at(deep)
    try:
        assert ask(settings, "select 42") == "42"
        assert server.start(settings) != deep / "postgres"
    finally:
        server.stop(settings)


def test_no_parent_folder_is_opened_to_others(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0o700)
    settings = settings_at(closed / "home")
    assert ask(settings, "select 42") == "42"
    server.stop(settings)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700


def test_data_of_another_release_is_left_alone(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    data.mkdir(mode=0o700)
    (data / "PG_VERSION").write_text("16\n", "ascii")
    with pytest.raises(server.ServerError, match="made by PostgreSQL 16"):
        server.start(settings_at(tmp_path))
    assert (data / "PG_VERSION").read_text("ascii") == "16\n"


def test_half_made_data_is_named_with_the_remedy(tmp_path: Path) -> None:
    data = tmp_path / "postgres"
    data.mkdir(mode=0o700)
    (data / "base").mkdir()
    with pytest.raises(server.ServerError, match="make clean"):
        server.start(settings_at(tmp_path))


def test_a_database_elsewhere_starts_no_server(tmp_path: Path) -> None:
    elsewhere = "postgresql://ana@db.example:5432/warehouse"
    settings = load_settings(
        {
            "TAWTHIQ_HOME": str(tmp_path),
            "TAWTHIQ_WAREHOUSE_URL": elsewhere,
            "TAWTHIQ_AIRFLOW_DB_URL": elsewhere,
        }
    )
    assert server.warehouse_dsn(settings) == elsewhere
    assert server.airflow_url(settings) == "postgresql+psycopg2://ana@db.example:5432/warehouse"
    assert not server.is_embedded(settings)
    assert not (tmp_path / "postgres").exists()


@pytest.fixture(autouse=True, scope="module")
def no_server_left_behind(home: Path) -> object:
    yield
    server.stop(settings_at(home))
    assert not [
        p.pid
        for p in psutil.process_iter(["name", "cmdline"])
        if p.info["name"] == "postgres" and str(home) in " ".join(p.info["cmdline"] or [])
    ]
