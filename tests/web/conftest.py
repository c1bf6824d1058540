"""The site in this process, on a warehouse of each test's own, with Airflow's own auth manager."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

# Airflow reads its settings when it is imported first, and would make its home in the user's.
_home = tempfile.mkdtemp(prefix="tawthiq-airflow-")
os.environ["AIRFLOW_HOME"] = _home
os.environ["AIRFLOW__DATABASE__SQL_ALCHEMY_CONN"] = f"sqlite:///{_home}/airflow.db"

from airflow.api_fastapi.auth.managers.simple.simple_auth_manager import (  # noqa: E402
    SimpleAuthManager,
)
from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser  # noqa: E402
from airflow.api_fastapi.core_api.security import get_user  # noqa: E402
from fastapi import FastAPI  # noqa: E402
from starlette.testclient import TestClient  # noqa: E402

from tawthiq.load import load  # noqa: E402
from tawthiq.settings import Settings  # noqa: E402
from tawthiq.web import access  # noqa: E402
from tawthiq.web.headers import SafeHeaders  # noqa: E402
from tawthiq.web.site import make_site  # noqa: E402


@pytest.fixture
def settings(warehouse_url: str, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


@pytest.fixture
def site(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[FastAPI]:
    """The site, closed as Airflow closes it."""
    monkeypatch.setattr(access, "get_auth_manager", SimpleAuthManager)
    made = make_site(settings)
    yield made
    made.state.readers.close()


def client_of(site: FastAPI, role: str | None) -> TestClient:
    """A browser of someone logged in with this role; without a role, of nobody."""
    if role:
        user = SimpleAuthManagerUser(username=f"the {role}", role=role)
        site.dependency_overrides[get_user] = lambda: user
    return TestClient(SafeHeaders(site), raise_server_exceptions=False, follow_redirects=False)


@pytest.fixture
def client(site: FastAPI) -> TestClient:
    return client_of(site, "viewer")


@pytest.fixture
def loaded(warehouse: Any, build: Any) -> Any:
    """The builder, with one article of two events loaded and reconciled."""
    from tawthiq.reconcile import reconcile

    load(warehouse, build.verdict(build.reading(build.event(), build.capture())))
    reconcile(warehouse)
    return build
