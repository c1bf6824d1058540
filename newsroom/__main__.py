"""`python -m newsroom [--port N] [--night 2018-03-08]`: serve until interrupted."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import date

from newsroom.serve import DEFAULT_PORT, Newsroom

PORT_VARIABLE = "TAWTHIQ_NEWSROOM_PORT"


def main(arguments: list[str] | None = None) -> int:
    """Serve in the foreground. Returns 1 where the port is taken or the variable is no number."""
    parser = argparse.ArgumentParser(prog="newsroom", description=__doc__)
    parser.add_argument("--port", type=int, default=None, help=f"default ${PORT_VARIABLE} or 8765")
    parser.add_argument("--night", type=date.fromisoformat, help="fix the night for all clients")
    chosen = parser.parse_args(arguments)
    try:
        port = chosen.port if chosen.port is not None else _port_from_environment()
        server = Newsroom(port, chosen.night)
    except (OSError, ValueError) as error:
        sys.stderr.write(f"newsroom: {error}\n")
        return 1
    sys.stdout.write(f"{server.base}\n")
    sys.stdout.flush()
    try:
        server.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        server.server_close()
    return 0


def _port_from_environment() -> int:
    """Return the port the environment names, or the fixed one."""
    raw = os.environ.get(PORT_VARIABLE, str(DEFAULT_PORT))
    if not raw.isdecimal():
        message = f"{PORT_VARIABLE}={raw!r} is no port: set it to a number such as {DEFAULT_PORT}"
        raise ValueError(message)
    return int(raw)


if __name__ == "__main__":
    raise SystemExit(main())
