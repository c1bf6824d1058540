"""Whatever the order of arrival, the same incidents and figures; only names depend on it."""

import random

import pytest
from benchmarks.reconcile import synthetic
from benchmarks.stock import fill

from tawthiq import warehouse as wh
from tawthiq.reconcile import reconcile

pytestmark = pytest.mark.postgres

SHUFFLER = random.Random(11)  # noqa: S311  the same order each time, not a secret

#: Everything that reconcile derives, with each incident named by its first report.
DERIVED = {
    "incident": """
        SELECT n.name, i.kind, i.event_type, i.started_on, i.ended_on, i.admin1_codes, i.place_id,
            i.place_names, i.attackers, i.event_count, i.source_count, i.confidence
        FROM core.incident AS i JOIN name AS n USING (incident_id) ORDER BY 1""",
    "member": """
        SELECT n.name, m.event_id, m.component_id
        FROM core.incident_event AS m JOIN name AS n USING (incident_id) ORDER BY 1, 2""",
    "figure": """
        SELECT n.name, f.outcome, f.victim, f.category, f.count_low, f.count_best, f.count_high,
            f.claim_count, f.source_count, f.figure_basis, f.is_contested
        FROM core.incident_figure AS f JOIN name AS n USING (incident_id) ORDER BY 1, 2, 3, 4""",
    "claim": """
        SELECT c.claim_id, n.name, c.source_key, c.standing
        FROM core.incident_claim AS c JOIN name AS n USING (incident_id) ORDER BY 1""",
    "part": """
        SELECT n.name, o.name AS part
        FROM core.incident_part AS p
        JOIN name AS n ON n.incident_id = p.residual_id
        JOIN name AS o ON o.incident_id = p.incident_id ORDER BY 1, 2""",
}
NAMES = """
WITH name AS (
    SELECT incident_id, min(event_id) AS name FROM core.incident_event GROUP BY 1
)
"""


def derived(conn):
    return {name: wh.execute(conn, NAMES + query) for name, query in DERIVED.items()}


@pytest.fixture(scope="module")
def reports():
    return list(synthetic(500, seed=7))


def test_the_stock_has_what_order_could_matter_to(warehouse, reports):
    fill(warehouse, reports)
    reconcile(warehouse)
    found = derived(warehouse)
    assert any(row["event_count"] > 2 for row in found["incident"])
    assert any(row["kind"] == "residual" for row in found["incident"])
    assert any(row["figure_basis"] == "residual" for row in found["figure"])
    assert found["part"]


def test_in_any_order_and_in_parts(warehouse, other_warehouse, reports):
    fill(warehouse, reports)
    reconcile(warehouse)
    shuffled = SHUFFLER.sample(reports, len(reports))
    for start in range(0, len(shuffled), 90):
        fill(other_warehouse, shuffled[start : start + 90])
        reconcile(other_warehouse)
    assert derived(other_warehouse) == derived(warehouse)


def test_one_by_one(warehouse, other_warehouse, reports):
    some = reports[:60]
    fill(warehouse, some)
    reconcile(warehouse)
    for report in SHUFFLER.sample(some, len(some)):
        fill(other_warehouse, [report])
        reconcile(other_warehouse)
    assert derived(other_warehouse) == derived(warehouse)


def test_what_came_and_went_leaves_no_trace(warehouse, other_warehouse, reports):
    fill(warehouse, reports[:300])
    reconcile(warehouse)
    fill(other_warehouse, reports)
    reconcile(other_warehouse)
    gone = sorted({r.event_id for r in reports[300:]})
    wh.execute(
        other_warehouse, "DELETE FROM core.event WHERE event_id = ANY(%(ids)s)", {"ids": gone}
    )
    other_warehouse.commit()
    reconcile(other_warehouse)
    assert derived(other_warehouse) == derived(warehouse)


def test_a_second_time_nothing_is_written(warehouse, reports):
    fill(warehouse, reports[:100])
    reconcile(warehouse)
    before = wh.execute(warehouse, "SELECT * FROM core.incident ORDER BY 1")
    assert reconcile(warehouse).report_count == 0
    wh.execute(warehouse, "INSERT INTO ops.event_change SELECT event_id, 'came' FROM core.event")
    assert reconcile(warehouse).written_count == 0
    assert wh.execute(warehouse, "SELECT * FROM core.incident ORDER BY 1") == before
    assert wh.execute(warehouse, "SELECT * FROM core.incident_history") == []
