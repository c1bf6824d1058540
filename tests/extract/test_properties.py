import time
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.extract.tables import TABLES, sentences

from tawthiq.arabic import fold, tokenize
from tawthiq.extract import extract, frames, load_language
from tawthiq.extract.assembly import assemble
from tawthiq.extract.events import events_of
from tawthiq.model import Article, Part


def article(text, title=""):
    return Article(doc_id="d", outlet="o", title=title, text=text, published_on=date(2018, 3, 8))


@pytest.mark.parametrize("table", sorted(path.stem for path in TABLES.glob("*.tsv")))
def test_a_sentence_left_unread_would_have_told_nothing(table, monkeypatch):
    told = [article(f"قصفت قوات النظام بلدة حاس.\n{said}", "سوريا") for said in sentences(table)]
    found = [extract(one, load_language()) for one in told]
    monkeypatch.setattr(frames, "_may_tell", lambda _: True)
    assert found == [extract(one, load_language()) for one in told]


@given(st.text(max_size=200))
def test_folding_twice_is_folding_once(word):
    assert fold(fold(word)) == fold(word)


@given(st.text(max_size=300))
def test_tokens_slice_the_text_in_order(text):
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end <= len(text)
        end = token.end


WORDS = st.sampled_from(
    [
        "قتل",
        "مقتل",
        "إصابة",
        "ثلاثة",
        "12",
        "مدنيين",
        "عناصر",
        "من",
        "قوات",
        "النظام",
        "في",
        "دوما",
        "بلدة",
        "أمس",
        "بينهم",
        "أطفال",
        "و",
        "على",
        ".",
        "،",
        "قصف",
    ]
)


@settings(deadline=None)
@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_order_of_war_words_gives_evidence_inside_the_text(text):
    one = article(text)
    for event in events_of(assemble(one, load_language()), "v"):
        ids = {c.id for c in event.casualties}
        assert len(ids) == len(event.casualties)
        for evidence in event.evidence:
            if evidence.part is Part.TEXT:
                assert 0 <= evidence.start < evidence.end <= len(text)


@settings(deadline=None)
@given(st.text(max_size=300))
def test_arbitrary_unicode_never_crashes(text):
    extract(article("سوريا قتل " + text, title=text), load_language())


@pytest.mark.parametrize(
    "text",
    ["1" * 1_000_000, "دوما " * 200_000, "«" * 1_000_000, "قتل 3 " * 160_000],
    ids=["digits", "one word", "quotes", "a figure again and again"],
)
def test_a_pathological_article_is_read_in_linear_time(text):
    load_language()
    started = time.perf_counter()
    extract(article("سوريا قتل. " + text), load_language())
    # A second on an idle machine; the bound is for a quadratic reading, which takes minutes.
    assert time.perf_counter() - started < 20
