"""Read the newsroom's articles from `nights/`: one YAML file a night, named by its day.

Every article is invented. Its text stands here as data; how its page misbehaves (`oddity` keys)
stands beside it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from functools import cache
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

HERE = Path(__file__).parent
FIRST_NIGHT = date(2018, 3, 5)
LAST_NIGHT = date(2018, 3, 25)
DAMASCUS_WINTER = timezone(timedelta(hours=2))  # summer time began on 30 March in 2018


class _Strict(BaseModel):
    """A mapping of a YAML file in which an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Charset(_Strict):
    """How a page is encoded and what it says about it; `None` says nothing."""

    bytes: str = "utf-8"
    header: str | None = "utf-8"
    meta: str | None = "utf-8"


class Again(_Strict):
    """The same address with other words, from a later night on."""

    night: date
    at: time
    title: str
    text: str


class Written(_Strict):
    """One article as its night's file holds it."""

    id: str = Field(pattern=r"^[a-z]+/[a-z0-9-]+$")
    at: time
    title: str
    text: str
    byline: str | None = None
    again: Again | None = None
    charset: Charset | None = None
    status: Literal[200, 404] = 200
    body: Literal["whole", "cut", "empty"] = "whole"
    page_day: date | Literal["none"] | None = None  # what the page says instead of its true day
    feed_day: Literal["true", "none"] = "true"
    delay_seconds: float = 0.0
    moved_from: str | None = None
    print_only: bool = False  # the feed links to an address that robots.txt forbids
    note: str | None = None  # for the reader of the data


class Outlet(_Strict):
    """One invented outlet."""

    name: str
    camp: Literal["monitor", "opposition", "government", "agency", "sdf", "newspaper"]
    address: str
    feed: Literal["rss", "atom"]
    charset: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """The words of an article from an instant on."""

    since: datetime
    title: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """One article with its address and its versions, oldest first."""

    id: str
    outlet: str
    address: str
    published: datetime
    versions: tuple[Version, ...]
    written: Written

    @property
    def night(self) -> date:
        """The day it was first published."""
        return self.published.date()

    def version_on(self, night: date | None) -> Version:
        """Return the words a visitor reads on that night; without a night, the newest."""
        if night is None:
            return self.versions[-1]
        seen = [version for version in self.versions if version.since.date() <= night]
        return seen[-1] if seen else self.versions[0]


@cache
def outlets() -> dict[str, Outlet]:
    """Return the outlets by their folder name, in the file's order."""
    raw = yaml.safe_load((HERE / "outlets.yml").read_text(encoding="utf-8"))
    return {key: Outlet.model_validate(value) for key, value in raw.items()}


@cache
def stories() -> tuple[Story, ...]:
    """Return every article of every night, by instant of publication."""
    found = [
        _story(Written.model_validate(raw), date.fromisoformat(path.stem))
        for path in sorted((HERE / "nights").glob("*.yml"))
        for raw in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]
    return tuple(sorted(found, key=lambda story: (story.published, story.id)))


def nights() -> list[date]:
    """Return the 21 days, Monday 5 to Sunday 25 March 2018."""
    return [FIRST_NIGHT + timedelta(n) for n in range((LAST_NIGHT - FIRST_NIGHT).days + 1)]


def listed_on(outlet: str, night: date) -> list[tuple[Story, Version]]:
    """Return what the outlet's feed shows on a night: of two days, newest first."""
    days = {night, night - timedelta(1)}
    shown = [
        (story, version)
        for story in stories()
        if story.outlet == outlet
        for version in story.versions
        if version.since.date() in days
    ]
    return sorted(shown, key=lambda pair: pair[1].since, reverse=True)


def _story(written: Written, day: date) -> Story:
    """Give a written article its address and its instants."""
    outlet, slug = written.id.split("/")
    published = datetime.combine(day, written.at, DAMASCUS_WINTER)
    versions = [Version(since=published, title=written.title, text=written.text)]
    if written.again:
        since = datetime.combine(written.again.night, written.again.at, DAMASCUS_WINTER)
        versions.append(Version(since=since, title=written.again.title, text=written.again.text))
    return Story(
        id=written.id,
        outlet=outlet,
        address=outlets()[outlet].address.format(day=day, slug=slug),
        published=published,
        versions=tuple(versions),
        written=written,
    )
