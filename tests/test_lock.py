import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]


def test_pip_check_names_exactly_the_two_packages_left_out_on_purpose():
    done = subprocess.run(
        [sys.executable, "-m", "pip", "check"], capture_output=True, text=True, check=False
    )
    assert sorted(done.stdout.splitlines()) == [
        "camel-tools 1.6.0 requires torch, which is not installed.",
        "camel-tools 1.6.0 requires transformers, which is not installed.",
    ]


def test_the_lock_is_pinned_and_brings_no_torch():
    for line in (PROJECT / "requirements.txt").read_text("utf-8").splitlines():
        name, _, pinned = line.partition("==")
        assert pinned, line
        assert name not in {"torch", "transformers", "camel-tools"}
        assert not name.startswith("nvidia")
