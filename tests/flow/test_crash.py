"""Killed at any point, a night that is run again gives the rows of a night that was not.

Each case runs a night in a process of its own that ends itself, as by kill -9, at one point: no
`finally` runs, nothing is closed, unfinished files stay. Then the night is run again whole.
"""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.publish import publish, stale_weeks
from tawthiq.settings import PROJECT, Settings

NIGHT = date(2018, 3, 6)
KILLED = 137

#: The newsroom's instants are of 2018: later ones say when a row was written, and may differ; so
#: may an answer's place in the WARC file, as two fetches get their answers in another order.
WRITTEN = re.compile(
    r"\"20(?:2\d|[3-9]\d)-\d\d-\d\dT[\d:.+]+\"|(?<=\"page_id\": )\"\w+\"|(?<=\"warc_offset\": )\d+"
)
COMPARED = ("raw", "core", "mart", "ops.batch", "quality.quarantine")

Break = Callable[[pytest.MonkeyPatch], None]


def die(*_: object, **__: object) -> None:
    os._exit(KILLED)


def before(target: str, count: int = 1) -> Break:
    """End the process when `target` is called for the `count`th time."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        module, _, name = target.rpartition(".")
        holder = pytest.importorskip(module) if module.startswith("tawthiq") else None
        work, calls = getattr(holder, name), [0]

        def counted(*args: object, **kwargs: object) -> object:
            calls[0] += 1
            if calls[0] == count:
                die()
            return work(*args, **kwargs)

        monkeypatch.setattr(holder, name, counted)

    return patch


def at_file(stage: str, moment: str) -> Break:
    """End the process while the stage's file is written, or when it has just taken its place."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        from tawthiq.store import Store

        write = Store.write_lines

        def write_lines(
            self: Store, named: str, batch: str, rows: Iterator[dict[str, object]]
        ) -> int:
            if named == stage and moment == "during":
                rows = iter([*list(rows)[:2], *[None]])  # type: ignore[list-item]
                rows = (row if row is not None else die() for row in rows)  # type: ignore[misc]
            done = write(self, named, batch, rows)
            if named == stage:
                die()
            return done

        monkeypatch.setattr(Store, "write_lines", write_lines)

    return patch


def at_sql(name: str, moment: str) -> Break:
    """End the process before or after an SQL file of a transaction is run."""

    def patch(monkeypatch: pytest.MonkeyPatch) -> None:
        run = wh.run

        def running(conn: wh.Connection, file: str, params: object = None) -> int:
            if file == name and moment == "before":
                die()
            touched = run(conn, file, params)  # type: ignore[arg-type]
            if file == name:
                die()
            return touched

        monkeypatch.setattr(wh, "run", running)

    return patch


POINTS: dict[str, Break] = {
    "between two sources": before("tawthiq.steps.fetch_source", 4),
    "while a source is fetched": before("tawthiq.fetch.version_of", 2),
    "fetched, not reported": before("tawthiq.fetch.save_report"),
    "reported, versions not kept": before("tawthiq.fetch.save_known"),
    "before read": before("tawthiq.steps.read_night"),
    "while articles are written": at_file("read", "during"),
    "articles written, rejected not": at_file("read", "after"),
    "read": at_file("rejected", "after"),
    "while events are written": at_file("extract", "during"),
    "extracted": at_file("extract", "after"),
    "while the verdict is written": at_file("validate", "during"),
    "validated": at_file("validate", "after"),
    "verdict recorded": at_sql("upserts/partitions.sql", "before"),
    "partitions made": at_sql("upserts/batch.sql", "before"),
    "articles in": at_sql("upserts/article_texts.sql", "after"),
    "events in, claims not": at_sql("upserts/casualties.sql", "before"),
    "all in, not committed": at_sql("upserts/resolve_quarantine.sql", "after"),
    "loaded": before("tawthiq.steps.reconcile_new"),
    "members moved, not committed": at_sql("reconcile/move_members.sql", "after"),
    "reconciled": before("tawthiq.publish.stale_weeks"),
    "one mart rebuilt": at_sql("marts/weekly_events.sql", "before"),
    "marts rebuilt, not noted": at_sql("marts/mark_published.sql", "before"),
    "noted, not committed": at_sql("marts/mark_published.sql", "after"),
}


@pytest.fixture(scope="module")
def newsroom() -> Iterator[str]:
    """The newsroom in a process of its own: a process with threads cannot be forked safely."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    server = subprocess.Popen(
        [sys.executable, "-m", "newsroom", "--port", port],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert server.stdout
    assert server.stdout.readline().startswith("http://127.0.0.1:")
    yield port
    server.terminate()
    server.wait(10)
    server.stdout.close()


@pytest.fixture
def settings(warehouse_url: str, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


def night(settings: Settings) -> None:
    from tawthiq import publish as weekly

    names = steps.matching_sources(["sample-*"])
    for name in names:
        steps.fetch_source(settings, name, NIGHT)
    batch = steps.read_night(settings, NIGHT, names)
    steps.extract_batch(settings, batch)
    steps.validate_batch(settings, batch)
    steps.load_batch(settings, batch)
    steps.reconcile_new(settings)
    with steps.warehouse(settings) as connection:
        publish(connection, weekly.stale_weeks(connection))


def killed_night(settings: Settings, point: Break) -> int:
    """Run a night in a child that the point ends; return its exit status."""
    child = os.fork()
    if child == 0:
        try:
            point(pytest.MonkeyPatch())
            night(settings)
        finally:
            os._exit(1)  # the point was not reached
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.02)
    os.kill(child, 9)
    os.waitpid(child, 0)
    raise AssertionError("the night hangs")


def rows(settings: Settings) -> dict[str, list[str]]:
    """Return every row of the tables compared, without the times at which it was written."""
    found: dict[str, list[str]] = {}
    with steps.warehouse(settings) as connection:
        tables = wh.execute(
            connection,
            "SELECT schemaname || '.' || tablename AS name, schemaname FROM pg_tables "
            "WHERE tablename !~ '_\\d{4}_\\d{2}$' ORDER BY 1",
        )
        for name in (t["name"] for t in tables if {t["name"], t["schemaname"]} & set(COMPARED)):
            query = f"SELECT to_jsonb(t)::text AS row FROM {name} AS t ORDER BY 1"  # noqa: S608
            found[name] = sorted(
                WRITTEN.sub("now", r["row"]) for r in wh.execute(connection, query)
            )
    return found


def difference(
    found: dict[str, list[str]], wanted: dict[str, list[str]]
) -> dict[str, tuple[list[str], list[str]]]:
    """Return for each table the rows that only one of the two has."""
    assert found.keys() == wanted.keys()
    return {
        name: (sorted({*found[name]} - {*rows_}), sorted({*rows_} - {*found[name]}))
        for name, rows_ in wanted.items()
        if found[name] != rows_
    }


_straight: dict[str, list[str]] = {}


@pytest.fixture
def straight(
    newsroom: str,
    new_database: Callable[[str], str],
    warehouse_template: str,
    settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
) -> dict[str, list[str]]:
    """The rows of a night that nothing disturbed, made once."""
    monkeypatch.setenv("TAWTHIQ_NEWSROOM_PORT", newsroom)
    if not _straight:
        undisturbed = replace(
            settings,
            warehouse_url=new_database(warehouse_template),
            store_url=str(settings.home / "undisturbed"),
        )
        night(undisturbed)
        _straight.update(rows(undisturbed))
    return _straight


@pytest.mark.postgres
@pytest.mark.parametrize("point", POINTS)
def test_a_night_killed_and_run_again_gives_the_same_rows(
    settings: Settings, straight: dict[str, list[str]], point: str
) -> None:
    assert len(straight["core.event"]) > 5
    assert straight["mart.weekly_casualties"]
    assert straight["quality.quarantine"] or straight["raw.article"]
    assert killed_night(settings, POINTS[point]) == KILLED
    night(settings)
    assert difference(rows(settings), straight) == {}


@pytest.mark.postgres
def test_the_comparison_would_show_a_lost_row(
    settings: Settings, straight: dict[str, list[str]]
) -> None:
    night(settings)
    assert rows(settings) == straight
    with steps.warehouse(settings) as connection:
        wh.execute(
            connection,
            "DELETE FROM core.casualty WHERE ctid = (SELECT min(ctid) FROM core.casualty)",
        )
        connection.commit()
        assert stale_weeks(connection) == []
    assert rows(settings) != straight
