"""What a README promises is there, and what is there stands in a README."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import typer

from tawthiq import cli
from tawthiq import warehouse as wh
from tawthiq.settings import NAMES

PROJECT = Path(__file__).resolve().parents[1]
INCLUDE = PROJECT / "include"
README = (PROJECT / "README.md").read_text("utf-8")
MAKEFILE = (PROJECT / "Makefile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))
TEXTS = [PROJECT / name for name in ("README.md", "CONTRIBUTING.md")] + sorted(
    INCLUDE.glob("*/README.md")
)


def commands(app: typer.Typer = cli.app, before: str = "") -> Iterator[str]:
    """Yield every command, with its group's name before it."""
    for command in app.registered_commands:
        assert command.callback
        yield f"{before}{command.name or command.callback.__name__}"
    for group in app.registered_groups:
        assert group.typer_instance
        name = group.name or group.typer_instance.info.name
        yield from commands(group.typer_instance, f"{before}{name} ")


def code(text: str) -> str:
    """Return only what stands in back quotes or in an indented block."""
    spans = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^ {4}(.+)$", text, re.MULTILINE)
    return "\n".join(spans)


def test_every_command_of_the_command_line_is_named() -> None:
    said = re.findall(r"\b[a-z]+(?: [a-z]+)?\b", code(README))
    words = set(said) | {word for pair in said for word in pair.split()}
    missing = [c for c in commands() if c not in words and c.split()[0] not in words]
    assert missing == []


def test_every_make_target_is_named_and_every_one_named_is_there() -> None:
    named = set(re.findall(r"\bmake ([a-z]+)\b", code(README)))
    assert named | {"help"} == TARGETS, "plain `make` is help"
    phony = " ".join(re.findall(r"^\.PHONY: (.+)$", MAKEFILE, re.MULTILINE))
    assert set(phony.split()) == TARGETS


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_no_readme_names_a_command_that_is_not_there(path: Path) -> None:
    said = code(path.read_text("utf-8"))
    assert set(re.findall(r"\bmake ([a-z]+)\b", said)) <= TARGETS
    known = {command.split()[0] for command in commands()} | {"COMMAND"}
    assert set(re.findall(r"\btawthiq ([a-zA-Z]+)\b", said)) <= known


def test_every_setting_is_named_and_no_other() -> None:
    assert set(re.findall(r"TAWTHIQ_[A-Z_]+", README)) == set(NAMES)


@pytest.mark.parametrize(
    "folder", ["sources", "lexicon", "gazetteer", "expectations", "codings"], ids=str
)
def test_every_data_file_is_named_in_its_folders_readme(folder: str) -> None:
    text = (INCLUDE / folder / "README.md").read_text("utf-8")
    assert f"include/{folder}/README.md" in README
    files = [p for p in sorted((INCLUDE / folder).iterdir()) if p.is_file()]
    missing = [
        p.name
        for p in files
        if p.name != "README.md"
        and not (p.name.startswith("sample-") and "sample-*.yml" in text)
        and not re.search(rf"\b{re.escape(p.stem)}\b", text)
    ]
    assert missing == []


@pytest.mark.postgres
def test_every_table_is_named_and_no_other(warehouse: wh.Connection) -> None:
    text = (INCLUDE / "warehouse" / "README.md").read_text("utf-8")
    rows = wh.execute(
        warehouse,
        "SELECT n.nspname || '.' || c.relname AS name FROM pg_class AS c "
        "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE n.nspname IN ('raw', 'core', 'mart', 'quality', 'ops') "
        "AND c.relkind IN ('r', 'p', 'v', 'm') AND NOT c.relispartition",
    )
    named = re.findall(r"^\| `((?:raw|core|mart|quality|ops)\.\w+)`", text, re.MULTILINE)
    assert set(named) == {row["name"] for row in rows}


def test_every_folder_of_sql_is_named() -> None:
    text = (INCLUDE / "warehouse" / "README.md").read_text("utf-8")
    folders = {p.name for p in (INCLUDE / "warehouse").iterdir() if p.is_dir()}
    assert set(re.findall(r"^\| `(\w+)` \|", text, re.MULTILINE)) == folders


@pytest.mark.parametrize("path", TEXTS, ids=lambda p: p.relative_to(PROJECT).as_posix())
def test_links_lead_somewhere(path: Path) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text("utf-8"))
    assert [link for link in links if not (path.parent / link).exists()] == []


def test_the_readme_shows_the_flow_and_a_weekly_table() -> None:
    assert "```mermaid" in README
    table = README.partition("<!-- weekly table: make table -->")[2].partition("<!-- end")[0]
    rows = re.findall(r"^\| \d{4}-\d\d-\d\d \| \w+ \| \d+.* \|$", table, re.MULTILINE)
    assert len(rows) >= 3
    assert len({row[:12] for row in rows}) == 3, "the sample's three weeks"
