"""The stages as Airflow tasks: the only import of Airflow, and all that DAG files import.

Through Airflow go names alone: a day, a source, a batch, weeks. Each task reads what the task
before it left in the store (see `steps.py`) and is safe to run again. What it needs is imported
when it runs, so that reading a DAG file stays cheap.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from airflow.sdk import (  # type: ignore[attr-defined]  # loaded lazily, unknown to its stubs
    Asset,
    CronPartitionTimetable,
    DeadlineAlert,
    DeadlineReference,
    ExceptionRetryPolicy,
    Param,
    PartitionedAssetTimetable,
    RetryAction,
    RetryRule,
    RollupMapper,
    StartOfWeekMapper,
    SyncCallback,
    WaitForAll,
    WeekWindow,
    dag,
    get_current_context,
    task,
)

from tawthiq.settings import NIGHT_MAY_TAKE

__all__ = [
    "COMMON",
    "Param",
    "approval",
    "archives",
    "begin_night",
    "carry_out",
    "cut",
    "dag",
    "every_night",
    "every_week",
    "extract",
    "fetch",
    "finish_backfill",
    "load",
    "night_deadline",
    "propose",
    "publish",
    "read",
    "reconcile",
    "run_dag",
    "slices",
    "sources",
    "validate",
    "weeks",
    "work",
]

DAY = "%Y-%m-%d"

#: One partition a night: the events that became known with the articles of that day.
EVENTS_OF_A_DAY = Asset("events_of_a_day", uri="x-tawthiq://warehouse/core/event")

#: What another try can mend is tried again; what it cannot, fails at once with its reason.
_RETRY = ExceptionRetryPolicy(
    rules=[
        RetryRule(
            exception=[
                "tawthiq.load.record.BatchStoppedError",
                "tawthiq.verdict.UnsoundError",
                "tawthiq.warehouse.MigrationError",
                "tawthiq.settings.SettingsError",
                "tawthiq.store.StoreError",
                "tawthiq.backfill.order.ArchiveError",
                "tawthiq.backfill.work.BackfillError",
                "builtins.TypeError",
                "builtins.KeyError",
            ],
            action=RetryAction.FAIL,
            reason="the data, the code or the settings are wrong: the same try fails the same way",
        ),
        RetryRule(
            exception=["tawthiq.warehouse.WarehouseError", "tawthiq.postmaster.ServerError"],
            action=RetryAction.RETRY,
            retry_delay=timedelta(minutes=1),
            reason="the database may be restarting",
        ),
        RetryRule(
            exception=["builtins.OSError", "builtins.TimeoutError"],
            action=RetryAction.RETRY,
            retry_delay=timedelta(minutes=5),
            reason="network or disk may recover",
        ),
    ]
)


def run_failed(context: Any) -> None:
    """Tell that a run failed, with the reason where the ledger knows it; close the ledger."""
    from tawthiq import alerts, checks, steps

    run = context["dag_run"]
    name = f"{run.dag_id}/{run.run_id}"
    settings = _settings()
    why = str(context.get("exception") or context.get("reason") or "a task failed; see its log")
    steps.end_run(settings, name, why)
    checks.write_pages(settings, name)
    alerts.tell(settings, alerts.Alert(subject=f"{run.dag_id} failed", text=f"{name}: {why}"))


#: What all DAGs share.
COMMON: dict[str, Any] = {
    "catchup": False,
    "max_active_runs": 1,
    "on_failure_callback": run_failed,
    "tags": ["tawthiq"],
    "default_args": {"owner": "tawthiq", "retries": 2, "retry_policy": _RETRY},
}


def every_night() -> CronPartitionTimetable:
    """Return midnight UTC for the day that then ends; its partition is that day."""
    return CronPartitionTimetable("0 0 * * *", timezone="UTC", run_offset=-1, key_format=DAY)


def every_week() -> PartitionedAssetTimetable:
    """Return the schedule that runs for a Monday once all seven nights of its week are in."""
    week = RollupMapper(
        upstream_mapper=StartOfWeekMapper(input_format=DAY, output_format=DAY),
        window=WeekWindow(),
        wait_policy=WaitForAll(),
    )
    return PartitionedAssetTimetable(assets=EVENTS_OF_A_DAY, default_partition_mapper=week)


def night_deadline() -> DeadlineAlert:
    """Return the alert for a night that is not done in time."""
    return DeadlineAlert(
        reference=DeadlineReference.DAGRUN_QUEUED_AT,
        interval=NIGHT_MAY_TAKE,
        callback=SyncCallback("tawthiq.tasks.night_is_late"),
        name="night is late",
    )


def night_is_late(**_context: Any) -> None:
    """Tell that the night missed its deadline."""
    from tawthiq import alerts

    hours = NIGHT_MAY_TAKE.total_seconds() / 3600
    alerts.tell(
        _settings(),
        alerts.Alert(
            subject="the night is late",
            text=f"It is not done within {hours:.0f} hours; see the running tasks in Airflow.",
        ),
    )


# ---- nightly


@task
def begin_night() -> str:
    """Name the night: the run's partition, or the logical date of a run started by hand."""
    from tawthiq import steps

    context = get_current_context()
    run = context["dag_run"]
    logical = run.logical_date or run.run_after
    night = str(run.partition_key or f"{logical:{DAY}}")
    steps.begin_run(_settings(), _run_name(), "nightly", steps.night_batch(night))
    return night


@task
def sources() -> list[str]:
    """Name the sources whose turn it is: those that match the parameter `sources`."""
    from tawthiq import steps

    return steps.matching_sources(get_current_context()["params"]["sources"])


@task(max_active_tis_per_dagrun=8)
def fetch(night: str, source: str) -> str:
    """Fetch what a source published that night into a WARC file."""
    from tawthiq import steps

    return steps.fetch_source(_settings(), source, date.fromisoformat(night))


@task(trigger_rule="all_done")
def read(night: str, fetched: list[str]) -> str:
    """Read the night's pages into articles; return the batch's name."""
    from tawthiq import steps

    return steps.read_night(_settings(), date.fromisoformat(night), list(fetched))


@task
def extract(batch: str) -> str:
    """Find the events of the batch's articles."""
    from tawthiq import steps

    return steps.extract_batch(_settings(), batch)


@task
def validate(batch: str) -> str:
    """Judge the batch: what is accepted, what goes to quarantine, whether it may be loaded."""
    from tawthiq import steps

    return steps.validate_batch(_settings(), batch, run_id=_run_name())


@task
def load(batch: str) -> str:
    """Bring what was accepted into the warehouse, in one transaction."""
    from tawthiq import steps

    steps.load_batch(_settings(), batch, run_id=_run_name())
    return batch


@task(outlets=[EVENTS_OF_A_DAY])
def reconcile(batch: str) -> str:
    """Join the new reports with those of other outlets, and judge what the warehouse then holds."""
    from tawthiq import checks, steps

    steps.reconcile_new(_settings())
    checks.check_warehouse(_settings(), batch, _run_name())
    steps.end_run(_settings(), _run_name())
    checks.write_pages(_settings(), _run_name())
    return batch


# ---- publish


@task
def weeks() -> list[str]:
    """Name the weeks to publish: the run's partition, the parameter, or all that changed since."""
    from tawthiq import steps

    context = get_current_context()
    partition = context["dag_run"].partition_key
    asked = [partition] if partition else list(context["params"]["weeks"])
    steps.begin_run(_settings(), _run_name(), "publish", None)
    return steps.weeks_to_publish(_settings(), asked)


@task
def publish(weeks: list[str]) -> list[str]:
    """Rebuild these weeks of the marts, judge them, and write the report pages."""
    from tawthiq import checks, steps

    days = [date.fromisoformat(week) for week in weeks]
    steps.publish_weeks(_settings(), days, _run_name())
    checks.check_marts(_settings(), days, _run_name())
    steps.write_report(_settings(), days)
    steps.end_run(_settings(), _run_name())
    return list(weeks)


# ---- backfill

#: What `DAG.test` says of who triggers it.
_IN_THIS_PROCESS = "dag_test"
#: A night's tasks go first wherever both wait for a place: theirs weigh 1 and more.
_AFTER_NIGHTS: dict[str, Any] = {"priority_weight": -10, "weight_rule": "absolute"}


@task
def archives() -> list[str]:
    """Name the archives that the parameter `archives` lists, and fetch what lists name if asked."""
    from tawthiq import backfill, steps

    steps.begin_run(_settings(), _run_name(), "backfill", None)
    params = get_current_context()["params"]
    names = backfill.named(params["archives"])
    return (
        backfill.bring(_settings(), names, backfill.order_of(params)) if params["fetch"] else names
    )


@task(map_index_template="{{ archive_name }}", **_AFTER_NIGHTS)
def cut(archive: str) -> str:
    """Cut an archive into chunks; return the backfill's name."""
    from tawthiq import backfill

    context = get_current_context()
    context["archive_name"] = archive.rpartition("/")[2]  # type: ignore[typeddict-unknown-key]
    order, by = backfill.order_of(context["params"]), context["dag_run"].triggering_user_name
    by = None if by == _IN_THIS_PROCESS else by
    return backfill.cut(_settings(), archive, order, by=by)


@task
def slices(backfills: list[str]) -> list[list[str]]:
    """Name the chunks that are not loaded yet, as many a task as the parameter says."""
    from tawthiq import backfill

    size = int(get_current_context()["params"]["chunks_a_task"])
    return backfill.slices(_settings(), list(backfills), size)


@task(map_index_template="{{ chunks }}", **_AFTER_NIGHTS)
def work(batches: list[str]) -> int:
    """Read, extract, validate and load these chunks; return how many articles they held."""
    from tawthiq import backfill

    context = get_current_context()
    context["chunks"] = " to ".join(dict.fromkeys((batches[0], batches[-1])))  # type: ignore[typeddict-unknown-key]
    params = context["params"]
    return backfill.work(
        _settings(), list(batches), backfill.order_of(params), jobs=int(params["processes"])
    )


@task(trigger_rule="all_done")
def finish_backfill(archives: list[str], backfills: list[str], done: list[int]) -> list[str]:
    """Close the ledger and join the reports; return the weeks that are to be published.

    Runs also where chunks failed, so that what is loaded is joined; then it fails itself. Where
    somebody interrupted the work it fails at once.
    """
    from tawthiq import backfill, checks, steps

    entered = list(backfills)
    failed = backfill.finish(_settings(), entered)
    if "cancelled" not in failed.values():
        steps.reconcile_new(_settings())
        for one in entered:
            if not failed:  # what is not loaded yet would pass for dropped
                checks.check_warehouse(_settings(), f"backfill/{one}", _run_name())
            checks.write_pages(_settings(), f"backfill/{one}")
    if failed or len(entered) < len(archives):
        why = f"not all of {', '.join(failed) or 'the archives'} is loaded; the tasks' logs say why"
        steps.end_run(_settings(), _run_name(), why)
        raise backfill.BackfillError(f"{why}. Start it again: it goes on with the rest")
    return steps.weeks_to_publish(_settings(), [])


def _settings() -> Any:
    from tawthiq.settings import load_settings

    return load_settings()


def _run_name() -> str:
    run = get_current_context()["dag_run"]
    return f"{run.dag_id}/{run.run_id}"


# ---- quarantine


@task
def propose() -> str:
    """Put into words what is proposed for which records, for whoever approves."""
    from tawthiq import review

    asked = get_current_context()["params"]
    return review.proposal(_settings(), asked["action"], asked["ids"], asked["reason"])


def approval(proposal: Any) -> Any:
    """Return the task at which a person approves or rejects what was proposed."""
    from airflow.providers.standard.operators.hitl import ApprovalOperator

    asked = ApprovalOperator(
        task_id="approval",
        subject="Quarantine: {{ params.action }} {{ params.ids | length }} records?",
        body=proposal,
        params={"remark": Param("", type="string", title="Why (goes into the audit)")},
        retries=0,
    )
    return asked.output


@task
def carry_out(answer: dict[str, Any]) -> list[str]:
    """Release, reject or retry as approved, in the approver's name; return what came of it."""
    from tawthiq import review

    asked = get_current_context()["params"]
    person = answer.get("responded_by_user") or {}
    remark = str((answer.get("params_input") or {}).get("remark") or "").strip()
    return review.carry_out(
        _settings(),
        asked["action"],
        asked["ids"],
        actor_name=str(person.get("name") or person.get("id") or ""),
        remark="; ".join(filter(None, (asked["reason"].strip(), remark))),
    )


# ---- a run in this process, without a scheduler


def run_dag(dag_id: str, day: date | None = None, conf: dict[str, Any] | None = None) -> list[str]:
    """Run a DAG to its end in this process; return the tasks that failed, none on success.

    A run of the same day before is replaced, as `airflow dags test` does.

    Raises:
        RuntimeError: the DAG's file cannot be imported.
    """
    logical = datetime.combine(day, time(), UTC) if day else datetime.now(UTC)
    run = _dags()[dag_id].test(logical_date=logical, run_conf=conf or {})
    return sorted({ti.task_id for ti in run.get_task_instances() if ti.state == "failed"})


@cache
def _dags() -> dict[str, Any]:
    from airflow.dag_processing.dagbag import DagBag

    bag = DagBag()
    if bag.import_errors:
        raise RuntimeError("\n".join(f"{path}: {why}" for path, why in bag.import_errors.items()))
    dags: dict[str, Any] = dict(bag.dags)
    for one in dags.values():
        for each in one.tasks:
            each.retries = 0  # in the foreground a failure shows at once, with its reason
        one.deadline = None  # of scheduled runs alone: `DAG.test` of Airflow 3.3.2 fails on one
    return dags
