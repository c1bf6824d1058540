"""The commands. Each imports what it needs when it runs, so that `--help` answers at once.

An error is one line on standard error; `--debug`, anywhere in the command, shows the trace.
"""

from __future__ import annotations

import signal
import sys
import traceback
from typing import Annotated

import typer

from tawthiq.cli import (
    airflow,
    archive,
    backfill,
    copies,
    expectations,
    gaps,
    install,
    look,
    places,
    quality,
    quarantine,
    research,
    sources,
    text,
)

EPILOG = "Settings are TAWTHIQ_ variables of the environment; .env.example names them all."

app = typer.Typer(
    name="tawthiq",
    help="Arabic news on the violence in Syria, as structured events and weekly trend tables.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
    rich_markup_mode="markdown",
)
COMMANDS = (
    *(install, airflow, backfill, archive, text, look, research, places, sources),
    *(quality, quarantine, expectations, copies, gaps),
)
for module in COMMANDS:
    module.register(app)


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the trace of an error.")] = False,
) -> None:
    """Arabic news on the violence in Syria, as structured events and weekly trend tables."""


def run(arguments: list[str]) -> int:
    """Run one command and return its exit status."""
    debug = "--debug" in arguments
    arguments = [argument for argument in arguments if argument != "--debug"]
    try:
        app(arguments, prog_name="tawthiq")
    except SystemExit as ended:
        return _status(ended)
    except KeyboardInterrupt:
        _complain("interrupted; run the same command again, it goes on where it was")
        return 128 + signal.SIGINT
    except BrokenPipeError:  # `tawthiq trends | head`
        sys.stderr.close()
        return 0
    except Exception as error:  # noqa: BLE001 - the last door: a user gets a line, not a trace
        if debug:
            traceback.print_exc()
        else:
            _complain(one_line(error))
        return 1
    return 0


def one_line(error: Exception) -> str:
    """Say what went wrong: our errors in their own words, others with their kind."""
    if isinstance(error, OSError) and error.filename is not None:
        return f"{error.filename}: {error.strerror}"
    words = str(error).strip()
    if type(error).__module__.partition(".")[0] == "tawthiq" and words:
        return words
    return f"{type(error).__name__}: {words.splitlines()[0] if words else ''} (--debug shows where)"


def _complain(line: str) -> None:
    sys.stderr.write(f"tawthiq: {line}\n")


def _status(ended: SystemExit) -> int:
    return ended.code if isinstance(ended.code, int) else int(ended.code is not None)
