"""An article and its events are found in the warehouse, else in quarantine, else nowhere."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tawthiq.load import load
from tawthiq.pages import article_view
from tawthiq.quality import read_article
from tawthiq.validate import validate

if TYPE_CHECKING:
    from conftest import Build
    from tawthiq import warehouse as wh

pytestmark = pytest.mark.postgres


def test_an_article_is_read_with_its_events(warehouse: wh.Connection, build: Build) -> None:
    load(warehouse, build.verdict(build.reading(build.event(), build.capture())))
    found = read_article(warehouse, "a" * 16)
    assert found is not None
    assert (found.article["title"], found.is_held) == (build.TITLE, False)
    assert [e["record"]["id"] for e in found.events] == ["e1", "e2"]
    assert 'class="span casualty"' in article_view(found.article, found.events)


def test_an_article_in_quarantine_is_shown_from_there(
    warehouse: wh.Connection, build: Build
) -> None:
    early = build.reading(build.event(), published_on=date(1970, 1, 1))
    load(warehouse, validate(build.batch(early)))
    found = read_article(warehouse, "a" * 16)
    assert found is not None
    assert (found.article["title"], found.is_held, len(found.events)) == (build.TITLE, True, 1)
    assert build.TITLE.split()[0] in article_view(found.article, found.events)


def test_an_unknown_article_is_none(warehouse: wh.Connection) -> None:
    assert read_article(warehouse, "0" * 16) is None
