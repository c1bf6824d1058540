"""# An archive through the same stages

Takes archives (WARC, ZIP, tar, JSON, CSV, XML, HTML, lists; recognised by content) through the
stages that a night goes through after fetching.

    archives → cut (one task an archive) → slices → work (one task some chunks) → finish → publish

| what | how |
|---|---|
| `archives` | paths, folders, patterns |
| `from`, `to` | first and last day of publication that is wanted, such as 2018-03-01 |
| `mapping` | path of a file that names the fields of an unknown dump |
| `fetch` | ask the hosts for what lists name that is not beside them, politely |
| `why` | a sentence for the ledger, `ops.backfill_ledger` |
| `chunks_a_task`, `processes` | how the work is dealt out: tasks can be watched, cancelled |

Interrupted, cancelled or failed, a later run goes on with the chunks that are not loaded; nothing
is loaded twice. Its tasks wait behind those of a night. (An Airflow DAG: wiring only.)
"""

from tawthiq import tasks


@tasks.dag(
    dag_id="backfill",
    schedule=None,
    doc_md=__doc__,
    is_paused_upon_creation=False,
    params={
        "archives": tasks.Param([], type="array", items={"type": "string"}),
        "from": tasks.Param(None, type=["null", "string"], format="date"),
        "to": tasks.Param(None, type=["null", "string"], format="date"),
        "mapping": tasks.Param("", type="string"),
        "why": tasks.Param("", type="string"),
        "fetch": tasks.Param(False, type="boolean"),
        "chunks_a_task": tasks.Param(5, type="integer", minimum=1),
        "processes": tasks.Param(1, type="integer", minimum=1, maximum=256),
    },
    **tasks.COMMON,
)
def backfill():
    archives = tasks.archives()
    backfills = tasks.cut.expand(archive=archives)
    done = tasks.work.expand(batches=tasks.slices(backfills))
    tasks.publish(tasks.finish_backfill(archives, backfills, done))


backfill()
