"""The command backfill: archives through the DAG, a look into one, and the ledger."""

from __future__ import annotations

import threading
import time
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tawthiq.settings import load_settings

if TYPE_CHECKING:
    from tawthiq.backfill import Progress
    from tawthiq.settings import Settings

_SECONDS = 5.0  # between two lines of progress
_ALL = 1_000_000  # chunks: one task takes them all, and its processes share them


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(backfill)


def backfill(
    archives: Annotated[
        list[str] | None, typer.Argument(help="Files, folders or patterns of archives.")
    ] = None,
    first: Annotated[
        datetime | None,
        typer.Option("--from", formats=["%Y-%m-%d"], help="First day of publication wanted."),
    ] = None,
    last: Annotated[
        datetime | None,
        typer.Option("--to", formats=["%Y-%m-%d"], help="Last day of publication wanted."),
    ] = None,
    mapping: Annotated[
        Path | None, typer.Option(help="YAML that names the fields of an unknown dump.")
    ] = None,
    why: Annotated[str, typer.Option(help="A sentence for the ledger.")] = "",
    fetch: Annotated[
        bool,
        typer.Option("--fetch", help="Ask the hosts for pages and files that lists name."),
    ] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes; 0: TAWTHIQ_WORKERS.")] = 0,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what the archives are taken for; load nothing.")
    ] = False,
    ledger: Annotated[
        bool, typer.Option("--list", help="Show the backfills so far; load nothing.")
    ] = False,
) -> None:
    """Load archives through the backfill DAG; interrupted, it goes on where it was.

    WARC, ZIP, tar, gzip, Zstandard, JSON, JSON lines, CSV, XML, HTML and lists of them are
    recognised by content. A mapping file such as `text: body` names the fields of other dumps.

    Example: `tawthiq backfill archives/ --from 2018-03-01 --to 2018-03-31 --why "March 2018"`

    Example: `tawthiq backfill dump.csv --mapping fields.yml --explain`

    Example: `tawthiq backfill sitemap-2018-03.xml --fetch`

    Example: `tawthiq backfill --list`
    """
    from tawthiq import backfill as work
    from tawthiq.cli.backfill_tables import show_explained, show_ledger

    settings = load_settings()
    if ledger:
        show_ledger(settings)
        return
    names = work.named(archives or [])
    params: dict[str, object] = {
        "from": f"{first:%Y-%m-%d}" if first else None,
        "to": f"{last:%Y-%m-%d}" if last else None,
        "mapping": str(mapping.resolve()) if mapping else "",
        "why": why,
        "fetch": fetch,
    }
    order = work.order_of(params)
    order.fields()  # a mapping that cannot be used is told before anything is read
    if explain:
        for name in names:
            show_explained(name, work.explain(name, order))
        return
    _load(settings, names, params, workers or settings.workers)


def _load(settings: Settings, names: list[str], params: dict[str, object], workers: int) -> None:
    from tawthiq import airflow_home, sample
    from tawthiq import backfill as work
    from tawthiq.cli.backfill_tables import show_ledger
    from tawthiq.cli.tables import show_outlets

    airflow_home.enter(settings)
    log = sample.quiet(settings)
    started = time.monotonic()
    conf: dict[str, object] = {
        **params,
        "archives": names,
        "processes": workers,
        "chunks_a_task": _ALL,
    }
    watch = _Watch(settings, [Path(name).name for name in names])
    try:
        with watch:
            sample.run("backfill", None, conf, log)
    except sample.RunError as error:  # Airflow takes Ctrl-C for a failure of its task
        rows = work.history(settings, len(names))
        if any(row["status"] == "cancelled" for row in rows):
            raise KeyboardInterrupt from error
        raise
    typer.echo(f"{len(names)} archives in {time.monotonic() - started:.0f} s\n")
    show_ledger(settings, len(names))
    show_outlets(settings)


class _Watch:
    """A line every few seconds: chunks and articles done, rate, time left, quarantined."""

    def __init__(self, settings: Settings, names: list[str]) -> None:
        self._settings, self._names = settings, names
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._tell, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()

    def __exit__(self, *_: object) -> None:
        self._done.set()
        self._thread.join()

    def _tell(self) -> None:
        from tawthiq import backfill as work

        begun: tuple[float, Progress] | None = None
        while not self._done.wait(_SECONDS):
            running = work.running(self._settings, self._names)
            now = work.progress(self._settings, running)
            if not now.done or now.done == now.chunks:
                stage = "joining reports, publishing" if begun and not running else "reading"
                typer.echo(f"{stage} …", err=True)
                continue
            begun = begun or (time.monotonic(), now)
            typer.echo(_line(now, begun[1], time.monotonic() - begun[0]), err=True)


def _line(now: Progress, first: Progress, seconds: float) -> str:
    """Say how far it is; rate and time left are those since the first chunk was done."""
    done = now.done - first.done
    rate = (now.articles - first.articles) / seconds if seconds else 0.0
    left = f"some {(now.chunks - now.done) / done * seconds:.0f} s left" if done else "…"
    return (
        f"{now.done}/{now.chunks} chunks, {now.articles} articles, {rate:.0f} articles/s, "
        f"{now.quarantined} quarantined, {left}"
    )
