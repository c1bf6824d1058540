"""`tawthiq`: the flow on the command line. `tawthiq --help` lists the commands."""

from __future__ import annotations

import sys

from tawthiq.cli import run


def main() -> None:
    """Run the command line; its exit status tells success (0), failure (1) or misuse (2)."""
    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
