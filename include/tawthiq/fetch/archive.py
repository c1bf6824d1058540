"""A night's WARC file: warcinfo, then request and response of every exchange, then notes.

A metadata record with the address of an article says that the source named it: with the feed's
title and date as written there, or with the reason why it could not be had. A page that did not
change since an earlier night leaves a revisit record and no note.
"""

from __future__ import annotations

import io
import json
from datetime import UTC, datetime
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from tawthiq.fetch.client import AGENT, Answer
from tawthiq.fetch.feeds import Entry

_NOT_MODIFIED = 304
_UNCHANGED = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
#: True of the wire, untrue of the decoded body that is stored.
_OF_THE_WIRE = ("content-encoding", "transfer-encoding", "content-length")


class ArchiveError(RuntimeError):
    """The night cannot be written, as on a full disk: no page's fault, the whole fetch stops."""


class Archive:
    """Writes exchanges as they come, so that a night never lies in memory."""

    def __init__(self, file: BinaryIO, source_id: str, name: str) -> None:
        self._writer = WARCWriter(file, gzip=True)
        self._source_id = source_id
        info = f"software: {AGENT.partition(' ')[0]}\r\nformat: WARC File Format 1.1\r\n"
        self._write(name, "warcinfo", info.encode(), "application/warc-fields", _now())

    def keep(self, answer: Answer) -> None:
        """Write one exchange; the body as decoded, which its headers then say."""
        parts = urlsplit(answer.url)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        asked = StatusAndHeaders(
            f"GET {path} HTTP/1.1", list(answer.request_headers), is_http_request=True
        )
        told = [
            (f"X-Archive-Orig-{k}" if k.lower() in _OF_THE_WIRE else k, v)
            for k, v in answer.headers
        ]
        status = StatusAndHeaders(f"{answer.status} {answer.reason}", told, protocol="HTTP/1.1")
        headers = {"WARC-Date": _stamp(answer.at)}
        kind = "response"
        if answer.status == _NOT_MODIFIED:
            kind = "revisit"
            headers["WARC-Profile"] = _UNCHANGED
        payload = io.BytesIO(answer.body)
        response = self._writer.create_warc_record(
            answer.url, kind, payload=payload, http_headers=status, warc_headers_dict=headers
        )
        request = self._writer.create_warc_record(
            answer.url,
            "request",
            payload=io.BytesIO(),
            http_headers=asked,
            warc_headers_dict={"WARC-Date": _stamp(answer.at)},
        )
        try:
            self._writer.write_request_response_pair(request, response)
        except OSError as error:
            raise ArchiveError(f"{answer.url}: cannot be stored: {error}") from error

    def note(self, entry: Entry, answer: Answer | None, why: str = "") -> None:
        """Write what the source said of an article, and why it could not be had where so."""
        words = {
            "source": self._source_id,
            "title": entry.title,
            "published": entry.published,
            "named_in": entry.named_in,
            "asked": entry.url,
            "error": why or None,
        }
        body = json.dumps(words, ensure_ascii=False).encode("utf-8", "replace")
        url, at = (answer.url, answer.at) if answer else (entry.url, None)
        self._write(url, "metadata", body, "application/json", _stamp(at) if at else _now())

    def _write(self, url: str, kind: str, body: bytes, media: str, stamp: str) -> None:
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=io.BytesIO(body),
            warc_content_type=media,
            warc_headers_dict={"WARC-Date": stamp},
        )
        try:
            self._writer.write_record(record)
        except OSError as error:
            raise ArchiveError(f"{url}: cannot be stored: {error}") from error


def _stamp(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _now() -> str:
    return _stamp(datetime.now(UTC))
