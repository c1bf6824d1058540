"""The command gaps: what extraction met and did not know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tawthiq.settings import cores, load_settings

if TYPE_CHECKING:
    from tawthiq.gaps import Gap, Gaps

_EXAMPLE = 90  # characters of an example in a terminal; --json has it whole
_COMPLAINTS = 5  # records that hold no article, told one by one


def register(app: typer.Typer) -> None:
    """Add this command."""
    app.command()(gaps)


def gaps(
    archives: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[FILE…]", help="Files or folders of articles; without: all read so far."
        ),
    ] = None,
    top: Annotated[int, typer.Option(min=1, help="Lines of each list.")] = 50,
    jobs: Annotated[
        int, typer.Option(min=0, max=256, help="Processes; one per core if not given.")
    ] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="Print it as JSON.")] = False,
) -> None:
    """List the places and forces that articles name and no table knows, and what each week gave.

    Only articles that tell an event are searched. Places are those kept by name without a row of
    the gazetteer; forces are phrases that a `force_head` of grammar.tsv begins and no row of
    actors.tsv or sources.tsv covers. The same text twice counts once.

    Example: `tawthiq gaps archives/ant-2018-01-to-05.tar.gz --top 20`

    Example: `tawthiq gaps --json`
    """
    from tawthiq.gaps import Gaps

    found = Gaps()
    rejected = _search(found, archives or [], jobs or cores())
    for one in rejected[:_COMPLAINTS]:
        typer.echo(f"{one.where}: {one.reason}: {one.detail}", err=True)
    if len(rejected) > _COMPLAINTS:
        typer.echo(f"{len(rejected):,} records hold no article", err=True)
    if as_json:
        import json

        typer.echo(json.dumps(_record(found, top), ensure_ascii=False, indent=2))
        return
    _show(found, top)


def _search(found: Gaps, archives: list[str], jobs: int) -> list[Any]:
    """Fill `found` from archives or from the store; return the records that hold no article."""
    from tawthiq import gaps as work
    from tawthiq.backfill import named
    from tawthiq.cli.progress import Ticker
    from tawthiq.steps import all_sources
    from tawthiq.store import open_store

    rejected = list[Any]()
    if archives:
        articles = work.articles_in(named(archives), all_sources(), rejected)
    else:
        articles = work.stored_articles(open_store(load_settings().store_url))
    ticker, events = Ticker(None), 0
    for number, one in enumerate(work.find_gaps(articles, jobs), 1):
        found.add(one)
        events += one.events
        ticker.tell(number, events)
    if not found.yields:
        typer.echo("no article: name files, or read some first (`tawthiq backfill`)", err=True)
        raise typer.Exit(1)
    return rejected


def _record(found: Gaps, top: int) -> dict[str, Any]:
    weeks = [
        {"outlet": outlet, "week_on": str(monday) if monday else None, **asdict(sums)}
        for (outlet, monday), sums in _ordered(found)
    ]
    return {
        "places": [asdict(gap) for gap in found.places(top)],
        "phrases": [asdict(gap) for gap in found.phrases(top)],
        "weeks": weeks,
    }


def _ordered(found: Gaps) -> list[Any]:
    return sorted(found.yields.items(), key=lambda one: (one[0][0], str(one[0][1] or "")))


def _show(found: Gaps, top: int) -> None:
    from rich.console import Console
    from rich.table import Table

    console = Console()
    _show_gaps(console, "places without a row of the gazetteer", found.places(top))
    _show_gaps(console, "phrases like a force's name without a row", found.phrases(top))
    table = Table("outlet", "week", title="what each week gave", title_justify="left", box=None)
    for name in ("articles", "events", "claims"):
        table.add_column(name, justify="right")
    for (outlet, monday), sums in _ordered(found):
        counts = (sums.articles, sums.events, sums.claims)
        table.add_row(outlet, str(monday or "no day"), *(f"{count:,}" for count in counts))
    console.print(table)


def _show_gaps(console: Any, title: str, gaps: Sequence[Gap]) -> None:
    from rich.table import Table
    from rich.text import Text

    table = Table(title=title, title_justify="left", box=None)
    for name in ("times", "articles"):
        table.add_column(name, justify="right")
    for name in ("admin1", "name", "example"):
        table.add_column(name)
    for gap in gaps:
        example = Text(_around(gap.name, gap.example))
        table.add_row(str(gap.times), str(gap.articles), gap.admin1, Text(gap.name), example)
    console.print(table)
    console.print("" if gaps else "none\n")


def _around(name: str, sentence: str) -> str:
    """Return the part of a sentence about a name, whole words, with dots where it is cut."""
    middle = max(sentence.find(name), 0)
    first = max(0, middle - _EXAMPLE // 2)
    first = sentence.find(" ", first) + 1 if first else 0
    part = " ".join(sentence[first : first + _EXAMPLE].split())
    return f"{'…' if first else ''}{part}{'…' if first + _EXAMPLE < len(sentence) else ''}"
