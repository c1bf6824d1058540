"""Reconcile on synthetic reports: a million claims at once, one night against them, growth.

    PYTHONPATH=include python -m benchmarks.reconcile [CLAIMS]

The stock is made as news from Syria is: some ninety reports a day, more in some weeks; a third of
happenings told by several of forty outlets; most places small, some told of daily; one report in
seven a sum over several happenings; figures that rise from one report to the next and differ
between sources; claims within claims. `run()` gives rows for `make bench`:
`reconcile_bulk_claims_per_s` (per core), `reconcile_night_s` and `reconcile_exponent`, all by
processor time of this process and of its PostgreSQL session together.
"""

from __future__ import annotations

import math
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from itertools import accumulate, count

import psutil

from benchmarks import Row, row
from benchmarks.stock import Claim, Report, fill
from tawthiq import server, steps
from tawthiq import warehouse as wh
from tawthiq.gazetteer import Place, load_gazetteer
from tawthiq.reconcile import reconcile
from tawthiq.settings import Settings, load_settings

CLAIMS, NIGHT = 1_000_000, 5_000
SMALL = 10_000
FIRST_DAY = date(2011, 3, 15)
REPORTS_A_DAY = 90
OUTLETS = 40
_TYPES = (
    ("air_strike", 25), ("shelling", 25), ("armed_clash", 20), ("territory_gain", 6),
    ("explosive", 6), ("chemical_attack", 1), ("attack_on_civilians", 3), ("arrest", 3),
    ("displacement", 5), ("other", 6),
)  # fmt: skip
_SOURCES = (
    (None, None), ("monitor", "المرصد السوري لحقوق الإنسان"), ("monitor", "الشبكة السورية"),
    ("government", "سانا"), ("activists", None), ("civil_defence", "الخوذ البيضاء"),
    ("reporter", None),
)  # fmt: skip
_LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"
_SIDES = ("gov", "opposition", "isis", "sdf", "russia", "turkey", "jihadist", "unknown")


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened, before anybody tells it."""

    day: date
    first_day: date  # of a sum over several happenings
    is_sum: bool
    place: Place
    type: str
    by: str
    killed: int
    wounded: int
    word: str


@cache
def _places() -> tuple[list[Place], list[float]]:
    """Return places and how often they are told of, added up: few very often (Zipf)."""
    places = [p for p in load_gazetteer() if p.lat is not None and len(p.admin1) == 1]
    random.Random(5).shuffle(places)  # noqa: S311  a stock, not a secret
    return places, list(accumulate(1 / (rank + 5) for rank in range(len(places))))


def synthetic(claims: int, seed: int, first_day: date = FIRST_DAY, tag: str = "") -> list[Report]:
    """Return reports with at least so many claims about people; the same for the same seed."""
    found, told = [], 0
    rng = random.Random(seed)  # noqa: S311  a stock, not a secret
    for report in _reports(rng, first_day, tag):
        found.append(report)
        told += len(report.claims)
        if told >= claims:
            break
    return found


def _reports(rng: random.Random, first_day: date, tag: str) -> Iterator[Report]:
    numbers = count()
    for day in (first_day + timedelta(days=n) for n in count()):
        left = round(REPORTS_A_DAY * (1 + 0.6 * math.sin(day.toordinal() / 40)))
        while left > 0:
            happening = _happening(rng, day)
            times = min(left, 1 + min(int(rng.expovariate(0.9)), 12))
            for n, outlet in enumerate(rng.sample(range(OUTLETS), times)):
                yield _told(rng, happening, f"{tag}{next(numbers):08x}", outlet, n)
            left -= times


def _happening(rng: random.Random, day: date) -> Happening:
    places, weights = _places()
    is_sum = rng.random() < 0.14
    killed = max(1, int(rng.lognormvariate(1.6, 1.0)))
    return Happening(
        day=day,
        first_day=day - timedelta(days=rng.randint(2, 8)) if is_sum else day,
        is_sum=is_sum,
        place=rng.choices(places, cum_weights=weights)[0],
        type=rng.choices([t for t, _ in _TYPES], [w for _, w in _TYPES])[0],
        by=rng.choice(_SIDES),
        killed=killed * (6 if is_sum else 1),
        wounded=int(killed * rng.uniform(0, 4)),
        word=f"اسم{_LETTERS[rng.randrange(28)]}{_LETTERS[rng.randrange(28)]}"
        f"{_LETTERS[rng.randrange(28)]}{_LETTERS[rng.randrange(28)]}",
    )


def _told(rng: random.Random, what: Happening, article: str, outlet: int, n: int) -> Report:
    source_class, source_name = rng.choice(_SOURCES)
    is_assumed = rng.random() < 0.4 and not what.is_sum
    published = what.day + timedelta(days=int(rng.expovariate(1.5)))
    is_placed = rng.random() < (0.3 if what.is_sum else 0.9)
    return Report(
        article=f"s{article}",
        outlet=f"outlet {outlet}",
        published_on=published,
        type=what.type,
        scope="aggregate" if what.is_sum else "incident",
        started_on=published if is_assumed else what.first_day,
        ended_on=published if is_assumed else what.day,
        date_basis="published" if is_assumed else "stated",
        admin1=[str(what.place.admin1[0])],
        places=[(what.place.name, what.place.place_id)] if is_placed else [],
        attackers=[what.by] if rng.random() < 0.8 else ["unknown"],
        targets=["civilians"],
        source_class=source_class,
        source_name=source_name,
        words=what.word if rng.random() < 0.5 else "",
        claims=_claims(rng, what, n),
    )


def _claims(rng: random.Random, what: Happening, n: int) -> list[Claim]:
    """Return what the n-th report says: tolls rise, some give but a word, some tell parts."""
    killed = max(1, round(what.killed * (0.8 + 0.1 * n + rng.gauss(0, 0.1))))
    number = None if rng.random() < 0.1 else killed
    claims = [_claim("c1", "killed", number)]
    if what.wounded and rng.random() < 0.6:
        claims.append(_claim("c2", "wounded", what.wounded))
    if killed > 3 and rng.random() < 0.4:
        part = rng.randint(1, killed // 2)
        claims.append(replace(_claim("c3", "killed", part), category="children", part_of="e1/c1"))
    return claims


def _claim(key: str, outcome: str, number: int | None) -> Claim:
    qualifier = "tens" if number is None else "exact"
    return Claim(
        key=key, outcome=outcome, victim="civilians", low=number, high=number, qualifier=qualifier
    )


def run(claims: int = CLAIMS) -> list[Row]:
    """Measure and return rows for the table of benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        settings = load_settings({"TAWTHIQ_HOME": folder})
        try:
            small = _bulk(settings, SMALL, "small")
            large = _bulk(settings, claims, "large")
            night = _night(settings, "large")
        finally:
            server.stop(settings)
    exponent = math.log(large[1] / small[1]) / math.log(large[0] / small[0])
    return [
        row("reconcile_bulk_claims_per_s", large[0] / large[1], "claims/s", floor=10_000),
        row("reconcile_night_s", night, "s", ceiling=10),
        row("reconcile_exponent", exponent, "", ceiling=1.15),
    ]


def _bulk(settings: Settings, claims: int, name: str) -> tuple[int, float]:
    """Fill a warehouse of its own and reconcile it; return claims and seconds."""
    with steps.warehouse(settings) as conn:
        conn.autocommit = True
        wh.execute(conn, f"CREATE DATABASE {name}")
    with _database(settings, name) as conn:
        wh.migrate(conn)
        told = fill(conn, synthetic(claims, seed=1))
        _analyse(conn)
        return told, _timed(conn)


def _night(settings: Settings, name: str) -> float:
    """Return the seconds that one night's claims take, published some days after the stock ends."""
    with _database(settings, name) as conn:
        newest = wh.execute(conn, "SELECT max(published_on) AS day FROM core.event")[0]["day"]
        late = synthetic(NIGHT, seed=2, first_day=newest - timedelta(days=20), tag="n")
        fill(conn, late)
        return _timed(conn)


def _timed(conn: wh.Connection) -> float:
    """Return the seconds of processor time that reconcile takes, here and in PostgreSQL.

    Not those of the clock: they would measure whatever else the machine is doing. Both processes
    wait for one another, so that on an idle machine the clock shows the same.
    """
    backend = wh.execute(conn, "SELECT pg_backend_pid() AS pid")[0]["pid"]
    server_process = psutil.Process(backend)
    before = sum(server_process.cpu_times()[:2])
    started = time.process_time()
    reconcile(conn)
    spent = time.process_time() - started
    there = sum(server_process.cpu_times()[:2]) - before
    return spent + there


def _analyse(conn: wh.Connection) -> None:
    """Gather statistics, as PostgreSQL does by itself within a minute."""
    conn.commit()
    conn.autocommit = True
    wh.execute(conn, "ANALYZE")
    conn.autocommit = False


@contextmanager
def _database(settings: Settings, name: str) -> Iterator[wh.Connection]:
    dsn = server.warehouse_dsn(settings).replace("/warehouse", f"/{name}", 1)
    conn = wh.connect(dsn)
    try:
        yield conn
    finally:
        conn.close()


if __name__ == "__main__":
    for measured in run(int(sys.argv[1]) if len(sys.argv) > 1 else CLAIMS):
        sys.stdout.write(f"{measured}\n")
