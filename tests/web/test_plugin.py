"""The plugin: light to import, its views lead to pages of the site."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi import FastAPI

from tawthiq.web import PREFIX, VIEWS

from .conftest import client_of

PROJECT = Path(__file__).resolve().parents[2]
HEAVY = ("fastapi", "jinja2", "psycopg2", "great_expectations", "yaml", "tawthiq.pages")


def test_every_component_of_airflow_may_import_it() -> None:
    probe = f"import sys, tawthiq.web; print([m for m in {HEAVY} if m in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", probe], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_plugin_file_wires_and_does_no_work() -> None:
    text = (PROJECT / "plugins" / "tawthiq_pages.py").read_text("utf-8")
    imports = [line for line in text.splitlines() if line.startswith(("import", "from"))]
    assert imports == [
        "from typing import Any, ClassVar",
        "from airflow.plugins_manager import AirflowPlugin",
        "from tawthiq.web import PREFIX, VIEWS, app",
    ]


@pytest.mark.postgres
@pytest.mark.parametrize("view", VIEWS, ids=lambda view: str(view["name"]))
def test_a_view_leads_to_a_page(site: FastAPI, view: dict[str, str]) -> None:
    address = urlsplit("/" + view["href"].lstrip("/"))
    assert address.path.startswith(f"{PREFIX}/")
    answer = client_of(site, "viewer").get(address.path.removeprefix(PREFIX), params=address.query)
    assert answer.status_code in {200, 303}


def test_views_are_told_apart() -> None:
    routes = [view["url_route"] for view in VIEWS]
    assert len(set(routes)) == len(routes)
