"""Commands on text alone, without any database: extract, explain."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, BinaryIO

import typer

from tawthiq.settings import cores

if TYPE_CHECKING:
    from tawthiq.extract.explain import Explanation
    from tawthiq.model import Casualty, Control, Event, Evidence, Materiel, Strike

DAY = ["%Y-%m-%d"]


def register(app: typer.Typer) -> None:
    """Add these commands."""
    app.command()(extract)
    app.command()(explain)


def extract(
    articles: Annotated[Path, typer.Argument(metavar="IN.jsonl", help="Articles; - for stdin.")],
    out: Annotated[Path, typer.Option(metavar="OUT.jsonl", help="Events; - for stdout.")],
    jobs: Annotated[
        int, typer.Option(min=0, max=256, help="Processes; one per core if not given.")
    ] = 0,
) -> None:
    """Find the events of articles: JSON lines in, one codebook document a line out.

    Each line in holds `doc_id`, `text` and, where known, `title`, `outlet`, `published`. A line
    that holds no article is named on standard error, and the exit status is then 1.

    Example: `tawthiq extract articles.jsonl --out events.jsonl --jobs 4`
    """
    from tawthiq.cli.progress import Ticker
    from tawthiq.exchange import extract_lines

    documents, events, complaints = 0, 0, 0
    with _reading(articles) as lines, _writing(out) as file:
        ticker = Ticker(None if str(articles) == "-" else articles.stat().st_size)
        for read in extract_lines(ticker.counted(lines), jobs or cores()):
            ticker.tell(documents, events)
            if read.complaint:
                complaints += 1
                typer.echo(f"{articles}:{read.number}: {read.complaint}", err=True)
                continue
            file.write(read.document.encode("utf-8") + b"\n")
            documents, events = documents + 1, events + read.events
    seconds = ticker.seconds()
    rate = documents / seconds if seconds else 0
    said = f"{documents} articles, {events} events, {seconds:.1f} s ({rate:.0f} articles a second)"
    typer.echo(said + (f"; {complaints} lines hold no article" if complaints else ""), err=True)
    raise typer.Exit(1 if complaints else 0)


def explain(
    text: Annotated[str, typer.Argument(help="A sentence or more in Arabic; - for stdin.")],
    published: Annotated[
        datetime | None,
        typer.Option(formats=DAY, metavar="DATE", help="Day of publication; today if not given."),
    ] = None,
) -> None:
    """Show how a text is read: its phrases with their senses, the rules, the events.

    Example: `tawthiq explain "قتل ثلاثة مدنيين بقصف مدفعي على دوما أمس" --published 2018-03-08`
    """
    from datetime import UTC

    from tawthiq.extract import load_language
    from tawthiq.extract.explain import explain as derive

    words = sys.stdin.read() if text == "-" else text
    day = (published or datetime.now(UTC)).date()
    _show(derive(words, day, load_language()))


def _show(explanation: Explanation) -> None:
    import json

    from rich.console import Console
    from rich.table import Table

    from tawthiq.records import codebook_document

    console = Console()
    steps = Table("sentence", "span", "words", "table", "meaning", box=None)
    for step in explanation.steps:
        span = f"{step.start}–{step.end}"
        steps.add_row(str(step.sentence), span, step.words, step.table, step.meaning)
    console.print(steps)
    for event in explanation.events:
        console.print(f"\n[bold]{event.id}[/] {event.type} by rule “{event.rule}”")
        for evidence in _evidence(event):
            words = explanation.text[evidence.start : evidence.end]
            console.print(f"  {words}  ← {evidence.rule}", markup=False)
    document = codebook_document("explain", list(explanation.events))
    console.print_json(json.dumps(document["events"], ensure_ascii=False))
    if not explanation.events:
        console.print("no event")


def _evidence(event: Event) -> Iterator[Evidence]:
    claims: list[Casualty | Strike | Materiel | Control] = []
    for part in (event.casualties, event.strikes, event.materiel, event.control):
        claims.extend(part)
    for claim in claims:
        if claim.evidence:
            yield claim.evidence


@contextmanager
def _reading(path: Path) -> Iterator[BinaryIO]:
    if str(path) == "-":
        yield sys.stdin.buffer
        return
    with path.open("rb") as file:
        yield file


@contextmanager
def _writing(path: Path) -> Iterator[BinaryIO]:
    """Give a file that takes its place when all is written; what was there stays until then."""
    if str(path) == "-":
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
