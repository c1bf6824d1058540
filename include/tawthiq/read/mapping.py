"""A mapping: which field of an unknown dump is what, in YAML; a misspelt key is an error at once.

text: body                  # one name, or several of which the first that is filled counts
title: headline
published: meta.date        # a dot leads into nested objects
date_format: "%d/%m/%Y"
outlet_name: عنب بلدي        # for dumps of one outlet
"""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, ValidationError, field_validator

Names = Annotated[tuple[str, ...], BeforeValidator(lambda v: (v,) if isinstance(v, str) else v)]


class MappingError(ValueError):
    """A mapping file that cannot be used; the message names file, key and remedy."""


class FieldMap(BaseModel):
    """Names of fields, best first; the defaults are names that dumps of news give them."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: Names = (
        "text", "content", "body", "article", "article_text", "articlebody", "maintext",
        "story", "encoded", "description",
    )  # fmt: skip
    title: Names = ("title", "headline")
    published: Names = (
        "published", "published_on", "published_at", "date", "date_publish", "publish_date",
        "pubdate", "datepublished", "date_extracted", "time", "timestamp",
    )  # fmt: skip
    outlet: Names = ("outlet", "source", "publisher", "site", "source_domain", "newspaper")
    url: Names = ("url", "link", "loc")
    author: Names = ("author", "authors", "byline", "creator")
    id: Names = ("doc_id",)
    outlet_name: str = ""
    date_format: str = ""
    time_zone: str = ""
    #: Element of an XML file, or key of the list in a JSON file, that holds one article each.
    record: str = ""
    encoding: str = ""
    delimiter: str = ""

    @field_validator("time_zone")
    @classmethod
    def _known_zone(cls, value: str) -> str:
        try:
            return ZoneInfo(value).key if value else value
        except (ZoneInfoNotFoundError, ValueError) as error:
            raise ValueError(f"{value!r} is no IANA time zone, such as Asia/Damascus") from error

    @field_validator("encoding")
    @classmethod
    def _known_encoding(cls, value: str) -> str:
        try:
            codecs.lookup(value or "utf-8")
        except LookupError as error:
            raise ValueError(f"{value!r} is no encoding, such as windows-1256") from error
        return value

    @field_validator("delimiter")
    @classmethod
    def _one_character(cls, value: str) -> str:
        if len(value) > 1:
            raise ValueError(f'{value!r}: one character, such as ";" or "\\t"')
        return value


PLAIN = FieldMap()


def load_mapping(path: Path) -> FieldMap:
    """Read a mapping file.

    Raises:
        MappingError: there is no such file, it is no YAML or breaks the schema.
    """
    try:
        record = yaml.safe_load(path.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise MappingError(f"{path}: cannot be read as YAML: {error}") from error
    if not isinstance(record, dict):
        raise MappingError(f"{path}: keys and values are wanted, such as `text: body`")
    try:
        return FieldMap.model_validate(record)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(map(str, fault['loc']))}: {fault['msg'].removeprefix('Value error, ')}"
            for fault in error.errors()
        )
        known = ", ".join(FieldMap.model_fields)
        raise MappingError(f"{path}: {faults}; known keys: {known}") from error


def fingerprint(fields: FieldMap) -> str:
    """Return 64 hexadecimal digits by which a mapping is known; empty for none."""
    if fields == PLAIN:
        return ""
    return hashlib.sha256(fields.model_dump_json().encode()).hexdigest()


def value_of(record: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    """Return the first filled field of these names; a dot leads into nested objects.

    Names are compared in small letters where the record has no such name as written.
    """
    folded: dict[str, Any] | None = None
    for name in names:
        found = _inside(record, name)
        if found in (None, "", [], {}):
            folded = folded or {key.lower(): value for key, value in record.items()}
            found = folded.get(name)
        if found not in (None, "", [], {}):
            return found
    return None


def _inside(record: Any, name: str) -> Any:
    if isinstance(record, Mapping) and name in record:
        return record[name]
    for step in name.split("."):
        if not isinstance(record, Mapping):
            return None
        record = record.get(step)
    return record
