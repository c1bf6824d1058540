"""Pages: everything escaped, nothing from afar, every span highlighted, both languages whole."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

import pytest
import yaml

from tawthiq import model as m
from tawthiq.pages import Language, article_view, content_security_policy, render, say
from tawthiq.pages.article import Span, _pieces
from tawthiq.pages.render import FOLDER, WORDS, label
from tawthiq.records import article_record, event_record

if TYPE_CHECKING:
    from conftest import Build

LISTS = (m.EventType, m.Scope, m.Admin1, m.Actor, m.Method, m.SourceClass, m.Outcome, m.Qualifier,
         m.Category, m.Munition, m.Item, m.Fate, m.How, m.DateBasis)  # fmt: skip


class Page(HTMLParser):
    """Tags with their attributes, and the words of each link to a card."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.spans: list[tuple[str, str, str]] = []  # class, title, words
        self._open: dict[str, str | None] | None = None
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._open = dict(attrs) if tag == "a" and "title" in dict(attrs) else None

    def handle_data(self, data: str) -> None:
        if self._open:
            found = self._open
            self.spans.append((found["class"] or "", found["title"] or "", data))
            self._open = None


def page_of(build: Build, language: str = "en", **changes: Any) -> Page:
    events = [event_record(build.event()), event_record(build.capture())]
    return Page(article_view(article_record(build.article(**changes)), events, language))


def test_every_span_is_marked_with_its_field_and_rule(build: Build) -> None:
    spans = page_of(build).spans
    marked = {kind: [w for k, _, w in spans if k == f"span {kind}"] for kind in
              ("casualty", "strike", "materiel", "control", "event")}  # fmt: skip
    assert marked["casualty"] == ["17 مدنيا", "5 أطفال"]
    assert marked["strike"] == ["20 برميلا"]
    assert marked["materiel"] == ["دمر مشفى"]
    assert marked["control"] == ["سيطرت القوات الحكومية على بلدة مسرابا"]
    titles = {words: title for _, title, words in spans}
    assert titles["5 أطفال"].splitlines() == [
        "e1 · air strike ← figure before victims",
        "e1 · c2 killed 5 (exact), civilians, children ⊂ c1 ← figure before victims",
    ]


def test_the_article_reads_right_to_left_in_either_language(build: Build) -> None:
    for language, direction in (("en", "ltr"), ("ar", "rtl")):
        tags = page_of(build, language).tags
        assert dict(tags)["html"]["dir"] == direction
        assert dict(tags)["article"]["dir"] == "rtl"


def test_a_span_links_to_its_card_and_the_card_back(build: Build) -> None:
    page = page_of(build)
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    links = [attrs["href"] for tag, attrs in page.tags if tag == "a" and "href" in attrs]
    assert {h.removeprefix("#") for h in links if h and h.startswith("#")} <= ids


ATTACKS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7 * 7 }}",
           "' onmouseover='alert(1)"]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_what_an_article_says_stays_words(build: Build, attack: str) -> None:
    events = [event_record(build.event(rule=attack, source=m.Source(
        source_class=m.SourceClass.OTHER, name=attack)))]  # fmt: skip
    record = article_record(build.article(title=attack, text=attack * 9, outlet=attack))
    page = Page(article_view(record, events))
    assert not {"script", "img"} & {tag for tag, _ in page.tags}
    assert not [a for _, attrs in page.tags for a in attrs if a.startswith("on")]
    assert "49" not in article_view(record, [])


def test_an_address_that_is_no_web_address_is_no_link(build: Build) -> None:
    links = [attrs.get("href") for _, attrs in page_of(build, url="javascript:alert(1)").tags]
    assert not [link for link in links if link and link.startswith("javascript")]


def span(start: int, end: int, kind: str) -> Span:
    return Span(part="text", start=start, end=end, kind=kind, target=kind, field=kind, rule="r")


PIECES: list[tuple[list[tuple[int, int, str]], list[tuple[str, str]]]] = [
    ([], [("abcdef", "")]),
    ([(1, 3, "casualty")], [("a", ""), ("bc", "casualty"), ("def", "")]),
    ([(0, 6, "event"), (2, 4, "strike")], [("ab", "event"), ("cd", "strike"), ("ef", "event")]),
    ([(0, 4, "casualty"), (2, 6, "strike")],
     [("ab", "casualty"), ("cd", "casualty"), ("ef", "strike")]),
    ([(4, 99, "event")], [("abcd", ""), ("ef", "event")]),
    ([(-2, 3, "event"), (9, 12, "event")], [("abcdef", "")]),
]  # fmt: skip


@pytest.mark.parametrize(("spans", "pieces"), PIECES)
def test_a_text_is_cut_at_every_edge(
    spans: list[tuple[int, int, str]], pieces: list[tuple[str, str]]
) -> None:
    found = _pieces("abcdef", [span(*one) for one in spans])
    assert [(p.words, p.kind) for p in found] == pieces


def test_pages_ask_for_nothing_and_run_nothing(build: Build) -> None:
    events = [event_record(build.event())]
    text = article_view(article_record(build.article(url=None)), events)
    assert "http" not in re.sub(r"http-equiv", "", text)
    assert content_security_policy() in text.replace("&#39;", "'")
    assert "style=" not in text
    assert "frame-ancestors 'self'" in content_security_policy(frame_ancestors="'self'")


@pytest.mark.parametrize("enum", LISTS)
def test_every_word_of_the_codebook_has_its_arabic(enum: Any) -> None:
    for value in enum:
        assert re.search("[ء-ي]", label(value, language="ar")), value
        assert "_" not in label(value, language="en")


def test_every_reason_of_the_readers_has_words_in_both_languages() -> None:
    calls = re.compile(
        r"""(?:reject\([^"]*?|PageError\(\s*|_BROKEN_OFF = )"([a-z]+(?:_[a-z]+)*)\""""
    )
    sources = (FOLDER.parent / "read").glob("*.py")
    reasons = {found for p in sources for found in calls.findall(p.read_text(encoding="utf-8"))}
    assert {"http_status", "no_text", "broken_archive", "page_timeout"} <= reasons
    for reason in reasons:
        assert re.search("[ء-ي]", label(reason, language="ar")), reason
        assert " " in label(reason, language="en"), reason


def test_phrases_are_whole_in_both_languages_and_all_in_use() -> None:
    phrases = yaml.safe_load(WORDS.read_text(encoding="utf-8"))["phrases"]
    for key, phrase in phrases.items():
        assert set(phrase) == {"en", "ar"}, key
        english, arabic = (set(re.findall(r"{\w+}", phrase[one])) for one in ("en", "ar"))
        assert {place.replace("_ar}", "}") for place in arabic} == english, key
    templates = "".join(p.read_text(encoding="utf-8") for p in FOLDER.glob("templates/**/*.html"))
    for key in re.findall(r'\bt\("(\w+)"[,)]', templates):
        assert key in phrases


def test_a_missing_word_or_value_is_loud() -> None:
    with pytest.raises(KeyError):
        say("no_such_phrase", language=Language.ENGLISH)
    with pytest.raises(Exception, match="links"):
        render("base.html", other_language=None)
