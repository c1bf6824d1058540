"""The main job as users start it: real DAGs, an embedded PostgreSQL, Airflow's own metadata.

One home for all tests here, prepared by `tawthiq setup` as `make setup` does.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
import pytest

from tawthiq.sample import reason
from tawthiq.settings import PROJECT, load_settings

pytestmark = [pytest.mark.airflow, pytest.mark.postgres, pytest.mark.slow, pytest.mark.timeout(600)]


def free_port() -> str:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return str(probe.getsockname()[1])


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, str]]:
    """An empty HOME, a home of the project's state, and ports of their own."""
    folder = tmp_path_factory.mktemp("main")
    (folder / "user").mkdir()
    environ = {
        "PATH": os.environ["PATH"],
        "HOME": str(folder / "user"),
        "TAWTHIQ_HOME": str(folder / "state"),
        "TAWTHIQ_PORT": free_port(),
        "TAWTHIQ_NEWSROOM_PORT": free_port(),
        "TAWTHIQ_WORKERS": "2",
    }
    yield environ
    tawthiq(environ, "down")
    assert servers(environ) == [], "nothing of it is left running"


def tawthiq(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tawthiq", *arguments],
        env=environ,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )


def servers(environ: dict[str, str]) -> list[psutil.Process]:
    """Return the supervisor of this home, what it started, and the home's PostgreSQL.

    By descent: Airflow's components rewrite their command line and environment.
    """
    found = []
    for process in psutil.process_iter(["name"]):
        try:
            inside = process.environ().get("TAWTHIQ_HOME") == environ["TAWTHIQ_HOME"]
            inside |= environ["TAWTHIQ_HOME"] in " ".join(process.cmdline())
        except (psutil.AccessDenied, psutil.NoSuchProcess):
            continue
        if inside:
            found += [process, *process.children(recursive=True)]
    return sorted(set(found), key=lambda process: process.pid)


def rows(environ: dict[str, str]) -> dict[str, str]:
    """Return a hash over every row of each table of core and mart."""
    query = (
        "SELECT format('SELECT %L, count(*), md5(string_agg(t::text, chr(10) ORDER BY t::text)) "
        "FROM %I.%I AS t', schemaname || '.' || tablename, schemaname, tablename) FROM pg_tables "
        "WHERE schemaname IN ('core', 'mart') ORDER BY schemaname, tablename \\gexec"
    )
    done = subprocess.run(
        [sys.executable, "-m", "tawthiq", "psql", "-At"],
        input=query,
        env=environ,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=True,
    )
    return {name: rest for name, _, rest in (r.partition("|") for r in done.stdout.splitlines())}


@pytest.fixture(scope="module")
def first_run(environment: dict[str, str]) -> str:
    done = tawthiq(environment, "setup")
    assert done.returncode == 0, done.stderr
    done = tawthiq(environment, "run", "--nights", "2")
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_it_tells_each_night_and_ends_with_tables_and_the_report(
    first_run: str, environment: dict[str, str]
) -> None:
    night = r"^2018-03-0{}  night  {} +\d+ articles +\d+ events +\d+ quarantined +[\d.]+ s$"
    for number, day in ((1, 5), (2, 6)):
        assert re.search(night.format(day, number), first_run, re.MULTILINE)
    assert re.search(r"^ *2018-03-05 +civilians ", first_run, re.MULTILINE)
    assert "Quarantine" in first_run
    docs = Path(re.search(r"Data Docs of every batch: (\S+)", first_run)[1])  # type: ignore[index]
    assert docs == Path(environment["TAWTHIQ_HOME"]) / "reports" / "data_docs"
    assert list(docs.rglob("index.html"))


def test_a_second_run_leaves_every_row_of_core_and_mart(
    first_run: str, environment: dict[str, str]
) -> None:
    before = rows(environment)
    filled = [name for name, rest in before.items() if not rest.startswith("0|")]
    assert {"core.event", "core.incident", "mart.weekly_casualties"} <= set(filled)
    done = tawthiq(environment, "run", "--nights", "2")
    assert done.returncode == 0, done.stderr
    assert rows(environment) == before


def test_nothing_is_written_in_the_users_home(first_run: str, environment: dict[str, str]) -> None:
    assert list(Path(environment["HOME"]).iterdir()) == []


def test_status_tells_of_tables_and_runs(first_run: str, environment: dict[str, str]) -> None:
    done = tawthiq(environment, "status", "--json")
    state = json.loads(done.stdout)
    schemas = {table["schema_name"] for table in state["tables"]}
    assert schemas >= {"raw", "core", "mart", "quality"}
    assert [run["status"] for run in state["runs"]] == ["succeeded"] * len(state["runs"])
    assert {run["kind"] for run in state["runs"]} == {"nightly", "publish"}


def test_the_newsrooms_port_taken_is_one_line_with_the_remedy(
    first_run: str, environment: dict[str, str]
) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", int(environment["TAWTHIQ_NEWSROOM_PORT"])))
        taken.listen()
        done = tawthiq(environment, "run", "--nights", "1")
    assert done.returncode == 1
    (line,) = done.stderr.splitlines()
    assert "set TAWTHIQ_NEWSROOM_PORT to a free one" in line


def test_airflow_comes_up_on_loopback_lets_in_and_leaves_nothing(
    first_run: str, environment: dict[str, str]
) -> None:
    done = tawthiq(environment, "up")
    assert done.returncode == 0, done.stderr
    address, user, password = re.search(  # type: ignore[union-attr]
        r"(http://127\.0\.0\.1:\d+)\n  user (\S+)   password (\S+)", done.stdout
    ).groups()
    assert address.endswith(environment["TAWTHIQ_PORT"])
    started = servers(environment)
    assert listening(started) == {("127.0.0.1", int(environment["TAWTHIQ_PORT"]))}
    login = {"username": user, "password": password}
    token = call(f"{address}/auth/token", login)["access_token"]
    dags = call(f"{address}/api/v2/dags", token=token)["dags"]
    paused = {dag["dag_id"]: dag["is_paused"] for dag in dags}
    assert paused.items() >= {"nightly": True, "publish": False, "backfill": False}.items()
    with pytest.raises(urllib.error.HTTPError, match="401"):
        call(f"{address}/api/v2/dags")
    done = tawthiq(environment, "down")
    assert done.stdout == "Airflow is down\n"
    left = [p for p in started if p.is_running() and p.status() != psutil.STATUS_ZOMBIE]
    assert left == []
    assert servers(environment) == []


def listening(processes: list[psutil.Process]) -> set[tuple[str, int]]:
    ours = {process.pid for process in processes}
    return {
        (c.laddr.ip, c.laddr.port)
        for c in psutil.net_connections("tcp")
        if c.status == psutil.CONN_LISTEN and c.pid in ours
    }


def call(address: str, body: dict[str, str] | None = None, token: str = "") -> dict[str, Any]:
    request = urllib.request.Request(address)  # noqa: S310 - http on loopback
    request.add_header("Authorization", f"Bearer {token}") if token else None
    data = None
    if body is not None:
        request.add_header("Content-Type", "application/json")
        data = json.dumps(body).encode()
    with urllib.request.urlopen(request, data, timeout=30) as answer:  # noqa: S310 - the same
        answered: dict[str, Any] = json.load(answer)
    return answered


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("Traceback\ntawthiq.verdict.UnsoundError: it is not sound\n", ": it is not sound"),
        ("KeyError: 'x'\nx [info] more: words\n", ": KeyError: 'x'"),
        ("psycopg2.errors.Deadlock: no\nOSError: disk\n", ": OSError: disk"),
        ("all is well\n", ""),
    ],
)
def test_why_a_task_failed_is_the_last_line_of_its_trace(
    said: str, why: str, tmp_path: Path
) -> None:
    log = tmp_path / "run.log"
    log.write_text("ValueError: of a former run\n" + said, "utf-8")
    assert reason(log, len("ValueError: of a former run\n")) == why


def test_the_settings_of_these_tests_are_sound(environment: dict[str, str]) -> None:
    assert str(load_settings(environment).home) == environment["TAWTHIQ_HOME"]
