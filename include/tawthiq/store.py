"""Where each stage leaves its files: a local folder or object storage, behind one small door.

A file is there whole or not at all: locally it is written beside its place and renamed, in object
storage the upload becomes visible when it is closed. The same rows give the same bytes.
"""

from __future__ import annotations

import gzip
import json
import os
import re
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from upath import UPath

LINES = ".jsonl.gz"

#: Level 3 writes Arabic JSONL some three times as fast as the default 6; files are a tenth larger.
GZIP_LEVEL = 3

_NAME = re.compile(r"[\w.=+@-]+(?:/[\w.=+@-]+)*")


class StoreError(RuntimeError):
    """A stage file is missing, cut off or not what it should be; names the file and the remedy."""


@dataclass(frozen=True, slots=True)
class Store:
    """Stage files under one root; `batch` is a name with slashes, as `nightly/2026-10-05`."""

    root: UPath

    def path(self, stage: str, batch: str, suffix: str = LINES) -> UPath:
        """Return where this batch of this stage lies (whether or not it is there).

        Raises:
            StoreError: a name that would leave the store or hold other than word characters.
        """
        for name in (stage, batch):
            if not _NAME.fullmatch(name) or ".." in name.split("/"):
                raise StoreError(f"{name!r} cannot name a stage or batch: letters, digits, . - _ /")
        return self.root / stage / f"{batch}{suffix}"

    def exists(self, stage: str, batch: str, suffix: str = LINES) -> bool:
        """Tell whether the batch is there, whole."""
        return bool(self.path(stage, batch, suffix).exists())

    def write_lines(self, stage: str, batch: str, rows: Iterable[dict[str, Any]]) -> int:
        """Write one JSON object a line, gzipped; replace what was there. Return how many rows."""
        count = 0
        with (
            self.create(stage, batch) as file,
            gzip.GzipFile("", "wb", GZIP_LEVEL, file, mtime=0) as packed,
        ):
            for row in rows:
                line = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
                packed.write(line.encode("utf-8", "surrogatepass") + b"\n")
                count += 1
        return count

    def read_lines(self, stage: str, batch: str) -> Iterator[dict[str, Any]]:
        """Yield the rows of a batch in the order they were written.

        Raises:
            StoreError: no such batch, or its file is cut off or holds something else.
        """
        path = self.path(stage, batch)
        count = 0
        try:
            with path.open("rb") as file, gzip.GzipFile(fileobj=file) as packed:
                for line in packed:
                    row = json.loads(line.decode("utf-8", "surrogatepass"))
                    count += 1
                    yield row
        except FileNotFoundError as error:
            raise StoreError(f"{path}: no such batch; run the stage {stage!r} for it") from error
        except (EOFError, gzip.BadGzipFile, zlib.error, ValueError) as error:
            raise StoreError(
                f"{path}:{count + 1}: {error}; remove the file and run the stage {stage!r} again"
            ) from error

    @contextmanager
    def create(self, stage: str, batch: str, suffix: str = LINES) -> Iterator[BinaryIO]:
        """Open a binary file that takes its place when the block ends without an exception."""
        path = self.path(stage, batch, suffix)
        if _is_local(path):
            with _beside(Path(path.path)) as file:
                yield file
        else:
            with path.fs.transaction, path.open("wb") as file:
                yield file

    def batches(self, stage: str, under: str = "", suffix: str = LINES) -> list[str]:
        """Return the names of a stage's batches, sorted; `under` is a folder such as `nightly`."""
        top = self.root / stage
        found = top / under if under else top
        if not found.exists():
            return []
        names = (p.relative_to(top).as_posix() for p in found.rglob(f"*{suffix}"))
        return sorted(name.removesuffix(suffix) for name in names if not _is_part(name))


def open_store(url: str) -> Store:
    """Return the store at a folder or an object storage URL (`Settings.store_url`)."""
    return Store(UPath(url))


def _is_local(path: UPath) -> bool:
    return path.protocol in ("", "file", "local")


def _is_part(name: str) -> bool:
    return name.rpartition("/")[2].startswith(".part-")


@contextmanager
def _beside(path: Path) -> Iterator[BinaryIO]:
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".part-{os.getpid()}-{path.name}")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
