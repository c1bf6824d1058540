"""Run the modules of this folder, print their rows and leave them in .tawthiq/bench.json.

    python -m benchmarks              all of them
    python -m benchmarks read fetch   those named; the rows of the others stay in the file

Exit status 1 where a value misses its floor or ceiling or a module fails.
"""

from __future__ import annotations

import argparse
import json
import pkgutil
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

import benchmarks
from benchmarks import Row
from benchmarks.measuring import measure
from tawthiq.settings import load_settings


def modules() -> list[str]:
    """Return the names of the modules that measure, found by file: each defines `run`."""
    folder = Path(__file__).parent
    return sorted(
        found.name
        for found in pkgutil.iter_modules(benchmarks.__path__)
        if "def run(" in (folder / f"{found.name}.py").read_text("utf-8")
        and found.name != "__main__"
    )


def show(module: str, outcome: tuple[str, Any], seconds: float, table: Table) -> bool:
    """Add a module's rows to the table; tell whether all of them hold."""
    kind, told = outcome
    if kind == "skipped":
        table.add_row(module, "-", "", "", "skipped", f"{told}")
        return True
    if kind == "failed":
        sys.stderr.write(told)
        table.add_row(module, "-", "", "", "[red]FAILED[/]", told.strip().splitlines()[-1])
        return False
    for row in told:
        limit = f"≥ {row['floor']}" if "floor" in row else ""
        limit = f"≤ {row['ceiling']}" if "ceiling" in row else limit
        mark = "[green]ok[/]" if row["ok"] else "[red]MISSED[/]"
        table.add_row(
            row["name"], str(row["value"]), str(row.get("unit", "")), limit, mark, f"{seconds:.0f}"
        )
    return all(row["ok"] for row in told)


def keep(path: Path, measured: dict[str, list[Row]], known: Iterable[str]) -> None:
    """Write the rows, each with its module; those of modules not measured now stay."""
    old = json.loads(path.read_text("utf-8")) if path.exists() else []
    rows = [r for r in old if r["module"] not in measured and r["module"] in set(known)]
    for module, found in measured.items():
        stamp = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())
        rows += [{"module": module, **row, "measured_at": stamp} for row in found]
    path.parent.mkdir(parents=True, exist_ok=True)
    rows.sort(key=lambda row: (row["module"], row["name"]))
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run, print, keep; return the exit status."""
    known = modules()
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("module", nargs="*", help=f"which: {', '.join(known)}; none: all")
    chosen = parser.parse_args(arguments).module or known
    for unknown in sorted(set(chosen) - set(known)):
        parser.error(f"no benchmark {unknown!r}; known: {', '.join(known)}")
    table = Table("measure", "value", "unit", "target", "", "seconds of its module", box=None)
    measured, sound = dict[str, list[Row]](), True
    for number, module in enumerate(chosen, 1):
        sys.stderr.write(f"[{number}/{len(chosen)}] {module} …\n")
        began = time.monotonic()
        outcome = measure(module)
        sound &= show(module, outcome, time.monotonic() - began, table)
        if outcome[0] == "rows":
            measured[module] = outcome[1]
    Console().print(table)
    path = load_settings().home / "bench.json"
    keep(path, measured, known)
    sys.stderr.write(f"rows kept in {path}\n")
    return 0 if sound else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
