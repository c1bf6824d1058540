"""Whom we read: one YAML file an outlet, read strictly; a misspelt key is an error at once."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from tawthiq.model import SourceClass

_PORT = "TAWTHIQ_NEWSROOM_PORT"
_DEFAULT_PORT = "8765"


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


class Manners(_Strict):
    """How politely the outlet is read."""

    delay_seconds: Annotated[float, Field(ge=0)] = 3.0
    timeout_seconds: Annotated[float, Field(gt=0, le=300)] = 30.0
    obey_robots: bool = True


class Volume(_Strict):
    """How many articles a night are normal."""

    min: Annotated[int, Field(ge=0)] = 0
    max: Annotated[int, Field(ge=1)] = 500


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

    def addresses(self, templates: tuple[str, ...], day: date) -> list[str]:
        """Return address templates filled in for a day."""
        values = {
            "day": day.isoformat(),
            "year": f"{day:%Y}",
            "month": f"{day:%m}",
            "port": str(newsroom_port()),
        }
        return [template.format(**values) for template in templates]


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
    try:
        record = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.YAMLError as error:
        raise SourceError(f"{path.name}: not YAML: {error}") from error
    if not isinstance(record, dict):
        raise SourceError(f"{path.name}: keys and values are wanted; see sources/README.md")
    try:
        return SourceConfig.model_validate({"id": path.stem, **record})
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc'])) or 'file'}: {fault['msg']}"
            for fault in error.errors()
        )
        raise SourceError(f"{path.name}: {faults}; see sources/README.md") from error
