"""# What lies in quarantine, decided by two people

Somebody proposes, somebody approves, and the records are released, rejected or read again in the
approver's name.

    propose → approval (waits for a person, under Required Actions) → carry out

| parameter | meaning |
|---|---|
| `action` | `release` (load in spite of what failed), `reject` (keep out), `retry` (read again) |
| `ids` | quarantine ids or record ids, as `tawthiq quarantine list` prints them |
| `reason` | why; goes into the audit, with the approver's name and remark |

Approve carries it out; Reject leaves everything held as it is. Releasing judges the articles anew
and loads them. Each decision leaves a line in `quality.quarantine_audit`.
(An Airflow DAG: wiring only.)
"""

from tawthiq import tasks


@tasks.dag(
    dag_id="quarantine",
    schedule=None,
    doc_md=__doc__,
    is_paused_upon_creation=False,
    params={
        "action": tasks.Param("release", enum=["release", "reject", "retry"]),
        "ids": tasks.Param([], type="array", items={"type": "string"}),
        "reason": tasks.Param("", type="string"),
    },
    **tasks.COMMON,
)
def quarantine():
    tasks.carry_out(tasks.approval(tasks.propose()))


quarantine()
