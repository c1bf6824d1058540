"""Whom we read: one YAML file an outlet, read strictly; a misspelt key is an error at once."""

from __future__ import annotations

import os
import re
import string
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Self
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from tawthiq.model import SourceClass

_PORT = "TAWTHIQ_NEWSROOM_PORT"
_DEFAULT_PORT = "8765"
_PLACEHOLDERS = frozenset({"day", "year", "month", "port"})
_LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})


def newsroom_port() -> int:
    """Return the port of the sample newsroom on 127.0.0.1."""
    return int(os.environ.get(_PORT, _DEFAULT_PORT))


class SourceError(ValueError):
    """A source file that cannot be used; the message names file, key and remedy."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Title(_Strict):
    """The outlet's name in both languages."""

    ar: str
    en: str


class Selectors(_Strict):
    """CSS selectors of an article page; what is not known stays empty."""

    container: str = ""
    title: str = ""
    date: str = ""
    author: str = ""
    drop: tuple[str, ...] = ()


class Hours(_Strict):
    """Hours of the day (UTC) in which the outlet may be asked; `to` is not included."""

    start: Annotated[int, Field(ge=0, le=23, alias="from")] = 0
    end: Annotated[int, Field(ge=1, le=24, alias="to")] = 24

    def allow(self, hour: int) -> bool:
        """Tell whether the outlet may be asked at this hour; `from` after `to` spans midnight."""
        if self.start < self.end:
            return self.start <= hour < self.end
        return hour >= self.start or hour < self.end


class Manners(_Strict):
    """How politely the outlet is read."""

    delay_seconds: Annotated[float, Field(ge=0, le=60)] = 3.0
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 30.0
    obey_robots: bool = True
    hours: Hours = Hours()


class Volume(_Strict):
    """How many articles a night are normal."""

    min: Annotated[int, Field(ge=0)] = 0
    max: Annotated[int, Field(ge=1)] = 500

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.min > self.max:
            raise ValueError(f"min {self.min} is more than max {self.max}; swap them")
        return self


class Expect(_Strict):
    """What a night should bring; outside it, the source's health is questioned."""

    articles_per_night: Volume = Volume()


class SourceConfig(_Strict):
    """One outlet. Addresses may hold {day} (ISO), {year}, {month}, and {port} for the sample."""

    id: str
    title: Title
    camp: SourceClass
    homepage: str
    country: str = "sy"
    language: str = "ar"
    feeds: tuple[str, ...] = ()
    sitemaps: tuple[str, ...] = ()
    listings: tuple[str, ...] = ()
    article_url: str = ""
    article: Selectors = Selectors()
    charset: str = ""
    time_zone: str = "Asia/Damascus"
    manners: Manners = Manners()
    expect: Expect = Expect()
    licence: str
    verified_on: date | None
    enabled: bool = True
    loopback: bool = False

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except ZoneInfoNotFoundError as error:
            raise ValueError(f"{value!r} is no IANA time zone, such as Asia/Damascus") from error
        return value

    @field_validator("article_url")
    @classmethod
    def _sound_pattern(cls, value: str) -> str:
        try:
            re.compile(value)
        except re.error as error:
            raise ValueError(f"{value!r} is no regular expression: {error}") from error
        return value

    @field_validator("homepage", "feeds", "sitemaps", "listings")
    @classmethod
    def _web_addresses(cls, value: str | tuple[str, ...]) -> str | tuple[str, ...]:
        for template in (value,) if isinstance(value, str) else value:
            _check_template(template)
        return value

    @model_validator(mode="after")
    def _fetchable(self) -> Self:
        everything = (self.homepage, *self.feeds, *self.sitemaps, *self.listings)
        if len(everything) == 1:
            raise ValueError("no feeds, sitemaps or listings: name one that leads to articles")
        if self.listings and not self.article_url:
            raise ValueError("listings want article_url, a pattern that addresses of articles hold")
        if self.loopback and not all(_host(address) in _LOOPBACK for address in everything):
            raise ValueError("loopback: true is for the sample newsroom; its hosts are 127.0.0.1")
        return self

    @property
    def gives_old_nights(self) -> bool:
        """Tell whether a night of long ago can be asked for: by a dated address or a sitemap."""
        return bool(self.sitemaps) or any(map(is_dated, (*self.feeds, *self.listings)))

    def addresses(self, templates: tuple[str, ...], day: date) -> list[str]:
        """Return address templates filled in for a day."""
        values = {
            "day": day.isoformat(),
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "port": str(newsroom_port()),
        }
        return [template.format(**values) for template in templates]


def is_dated(template: str) -> bool:
    """Tell whether an address is another one for another day."""
    return "{day}" in template or "{month}" in template


def _check_template(template: str) -> None:
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    if names - _PLACEHOLDERS:
        wrong, known = sorted(names - _PLACEHOLDERS)[0], ", ".join(sorted(_PLACEHOLDERS))
        raise ValueError(f"{template!r}: {{{wrong}}} is not known; known: {known}")
    parts = urlsplit(template)
    if parts.scheme not in ("http", "https") or not _host(template):
        raise ValueError(f"{template!r} is no web address; write https://…")
    if "@" in parts.netloc:
        raise ValueError(f"{template!r}: no user names or passwords in addresses")


def _host(template: str) -> str:
    return urlsplit(template.replace(":{port}", ":1")).hostname or ""


def load_sources(folder: Path) -> Mapping[str, SourceConfig]:
    """Return the sources of a folder by id (the file's stem), in order of id.

    Raises:
        SourceError: a file is no YAML or breaks the schema.
    """
    return {path.stem: load_source(path) for path in sorted(folder.glob("*.yml"))}


def load_source(path: Path) -> SourceConfig:
    """Read one source file.

    Raises:
        SourceError: the file is no YAML or breaks the schema; names the key and what is wanted.
    """
    text = path.read_text(encoding="utf-8")
    try:
        record = yaml.load(text, _Loader)  # noqa: S506  a safe loader that refuses a key given twice
    except yaml.YAMLError as error:
        raise SourceError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(record, dict):
        raise SourceError(f"{path.name}: keys and values are wanted; see sources/README.md")
    try:
        return SourceConfig.model_validate({"id": path.stem, **record})
    except ValidationError as error:
        faults = "; ".join(
            f"line {_line(text, fault['loc'])}: {'.'.join(map(str, fault['loc'])) or 'file'}: "
            f"{fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        raise SourceError(f"{path.name}: {faults}; see sources/README.md") from error


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice: YAML would silently keep the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        seen = set[str]()
        for key, _ in node.value:
            if key.value in seen:
                raise yaml.MarkedYAMLError(
                    problem=f"the key {key.value!r} stands twice; remove one",
                    problem_mark=key.start_mark,
                )
            seen.add(key.value)
        return super().construct_mapping(node, deep)


def _line(text: str, where: tuple[int | str, ...]) -> int:
    """Return the line (from 1) of the deepest key of a path that the file holds."""
    node = yaml.compose(text, yaml.CSafeLoader)
    line = 1
    for step in where:
        if isinstance(node, yaml.MappingNode):
            found = [(key, value) for key, value in node.value if key.value == step]
            if not found:
                break
            line, node = found[0][0].start_mark.line + 1, found[0][1]
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
            node = node.value[step]
            line = node.start_mark.line + 1
    return line
