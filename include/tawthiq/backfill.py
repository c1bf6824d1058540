"""Archives through the stages: cut once into chunks, then several chunks at a time.

    archive → cut → read/backfill/<id>/00000 …  → lanes → work: extract, validate, load each chunk

A chunk that is loaded has its row in `ops.backfill_part`; an interrupted backfill goes on with the
others, and the same chunk loaded twice changes nothing. An archive's identity is its content: the
same file under another name is the same backfill.
"""

from __future__ import annotations

import getpass
import hashlib
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path

from tawthiq import steps
from tawthiq import warehouse as wh
from tawthiq.bulk import in_order
from tawthiq.model import Article, Rejected
from tawthiq.settings import Settings
from tawthiq.store import open_store

#: Records a chunk. Fewer, and the half second that Great Expectations takes for any batch weighs;
#: more, and an interrupted chunk costs minutes and a process some hundred MB more.
CHUNK = 1000

CUT = "cut"  # stage whose file says that an archive was cut to its end


class ArchiveError(ValueError):
    """An archive cannot be taken; names it and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a set of backfills is."""

    chunks: int
    done: int
    articles: int
    rejected: int


def named(archives: Sequence[str]) -> list[str]:
    """Return the archives' full paths, each once.

    Raises:
        ArchiveError: none is named, or one is no file.
    """
    if not archives:
        raise ArchiveError("name at least one archive in the parameter `archives`")
    paths = [Path(archive).expanduser().resolve() for archive in archives]
    for path in paths:
        if not path.is_file():
            raise ArchiveError(
                f"{path} is not a file; name a ZIP, tar, JSON lines, XML or WARC file"
            )
    return list(dict.fromkeys(map(str, paths)))


def cut(settings: Settings, archive: str, run_id: str | None = None) -> str:
    """Cut an archive into chunks unless that is done; return the backfill's id.

    The id is the first 12 hexadecimal digits of the archive's SHA-256.
    """
    path = Path(archive)
    digest = _sha256(path)
    backfill = digest[:12]
    store = open_store(settings.store_url)
    if not store.exists(CUT, backfill):
        names = []
        for number, chunk in enumerate(_chunks(_read(path))):
            batch = f"backfill/{backfill}/{number:05d}"
            steps.leave_articles(store, batch, chunk)
            names.append(batch)
        store.write_lines(CUT, backfill, ({"batch": name} for name in names))
    _enter(settings, backfill, path.name, digest, len(chunks_of(settings, backfill)), run_id)
    return backfill


def chunks_of(settings: Settings, backfill: str) -> list[str]:
    """Return the batches that an archive was cut into, in its order."""
    store = open_store(settings.store_url)
    return [row["batch"] for row in store.read_lines(CUT, backfill)]


def lanes(settings: Settings, backfills: Sequence[str], count: int) -> list[list[str]]:
    """Deal the chunks that are not loaded into `count` lanes of like length, none empty."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "ops/backfill_done.sql", {"backfills": list(backfills)})
    done = {row["batch_name"] for row in rows}
    todo = [batch for b in backfills for batch in chunks_of(settings, b) if batch not in done]
    return [lane for lane in (todo[start::count] for start in range(count)) if lane]


def work(settings: Settings, lane: Sequence[str]) -> int:
    """Extract, validate and load a lane's chunks, several at a time; return how many."""
    jobs = min(settings.workers, len(lane))
    return sum(1 for _ in in_order(partial(_one, settings), lane, jobs, _warm))


def progress(settings: Settings, backfills: Sequence[str]) -> Progress:
    """Return how far these backfills are, by the ledger."""
    with steps.warehouse(settings) as connection:
        rows = wh.query(connection, "ops/backfill_progress.sql", {"backfills": list(backfills)})
    return Progress(**rows[0])


def finish(settings: Settings, backfills: Sequence[str]) -> None:
    """Close the ledger of backfills all of whose chunks are loaded."""
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.run(connection, "ops/end_backfill.sql", {"backfills": list(backfills)})


def _one(settings: Settings, batch: str) -> str:
    today = datetime.now(UTC).date()
    steps.extract_batch(settings, batch)
    steps.validate_batch(settings, batch, as_of=today)
    report = steps.load_batch(settings, batch, as_of=today)
    store = open_store(settings.store_url)
    part = {
        "backfill_id": batch.split("/")[1],
        "part_number": int(batch.split("/")[2]),
        "batch_name": batch,
        "batch_id": report.batch_id,
        "article_count": sum(1 for _ in store.read_lines("read", batch)),
        "rejected_count": sum(1 for _ in store.read_lines("rejected", batch)),
    }
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.run(connection, "ops/backfill_part.sql", part)
    return batch


def _warm() -> None:
    """Load in each process what every chunk needs."""
    from tawthiq.extract import load_language

    load_language()


def _read(path: Path) -> Iterator[Article | Rejected]:
    from tawthiq.read import read

    return iter(read(path, steps.all_sources()))


def _chunks(found: Iterator[Article | Rejected]) -> Iterator[Iterable[Article | Rejected]]:
    while chunk := list(islice(found, CHUNK)):
        yield chunk


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _enter(
    settings: Settings, backfill: str, name: str, digest: str, parts: int, run_id: str | None
) -> None:
    row = {
        "backfill_id": backfill,
        "archive_name": name,
        "archive_sha256": digest,
        "reason": run_id,
        "started_by": _who(),
        "part_count": parts,
    }
    with steps.warehouse(settings) as connection, wh.transaction(connection):
        wh.run(connection, "ops/begin_backfill.sql", row)


def _who() -> str:
    with suppress(KeyError, OSError):  # a container's user may have no name
        return getpass.getuser()
    return str(os.getuid())
