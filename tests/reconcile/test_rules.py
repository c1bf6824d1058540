"""Given reports, expect incidents: the tables rules.yml and changes.yml."""

from pathlib import Path

import pytest
import yaml
from benchmarks.stock import fill
from tests.reconcile.told import incidents, reports

from tawthiq import warehouse as wh
from tawthiq.reconcile import reconcile

pytestmark = pytest.mark.postgres

FOLDER = Path(__file__).parent
RULES = yaml.safe_load((FOLDER / "rules.yml").read_text(encoding="utf-8"))
CHANGES = yaml.safe_load((FOLDER / "changes.yml").read_text(encoding="utf-8"))


def compared(found, expected):
    """Return of each incident what the table says something about, both in one order."""
    wanted = sorted(expected, key=lambda e: str(e["of"]))
    told = [set(e) - {"name"} for e in wanted]
    if [f["of"] for f in found] != [w["of"] for w in wanted]:
        return [f["of"] for f in found], [w["of"] for w in wanted]
    return (
        [{key: f[key] for key in keys} for f, keys in zip(found, told, strict=True)],
        [{key: w[key] for key in keys} for w, keys in zip(wanted, told, strict=True)],
    )


@pytest.mark.parametrize("case", RULES, ids=lambda case: case["rule"])
def test_rule(warehouse, case):
    fill(warehouse, reports(case["reports"]))
    for one, other in case.get("copies", []):
        wh.execute(
            warehouse,
            "INSERT INTO raw.article_copy (article_id, other_article_id, similarity) "
            "VALUES (%(one)s, %(other)s, 1)",
            {"one": one, "other": other},
        )
    warehouse.commit()
    reconcile(warehouse)
    found, expected = compared(incidents(warehouse), case["expect"])
    assert found == expected


def remove(conn, article):
    wh.execute(conn, "DELETE FROM core.event WHERE article_id = %(id)s", {"id": article})
    conn.commit()


def read_anew(conn, article, scope):
    wh.execute(
        conn,
        "UPDATE core.event SET scope = %(scope)s, digest = %(scope)s, loaded_at = now() "
        "WHERE article_id = %(id)s",
        {"id": article, "scope": scope},
    )
    conn.commit()


@pytest.mark.parametrize("case", CHANGES, ids=lambda case: case["rule"])
def test_change(warehouse, case):
    names = {}
    noted = 0
    for step in case["steps"]:
        fill(warehouse, reports(step.get("add", [])))
        for article in step.get("remove", []):
            remove(warehouse, article)
        for article, scope in step.get("read_anew", {}).items():
            read_anew(warehouse, article, scope)
        before = {i["id"]: i["changed_at"] for i in incidents(warehouse)}
        reconcile(warehouse)
        now = incidents(warehouse)
        found, expected = compared(now, step["expect"])
        assert found == expected
        for incident, want in zip(
            now, sorted(step["expect"], key=lambda e: str(e["of"])), strict=True
        ):
            if "name" in want:
                assert names.setdefault(want["name"], incident["id"]) == incident["id"], want
        history = wh.execute(warehouse, "SELECT * FROM core.incident_history ORDER BY history_id")
        if "history" in step:
            by_id = {incident_id: name for name, incident_id in names.items()}
            lines = sorted(
                f"{by_id[h['incident_id']]} {h['change']} {h['reason']}" for h in history[noted:]
            )
            assert lines == sorted(step["history"])
        noted = len(history)
        for name in step.get("untouched", []):
            assert {i["id"]: i["changed_at"] for i in now}[names[name]] == before[names[name]]
