"""The command line: each command explains itself, errors are one line, extract is a filter."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
import typer
from newsroom.serve import serve

from tawthiq import cli
from tawthiq.cli.progress import Ticker

COMMANDS = {
    *("setup", "doctor", "psql", "run", "backfill", "up", "down", "ingest", "airflow"),
    *("extract", "explain", "trends", "outlets", "status", "quarantine", "quality", "expectations"),
    "gaps",
}
#: Killed: three civilians, by artillery, in Douma. Then rain, which is no event.
HARM = "قتل ثلاثة مدنيين جراء قصف مدفعي لقوات النظام على مدينة دوما في الغوطة الشرقية"
RAIN = "توقعت الأرصاد الجوية هطول أمطار غزيرة على الساحل يوم غد"


def known() -> dict[str, typer.models.CommandInfo]:
    commands = {c.callback.__name__: c for c in cli.app.registered_commands if c.callback}
    return commands | {g.name: g for g in cli.app.registered_groups}


def article(number: int, text: str = HARM) -> str:
    record = {
        "doc_id": f"d{number:04d}",
        "outlet": "مرآة",
        "title": "",
        "text": text,
        "published": "2018-03-08",
    }
    return json.dumps(record, ensure_ascii=False)


def test_the_commands_are_there() -> None:
    assert set(known()) >= COMMANDS


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_each_explains_itself_with_an_example(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([name, "--help"]) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "Usage: tawthiq " + name in said
    assert f"Example: tawthiq {name}" in said or f"tawthiq {name}" in said.partition("Example:")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["ingest", "missing.zip"], "missing.zip is not a file; name a WARC, ZIP"),
        (["backfill", "missing.zip"], "missing.zip is not a file; name a WARC, ZIP"),
        (["extract", "missing.jsonl", "--out", "o.jsonl"], "missing.jsonl: No such file"),
        (["status"], "TAWTHIQ_WORKERS: 'many' is not a whole number from 1 to 256"),
    ],
)
def test_an_error_is_one_clear_line(
    arguments: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    if arguments == ["status"]:
        monkeypatch.setenv("TAWTHIQ_WORKERS", "many")
    assert cli.run(arguments) == 1
    (line,) = capsys.readouterr().err.splitlines()
    assert line.startswith("tawthiq: ")
    assert said in line
    assert cli.run([*arguments, "--debug"]) == 1
    trace = capsys.readouterr().err
    assert "Traceback (most recent call last)" in trace


def test_an_unknown_option_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["trends", "--weeks", "0"]) == 2
    assert "--weeks" in capsys.readouterr().err


def test_explain_shows_words_rules_and_events(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", HARM, "--published", "2018-03-08"]) == 0
    said = capsys.readouterr().out
    assert "harm" in said
    assert "ثلاثة مدنيين" in said
    events = json.loads(said[said.index("[\n") :])
    (event,) = events
    assert event["type"] == "shelling"
    assert event["casualties"][0]["count"] == {"low": 3, "high": 3, "qualifier": "exact"}


def test_extract_gives_a_document_a_line_in_the_order_of_the_articles(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    into, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    lines = [article(n, HARM if n % 2 else RAIN) for n in range(300)]
    lines.insert(7, "{broken")
    lines.insert(9, json.dumps({"doc_id": "x"}))
    lines.insert(11, "")
    into.write_text("\n".join(lines) + "\n", "utf-8")
    assert cli.run(["extract", str(into), "--out", str(out), "--jobs", "4"]) == 1
    said = capsys.readouterr().err.splitlines()
    broken, missing = (line for line in said if line.startswith(str(into)))
    assert broken.startswith(f"{into}:8: ")
    assert missing == f"{into}:10: the field 'text' is missing"
    assert said[-1].startswith("300 articles, 150 events, ")
    assert said[-1].endswith("2 lines hold no article")
    many = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [d["doc_id"] for d in many] == [f"d{n:04d}" for n in range(300)]
    assert [len(d["events"]) for d in many] == [0, 1] * 150
    assert cli.run(["extract", str(into), "--out", str(out), "--jobs", "1"]) == 1
    assert [json.loads(line) for line in out.read_text("utf-8").splitlines()] == many


def test_extract_leaves_what_was_there_until_it_is_done(tmp_path: Path) -> None:
    into, out = tmp_path / "in.jsonl", tmp_path / "out.jsonl"
    out.write_text("before\n", "utf-8")
    into.write_text(article(1) + "\n", "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("tawthiq.exchange.extract", lambda *_: 1 / 0)
        assert cli.run(["extract", str(into), "--out", str(out), "--jobs", "1"]) == 1
    assert out.read_text("utf-8") == "before\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["in.jsonl", "out.jsonl"]


def test_extract_is_a_filter() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tawthiq", "extract", "-", "--out", "-", "--jobs", "1"],
        input=article(1) + "\n",
        capture_output=True,
        text=True,
        check=True,
    )
    (line,) = done.stdout.splitlines()
    assert json.loads(line)["doc_id"] == "d0001"


def test_progress_tells_share_rate_and_time_left(capsys: pytest.CaptureFixture[str]) -> None:
    now = [100.0]
    ticker = Ticker(400, lambda: now[0])
    lines = ticker.counted([b"x" * 100] * 4)
    next(lines)
    ticker.tell(1, 0)
    assert capsys.readouterr().err == "", "too early for a line"
    now[0] += 10
    ticker.tell(50, 30)
    said = capsys.readouterr().err
    assert said == "50 articles, 30 events, 5 articles a second, 25%, some 30 s left\n"
    ticker.tell(51, 30)
    assert capsys.readouterr().err == "", "at most one line in some seconds"


def test_sources_are_listed_and_checked(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["sources", "list", "sample-*"]) == 0
    assert "sample-nida" in capsys.readouterr().out
    with serve() as base:
        monkeypatch.setenv("TAWTHIQ_NEWSROOM_PORT", base.rpartition(":")[2])
        assert cli.run(["sources", "check", "sample-nida", "--day", "2018-03-08"]) == 0
    assert "1 sound, 0 with remarks" in capsys.readouterr().err
    assert cli.run(["sources", "check", "sample-nida", "--day", "2018-03-08"]) == 1  # nobody serves
    assert "sample-nida: names no article" in capsys.readouterr().out


def test_help_answers_at_once() -> None:
    """It imports neither Airflow nor Great Expectations; those take seconds."""
    heavy = "airflow", "great_expectations", "camel_tools", "pandas"
    probe = (
        "import sys; from tawthiq.cli import run; run(['--help']); "
        f"sys.exit(any(name in sys.modules for name in {heavy}))"
    )
    started = time.monotonic()
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, check=False)
    assert done.returncode == 0
    assert b"extract" in done.stdout
    assert time.monotonic() - started < 30
