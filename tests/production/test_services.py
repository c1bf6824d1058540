"""The services of docker-compose.yaml without containers: an archive goes through Celery."""

from __future__ import annotations

import json
import shutil
import time
from pathlib import Path

import pytest

from tawthiq import warehouse as wh

from .unboxed import Production, production

AIRFLOW = ("api-server", "scheduler", "dag-processor", "triggerer", "worker")
#: Seconds that services may take to call themselves healthy, and a run to end, on a busy machine.
HEALTHY, RUN = 240, 240
ARTICLE = {
    "doc_id": "compose-1",
    "url": "http://archive.test/1",
    "outlet": "أرشيف",
    "title": "مقتل ثلاثة مدنيين بقصف على مدينة سراقب",
    "published": "2018-03-06",
    "text": "قتل ثلاثة مدنيين وأصيب سبعة بقصف لقوات النظام على مدينة سراقب بريف إدلب في سوريا.",
}


@pytest.mark.skipif(not shutil.which("redis-server"), reason="redis-server is not installed")
@pytest.mark.timeout(900)
def test_the_commands_of_compose_take_an_archive_through_celery(tmp_path: Path) -> None:
    with production(tmp_path) as services:
        services.once("setup")
        for name in ("redis", *AIRFLOW):
            services.start(name)
        for name in ("redis", *AIRFLOW):
            services.wait_until_healthy(name, HEALTHY)
        archive = tmp_path / "archive.jsonl"
        archive.write_text(json.dumps(ARTICLE, ensure_ascii=False) + "\n", "utf-8")
        conf = json.dumps({"archives": [str(archive)], "why": "the production form"})
        services.airflow("dags", "trigger", "backfill", "--run-id", "compose", "--conf", conf)
        state = _end_of(services, "backfill", "compose")
        assert state == "success", services.last_words("worker")
        connection = wh.connect(services.warehouse)
        with connection, connection.cursor() as cursor:
            cursor.execute("select outcome, count_low from core.casualty order by 1")
            assert cursor.fetchall() == [("killed", 3), ("wounded", 7)]
        connection.close()
        assert set(services.stop().values()) <= {0, -15}


def _end_of(services: Production, dag_id: str, run_id: str) -> str:
    """Wait until a run has ended; return its state."""
    until = time.monotonic() + RUN
    while time.monotonic() < until:
        said = services.airflow("dags", "list-runs", dag_id, "--output", "json")
        runs = json.loads(said[said.rindex("[{") :])  # warnings stand before it
        state: str = next(run["state"] for run in runs if run["run_id"] == run_id)
        if state in ("success", "failed"):
            return state
        time.sleep(2)
    return "still running"
