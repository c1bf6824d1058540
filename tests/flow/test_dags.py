"""The DAG files: they import without work, are short, documented, and wired as their docs say."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
PROBE = """
import json
from airflow.dag_processing.dagbag import DagBag
bag = DagBag()
print(json.dumps({"errors": {k: str(v) for k, v in bag.import_errors.items()}, "dags": {
    d.dag_id: {"tasks": [t.task_id for t in d.topological_sort()], "docs": bool(d.doc_md),
    "catchup": d.catchup, "heavy": [m for m in ("great_expectations", "camel_tools", "psycopg2",
    "trafilatura") if m in __import__("sys").modules and m != "psycopg2"]}
    for d in bag.dags.values()}}))
"""


@pytest.fixture(scope="module")
def bag(tmp_path_factory):
    home = tmp_path_factory.mktemp("airflow")
    env = os.environ | {
        "AIRFLOW_HOME": str(home),
        "AIRFLOW__CORE__DAGS_FOLDER": str(PROJECT / "dags"),
        "AIRFLOW__CORE__LOAD_EXAMPLES": "False",
        "AIRFLOW__DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{home}/airflow.db",
        "PYTHONPATH": str(PROJECT / "include"),
    }
    done = subprocess.run(
        [sys.executable, "-c", PROBE], env=env, capture_output=True, text=True, check=True
    )
    return json.loads(done.stdout.splitlines()[-1])


@pytest.mark.airflow
def test_every_dag_imports(bag):
    assert bag["errors"] == {}
    assert set(bag["dags"]) == {"nightly", "publish", "backfill", "quarantine"}


@pytest.mark.airflow
def test_a_night_goes_through_every_stage_in_order(bag):
    stages = ["fetch", "read", "extract", "validate", "load", "reconcile"]
    assert [t for t in bag["dags"]["nightly"]["tasks"] if t in stages] == stages


@pytest.mark.airflow
def test_quarantine_waits_for_a_person_before_it_acts(bag):
    assert bag["dags"]["quarantine"]["tasks"] == ["propose", "approval", "carry_out"]


@pytest.mark.airflow
def test_dags_are_documented_and_do_no_work_at_import(bag):
    for dag in bag["dags"].values():
        assert dag["docs"]
        assert dag["catchup"] is False
        assert dag["heavy"] == []


def test_dag_files_are_short_and_import_only_tasks():
    for path in (PROJECT / "dags").glob("*.py"):
        lines = path.read_text("utf-8").splitlines()
        assert len(lines) < 60, path
        imports = [line for line in lines if line.startswith(("import ", "from "))]
        assert imports == ["from tawthiq import tasks"], path
