"""Weekly tables and drill-down on a million claims (synthetic, four years): the fastest of five.

    make bench ONLY=publish

`mart_week_s`: all marts of one touched week, in one transaction, with the eight weeks after it
whose comparisons rest on it. `drilldown_ms`: the slowest of the drill-down queries, each over the
largest cell of its table (the country, everyone) with all its rows fetched. A server of its own is
made and removed. The fastest is taken, as it tells what the work costs and not what else runs.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from benchmarks import Row, row
from tawthiq import server, steps
from tawthiq import warehouse as wh
from tawthiq.publish import publish
from tawthiq.settings import load_settings

CLAIMS = 1_000_000
STOCK = Path(__file__).with_name("publish_stock.sql")
WEEK = date(2019, 6, 3)

#: One query from a cell to what it rests on; each takes the key of the cell alone.
DRILLS = {
    "incidents": "SELECT * FROM mart.casualty_incidents WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND victim = 'everyone' AND outcome = 'killed' AND category = 'all'",
    "casualty words": "SELECT * FROM mart.casualty_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND victim = 'everyone' AND outcome = 'killed' AND category = 'all'",
    "event words": "SELECT * FROM mart.event_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND attacker = 'everyone' AND event_type = 'shelling'",
    "strike words": "SELECT * FROM mart.strike_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND attacker = 'everyone' AND munition = 'air_raid'",
    "materiel words": "SELECT * FROM mart.materiel_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND owner = 'everyone' AND item = 'tank' AND fate = 'destroyed'",
    "control words": "SELECT * FROM mart.control_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY' AND side = 'everyone' AND change = 'gained' AND how = 'seized'",
    "one governorate": "SELECT * FROM mart.casualty_words WHERE week_on = %(week)s "
    "AND admin1_code = 'SY-RD' AND victim = 'civilians' AND outcome = 'killed' "
    "AND category = 'all'",
}


def run() -> list[Row]:
    """Make the stock, publish all weeks once, then measure."""
    home = Path(tempfile.mkdtemp(prefix="tawthiq-bench-"))
    settings = load_settings({"TAWTHIQ_HOME": str(home)})
    try:
        with steps.warehouse(settings) as connection:
            _stock(connection)
        with steps.warehouse(settings) as connection:  # the migrations' settings hold from here on
            return [*_marts(connection), *_drills(connection)]
    finally:
        server.stop(settings)
        shutil.rmtree(home, ignore_errors=True)


def _stock(connection: wh.Connection) -> None:
    wh.migrate(connection)
    with wh.transaction(connection):
        wh.execute(connection, STOCK.read_text("utf-8"), {"claims": CLAIMS})
    connection.autocommit = True
    wh.execute(connection, "ANALYZE")
    connection.autocommit = False
    publish(connection, [WEEK + timedelta(weeks=n) for n in range(-8, 9)])


def _marts(connection: wh.Connection) -> list[Row]:
    seconds = min(_seconds(lambda: publish(connection, [WEEK])) for _ in range(5))
    return [row("mart_week_s", seconds, "s", ceiling=1.0)]


def _drills(connection: wh.Connection) -> list[Row]:
    slowest: dict[str, float] = {}
    for name, query in DRILLS.items():

        def ask(query: str = query) -> None:
            if not wh.execute(connection, query, {"week": WEEK}):
                raise RuntimeError(f"nothing behind {query}")

        ask()  # the first brings the pages into memory
        slowest[name] = min(_seconds(ask) for _ in range(5)) * 1000
    for name, milliseconds in slowest.items():
        print(f"  {name}: {milliseconds:.0f} ms")  # noqa: T201  a benchmark says what it saw
    return [row("drilldown_ms", max(slowest.values()), "ms", ceiling=100)]


def _seconds(work: Any) -> float:
    began = time.monotonic()
    work()
    return time.monotonic() - began
