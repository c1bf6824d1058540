"""Files of the reports folder, and nothing that lies elsewhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from tawthiq.settings import Settings

pytestmark = pytest.mark.postgres


@pytest.fixture
def reports(settings: Settings) -> Path:
    folder = settings.reports / "data_docs"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("<p>docs</p>", "utf-8")
    (settings.home / "secret.json").write_text("{}", "utf-8")
    (settings.reports / "link.html").symlink_to(settings.home / "secret.json")
    (settings.home / "reports-other").mkdir()
    (settings.home / "reports-other" / "file.html").write_text("other", "utf-8")
    return settings.reports


@pytest.mark.usefixtures("reports")
def test_a_report_is_given_without_scripts(client: TestClient) -> None:
    answer = client.get("/reports/data_docs/index.html")
    assert (answer.status_code, answer.text) == (200, "<p>docs</p>")
    policy = answer.headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "script" not in policy


@pytest.mark.usefixtures("reports")
@pytest.mark.parametrize(
    "path",
    [
        "../secret.json",
        "..%2fsecret.json",
        "..%2F..%2F..%2F..%2Fetc%2Fpasswd",
        "data_docs/..%2f..%2fsecret.json",
        "%2e%2e/secret.json",
        "%2e%2e%2fsecret.json",
        "..%5csecret.json",
        "%2fetc%2fpasswd",
        "/etc/passwd",
        "link.html",
        "..%2freports-other%2ffile.html",
        "data_docs",
        "",
        "%00",
        "data_docs/index.html%00.txt",
        "a" * 5000,
    ],
)
def test_what_lies_elsewhere_is_not_found(client: TestClient, path: str) -> None:
    assert client.get(f"/reports/{path}").status_code == 404
