"""Articles in, events out, as JSON lines in the codebook's exchange format.

    {"doc_id": …, "published": "2018-03-08", "title": …, "text": …}  →  {"doc_id": …, "events": […]}

One line in is one line out, in the same order; a line that holds no article is reported by file and
line number and leaves no line. Memory does not grow with the file.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from tawthiq.bulk import in_order
from tawthiq.extract import extract, load_language
from tawthiq.records import article_from_record, codebook_document

#: Lines a process takes at a time: enough to make the hand-over cheap, few enough to stay smooth.
CHUNK = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What came of one line: a document as JSON, or why it holds no article."""

    number: int  # of the line, from 1
    document: str = ""
    events: int = 0
    complaint: str = ""


def extract_lines(lines: Iterable[bytes], jobs: int) -> Iterator[Read]:
    """Yield what came of each line that is not blank, in order."""
    for done in in_order(_work, _chunks(lines), jobs, load_language):
        yield from done


def _chunks(lines: Iterable[bytes]) -> Iterator[list[tuple[int, bytes]]]:
    numbered = ((n, line) for n, line in enumerate(lines, start=1) if line.strip())
    while chunk := list(islice(numbered, CHUNK)):
        yield chunk


def _work(chunk: list[tuple[int, bytes]]) -> list[Read]:
    return [_one(number, line) for number, line in chunk]


def _one(number: int, line: bytes) -> Read:
    try:
        article = article_from_record(_object(line))
    except KeyError as error:
        return Read(number=number, complaint=f"the field {error} is missing")
    except (ValueError, TypeError) as error:
        return Read(number=number, complaint=str(error))
    events = extract(article, load_language())
    document = codebook_document(article.doc_id, events)
    return Read(
        number=number, document=json.dumps(document, ensure_ascii=False), events=len(events)
    )


def _object(line: bytes) -> dict[str, object]:
    record = json.loads(line.decode("utf-8-sig"))
    if not isinstance(record, dict):
        raise TypeError(f"a JSON object is wanted, not {type(record).__name__}")
    for name in ("doc_id", "text"):
        if name in record and not isinstance(record[name], str):
            raise TypeError(f"{name} is to be a string, not {type(record[name]).__name__}")
    return record
