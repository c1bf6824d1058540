"""# An archive through the same stages

Takes archives (ZIP, tar, JSON lines, XML, WARC; recognised by content) through the stages that a
night goes through after fetching.

    archives → cut (one task an archive) → lanes → work (one task a lane) → finish → publish

`cut` reads an archive once and leaves chunks of articles in the store; a lane extracts, validates
and loads its chunks, several at a time on one machine. Interrupted, a later run goes on with the
chunks that are not loaded; a chunk loaded twice changes nothing. Each archive has a row in
`ops.backfill`. Parameters: `archives` (paths), `lanes` (more than one under Celery).
(An Airflow DAG: wiring only.)
"""

from tawthiq import tasks


@tasks.dag(
    dag_id="backfill",
    schedule=None,
    doc_md=__doc__,
    is_paused_upon_creation=False,
    params={
        "archives": tasks.Param([], type="array", items={"type": "string"}),
        "lanes": tasks.Param(1, type="integer", minimum=1, maximum=256),
    },
    **tasks.COMMON,
)
def backfill():
    backfills = tasks.cut.expand(archive=tasks.archives())
    done = tasks.work.expand(lane=tasks.lanes(backfills))
    tasks.publish(tasks.finish_backfill(backfills, done))


backfill()
