"""Expectations about the warehouse bite: sound rows are broken where they rest, and one fails.

A small warehouse is loaded once; each mutation breaks a copy of it in the way that one expectation
guards against, and that one alone must fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
import yaml

from tawthiq import checks, steps
from tawthiq import warehouse as wh
from tawthiq.expectations import load_suites
from tawthiq.load import load
from tawthiq.reconcile import reconcile
from tawthiq.settings import Settings
from tawthiq.store import open_store
from tawthiq.validate import examine_tables
from tawthiq.verdict import Reading, Stage, UnsoundError

if TYPE_CHECKING:
    from conftest import Build

pytestmark = pytest.mark.postgres

SUITES = load_suites()
BATCH = "nightly/2018-03-04"
MUTATIONS = [
    (suite, name, statement)
    for suite, broken in yaml.safe_load(
        Path(__file__).with_name("mutations.yml").read_text(encoding="utf-8")
    ).items()
    for name, statement in broken.items()
]


def readings(build: Build) -> list[Reading]:
    """Two outlets on one raid, and a place that changed hands."""
    other = build.article(doc_id="b" * 16, outlet="وكالة", url="https://other.example/1")
    return [
        build.reading(build.event(), build.capture()),
        replace(build.reading(build.event()), article=other),
    ]


@pytest.fixture(scope="module")
def loaded(
    new_database: Callable[[str], str],
    warehouse_template: str,
    build: Build,
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str, Path]:
    """Name of a database with a sound batch, to be copied, and the folder of its stage files."""
    folder = tmp_path_factory.mktemp("stages")
    url = new_database(warehouse_template)
    conn = wh.connect(url)
    found = readings(build)
    load(conn, build.verdict(*found))
    reconcile(conn)
    name = wh.execute(conn, "SELECT current_database() AS name")[0]["name"]
    conn.close()
    rows = [{"doc_id": r.article.doc_id, "events": []} for r in found]
    open_store(str(folder)).write_lines("extract", BATCH, rows)
    return name, folder


@pytest.fixture
def settings(
    new_database: Callable[[str], str], loaded: tuple[str, Path], tmp_path: Path
) -> Settings:
    return Settings(
        home=tmp_path,
        warehouse_url=new_database(loaded[0]),
        store_url=str(loaded[1]),
        workers=1,
        port=0,
    )


def failures(settings: Settings) -> set[str]:
    with steps.warehouse(settings) as connection:
        tables = checks._warehouse_tables(connection, settings, BATCH)
    results = examine_tables(Stage.AFTER_LOAD, BATCH, tables).results
    assert all(r.is_evaluated for r in results), [r.message for r in results if not r.is_evaluated]
    return {f"{r.suite}.{r.expectation}" for r in results if not r.is_success}


def test_a_sound_warehouse_fails_nothing(settings: Settings) -> None:
    assert failures(settings) == set()


@pytest.mark.parametrize(("suite", "name", "statement"), MUTATIONS)
def test_one_broken_thing_fails_one_expectation(
    settings: Settings, suite: str, name: str, statement: str
) -> None:
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.execute(connection, statement)
    assert failures(settings) == {f"{suite}.{name}"}


def test_an_article_that_vanished_is_noticed(settings: Settings, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "stages"))
    rows = [{"doc_id": d * 16, "events": []} for d in "abz"]
    store.write_lines("extract", BATCH, rows)
    moved = replace(settings, store_url=str(tmp_path / "stages"))
    assert failures(moved) == {"warehouse.nothing_was_dropped"}
    with pytest.raises(UnsoundError, match="nothing_was_dropped"):
        checks.check_warehouse(moved, BATCH)


def test_every_expectation_about_the_warehouse_is_broken_here() -> None:
    named = {(suite, name) for suite, name, _ in MUTATIONS} | {("warehouse", "nothing_was_dropped")}
    of_stage = [s for s in SUITES.values() if s.stage is Stage.AFTER_LOAD and s.name != "gazetteer"]
    assert named == {(s.name, e.name) for s in of_stage for e in s.expectations}


def test_results_are_recorded_by_month_with_what_was_observed(settings: Settings) -> None:
    examination = checks.check_warehouse(settings, BATCH, None)
    with steps.warehouse(settings) as connection:
        rows = wh.execute(
            connection,
            "SELECT tableoid::regclass::text AS part, count(*) AS n "
            "FROM quality.expectation_result WHERE validation_run_id = %(run)s GROUP BY 1",
            {"run": examination.examination_id},
        )
        observed = wh.execute(
            connection,
            "SELECT observed_value FROM quality.expectation_result "
            "WHERE expectation = 'articles_are_recent'",
        )
    assert [(r["part"], r["n"]) for r in rows] == [
        (f"quality.expectation_result_{examination.started_at:%Y_%m}", len(examination.results))
    ]
    assert observed[0]["observed_value"] == 1  # the night of the 4th, judged on the 5th
