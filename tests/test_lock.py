import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

from packaging.specifiers import SpecifierSet

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


def test_the_lock_holds_for_the_oldest_python_that_is_promised():
    makefile = (PROJECT / "Makefile").read_text("utf-8")
    oldest = re.search(r"^OLDEST_PYTHON := ([\d.]+)", makefile, re.MULTILINE)
    assert oldest
    too_new = {}
    for line in (PROJECT / "requirements.txt").read_text("utf-8").splitlines():
        wanted = distribution(line.partition("==")[0].partition("[")[0]).metadata.get(
            "Requires-Python"
        )
        if wanted and oldest[1] not in SpecifierSet(wanted):
            too_new[line] = wanted
    assert too_new == {}
