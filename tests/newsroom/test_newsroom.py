"""The sample newsroom holds what a flow has to cope with, and says truly what is in it."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections import Counter, defaultdict
from datetime import date, timedelta

import pytest
from newsroom.content import nights, outlets, stories
from newsroom.measure import MEASURES, f1, floors, measured
from newsroom.serve import serve
from newsroom.truth import document, truths

from tawthiq import steps
from tawthiq.arabic import fold

STORIES = {story.id: story for story in stories()}


def test_it_is_big_enough_and_of_several_camps() -> None:
    assert len(nights()) == 21
    assert nights()[0].weekday() == 0
    assert nights()[-1] - nights()[0] == timedelta(20)
    assert len(STORIES) >= 80
    camps = {outlet.camp for outlet in outlets().values()}
    assert camps >= {"monitor", "opposition", "government", "agency"}
    told = Counter(story.outlet for story in stories())
    assert all(told[name] >= 10 for name in outlets())
    assert {story.night for story in stories()} == set(nights()), "no night without an article"


def test_its_outlets_are_sources_of_the_project() -> None:
    assert {f"sample-{name}" for name in outlets()} == set(steps.matching_sources(["sample-*"]))


def test_every_article_has_its_truth_and_no_truth_is_without_article() -> None:
    later = {f"{s.id}@{n}" for s in stories() for n in range(2, len(s.versions) + 1)}
    assert set(truths()) == set(STORIES) | later


def test_outlets_contradict_one_another_on_the_same_happening() -> None:
    deaths = defaultdict[str, set[tuple[str, int]]](set)
    for key, article in truths().items():
        for event, true in zip(article.events, document(article)["events"], strict=True):
            for claim in true["casualties"]:
                whole = claim["outcome"] == "killed" and not claim["part_of"]
                if event.incident and whole and claim["count"]["low"]:
                    deaths[event.incident].add((key.partition("/")[0], claim["count"]["low"]))
    contested = [
        name
        for name, told in deaths.items()
        if len({outlet for outlet, _ in told}) > 1 and len({figure for _, figure in told}) > 1
    ]
    assert len(contested) >= 5


def test_totals_come_with_parts_and_background_is_marked() -> None:
    events = [e for article in truths().values() for e in document(article)["events"]]
    claims = [claim for event in events for claim in event["casualties"]]
    assert sum(claim["part_of"] is not None for claim in claims) >= 50
    scopes = Counter(event["scope"] for event in events)
    assert scopes["aggregate"] >= 10
    assert scopes["background"] >= 3


def test_some_articles_tell_of_no_event() -> None:
    assert sum(not article.events for article in truths().values()) >= 10


def test_a_correction_and_another_text_under_the_same_address() -> None:
    (again,) = [story for story in stories() if story.written.again]
    assert len({version.text for version in again.versions}) == 2
    assert any(v.title.startswith("تصحيح") for s in stories() for v in s.versions)  # correction


def test_near_duplicates() -> None:
    shingles = {key: _shingles(story.versions[0].text) for key, story in STORIES.items()}
    near = [
        (one, two)
        for one in shingles
        for two in shingles
        if one < two
        and len(shingles[one] & shingles[two]) > 0.5 * len(shingles[one] | shingles[two])
    ]
    assert any(one.partition("/")[0] != two.partition("/")[0] for one, two in near)


def _shingles(text: str) -> set[tuple[str, ...]]:
    words = [fold(word) for word in text.split()]
    return {tuple(words[n : n + 4]) for n in range(len(words) - 3)}


def test_pages_misbehave_as_real_ones_do() -> None:
    written = [story.written for story in stories()]
    assert any(w.charset and w.charset.bytes == "windows-1256" for w in written)
    assert {w.body for w in written} == {"whole", "cut", "empty"}
    assert any(w.status == 404 for w in written)
    assert any(w.delay_seconds >= 2 for w in written)
    assert any(w.page_day == "none" and w.feed_day == "none" for w in written), "no day at all"
    assert any(isinstance(w.page_day, date) and w.page_day.year > 2100 for w in written)
    assert any(w.moved_from for w in written)
    assert any(w.print_only for w in written)


def test_what_it_serves_is_what_stands_in_its_files() -> None:
    with serve() as base:
        for key, story in STORIES.items():
            written = story.written
            if written.status == 404:
                with pytest.raises(urllib.error.HTTPError, match="404"):
                    _get(base + story.address)
            elif written.body == "whole":
                encoding = (written.charset and written.charset.bytes) or (
                    outlets()[story.outlet].charset
                )
                page = _get(base + story.address).decode(encoding)
                assert story.versions[-1].text.split("\n")[-1][:30] in page, key


def _get(address: str) -> bytes:
    with urllib.request.urlopen(address, timeout=20) as answer:  # noqa: S310 - http on loopback
        body: bytes = answer.read()
    return body


def test_the_measure_is_one_for_the_truth_and_falls_with_every_loss() -> None:
    docs = [document(article) for article in truths().values()]
    for name, measure in MEASURES.items():
        assert f1([(doc, doc) for doc in docs], measure) == 1.0
        assert f1([(doc, {"events": []}) for doc in docs], measure) == 0.0
        half = [(doc, {"events": doc["events"][:1]}) for doc in docs]
        assert f1(half, measure) < 1.0 or name == "relevance"


def test_the_extraction_keeps_to_its_floors() -> None:
    values = measured()
    assert values.keys() == floors().keys()
    below = {n: (v, floors()[n]) for n, v in values.items() if v < floors()[n]}
    assert below == {}, "measured and floor"
