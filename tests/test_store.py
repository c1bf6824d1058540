from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from tawthiq.store import Store, StoreError, open_store

ROWS = [{"title": "قصف"}, {"title": "lone \ud800 surrogate", "n": [1, None]}, {}]


@pytest.fixture(params=["folder", "object storage"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return open_store(
        str(tmp_path / "stages") if request.param == "folder" else f"memory://{uuid4()}/stages"
    )


def test_rows_come_back_as_they_went_in(store: Store) -> None:
    assert store.write_lines("read", "nightly/2026-10-05", ROWS) == 3
    assert store.exists("read", "nightly/2026-10-05")
    assert list(store.read_lines("read", "nightly/2026-10-05")) == ROWS


def test_a_batch_of_no_rows_is_a_batch(store: Store) -> None:
    assert store.write_lines("read", "b", []) == 0
    assert list(store.read_lines("read", "b")) == []


def test_a_batch_written_again_replaces_the_former(store: Store) -> None:
    store.write_lines("read", "b", ROWS)
    store.write_lines("read", "b", ROWS[:1])
    assert list(store.read_lines("read", "b")) == ROWS[:1]


def test_the_same_rows_give_the_same_bytes(store: Store) -> None:
    store.write_lines("read", "a", ROWS)
    store.write_lines("read", "b", ROWS)
    assert store.path("read", "a").read_bytes() == store.path("read", "b").read_bytes()


def test_a_stage_that_fails_half_way_leaves_what_was_there(store: Store) -> None:
    def rows() -> Iterator[dict[str, Any]]:
        yield {"n": 1}
        raise RuntimeError("interrupted")

    store.write_lines("read", "b", ROWS)
    with pytest.raises(RuntimeError, match="interrupted"):
        store.write_lines("read", "b", rows())
    assert list(store.read_lines("read", "b")) == ROWS
    with pytest.raises(RuntimeError, match="interrupted"):
        store.write_lines("read", "new", rows())
    assert not store.exists("read", "new")
    assert store.batches("read") == ["b"]


def test_batches_are_listed_by_name(store: Store) -> None:
    for name in ("nightly/2026-10-06", "nightly/2026-10-05", "backfill/ab/00001"):
        store.write_lines("read", name, [])
    assert store.batches("read", "nightly") == ["nightly/2026-10-05", "nightly/2026-10-06"]
    assert store.batches("read")[0] == "backfill/ab/00001"
    assert store.batches("extract") == []


def test_other_files_are_created_whole_too(store: Store) -> None:
    with store.create("fetch", "sham/2026-10-05", ".warc.gz") as file:
        file.write(b"WARC")
    assert store.path("fetch", "sham/2026-10-05", ".warc.gz").read_bytes() == b"WARC"


@pytest.mark.parametrize("name", ["../etc", "a/../../b", "/etc/passwd", "", "a//b", "a b"])
def test_a_name_cannot_leave_the_store(store: Store, name: str) -> None:
    with pytest.raises(StoreError, match="cannot name"):
        store.path("read", name)


def test_a_missing_batch_says_which_stage_to_run(store: Store) -> None:
    with pytest.raises(StoreError, match="run the stage 'read'"):
        list(store.read_lines("read", "nightly/2026-10-05"))


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(b'{"n":1}\n{"n":2}\n')[:-9],
        gzip.compress(b'{"n":1}\n{"n":'),
        gzip.compress(b'{"n":1}\n\xff\n'),
        b"not gzip",
    ],
    ids=["cut off", "half a line", "not UTF-8", "not gzip"],
)
def test_a_damaged_file_is_named_with_its_line(store: Store, content: bytes) -> None:
    store.write_lines("read", "b", [])
    store.path("read", "b").write_bytes(content)
    with pytest.raises(StoreError, match=r"b\.jsonl\.gz:\d+: .*remove the file"):
        list(store.read_lines("read", "b"))


def test_nothing_is_left_beside_the_files_of_a_folder(tmp_path: Path) -> None:
    store = open_store(str(tmp_path))
    store.write_lines("read", "b", ROWS)
    assert [p.name for p in tmp_path.rglob("*") if p.is_file()] == ["b.jsonl.gz"]
