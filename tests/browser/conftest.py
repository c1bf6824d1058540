"""A running Airflow with loaded data, and a browser that cannot leave this machine.

One for the module, not for the session: Playwright's event loop would stand in the way of the tests
that start one of their own.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NIGHTS = 2
PROJECT = Path(__file__).resolve().parents[2]
WIDE = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


@dataclass(frozen=True, slots=True)
class Airflow:
    """Where it runs, and who may log in."""

    address: str
    passwords: dict[str, str]
    asked: list[str] = field(default_factory=list)  # every address that any page asked for


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def chromium() -> str:
    """Path of Debian's Chromium."""
    found = shutil.which("chromium")
    if not found:
        pytest.skip("Chromium is not installed: as root, `make tools`")
    return found


def environment_of(home: Path) -> dict[str, str]:
    """Return the variables of an installation of its own."""
    return os.environ | {
        "TAWTHIQ_HOME": str(home),
        "TAWTHIQ_PORT": str(free_port()),
        "TAWTHIQ_NEWSROOM_PORT": str(free_port()),
    }


def run(environment: dict[str, str], *arguments: str) -> str:
    """Run Python with these arguments to its good end; return what it printed."""
    done = subprocess.run(
        [sys.executable, *arguments],
        env=environment,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{arguments}: {done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def airflow(chromium: str) -> Iterator[Airflow]:
    """Airflow as `make up` starts it, after some nights of the sample newsroom."""
    home = Path(tempfile.mkdtemp(prefix="tawthiq-browser-"))
    environment = environment_of(home)
    try:
        run(environment, "-m", "tawthiq", "setup")
        run(environment, "-m", "tawthiq", "run", "--nights", str(NIGHTS))
        run(environment, "-m", "tests.browser.hold_one")
        run(environment, "-m", "tawthiq", "up")
        passwords = json.loads((home / "airflow" / "passwords.json").read_text("utf-8"))
        yield Airflow(f"http://127.0.0.1:{environment['TAWTHIQ_PORT']}", passwords)
    finally:
        run(environment, "-m", "tawthiq", "down")
        shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="module")
def browser(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    home = tmp_path_factory.mktemp("chromium")  # it writes settings and crashes into HOME
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=chromium,
            env=os.environ | {"HOME": str(home)},
            args=["--no-sandbox", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"],
        )
        yield running
        running.close()


@pytest.fixture(scope="module")
def sessions(airflow: Airflow, browser: Browser) -> Iterator[dict[str, BrowserContext]]:
    """Someone logged in under each account, through Airflow's own form."""
    made = {}
    for user in airflow.passwords:
        made[user] = browser.new_context(viewport=WIDE)
        page = made[user].new_page()
        page.goto(airflow.address)
        page.fill("input[name=username]", user)
        page.fill("input[name=password]", airflow.passwords[user])
        page.keyboard.press("Enter")
        page.get_by_text("Browse").first.wait_for()
        page.close()
    yield made
    for context in made.values():
        context.close()


def new_page(airflow: Airflow, context: BrowserContext, viewport: dict[str, int]) -> Page:
    """Open a page of this size whose requests are noted; a script error fails the test."""
    page = context.new_page()
    page.set_viewport_size(viewport)
    page.on("request", lambda request: airflow.asked.append(request.url))
    page.set_default_timeout(20_000)
    return page
