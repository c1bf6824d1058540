"""A reviewer's decision carried out: rejecting at once, releasing in a process of its own.

Releasing validates and loads again. What that imports (Great Expectations: 3 to 5 s, some 230 MB)
stays out of Airflow's API server, which serves everybody.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from datetime import UTC, datetime

from tawthiq import quarantine, steps
from tawthiq.quarantine import Decision
from tawthiq.settings import Settings, load_settings

#: Measured: 5 to 8 s for one record; a busy machine may take some times that.
RELEASE_SECONDS = 120


class DecisionError(RuntimeError):
    """A release could not be carried out; ends with the reason."""


def decide(settings: Settings, action: str, quarantine_id: str, decision: Decision) -> None:
    """Release or reject a record.

    Raises:
        QuarantineError: the record cannot be decided so; nothing was changed.
        DecisionError: it was released but not loaded; releasing it again tries again.
    """
    if action == "reject":
        with steps.warehouse(settings) as connection:
            quarantine.reject(connection, [quarantine_id], decision)
        return
    asked = json.dumps({"ids": [quarantine_id], **asdict(decision)})
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tawthiq.web.decide"],
            input=asked,
            capture_output=True,
            text=True,
            timeout=RELEASE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DecisionError(f"not loaded within {RELEASE_SECONDS} s; release it again") from error
    if done.returncode != 0:
        raise DecisionError(done.stderr.strip().rpartition("\n")[2] or "the release failed")


def release(settings: Settings, ids: list[str], decision: Decision) -> None:
    """Release records, then validate, load and reconcile their articles."""
    from tawthiq.load import load
    from tawthiq.validate import validate

    now = datetime.now(UTC)
    with steps.warehouse(settings) as connection:
        quarantine.release(connection, ids, decision)
        name = f"release/{now:%Y%m%dT%H%M%S%f}"
        batch = quarantine.released_batch(connection, ids, name, now.date())
        released = quarantine.released_ids(connection, (r.article.doc_id for r in batch.readings))
        connection.commit()
        load(connection, validate(batch, released=released, docs=settings.reports))
    steps.reconcile_new(settings)


if __name__ == "__main__":
    said = json.load(sys.stdin)
    release(load_settings(), said.pop("ids"), Decision(**said))
