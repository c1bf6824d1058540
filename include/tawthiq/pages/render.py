"""Templates, the words of both languages and the content security policy: the door to Jinja."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from functools import cache, partial
from pathlib import Path
from typing import Any

import yaml
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

FOLDER = Path(__file__).parent
WORDS = FOLDER / "words.yml"


class Language(StrEnum):
    """What pages are written in; Arabic runs from right to left."""

    ENGLISH = "en"
    ARABIC = "ar"

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`, as HTML's `dir` takes it."""
        return "rtl" if self is Language.ARABIC else "ltr"

    @property
    def other(self) -> Language:
        """The language that a page links to."""
        return Language.ENGLISH if self is Language.ARABIC else Language.ARABIC


def render(template: str, language: Language | str = Language.ENGLISH, **context: Any) -> str:
    """Return a page of `templates/` with these values.

    Templates have, beside their context: `t(key)` for the words of words.yml, `label(value)` for
    words of the codebook and governorates, `day(…)`, `instant(…)`, `number(…)`, `language`,
    `policy` and `style`. A value that a template names and nobody gives is an error.

    Raises:
        KeyError: words.yml lacks a word.
        jinja2.UndefinedError: the template names a value that is not given.
    """
    chosen = Language(language)
    return (
        _environment()
        .get_template(template)
        .render(
            language=chosen,
            t=partial(say, language=chosen),
            label=partial(label, language=chosen),
            policy=content_security_policy(),
            style=Markup(_style()),  # noqa: S704 - our own file
            **context,
        )
    )


def content_security_policy(*, frame_ancestors: str | None = None) -> str:
    """Return the policy of every page: our one stylesheet and forms that stay here, nothing else.

    Args:
        frame_ancestors: who may show the page in a frame, such as `'self'`; browsers take this
            from an HTTP header alone, so pages in a folder go without.
    """
    digest = base64.b64encode(hashlib.sha256(_style().encode()).digest()).decode()
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:; "
        "form-action 'self'; base-uri 'none'"
    )
    return f"{policy}; frame-ancestors {frame_ancestors}" if frame_ancestors else policy


def say(key: str, *, language: Language | str, **values: Any) -> str:
    """Return a phrase of words.yml, with its `{places}` filled in.

    Raises:
        KeyError: words.yml has no such phrase.
    """
    phrase: str = _words()["phrases"][key][str(language)]
    return phrase.format(**values)


def label(value: Any, *, language: Language | str) -> str:
    """Return a codebook's word for readers: in Arabic from words.yml, in English without dashes.

    A word that is in no list is shown as it is.
    """
    text = str(value)
    found = _words()["labels"].get(text)
    if found is None:
        return text
    return str(found["ar"] if str(language) == Language.ARABIC else found["en"])


@cache
def _words() -> Mapping[str, Any]:
    read: dict[str, Any] = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    labels = {
        str(key): {"ar": arabic, "en": read["english"].get(key, str(key).replace("_", " "))}
        for key, arabic in read["arabic"].items()
    }
    return {"phrases": read["phrases"], "labels": labels}


@cache
def _style() -> str:
    return (FOLDER / "style.css").read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"day": _day, "instant": _instant, "number": _number}
    return made


def _day(value: date | str | None) -> str:
    return "" if value is None else str(value)[:10]


def _instant(value: datetime | str | None) -> str:
    """Return `2026-10-06 01:12` (UTC, as all instants of the warehouse are)."""
    return "" if value is None else str(value)[:16].replace("T", " ")


def _number(value: float | None, digits: int = 0) -> str:
    """Return a number with thin groups of three, empty where there is none."""
    return "" if value is None else f"{value:,.{digits}f}".replace(",", "\u202f")
