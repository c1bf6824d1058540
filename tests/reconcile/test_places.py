"""How places lie to one another, and which words of a report tell it from others."""

import numpy as np
import pytest

from tawthiq.gazetteer import load_gazetteer
from tawthiq.reconcile.places import Places, Relation
from tawthiq.reconcile.sources import copies, source_key
from tawthiq.reconcile.words import TellingWords


@pytest.fixture(scope="module")
def places():
    return Places(load_gazetteer())


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        ("دوما", "دوما", Relation.SAME),  # Douma
        ("دوما", "الغوطة الشرقية", Relation.WITHIN),  # Douma, Eastern Ghouta
        ("دوما", "سراقب", Relation.APART),  # Douma, Saraqib
        ("دوما", "حرستا", Relation.NEAR),  # Douma, Harasta: neighbours
        ("قرية لا يعرفها أحد", "القرية لا يعرفها أحد", Relation.SAME),  # by folded name
        ("قرية لا يعرفها أحد", "دوما", Relation.APART),
    ],
)
def test_relation(places, one, other, relation):
    def codes(name):
        known = load_gazetteer().lookup(name)
        return np.array([[places.code(name, known[0].place_id if known else None), -1]])

    assert places.compare(codes(one), codes(other))[0] == relation
    assert places.compare(codes(other), codes(one))[0] == relation


def test_a_quarter_lies_within_its_city(places):
    city = np.array([[places.code("دمشق", "city-SY-DI")]])  # Damascus
    camp = load_gazetteer().lookup("مخيم اليرموك")[0]  # Yarmouk camp
    quarter = np.array([[places.code(camp.name, camp.place_id)]])
    assert places.compare(city, quarter)[0] == Relation.WITHIN


def test_no_place_is_nowhere(places):
    nowhere = np.array([[-1, -1]])
    assert places.compare(nowhere, nowhere)[0] == Relation.APART


def test_what_lies_inside_a_region(places):
    gazetteer = load_gazetteer()
    ghouta, douma = (gazetteer.lookup(n)[0].place_id for n in ("الغوطة الشرقية", "دوما"))
    assert douma in places.inside([ghouta])
    assert places.inside([douma, "name:nobody knows"]) is not None
    assert places.inside([]) is None


@pytest.mark.parametrize(
    ("quoted", "outlet", "copied_from", "expected"),
    [
        (("monitor", "المرصد السوري"), "x", None, "monitor:مرصد"),
        (("monitor", "الشبكة السورية"), "x", None, "monitor:شبكه"),
        (("government", "سانا"), "x", None, "government"),
        (("government", "التلفزيون الرسمي"), "y", "a", "government"),
        (("reporter", "مراسلنا"), "x", None, "outlet:x"),
        ((None, None), "x", "a", "copy:a"),
    ],
)
def test_independent_source(quoted, outlet, copied_from, expected):
    assert source_key(*quoted, outlet, copied_from) == expected


def test_what_hangs_together_by_copies_is_one_group():
    assert copies([("b", "c"), ("a", "c"), ("x", "y")]) == {
        "a": "a",
        "b": "a",
        "c": "a",
        "x": "x",
        "y": "x",
    }


def test_common_words_tell_nothing():
    telling = TellingWords()
    assert telling("قتل مدنيون في غارات") == []  # civilians were killed in raids
    name = telling("آنا كامبل")  # a name
    assert name
    assert set(name) <= set(telling("مقتل آنا كامبل في عفرين"))
