"""Data quality and weekly trends: what was validated, of which run; weeks, chart and tables."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pytest
from starlette.testclient import TestClient

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.load import load
from tawthiq.publish import publish
from tawthiq.settings import Settings
from tawthiq.web.chart import chart

pytestmark = pytest.mark.postgres


def test_a_dag_run_leads_to_its_validation(
    client: TestClient, settings: Settings, warehouse: wh.Connection, build: Any
) -> None:
    run = "nightly/scheduled__2018-03-05T00:00:00+00:00"
    steps.begin_run(settings, run, "nightly", "nightly/2018-03-04")
    load(warehouse, build.verdict(batch=build.batch(build.reading(build.event()), run_id=run)))
    address = {"dag_id": "nightly", "run_id": "scheduled__2018-03-05T00:00:00+00:00"}
    led = client.get("/quality/run", params=address)
    assert led.status_code == 303
    shown = client.get(led.headers["location"])
    assert shown.status_code == 200
    assert "nightly/2018-03-04" in shown.text
    for part in ("results", "rows"):
        assert f'href="{part}.html' in shown.text
        assert client.get(led.headers["location"].replace("index", part)).status_code == 200
    rows = client.get(led.headers["location"].replace("index", "rows")).text
    assert f'href="/articles/{"a" * 16}"' in rows
    assert led.headers["location"] in client.get("/quality/runs").text
    other = client.get("/quality/run", params=address | {"run_id": "manual__1"})
    assert other.status_code == 200
    assert "Nothing was validated in this run" in other.text


def test_the_newest_run_is_shown_first(client: TestClient, loaded: Any) -> None:
    led = client.get("/quality?lang=ar")
    assert led.headers["location"] == "/quality/of/newest/index.html?lang=ar"
    assert client.get(led.headers["location"]).status_code == 200


def test_a_runs_page_leads_to_its_data_docs(client: TestClient) -> None:
    led = client.get("/quality/data_docs/some__run/index.html")
    assert led.headers["location"] == "/reports/data_docs/some__run/index.html"


def test_a_run_that_is_not_there_is_not_found(client: TestClient) -> None:
    assert client.get("/quality/of/nightly~none/index.html").status_code == 404
    assert client.get("/quality/of/newest/other.html").status_code == 400


def test_weeks_are_shown_as_table_and_csv(
    client: TestClient, warehouse: wh.Connection, loaded: Any
) -> None:
    publish(warehouse, [date(2018, 2, 26), date(2018, 3, 5)])
    shown = client.get("/trends?lang=ar")
    assert shown.status_code == 200
    assert '<html lang="ar" dir="rtl">' in shown.text
    assert "/incidents?week=2018-02-26" in shown.text
    rows = list(csv.DictReader(io.StringIO(client.get("/trends.csv").text.removeprefix("\ufeff"))))
    weeks = {row["week_on"]: row["count_best"] for row in rows}
    assert weeks["2018-02-26"] == "17"  # the article's civilians; its children are a part of them


def test_an_empty_warehouse_says_what_makes_the_tables(client: TestClient) -> None:
    assert "The DAG publish makes the weekly tables" in client.get("/trends").text


def week(day: int, low: int, best: int, high: int) -> dict[str, Any]:
    counts = {"count_low": low, "count_best": best, "count_high": high}
    return {"week_on": date(2018, 3, day), "is_unusual": False, **counts}


def test_the_chart_is_drawn_within_its_box() -> None:
    drawn = chart([week(5, 0, 10, 40), week(12, 20, 20, 20)])
    assert drawn is not None
    assert drawn.line == "62.0,147.0 712.0,102.0"  # 192 is nought, 12 is forty: 4.5 a person
    assert drawn.band == "62.0,12.0 712.0,102.0 712.0,102.0 62.0,192.0"
    assert [mark.text for mark in drawn.up] == ["0", "10", "20", "30", "40"]


@pytest.mark.parametrize("rows", [[], [week(5, 1, 2, 3)]])
def test_one_week_is_no_chart(rows: list[dict[str, Any]]) -> None:
    assert chart(rows) is None


@pytest.mark.parametrize(
    ("highest", "top"), [(0, "4"), (4, "4"), (5, "8"), (9, "20"), (41, "80"), (81, "200")]
)
def test_the_chart_ends_above_the_highest_figure(highest: int, top: str) -> None:
    drawn = chart([week(5, 0, 0, highest), week(12, 0, 0, 0)])
    assert drawn is not None
    assert drawn.up[-1].text == top
