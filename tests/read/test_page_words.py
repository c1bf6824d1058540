"""Charset, language, headline, author, address and time of pages, as tables."""

from datetime import UTC, date, datetime

import pytest

from tawthiq.read.addresses import address_of, tidy
from tawthiq.read.charset import decode
from tawthiq.read.html import read_page
from tawthiq.read.language import language_of
from tawthiq.read.names import best_headline, headline, person
from tawthiq.read.publication import published
from tawthiq.sources import Selectors

TEXT = "قال المرصد السوري إن القصف على الغوطة الشرقية أدى إلى مقتل المدنيين"
SHORT = "مقتل سبعة مدنيين بقصف مدفعي"  # a headline without one "ال"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1256", "iso-8859-6"])
@pytest.mark.parametrize("said", ["", "utf-8", "windows-1256", "iso-8859-6", "iso-8859-1", "x"])
@pytest.mark.parametrize("text", [TEXT, SHORT])
def test_the_bytes_tell_their_charset_whatever_is_declared(encoding, said, text):
    page = f'<meta charset="{said}"><p>{text}</p>'
    assert text in decode(page.encode(encoding), said)


def test_damaged_utf_8_loses_the_damaged_letter_alone():
    assert decode(TEXT.encode()[:-1] + b"<p>").startswith(TEXT[:-1])


def test_other_charsets_are_what_they_say():
    assert decode("Übergröße".encode("latin-1"), "iso-8859-1") == "Übergröße"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (TEXT, "ar"),
        (SHORT, "ar"),
        ("التقى الوزير نظيره في چنيف وپاريس وناقشا الأوضاع في المنطقة", "ar"),
        ("الجيش السوري يتقدم في ريف دمشق والمعارضة تنفي ذلک ميدانيا", "ar"),
        (
            "وزیر خارجه ایران گفت که کشورش از راه حل سیاسی پشتیبانی می‌کند",
            "fa",
        ),
        ("پاکستان کے وزیر اعظم نے کہا ہے کہ ملک میں امن و امان کی صورتحال بہتر ہو رہی ہے", "ur"),
        ("سەرۆکی هەرێمی کوردستان لەگەڵ شاندێکی باڵا کۆبووەوە و باسی دۆخی ناوچەکەیان کرد", "ckb"),
        ("The Syrian army advanced in the east of the country on Tuesday", "und"),
        ("2018 10:30", "und"),
    ],
)
def test_letters_tell_the_language(text, code):
    assert language_of(text) == code


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("مقتل ثلاثة في دوما - عنب بلدي", "مقتل ثلاثة في دوما"),
        ("عنب بلدي | مقتل ثلاثة في دوما", "مقتل ثلاثة في دوما"),
        ("مقتل ثلاثة في دوما | عنب بلدي | Enab Baladi", "مقتل ثلاثة في دوما"),
        ("عنب بلدي: مقتل ثلاثة في دوما", "مقتل ثلاثة في دوما"),
        ("مقتل ثلاثة في دوما – عِنَب بلدي", "مقتل ثلاثة في دوما"),
        ("دوما: مقتل ثلاثة - بينهم طفل", "دوما: مقتل ثلاثة - بينهم طفل"),
        ("موقع عنب بلدي يحتفل - تقرير", "موقع عنب بلدي يحتفل - تقرير"),
        ("  مقتل\n ثلاثة ", "مقتل ثلاثة"),
        ("", ""),
    ],
)
def test_headlines_lose_the_outlets_name_and_nothing_else(title, short):
    assert headline(title, ["عنب بلدي", "Enab Baladi"]) == short


def test_the_title_loses_what_stands_beside_the_heading():
    assert best_headline([], "مقتل ثلاثة", "مقتل ثلاثة - موقع ما", []) == "مقتل ثلاثة"
    assert best_headline([], "موقع ما", "مقتل ثلاثة", []) == "مقتل ثلاثة"
    assert best_headline(["عنب بلدي"], "", "مقتل ثلاثة - عنب بلدي", ["عنب بلدي"]) == "مقتل ثلاثة"


@pytest.mark.parametrize(
    ("said", "name"),
    [
        (["سلمى الحلبي"], "سلمى الحلبي"),
        (["بقلم: سلمى الحلبي"], "سلمى الحلبي"),
        (["كتب سلمى الحلبي"], "سلمى الحلبي"),
        (["By John Smith"], "John Smith"),
        (["logo.png", "https://x.test/salma", "@salma", "سلمى الحلبي"], "سلمى الحلبي"),
        (["admin", "هيئة التحرير", "المحرر"], None),
        (["عنب بلدي"], None),
        (["Sputnik https; Cdnarabic; I; Logo Png", "www.facebook.com"], None),
        (["قتل ثلاثة مدنيين في قصف على مدينة دوما في الغوطة الشرقية قرب دمشق اليوم"], None),
        ([""], None),
        ([], None),
    ],
)
def test_authors_are_people(said, name):
    assert person(said, ["عنب بلدي"]) == name


URL = "https://www.a.test/news/7?utm_source=x&id=3"


@pytest.mark.parametrize(
    ("canonical", "address"),
    [
        (None, "https://www.a.test/news/7?id=3"),
        ("https://a.test/news/7", "https://a.test/news/7"),
        ("/news/7", "https://www.a.test/news/7"),
        ("https://m.a.test/news/7#top", "https://m.a.test/news/7"),
        ("https://other.test/news/7", "https://www.a.test/news/7?id=3"),
        ("https://www.a.test/", "https://www.a.test/news/7?id=3"),
        ("javascript:void(0)", "https://www.a.test/news/7?id=3"),
        ("http://[broken", "https://www.a.test/news/7?id=3"),
    ],
)
def test_a_canonical_address_is_believed_where_it_can_be_true(canonical, address):
    assert address_of(URL, canonical) == address


def test_one_address_has_one_spelling():
    spelt = ["https://a.test/خبر?b=2&a=1&fbclid=z", "https://a.test/%D8%AE%D8%A8%D8%B1?a=1&b=2#x"]
    assert len({tidy(url) for url in spelt} | {tidy(spelt[1].replace("%D8", "%d8"))}) == 1


FETCHED = datetime(2018, 3, 6, 12, tzinfo=UTC)
DATED, PLAIN = "https://a.test/2018/03/04/x", "https://a.test/1"
FEED = "Mon, 05 Mar 2018 10:00:00 GMT"


@pytest.mark.parametrize(
    ("stamps", "url", "feed", "basis", "day", "confidence"),
    [
        ([("json_ld", "2018-03-05"), ("meta", "2018-03-01")], DATED, "", "json_ld", 5, "high"),
        ([("json_ld", "قريبا"), ("meta", "2018-03-05")], DATED, "", "meta", 5, "high"),
        ([("selector", "5 آذار 2018")], DATED, FEED, "selector", 5, "high"),
        ([], DATED, FEED, "url", 4, "medium"),
        ([], PLAIN, FEED, "feed", 5, "medium"),
        ([("visible", "5 آذار 2018")], DATED, "", "url", 4, "medium"),
        ([("visible", "5 آذار 2018")], PLAIN, FEED, "feed", 5, "medium"),
        ([("visible", "5 آذار 2018")], PLAIN, "", "visible", 5, "low"),
        ([("selector", "منذ 3 أيام")], DATED, "", "url", 4, "medium"),
        ([("selector", "منذ 3 أيام")], PLAIN, "", "selector", 3, "low"),
        ([("selector", "قبل ساعتين")], DATED, "", "selector", 6, "medium"),
        ([("meta", "2019-03-05")], DATED, "", "url", 4, "medium"),
        ([("meta", "2018-03-06T13:30:00Z")], PLAIN, "", "meta", 6, "medium"),
    ],
)
def test_the_most_trusted_date_wins(stamps, url, feed, basis, day, confidence):
    when = published(stamps, url=url, feed=feed, zone="Asia/Damascus", fetched_at=FETCHED)
    assert (when.basis, when.day, when.confidence) == (basis, date(2018, 3, day), confidence)


def test_no_date_is_none():
    when = published([], url=PLAIN, feed=None, zone="Asia/Damascus", fetched_at=FETCHED)
    assert (when.day, when.at, when.basis) == (None, None, None)


def test_a_time_after_the_fetch_has_a_false_zone():
    """Half past one in Damascus, told as half past one at Greenwich, seen at noon at Greenwich."""
    stamps = [("meta", "2018-03-06T13:30:00Z")]
    when = published(stamps, url="", feed=None, zone="Asia/Damascus", fetched_at=FETCHED)
    assert when.at == datetime(2018, 3, 6, 11, 30, tzinfo=UTC)
    assert (when.zone, when.raw) == ("Asia/Damascus", "2018-03-06T13:30:00Z")


def test_the_time_of_another_stamp_of_the_same_day_is_kept():
    stamps = [("json_ld", "2018-03-05"), ("selector", "5 آذار 2018 - 10:15")]
    when = published(stamps, url="", feed=None, zone="Asia/Damascus", fetched_at=FETCHED)
    assert (when.basis, when.at) == ("json_ld", datetime(2018, 3, 5, 8, 15, tzinfo=UTC))


BODY = "قتل ثلاثة مدنيين في قصف على مدينة دوما، وأصيب آخرون بجروح بحسب مصادر طبية. " * 4
MENU = "".join(f'<li><a href="/{n}">عنوان خبر آخر في القائمة رقم {n}</a></li>' for n in range(20))
PAGE = f"<html><body><ul>{MENU}</ul><div class=c><p>{BODY}</p><i>إعلان</i></div></body></html>"


@pytest.mark.parametrize(
    ("selectors", "check", "basis"),
    [
        ({}, False, "trafilatura_fast"),
        ({"container": ".c", "drop": ["i"]}, False, "selector"),
        ({"container": ".c", "drop": ["i"]}, True, "selector"),
        ({"container": ".gone"}, False, "trafilatura_fast"),
        ({"container": "ul"}, True, "selector_disputed"),
    ],
)
def test_the_rung_that_gave_the_text_is_kept(selectors, check, basis):
    page = read_page(PAGE, Selectors.model_validate(selectors), check=check)
    assert page.text_basis == basis
    if basis != "selector_disputed":
        assert page.text == BODY.strip()


def test_lines_of_the_source_are_no_paragraphs_and_blocks_are():
    page = "<div class=c>أولا<br>ثانيا\n  وما\nيتبع<p>ثالثا <b>و</b>رابعا</p>خامسا</div>"
    own = read_page(page + "<p>x</p>", Selectors(container=".c"))
    assert own.text_basis != "selector"  # too short for an article
    long = read_page(page.replace("ثالثا", BODY), Selectors(container=".c"))
    assert long.text.split("\n")[:2] == ["أولا", "ثانيا وما يتبع"]
    assert long.text.split("\n")[-1] == "خامسا"
