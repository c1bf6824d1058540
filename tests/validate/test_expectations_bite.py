"""Every expectation bites: good data is broken in the way it guards against, and it alone fails.

Each row of a mutated table breaks one expectation. A suite is evaluated once for all its rows, and
the expectations that a row fails must be exactly those named beside it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq import model as m
from tawthiq.expectations import load_suites
from tawthiq.gazetteer import Gazetteer, Place, load_gazetteer
from tawthiq.page import Page
from tawthiq.validate.places import place_table
from tawthiq.validate.suites import Examined, examine
from tawthiq.validate.tables import article_table, claim_table, event_table
from tawthiq.validate.volumes import batch_row, health, page_table, source_table
from tawthiq.verdict import Band, Batch, Grain, Quarantined, Reading

if TYPE_CHECKING:
    from conftest import Build

SUITES = load_suites()
DAY = date(2018, 3, 4)


def days(start: int, end: int | None = None) -> m.DateRange:
    """A period counted from the day of publication."""
    last = start if end is None else end
    return m.DateRange(start=DAY + timedelta(days=start), end=DAY + timedelta(days=last))


def failures(examined: Examined) -> dict[int, set[str]]:
    """Return the expectations that each row fails."""
    found: dict[int, set[str]] = {}
    for name, rows in examined.failing.items():
        for failing in rows:
            found.setdefault(failing.row, set()).add(name)
    return found


Mutate = Callable[["Build"], Any]

ARTICLES: dict[str, dict[str, Any]] = {
    "identity_is_given": {"doc_id": ""},
    "outlet_is_named": {"outlet": ""},
    "text_is_long_enough": {"text": "مقتل مدني في دوما"},  # a civilian killed in Douma: a caption
    "text_is_no_book": {"text": "قتل مدني في دوما " * 12_000},
    "text_is_arabic": {
        "text": "Seventeen civilians were killed in Douma by an air raid, SOHR said."
    },
    "letters_are_whole": {
        "text": "قتل 17 مدنيا في \ufffd\ufffd\ufffd جوية على مدينة دوما اليوم الأحد"
    },
    "letters_can_be_stored": {"text": "قتل 17 مدنيا في غارة جوية \0 على مدينة دوما اليوم الأحد"},
    "day_is_known": {"published_on": None},
    "day_is_not_in_the_future": {"published_on": date(2018, 4, 3)},  # 3 April for 4 March
    "day_is_of_this_age": {"published_on": date(1970, 1, 1)},
    "day_agrees_with_instant": {"published_at": datetime(2018, 3, 1, 12, tzinfo=UTC)},
    "day_is_sure": {"published_confidence": "low"},
    "address_is_a_web_address": {"url": "javascript:alert(1)"},
    "title_is_given": {"title": ""},
    "title_is_a_headline": {"title": "مقتل 17 مدنيا في دوما " * 30},
    "text_is_free_of_markup": {
        "text": "<p>قتل</p><p>17</p><p>مدنيا</p> في غارة جوية على مدينة دوما"
    },
    "language_is_declared_arabic": {"language": "en"},
    "article_comes_once": {"doc_id": "twice"},
}


def e(**changes: Any) -> Callable[[Build], list[m.Event]]:
    return lambda b: [b.event(**changes)]


def with_strike(**changes: Any) -> Callable[[Build], list[m.Event]]:
    def mutate(b: Build) -> list[m.Event]:
        return [b.event(strikes=(replace(b.event().strikes[0], **changes),))]

    return mutate


EVENTS: dict[str, Callable[[Build], list[m.Event]]] = {
    "type_is_in_the_codebook": e(type="airstrike"),
    "scope_is_in_the_codebook": e(scope="episode"),
    "date_basis_is_in_the_codebook": e(date_basis="guessed"),
    "governorates_are_in_the_codebook": e(admin1=("SY-RD", "LB-BA")),
    "sides_are_in_the_codebook": e(attackers=("regime",)),
    "methods_are_in_the_codebook": e(methods=("bomb",)),
    "source_is_in_the_codebook": lambda b: [
        b.event(source=m.Source(source_class="press", name=None))  # type: ignore[arg-type]
    ],
    "other_claims_are_in_the_codebook": with_strike(munition="bomb"),
    "other_figures_fit_their_qualifier": lambda b: with_strike(count=b.count(20, 30))(b),
    "days_are_in_order": e(date=days(0, -1)),
    "nothing_happens_after_its_report": e(date=days(2)),
    "news_is_recent": e(date=days(-90)),
    "happenings_are_short": e(date=days(-9, 0)),
    "day_and_basis_agree": e(date=None),
    "evidence_is_given": e(evidence=()),
    "evidence_lies_in_the_text": e(evidence=(m.Evidence(start=0, end=9999, rule="r"),)),
    "place_lies_in_its_governorate": e(admin1=(m.Admin1.ALEPPO,)),
    "side_existed_then": e(attackers=(m.Actor.TRANSITIONAL_GOV,)),
    "somebody_did_it": e(attackers=()),
    "event_says_something": e(
        type=m.EventType.OTHER, places=(), admin1=(), casualties=(), strikes=(), materiel=()
    ),
    "event_is_told_once": lambda b: [b.event(), b.event(id="e9", rule="another")],
    "identity_is_unique": lambda b: [b.event(), b.event(type=m.EventType.SHELLING)],
    "rule_is_named": e(rule=" "),
}


def c(**changes: Any) -> Callable[[Build], m.Event]:
    return lambda b: b.event(casualties=(b.claim(**changes),))


def part(total: dict[str, Any] | None = None, **changes: Any) -> Callable[[Build], m.Event]:
    return lambda b: b.event(casualties=(b.claim(**(total or {})), b.part(**changes)))


def figure(low: int | None, high: int | None, qualifier: str = "exact") -> m.Count:
    return m.Count(low=low, high=high, qualifier=m.Qualifier(qualifier))


# The claim that fails is the last of its event.
CLAIMS: dict[str, Callable[[Build], m.Event]] = {
    "outcome_is_in_the_codebook": c(outcome="dead"),
    "victim_is_in_the_codebook": c(victim="people"),
    "category_is_in_the_codebook": c(category="farmers"),
    "qualifier_is_in_the_codebook": c(
        count=m.Count(low=17, high=17, qualifier="roughly")  # type: ignore[arg-type]
    ),
    "nobody_is_counted_below_zero": c(count=figure(-3, -3)),
    "low_is_not_above_high": c(count=figure(20, 10, "range")),
    "bounds_fit_the_qualifier": c(count=figure(17, 17, "at_least")),
    "figure_is_plausible": c(count=figure(35_000, 35_000)),
    "figure_fits_the_kind_of_event": c(count=figure(900, 900)),  # dead of one air strike
    "figure_is_no_year": c(count=figure(2018, 2018), outcome=m.Outcome.WOUNDED),
    "total_exists": part(part_of="c7"),
    "part_does_not_exceed_its_total": part(count=figure(18, 18)),
    "part_shares_the_fate_of_its_total": part(outcome=m.Outcome.WOUNDED),
    "words_are_given": c(evidence=None),
    "words_lie_in_the_text": c(evidence=m.Evidence(start=-4, end=3, rule="r")),
    "displaced_people_are_in_a_displacement": c(outcome=m.Outcome.DISPLACED),
    "claim_is_told_once": lambda b: b.event(casualties=(b.claim(), b.claim(id="c9"))),
    "identity_is_unique": lambda b: b.event(
        casualties=(b.claim(), b.claim(outcome=m.Outcome.WOUNDED))
    ),
}

BATCH: dict[str, dict[str, Any]] = {
    "something_came_in": {"article_count": 0},
    "records_could_be_read": {"rejected_share": 0.51},
    "most_articles_are_sound": {"quarantined_article_share": 0.51},
    "few_articles_are_unsound": {"quarantined_article_share": 0.11},
    "most_events_are_sound": {"quarantined_event_share": 0.26},
    "most_claims_are_sound": {"quarantined_claim_share": 0.26},
    "one_extractor_read_it": {"extractor_version_count": 2},
    "articles_yield_events": {"event_yield": 0.001},
    "articles_do_not_burst_with_events": {"events_per_reporting_article": 40.0},
    "attackers_are_known": {"unknown_attacker_share": 0.9},
    "places_are_known": {"unresolved_place_share": 0.9},
    "sources_are_known": {"unknown_source_share": 0.9},
    "events_have_a_governorate": {"placeless_share": 0.9},
    "days_are_stated": {"undated_share": 0.9},
    "yield_is_as_usual": {"event_yield_ratio": 0.1},
    "claims_are_as_usual": {"claims_per_event_ratio": 4.0},
    "mix_of_types_is_as_usual": {"event_type_distance": 0.8},
    "mix_of_governorates_is_as_usual": {"governorate_distance": 0.8},
    "mix_of_attackers_is_as_usual": {"attacker_distance": 0.8},
}
SOURCES: dict[str, dict[str, Any]] = {
    "enough_articles_came": {"article_count": 2},
    "not_too_many_articles_came": {"article_count": 99},
    "news_is_fresh": {"newest_age_days": 30},
    "its_records_can_be_read": {"rejected_share": 0.5},
    "its_articles_report_something": {"silence_fault": "30 articles, no event"},
    "its_selectors_fit_its_pages": {"layout_fault": "its selectors found nothing on 9 pages"},
    "its_server_answers_well": {"good_answer_share": 0.5},
}
PAGES: dict[str, dict[str, Any]] = {
    "identity_is_unique": {"page_id": "twice"},
    "address_is_a_web_address": {"url": "file:///etc/passwd"},
    "answers_are_pages": {"http_status": 403},
    "page_is_not_empty": {"payload_bytes": 12},
    "page_is_no_flood": {"payload_bytes": 90_000_000},
    "kind_can_be_read": {"mime_type": "application/pdf"},
    "addresses_bring_different_pages": {"payload_sha256": "wall"},
    "instant_is_known": {"fetched_at": None},
}
GAZETTEER: dict[str, dict[str, Any]] = {
    "identity_is_unique": {"place_id": "p1"},
    "no_governorate_is_left_out": {
        "admin1": (m.Admin1.QUNEITRA,), "lat": 33.1, "lon": 35.9, "name": "خان أرنبة"
    },
    "latitude_is_in_syria": {"lat": 31.9, "lon": 36.6, "admin1": (m.Admin1.SUWAYDA,)},  # Jordan
    "longitude_is_in_syria": {"lon": 35.4, "lat": 33.5},  # Lebanon
    "place_lies_near_its_governorate": {"lat": 37.0, "lon": 41.9},  # the far north-east
    "name_is_arabic": {"name": "Douma"},
    "precision_is_stated": {"precision_km": None},
    "namesakes_are_ranked": {"name": "قرية 0", "rank": 1},
}  # fmt: skip
# What cannot be broken alone: the broken value breaks another expectation by its nature.
COMPANIONS = {"most_articles_are_sound": {"few_articles_are_unsound"}}


def check(examined: Examined, expected: list[str]) -> None:
    found = failures(examined)
    wanted = {i: {name} | COMPANIONS.get(name, set()) for i, name in enumerate(expected) if name}
    assert found == wanted
    for result in examined.results:
        assert result.is_evaluated, result.message


def table_of(build: Build, table: str) -> tuple[list[dict[str, Any]], list[str]]:
    return {
        "articles": _articles,
        "events": _events,
        "claims": _claims,
        "pages": _pages,
        "gazetteer": _gazetteer,
        "batch": lambda b: _facts(b, "batch", BATCH),
        "sources": lambda b: _facts(b, "sources", SOURCES),
    }[table](build)


def _articles(build: Build) -> tuple[list[dict[str, Any]], list[str]]:
    readings = [build.reading()]
    for number, changes in enumerate(ARTICLES.values()):
        readings.append(build.reading(**{"doc_id": f"a{number}", **changes}))
    readings.append(readings[-1])
    return article_table(build.batch(*readings)), ["", *ARTICLES, "article_comes_once"]


def _events(build: Build) -> tuple[list[dict[str, Any]], list[str]]:
    readings, expected = [build.reading(build.event(), build.capture())], ["", ""]
    for number, (name, mutate) in enumerate(EVENTS.items()):
        events = mutate(build)
        readings.append(build.reading(*events, doc_id=f"a{number}"))
        is_pair = name == "identity_is_unique"
        expected += [name if is_pair or event is events[-1] else "" for event in events]
    return event_table(readings), expected


def _claims(build: Build) -> tuple[list[dict[str, Any]], list[str]]:
    readings, expected = [build.reading(build.event(), build.capture())], ["", ""]
    for number, (name, mutate) in enumerate(CLAIMS.items()):
        event = mutate(build)
        readings.append(build.reading(event, doc_id=f"a{number}"))
        is_pair = name == "identity_is_unique"
        expected += [name if is_pair or x is event.casualties[-1] else "" for x in event.casualties]
    return claim_table(readings), expected


def page(number: int, **changes: Any) -> Page:
    values: dict[str, Any] = {
        "page_id": f"page{number}",
        "source_id": "sample-monitor",
        "url": f"https://news.example/{number}",
        "http_status": 200,
        "mime_type": "text/html",
        "payload_bytes": 9000,
        "payload_sha256": f"hash{number}",
        "warc_path": "fetch/sample-monitor/2018-03-04.warc.gz",
        "warc_offset": 9000 * number,
        "fetched_at": datetime(2018, 3, 5, 1, tzinfo=UTC),
    }
    return Page(**(values | changes))


def _pages(_: Build) -> tuple[list[dict[str, Any]], list[str]]:
    mutated = [page(n, **changes) for n, changes in enumerate(PAGES.values(), start=2)]
    firsts = [page(0, page_id="twice"), page(1, payload_sha256="wall")]
    return page_table([*firsts, *mutated]), ["identity_is_unique", "", *PAGES]


def _gazetteer(_: Build) -> tuple[list[dict[str, Any]], list[str]]:
    good = {
        "place_id": "p0", "name": "دوما", "admin1": (m.Admin1.RIF_DIMASHQ,), "kind": "town",
        "lat": 33.57, "lon": 36.40, "precision_km": 1.0, "pcode": "", "aliases": (),
        "ambiguous": False, "rank": 1,
    }  # fmt: skip
    names = [f"قرية {n}" for n in range(1600)]
    sound = [{**good, "place_id": f"p{n}", "name": name} for n, name in enumerate(names)]
    for near_jordan in sound[100:200]:
        near_jordan["admin1"] = (m.Admin1.SUWAYDA,)
    mutated = [
        {**good, "place_id": f"q{n}", "name": f"بلدة {n}", **changes}
        for n, changes in enumerate(GAZETTEER.values())
    ]
    places = [Place(**values) for values in (*sound, *mutated)]
    expected = ["" for _ in sound]
    expected[0], expected[1] = "namesakes_are_ranked", "identity_is_unique"
    table = place_table(Gazetteer(places, load_gazetteer().admin1, ()))
    rows = [{"row": number, **row} for number, row in enumerate(table)]
    return rows, [*expected, *GAZETTEER]


def _facts(
    build: Build, table: str, mutations: dict[str, dict[str, Any]]
) -> tuple[list[dict[str, Any]], list[str]]:
    readings = [
        build.reading(
            build.event(places=(m.PlaceMention(name="دوما", place_id="SY-1"),)), doc_id=f"{n}"
        )
        for n in range(60)
    ]
    usual = {"event_yield": 1.0, "claims_per_event": 2.0, "type.air_strike": 1.0}
    usual |= {"admin1.SY-RD": 1.0, "attacker.gov": 1.0}
    bands = {"sample-monitor": Band(low=10, high=80)}
    pages = tuple(page(n) for n in range(9))
    batch = build.batch(*readings, usual=usual, bands=bands, pages=pages)
    good = batch_row(batch, ()) if table == "batch" else source_table(batch, health(batch))[0]
    assert None not in {v for k, v in good.items() if not k.endswith("_fault")}, "not judged at all"
    rows = [good, *({**good, **changes} for changes in mutations.values())]
    return [{**row, "row": i} for i, row in enumerate(rows)], ["", *mutations]


# Suites about tables that are at hand; those of the warehouse's own are broken in the warehouse
# (test_checks_bite.py).
HERE = ["pages", "articles", "events", "claims", "batch", "sources", "gazetteer"]


@pytest.mark.parametrize("suite", HERE)
def test_each_expectation_fails_where_it_should_and_alone(build: Build, suite: str) -> None:
    table, expected = table_of(build, suite)
    of_rows = {e.name for e in SUITES[suite].expectations if "column" in str(e.arguments)}
    assert {name for name in expected if name} == of_rows
    check(examine(SUITES[suite], table), expected)


@pytest.mark.parametrize("suite", HERE)
def test_a_suite_fails_as_a_whole_where_all_its_rows_are_broken(build: Build, suite: str) -> None:
    table, expected = table_of(build, suite)
    broken = [row for row, name in zip(table, expected, strict=True) if name]
    doubled = [{**row, "row": i} for i, row in enumerate(broken)]
    results = {r.expectation: r for r in examine(SUITES[suite], doubled).results}
    tolerant = {x.name for x in SUITES[suite].expectations if "mostly" in x.arguments}
    assert {n for n, r in results.items() if r.is_success} <= tolerant


@pytest.mark.parametrize(
    ("suite", "name"),
    [(s, x.name) for s in HERE for x in SUITES[s].expectations if "mostly" in x.arguments],
)
def test_what_is_mostly_expected_fails_where_it_is_mostly_broken(
    build: Build, suite: str, name: str
) -> None:
    table, expected = table_of(build, suite)
    broken = [row for row, n in zip(table, expected, strict=True) if n == name]
    rows = [{**row, "row": i} for i, row in enumerate(broken * 3)]
    if name in {"article_comes_once"}:
        rows = rows[:2]
    results = {r.expectation: r for r in examine(SUITES[suite], rows).results}
    assert not results[name].is_success


def test_an_empty_table_is_evaluated_in_full_and_fails_nothing(build: Build) -> None:
    for suite in ("pages", "articles", "events", "claims", "sources"):
        results = examine(SUITES[suite], []).results
        assert all(r.is_evaluated and r.is_success for r in results), suite


def test_a_gazetteer_that_lost_its_rows_fails(build: Build) -> None:
    table, _ = table_of(build, "gazetteer")
    failed = [r.expectation for r in examine(SUITES["gazetteer"], table[5:1000]).results
              if not r.is_success]  # fmt: skip
    assert failed == ["gazetteer_is_whole"]


MEASURES: list[tuple[str, Callable[[Build], Batch], float]] = [
    (
        "quarantined_article_share",
        lambda b: b.batch(*(b.reading(doc_id=f"{n}") for n in range(40))),
        0.025,
    ),
    ("event_yield", lambda b: b.batch(*(b.reading(doc_id=f"{n}") for n in range(40))), 0.0),
    (
        "unknown_attacker_share",
        lambda b: b.batch(
            *(b.reading(b.event(attackers=(m.Actor.UNKNOWN,)), doc_id=f"{n}") for n in range(60))
        ),
        1.0,
    ),
    (
        "undated_share",
        lambda b: b.batch(
            *(
                b.reading(b.event(date=None, date_basis=m.DateBasis.PUBLISHED), doc_id=f"{n}")
                for n in range(60)
            )
        ),
        1.0,
    ),
    (
        "event_type_distance",
        lambda b: b.batch(
            *(b.reading(b.event(), doc_id=f"{n}") for n in range(60)),
            usual={"type.shelling": 0.75, "type.air_strike": 0.25},
        ),
        0.75,
    ),
]


@pytest.mark.parametrize(("measure", "make", "value"), MEASURES)
def test_measures_of_a_batch(
    build: Build, measure: str, make: Callable[[Build], Batch], value: float
) -> None:
    held = Quarantined(
        grain=Grain.ARTICLE,
        record_id="0",
        content="",
        suite="articles",
        expectation="x",
        reason="",
        detail="",
        record={},
    )
    twice = replace(held, expectation="y")  # one record that failed twice counts once
    assert batch_row(make(build), [held, twice])[measure] == value


def test_small_batches_are_not_judged_by_shares(build: Build) -> None:
    row = batch_row(build.batch(build.reading()), ())
    assert row["event_yield"] is None
    assert row["quarantined_article_share"] is None


def test_readings_of_an_article_are_counted_by_version(build: Build) -> None:
    first: Reading = build.reading()
    other = build.reading(text=build.TEXT + " تحديث")
    rows = article_table(build.batch(first, first, other))
    assert [r["readings_of_version"] for r in rows] == [2, 2, 1]
