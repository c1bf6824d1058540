from datetime import date
from pathlib import Path

import pytest
import yaml

from tawthiq.extract import extract, load_language
from tawthiq.extract.explain import explain
from tawthiq.model import Article
from tawthiq.records import codebook_document

PUBLISHED = date(2018, 3, 8)
TABLE = yaml.safe_load((Path(__file__).parent / "examples.yml").read_text("utf-8"))


def events(text):
    article = Article(doc_id="d", outlet="o", title="", text=text, published_on=PUBLISHED)
    return codebook_document("d", extract(article, load_language()))["events"]


def cases(section):
    return [pytest.param(row, id=row["said"][:60]) for row in TABLE[section]]


@pytest.mark.parametrize("row", cases("casualties"))
def test_claims_about_people(row):
    found = [
        [c["outcome"], *c["count"].values(), c["victim"], c["category"]]
        for e in events(row["said"])
        for c in e["casualties"]
    ]
    assert sorted(found, key=str) == sorted(row["claims"], key=str)


@pytest.mark.parametrize("row", cases("nothing"))
def test_what_is_no_event(row):
    assert events(row["said"]) == []


@pytest.mark.parametrize("row", cases("types"))
def test_types(row):
    assert [e["type"] for e in events(row["said"])] == [row["type"]]


@pytest.mark.parametrize("row", cases("dates"))
def test_days(row):
    (event,) = events(row["said"])
    days = event["date"] and [event["date"]["start"], event["date"]["end"]]
    assert days == (row["days"] and [d.isoformat() for d in row["days"]])


@pytest.mark.parametrize("row", cases("places"))
def test_places(row):
    (event,) = events(row["said"])
    if "places" in row:
        assert event["places"] == row["places"]
    assert event["admin1"] == row["admin1"]


@pytest.mark.parametrize("row", cases("actors"))
def test_sides(row):
    (event,) = events(row["said"])
    assert event["attackers"] == row["attackers"]
    if "targets" in row:
        assert event["targets"] == row["targets"]


def test_evidence_slices_back_to_the_words_of_the_claim():
    text = "قُتِل ثلاثة مدنيين بقصف مدفعي لقوات النظام على مدينة دوما."
    explanation = explain(text, PUBLISHED, load_language())
    (event,) = explanation.events
    (claim,) = event.casualties
    assert text[claim.evidence.start : claim.evidence.end] == "قُتِل ثلاثة مدنيين"
    assert {step.words for step in explanation.steps} >= {"دوما", "مدنيين"}


def test_the_part_is_linked_to_its_total():
    (event,) = events("استشهد سبعة مدنيين بينهم طفلان في غارات للطيران الروسي على بلدة سقبا")
    total, part = event["casualties"]
    assert part["part_of"] == total["id"]
    assert total["part_of"] is None


def test_hts_belongs_to_the_government_after_it_took_damascus():
    def attackers(day):
        text = "هاجم مقاتلو هيئة تحرير الشام بلدة سقبا وقتلوا خمسة مدنيين"
        article = Article(doc_id="d", outlet="o", title="", text=text, published_on=day)
        return extract(article, load_language())[0].attackers

    assert attackers(date(2018, 3, 8)) == ("jihadist",)
    assert attackers(date(2025, 3, 8)) == ("transitional_gov",)
