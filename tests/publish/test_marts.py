"""Each weekly table: incidents given, rows expected (marts/*.yml), and what a rerun leaves."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.publish.given import put, table

from tawthiq import warehouse as wh
from tawthiq.publish import MARTS, publish, stale_weeks

pytestmark = pytest.mark.postgres

FOLDER = Path(__file__).parent / "marts"
CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['case']}")
    for path in sorted(FOLDER.glob("*.yml"))
    for case in yaml.safe_load(path.read_text(encoding="utf-8"))
]
WEEK = date(2018, 3, 5)


def as_told(value: Any) -> Any:
    """A value as the tables of examples write it."""
    if isinstance(value, list):
        return [as_told(one) for one in value]
    if isinstance(value, bool):
        return str(value).lower()
    return f"{value:g}" if isinstance(value, float) else None if value is None else str(value)


def rows_of(conn: wh.Connection, name: str, columns: list[str], where: dict[str, Any]) -> list[Any]:
    found = wh.execute(conn, f"SELECT * FROM mart.{name}")  # noqa: S608
    conn.commit()
    kept = [r for r in found if all(as_told(r[k]) == as_told(v) for k, v in where.items())]
    return sorted(([as_told(row[column]) for column in columns] for row in kept), key=repr)


@pytest.mark.parametrize(("name", "case"), CASES)
def test_given_and_expected(warehouse: wh.Connection, name: str, case: dict[str, Any]) -> None:
    put(warehouse, case["given"])
    publish(warehouse, [date.fromisoformat(str(w)) for w in case.get("weeks", [WEEK])])
    expected = table(case["expect"])
    columns = list(expected[0])
    wanted = sorted(([row[column] for column in columns] for row in expected), key=repr)
    assert rows_of(warehouse, name, columns, case.get("where", {})) == wanted


def test_every_mart_has_examples() -> None:
    assert {path.stem for path in FOLDER.glob("weekly_*.yml")} == set(MARTS)


@pytest.mark.parametrize("name", MARTS)
def test_every_mart_says_grain_key_and_what_a_rerun_does(name: str) -> None:
    head = wh.sql(f"marts/{name}.sql").split("\n\n")[0]
    assert "Grain:" in head
    assert "Key:" in head
    assert "rebuilds" in head or "run again" in head


def contents(conn: wh.Connection) -> dict[str, list[str]]:
    found = {
        name: [
            r["row"]
            for r in wh.execute(conn, f"SELECT t::text AS row FROM mart.{name} AS t ORDER BY 1")  # noqa: S608
        ]
        for name in MARTS
    }
    conn.commit()
    return found


TWO_WEEKS = {
    "incident": """
        incident_id, started_on, admin1_code
        one,         2018-03-06, SY-RD
        two,         2018-03-13, SY-ID
    """,
    "figure": """
        incident_id, count_best
        one,         7
        two,         4
    """,
}


def test_run_again_it_changes_nothing(warehouse: wh.Connection) -> None:
    put(warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK, date(2018, 3, 12)])
    before = contents(warehouse)
    publish(warehouse, [WEEK, date(2018, 3, 12)])
    assert contents(warehouse) == before


def test_weeks_one_by_one_or_at_once_give_the_same(
    warehouse: wh.Connection, other_warehouse: wh.Connection
) -> None:
    put(warehouse, TWO_WEEKS)
    put(other_warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK, date(2018, 3, 12)])
    for week in (date(2018, 3, 12), WEEK):
        publish(other_warehouse, [week])
    instants = ("weekly_revisions",)
    one, other = contents(warehouse), contents(other_warehouse)
    assert {k: v for k, v in one.items() if k not in instants} == {
        k: v for k, v in other.items() if k not in instants
    }


def test_only_the_given_week_is_rebuilt(warehouse: wh.Connection) -> None:
    put(warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK, date(2018, 3, 12)])
    wh.execute(
        warehouse, "UPDATE core.incident_figure SET count_low = 9, count_best = 9, count_high = 9"
    )
    publish(warehouse, [WEEK])
    found = rows_of(
        warehouse,
        "weekly_casualties",
        ["week_on", "count_best"],
        {"admin1_code": "SY", "side_level": "all"},
    )
    assert found == [["2018-03-05", "9"], ["2018-03-12", "4"]]


def test_late_news_leaves_a_revision_with_its_reason(warehouse: wh.Connection) -> None:
    put(warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK])
    put(warehouse, {
        "incident": "incident_id, started_on, admin1_code, first_known_at, last_changed_at\n"
                    "late, 2018-03-07, SY-RD, 2999-01-01, 2999-01-01",
        "figure": "incident_id, count_best\nlate, 3",
    })  # fmt: skip
    publish(warehouse, [WEEK])
    where = {"admin1_code": "SY-RD", "side_level": "all"}
    columns = ["revision_number", "count_best", "change_best", "reasons"]
    assert rows_of(warehouse, "weekly_revisions", columns, where) == [
        ["1", "7", "7", ["first publication"]],
        ["2", "10", "3", ["new report"]],
    ]


def test_a_cell_that_is_gone_leaves_a_revision_of_zero(warehouse: wh.Connection) -> None:
    put(warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK])
    wh.execute(warehouse, "DELETE FROM core.incident_figure WHERE incident_id = 'one'")
    publish(warehouse, [WEEK])
    last = wh.execute(
        warehouse,
        "SELECT DISTINCT count_best, change_best FROM mart.casualties_as_known('infinity') "
        "WHERE week_on = '2018-03-05'",
    )
    assert last == [{"count_best": 0, "change_best": -7}]


def test_a_failing_mart_leaves_all_as_it_was(
    warehouse: wh.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(warehouse, TWO_WEEKS)
    publish(warehouse, [WEEK])
    before = contents(warehouse)
    wh.execute(warehouse, "UPDATE core.incident_figure SET count_high = 50, count_best = 40")
    warehouse.commit()
    monkeypatch.setattr("tawthiq.publish.MARTS", (*MARTS, "no_such_mart"))
    with pytest.raises(wh.WarehouseError, match="no_such_mart"):
        publish(warehouse, [WEEK])
    assert contents(warehouse) == before


def test_a_day_that_is_no_monday_is_refused(warehouse: wh.Connection) -> None:
    with pytest.raises(ValueError, match="is no Monday"):
        publish(warehouse, [date(2018, 3, 6)])


def test_published_weeks_are_no_longer_stale(warehouse: wh.Connection) -> None:
    wh.execute(warehouse, "INSERT INTO ops.touched_week VALUES ('2018-03-05', now())")
    warehouse.commit()
    assert stale_weeks(warehouse) == [WEEK]
    publish(warehouse, [WEEK])
    assert stale_weeks(warehouse) == []


def test_blocs_are_those_of_the_codings(warehouse: wh.Connection) -> None:
    from tawthiq.publish.codings import SIDES

    found = wh.execute(
        warehouse, "SELECT side, group_code FROM mart.side_group WHERE side_level = 'bloc'"
    )
    assert {row["side"]: row["group_code"] for row in found} == {
        s.code: s.bloc for s in SIDES.values()
    }


README = wh.SQL_FOLDER / "marts" / "README.md"


def test_the_readme_names_every_mart_and_its_views(warehouse: wh.Connection) -> None:
    text = README.read_text(encoding="utf-8")
    views = wh.execute(warehouse, "SELECT viewname FROM pg_views WHERE schemaname = 'mart'")
    assert [
        name for name in (*MARTS, *(v["viewname"] for v in views)) if f"`{name}`" not in text
    ] == []


def test_every_query_of_the_readme_runs(warehouse: wh.Connection) -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    code = "\n".join(line for line in lines if line.startswith("    "))
    queries = [query for query in code.split(";") if query.strip()]
    assert len(queries) >= 7
    for query in queries:
        wh.execute(warehouse, query)


EVERY_VIEW = {
    "incident": "incident_id, started_on, admin1_code, attackers\n"
    "one, 2018-03-05, SY-RD, gov+russia",
    "figure": "incident_id, count_best\none, 5",
    "strike": "incident_id, munition, count_best\none, air_raid, 2",
    "materiel": "incident_id, item, fate, owner, count_best\none, tank, destroyed, gov, 1",
    "control": "incident_id, place_name, gained_by, lost_by\none, Misraba, gov+, opposition+",
    "report": "report, incident_id, outlet\ne1, one, A",
    "claim": "claim, report, count, source_key, quote\nc1, e1, 5, A, five killed",
    "told_strike": "report, munition, quote\ne1, air_raid, two raids",
    "told_materiel": "report, item, fate, owner, quote\ne1, tank, destroyed, gov, a tank",
    "told_control": "report, place_name, gained_by, lost_by, quote\n"
    "e1, Misraba, gov+, opposition+, took Misraba",
}


@pytest.mark.parametrize(
    ("mart", "side", "view", "words"),
    [
        ("weekly_casualties", "victim", "casualty_words", "five killed"),
        ("weekly_strikes", "attacker", "strike_words", "two raids"),
        ("weekly_materiel", "owner", "materiel_words", "a tank"),
        ("weekly_control", "side", "control_words", "took Misraba"),
    ],
)
def test_every_cell_leads_to_the_words(
    warehouse: wh.Connection, mart: str, side: str, view: str, words: str
) -> None:
    put(warehouse, EVERY_VIEW)
    publish(warehouse, [WEEK])
    cells = wh.execute(
        warehouse,
        f"SELECT m.{side} AS side, m.admin1_code, array_agg(DISTINCT v.quote) AS quotes "  # noqa: S608
        f"FROM mart.{mart} AS m LEFT JOIN mart.{view} AS v "
        f"USING (week_on, area_level, admin1_code, side_level, {side}) GROUP BY 1, 2",
    )
    assert len(cells) >= 6
    assert {str(cell["quotes"]) for cell in cells} == {str([words])}


def test_every_source_leads_to_its_words(warehouse: wh.Connection) -> None:
    put(warehouse, EVERY_VIEW)
    publish(warehouse, [WEEK])
    told = wh.execute(
        warehouse,
        "SELECT m.source_kind, m.source, v.event_id, v.words, v.best_count "
        "FROM mart.weekly_sources AS m LEFT JOIN mart.source_words AS v "
        "USING (week_on, source_kind, source) ORDER BY 1, 2",
    )
    assert [(r["source_kind"], r["source"]) for r in told] == [("camp", "own"), ("outlet", "A")]
    assert all((r["words"], r["best_count"]) == (["five killed"], 5) for r in told)


def test_two_attackers_of_a_bloc_give_each_word_once(warehouse: wh.Connection) -> None:
    put(warehouse, EVERY_VIEW)
    found = wh.execute(
        warehouse,
        "SELECT side_level, attacker, count(*) AS n FROM mart.event_words "
        "WHERE admin1_code = 'SY' GROUP BY 1, 2 ORDER BY 1, 2",
    )
    assert [(r["side_level"], r["attacker"], r["n"]) for r in found] == [
        ("all", "everyone", 1),
        ("bloc", "government_bloc", 1),
        ("side", "gov", 1),
        ("side", "russia", 1),
    ]
