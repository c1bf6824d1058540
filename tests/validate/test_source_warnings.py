"""What a source's health warns of: too few, too many, and selectors that no longer fit."""

import re

import pytest

from tawthiq import warehouse as wh
from tawthiq.load import record_verdict
from tawthiq.validate import validate
from tawthiq.validate.volumes import health
from tawthiq.verdict import Band

SOURCE = "sample-monitor"


@pytest.fixture
def batch_of(build):
    """Make a batch of a source from how often each rung gave the text."""

    def make(bases, low=0, high=99, has_selectors=True):
        names = [basis for basis, count in bases.items() for _ in range(count)]
        readings = [
            build.reading(doc_id=f"{number:016}", text_basis=basis)
            for number, basis in enumerate(names)
        ]
        return build.batch(
            *readings, bands={SOURCE: Band(low=low, high=high, has_selectors=has_selectors)}
        )

    return make


@pytest.mark.parametrize(
    ("bases", "changes", "warned"),
    [
        ({"selector": 20}, {}, None),
        ({"selector": 20}, {"low": 30}, "20 articles, at least 30 are expected"),
        ({"selector": 20}, {"high": 10}, "20 articles, at most 10 are expected"),
        ({}, {"low": 1}, "0 articles, at least 1"),
        ({"trafilatura_fast": 20}, {"has_selectors": False}, None),
        ({"trafilatura_fast": 20}, {}, "selectors found nothing on 20 pages"),
        ({"selector": 18, "trafilatura_default": 2}, {}, None),
        ({"selector": 10, "trafilatura_default": 6}, {}, "found nothing on 6 pages"),
        ({"selector": 19, "selector_disputed": 1}, {}, None),
        ({"selector": 15, "selector_disputed": 5}, {}, "generic extractor on 5"),
        ({"trafilatura_fast": 1}, {}, None),
        ({"json_ld": 5}, {"low": 9}, "at least 9 are expected: .*; its selectors"),
    ],
)
def test_what_is_warned_of(batch_of, bases, changes, warned):
    (found,) = health(batch_of(bases, **changes))
    assert (found.warning is None) if warned is None else re.search(warned, found.warning)


@pytest.mark.postgres
def test_the_warning_stands_in_the_health_table(warehouse, batch_of):
    for bases in ({"trafilatura_fast": 4}, {"selector": 4}):
        record_verdict(warehouse, validate(batch_of(bases)))
        (row,) = wh.execute(warehouse, "SELECT * FROM quality.source_health")
        assert row["verdict"] == "within"
        assert row["selector_missed_count"] == bases.get("trafilatura_fast", 0)
        assert bool(row["warning"]) is ("trafilatura_fast" in bases)


def test_a_changed_layout_fails_an_expectation_and_stops_nothing(batch_of):
    verdict = validate(batch_of({"trafilatura_fast": 4}))
    failed = {r.expectation for r in verdict.examination.results if not r.is_success}
    assert "its_selectors_fit_its_pages" in failed
    assert verdict.is_loadable
