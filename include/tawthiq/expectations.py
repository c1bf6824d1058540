"""Suites of expectations, read from include/expectations: what good data is, why, and what to do.

Each `.yml` file is one suite about one table. Reading is strict: an unknown key, a missing reason
or a misspelt closed list is an error that names file and expectation.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from tawthiq import model
from tawthiq.verdict import Grain, Severity, Stage

FOLDER = Path(__file__).parent.parent / "expectations"


class SuiteError(Exception):
    """A file of include/expectations is wrong; the message names file, place and fault."""


class Expectation(BaseModel):
    """One thing that good data is.

    `check` is a Great Expectations type in its snake-case name, `with` its arguments; `codebook`
    names the enumeration of `tawthiq.model` whose values are the allowed ones.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: str = Field(pattern=r"^[a-z][a-z0-9_]*$")
    expect: str = Field(min_length=10)
    why: str = Field(min_length=10)
    severity: Severity
    failing_rows: Literal["quarantine", "keep"] = "keep"
    when_it_fails: str = Field(min_length=10)
    check: str = Field(pattern=r"^expect_[a-z_]+$")
    arguments: Mapping[str, Any] = Field(alias="with")
    codebook: str | None = None

    @field_validator("expect", "why", "when_it_fails")
    @classmethod
    def _one_line(cls, text: str) -> str:
        return " ".join(text.split())

    @model_validator(mode="after")
    def _rows_or_batch(self) -> Expectation:
        if self.failing_rows == "quarantine" and self.severity is Severity.CRITICAL:
            raise ValueError("critical stops the whole batch; rows go to quarantine under warning")
        return self

    @property
    def checked(self) -> dict[str, Any]:
        """The arguments of the check, with the values of the closed list that it names."""
        if self.codebook is None:
            return dict(self.arguments)
        return {**self.arguments, "value_set": [v.value for v in closed_list(self.codebook)]}


class Suite(BaseModel):
    """The expectations about one table."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: str
    about: str = Field(min_length=10)
    stage: Stage
    table: str = Field(pattern=r"^[a-z_]+$")
    row: str = Field(min_length=5)
    key: str
    grain: Grain | None = None
    expectations: tuple[Expectation, ...] = Field(min_length=1)
    name: str = ""  # the file's stem

    @model_validator(mode="after")
    def _sound(self) -> Suite:
        names = [e.name for e in self.expectations]
        twice = {name for name in names if names.count(name) > 1}
        if twice:
            raise ValueError(f"named twice: {', '.join(sorted(twice))}")
        if self.grain is None and any(e.failing_rows == "quarantine" for e in self.expectations):
            raise ValueError("rows go to quarantine only in a suite with a grain")
        return self


@cache
def closed_list(name: str) -> type[StrEnum]:
    """Return an enumeration of the codebook by its name in `tawthiq.model`.

    Raises:
        SuiteError: there is none of that name.
    """
    found = getattr(model, name, None)
    if not (isinstance(found, type) and issubclass(found, StrEnum)):
        raise SuiteError(f"{name} is no closed list of the codebook (see tawthiq/model.py)")
    return found


def load_suites(folder: Path = FOLDER) -> dict[str, Suite]:
    """Read every suite of a folder, by name.

    Raises:
        SuiteError: a file is no YAML, has an unknown key, lacks something, or names no closed list.
    """
    suites = {path.stem: _suite(path) for path in sorted(folder.glob("*.yml"))}
    if not suites:
        raise SuiteError(f"{folder} holds no suites; is the checkout whole?")
    return suites


def _suite(path: Path) -> Suite:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        suite = Suite.model_validate({**content, "name": path.stem})
        for expectation in suite.expectations:
            if expectation.codebook:
                closed_list(expectation.codebook)
    except (yaml.YAMLError, TypeError) as error:
        raise SuiteError(f"{path.name}: not a YAML mapping: {error}") from error
    except ValidationError as error:
        raise SuiteError(f"{path.name}: {_faults(content, error)}") from error
    except SuiteError as error:
        raise SuiteError(f"{path.name}: {error}") from error
    return suite


def _faults(content: Mapping[str, Any], error: ValidationError) -> str:
    """Return pydantic's faults as one line each, with the expectation's name for its number."""
    lines = []
    for fault in error.errors():
        place = [str(part) for part in fault["loc"]]
        if len(place) > 1 and place[0] == "expectations":
            named = content["expectations"][int(place[1])]
            place[1] = str(named.get("name", place[1])) if isinstance(named, dict) else place[1]
        lines.append(f"{'.'.join(place)}: {fault['msg']}")
    return "\n".join(lines)


@cache
def _figures(file: str, first: type[StrEnum], second: type[StrEnum]) -> dict[tuple[str, str], int]:
    """Read a table of largest figures: two closed words, the figure, why."""
    path = FOLDER / file
    figures = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        try:
            one, other, most, _why = line.split("\t")
            figures[first(one).value, second(other).value] = int(most)
        except ValueError as error:
            raise SuiteError(f"{path.name}:{number}: {error}") from error
    return figures


def plausible_most(outcome: str, scope: str) -> int | None:
    """Return the largest plausible figure; `None` for words that are not the codebook's."""
    return _figures("plausible_figures.tsv", model.Outcome, model.Scope).get((outcome, scope))


def plausible_of_kind(outcome: str, event_type: str, scope: str) -> int | None:
    """Return the largest figure that one happening of a kind had; `None` where there is no bound.

    Sums over weeks and recollections have none: they hold many happenings.
    """
    if scope != model.Scope.INCIDENT:
        return None
    figures = _figures("plausible_of_kind.tsv", model.Outcome, model.EventType)
    return figures.get((outcome, event_type))


class Told(NamedTuple):
    """An expectation's words in another language."""

    expect: str
    why: str
    when_it_fails: str


@cache
def arabic() -> Mapping[tuple[str, str], Told]:
    """Return the Arabic words of expectations, by suite and expectation.

    Raises:
        SuiteError: a line has not five columns, or an empty one.
    """
    path = FOLDER / "arabic.tsv"
    words = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        columns = line.split("\t")
        if len(columns) != 5 or not all(columns):
            raise SuiteError(
                f"{path.name}:{number}: suite, expectation, expect, why, when_it_fails; "
                "parted by tabs, none empty"
            )
        suite, expectation, *told = columns
        words[suite, expectation] = Told(*told)
    return words


def with_arabic(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of the quarantine with `reason_ar`, empty where no expectation held it."""
    told = arabic().get((held["suite"], held["expectation"]))
    return {**held, "reason_ar": told.expect if told else ""}


def listing(suites: Mapping[str, Suite]) -> list[dict[str, str]]:
    """Return every expectation as a flat record, for `tawthiq expectations list`."""
    return [
        {
            "suite": suite.name,
            "expectation": e.name,
            "severity": e.severity.value,
            "stage": suite.stage.value,
            "failing_rows": e.failing_rows,
            "expect": e.expect,
            "why": e.why,
            "when_it_fails": e.when_it_fails,
        }
        for suite in suites.values()
        for e in suite.expectations
    ]
