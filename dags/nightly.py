"""# A night of news

Runs at midnight UTC for the day that ends, and fills that day's partition of `events_of_a_day`.

    begin → sources → fetch (one task a source) → read → extract → validate → load → reconcile

| what | how |
|---|---|
| a source fails | it is tried twice more; the other sources' articles are loaded all the same |
| a critical expectation fails | nothing of the night is loaded; `validate` says which and why |
| a record is bad | it goes to quarantine with its reason; the rest is loaded |
| run again | the same rows: clear the run, or trigger one for the day |
| can it be trusted | each run's tab *Quality* says it, with reasons, rows and Data Docs |
| late | after six hours the deadline alert fires |

To run a past night: trigger with that partition, or `airflow backfill create --dag-id nightly`.
The parameter `sources` takes names and globs of `include/sources`. (An Airflow DAG: wiring only.)
"""

from tawthiq import tasks


@tasks.dag(
    dag_id="nightly",
    schedule=tasks.every_night(),
    doc_md=__doc__,
    deadline=tasks.night_deadline(),
    is_paused_upon_creation=True,  # it fetches from real outlets: somebody has to want that
    params={"sources": tasks.Param(["*", "!sample-*"], type="array", items={"type": "string"})},
    **tasks.COMMON,
)
def nightly():
    night = tasks.begin_night()
    fetched = tasks.fetch.partial(night=night).expand(source=tasks.sources())
    batch = tasks.read(night, fetched)
    tasks.reconcile(tasks.load(tasks.validate(tasks.extract(batch))))


nightly()
