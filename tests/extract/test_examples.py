"""Every row of the tables in `examples`: a sentence, and what the codebook says of it."""

from datetime import date

import pytest
from tests.extract.tables import PUBLISHED, count_of, rows

from tawthiq.extract import extract, load_language
from tawthiq.extract.explain import explain
from tawthiq.model import Article
from tawthiq.records import codebook_document

BESIDE_A_TRANSFER = ("displacement", "agreement")
SIGN_OF_SYRIA = "سوريا"  # an article without one is not read


def events(text, published=PUBLISHED, title=SIGN_OF_SYRIA):
    text = text.replace(" ¶ ", "\n")
    article = Article(doc_id="d", outlet="o", title=title, text=text, published_on=published)
    return codebook_document("d", extract(article, load_language()))["events"]


def listed(row, kind):
    return [entry for event in events(row.said, row.on, title_of(row)) for entry in event[kind]]


def title_of(row):
    return row["title"] if row.is_told("title") else SIGN_OF_SYRIA


def only_event(row):
    (event,) = events(row.said, row.on)
    return event


def claim_of(row):
    return " ".join(
        filter(None, [row["outcome"], count_of(row["count"]), row["victim"], row["category"]])
    )


@pytest.mark.parametrize("row", rows("counts", "people"))
def test_claims_about_people(row):
    assert sorted(map(claim_of, listed(row, "casualties"))) == sorted(row.items("claims"))


@pytest.mark.parametrize("row", rows("parts"))
def test_parts_of_totals(row):
    found = listed(row, "casualties")
    named = {claim["id"]: claim_of(claim) for claim in found}
    told = [(named.get(claim["part_of"]), claim_of(claim)) for claim in found]
    assert sorted(told, key=str) == sorted(row.parts(), key=str)


@pytest.mark.parametrize("row", rows("who"))
def test_sides(row):
    found = events(row.said, row.on)
    handed_over = any(event["type"] == "territory_transfer" for event in found)
    # who left what was handed over, and under which deal, are events beside it, by the codebook
    (event,) = [e for e in found if not (handed_over and e["type"] in BESIDE_A_TRANSFER)]
    assert sorted(event["attackers"]) == sorted(row.items("attackers"))
    if row.is_told("targets"):
        assert sorted(event["targets"]) == sorted(row.items("targets"))


@pytest.mark.parametrize("row", rows("events"))
def test_each_event(row):
    found = events(row.said, row.on, title_of(row))
    if row.is_told("types"):
        assert [event["type"] for event in found] == row.items("types")
    if row.is_told("sources"):
        told = [event["source"]["class"] if event["source"] else "-" for event in found]
        assert told == row["sources"].split("; ")
    if not row.is_told("attackers"):
        return
    sides = [sorted(event["attackers"]) for event in found]
    assert sides == [sorted(item.split("+")) for item in row.items("attackers")]
    if row.is_told("targets"):
        hit = [sorted(event["targets"]) or ["none"] for event in found]
        assert hit == [sorted(item.split("+")) for item in row.items("targets")]


@pytest.mark.parametrize("row", rows("places"))
def test_places(row):
    event = only_event(row)
    assert sorted(event["places"]) == sorted(row.items("places"))
    if row.is_told("admin1"):
        assert sorted(event["admin1"]) == sorted(row.items("admin1"))


@pytest.mark.parametrize("row", rows("days"))
def test_days(row):
    days = only_event(row)["date"]
    assert (days and (days["start"], days["end"])) == row.period("days")


@pytest.mark.parametrize("row", rows("carried"))
def test_days_that_hold_for_what_follows(row):
    found = events(row.said, row.on, title_of(row))
    days = [event["date"] and (event["date"]["start"], event["date"]["end"]) for event in found]
    assert days == row.periods("days")


@pytest.mark.parametrize("row", rows("scopes"))
def test_scopes(row):
    assert only_event(row)["scope"] == row["scope"]


@pytest.mark.parametrize("row", rows("sources"))
def test_sources(row):
    source = only_event(row)["source"]
    assert (source["class"] if source else "-") == row["class"]
    if row.is_told("name"):
        assert source["name"] == row["name"]


@pytest.mark.parametrize("row", rows("types"))
def test_types(row):
    assert [event["type"] for event in events(row.said, row.on)] == row.items("type")


@pytest.mark.parametrize("row", rows("strikes"))
def test_strikes(row):
    found = [
        f"{strike['munition']} {count_of(strike['count'])}" for strike in listed(row, "strikes")
    ]
    assert sorted(found) == sorted(row.items("strikes"))


@pytest.mark.parametrize("row", rows("materiel"))
def test_materiel(row):
    found = [
        " ".join([thing["item"], thing["fate"], thing["owner"], count_of(thing["count"])])
        for thing in listed(row, "materiel")
    ]
    assert sorted(found) == sorted(row.items("materiel"))


@pytest.mark.parametrize("row", rows("control"))
def test_control(row):
    found = [
        " / ".join(
            [taken["place"], ",".join(taken["gained_by"]), ",".join(taken["lost_by"]), taken["how"]]
        )
        for taken in listed(row, "control")
    ]
    assert sorted(found) == sorted(row.items("control"))


@pytest.mark.parametrize("row", rows("no_news"))
def test_what_is_no_news(row):
    assert events(row.said, row.on) == []


def test_evidence_slices_back_to_the_words_of_the_claim():
    text = "قُتِل ثلاثة مدنيين بقصف مدفعي لقوات النظام على مدينة دوما."
    explanation = explain(text, PUBLISHED, load_language())
    (event,) = explanation.events
    (claim,) = event.casualties
    assert text[claim.evidence.start : claim.evidence.end] == "قُتِل ثلاثة مدنيين"
    assert {step.words for step in explanation.steps} >= {"دوما", "مدنيين"}


def test_hts_belongs_to_the_government_after_it_took_damascus():
    text = "هاجم مقاتلو هيئة تحرير الشام بلدة سقبا وقتلوا خمسة مدنيين"
    before, after = (events(text, day)[0]["attackers"] for day in (PUBLISHED, date(2025, 3, 8)))
    assert (before, after) == (["jihadist"], ["transitional_gov"])
