"""ANT documents: `<DOC>` with fields in tags, not well-formed XML, one file an article."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from tawthiq.model import Article, Rejected
from tawthiq.read.records import build, instant, outlets, reject


def read_document(text: str, where: str) -> Article | Rejected:
    """Return the article of one ANT file, or why there is none."""
    source, body, stamp = _field(text, "SRC"), _field(text, "TEXT"), _field(text, "TIME")
    if not source or not body:
        missing = "SRC" if not source else "TEXT"
        return reject(where, "no_text", f"no <{missing}> in the document", text)
    try:
        moment = parsedate_to_datetime(stamp)
    except ValueError:
        return reject(where, "bad_date", f"<TIME> {stamp!r} is no RFC 822 date", text)
    name, _ = outlets().get(source, (source, ""))
    return build(
        where=where,
        outlet=name,
        title=_field(text, "TITLE"),
        text=body,
        url=_field(text, "URL") or None,
        author=_field(text, "AUTHOR") or None,
        day=moment.date(),
        at=instant(moment),
        raw=stamp,
    )


def _field(text: str, tag: str) -> str:
    found = re.search(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
    return found.group(1).strip() if found else ""
