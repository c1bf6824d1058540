"""The stages end to end on the sample newsroom, without Airflow, in the test's own warehouse."""

from datetime import UTC, date, datetime

import pytest
from newsroom.content import stories
from newsroom.serve import serve

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.publish import publish, stale_weeks, trends
from tawthiq.settings import Settings

NIGHTS = [date(2018, 3, 5), date(2018, 3, 6), date(2018, 3, 7)]
TABLES = (
    "SELECT schemaname || '.' || tablename AS name FROM pg_tables "
    "WHERE schemaname IN ('core', 'mart') ORDER BY 1"
)


@pytest.fixture
def settings(warehouse_url, tmp_path):
    return Settings(
        home=tmp_path,
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


def run(settings, days, monkeypatch, sources=("sample-*",)):
    with serve() as base:
        monkeypatch.setenv("TAWTHIQ_NEWSROOM_PORT", base.rpartition(":")[2])
        names = steps.matching_sources(sources)
        for day in days:
            for name in names:
                steps.fetch_source(settings, name, day)
            batch = steps.read_night(settings, day, names)
            steps.extract_batch(settings, batch)
            steps.validate_batch(settings, batch)
            steps.load_batch(settings, batch)
            steps.reconcile_new(settings)
    with steps.warehouse(settings) as connection:
        publish(connection, stale_weeks(connection))


def rows(settings):
    found = {}
    with steps.warehouse(settings) as connection:
        for table in wh.execute(connection, TABLES):
            name = table["name"]
            query = f"SELECT t::text AS row FROM {name} AS t ORDER BY 1"  # noqa: S608  pg_tables' own names
            found[name] = [r["row"] for r in wh.execute(connection, query)]
    return found


@pytest.mark.postgres
def test_a_second_run_leaves_every_row_as_it_was(settings, monkeypatch):
    run(settings, NIGHTS, monkeypatch)
    first = rows(settings)
    assert len(first["core.event"]) > 20
    assert first["mart.weekly_casualties"]
    assert len(first["core.place"]) > 3000  # the gazetteer's, for the names that pages show
    run(settings, NIGHTS, monkeypatch)
    assert rows(settings) == first


@pytest.mark.postgres
def test_incidents_are_blind_to_the_order_of_nights(settings, monkeypatch, tmp_path):
    run(settings, NIGHTS[:2], monkeypatch)
    forward = rows(settings)["mart.weekly_casualties"]
    with steps.warehouse(settings) as connection:
        wh.execute(connection, "DROP SCHEMA raw, core, mart, quality, ops CASCADE")
        connection.commit()
        wh.migrate(connection)
    run(settings, NIGHTS[1::-1], monkeypatch)
    assert rows(settings)["mart.weekly_casualties"] == forward


@pytest.mark.postgres
def test_one_happening_told_by_three_outlets_is_counted_once(settings, monkeypatch):
    """The raid on Douma's market: 14 dead at first, 19 and 21 in later reports."""
    run(settings, NIGHTS[:2], monkeypatch)
    with steps.warehouse(settings) as connection:
        found = wh.execute(
            connection,
            "SELECT i.event_count, f.count_low, f.count_high FROM core.incident AS i "
            "JOIN core.incident_figure AS f USING (incident_id) "
            "WHERE 'دوما' = ANY(i.place_names) AND i.started_on = '2018-03-05' "
            "AND f.outcome = 'killed' AND f.victim = 'civilians' AND f.category = 'all' "
            "ORDER BY i.event_count DESC LIMIT 1",
        )
        weekly = trends(connection, 1, "admin1")
    assert found[0]["event_count"] >= 3, "the reports of the three outlets are one incident"
    assert found[0]["count_high"] == 21, "the highest figure of one source, not a sum"
    assert found[0]["count_low"] < 21
    assert {row["what"] for row in weekly} >= {"SY-RD", "SY-HL"}


@pytest.mark.postgres
@pytest.mark.parametrize("order", [(6, 7, 8), (8, 7, 6)], ids=["as they came", "backwards"])
def test_words_of_a_later_night_count_however_the_nights_are_loaded(settings, monkeypatch, order):
    """The same address on 6 and 8 March: 21 dead, then a correction to 19; both are kept."""
    run(settings, [date(2018, 3, d) for d in order], monkeypatch, ["sample-nida"])
    with steps.warehouse(settings) as connection:
        versions = wh.execute(
            connection,
            "SELECT t.title, t.first_seen_at, t.version = a.current_version AS counts "
            "FROM raw.article_text AS t JOIN raw.article AS a USING (article_id) "
            "WHERE a.url LIKE '%40219%' ORDER BY counts",
        )
    (again,) = [s for s in stories() if s.id == "nida/40219"]
    morning = {day: datetime(2018, 3, day, tzinfo=UTC) for day in (7, 9)}
    assert [(v["title"], v["first_seen_at"], v["counts"]) for v in versions] == [
        (again.versions[0].title, morning[7], False),
        (again.versions[1].title, morning[9], True),
    ]


@pytest.mark.postgres
def test_what_could_not_be_read_lies_in_quarantine_with_its_reason(settings, monkeypatch):
    run(settings, [date(2018, 3, d) for d in range(5, 16)], monkeypatch)
    with steps.warehouse(settings) as connection:
        reasons = wh.query(connection, "reports/quarantine_counts.sql")
    assert {r["expectation"] for r in reasons if r["suite"] == "read"} & {
        "http_status",
        "no_text",
        "not_fetched",
    }


@pytest.mark.postgres
def test_a_week_is_named_by_its_monday(settings):
    with steps.warehouse(settings) as connection, pytest.raises(ValueError, match="Monday"):
        publish(connection, [date(2018, 3, 6)])
