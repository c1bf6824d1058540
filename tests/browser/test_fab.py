"""The pages under FAB, the auth manager of production: the roles of Airflow's own pages decide."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest

from .conftest import environment_of, run

pytestmark = [pytest.mark.slow, pytest.mark.airflow, pytest.mark.timeout(600)]

FAB = "airflow.providers.fab.auth_manager.fab_auth_manager.FabAuthManager"
ROLES = ("Viewer", "User", "Public")
CREATE = """
import subprocess, sys
from tawthiq import airflow_home
from tawthiq.settings import load_settings
airflow_home.enter(load_settings())
for role in sys.argv[1:]:
    name = role.lower()
    subprocess.run([sys.executable, "-m", "airflow", "users", "create", "--role", role,
        "--username", name, "--password", name, "--firstname", name, "--lastname", name,
        "--email", name + "@example.org"], check=True)
"""
Ask = Callable[..., int]


@pytest.fixture(scope="module")
def ask() -> Iterator[Ask]:
    """Ask a running Airflow for a page as the account of a role; give the answer's status."""
    home = Path(tempfile.mkdtemp(prefix="tawthiq-fab-"))
    environment = environment_of(home) | {"AIRFLOW__CORE__AUTH_MANAGER": FAB}
    try:
        run(environment, "-m", "tawthiq", "setup")
        run(environment, "-c", CREATE, *ROLES)
        run(environment, "-m", "tests.browser.hold_one")
        run(environment, "-m", "tawthiq", "up")
        with httpx.Client(base_url=f"http://127.0.0.1:{environment['TAWTHIQ_PORT']}") as client:

            def asked(role: str | None, method: str, path: str) -> int:
                headers = {}
                if role:
                    name = role.lower()
                    login = {"username": name, "password": name}
                    token = client.post("/auth/token", json=login).json()["access_token"]
                    headers = {"Authorization": f"Bearer {token}"}
                return client.request(method, f"/tawthiq/{path}", headers=headers).status_code

            yield asked
    finally:
        run(environment, "-m", "tawthiq", "down")
        shutil.rmtree(home, ignore_errors=True)


@pytest.mark.parametrize("path", ["trends", "incidents", "quarantine", "articles/feedfeedfeedfeed"])
def test_roles_that_see_airflow_see_the_pages(ask: Ask, path: str) -> None:
    seen = {role: ask(role, "GET", path) for role in (None, *ROLES)}
    assert seen == {None: 401, "Viewer": 200, "User": 200, "Public": 403}


@pytest.mark.parametrize("action", ["release", "reject"])
def test_roles_that_start_the_dag_decide(ask: Ask, action: str) -> None:
    path = f"quarantine/0123456789abcdef/{action}"  # there is none: whoever may, learns that
    seen = {role: ask(role, "POST", path) for role in (None, *ROLES)}
    assert seen == {None: 401, "Viewer": 403, "User": 404, "Public": 403}
