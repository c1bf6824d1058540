"""Quarantine: listed, shown whole, rejected and released by name and with a reason."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from tawthiq import verdict as v
from tawthiq import warehouse as wh
from tawthiq.expectations import arabic
from tawthiq.load import load
from tawthiq.records import article_record, event_record
from tawthiq.settings import Settings
from tawthiq.web import quarantine as module

from .conftest import client_of

pytestmark = pytest.mark.postgres

OURS = {"sec-fetch-site": "same-origin"}
ATTACK = "<script>alert(1)</script>"


def hold(warehouse: wh.Connection, build: Any, number: int = 1, **changes: Any) -> str:
    """Put an article into quarantine and return the name it has there."""
    article = build.article(doc_id=f"{number:016x}", url=f"https://news.example/{number}")
    record = {"article": article_record(article), "events": [event_record(build.event())]}
    values: dict[str, Any] = {
        "grain": v.Grain.ARTICLE,
        "record_id": article.doc_id,
        "content": "as read",
        "article": article,
        "suite": "articles",
        "expectation": "day_is_not_in_the_future",
        "reason": "It was published no later than a day after the night that read it.",
        "detail": "",
        "record": record,
    }
    held = v.Quarantined(**(values | changes))
    batch = build.batch(name=f"nightly/{number}")
    load(warehouse, build.verdict(batch=batch, quarantined=(held,)))
    found = wh.execute(
        warehouse,
        "SELECT quarantine_id FROM quality.quarantine WHERE record_id = %(id)s",
        {"id": held.record_id},
    )
    warehouse.commit()
    return str(found[0]["quarantine_id"])


def audit(warehouse: wh.Connection, name: str) -> list[tuple[str, str, str]]:
    rows = wh.execute(
        warehouse,
        "SELECT action, actor_name, remark FROM quality.quarantine_audit "
        "WHERE quarantine_id = %(id)s ORDER BY quarantine_audit_id",
        {"id": name},
    )
    warehouse.commit()
    return [(r["action"], r["actor_name"], r["remark"]) for r in rows]


@pytest.fixture
def environment(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the process that releases reads its settings from."""
    monkeypatch.setenv("TAWTHIQ_HOME", str(settings.home))
    monkeypatch.setenv("TAWTHIQ_WAREHOUSE_URL", settings.warehouse_url)


def test_what_is_held_is_listed_and_shown_whole(
    client: TestClient, warehouse: wh.Connection, build: Any
) -> None:
    name = hold(warehouse, build, detail=ATTACK)
    listed = client.get("/quarantine").text
    assert f'href="/quarantine/{name}"' in listed
    assert "published no later than a day" in listed
    in_arabic = arabic()["articles", "day_is_not_in_the_future"].expect
    for page in ("/quarantine", f"/quarantine/{name}"):
        assert in_arabic in client.get(page, params={"lang": "ar"}).text
    shown = client.get(f"/quarantine/{name}").text
    assert ATTACK not in shown
    assert build.TITLE in shown
    assert f'href="/articles/{1:016x}"' in shown
    assert build.TITLE in client.get(f"/articles/{1:016x}").text


@pytest.mark.parametrize(
    ("query", "is_listed"),
    [
        ("", True),
        ("status=held", True),
        ("status=all", True),
        ("status=released", False),
        ("expectation=day_is_not_in_the_future", True),
        ("expectation=other", False),
        ("expectation=' OR true --", False),
    ],
)
def test_the_list_is_filtered(
    client: TestClient, warehouse: wh.Connection, build: Any, query: str, is_listed: bool
) -> None:
    name = hold(warehouse, build)
    answer = client.get(f"/quarantine?{query}")
    assert answer.status_code == 200
    assert (name in answer.text) is is_listed


def test_pages_show_every_record_once(
    client: TestClient, warehouse: wh.Connection, build: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {hold(warehouse, build, number) for number in range(1, 8)}
    monkeypatch.setattr(module, "PAGE_ROWS", 3)
    seen: list[str] = []
    address = "/quarantine"
    for _ in range(3):
        text = client.get(address).text
        seen += re.findall(r'href="/quarantine/([0-9a-f]{16})"', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        address = following[1].replace("&amp;", "&") if following else ""
    assert address == ""
    assert len(seen) == 7
    assert set(seen) == names


def test_only_who_may_decide_is_shown_the_forms(
    site: FastAPI, warehouse: wh.Connection, build: Any
) -> None:
    name = hold(warehouse, build)
    assert "<form" not in client_of(site, "viewer").get(f"/quarantine/{name}").text
    assert 'method="post"' in client_of(site, "user").get(f"/quarantine/{name}").text


def test_rejecting_keeps_out_by_name_and_reason(
    site: FastAPI, warehouse: wh.Connection, build: Any
) -> None:
    name = hold(warehouse, build)
    browser = client_of(site, "user")
    remark = "the year is mistyped; لا يُحمَّل"
    answer = browser.post(f"/quarantine/{name}/reject", data={"remark": remark}, headers=OURS)
    assert (answer.status_code, answer.headers["location"]) == (303, f"/quarantine/{name}")
    assert audit(warehouse, name)[-1] == ("rejected", "the user", remark)
    assert remark in browser.get(f"/quarantine/{name}").text
    assert 'method="post"' not in browser.get(f"/quarantine/{name}").text


@pytest.mark.parametrize("remark", ["", "   ", "\0"])
def test_deciding_takes_a_reason(
    site: FastAPI, warehouse: wh.Connection, build: Any, remark: str
) -> None:
    name = hold(warehouse, build)
    browser = client_of(site, "user")
    answer = browser.post(f"/quarantine/{name}/reject", data={"remark": remark}, headers=OURS)
    assert answer.status_code == 409
    assert "say who decides and why" in answer.text
    assert [action for action, _, _ in audit(warehouse, name)] == ["quarantined"]


def test_a_form_of_any_length_is_not_read(site: FastAPI, warehouse: wh.Connection) -> None:
    answer = client_of(site, "user").post(
        "/quarantine/0123456789abcdef/reject", data={"remark": "x" * 20_000}, headers=OURS
    )
    assert answer.status_code == 400


@pytest.mark.slow
@pytest.mark.usefixtures("environment")
def test_what_could_not_be_read_is_not_released_and_the_page_says_why(
    site: FastAPI, warehouse: wh.Connection, build: Any
) -> None:
    name = hold(
        warehouse,
        build,
        grain=v.Grain.RECORD,
        record_id="night.warc.gz#1",
        article=None,
        record={"sample": ""},
        is_record_whole=False,
    )
    browser = client_of(site, "user")
    answer = browser.post(f"/quarantine/{name}/release", data={"remark": "why"}, headers=OURS)
    assert answer.status_code == 409
    assert "read that file again" in answer.text
    assert [action for action, _, _ in audit(warehouse, name)] == ["quarantined"]


@pytest.mark.slow
@pytest.mark.usefixtures("environment")
def test_releasing_loads_by_name_and_reason(
    site: FastAPI, warehouse: wh.Connection, build: Any
) -> None:
    name = hold(warehouse, build)
    browser = client_of(site, "user")
    answer = browser.post(f"/quarantine/{name}/release", data={"remark": "sound"}, headers=OURS)
    assert (answer.status_code, answer.headers.get("location")) == (303, f"/quarantine/{name}")
    assert ("released", "the user", "sound") in audit(warehouse, name)
    assert wh.execute(warehouse, "SELECT count(*) AS n FROM core.event") == [{"n": 1}]
    assert "/incidents/" in browser.get("/incidents").text
