"""Evaluate suites with Great Expectations: the only module of the package that imports it.

The context is ephemeral and lives in this process: contexts on disk are not safe when several
batches are validated at once. Importing takes 3 to 6 s, so it happens at the first use.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, cast

from tawthiq.expectations import Expectation, Suite, SuiteError
from tawthiq.verdict import Result

if TYPE_CHECKING:
    from great_expectations.core import ExpectationSuite, ExpectationSuiteValidationResult

SAMPLE_ROWS = 10
_COLUMNS = ("column", "column_A", "column_B")  # arguments that name columns


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """A row that does not meet an expectation, and what it holds instead."""

    row: int
    value: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """A suite evaluated: results in its order, failing rows by expectation, the raw result."""

    suite: Suite
    results: tuple[Result, ...]
    failing: Mapping[str, tuple[Failing, ...]]
    raw: ExpectationSuiteValidationResult


@cache
def _library() -> Any:
    """Import Great Expectations without its own use of deprecated modules (sre_constants)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)
        import great_expectations
        import great_expectations.expectations
    return great_expectations


@cache
def _source() -> Any:
    gx = _library()
    from great_expectations.data_context.types.base import ProgressBarsConfig

    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = ProgressBarsConfig(globally=False)
    context.enable_analytics(enable=False)
    return context.data_sources.add_pandas("tables")


@cache
def _batch_definition(table: str) -> Any:
    return _source().add_dataframe_asset(table).add_batch_definition_whole_dataframe("all")


_built: dict[int, tuple[Suite, ExpectationSuite]] = {}  # by id; the suite is kept, so ids stay


def build(suite: Suite) -> ExpectationSuite:
    """Return the suite as Great Expectations has it, built once a process.

    Raises:
        SuiteError: a check does not exist or does not take these arguments.
    """
    if id(suite) not in _built:
        expectations = [_expectation(suite, e) for e in suite.expectations]
        _built[id(suite)] = (
            suite,
            _library().ExpectationSuite(name=suite.name, expectations=expectations),
        )
    return _built[id(suite)][1]


def _expectation(suite: Suite, expectation: Expectation) -> Any:
    gxe = _library().expectations
    name = "".join(part.capitalize() for part in expectation.check.split("_"))
    if not hasattr(gxe, name):
        raise SuiteError(
            f"{suite.name}.yml: {expectation.name}: Great Expectations has no {expectation.check}"
        )
    try:
        return getattr(gxe, name)(
            **expectation.checked,
            severity=expectation.severity.value,
            description=f"{expectation.expect}{_column(expectation)}",
            notes=[expectation.why, f"If it fails: {expectation.when_it_fails}"],
            meta={"name": expectation.name},
        )
    except (TypeError, ValueError) as error:
        raise SuiteError(f"{suite.name}.yml: {expectation.name}: {error}") from error


def _column(expectation: Expectation) -> str:
    """Return ` (column …)`, nothing for expectations about a whole table."""
    given = expectation.arguments
    names = [given[a] for a in _COLUMNS if a in given]
    return f" (column {', '.join(names)})" if names else ""


def _columns(suite: Suite) -> list[str]:
    names = ([e.arguments[a] for a in _COLUMNS if a in e.arguments] for e in suite.expectations)
    return list(dict.fromkeys(["row", suite.key, *(c for found in names for c in found)]))


def examine(suite: Suite, table: list[dict[str, Any]]) -> Examined:
    """Evaluate a suite on a table of flat rows, of which each has its number as `row`.

    A suite that evaluated fewer expectations than it holds is itself a failure: those missing are
    among the results as not evaluated.

    Raises:
        SuiteError: the suite names a column that the table does not have, or an unknown check.
    """
    import pandas as pd  # type: ignore[import-untyped]

    columns = _columns(suite)
    if table and (missing := set(columns) - table[0].keys()):
        raise SuiteError(f"{suite.name}.yml: table {suite.table} has no {', '.join(missing)}")
    frame = pd.DataFrame([[row[c] for c in columns] for row in table], columns=columns)
    started = time.monotonic()
    raw = _evaluate(suite, frame)
    duration_ms = round((time.monotonic() - started) * 1000)
    found = {_name(r): r for r in raw.results}
    failing = {name: tuple(_failing(r.result, suite.key)) for name, r in found.items()}
    share = duration_ms // max(len(suite.expectations), 1)
    results = tuple(
        _result(suite, e, found.get(e.name), failing.get(e.name, ()), table, share)
        for e in suite.expectations
    )
    return Examined(suite=suite, results=results, failing=failing, raw=raw)


def _evaluate(suite: Suite, frame: Any) -> ExpectationSuiteValidationResult:
    """Evaluate a suite, and once more with every failing row what has such rows.

    Asking for all rows at once takes 1.7 times as long (measured on 18 expectations, 1,000 rows).
    """
    batch = _batch_definition(suite.table).get_batch(batch_parameters={"dataframe": frame})
    raw = batch.validate(build(suite), result_format={"result_format": "BASIC"})
    failing = {_name(r) for r in raw.results if r.result.get("unexpected_count")}
    if failing:
        closely = _library().ExpectationSuite(
            name=suite.name,
            expectations=[_expectation(suite, e) for e in suite.expectations if e.name in failing],
        )
        rows = ["row", suite.key]
        form = {"result_format": "COMPLETE", "unexpected_index_column_names": rows}
        again = {_name(r): r for r in batch.validate(closely, result_format=form).results}
        raw.results = [again.get(_name(r), r) for r in raw.results]
    return cast("ExpectationSuiteValidationResult", raw)


def _name(result: Any) -> str:
    """Return the expectation's name in its suite's file."""
    return str(result.expectation_config.meta["name"])


def _failing(result: Mapping[str, Any], key: str) -> Iterator[Failing]:
    """Yield the failing rows with the column's value, or with both values of a pair."""
    for index in result.get("unexpected_index_list") or ():
        others = [value for name, value in index.items() if name not in {"row", key}]
        values = others or [index[key]]  # the key is itself the column that is checked
        yield Failing(row=int(index["row"]), value=values[-1] if len(values) == 1 else values)


def _result(
    suite: Suite,
    expectation: Expectation,
    found: Any,
    failing: Iterable[Failing],
    table: list[dict[str, Any]],
    duration_ms: int,
) -> Result:
    raised = found is not None and _raised(found.exception_info)
    is_evaluated = found is not None and not raised
    detail = found.result if found is not None else {}
    rows = tuple(failing)
    return Result(
        suite=suite.name,
        expectation=expectation.name,
        severity=expectation.severity,
        is_success=is_evaluated and bool(found.success),
        is_evaluated=is_evaluated,
        element_count=detail.get("element_count"),
        unexpected_count=detail.get("unexpected_count"),
        observed_value=_observed(expectation, detail, table),
        sample=tuple(
            {"row": str(table[f.row].get(suite.key)), "value": plain(f.value)}
            for f in rows[:SAMPLE_ROWS]
        ),
        message=raised or _message(expectation, is_evaluated, found, rows),
        duration_ms=duration_ms,
    )


def _observed(
    expectation: Expectation, detail: Mapping[str, Any], table: list[dict[str, Any]]
) -> Any:
    """Return what was measured; of a table of one row its value, so that trends can be drawn."""
    column = expectation.arguments.get("column")
    if len(table) == 1 and column:
        return plain(table[0][column])
    return plain(detail.get("observed_value"))


def _message(
    expectation: Expectation, is_evaluated: bool, found: Any, rows: tuple[Failing, ...]
) -> str | None:
    if not is_evaluated:
        return "it was not evaluated at all"
    if found.success:
        return None
    shown = ", ".join(str(plain(f.value)) for f in rows[:3])
    return f"{expectation.expect} Found: {shown or found.result.get('observed_value')}"


def _raised(info: Mapping[str, Any] | None) -> str | None:
    """Return the message of an exception that an expectation raised instead of a result."""
    if not info:
        return None
    entries = [info] if "raised_exception" in info else list(info.values())
    raised = [e for e in entries if isinstance(e, Mapping) and e.get("raised_exception")]
    return f"could not be evaluated: {raised[0].get('exception_message')}" if raised else None


def plain(value: Any) -> Any:
    """Return a value of a data frame as JSON has it."""
    if isinstance(value, list | tuple):
        return [plain(v) for v in value]
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        if value != value:
            return None
        return int(value) if value.is_integer() else value
    return value if isinstance(value, str | int | bool | None) else str(value)


def page_of(examined: Examined) -> str:
    """Return Great Expectations' page on the results of a suite, as HTML.

    The page still asks for remote files; `data_docs.offline` takes them out.
    """
    from great_expectations.render.renderer.page_renderer import ValidationResultsPageRenderer
    from great_expectations.render.view.view import DefaultJinjaPageView

    document = ValidationResultsPageRenderer().render(examined.raw)
    return str(DefaultJinjaPageView().render(document))  # type: ignore[no-untyped-call]
