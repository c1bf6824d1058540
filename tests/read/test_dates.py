"""Dates as outlets write them: `dates.tsv`, read in Damascus on Tuesday 6 March 2018 at 14:00.

`day` is empty where no day may be read; `at` where no time is told.
"""

import csv
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.arabic import fold_phrase
from tawthiq.lexicon import read_table
from tawthiq.read.dates import day_of_url, read_stamp
from tawthiq.read.dates_words import CODES, TABLE

ZONE = "Asia/Damascus"
NOW = datetime(2018, 3, 6, 12, tzinfo=UTC)  # winter time: Damascus is two hours ahead
with (Path(__file__).parent / "dates.tsv").open(encoding="utf-8", newline="") as lines:
    ROWS = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", ROWS, ids=[f"{r['group']}: {r['raw']}" for r in ROWS])
def test_a_date_is_read_rightly_or_not_at_all(row):
    stamp = read_stamp(row["raw"], ZONE, NOW)
    told = {"day": "", "at": "", "sure": ""}
    if stamp:
        at = stamp.at.strftime("%Y-%m-%dT%H:%M:%SZ") if stamp.at else ""
        told = {"day": stamp.day.isoformat(), "at": at, "sure": stamp.sure.name.lower()}
        assert stamp.raw == row["raw"]
    assert told == {key: row[key] for key in told}


def test_the_table_holds_each_kind_of_date():
    groups = Counter(row["group"] for row in ROWS)
    assert sum(groups.values()) - groups["no day"] >= 90
    assert groups["no day"] >= 40
    least = {"levantine": 12, "egyptian": 12, "relative": 15, "hijri": 3, "dual": 4, "moroccan": 5}
    assert {g for g, n in least.items() if groups[g] < n} == set()


def test_the_day_is_that_of_the_outlets_zone():
    raw = "2020-12-24T23:30:00Z"
    stamps = {zone: read_stamp(raw, zone) for zone in ("Africa/Cairo", "America/New_York")}
    assert stamps["Africa/Cairo"].day == date(2020, 12, 25)
    assert stamps["America/New_York"].day == date(2020, 12, 24)
    assert {s.at for s in stamps.values()} == {datetime(2020, 12, 24, 23, 30, tzinfo=UTC)}


@pytest.mark.parametrize(
    ("raw", "used"),
    [
        ("2018-03-06T14:00:00+03:00", "+03:00"),
        ("2018-03-06T14:00:00", ZONE),
        ("6 آذار 2018 10:15 بتوقيت غرينتش", "UTC"),
        ("6 آذار 2018", ZONE),
    ],
)
def test_the_zone_that_was_used_is_kept(raw, used):
    assert read_stamp(raw, ZONE).zone == used


@pytest.mark.parametrize("raw", [r["raw"] for r in ROWS if r["group"] == "relative"])
def test_without_a_now_nothing_is_relative(raw):
    assert read_stamp(raw, ZONE) is None


@given(st.text(alphabet="0123456789٠٦/-:., \u200fآذرمنقبلساعةيوأTZ+هـ", max_size=60))
def test_no_string_breaks_it(raw):
    stamp = read_stamp(raw, ZONE, NOW)
    assert stamp is None or 2005 <= stamp.day.year <= 2099


def test_prose_is_no_date_and_costs_no_time():
    assert read_stamp("6 آذار 2018 " * 50, ZONE, NOW) is None


def test_each_word_has_one_meaning():
    senses = list(read_table(TABLE))
    folded = Counter(fold_phrase(sense.phrase) for sense in senses)
    assert [words for words, count in folded.items() if count > 1] == []
    assert {sense["kind"] for sense in senses} == set(CODES)
    assert senses == sorted(senses, key=lambda sense: (sense.phrase, sense["kind"]))


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("http://x.test/2018/03/06/slug", date(2018, 3, 6)),
        ("http://x.test/2018/3/6/slug", date(2018, 3, 6)),
        ("http://x.test/news/2018-03-06-slug", date(2018, 3, 6)),
        ("http://x.test/news/20180306-slug.html", date(2018, 3, 6)),
        ("http://x.test/archives/601234", None),
        ("http://x.test/2018/13/06/", None),
        ("http://x.test/2018/03", None),
        ("http://x.test/12018030612", None),
        ("http://x.test/1998/03/06/", None),
    ],
)
def test_days_in_addresses(url, day):
    assert day_of_url(url) == day
