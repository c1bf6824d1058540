"""Incidents: filtered, sorted, paged without gap or repetition; as CSV; down to the words."""

from __future__ import annotations

import csv
import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
from starlette.testclient import TestClient

from tawthiq import warehouse as wh
from tawthiq.web import incidents as module
from tawthiq.web.tables import cell

pytestmark = pytest.mark.postgres

FIRST_DAY = date(2018, 3, 5)  # a Monday
INCIDENT = """
INSERT INTO core.incident (
    incident_id, kind, event_type, started_on, ended_on, date_basis, week_on, admin1_code,
    admin1_codes, place_name, place_names, attackers, targets, methods, event_count, article_count,
    outlet_count, source_count, claim_count, is_contested, confidence, first_known_at,
    last_changed_at)
VALUES (
    %(id)s, %(kind)s, %(type)s, %(day)s, %(day)s, 'stated', date_trunc('week', %(day)s::timestamp),
    %(admin1)s, ARRAY[%(admin1)s], %(place)s, ARRAY[%(place)s], ARRAY[%(by)s], ARRAY[%(on)s],
    '{}', 1, 1, 1, %(sources)s, 1, false, 'weak', now(), now())
"""
FIGURE = """
INSERT INTO core.incident_figure (
    incident_id, outcome, victim, category, count_low, count_best, count_high, claim_count,
    source_count, figure_basis, is_contested)
VALUES (%(id)s, 'killed', %(victim)s, 'all', %(n)s, %(n)s, %(n)s, 1, 1, 'number', false)
"""
SOUND: dict[str, Any] = {
    "kind": "incident",
    "type": "shelling",
    "day": FIRST_DAY,
    "admin1": "SY-RD",
    "place": "دوما",
    "by": "gov",
    "on": "civilians",
    "sources": 1,
}


def put(warehouse: wh.Connection, name: str, killed: int | None = None, **changes: Any) -> None:
    wh.execute(warehouse, INCIDENT, {**SOUND, "id": name, **changes})
    if killed is not None:
        wh.execute(warehouse, FIGURE, {"id": name, "victim": "civilians", "n": killed})
    warehouse.commit()


def listed(client: TestClient, query: str = "") -> list[str]:
    """Ids of the incidents that a page lists, in its order."""
    answer = client.get(f"/incidents?{query}")
    assert answer.status_code == 200, answer.text[-400:]
    return re.findall(r'href="/incidents/([\w-]+)"', answer.text)


@pytest.fixture
def few(warehouse: wh.Connection) -> None:
    put(warehouse, "a", killed=3)
    put(warehouse, "b", type="air_strike", admin1="SY-HL", place="الأتارب", killed=9)
    put(warehouse, "c", day=FIRST_DAY + timedelta(7), by="turkey", on="sdf", sources=4, killed=3)
    put(warehouse, "d", day=FIRST_DAY + timedelta(8), place="مدينة إدلب", on="gov")
    put(warehouse, "sum", kind="residual", killed=500)


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["d", "c", "b", "a"]),
        ("week=2018-03-05", ["b", "a"]),
        ("week=2018-03-12", ["d", "c"]),
        ("admin1=SY-HL", ["b"]),
        ("side=gov", ["d", "b", "a"]),  # as attacker or as target
        ("side=sdf", ["c"]),
        ("event_type=air_strike", ["b"]),
        ("event_type=air_strike&side=sdf", []),
        ("words=%D8%AF%D9%88%D9%85%D8%A7", ["c", "a"]),  # Douma
        ("words=%D8%A7%D9%84%D8%A7%D8%AA%D8%A7%D8%B1%D8%A8", ["b"]),  # al-Atarib, bare alef
        ("words=%D8%A7%D8%AF%D9%84%D8%A8", ["d"]),  # Idlib, bare alef, one word of the name
        ("words='%3B DROP TABLE core.incident --", []),
        ("sort=oldest", ["a", "b", "c", "d"]),
        ("sort=killed", ["b", "c", "a"]),
        ("sort=sources", ["c", "d", "b", "a"]),
        ("sort=killed&side=turkey", ["c"]),
        ("week=&admin1=&side=&event_type=&words=&sort=newest", ["d", "c", "b", "a"]),
    ],
)
def test_the_filter_and_the_order(client: TestClient, query: str, expected: list[str]) -> None:
    assert listed(client, query) == expected


@pytest.mark.usefixtures("few")
@pytest.mark.parametrize(
    "query",
    [
        "week=yesterday",
        "admin1=SY-XX",
        "side=' OR 1=1 --",
        "event_type=__class__",
        "sort=random()",
        "after=x",
        "after=2018-13-45~a",
        "after=5~a",  # a figure, in an order of days
        "sort=killed&after=2018-03-05~a",
        "after=2018-03-05~a'%3B--",
        "words=" + "x" * 201,
    ],
)
def test_what_is_not_understood_is_refused(client: TestClient, query: str) -> None:
    answer = client.get(f"/incidents?{query}")
    assert answer.status_code == 400
    assert "psycopg2" not in answer.text


@pytest.mark.parametrize("sort", ["newest", "oldest", "killed", "sources"])
def test_pages_show_every_incident_once(
    client: TestClient, warehouse: wh.Connection, monkeypatch: pytest.MonkeyPatch, sort: str
) -> None:
    for number in range(23):
        day = FIRST_DAY + timedelta(number // 5)
        put(warehouse, f"i{number}", killed=number // 4, day=day, sources=1 + number // 6)
    monkeypatch.setattr(module, "PAGE_ROWS", 5)
    seen: list[str] = []
    address: str | None = f"/incidents?sort={sort}"
    for _ in range(9):
        if address is None:
            break
        answer = client.get(address)
        assert answer.status_code == 200
        seen += re.findall(r'href="/incidents/([\w-]+)"', answer.text)
        after = re.search(r'rel="next" href="([^"]+)"', answer.text)
        address = after[1].replace("&amp;", "&") if after else None
    assert address is None
    assert len(seen) == 23
    assert set(seen) == {f"i{number}" for number in range(23)}


def test_an_incident_of_several_sides_is_listed_once_by_the_killed(
    client: TestClient, warehouse: wh.Connection
) -> None:
    put(warehouse, "both", killed=7)
    wh.execute(warehouse, FIGURE, {"id": "both", "victim": "gov", "n": 7})
    put(warehouse, "one", killed=6)
    assert listed(client, "sort=killed") == ["both", "one"]


@pytest.mark.usefixtures("few")
def test_csv_holds_what_the_filter_shows(client: TestClient) -> None:
    answer = client.get("/incidents.csv?week=2018-03-05&sort=killed")
    assert answer.headers["content-disposition"] == 'attachment; filename="incidents.csv"'
    assert answer.text.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    assert [(r["incident_id"], r["place_names"], r["killed_best"]) for r in rows] == [
        ("b", "الأتارب", "9"),
        ("a", "دوما", "3"),
    ]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("=1+1", "'=1+1"),
        ("+963", "'+963"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("\r=1", "'\r=1"),
        ("  =1", "'  =1"),
        ("＝1", "'＝1"),  # full width, which spreadsheets fold
        (["=cmd|' /C calc'!A0", "دوما"], "'=cmd|' /C calc'!A0 دوما"),
        (["دوما", "=1"], "دوما =1"),
        ("دوما", "دوما"),
        (-2, -2),
        (None, None),
        (date(2018, 3, 5), "2018-03-05"),
    ],
)
def test_no_cell_is_taken_for_a_formula(value: Any, expected: Any) -> None:
    assert cell(value) == expected


def test_one_incident_leads_to_claims_words_and_articles(client: TestClient, loaded: Any) -> None:
    names = listed(client, "event_type=air_strike")
    assert len(names) == 1
    text = client.get(f"/incidents/{names[0]}").text
    assert '<mark class="span casualty">17 مدنيا</mark>' in text
    assert '<mark class="span casualty">5 أطفال</mark>' in text
    assert f'href="/articles/{"a" * 16}#w-e1"' in text
    article = client.get(f"/articles/{'a' * 16}")
    assert article.status_code == 200
    assert 'lang="ar" dir="rtl"' in article.text
    assert ">17 مدنيا</a>" in article.text


ATTACK = "<script>alert(1)</script><img src=x onerror=alert(2)>'; DROP TABLE core.event; -- "


def test_what_an_article_says_is_shown_and_never_run(
    client: TestClient, warehouse: wh.Connection, build: Any
) -> None:
    from tawthiq import model as m
    from tawthiq.load import load
    from tawthiq.reconcile import reconcile

    text = ATTACK + build.TEXT
    words = build.span("17 مدنيا", text=text)
    event = build.event(
        casualties=(build.claim(evidence=words),),
        strikes=(),
        materiel=(),
        places=(m.PlaceMention(name=ATTACK, admin1=(m.Admin1.RIF_DIMASHQ,)),),
        source=m.Source(source_class=m.SourceClass.MONITOR, name=ATTACK),
        evidence=(words,),
    )
    hostile = {"text": text, "title": ATTACK, "outlet": ATTACK, "url": "javascript:alert(3)"}
    load(warehouse, build.verdict(build.reading(event, **hostile)))
    reconcile(warehouse)
    name = listed(client)[0]
    for path in ("/incidents", f"/incidents/{name}", f"/articles/{'a' * 16}"):
        page = client.get(path).text
        assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
        for raw in ("<script", "<img", 'href="javascript:'):
            assert raw not in page
    assert client.get(f"/incidents?words={ATTACK}").status_code == 200
    assert wh.execute(warehouse, "SELECT count(*) AS n FROM core.event") == [{"n": 1}]


@pytest.mark.parametrize(
    "path", ["/incidents/none", "/articles/none", "/articles/%00", "/incidents/'--"]
)
def test_what_is_not_there_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
