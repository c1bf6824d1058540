"""What extraction did not know: places, phrases like a force's name, and what weeks gave."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from tawthiq import cli
from tawthiq.extract import load_language
from tawthiq.gaps import Gap, Gaps, find_gaps, findings_of
from tawthiq.model import Article

THURSDAY, MONDAY = date(2018, 3, 8), date(2018, 3, 5)


def article(text: str, *, outlet: str = "مرآة", on: date | None = THURSDAY) -> Article:
    return Article(doc_id=text, outlet=outlet, title="", text=text, published_on=on)


def gathered(*articles: Article) -> Gaps:
    found = Gaps()
    for one in articles:
        found.add(findings_of(one, load_language()))
    return found


def named(gaps: list[Gap]) -> list[tuple[str, int, int]]:
    return [(gap.name, gap.times, gap.articles) for gap in gaps]


KILLED = "قتل ثلاثة مدنيين جراء قصف مدفعي لقوات النظام على"

PLACES = {
    "an unknown village": ([f"{KILLED} قرية شمطورة في ريف إدلب."], [("شمطورة", 1, 1)]),
    "a known town": ([f"{KILLED} مدينة دوما."], []),
    "no event, no place": (["تقع قرية شمطورة في ريف إدلب."], []),
    "two articles": (
        [f"{KILLED} قرية شمطورة في ريف إدلب.", f"{KILLED} قرية شمطورة في ريف إدلب أمس."],
        [("شمطورة", 2, 2)],
    ),
    "the same words twice": ([f"{KILLED} قرية شمطورة في ريف إدلب."] * 2, [("شمطورة", 1, 1)]),
}


@pytest.mark.parametrize(("texts", "wanted"), PLACES.values(), ids=PLACES)
def test_places_without_a_row(texts: list[str], wanted: list[tuple[str, int, int]]) -> None:
    assert named(gathered(*map(article, texts)).places(50)) == wanted


def test_a_place_has_its_commonest_governorate_and_a_sentence() -> None:
    texts = [
        "اندلعت حرائق في سوريا. " + KILLED + " قرية شمطورة في ريف إدلب أمس.",
        KILLED + " قرية شمطورة في ريف إدلب.",
        KILLED + " قرية شمطورة في ريف حماة.",
    ]
    (gap,) = gathered(*map(article, texts)).places(50)
    assert gap.admin1 == "SY-ID"
    assert gap.example == KILLED + " قرية شمطورة في ريف إدلب أمس"


DOUMA = f"{KILLED} مدينة دوما."
PHRASES = {
    "an unknown battalion": ("وأعلنت كتيبة زهر الياسمين.", ["كتيبة زهر الياسمين"]),
    "with clitics, twice": ("مع كتيبة زهر وكتيبة زهر.", ["كتيبة زهر"]),
    "named after a place, before a known word": ("وأعلنت كتيبة حرستا الهدنة.", ["كتيبة حرستا"]),
    "a known force": ("وانسحب جيش الإسلام.", []),
    "a head alone": ("وصلت كتيبة.", []),
    "a head before a function word": ("وصلت كتيبة من هناك.", []),
    "another word": ("وأعلنت مدرسة زهر الياسمين العطلة.", []),
}


@pytest.mark.parametrize(("told", "wanted"), PHRASES.values(), ids=PHRASES)
def test_phrases_that_begin_like_a_force(told: str, wanted: list[str]) -> None:
    found = gathered(article(f"{DOUMA} {told}")).phrases(50)
    assert [gap.name for gap in found] == wanted


def test_articles_without_an_event_are_not_searched() -> None:
    assert gathered(article("أعلنت كتيبة زهر الياسمين النفير.")).phrases(50) == []


def test_a_phrase_is_as_long_as_it_mostly_is() -> None:
    ends = ("النفير", "الحداد", "العفو", "الهدنة")
    texts = [f"{DOUMA} وأعلنت كتيبة زهر الياسمين {end}." for end in ends]
    assert named(gathered(*map(article, texts)).phrases(50)) == [("كتيبة زهر الياسمين", 4, 4)]


@pytest.mark.parametrize("clitics", ["", "و", "ب", "ل", "وال", "لل", "ول"])
def test_a_phrase_is_shown_without_clitics(clitics: str) -> None:
    (gap,) = gathered(article(f"{DOUMA} ذلك {clitics}كتيبة زهر.")).phrases(50)
    assert gap.name == ("الكتيبة زهر" if clitics in ("وال", "لل") else "كتيبة زهر")


def test_the_commonest_come_first_and_no_more_than_asked_for() -> None:
    rare, often = f"{DOUMA} وصلت كتيبة زهر.", "{} وصل لواء قرطاج {}."
    texts = [rare, often.format(DOUMA, "ليلا"), often.format(DOUMA, "صباحا")]
    assert named(gathered(*map(article, texts)).phrases(1)) == [("لواء قرطاج", 2, 2)]


def test_what_weeks_gave_by_outlet() -> None:
    found = gathered(
        article(f"{DOUMA}"),
        article(f"{KILLED} مدينة حرستا.", on=date(2018, 3, 11)),
        article("هطلت أمطار غزيرة.", on=date(2018, 3, 12)),
        article("هطلت أمطار غزيرة أمس.", outlet="سند", on=None),
    )
    sums = {key: (y.articles, y.events, y.claims > 0) for key, y in found.yields.items()}
    assert sums == {
        ("مرآة", MONDAY): (2, 2, True),
        ("مرآة", date(2018, 3, 12)): (1, 0, False),
        ("سند", None): (1, 0, False),
    }


def test_several_processes_find_the_same_in_the_same_order() -> None:
    articles = [article(f"{KILLED} قرية شمطورة في ريف إدلب رقم {n}.") for n in range(70)]
    assert list(find_gaps(articles, 2)) == list(find_gaps(articles, 1))


def test_the_command_reads_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = {"doc_id": "d1", "outlet": "مرآة", "title": "", "published": "2018-03-08"}
    record["text"] = f"{KILLED} قرية شمطورة في ريف إدلب."
    file = tmp_path / "articles.jsonl"
    file.write_text(json.dumps(record, ensure_ascii=False) + "\n", "utf-8")
    assert cli.run(["gaps", str(file), "--jobs", "1", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert [place["name"] for place in told["places"]] == ["شمطورة"]
    assert told["weeks"][0]["week_on"] == str(MONDAY)
    assert cli.run(["gaps", str(file), "--jobs", "1"]) == 0
    assert "شمطورة" in capsys.readouterr().out


def test_a_missing_file_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["gaps", "missing.zip"]) == 1
    assert "missing.zip is not a file" in capsys.readouterr().err
