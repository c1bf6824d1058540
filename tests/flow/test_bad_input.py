"""Bad archives and records on the command line: each has one clear message, the rest is loaded.

All of them are ingested at once beside sound articles, and then a second time.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tawthiq import cli
from tawthiq import warehouse as wh

#: Killed: three civilians, by artillery, in Douma, yesterday.
TEXT = "قتل ثلاثة مدنيين جراء قصف مدفعي لقوات النظام على مدينة دوما في الغوطة الشرقية أمس"
CORRECTED = TEXT.replace("ثلاثة", "أربعة")  # four


def record(name: str, **changes: Any) -> dict[str, Any]:
    sound = {
        "source": "aawsat",
        "url": f"https://news.example/{name}",
        "date_extracted": "2018-03-08 10:00:00",
        "title": f"عنوان {name}",
        "author": "",
        "content": TEXT,
    }
    return sound | changes


def lines(*records: dict[str, Any]) -> bytes:
    return b"".join(json.dumps(r, ensure_ascii=False).encode() + b"\n" for r in records)


def zipped(path: Path, *records: dict[str, Any]) -> bytes:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        if records:
            archive.writestr("day.json", json.dumps(records))
    return path.read_bytes()


def without(name: str, key: str) -> dict[str, Any]:
    return {k: v for k, v in record(name).items() if k != key}


#: File → its bytes, made in a folder.
FILES: dict[str, Callable[[Path], bytes]] = {
    "sound.zip": lambda path: zipped(path, record("sound-1"), record("sound-2")),
    "empty.zip": lambda _: b"",
    "hollow.zip": lambda path: zipped(path),
    "truncated.zip": lambda path: zipped(path, *(record(f"t{n}") for n in range(50)))[:-200],
    "broken.json": lambda _: json.dumps([record("before"), record("after")]).encode()[:-150],
    "fields.jsonl": lambda _: lines(
        without("no-text", "content"),
        without("no-date", "date_extracted"),
        record("future", date_extracted="2999-01-01"),
        record("sound-3"),
    ),
    "bytes.jsonl": lambda _: (
        lines(record("sound-4"))
        + lines(record("bytes")).replace("قتل".encode(), b"\xc7\xff\xfe")
        + lines(record("sound-5"))
    ),
    "large.jsonl": lambda _: lines(record("large", content=TEXT * 150_000), record("sound-6")),
    "twice.jsonl": lambda _: lines(record("twice"), record("twice")),
    "again.jsonl": lambda _: lines(
        record("again"), record("again", content=CORRECTED, date_extracted="2018-03-09 10:00:00")
    ),
}


@pytest.fixture
def ingest(
    tmp_path: Path, warehouse_url: str, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("TAWTHIQ_WAREHOUSE_URL", warehouse_url)
    monkeypatch.setenv("TAWTHIQ_AIRFLOW_DB_URL", warehouse_url)  # no embedded server
    monkeypatch.setenv("TAWTHIQ_WORKERS", "1")

    def run(*names: str) -> int:
        for name in names:
            path = tmp_path / name
            path.write_bytes(FILES[name](path))
        return cli.run(["ingest", *(str(tmp_path / name) for name in names)])

    return run


def held(warehouse: wh.Connection) -> dict[str, list[tuple[str, str]]]:
    """Return for each file what lies in quarantine: expectation and detail."""
    rows = wh.execute(
        warehouse,
        "SELECT coalesce(read_from, record_id) AS place, expectation, detail "
        "FROM quality.quarantine ORDER BY 2, 1",
    )
    warehouse.commit()
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows:
        name = next(n for n in FILES if row["place"].startswith(n))
        found.setdefault(name, []).append((row["expectation"], row["detail"]))
    return found


#: File → what its bad records fail, and a part of the one line that says it.
TOLD = {
    "empty.zip": [("empty_archive", "the file is empty; get it again")],
    "hollow.zip": [("empty_archive", "the ZIP holds no file; get it again")],
    "truncated.zip": [("broken_archive", "File is not a zip file; get the file again")],
    "broken.json": [("broken_json", "not JSON after element 1")],
    "fields.jsonl": [
        ("day_is_known", ""),
        ("day_is_not_in_the_future", ""),
        ("no_text", "no text under any of text, content"),
    ],
    "bytes.jsonl": [("letters_are_whole", "")],
    "large.jsonl": [("too_large", "a line of more than")],
}
LOADED = {f"sound-{n}" for n in range(1, 7)} | {"before", "twice", "again"}


@pytest.mark.postgres
def test_each_is_told_in_a_line_and_nothing_else_is_lost_or_loaded_twice(
    ingest: Callable[..., int], warehouse: wh.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest(*FILES) == 0
    assert "Traceback" not in capsys.readouterr().err
    told = held(warehouse)
    assert {name: [e for e, _ in lines] for name, lines in told.items()} == {
        name: [e for e, _ in lines] for name, lines in TOLD.items()
    }
    for name, wanted in TOLD.items():
        for (_, detail), (_, part) in zip(told[name], wanted, strict=True):
            assert part in detail
            assert "\n" not in detail
    first = loaded(warehouse)
    assert {row[0].rpartition("/")[2] for row in first} == LOADED
    assert ingest(*FILES) == 0
    assert loaded(warehouse) == first
    assert held(warehouse) == told


def loaded(warehouse: wh.Connection) -> list[tuple[str, str, bool]]:
    """Return address, text and whether it counts, of each version of each article."""
    rows = wh.execute(
        warehouse,
        "SELECT a.url, t.body, t.version = a.current_version AS counts FROM raw.article AS a "
        "JOIN raw.article_text AS t USING (article_id) ORDER BY a.url, t.published_on",
    )
    warehouse.commit()
    return [(row["url"], row["body"], row["counts"]) for row in rows]


@pytest.mark.postgres
def test_the_same_article_twice_is_one_and_other_words_are_another_version(
    ingest: Callable[..., int], warehouse: wh.Connection
) -> None:
    assert ingest("twice.jsonl", "again.jsonl") == 0
    assert [(url.rpartition("/")[2], counts) for url, _, counts in loaded(warehouse)] == [
        ("again", False),
        ("again", True),
        ("twice", True),
    ]
    assert [text for url, text, _ in loaded(warehouse) if "again" in url] == [TEXT, CORRECTED]
    deaths = wh.execute(
        warehouse,
        "SELECT a.url, c.count_low FROM core.casualty AS c JOIN core.event USING (event_id) "
        "JOIN raw.article AS a USING (article_id) ORDER BY 1",
    )
    assert [(d["url"].rpartition("/")[2], d["count_low"]) for d in deaths] == [
        ("again", 4),
        ("twice", 3),
    ]


@pytest.mark.postgres
def test_an_archive_of_nothing_but_noise_loads_nothing_and_says_so(
    ingest: Callable[..., int], warehouse: wh.Connection, capsys: pytest.CaptureFixture[str]
) -> None:
    assert ingest("empty.zip") == 0
    assert capsys.readouterr().out.startswith("0 articles in ")
    assert loaded(warehouse) == []
