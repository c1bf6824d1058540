"""# Weekly tables

Runs when all seven nights of an ISO week are in (its partition is the Monday), or on demand: the
parameter `weeks` takes Mondays such as `2018-03-05`; left empty, every week is published whose
events changed since it was published last, which is what a backfill leaves behind.

    weeks → publish (marts, their expectations, report pages)

Each week is deleted and built anew in one transaction: run twice, it gives the same rows.
(An Airflow DAG: wiring only.)
"""

from tawthiq import tasks


@tasks.dag(
    dag_id="publish",
    schedule=tasks.every_week(),
    doc_md=__doc__,
    is_paused_upon_creation=False,
    params={"weeks": tasks.Param([], type="array", items={"type": "string", "format": "date"})},
    **tasks.COMMON,
)
def publish():
    tasks.publish(tasks.weeks())


publish()
