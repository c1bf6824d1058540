"""Put the weekly table that `make run` ended with into the README, between its two marks.

make run && make table
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
README = PROJECT / "README.md"
BEGIN, END = "<!-- weekly table: make table -->\n", "<!-- end of the weekly table -->\n"
TRENDS = ("trends", "--weeks", "3", "--by", "victim", "--markdown")


def main() -> int:
    """Rewrite the README's table; fail where no week is published."""
    done = subprocess.run(  # noqa: S603 - the project's own command
        [sys.executable, "-m", "tawthiq", *TRENDS], capture_output=True, text=True, check=True
    )
    if len(done.stdout.splitlines()) < 3:  # head and rule alone
        sys.stderr.write("no published week: run `make run` first\n")
        return 1
    before, _, rest = README.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    README.write_text(before + BEGIN + "\n" + done.stdout + "\n" + END + after, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
