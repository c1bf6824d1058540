"""The comparison with UCDP GED on a small table whose answers can be counted by hand."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tests.publish.given import put

from tawthiq import warehouse as wh
from tawthiq.publish import publish
from tawthiq.publish.compare import compare_ucdp
from tawthiq.publish.ucdp import UcdpError, read_ucdp

HEAD = "id,date_start,date_end,adm_1,where_prec,deaths_civilians,low,best,high\n"
# Whole weeks: 5 and 12 March 2018. The first and the last line only stretch the file's days.
GED = HEAD + (
    "1.0,2018-03-05,2018-03-05,Rif Dimashq governorate,1.0,4.0,10.0,10.0,12.0\n"
    "2.0,2018-03-14,2018-03-25,Rif Dimashq Governorate,4.0,0.0,20.0,20.0,20.0\n"
    "3.0,2018-03-06,2018-03-06,Idlib Governorate,1.0,2.0,2.0,2.0,2.0\n"
    "4.0,2018-03-07,2018-03-07,,6.0,0.0,8.0,8.0,8.0\n"
    "5.0,2018-03-18,2018-03-18,Aleppo Governorate,1.0,0.0,3.0,3.0,3.0\n"
)
GIVEN = {
    "incident": """
        incident_id, started_on, admin1_code, admin1_codes
        one,         2018-03-06, SY-RD,       SY-RD+
        two,         2018-03-06, SY-RD,       SY-RD+
        three,       2018-03-13, SY-RD,       SY-RD+
        four,        2018-03-13, SY-HA,       SY-HA+
        five,        2018-03-13, ,            {}
    """,
    "figure": """
        incident_id, count_best, victim
        one,         6,          civilians
        two,         6,          gov
        three,       30,         gov
        four,        1,          gov
        five,        5,          civilians
    """,
    "report": """
        report, incident_id, outlet, title
        e1,     three,       A,      مقتل ثلاثين
    """,
    "claim": """
        claim, report, count, source_key, victim, quote
        c1,    e1,     30,    A,          gov,    ثلاثين عنصرا
    """,
}


@pytest.fixture
def ged(tmp_path: Path) -> Path:
    path = tmp_path / "ged.csv"
    path.write_text(GED, encoding="utf-8")
    return path


@pytest.mark.postgres
def test_totals_correlations_and_causes(warehouse: wh.Connection, ged: Path) -> None:
    put(warehouse, GIVEN)
    publish(warehouse, [date(2018, 3, 5), date(2018, 3, 12)])
    found = compare_ucdp(warehouse, ged)
    assert (found.first_week, found.last_week, found.weeks) == (
        date(2018, 3, 5),
        date(2018, 3, 12),
        2,
    )
    assert (found.ours_total, found.theirs_total) == (48, 43)
    assert found.total_ratio == pytest.approx(48 / 43, abs=1e-4)
    assert found.pearson_week == 1.0  # two weeks, both rise
    by_cause = found.distance
    # Rif Dimashq 12 beside 10 to 12, then 30 beside 20; Idlib 0 beside 2; Aleppo 0 beside 3;
    # Hasakah 1 beside 0
    assert (by_cause.within_their_band, by_cause.above_their_high) == (2, 10)
    assert (by_cause.nothing_of_ours, by_cause.nothing_of_theirs) == (5, 1)
    assert by_cause.absolute == 18
    assert by_cause.deaths_seen_share == pytest.approx(30 / 35, abs=1e-4)
    assert by_cause.twin_deaths == 6
    assert by_cause.ours_unplaced_share == pytest.approx(5 / 48, abs=1e-4)
    assert by_cause.theirs_unplaced_share == pytest.approx(8 / 43, abs=1e-4)
    assert (by_cause.ours_extreme_share, by_cause.ours_residual_share) == (0, 0)
    assert by_cause.total_ratio_below_extremes == found.total_ratio
    assert by_cause.pearson_below_extremes == found.pearson_governorate_week
    assert by_cause.theirs_long_events_share == pytest.approx(20 / 43, abs=1e-4)


@pytest.mark.postgres
def test_extremes_and_residuals_are_told_apart(warehouse: wh.Connection, ged: Path) -> None:
    put(warehouse, GIVEN)
    put(warehouse, {
        "incident": "incident_id, kind, started_on, admin1_code\n"
                    "total, incident, 2018-03-06, SY-RD\nrest, residual, 2018-03-06, SY-RD",
        "figure": "incident_id, count_best, figure_basis\ntotal, 300, number\nrest, 52, residual",
    })  # fmt: skip
    publish(warehouse, [date(2018, 3, 5), date(2018, 3, 12)])
    by_cause = compare_ucdp(warehouse, ged).distance
    assert by_cause.ours_extreme_share == pytest.approx(300 / 400)
    assert by_cause.total_ratio_below_extremes == pytest.approx(100 / 43, abs=1e-4)
    assert by_cause.ours_residual_share == pytest.approx(52 / 400)
    assert by_cause.total_ratio_without_residuals == pytest.approx(348 / 43, abs=1e-4)


@pytest.mark.postgres
def test_the_largest_disagreement_comes_first_with_its_articles(
    warehouse: wh.Connection, ged: Path
) -> None:
    put(warehouse, GIVEN)
    publish(warehouse, [date(2018, 3, 5), date(2018, 3, 12)])
    first, *others = compare_ucdp(warehouse, ged).disagreements
    assert (first.admin1_code, first.week_on, first.ours, first.theirs) == (
        "SY-RD",
        date(2018, 3, 12),
        30,
        20,
    )
    assert [(a["title"], a["quote"]) for a in first.articles] == [("مقتل ثلاثين", "ثلاثين عنصرا")]
    assert len(others) == 19


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a,b\n1,2\n", "no column date_start"),
        (HEAD, "no event in Syria"),
        (GED.replace("Idlib", "Idleb"), ":4: .*governorates.tsv"),
        (GED.replace("2018-03-06,2018-03-06", "March,March"), ":4: .*March"),
    ],
)
def test_a_file_that_is_no_ged_release(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UcdpError, match=f"{re.escape(str(path))}.*{complaint}"):
        read_ucdp(path)


def test_days_without_a_whole_week_are_refused(warehouse: wh.Connection, tmp_path: Path) -> None:
    path = tmp_path / "ged.csv"
    path.write_text(HEAD + GED.splitlines()[1], encoding="utf-8")
    with pytest.raises(UcdpError, match="no whole ISO week"):
        compare_ucdp(warehouse, path)
