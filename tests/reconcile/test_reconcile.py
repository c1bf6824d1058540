from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tawthiq.reconcile.figures import Told, figures
from tawthiq.reconcile.matching import Report, cluster, place_key


def told(source, low, *, high="same", qualifier="exact", part=False, category=None, day="1"):
    return Told(
        source=source,
        order=(day, source, f"{source}{low}{category}"),
        outcome="killed",
        victim="civilians",
        category=category,
        is_part=part,
        low=low,
        high=low if high == "same" else high,
        qualifier=qualifier,
    )


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ([told("a", 14)], (14, 14, 14)),
        ([told("a", 14), told("b", 19), told("c", 21)], (14, 19, 21)),
        ([told("a", 14), told("b", 14), told("c", 21)], (14, 14, 21)),
        ([told("a", 14, day="1"), told("a", 19, day="2")], (19, 19, 19)),  # the later one stands
        ([told("a", 7), told("a", 2, part=True, category="children")], (7, 7, 7)),
        ([told("a", 1, category="children"), told("a", 2, category="men")], (3, 3, 3)),
        ([told("a", None, high=None, qualifier="some")], (2, 3, 3)),
        ([told("a", None, high=None, qualifier="tens")], (12, 12, 99)),
        ([told("a", 20, high=None, qualifier="at_least")], (20, 20, 20)),
        ([told("a", 10, high=15, qualifier="range")], (10, 12, 15)),
    ],
)
def test_low_best_and_high(claims, expected):
    total = next(f for f in figures(claims) if f.category == "all")
    assert (total.low, total.best, total.high) == expected


def test_different_exact_figures_are_contested_and_equal_ones_not():
    assert figures([told("a", 14), told("b", 19)])[0].is_contested
    assert not figures([told("a", 14), told("b", 14)])[0].is_contested
    assert not figures([told("a", 14), told("a", 19, day="2")])[0].is_contested


def report(name, article, *, place="دوما", day=5, kind="air_strike", deaths=(), by=("gov",)):
    return Report(
        event_id=name,
        article_id=article,
        event_type=kind,
        started_on=date(2018, 3, day),
        ended_on=date(2018, 3, day),
        admin1=frozenset({"SY-RD"}),
        places=frozenset({place_key(place)}) if place else frozenset(),
        attackers=frozenset(by),
        targets=frozenset({"civilians"}),
        deaths=frozenset(deaths),
    )


def groups(reports):
    return sorted(sorted(r.event_id for r in group) for group in cluster(reports))


def test_the_same_raid_in_two_outlets_is_one_incident():
    assert groups([report("1", "a", deaths=[14]), report("2", "b", deaths=[19])]) == [["1", "2"]]


@pytest.mark.parametrize(
    "other",
    [
        report("2", "a", deaths=[14]),  # the article itself keeps them apart
        report("2", "b", place="حرستا", deaths=[14]),
        report("2", "b", day=9, deaths=[14]),
        report("2", "b", kind="abduction", deaths=[14]),
        report("2", "b", deaths=[90], by=("isis",)),
    ],
)
def test_what_is_another_happening(other):
    assert groups([report("1", "a", deaths=[14]), other]) == [["1"], ["2"]]


@given(st.permutations(range(6)))
def test_clusters_are_blind_to_order(order):
    reports = [
        report("1", "a", deaths=[14]),
        report("2", "b", deaths=[19]),
        report("3", "c", deaths=[14], day=6),
        report("4", "a", place="حرستا", deaths=[3]),
        report("5", "d", place="حرستا", deaths=[3]),
        report("6", "e", place="", deaths=[14]),
    ]
    assert groups([reports[i] for i in order]) == groups(reports)
