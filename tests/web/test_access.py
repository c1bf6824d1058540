"""Closed without a login, changes by role and from our own pages alone, the same headers always."""

from __future__ import annotations

import re
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute
from starlette.testclient import TestClient

from .conftest import client_of

pytestmark = pytest.mark.postgres

HELD = "0123456789abcdef"


def addresses(site: FastAPI) -> list[tuple[str, str]]:
    """Method and address of every route; nothing but routes is served."""
    found = []
    for route in site.routes:
        assert isinstance(route, APIRoute), f"{route} is not covered by the app's dependencies"
        path = re.sub(r"\{[^}]*\}", HELD, route.path)
        found += [(method, path) for method in route.methods]
    return found


def test_every_route_is_closed_without_a_login(site: FastAPI) -> None:
    nobody = client_of(site, None)
    routes = addresses(site)
    assert len(routes) > 10
    for method, path in routes:
        answer = nobody.request(method, path)
        assert answer.status_code == 401, f"{method} {path} is open"
        assert "tawthiq" in answer.text


@pytest.mark.parametrize("path", ["/docs", "/redoc", "/openapi.json"])
def test_the_site_does_not_describe_itself(site: FastAPI, path: str) -> None:
    assert client_of(site, "admin").get(path).status_code == 404


def test_an_account_without_a_role_sees_nothing(site: FastAPI) -> None:
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from airflow.api_fastapi.core_api.security import get_user

    nothing = SimpleAuthManagerUser(username="new", role=None)
    site.dependency_overrides[get_user] = lambda: nothing
    assert client_of(site, None).get("/incidents").status_code == 403


@pytest.mark.parametrize(
    ("role", "headers", "status"),
    [
        ("viewer", {"sec-fetch-site": "same-origin"}, 403),
        ("user", {"sec-fetch-site": "same-origin"}, 404),  # may, but there is no such record
        ("admin", {"origin": "http://testserver"}, 404),
        ("admin", {"authorization": "Bearer of a program"}, 404),
        ("admin", {"sec-fetch-site": "cross-site"}, 403),
        ("admin", {"sec-fetch-site": "same-site"}, 403),
        ("admin", {"origin": "http://evil.example"}, 403),
        ("admin", {"origin": "null"}, 403),
        ("admin", {}, 403),
    ],
)
@pytest.mark.parametrize("action", ["release", "reject"])
def test_changes_take_the_right_and_our_own_page(
    site: FastAPI, role: str, headers: dict[str, str], status: int, action: str
) -> None:
    browser = client_of(site, role)
    answer = browser.post(f"/quarantine/{HELD}/{action}", data={"remark": "x"}, headers=headers)
    assert answer.status_code == status


def test_changes_are_posted(site: FastAPI) -> None:
    browser = client_of(site, "admin")
    assert browser.get(f"/quarantine/{HELD}/release").status_code == 405


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/incidents", 200),
        ("/incidents.csv", 200),
        ("/incidents/none", 404),
        ("/nowhere", 404),
        ("/incidents?week=x", 400),
    ],
)
def test_every_answer_has_the_headers(client: TestClient, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "script-src" not in policy
    assert "frame-ancestors 'self'" in policy
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"
    assert answer.headers["referrer-policy"] == "same-origin"


def test_an_error_of_ours_says_nothing_of_itself_and_has_the_headers(
    site: FastAPI, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any) -> None:
        raise RuntimeError("a secret of the house")

    monkeypatch.setattr(site.state.readers, "connection", broken)
    answer = client_of(site, "viewer").get("/incidents")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "frame-ancestors 'self'" in answer.headers["content-security-policy"]
