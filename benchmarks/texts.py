"""Real texts to measure on: the archives beside the project, or the sample newsroom's."""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from newsroom.content import stories

from benchmarks import UnavailableError
from tawthiq.model import Article
from tawthiq.read import read
from tawthiq.settings import PROJECT

_ARCHIVES = {"ant-2018-01-to-05.tar.gz": 180, "saudinewsnet-2015-07-22.zip": 40}


def archives() -> Path:
    """Return the folder of the archives, beside the project or where TAWTHIQ_SHARED says.

    Raises:
        UnavailableError: there is none.
    """
    shared = Path(os.environ.get("TAWTHIQ_SHARED", PROJECT.parent / "shared"))
    folder = shared / "archives"
    if not folder.is_dir():
        # A worktree lies one folder deeper than the project itself.
        folder = PROJECT.parent.parent / "shared" / "archives"
    if not folder.is_dir():
        raise UnavailableError(f"no archives beside the project ({shared}); set TAWTHIQ_SHARED")
    return folder


def archive_texts(count: int) -> list[Article]:
    """Return `count` articles of either archive, spread over it."""
    folder = archives()
    return [
        article
        for name, step in _ARCHIVES.items()
        for article in islice(_articles(folder / name), 0, count * step, step)
    ]


def _articles(path: Path) -> Iterator[Article]:
    return (found for found in read(path, {}) if isinstance(found, Article))


def newsroom_texts(count: int) -> list[Article]:
    """Return `count` articles of the sample newsroom, spread over its nights."""
    whole = [s for s in stories() if s.written.status == 200 and s.written.body == "whole"]
    return [
        Article(
            doc_id=story.id.replace("/", "-"),
            outlet=story.outlet,
            title=story.versions[0].title,
            text=story.versions[0].text.strip(),
            published_on=story.night,
        )
        for story in whole[:: max(1, len(whole) // count)][:count]
    ]
