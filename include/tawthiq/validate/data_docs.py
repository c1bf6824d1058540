"""Data Docs that open offline: Great Expectations' own pages without what they load from afar.

As rendered, each page fetches some fifteen files from five hosts and a logo from a bucket. Here
their markup is kept, remote tags and all scripts are taken out, and a small stylesheet of our own
stands in; a content security policy makes sure that nothing is ever requested.
"""

from __future__ import annotations

import html
import re
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from tawthiq.validate.suites import Examined, page_of
from tawthiq.verdict import Result

_STYLE = Path(__file__).with_name("data_docs.css")
_POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">"
)
_GONE = re.compile(
    r"<script\b.*?</script>|<link\b[^>]*>|<img\b[^>]*>|<footer\b.*?</footer>|<style\b.*?</style>"
    r"|<nav\b.*?</nav>\s*</nav>|<iframe\b.*?</iframe>",
    re.DOTALL | re.IGNORECASE,
)
_REMOTE_ATTRIBUTE = re.compile(r"""\s(?:href|src|action)=(["'])\s*(?:https?:)?//.*?\1""", re.I)
_HANDLER = re.compile(r"""\son[a-z]+=(["']).*?\1""", re.IGNORECASE | re.DOTALL)


def write_data_docs(reports: Path, run: str, examined: list[Examined], kept: int) -> str:
    """Write one page per suite and an index, and make `data_docs/latest.html` lead to it.

    Args:
        reports: folder of reports.
        run: identity of the validation, such as `before_load/nightly/2026-10-05/20261006T0100Z`.
        examined: the suites as evaluated.
        kept: how many runs stay; older ones are removed.

    Returns:
        The index, relative to the folder of reports.
    """
    home = reports / "data_docs"
    folder = home / run.replace("/", "__")
    folder.mkdir(parents=True, exist_ok=True)
    for one in examined:
        page = offline(page_of(one))
        (folder / f"{one.suite.name}.html").write_text(page, encoding="utf-8")
    (folder / "index.html").write_text(_index(run, examined), encoding="utf-8")
    (home / "latest.html").write_text(_forward(f"{folder.name}/index.html"), encoding="utf-8")
    _forget_old(home, kept)
    return f"data_docs/{folder.name}/index.html"


def offline(page: str) -> str:
    """Return a page with nothing in it that could be requested or run."""
    bare = _HANDLER.sub("", _REMOTE_ATTRIBUTE.sub("", _GONE.sub("", page)))
    return bare.replace("</head>", f"{_POLICY}<style>{_style()}</style></head>", 1)


@cache
def _style() -> str:
    return _STYLE.read_text(encoding="utf-8")


def _forward(target: str) -> str:
    address = html.escape(target)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Latest Data Docs</title>'
        f'<meta http-equiv="refresh" content="0; url={address}"></head>'
        f'<body><a href="{address}">Latest Data Docs</a></body></html>'
    )


def _forget_old(home: Path, kept: int) -> None:
    """Keep the newest runs; a run's files are written once, so their folder tells its age."""
    runs = sorted((p for p in home.iterdir() if p.is_dir()), key=lambda p: p.stat().st_mtime)
    for old in runs[:-kept]:
        shutil.rmtree(old, ignore_errors=True)


def _index(run: str, examined: list[Examined]) -> str:
    body = "".join(_section(one) for one in examined)
    return (
        '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">'
        f"<title>Data Docs: {html.escape(run)}</title>{_POLICY}<style>{_style()}</style></head>"
        f'<body><main class="container"><h1>Data Docs</h1><p>{html.escape(run)}</p>{body}'
        "</main></body></html>"
    )


def _section(one: Examined) -> str:
    suite = one.suite
    failed = sum(not r.is_success for r in one.results)
    rows = "".join(_line(r, e.expect) for r, e in zip(one.results, suite.expectations, strict=True))
    return (
        f'<h2><a href="{suite.name}.html">{html.escape(suite.title)}</a></h2>'
        f"<p>{html.escape(suite.about)} {len(one.results)} expectations, {failed} not met.</p>"
        f'<table class="table"><thead><tr><th>Met</th><th>Severity</th><th>Expectation</th>'
        f"<th>Rows</th><th>Not met by</th></tr></thead><tbody>{rows}</tbody></table>"
    )


def _line(result: Result, expect: str) -> str:
    state = "met" if result.is_success else result.severity.value
    counts: list[Any] = [result.element_count, result.unexpected_count]
    numbers = "".join(f"<td>{'' if n is None else n}</td>" for n in counts)
    return (
        f'<tr class="{state}"><td>{"yes" if result.is_success else "no"}</td>'
        f"<td>{result.severity.value}</td><td>{html.escape(expect)}</td>{numbers}</tr>"
    )
