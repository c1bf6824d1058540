"""`tawthiq sources`: whom we read, and whether a file still fits its outlet."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from tawthiq.fetch.check import Check
    from tawthiq.sources import SourceConfig

#: Lengths of text in characters: by the selectors of the file, and by the generic extractor.
_HEAD = ("source", "named", "HTTP", "published", "by", "selected", "generic", "agree")
#: Cells hold no line break, so that the list can be searched by line.
_LIST_WIDTH = 128

group = typer.Typer(
    help="Whom we read: the files of include/sources.",
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
Patterns = Annotated[
    list[str] | None, typer.Argument(help="Ids or globs; `!glob` takes out again. All if none.")
]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="sources")


@group.command("list")
def list_(sources: Patterns = None) -> None:
    """List the sources without asking anybody: whose voice, found by what, verified when.

    Example: `tawthiq sources list 'al*'`
    """
    from rich.console import Console
    from rich.table import Table

    from tawthiq.fetch.check import list_sources
    from tawthiq.steps import all_sources, matching_sources

    known = all_sources()
    rows = list_sources(known[name] for name in matching_sources(sources or ["*"]))
    table = Table(*rows[0], box=None)
    for column in table.columns:
        column.no_wrap = True
    for row in rows:
        table.add_row(*row.values())
    Console(width=max(Console().width, _LIST_WIDTH)).print(table)


@group.command()
def check(
    sources: Patterns = None,
    day: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], metavar="DATE", help="Which night; today if not given."),
    ] = None,
) -> None:
    """Ask each source for its feed and one article, and show what was found.

    Asks real outlets, all at once, with the manners that their files demand. A source without
    remarks may be marked as verified in its file; exit status 1 where any file does not fit.

    Example: `tawthiq sources check enab-baladi sohr`
    """
    from rich.console import Console
    from rich.table import Table

    from tawthiq.fetch.check import check_sources
    from tawthiq.settings import load_settings
    from tawthiq.steps import all_sources, matching_sources

    known = all_sources()
    chosen = [known[name] for name in matching_sources(sources or ["*", "!sample-*"])]
    typer.echo(f"asking {len(chosen)} sources …", err=True)
    found = check_sources(chosen, day=day and day.date(), contact=load_settings().contact)
    table = Table(*_HEAD, box=None)
    for column in table.columns:
        column.no_wrap = True
    rows = [_row(one, source) for one, source in zip(found, chosen, strict=True)]
    for row in rows:
        table.add_row(*row[:-1])
    Console().print(table)
    for row in rows:
        for remark in filter(None, row[-1].split("\n")):
            typer.echo(f"{row[0]}: {remark}")
    unsound = sum(bool(row[-1]) for row in rows)
    typer.echo(f"{len(rows) - unsound} sound, {unsound} with remarks", err=True)
    raise typer.Exit(1 if unsound else 0)


def _row(one: Check, source: SourceConfig) -> tuple[str, ...]:
    """Return the table's row, remarks last; the article is read as at night, and generically."""
    from tawthiq.read.agreement import agreement
    from tawthiq.read.publication import published
    from tawthiq.read.reader import Order, PageError, parse_aside

    remarks = list(one.remarks)
    own, generic, told, basis, agree = "", "", "", "", ""
    if one.body:
        order = Order(declared=source.charset, outlets=(source.title.ar, source.title.en))
        try:
            plain = parse_aside(one.body, order)
            by = Order(declared=source.charset, outlets=order.outlets, selectors=source.article)
            page = parse_aside(one.body, by)
        except PageError as error:
            return (
                one.source_id,
                str(one.articles),
                str(one.status),
                "",
                "",
                "",
                "",
                "",
                str(error),
            )
        when = published(
            page.stamps,
            url=one.article_url,
            feed=one.published,
            zone=source.time_zone,
            fetched_at=None,
        )
        generic, told, basis = str(len(plain.text)), str(when.day or "no day"), when.basis or ""
        remarks += [] if when.day else ["no day of publication: give article.date"]
        remarks += [] if page.text else ["no text: give article.container"]
        if page.text_basis.startswith("selector"):
            alike = agreement(page.text, plain.text)
            own, agree = str(len(page.text)), f"{alike:.2f}"
            if alike < 0.5:  # as at night: below, they read different texts
                remarks.append("selectors and generic extractor read different texts")
    status = str(one.status or "none")
    return (
        *(one.source_id, str(one.articles), status, told, basis, own, generic, agree),
        "\n".join(remarks),
    )
