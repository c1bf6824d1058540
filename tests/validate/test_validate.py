"""Verdicts: what is loaded, what is held and why, what stops a batch; and that nothing is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tawthiq import model as m
from tawthiq.expectations import FOLDER, SuiteError, arabic, load_suites
from tawthiq.validate import data_docs, examine_tables, suites, validate
from tawthiq.validate.data_docs import offline
from tawthiq.verdict import Band, Grain, Misread, Stage, Verdict

if TYPE_CHECKING:
    from conftest import Build


@dataclass(frozen=True)
class Rejected:
    record_id: str = "archive.zip#7"
    reason: str = "no_text"
    detail: str = "the field content is missing"
    where: str = "archive.zip#7"
    sample: str = '{"title": "عنوان"}'


def found(verdict: Verdict) -> set[tuple[str, str]]:
    return {(q.grain.value, q.expectation) for q in verdict.quarantined}


def test_a_sound_batch_passes_whole(build: Build) -> None:
    bands = {"sample-monitor": Band(low=1, high=9)}
    batch = build.batch(build.reading(build.event(), build.capture()), bands=bands)
    verdict = validate(batch)
    assert verdict.accepted == batch.readings
    assert (verdict.quarantined, verdict.withheld, verdict.is_loadable) == ((), frozenset(), True)
    suites_of_stage = [s for s in load_suites().values() if s.stage is Stage.BEFORE_LOAD]
    assert len(verdict.examination.results) == sum(len(s.expectations) for s in suites_of_stage)


def test_bad_articles_are_held_with_their_events_and_the_rest_is_loaded(build: Build) -> None:
    good = build.reading(build.event())
    future = build.reading(build.event(), doc_id="f" * 16, published_on=date(2019, 1, 1))
    huge = build.reading(build.event(), doc_id="d" * 16, text=build.TEXT * 70_000)  # 19 MB
    english = build.reading(doc_id="e" * 16, text="Seventeen civilians were killed in Douma today.")
    verdict = validate(build.batch(future, good, huge, english))
    assert verdict.accepted == (good,)
    assert found(verdict) == {
        ("article", "day_is_not_in_the_future"),
        ("article", "text_is_no_book"),
        ("article", "text_is_arabic"),
    }
    by_id = {q.record_id: q for q in verdict.quarantined}
    assert by_id["f" * 16].record["events"][0]["id"] == "e1"
    assert by_id["f" * 16].detail == "302"  # days after the night
    assert not by_id["d" * 16].is_record_whole
    assert by_id["d" * 16].read_from is None  # seen_in of the article tells where it lies
    assert len(by_id["d" * 16].record["article"]["text"]) == 20_000


def test_a_bad_event_is_held_and_its_article_loaded(build: Build) -> None:
    bad = build.event(id="e1", attackers=("regime",))
    verdict = validate(build.batch(build.reading(bad, build.capture())))
    assert [e.id for e in verdict.accepted[0].events] == ["e2"]
    assert found(verdict) == {("event", "sides_are_in_the_codebook")}
    held = verdict.quarantined[0]
    assert (held.detail, held.record["event"]["id"]) == ("regime", "e1")
    assert held.record_id == f"{'a' * 16}/{build.article().version}/e1"


def test_a_bad_claim_is_withheld_and_its_event_loaded(build: Build) -> None:
    event = build.event(casualties=(build.claim(), build.part(count=build.count(70, 70))))
    verdict = validate(build.batch(build.reading(event)))
    assert verdict.accepted[0].events == (event,)
    assert verdict.withheld == {f"{'a' * 16}/{build.article().version}/e1/c2"}
    assert [q.grain for q in verdict.quarantined] == [Grain.CLAIM]
    assert verdict.quarantined[0].record["claim"] == "c2"


def test_the_same_article_twice_is_accepted_once_and_two_versions_both(build: Build) -> None:
    first = build.reading(build.event())
    other = build.reading(text=build.TEXT + " تحديث")
    verdict = validate(build.batch(first, first, other, replace(first)))
    assert verdict.accepted == (first, other)
    assert verdict.quarantined == ()


def test_what_could_not_be_read_is_held_with_its_reason(build: Build) -> None:
    misread = Misread(
        article=build.article(),
        event_key="a/1/e4",
        reason="'quake' is not a valid EventType",
        record={"id": "e4", "type": "quake"},
    )
    batch = build.batch(build.reading(), rejected=(Rejected(),), misread=(misread,))
    verdict = validate(batch)
    record, event = verdict.quarantined
    assert (record.grain, record.expectation, record.detail) == (
        Grain.RECORD,
        "no_text",
        "the field content is missing",
    )
    assert record.record["sample"] == '{"title": "عنوان"}'
    assert (event.grain, event.record_id) == (Grain.EVENT, "a/1/e4")
    assert event.detail == "'quake' is not a valid EventType"
    assert verdict.is_loadable


def test_a_released_record_passes_and_its_failure_stays_on_record(build: Build) -> None:
    event = build.event(casualties=(build.claim(count=build.count(2500, 2500)),))
    batch = build.batch(build.reading(event))
    held = validate(batch).quarantined[0]
    verdict = validate(batch, released={held.quarantine_id})
    assert (verdict.quarantined, verdict.withheld) == ((), frozenset())
    failed = [r.expectation for r in verdict.examination.results if not r.is_success]
    assert failed == ["figure_is_plausible"]
    newer = build.event(casualties=event.casualties, rule="a better rule", extractor_version="2")
    again = validate(build.batch(build.reading(newer)), released={held.quarantine_id})
    assert again.quarantined == (), "a release outlives a new extractor that reads the same"


def test_mixed_extractor_versions_stop_the_batch_and_say_so(build: Build) -> None:
    verdict = validate(
        build.batch(build.reading(build.event(), build.capture(extractor_version="2")))
    )
    assert not verdict.is_loadable
    assert verdict.examination.outcome == "failed"
    assert "batch.one_extractor_read_it" in verdict.stopped_by


def test_half_a_night_in_quarantine_stops_the_batch(build: Build) -> None:
    readings = [
        build.reading(doc_id=f"{n}", published_on=None if n % 3 else build.DAY) for n in range(30)
    ]
    verdict = validate(build.batch(*readings))
    assert "most_articles_are_sound" in verdict.stopped_by


def test_volumes_of_sources_are_held_against_their_bands(build: Build) -> None:
    bands = {"sample-monitor": Band(low=2, high=9), "sample-agency": Band(low=1)}
    verdict = validate(build.batch(build.reading(), bands=bands))
    assert {h.source_id: h.verdict for h in verdict.health} == {
        "sample-agency": "below",
        "sample-monitor": "below",
    }
    failed = {r.expectation: r for r in verdict.examination.results if not r.is_success}
    assert {s["row"] for s in failed["enough_articles_came"].sample} == set(bands)


def test_the_order_of_readings_does_not_change_the_identity_of_a_batch(build: Build) -> None:
    one, two = build.reading(build.event()), build.reading(doc_id="b" * 16)
    assert build.batch(one, two).batch_id == build.batch(two, one).batch_id
    assert build.batch(one).batch_id != build.batch(one, two).batch_id
    newer = build.reading(build.event(extractor_version="2"))
    assert build.batch(one).batch_id != build.batch(newer).batch_id


# Vacuous success is the trap of this library: what is not evaluated must not pass.


def test_an_expectation_that_is_not_evaluated_fails_the_suite(
    build: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = suites.build

    def lose_one(suite: object) -> object:
        whole = real(suite)  # type: ignore[arg-type]
        if whole.name != "claims":
            return whole
        return type(whole)(name=whole.name, expectations=whole.expectations[1:])

    monkeypatch.setattr(suites, "build", lose_one)
    verdict = validate(build.batch(build.reading(build.event())))
    assert not verdict.is_loadable
    assert verdict.stopped_by == "claims.outcome_is_in_the_codebook: it was not evaluated at all"


def test_an_expectation_that_raises_fails_whatever_its_severity(build: Build) -> None:
    suite = load_suites()["sources"]
    rows = [{"row": 0, "source_id": "s", "article_count": "many", "expected_min": 3}]
    rows[0] |= dict.fromkeys(
        [
            "expected_max",
            "newest_age_days",
            "good_answer_share",
            "rejected_share",
            "silence_fault",
            "layout_fault",
        ],
        None,
    )
    results = {r.expectation: r for r in suites.examine(suite, rows).results}
    assert not results["enough_articles_came"].is_evaluated
    assert "could not be evaluated" in str(results["enough_articles_came"].message)


def test_tables_of_the_warehouse_are_examined_by_the_suites_of_their_stage() -> None:
    suite = load_suites()["sources"].model_copy(update={"stage": Stage.AFTER_PUBLISH})
    row = {"source_id": "s", "article_count": 1, "expected_min": 3, "expected_max": 9}
    row |= {
        "newest_age_days": 1,
        "rejected_share": 0.0,
        "silence_fault": None,
        "layout_fault": None,
        "good_answer_share": 1.0,
    }
    examination = examine_tables(
        Stage.AFTER_PUBLISH, "marts", {"sources": [row]}, suites={"sources": suite}
    )
    assert examination.outcome == "warned"
    assert [r.expectation for r in examination.results if not r.is_success] == [
        "enough_articles_came"
    ]


# Suites are read strictly.

GOOD = (FOLDER / "sources.yml").read_text(encoding="utf-8")
WRONG = [
    ("severity: info", "severity: mild", r"sources\.yml: expectations\.its_articles.*severity"),
    ("severity: info", "severity: info\n    urgent: yes", r"its_articles_report_something\.urgent"),
    ("table: sources", "tables: sources", "tables: Extra inputs"),
    ("name: news_is_fresh", "name: enough_articles_came", "named twice: enough_articles_came"),
    ("severity: info", "severity: info\n    codebook: Colour", "Colour is no closed list"),
    ("severity: info", "severity: info\n    failing_rows: quarantine", "suite with a grain"),
]


@pytest.mark.parametrize(("old", "new", "message"), WRONG)
def test_a_wrong_suite_is_one_clear_error(tmp_path: Path, old: str, new: str, message: str) -> None:
    assert old in GOOD
    (tmp_path / "sources.yml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(SuiteError, match=message):
        load_suites(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("expect_column_values_to_be_null", "expect_column_values_to_be_nil", "has no expect_"),
        ("max_value: 7", "at_most: 7", "news_is_fresh"),
        ("column: silence_fault", "column: silence", "table sources has no silence"),
    ],
)
def test_a_check_that_does_not_exist_is_one_clear_error(
    tmp_path: Path, build: Build, old: str, new: str, message: str
) -> None:
    assert old in GOOD
    (tmp_path / "sources.yml").write_text(GOOD.replace(old, new, 1), encoding="utf-8")
    changed = load_suites() | load_suites(tmp_path)
    with pytest.raises(SuiteError, match=message):
        validate(build.batch(build.reading()), suites=changed)


def test_an_empty_folder_of_suites_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(SuiteError, match="holds no suites"):
        load_suites(tmp_path)


def test_there_are_at_least_sixty_expectations() -> None:
    assert sum(len(s.expectations) for s in load_suites().values()) >= 60


def test_every_expectation_is_told_in_arabic() -> None:
    named = {(s.name, e.name) for s in load_suites().values() for e in s.expectations}
    assert set(arabic()) == named
    assert all(re.search("[ء-ي]", words) for told in arabic().values() for words in told)


# Data Docs open offline.


class Requests(HTMLParser):
    """What a browser would fetch or run."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in {"script", "link", "img", "iframe", "object"}:
            self.found.append(tag)
        self.found += [f"{k}={v}" for k, v in attrs if k.startswith("on")]
        self.found += [f"{k}={v}" for k, v in attrs if re.match(r"(https?:)?//", (v or "").strip())]


def test_data_docs_ask_for_nothing_and_show_the_offending_rows(
    build: Build, tmp_path: Path
) -> None:
    hostile = '"><img src=x onerror=alert(1)><script>alert(2)</script>'
    bad = build.reading(build.event(type=hostile), url=f"http://x/{hostile}", title=hostile)
    sound = build.reading(build.event(type="quake"), doc_id="b" * 16)
    verdict = validate(build.batch(bad, sound), docs=tmp_path)
    index = tmp_path / str(verdict.examination.report_path)
    pages = sorted(index.parent.glob("*.html"))
    stage = {s.name for s in load_suites().values() if s.stage is Stage.BEFORE_LOAD}
    assert {p.stem for p in pages} == stage - {"pages"} | {"index"}, "no pages, as in an archive"
    for page in pages:
        text = page.read_text(encoding="utf-8")
        seen = Requests()
        seen.feed(text)
        assert seen.found == [], page.name
        assert "default-src 'none'" in text
        assert "url(" not in text
    assert "quake" in (index.parent / "events.html").read_text(encoding="utf-8")
    assert index.parent.name in (tmp_path / "data_docs" / "latest.html").read_text(encoding="utf-8")


def test_remote_parts_of_a_page_are_taken_out() -> None:
    page = (
        '<html><head><link rel="stylesheet" href="https://cdn.example/a.css">'
        "<script src='//cdn.example/a.js'></script></head>"
        '<body onload="go()"><a href="https://x.example">x</a><a href="events.html">y</a>'
        '<img\nsrc="https://x.example/y.png"></body></html>'
    )
    seen = Requests()
    seen.feed(offline(page))
    assert seen.found == []
    assert 'href="events.html"' in offline(page)


def test_old_data_docs_are_forgotten(tmp_path: Path) -> None:
    names = [f"before_load/night/{n}" for n in range(4)]
    reports = [data_docs.write_data_docs(tmp_path, name, [], 2) for name in names]
    kept = {p.name for p in (tmp_path / "data_docs").iterdir() if p.is_dir()}
    assert kept == {Path(r).parent.name for r in reports[2:]}


def test_an_actor_of_the_model_is_accepted_as_it_is(build: Build) -> None:
    """Closed lists compare values, so that enumerations and stage files read the same."""
    assert str(m.Actor.GOV) == "gov"
    assert validate(build.batch(build.reading(build.event()))).quarantined == ()
