"""Expectations about the warehouse bite: sound rows are broken where they rest, and one fails.

A small warehouse is loaded once; each mutation breaks a copy of it in the way that one expectation
guards against, and that one alone must fail.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tawthiq import checks, steps
from tawthiq import warehouse as wh
from tawthiq.expectations import load_suites
from tawthiq.load import load
from tawthiq.publish import publish
from tawthiq.reconcile import reconcile
from tawthiq.settings import Settings
from tawthiq.store import open_store
from tawthiq.validate import examine_tables
from tawthiq.validate.suites import examine
from tawthiq.verdict import Reading, Stage, UnsoundError

if TYPE_CHECKING:
    from conftest import Build

pytestmark = pytest.mark.postgres

SUITES = load_suites()
BATCH = "nightly/2018-03-04"
WEEK = date(2018, 2, 26)
#: Measures that no single row of so small a warehouse moves: broken in the table itself.
WEEKS: dict[str, dict[str, Any]] = {
    "week_begins_on_monday": {"day_of_week": 2},
    "articles_are_as_many_as_usual": {"article_ratio": 0.1},
    "week_rests_on_several_sources": {"source_count": 1},
    "dead_have_a_place": {"nowhere_share": 0.9},
    "no_incident_is_the_week": {"largest_share": 0.9},
    "interval_says_something": {"width": 5.0},
}
STAGE_OF = {
    s.name: {o.name for o in SUITES.values() if o.stage is s.stage} for s in SUITES.values()
}
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
    publish(conn, [WEEK])
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
    """Return what fails of the warehouse and of the marts."""
    with steps.warehouse(settings) as connection:
        warehouse = checks.warehouse_tables(connection, settings, BATCH)
        marts = checks.mart_tables(connection, [WEEK])
    results = [
        *examine_tables(Stage.AFTER_LOAD, BATCH, warehouse).results,
        *examine_tables(Stage.AFTER_PUBLISH, "marts", marts).results,
    ]
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
    beyond = {f for f in failures(settings) if f.partition(".")[0] in STAGE_OF[suite]}
    assert beyond == {f"{suite}.{name}"}


def test_an_article_that_vanished_is_noticed(settings: Settings, tmp_path: Path) -> None:
    store = open_store(str(tmp_path / "stages"))
    rows = [{"doc_id": d * 16, "events": []} for d in "abz"]
    store.write_lines("extract", BATCH, rows)
    moved = replace(settings, store_url=str(tmp_path / "stages"))
    assert failures(moved) == {"warehouse.nothing_was_dropped"}
    with pytest.raises(UnsoundError, match="nothing_was_dropped"):
        checks.check_warehouse(moved, BATCH)


@pytest.mark.parametrize(("name", "changes"), WEEKS.items())
def test_a_week_that_is_off_fails_one_expectation(name: str, changes: dict[str, Any]) -> None:
    sound = dict.fromkeys(["dead_fault", "incident_fault", "jump_fault"], None) | {
        "row": 0, "week_on": "2018-02-26", "day_of_week": 1, "article_ratio": 1.0,
        "source_count": 3, "nowhere_share": 0.1, "largest_share": 0.2, "width": 1.5,
    }  # fmt: skip
    rows = [sound, {**sound, "row": 1, **changes}]
    failed = [r.expectation for r in examine(SUITES["weekly_tables"], rows).results
              if not r.is_success]  # fmt: skip
    assert failed == [name]


def test_measures_of_a_week_are_those_of_its_rows(settings: Settings) -> None:
    statement = (
        "UPDATE core.incident_figure SET count_low = 50, count_best = 100, count_high = 400 "
        "WHERE category = 'all'; UPDATE core.incident SET admin1_code = NULL"
    )
    with steps.warehouse(settings) as connection:
        with wh.transaction(connection):
            wh.execute(connection, statement)
        publish(connection, [WEEK])
        week = checks.mart_tables(connection, [WEEK])["weekly_tables"][0]
    assert (week["nowhere_share"], week["largest_share"], week["width"]) == (1.0, 1.0, 4.0)
    assert (week["day_of_week"], week["article_ratio"]) == (1, None)


def test_every_expectation_about_the_warehouse_is_broken_here() -> None:
    named = {(suite, name) for suite, name, _ in MUTATIONS} | {("warehouse", "nothing_was_dropped")}
    named |= {("weekly_tables", name) for name in WEEKS}
    here = [s for s in SUITES.values() if s.stage is not Stage.BEFORE_LOAD]
    assert named == {
        (s.name, e.name) for s in here if s.name != "gazetteer" for e in s.expectations
    }


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
