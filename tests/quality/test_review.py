"""Quarantine: released records are judged and loaded, rejected ones stay out, retried ones pass."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq import cli, quarantine, review, steps
from tawthiq import warehouse as wh
from tawthiq.load import load
from tawthiq.quarantine import Decision, QuarantineError
from tawthiq.settings import Settings
from tawthiq.validate import validate

if TYPE_CHECKING:
    from conftest import Build

pytestmark = pytest.mark.postgres

ANA = Decision(actor_name="ana", remark="the monitor says so")


@pytest.fixture
def settings(warehouse_url: str, tmp_path: Path) -> Settings:
    return Settings(
        home=tmp_path,
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


def hold(settings: Settings, build: Build, **changes: Any) -> str:
    """Load a claim that no single happening of this war had; return its quarantine id."""
    event = build.event(casualties=(build.claim(count=build.count(2500, 2500)),))
    with steps.warehouse(settings) as connection:
        load(connection, validate(build.batch(build.reading(event, **changes))))
        return str(quarantine.listing(connection)[0]["quarantine_id"])


def row(settings: Settings, held: str) -> dict[str, Any]:
    with steps.warehouse(settings) as connection:
        return quarantine.show(connection, [held])[0]


def count(settings: Settings, table: str) -> int:
    statements = {
        "claims": "SELECT count(*) AS n FROM core.casualty",
        "figures": "SELECT count(*) AS n FROM core.incident_figure",
        "runs": "SELECT count(*) AS n FROM ops.run WHERE status = 'succeeded'",
    }
    with steps.warehouse(settings) as connection:
        return int(wh.execute(connection, statements[table])[0]["n"])


def actions(settings: Settings, held: str) -> list[tuple[str, str, str]]:
    return [(a["action"], a["actor_name"], a["remark"]) for a in row(settings, held)["audit"]]


def test_a_release_is_judged_loaded_reconciled_and_audited(
    settings: Settings, build: Build
) -> None:
    held = hold(settings, build)
    assert count(settings, "claims") == 0
    report = review.release(settings, [held], ANA)
    assert report.inserted["core.casualty"] == 1
    assert (count(settings, "claims"), count(settings, "runs")) == (1, 1)
    assert count(settings, "figures") > 0
    assert actions(settings, held)[-1] == ("released", "ana", "the monitor says so")


def test_a_release_outlives_the_night_being_run_again(settings: Settings, build: Build) -> None:
    held = hold(settings, build)
    review.release(settings, [held], ANA)
    event = build.event(casualties=(build.claim(count=build.count(2500, 2500)),))
    with steps.warehouse(settings) as connection:
        released = quarantine.released_ids(connection, ["a" * 16])
        load(connection, validate(build.batch(build.reading(event)), released=released))
    assert count(settings, "claims") == 1
    assert row(settings, held)["status"] == "released"


def test_a_rejection_loads_nothing_and_is_audited(settings: Settings, build: Build) -> None:
    held = hold(settings, build)
    assert review.reject(settings, [held], ANA) == [held]
    assert count(settings, "claims") == 0
    assert actions(settings, held)[-1] == ("rejected", "ana", "the monitor says so")
    assert review.reject(settings, [held], ANA) == [], "decided once"


def test_a_retry_takes_what_the_extractor_reads_now(settings: Settings, build: Build) -> None:
    held = hold(settings, build)  # today's extractor finds 17 in the same words
    made = review.retry(settings, [held], ANA)
    assert (made.resolved, made.held, made.unread) == ((held,), (), ())
    assert count(settings, "claims") > 0
    assert [a for a, _, _ in actions(settings, held)] == ["quarantined", "retried", "resolved"]


def test_a_retry_that_still_fails_leaves_it_held(settings: Settings, build: Build) -> None:
    with steps.warehouse(settings) as connection:
        old = build.reading(published_on=date(1970, 1, 1))
        load(connection, validate(build.batch(old)))
        held = quarantine.listing(connection)[0]["quarantine_id"]
    made = review.retry(settings, [held], ANA)
    assert (made.resolved, made.held) == ((), (held,))


@pytest.mark.parametrize(("name", "why"), [("", "a reason"), ("ana", "  ")])
def test_nobody_decides_without_name_and_reason(name: str, why: str) -> None:
    with pytest.raises(QuarantineError, match="who decides and why"):
        Decision(actor_name=name, remark=why)


def test_an_unknown_id_decides_nothing_and_the_run_is_closed(settings: Settings) -> None:
    with pytest.raises(QuarantineError, match="not in quarantine: nothing"):
        review.release(settings, ["nothing"], ANA)
    with steps.warehouse(settings) as connection:
        runs = wh.execute(connection, "SELECT status, message FROM ops.run")
    assert [r["status"] for r in runs] == ["failed"]
    assert "not in quarantine" in runs[0]["message"]


def test_what_is_proposed_says_what_failed_in_plain_words(settings: Settings, build: Build) -> None:
    held = hold(settings, build, outlet="{{ 7*7 }}<b>[x](http://evil)")
    said = review.proposal(settings, "release", [held], "{% raw %} because")
    assert held in said
    assert "not larger than the largest of its kind" in said
    assert not set("{}<>[]") & set(said)
    with pytest.raises(QuarantineError, match="say why"):
        review.proposal(settings, "release", [held], " ")


def test_the_approver_is_named_in_the_audit(settings: Settings, build: Build) -> None:
    held = hold(settings, build)
    review.carry_out(settings, "reject", [held], actor_name="bassam", remark="misread; agreed")
    assert actions(settings, held)[-1] == ("rejected", "bassam", "misread; agreed")
    with pytest.raises(KeyError):
        review.carry_out(settings, "delete", [held], actor_name="bassam", remark="agreed")


def test_the_command_line_lists_shows_and_decides(
    settings: Settings, build: Build, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    held = hold(settings, build)
    monkeypatch.setenv("TAWTHIQ_HOME", str(settings.home))
    monkeypatch.setenv("TAWTHIQ_WAREHOUSE_URL", settings.warehouse_url)
    assert cli.run(["quarantine", "list", "--json"]) == 0
    assert [r["quarantine_id"] for r in json.loads(capsys.readouterr().out)] == [held]
    assert cli.run(["quarantine", "list"]) == 0
    assert cli.run(["quarantine", "show", held]) == 0
    assert "figure_is_plausible" in capsys.readouterr().out
    assert cli.run(["quarantine", "reject", held, "--why", "misread", "--as", "ana"]) == 0
    assert capsys.readouterr().out == "rejected: 1\n"
    assert cli.run(["quarantine", "show", "nothing"]) == 1
    assert capsys.readouterr().err == "tawthiq: not in quarantine: nothing\n"


def test_expectations_are_listed_with_reason_and_remedy(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["expectations", "list", "--json"]) == 0
    rows = json.loads(capsys.readouterr().out)
    assert len(rows) >= 60
    assert all(r["why"] and r["when_it_fails"] and r["severity"] for r in rows)
    suites = {"pages", "articles", "events", "claims", "incidents", "weekly_tables", "sources",
              "gazetteer"}  # fmt: skip
    assert suites <= {r["suite"] for r in rows}
