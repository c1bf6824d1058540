"""The pages inside Airflow on a million incidents: the slowest of three answers, whole pages.

    make bench ONLY=web

Each page is asked for through the site itself (routes, SQL, templates), without the network. A
server and a warehouse of its own are made for it and removed.
"""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

from benchmarks import Row, row
from tawthiq import server, steps
from tawthiq import warehouse as wh
from tawthiq.settings import Settings, load_settings

COUNT = 1_000_000
CEILING_MS = 500
STOCK = Path(__file__).with_name("web_stock.sql")

#: Measure → address. The rare ones have to find few rows among many, the deep one starts in the
#: middle, `words` and `killed` have orders and indexes of their own.
PAGES = {
    "newest": "/incidents",
    "oldest": "/incidents?sort=oldest",
    "most_killed": "/incidents?sort=killed",
    "most_sources": "/incidents?sort=sources",
    "deep": "/incidents?after=2017-06-01~0000000000080000",
    "week": "/incidents?week=2018-03-05",
    "governorate": "/incidents?admin1=SY-RD",
    "rare_side": "/incidents?side=other_state",
    "rare_type": "/incidents?event_type=chemical_attack",
    "rare_all": "/incidents?event_type=chemical_attack&side=other_state&admin1=SY-QU",
    "rare_killed": "/incidents?sort=killed&event_type=chemical_attack&admin1=SY-QU",
    "killed_in_week": "/incidents?sort=killed&week=2018-03-05",
    "words": "/incidents?words=%D8%AA%D8%AA%D8%AB",
    "words_none": "/incidents?words=%D8%B2%D8%B2%D8%B2",
    "one": "/incidents/0000000000080000",
    "csv_10000_rows": "/incidents.csv?admin1=SY-RD",
}


def run() -> list[Row]:
    """Make the stock, ask for each page three times, give the slowest of each."""
    home = Path(tempfile.mkdtemp(prefix="tawthiq-bench-"))
    settings = load_settings({"TAWTHIQ_HOME": str(home)})
    try:
        _stock(settings)
        return [_page(name, ms) for name, ms in _slowest(settings).items()]
    finally:
        server.stop(settings)
        shutil.rmtree(home, ignore_errors=True)


def _page(name: str, milliseconds: float) -> Row:
    ceiling = CEILING_MS * 4 if name.startswith("csv") else CEILING_MS
    return row(f"page_{name}_ms", round(milliseconds), "ms", ceiling=ceiling)


def _stock(settings: Settings) -> None:
    with steps.warehouse(settings) as connection:
        wh.migrate(connection)
        wh.execute(connection, STOCK.read_text("utf-8"), {"count": COUNT})
        connection.commit()


def _slowest(settings: Settings) -> dict[str, float]:
    from airflow.api_fastapi.auth.managers.simple.user import SimpleAuthManagerUser
    from starlette.testclient import TestClient

    from tawthiq.web import access
    from tawthiq.web.site import make_site

    site = make_site(settings)
    reviewer = SimpleAuthManagerUser(username="bench", role="viewer")
    site.dependency_overrides[access.reader] = lambda: reviewer
    client = TestClient(site)
    found = {}
    for name, address in PAGES.items():
        times = []
        for _ in range(3):
            began = time.perf_counter()
            answer = client.get(address)
            times.append((time.perf_counter() - began) * 1000)
            assert answer.status_code == 200, f"{address}: {answer.status_code}"  # noqa: S101
        found[name] = max(times)
    site.state.readers.close()
    return found
