"""What is asked of a backfill: which days of an archive, by which mapping, and why."""

from __future__ import annotations

import glob
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from upath import UPath

if TYPE_CHECKING:
    from tawthiq.read import FieldMap


class ArchiveError(ValueError):
    """An archive or what is asked of it cannot be taken; names it and the remedy."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """Articles published from `first` to `last` (both included; `None`: no bound)."""

    first: date | None = None
    last: date | None = None
    mapping: str = ""  # path of a mapping file
    why: str = ""

    def fields(self) -> FieldMap:
        """Return the names of the fields.

        Raises:
            ArchiveError: the mapping file cannot be used.
        """
        from tawthiq.read import FieldMap, MappingError, load_mapping

        try:
            return load_mapping(Path(self.mapping)) if self.mapping else FieldMap()
        except MappingError as error:
            raise ArchiveError(str(error)) from error

    def wants(self, day: date | None) -> bool:
        """Tell whether an article of this day is asked for; one without a day is (it is held)."""
        if day is None:
            return True
        return (self.first or day) <= day <= (self.last or day)


def order_of(params: Mapping[str, Any]) -> Order:
    """Read the DAG's parameters `from`, `to`, `mapping` and `why`.

    Raises:
        ArchiveError: a day is none, or the range is empty.
    """
    order = Order(
        first=_day(params, "from"),
        last=_day(params, "to"),
        mapping=params.get("mapping") or "",
        why=params.get("why") or "",
    )
    if order.first and order.last and order.first > order.last:
        raise ArchiveError(f"from {order.first} is after to {order.last}; swap them")
    return order


def _day(params: Mapping[str, Any], name: str) -> date | None:
    said = params.get(name)
    try:
        return date.fromisoformat(said) if said else None
    except ValueError as error:
        raise ArchiveError(f"{name} {said!r} is no day; write it as 2018-03-31") from error


def named(archives: Sequence[str]) -> list[str]:
    """Return the archives' full paths, each once; folders and patterns stand for their files.

    Raises:
        ArchiveError: none is named, or one is no file.
    """
    if not archives:
        raise ArchiveError("name at least one archive in the parameter `archives`")
    return list(dict.fromkeys(path for archive in archives for path in _paths(archive)))


def _paths(archive: str) -> list[str]:
    if "://" in archive:
        if not UPath(archive).exists():
            raise ArchiveError(f"{archive} is not there")
        return [archive]
    path = Path(archive).expanduser().absolute()
    if path.is_dir():
        found = sorted(file for file in path.rglob("*") if file.is_file())
    elif path.is_file():
        found = [path]
    else:
        found = [Path(file) for file in sorted(glob.glob(str(path))) if Path(file).is_file()]  # noqa: PTH207 - Path.glob takes no absolute pattern
    if not found:
        raise ArchiveError(
            f"{path} is not a file; name a WARC, ZIP, tar, JSON, CSV, XML or HTML file, or a folder"
        )
    return [str(file.resolve()) for file in found]
