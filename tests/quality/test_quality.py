"""The quality of a run: graded with reasons, on the terminal and on pages that ask for nothing."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq import checks, cli, expectations, steps
from tawthiq import warehouse as wh
from tawthiq.load import BatchStoppedError, load
from tawthiq.quality import Facts, Grade, NoRunError, gather, grade, write_quality
from tawthiq.quality.charts import chart
from tawthiq.quality.facts import Result, Score, read_scores
from tawthiq.settings import Settings
from tawthiq.validate import validate
from tawthiq.verdict import Band

if TYPE_CHECKING:
    from conftest import Build

NIGHT = "nightly/2018-03-04"
HOSTILE = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
BANDS = {"sample-monitor": Band(low=1, high=9)}


@pytest.fixture
def settings(warehouse_url: str, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


def run_night(settings: Settings, build: Build, *readings: Any, **changes: Any) -> None:
    """Judge and load a night as the DAG does, and close its run."""
    name = changes.get("name", NIGHT)
    steps.begin_run(settings, f"run/{name}", "nightly", name)
    batch = build.batch(*readings, run_id=f"run/{name}", bands=BANDS, **changes)
    failure = None
    with steps.warehouse(settings) as connection:
        try:
            load(connection, validate(batch, docs=settings.reports))
        except BatchStoppedError as error:
            failure = str(error)
    steps.end_run(settings, f"run/{name}", failure)


def graded(settings: Settings, run: str | None = None) -> tuple[Grade, set[str]]:
    with steps.warehouse(settings) as connection:
        found, reasons = grade(replace(gather(connection, run), scores=[]))
    return found, {reason.phrase for reason in reasons}


GRADES: list[tuple[Callable[[Build], list[Any]], Grade, set[str]]] = [
    (lambda b: [b.reading(b.event())], Grade.GREEN, set()),
    (
        lambda b: [b.reading(b.event(casualties=(b.claim(count=b.count(2500, 2500)),)))],
        Grade.AMBER,
        {"reason_warning"},
    ),
    (
        lambda b: [b.reading(b.event(), b.capture(extractor_version="2"))],
        Grade.RED,
        {"reason_failed", "reason_critical"},
    ),
]


@pytest.mark.postgres
@pytest.mark.parametrize(("make", "wanted", "phrases"), GRADES)
def test_a_night_is_graded_with_its_reasons(
    settings: Settings, build: Build, make: Callable[[Build], list[Any]], wanted: Grade,
    phrases: set[str],
) -> None:  # fmt: skip
    run_night(settings, build, *make(build))
    assert graded(settings) == (wanted, phrases)


@pytest.mark.postgres
def test_a_silent_source_is_a_reason(settings: Settings, build: Build) -> None:
    run_night(settings, build)
    assert graded(settings)[0] is Grade.AMBER


@pytest.mark.postgres
def test_a_run_is_found_by_id_or_batch_and_the_newest_otherwise(
    settings: Settings, build: Build
) -> None:
    with steps.warehouse(settings) as connection, pytest.raises(NoRunError, match="nothing has"):
        gather(connection)
    later = "nightly/2018-03-05"
    run_night(settings, build, build.reading(build.event()))
    run_night(settings, build, build.reading(doc_id="b" * 16), name=later, as_of=date(2018, 3, 6))
    with steps.warehouse(settings) as connection:
        assert gather(connection).run["batch_name"] == later
        assert gather(connection, NIGHT).run["run_id"] == f"run/{NIGHT}"
        assert gather(connection, f"run/{NIGHT}").count("event_count") == 1
        with pytest.raises(NoRunError, match="no run or batch 'x'"):
            gather(connection, "x")


@pytest.mark.postgres
def test_the_parts_of_a_backfill_are_one_run(settings: Settings, build: Build) -> None:
    ledger = "INSERT INTO ops.backfill (backfill_id, archive_name) VALUES ('1a2b', 'a.zip')"
    with steps.warehouse(settings) as connection:
        with wh.transaction(connection):
            wh.execute(connection, ledger)
        for part in (0, 1):
            reading = build.reading(build.event(), doc_id=f"{part}" * 16)
            load(connection, validate(build.batch(reading, name=f"backfill/1a2b/0000{part}")))
        facts = gather(connection, "backfill/1a2b")
        newest = gather(connection)
    assert newest.run["run_id"] == "backfill/1a2b"
    assert (facts.count("article_count"), facts.count("event_count")) == (2, 2)
    assert [s["article_count"] for s in facts.sources] == [2]
    found = {r.expectation: r.element_count for r in facts.results if r.suite == "articles"}
    assert found["day_is_known"] == 2


def bare(**changes: Any) -> Facts:
    run = {"status": "succeeded", "message": None, "seconds": 60.0, "kind": "nightly"}
    values: dict[str, Any] = {
        "run": run, "validations": [{"stage": "before_load"}], "results": [], "sources": [],
        "quarantine": [], "held": [], "measures": [], "run_times": [], "scores": [],
        "scored_on": None, "deadline_seconds": 3600.0,
        "gathered_at": datetime(2018, 3, 5, tzinfo=UTC),
    }  # fmt: skip
    return Facts(**values | changes)


def result(**changes: Any) -> Result:
    values: dict[str, Any] = {
        "suite": "claims", "expectation": "x", "severity": "info", "expect": "Good.",
        "expect_ar": "", "why": "", "why_ar": "", "when_it_fails_ar": "",
        "when_it_fails": "", "is_success": False, "is_evaluated": True, "element_count": 1,
        "unexpected_count": 1, "observed_value": None, "sample": [], "message": None,
        "duration_ms": 1,
    }  # fmt: skip
    return Result(**values | changes)


def score(value: float, floor: float, *, is_error: bool = False) -> Score:
    return Score(fold="check", measure="event", value=value, floor=floor, is_error=is_error)


REASONS: list[tuple[Facts, Grade, list[str]]] = [
    (bare(), Grade.GREEN, []),
    (bare(validations=[]), Grade.RED, ["reason_unjudged"]),
    (bare(run=bare().run | {"seconds": 4000.0}), Grade.AMBER, ["reason_late"]),
    (bare(run=bare().run | {"status": "failed"}), Grade.RED, ["reason_failed"]),
    (
        bare(run=bare().run | {"status": "running"}, validations=[]),
        Grade.AMBER,
        ["reason_unjudged"],
    ),
    (bare(results=[result()]), Grade.GREEN, []),
    (bare(results=[result(severity="warning")]), Grade.AMBER, ["reason_warning"]),
    (bare(results=[result(severity="critical")]), Grade.RED, ["reason_critical"]),
    (bare(results=[result(is_evaluated=False)]), Grade.RED, ["reason_not_evaluated"]),
    (bare(scores=[score(0.4, 0.5)]), Grade.AMBER, ["reason_score"]),
    (bare(scores=[score(0.5, 0.5), score(0.4, 0.5, is_error=True)]), Grade.GREEN, []),
]


@pytest.mark.parametrize(("facts", "wanted", "phrases"), REASONS)
def test_each_reason_has_its_grade(facts: Facts, wanted: Grade, phrases: list[str]) -> None:
    found, reasons = grade(facts)
    assert (found, [reason.phrase for reason in reasons]) == (wanted, phrases)


class Links(HTMLParser):
    """Where links lead, and what a browser would fetch or run."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.links: list[str] = []
        self.fetched: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids.add(found.get("id") or "")
        if tag == "a" and (found.get("href") or "").partition(":")[0] not in ("http", "https"):
            self.links.append(found.get("href") or "")
        if tag in {"script", "link", "img", "iframe", "object"}:
            self.fetched.append(tag)
        self.fetched += [name for name in found if name.startswith("on") or name == "style"]


@pytest.mark.postgres
def test_pages_ask_for_nothing_and_every_link_leads_somewhere(
    settings: Settings, build: Build
) -> None:
    big = build.event(casualties=(build.claim(count=build.count(2500, 2500)),), rule=HOSTILE)
    hostile = build.reading(big, title=HOSTILE, outlet=HOSTILE)
    early = build.reading(build.event(), doc_id="c" * 16, published_on=date(1970, 1, 1))
    run_night(settings, build, hostile, early)
    with steps.warehouse(settings) as connection:
        index = write_quality(connection, settings.reports)
    pages = {page.name: Links(page.read_text("utf-8")) for page in index.parent.glob("*.html")}
    assert {"index.html", "index.ar.html", "results.html", "rows.html"} <= set(pages)
    assert f"article-{'c' * 16}.ar.html" in pages, "what is held can be read too"
    for name, page in pages.items():
        assert page.fetched == [], name
        for link in page.links:
            file, _, anchor = link.partition("#")
            assert (index.parent / file).exists() if file else True, (name, link)
            target = pages.get(file or name)
            assert not (target and anchor) or anchor in target.ids, (name, link)
    text = index.read_text("utf-8")
    assert "claims.figure_is_plausible" in text
    arabic = (index.parent / "index.ar.html").read_text("utf-8")
    assert 'dir="rtl"' in arabic
    expected = expectations.arabic()["claims", "figure_is_plausible"].expect
    assert f'<td class="words">{expected}' in arabic, "why a record is held, in the page's language"
    assert f'href="{index.parent.name}/index.html"' in (
        settings.reports / "quality" / "latest.html"
    ).read_text("utf-8")


@pytest.mark.postgres
def test_pages_of_old_runs_are_removed(settings: Settings, build: Build) -> None:
    for day in (4, 5, 6):
        name = f"nightly/2018-03-0{day}"
        run_night(settings, build, build.reading(doc_id=f"{day}" * 16), name=name)
        with steps.warehouse(settings) as connection:
            write_quality(connection, settings.reports, name, kept=2)
    kept = {p.name for p in (settings.reports / "quality").iterdir() if p.is_dir()}
    assert kept == {"nightly__2018-03-05", "nightly__2018-03-06"}


@pytest.mark.postgres
def test_every_article_of_a_run_has_its_page(settings: Settings, build: Build) -> None:
    ids = [f"{number:016x}" for number in range(1, 121)]
    run_night(settings, build, *(build.reading(doc_id=one, title=one) for one in ids))
    with steps.warehouse(settings) as connection:
        folder = write_quality(connection, settings.reports).parent
    rows = (folder / "rows.html").read_text("utf-8")
    assert [one for one in ids if f'href="article-{one}.html"' not in rows] == []
    assert len(list(folder.glob("article-*.html"))) == 2 * len(ids)


@pytest.mark.postgres
def test_a_run_that_left_no_trace_writes_no_page(settings: Settings) -> None:
    assert checks.write_pages(settings, "nightly/none") is None


@pytest.mark.postgres
@pytest.mark.parametrize(("make", "wanted", "_"), GRADES)
def test_the_command_says_the_same_and_fails_where_it_cannot_be_trusted(
    settings: Settings, build: Build, make: Callable[[Build], list[Any]], wanted: Grade,
    _: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    run_night(settings, build, *make(build))
    monkeypatch.setenv("TAWTHIQ_HOME", str(settings.home))
    monkeypatch.setenv("TAWTHIQ_WAREHOUSE_URL", settings.warehouse_url)
    monkeypatch.setattr("tawthiq.quality.facts.read_scores", lambda: ([], None))
    status = cli.run(["quality", "--run", NIGHT, "--json"])
    record = json.loads(capsys.readouterr().out)
    assert record["grade"] == wanted
    assert status == (1 if wanted is Grade.RED else 0)
    assert cli.run(["quality"]) == status
    assert NIGHT in capsys.readouterr().out


@pytest.mark.postgres
def test_measures_of_nights_become_charts(settings: Settings, build: Build) -> None:
    for day in (4, 5):
        readings = [
            build.reading(*[build.event()][: n % 2], doc_id=f"{day}{n:015d}") for n in range(40)
        ]
        run_night(settings, build, *readings, name=f"nightly/2018-03-0{day}")
    with steps.warehouse(settings) as connection:
        measures = {m.name: m for m in gather(connection).measures}
    assert measures["articles_yield_events"].values == (0.5, 0.5)
    assert measures["articles_yield_events"].nights == ("2018-03-04", "2018-03-05")
    assert measures["articles_yield_events"].low == 0.01


def test_a_chart_has_gaps_and_marks_what_is_outside_its_band() -> None:
    drawn = chart(["a", "b", "c", "d"], [1, 2, None, 9], low=0, high=4)
    assert [d.is_met for d in drawn.dots] == [True, True, False]
    assert len(drawn.lines) == 1, "no line over a night that was not measured"
    assert [d.y for d in drawn.dots] == sorted((d.y for d in drawn.dots), reverse=True)
    assert drawn.last == 9
    assert chart([], []).last is None


def test_scores_of_the_extractor_stand_beside_their_floors(tmp_path: Path) -> None:
    scores, day = read_scores()
    assert scores
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", str(day))
    assert read_scores(tmp_path / "none.json") == ([], None)


@pytest.mark.postgres
def test_another_month_of_results_is_another_partition(warehouse: wh.Connection) -> None:
    for at in ("2026-01-31T23:59:59Z", "2026-02-01T00:00:00Z"):
        wh.run(warehouse, "upserts/result_partition.sql", {"at": at})
    parts = wh.execute(
        warehouse,
        "SELECT inhrelid::regclass::text AS part FROM pg_inherits "
        "WHERE inhparent = 'quality.expectation_result'::regclass ORDER BY 1",
    )
    assert [row["part"].rpartition("_result_")[2] for row in parts] == ["2026_01", "2026_02"]
