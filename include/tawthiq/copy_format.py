"""Rows in the text format of PostgreSQL's COPY, and text and JSON as PostgreSQL can hold them."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from functools import lru_cache
from itertools import islice
from pathlib import Path
from types import NoneType
from typing import Any

_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})
_ROWS_AT_ONCE = 256
_SHORT = 80  # characters: ids, names and codes are shorter, texts of articles longer
# An escaped NUL in JSON text, but not a backslash that happens to stand before "u0000".
_JSON_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")


def storable(text: str) -> str:
    """Return the text with what PostgreSQL cannot hold (NUL, lone surrogates) as U+FFFD."""
    if text.isascii() and "\0" not in text:
        return text
    whole = text.encode("utf-8", "replace").decode("utf-8") if _has_surrogates(text) else text
    return whole.replace("\0", "\ufffd")


def _has_surrogates(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return True
    return False


def json_text(value: object) -> str:
    """Return JSON as the warehouse stores it: Arabic as it is, keys sorted, storable throughout.

    Raises:
        TypeError: something in it has no form in JSON.
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, default=_plain)
    if "\\u0000" in text:
        text = _JSON_NUL.sub("\\1\ufffd", text)
    return storable(text)


def _plain(value: object) -> str:
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, Path):
        return str(value)
    raise TypeError(f"{type(value).__name__} has no form in JSON")


class CopyLines:
    """Rows as a file for COPY … FROM STDIN, made as it is read, some hundred rows at a time.

    Lists and tuples become array literals, dictionaries JSON, `None` NULL.
    """

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self._rows = iter(rows)
        self._lines, self._at = b"", 0  # lines made, and how far they have been read
        self.row_count = 0

    def read(self, size: int) -> bytes:
        """Return the next bytes, none at the end."""
        if self._at >= len(self._lines):
            self._lines, self._at = self._next_lines(), 0
        part = self._lines[self._at : self._at + size]
        self._at += size
        return part

    def _next_lines(self) -> bytes:
        rows = list(islice(self._rows, _ROWS_AT_ONCE))
        self.row_count += len(rows)
        columns = map(_column, zip(*rows, strict=True))
        lines = ["\t".join(fields) + "\n" for fields in zip(*columns, strict=True)]
        return "".join(lines).encode("utf-8")


def _column(values: Sequence[object]) -> Iterable[str]:
    """Return the forms of a column's values, of which most columns hold but one kind."""
    kinds = set(map(type, values)) - {NoneType}
    if all(issubclass(kind, str) for kind in kinds):
        text = "".join(filter(None, values))  # type: ignore[arg-type]  # they are texts or None
        if text.isprintable() and "\\" not in text:  # nothing to be escaped
            return ["\\N" if value is None else value for value in values]  # type: ignore[misc]
    form = _FORMS.get(next(iter(kinds)), _other) if len(kinds) == 1 else _field
    return ["\\N" if value is None else form(value) for value in values]


def _field(value: object) -> str:
    return _FORMS.get(type(value), _other)(value)


def _text(value: str) -> str:
    if len(value) > _SHORT:
        return storable(value).translate(_ESCAPES)
    return _short_text(value)


@lru_cache(maxsize=100_000)
def _short_text(value: str) -> str:
    """Return a short text escaped; ids, names and codes come again and again."""
    return storable(value).translate(_ESCAPES)


@lru_cache(maxsize=20_000)
def _short_array(values: tuple[object, ...]) -> str:
    """Return a short list as an array literal, escaped; sides and governorates come again."""
    return _array(values).translate(_ESCAPES)


def _other(value: object) -> str:
    """Return the form of subclasses: enumerations by value, strings as they are."""
    if isinstance(value, Enum):
        return _text(str(value.value))
    if isinstance(value, str):
        return _text(value)
    raise TypeError(f"{type(value).__name__} has no form in COPY")


def _array(values: Iterable[object]) -> str:
    return "{" + ",".join(map(_array_item, values)) + "}"


def _array_item(value: object) -> str:
    text = storable(str(value.value if isinstance(value, Enum) else value))
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


#: Each gives its text escaped.
_FORMS: dict[type, Callable[[Any], str]] = {
    type(None): lambda _: "\\N",
    str: _text,
    int: str,
    float: repr,
    bool: lambda value: "t" if value else "f",
    date: date.isoformat,
    datetime: datetime.isoformat,
    list: lambda values: _short_array(tuple(values)),
    tuple: _short_array,
    dict: lambda value: json_text(value).translate(_ESCAPES),
}
