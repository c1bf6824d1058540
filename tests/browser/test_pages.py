"""The pages as people use them: in Airflow, on a desk and on a phone, in English and in Arabic."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import quote, urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, FrameLocator, Page, expect

from .conftest import PHONE, WIDE, Airflow, new_page

pytestmark = [pytest.mark.slow, pytest.mark.airflow, pytest.mark.timeout(600)]

SIZES = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["desk", "phone"])
Open = Callable[..., Page]


@pytest.fixture
def opened(airflow: Airflow, sessions: dict[str, BrowserContext]) -> Iterator[Open]:
    """Open an address as a user, at a size; closed at the end."""
    pages = []

    def open_page(path: str, size: dict[str, int] = WIDE, user: str = "admin") -> Page:
        page = new_page(airflow, sessions[user], size)
        pages.append(page)
        page.goto(airflow.address + path)
        return page

    yield open_page
    for page in pages:
        page.close()


def inside(page: Page) -> FrameLocator:
    """What Airflow shows in its frame."""
    return page.frame_locator("iframe")


def fits(page: Page) -> bool:
    """Tell whether nothing stands out at the side."""
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def direction(page: Page, selector: str) -> str:
    found = page.locator(selector).first
    return str(found.evaluate("element => getComputedStyle(element).direction"))


PATHS = [
    "trends",
    "quality",
    "incidents",
    "quarantine",
    "incidents.csv",
    "reports/data_docs/latest.html",
]


@pytest.mark.parametrize("path", PATHS)
def test_without_a_login_nothing_is_shown(airflow: Airflow, browser: Browser, path: str) -> None:
    context = browser.new_context()
    answer = context.request.get(f"{airflow.address}/tawthiq/{path}")
    assert answer.status == 401
    assert "Log in to Airflow first" in answer.text()
    forged = context.request.get(
        f"{airflow.address}/tawthiq/{path}", headers={"Authorization": "Bearer x.y.z"}
    )
    assert forged.status in {401, 403}
    context.close()


def test_without_a_login_airflow_asks_for_one(airflow: Airflow, browser: Browser) -> None:
    context = browser.new_context()
    page = new_page(airflow, context, WIDE)
    page.goto(f"{airflow.address}/plugin/tawthiq-trends")
    expect(page.locator("input[name=password]")).to_be_visible()
    context.close()


@SIZES
def test_trends_are_seen_within_airflow(opened: Open, size: dict[str, int]) -> None:
    page = opened("/plugin/tawthiq-trends", size)
    frame = inside(page)
    expect(frame.get_by_role("heading", name="People killed by week")).to_be_visible()
    expect(frame.get_by_role("link", name="2018-03-05").first).to_be_visible()
    expect(frame.get_by_role("heading", name="By governorate")).to_be_visible()


def test_the_pages_stand_in_airflows_menu(opened: Open) -> None:
    page = opened("/")
    page.get_by_text("Browse").first.click()
    for name in ("Weekly trends", "Data quality", "Incidents", "Quarantine"):
        expect(page.get_by_role("menuitem", name=name)).to_be_visible()


@SIZES
def test_from_the_list_of_incidents_down_to_the_words(opened: Open, size: dict[str, int]) -> None:
    page = opened("/tawthiq/incidents?lang=en", size)
    before = page.locator("tbody tr").count()
    page.get_by_label("governorate").select_option("SY-RD")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("admin1=SY-RD"))
    rows = page.locator("tbody tr")
    assert 0 < rows.count() < before
    assert all("Rif Dimashq" in text for text in rows.all_inner_texts())
    page.get_by_label("order").select_option("killed")
    page.get_by_role("button", name="Show").click()
    expect(page).to_have_url(re.compile("sort=killed"))
    page.locator("tbody tr a").first.click()
    expect(page.get_by_role("heading", name="What each report says")).to_be_visible()
    claim = page.locator("mark.casualty").first
    words = claim.inner_text()
    assert re.search("[\u0621-\u064a]", words)
    claim.locator("xpath=ancestor::tr").get_by_role("link").click()
    mark = page.locator("article .span.casualty", has_text=words).first
    expect(mark).to_be_visible()
    assert "←" in str(mark.get_attribute("title"))  # the field and the rule that took it
    assert direction(page, "article") == "rtl"
    assert fits(page)


def test_csv_is_saved_from_within_airflow(opened: Open) -> None:
    page = opened("/plugin/tawthiq-incidents")
    shown = inside(page).locator("tbody tr")
    expect(shown.first).to_be_visible()
    with page.expect_download() as saved:
        inside(page).get_by_role("link", name="As CSV").click()
    lines = saved.value.path().read_text("utf-8").splitlines()
    assert lines[0].startswith("\ufeffincident_id,week_on,")
    assert len(lines) == 1 + shown.count() > 1


@SIZES
@pytest.mark.parametrize("path", ["trends", "quality", "incidents", "quarantine"])
def test_pages_in_arabic_run_from_right_to_left(
    opened: Open, path: str, size: dict[str, int]
) -> None:
    page = opened(f"/tawthiq/{path}?lang=ar", size)
    assert direction(page, "body") == "rtl"
    assert page.locator("html").get_attribute("lang") == "ar"
    heading = page.locator("h1").first.bounding_box()
    assert heading is not None
    assert heading["x"] + heading["width"] > size["width"] / 2
    assert fits(page)
    page.get_by_role("link", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert direction(page, "body") == "ltr"
    assert fits(page)


def test_who_may_only_look_cannot_decide(airflow: Airflow, opened: Open) -> None:
    page = opened("/tawthiq/quarantine", user="viewer")
    page.locator("tbody a").first.click()
    expect(page.get_by_text("Your role may look but not decide")).to_be_visible()
    assert page.locator("form[method=post]").count() == 0
    answer = page.request.post(
        f"{page.url}/release",
        form={"remark": "let me"},
        headers={"Origin": airflow.address, "Sec-Fetch-Site": "same-origin"},
    )
    assert answer.status == 403


def test_a_page_of_elsewhere_cannot_decide_for_a_reviewer(opened: Open) -> None:
    page = opened("/tawthiq/quarantine")
    page.locator("tbody a").first.click()
    answer = page.request.post(
        f"{page.url}/reject", form={"remark": "lured"}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status == 403
    page.reload()
    expect(page.get_by_role("button", name="Reject")).to_be_visible()


def test_a_record_is_released_and_loaded(opened: Open) -> None:
    page = opened("/plugin/tawthiq-quarantine")
    frame = inside(page)
    frame.locator("tbody a", has=page.locator("bdi[lang=ar]")).first.click()
    frame.get_by_label("why (kept in the audit").fill("السنة خطأ مطبعي")  # the year is a misprint
    frame.get_by_role("button", name="Release").click()
    expect(frame.locator("h1 .badge")).to_have_text("released", timeout=120_000)
    expect(frame.locator("li", has_text="السنة خطأ مطبعي")).to_contain_text("admin")
    frame.get_by_role("link", name=re.compile("^[0-9a-f]{16}$")).click()
    expect(frame.locator("article .span").first).to_be_visible()


def test_a_dag_run_leads_to_its_quality_page_and_data_docs(airflow: Airflow, opened: Open) -> None:
    page = opened("/tawthiq/quality")
    runs = page.request.get(f"{airflow.address}/api/v2/dags/nightly/dagRuns?limit=1").json()
    run = quote(runs["dag_runs"][0]["dag_run_id"], safe="")
    page.goto(f"{airflow.address}/dags/nightly/runs/{run}")
    page.get_by_role("link", name="Quality").click()
    frame = inside(page)
    expect(frame.locator("section.verdict h1")).to_be_visible()
    expect(frame.locator("#run code")).to_contain_text("nightly/2018-03-")
    frame.get_by_role("link", name="Data Docs").first.click()
    expect(frame.locator("body")).to_contain_text("articles")


def test_no_request_leaves_this_machine(airflow: Airflow) -> None:
    remote = [address for address in airflow.asked if address.startswith(("http", "ws"))]
    hosts = {urlsplit(address).hostname for address in remote}
    assert hosts == {"127.0.0.1"}
