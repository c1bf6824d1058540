"""The shape of the code: budgets, words kept out of it, and no SQL file that nothing runs."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "include" / "tawthiq"
SQL = PROJECT / "include" / "warehouse"
MODULES = sorted(PACKAGE.rglob("*.py"))

MODULE_LINES = 300
DAG_LINES = 60

#: Longer than the budget, and why.
LONG_MODULES = {
    "model.py": "the codebook's nouns and closed lists, declared once and together",
    "tasks.py": "one door to Airflow: every task is three lines of wiring",
}

#: Modules that hold Arabic words, how many at most, and why. What has one or two letters is a
#: clitic or an article, which is grammar. A number here is only ever lowered.
WORDS_IN_CODE = {
    "arabic.py": (1, "pronoun suffixes that are taken off"),
    "atlas/formats.py": (2, "the alphabet, and what OCHA writes before a district's seat"),
    "atlas/names.py": (2, "alphabets, by which spellings are compared"),
    "read/language.py": (5, "letters by which Persian, Urdu and Kurdish are told from Arabic"),
    "extract/attribution.py": (3, "to be moved into the lexicon"),
    "extract/dates.py": (4, "to be moved into the lexicon"),
    "extract/frames.py": (5, "to be moved into the lexicon"),
    "extract/harm.py": (4, "to be moved into the lexicon"),
    "extract/numbers.py": (3, "to be moved into the lexicon"),
    "extract/people.py": (3, "to be moved into the lexicon"),
    "extract/places.py": (6, "to be moved into the lexicon"),
    "extract/relevance.py": (2, "to be moved into the lexicon"),
}

WORD = re.compile("[\u0621-\u064a\u066e-\u06d3]{3}")


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def test_a_module_is_read_in_one_sitting() -> None:
    lines = {name(path): len(path.read_text("utf-8").splitlines()) for path in MODULES}
    long = {module for module, count in lines.items() if count > MODULE_LINES}
    assert long - set(LONG_MODULES) == set(), (
        "split them by what a reader asks, or name the exception and its reason in LONG_MODULES"
    )


@pytest.mark.parametrize("path", sorted((PROJECT / "dags").glob("*.py")), ids=lambda p: p.name)
def test_a_dag_file_wires_and_does_no_work(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))
    assert len(path.read_text("utf-8").splitlines()) <= DAG_LINES
    found = [n for n in ast.walk(tree) if isinstance(n, ast.Import | ast.ImportFrom)]
    assert [ast.unparse(node) for node in found] == ["from tawthiq import tasks"]
    branches = (ast.If, ast.For, ast.While, ast.Try, ast.With, ast.Lambda)
    assert not [n for n in ast.walk(tree) if isinstance(n, branches)], "logic belongs in a stage"


def test_words_are_data_not_code() -> None:
    found = {name(path): [t for t in _literals(path) if WORD.search(t)] for path in MODULES}
    allowed = {module: WORDS_IN_CODE.get(module, (0, ""))[0] for module in found}
    many = {module: words for module, words in found.items() if len(words) > allowed[module]}
    assert many == {}, "put these words into include/lexicon"


def test_every_exception_is_of_a_module_that_exists() -> None:
    assert {*LONG_MODULES, *WORDS_IN_CODE} <= {name(path) for path in MODULES}


def test_every_sql_file_is_run_by_something() -> None:
    callers = [*MODULES, PROJECT / "tests" / "warehouse" / "test_migrate.py"]
    patterns = {p for path in callers for p in _file_patterns(path) if p.endswith(r"\.sql")}
    used = re.compile("|".join(sorted(patterns)))
    files = [p.relative_to(SQL).as_posix() for p in sorted(SQL.rglob("*.sql"))]
    assert len(files) > 50
    unused = [f for f in files if not f.startswith("migrations/") and not used.fullmatch(f)]
    assert unused == [], "remove them, or run them"


def test_every_sql_file_says_what_it_is_for() -> None:
    mute = [
        p.relative_to(SQL).as_posix()
        for p in sorted(SQL.rglob("*.sql"))
        if not p.read_text("utf-8").startswith("-- ")
    ]
    assert mute == [], "begin with a comment: purpose, grain, key, what a rerun does"


def _literals(path: Path) -> Iterator[str]:
    """Yield the strings of a module that are no docstrings."""
    tree = ast.parse(path.read_text("utf-8"))
    documents = {id(n.value) for n in ast.walk(tree) if isinstance(n, ast.Expr)}
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in documents:
            yield str(node.value)


def _file_patterns(path: Path) -> Iterator[str]:
    """Yield a regular expression for each string of a module; what is put in is one name."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield re.escape(node.value)
        elif isinstance(node, ast.JoinedStr):
            yield "".join(
                re.escape(str(part.value)) if isinstance(part, ast.Constant) else r"\w+"
                for part in node.values
            )
