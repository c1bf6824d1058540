"""XML as records: each element that holds an article, streamed; a feed's items are such elements.

Entities are not resolved, nothing is loaded from elsewhere.
"""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from typing import Any, cast

from lxml import etree

from tawthiq.model import Rejected
from tawthiq.read.mapping import FieldMap
from tawthiq.read.raw import Kind, Raw
from tawthiq.read.records import reject

#: Elements that hold one article each, as dumps and feeds call them.
_ARTICLES = frozenset({"article", "item", "entry", "doc", "document", "record", "row", "news"})
#: Elements between two articles; the richest page of the archives has 3,000.
_MOST_PARTS = 100_000


def element_records(
    stream: io.BufferedReader, name: str, fields: FieldMap
) -> Iterator[Raw | Rejected]:
    """Yield the articles of an XML file; broken markup costs what it breaks and is told once."""
    wanted = {fields.record.lower()} if fields.record else _ARTICLES
    walk = etree.iterparse(
        stream, events=("start", "end"), recover=True, resolve_entities=False, no_network=True,
        load_dtd=False, huge_tree=False,
    )  # fmt: skip
    seen = _Seen(wanted)
    try:
        for event, element in walk:
            if event == "start":
                seen.start(element)
            elif (found := seen.end(element)) is not None:
                yield Raw(where=f"{name}#{seen.number}", kind=Kind.FIELDS, content=found)
    except (etree.XMLSyntaxError, UnicodeDecodeError, TooManyPartsError) as error:
        yield reject(f"{name}#{seen.number + 1}", "broken_xml", _why(error))
        return
    if walk.error_log:
        yield reject(f"{name}#{seen.number + 1}", "broken_xml", _why(walk.error_log[0]))
    elif not seen.number:
        why = f"no element called {' or '.join(sorted(wanted))}; name it as `record` in a mapping"
        yield reject(name, "unknown_format", why)


class TooManyPartsError(ValueError):
    """An element that is not closed would take in the rest of the file."""


class _Seen:
    """Which element is open. The outermost is an article only if it holds none."""

    def __init__(self, wanted: Collection[str]) -> None:
        self._wanted = wanted
        self._depth, self._parts = 0, 0
        self._open: Any = None
        self.number = 0

    def start(self, element: Any) -> None:
        """Take note of an element that opens."""
        self._depth += 1
        self._parts += 1
        if self._open is None and self._depth > 1 and _name(element) in self._wanted:
            self._open, self._parts = element, 0
        if self._parts > _MOST_PARTS:
            raise TooManyPartsError(f"over {_MOST_PARTS} elements that make no article")

    def end(self, element: Any) -> dict[str, Any] | None:
        """Return the fields of an article that closes."""
        self._depth -= 1
        is_lone_root = not self._depth and not self.number and _name(element) in self._wanted
        if element is not self._open and not is_lone_root:
            return None
        self.number += 1
        self._open, self._parts = None, 0
        found = _fields(element)
        _forget(element)
        return found


def _why(fault: Any) -> str:
    words = getattr(fault, "message", None) or getattr(fault, "msg", None) or str(fault)
    return f"not well-formed XML: {words[:200]}; the rest is read as far as it can be"


def _name(element: Any) -> str:
    tag = element.tag
    return cast(str, etree.QName(tag).localname.lower()) if isinstance(tag, str) else ""


def _fields(element: Any) -> dict[str, Any]:
    """Return the element's attributes and what its parts say, by their names in small letters."""
    found: dict[str, Any] = {key.rpartition("}")[2].lower(): v for key, v in element.items()}
    for part in element:
        name = _name(part)
        words = "".join(part.itertext()).strip()
        if name and words:
            found[name] = f"{found[name]}\n{words}" if isinstance(found.get(name), str) else words
        elif name and part.get("href"):  # Atom's links
            found.setdefault(name, part.get("href"))
    return found


def _forget(element: Any) -> None:
    """Free an element and those before it: memory stays that of one article."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]
