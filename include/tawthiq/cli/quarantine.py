"""`tawthiq quarantine`: see what was held and why, let it pass, keep it out, read it again."""

from __future__ import annotations

import getpass
import json
from typing import Annotated, Any

import typer

from tawthiq.settings import load_settings

group = typer.Typer(
    help="What was held and why; release, reject, retry. "
    "Example: `tawthiq quarantine list --expectation day_is_known`",
)

Ids = Annotated[
    list[str], typer.Argument(metavar="ID…", help="Quarantine ids or record ids, as list prints.")
]
Why = Annotated[str, typer.Option("--why", help="Your reason; it goes into the audit.")]
Who = Annotated[str, typer.Option("--as", metavar="NAME", help="Who decides; your login if unset.")]
AsJson = Annotated[bool, typer.Option("--json", help="Print it as JSON.")]


def register(app: typer.Typer) -> None:
    """Add the group."""
    app.add_typer(group, name="quarantine")


@group.callback(invoke_without_command=True)
def counts(context: typer.Context) -> None:
    """Show how many records lie in quarantine and why; see also `list` and `show`.

    Example: `tawthiq quarantine`
    """
    if context.invoked_subcommand is None:
        from tawthiq.cli.tables import show_quarantine

        show_quarantine(load_settings())


@group.command("list")
def list_(
    status: Annotated[
        str, typer.Option(help="held, released, rejected, resolved, or all.")
    ] = "held",
    expectation: Annotated[str | None, typer.Option(help="Only what failed this one.")] = None,
    batch: Annotated[str | None, typer.Option(help="Only of this batch.")] = None,
    limit: Annotated[int, typer.Option(min=1, max=10_000, help="At most so many.")] = 100,
    as_json: AsJson = False,
) -> None:
    """List records in quarantine, newest first, one line per expectation that they failed.

    Example: `tawthiq quarantine list --expectation day_is_known`
    """
    from tawthiq import quarantine, steps

    known = ("held", "released", "rejected", "resolved", "all")
    if status not in known:
        raise typer.BadParameter(f"{status!r} is none of {', '.join(known)}")
    with steps.warehouse(load_settings()) as connection:
        rows = quarantine.listing(
            connection,
            status=None if status == "all" else status,
            expectation=expectation,
            batch_name=batch,
            limit=limit,
        )
    if as_json:
        _print_json(rows)
        return
    from tawthiq.cli.tables import show_held

    show_held(rows)


@group.command()
def show(ids: Ids, as_json: AsJson = False) -> None:
    """Show records whole: what they are, what they failed, and what was done to them.

    Example: `tawthiq quarantine show 0f3a5c9e1b2d4f68`
    """
    from tawthiq import quarantine, steps

    with steps.warehouse(load_settings()) as connection:
        rows = quarantine.show(connection, ids)
    if as_json:
        _print_json(rows)
        return
    from tawthiq.cli.tables import show_record

    for row in rows:
        show_record(row)


@group.command()
def release(ids: Ids, why: Why, name: Who = "") -> None:
    """Let records pass in spite of what they failed: judge their articles anew and load them.

    Example: `tawthiq quarantine release 0f3a5c9e1b2d4f68 --why "2,018 wounded is what SOHR says"`
    """
    from tawthiq import review

    report = review.release(load_settings(), ids, _decision(name, why))
    loaded = ", ".join(
        f"{count} new in {table}" for table, count in report.inserted.items() if count
    )
    typer.echo(f"released; {loaded or 'nothing new'}; weeks to publish: {_weeks(report)}")


@group.command()
def reject(ids: Ids, why: Why, name: Who = "") -> None:
    """Keep records out for good.

    Example: `tawthiq quarantine reject 0f3a5c9e1b2d4f68 --why "a telephone number"`
    """
    from tawthiq import review

    decided = review.reject(load_settings(), ids, _decision(name, why))
    typer.echo(f"rejected: {len(decided)}")


@group.command()
def retry(
    ids: Annotated[
        list[str] | None, typer.Argument(metavar="ID…", help="Quarantine ids or record ids.")
    ] = None,
    why: Why = "reader, lexicon or grammar were mended",
    name: Who = "",
    expectation: Annotated[
        str | None, typer.Option(help="All held records that failed this one.")
    ] = None,
) -> None:
    """Read records again with today's reader, lexicon and grammar, and load what passes now.

    Example: `tawthiq quarantine retry --expectation no_text`
    """
    from tawthiq import quarantine, review, steps

    settings, chosen = load_settings(), list(ids or [])
    if expectation:
        with steps.warehouse(settings) as connection:
            rows = quarantine.listing(connection, expectation=expectation, limit=100_000)
        chosen += [row["quarantine_id"] for row in rows]
    if not chosen:
        raise typer.BadParameter("nothing to read again: name ids, or an expectation that is held")
    made = review.retry(settings, chosen, _decision(name, why))
    typer.echo(f"pass now: {len(made.resolved)}; held still: {len(made.held)}")
    for file in made.unread:
        typer.echo(f"not read again, take its archive through `tawthiq backfill` anew: {file}")


def _decision(name: str, why: str) -> Any:
    from tawthiq.quarantine import Decision

    return Decision(actor_name=name or getpass.getuser(), remark=why)


def _weeks(report: Any) -> str:
    return ", ".join(week.isoformat() for week in report.touched_weeks) or "none"


def _print_json(rows: list[dict[str, Any]]) -> None:
    typer.echo(json.dumps(rows, ensure_ascii=False, default=str, indent=2))
