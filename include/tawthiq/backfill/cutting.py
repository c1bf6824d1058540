"""An archive → chunks of records as they lie in it; reading them is left to many processes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from upath import UPath

from tawthiq import steps
from tawthiq.backfill import ledger
from tawthiq.backfill.order import Order
from tawthiq.model import Rejected
from tawthiq.settings import Settings
from tawthiq.store import Store, open_store

#: Records a chunk. Great Expectations takes some 1.3 s of a core for any batch: at 2,000 records
#: that is a quarter of a chunk's time. More, and an interrupted chunk costs more to repeat.
CHUNK = 2000
#: Characters a chunk: pages are large, and a process holds a chunk's articles at a time.
CHUNK_SIZE = 64 * 1024 * 1024

CUT = "cut"  # stage of the chunks, and of the file that says that an archive was cut to its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """An archive as it was cut."""

    backfill_id: str
    batches: tuple[str, ...]


def cut(
    settings: Settings, archive: str, order: Order, *, name: str = "", by: str | None = None
) -> str:
    """Cut an archive into chunks unless that is done; return the backfill's id.

    Args:
        settings: whose store takes the chunks.
        archive: path or URL of a file.
        order: what is asked of it.
        name: under which it stands in the ledger; by default the file's.
        by: run or user that asks for it.
    """
    entry = _entry(archive, order, name, by)
    backfill = str(entry["backfill_id"])
    store = open_store(settings.store_url)
    if ledger.enter(settings, entry):
        return backfill  # loaded to its end before
    if not _is_cut(settings, store, backfill):
        chunks = _write(store, backfill, _records(archive, order))
        store.write_lines(CUT, _whole(backfill), chunks)
    ledger.set_parts(settings, backfill, len(chunks_of(settings, backfill)))
    return backfill


def chunks_of(settings: Settings, backfill: str) -> list[str]:
    """Return the batches that an archive was cut into, in its order; none if it is not cut."""
    store = open_store(settings.store_url)
    if not store.exists(CUT, _whole(backfill)):
        return []
    return [row["batch"] for row in store.read_lines(CUT, _whole(backfill))]


def remove_chunk(settings: Settings, batch: str) -> None:
    """Remove a chunk that is loaded: the archive holds it, and the stages after keep theirs."""
    open_store(settings.store_url).path(CUT, batch).unlink(missing_ok=True)


def _whole(backfill: str) -> str:
    return f"backfill/{backfill}"


def _is_cut(settings: Settings, store: Store, backfill: str) -> bool:
    """Tell whether every chunk that is not loaded lies in the store."""
    if not store.exists(CUT, _whole(backfill)):
        return False
    left = set(chunks_of(settings, backfill)) - ledger.done(settings, [backfill])
    return all(store.exists(CUT, batch) for batch in left)


def _records(archive: str, order: Order) -> Iterator[dict[str, Any]]:
    from tawthiq.read import raw_record, raw_records

    for found in raw_records(archive, steps.all_sources(), order.fields()):
        yield {"rejected": asdict(found)} if isinstance(found, Rejected) else raw_record(found)


def _write(
    store: Store, backfill: str, records: Iterator[dict[str, Any]]
) -> Iterator[dict[str, Any]]:
    """Write records into chunks, as they come, and yield each chunk's name and count."""
    first = next(records, None)
    number = 0
    while first is not None:
        batch = f"backfill/{backfill}/{number:05d}"
        chunk = _Chunk(first, records)
        count = store.write_lines(CUT, batch, chunk)
        yield {"batch": batch, "records": count}
        first, number = next(records, None), number + 1


class _Chunk:
    """The next records, as many as make a chunk."""

    def __init__(self, first: dict[str, Any], rest: Iterator[dict[str, Any]]) -> None:
        self._first, self._rest = first, rest

    def __iter__(self) -> Iterator[dict[str, Any]]:
        record: dict[str, Any] | None = self._first
        count = size = 0
        while record is not None:
            yield record
            count += 1
            size += _size(record)
            record = next(self._rest, None) if count < CHUNK and size < CHUNK_SIZE else None


def _size(record: dict[str, Any]) -> int:
    content = record.get("content", record.get("rejected", {}))
    return sum(len(value) for value in content.values() if isinstance(value, str))


def _entry(archive: str, order: Order, name: str, by: str | None) -> dict[str, Any]:
    """Return the ledger's row of this order."""
    from tawthiq.extract import load_language
    from tawthiq.read import fingerprint

    path = UPath(archive)
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]  # UPath's BinaryIO has readinto
    mapping, version = fingerprint(order.fields()), load_language().version
    key = "\x1f".join((digest, str(order.first), str(order.last), mapping, version))
    return {
        "backfill_id": hashlib.sha256(key.encode()).hexdigest()[:12],
        "archive_name": name or path.name,
        "archive_sha256": digest,
        "archive_bytes": path.stat().st_size,
        "published_from": order.first,
        "published_to": order.last,
        "mapping_name": UPath(order.mapping).name if order.mapping else None,
        "mapping_sha256": mapping or None,
        "extractor_version": version,
        "reason": order.why or None,
        "started_by": by or ledger.who(),
    }
