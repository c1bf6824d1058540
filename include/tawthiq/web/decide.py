"""A reviewer's decision carried out: rejecting at once, releasing in a process of its own.

Releasing validates and loads again. What that imports (Great Expectations: 3 to 5 s, some 230 MB)
stays out of Airflow's API server, which serves everybody.
"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict

from tawthiq import review
from tawthiq.load.record import BatchStoppedError
from tawthiq.quarantine import Decision, QuarantineError
from tawthiq.settings import Settings, load_settings
from tawthiq.warehouse import WarehouseError

#: Measured: 5 to 8 s for one record; a busy machine may take some times that.
RELEASE_SECONDS = 120


class DecisionError(RuntimeError):
    """A decision could not be carried out; says why."""


def decide(settings: Settings, action: str, quarantine_id: str, decision: Decision) -> None:
    """Release or reject a record.

    Raises:
        QuarantineError: the record cannot be rejected; nothing was changed.
        DecisionError: it cannot be released, or was released and could not be loaded.
    """
    if action == "reject":
        review.reject(settings, [quarantine_id], decision)
        return
    try:
        done = subprocess.run(
            [sys.executable, "-m", "tawthiq.web.decide"],
            input=json.dumps({"ids": [quarantine_id], **asdict(decision)}),
            capture_output=True,
            text=True,
            timeout=RELEASE_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise DecisionError(f"not loaded within {RELEASE_SECONDS} s; release it again") from error
    if done.returncode != 0:
        raise DecisionError(done.stderr.strip().rpartition("\n")[2] or "the release failed")


def _release() -> None:
    """Release what standard input names; end with one line of why where that cannot be."""
    said = json.load(sys.stdin)
    try:
        review.release(load_settings(), said.pop("ids"), Decision(**said))
    except (QuarantineError, BatchStoppedError, WarehouseError) as error:
        sys.exit(" ".join(str(error).split()))


if __name__ == "__main__":
    _release()
