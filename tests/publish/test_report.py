"""The weekly report: both languages whole, nothing from afar, everything of the web escaped."""

from __future__ import annotations

import re
import struct
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest
from tests.publish.given import put

from tawthiq import warehouse as wh
from tawthiq.publish import publish
from tawthiq.publish.codings import GOVERNORATES, SIDES, rows
from tawthiq.publish.report import ReportError, weekly_report

pytestmark = pytest.mark.postgres

WEEK = date(2018, 3, 5)
ATTACK = "<script>alert(1)</script>"
GIVEN = {
    "incident": """
        incident_id, started_on, admin1_code, event_type, attackers, targets,    place_names, is_contested, confidence
        before,      2018-02-27, SY-RD,       shelling,   gov+,      civilians+, دوما+,       false,        weak
        one,         2018-03-05, SY-RD,       air_strike, gov+russia, civilians+, دوما+,      true,         contested
        two,         2018-03-06, SY-HL,       territory_gain, turkey+, sdf+,     عفرين+,      false,        fair
    """,  # noqa: E501
    "figure": """
        incident_id, outcome, victim,    count_low, count_best, count_high, source_count, is_contested
        before,      killed,  civilians, 9,         9,          9,          1,            false
        one,         killed,  civilians, 14,        17,         21,         2,            true
        one,         wounded, civilians, 40,        40,         40,         1,            false
        two,         killed,  sdf,       5,         5,          5,          1,            false
    """,  # noqa: E501
    "strike": """
        incident_id, munition, count_best
        one,         air_raid, 12
    """,
    "control": """
        incident_id, place_name, gained_by, lost_by
        two,         عفرين,      turkey+,   sdf+
    """,
    "report": f"""
        report, incident_id, outlet,    title,    source_class, source_name
        e0,     before,      المرآة,    قديم,     ,
        e1,     one,         المرآة,    {ATTACK}, monitor,      المرصد
        e2,     one,         {ATTACK},  عنوان,    ,
        e3,     two,         المرآة,    عفرين,    ,
    """,
    "claim": f"""
        claim, report, count, source_key,   quote
        c1,    e1,     14,    monitor,      قتل 14 مدنيا
        c2,    e2,     21,    outlet other, {ATTACK}
    """,
}


class Page(HTMLParser):
    """The tags of a page with their attributes, and the words of each language's part."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("weekly")


@pytest.fixture
def text(warehouse: wh.Connection, folder: Path) -> str:
    path = folder / f"{WEEK}.html"
    if not path.exists():  # drawing takes seconds: once for all tests
        put(warehouse, GIVEN)
        publish(warehouse, [date(2018, 2, 26), WEEK])
        assert weekly_report(warehouse, folder).path == path
        assert (folder / "index.html").read_bytes() == path.read_bytes()
    return path.read_text(encoding="utf-8")


def test_both_languages_each_in_its_direction(text: str) -> None:
    parts = [a for tag, a in Page(text).tags if tag == "section" and a.get("class") == "report"]
    assert [(part["lang"], part["dir"]) for part in parts] == [("en", "ltr"), ("ar", "rtl")]


def test_the_headline_says_low_best_high_and_the_change(text: str) -> None:
    words = re.sub(r"\s+", " ", " ".join(Page(text).words))
    english, arabic = words.split("أسبوع في سوريا")
    for part in (english, arabic):
        assert re.search(r"22 \( ?19–26 ?\)", part)  # 17 and 5 killed, 14 and 5 at least
        assert "+13" in part  # 9 the week before
    assert re.search(r"civilians 17 \( ?14–21 ?\) 9 \+8", english)
    assert re.search(r"مدنيون 17 \( ?14–21 ?\) 9 \+8", arabic)


def test_incidents_show_each_claim_with_its_words_and_source(text: str) -> None:
    words = Page(text).words
    # deadliest and contested, in two languages
    assert words.count("قتل 14 مدنيا") == 4
    assert words.count("المرصد") == 4


def test_what_the_web_says_stays_words(text: str) -> None:
    page = Page(text)
    assert "script" not in {tag for tag, _ in page.tags}
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    assert ATTACK in "".join(page.words)  # shown, not run


def test_nothing_is_loaded_from_afar(text: str) -> None:
    loaded = [
        value or ""
        for tag, attrs in Page(text).tags
        for name, value in attrs.items()
        if name in ("src", "srcset") or (tag == "link" and name == "href")
    ]
    assert loaded
    assert {value.partition(",")[0] for value in loaded} == {"data:image/svg+xml;base64"}


def test_every_chart_has_a_table_or_list_and_a_picture(text: str, folder: Path) -> None:
    tags = Page(text).tags
    names = [a["download"] for tag, a in tags if tag == "a" and "download" in a]
    assert len(names) == len(set(names)) == sum(tag == "img" for tag, _ in tags)
    for name in names:
        header = (folder / str(name)).read_bytes()[:24]
        assert header.startswith(b"\x89PNG")
        width, height = struct.unpack(">II", header[16:24])
        assert width >= 1200, name
        assert height >= 100, name
    for chart in ("losses", "governorates", "map", "strikes", "control", "outlets", "camps"):
        assert {f"{WEEK}-{chart}-en.png", f"{WEEK}-{chart}-ar.png"} <= set(names)
    assert text.count("<table>") >= 2 * 7


def test_a_week_without_incidents_is_refused(warehouse: wh.Connection, tmp_path: Path) -> None:
    with pytest.raises(ReportError, match="no week is published"):
        weekly_report(warehouse, tmp_path)
    put(warehouse, GIVEN)
    publish(warehouse, [WEEK])
    with pytest.raises(ReportError, match="week of 2018-03-12 has no incident"):
        weekly_report(warehouse, tmp_path, date(2018, 3, 12))
    assert list(tmp_path.iterdir()) == []


def test_every_bloc_has_a_word_in_both_languages() -> None:
    from tawthiq.pages.render import label

    for bloc in {side.bloc for side in SIDES.values()} | {"everyone", "own"}:
        assert label(bloc, language="en") != bloc
        assert re.search("[ء-ي]", label(bloc, language="ar"))


def test_every_governorates_point_lies_within_the_outline() -> None:
    corners = [(float(r["lon"]), float(r["lat"])) for r in rows("outline.tsv")]
    assert corners[0] == corners[-1]

    def inside(lon: float, lat: float) -> bool:
        crossed = False
        for (x1, y1), (x2, y2) in pairwise(corners):
            if (y1 > lat) != (y2 > lat) and lon < (x2 - x1) * (lat - y1) / (y2 - y1) + x1:
                crossed = not crossed
        return crossed

    outside = [g.code for g in GOVERNORATES.values() if not inside(g.lon, g.lat)]
    assert outside == []
