"""Near-duplicates: which texts are, who was first, and that loading twice changes nothing."""

from datetime import UTC, date, datetime

import pytest

from tawthiq import warehouse as wh
from tawthiq.copies import LEAST, link_copies, near_duplicates
from tawthiq.copies.shingles import similarity, triples
from tawthiq.load import load

STORY = (
    "قتل سبعة مدنيين بينهم طفلان وأصيب عشرون آخرون بجروح في قصف مدفعي استهدف الأحياء السكنية في "
    "مدينة دوما بريف دمشق صباح اليوم الثلاثاء بحسب مصادر طبية محلية تحدثت لمراسلنا هناك وقالت إن "
    "حالة بعض المصابين حرجة وإن فرق الإنقاذ ما زالت تبحث عن عالقين تحت الأنقاض"
)
OTHER = (
    "أعلنت وزارة الصحة وصول قافلة مساعدات إلى مدينة حلب تضم أدوية ومواد غذائية تكفي ألف عائلة لمدة "
    "شهر كامل وأضافت أن قافلة أخرى ستصل إلى المدينة مطلع الأسبوع المقبل وفق الجدول المتفق عليه"
)
CUT = STORY.rpartition(" وإن فرق")[0]


@pytest.mark.parametrize(
    ("other", "alike"),
    [
        (STORY, True),
        (STORY.replace("أ", "ا").replace("ة ", "ه "), True),
        (STORY.replace("قتل", "قُتِلَ").replace("مدنيين", "مدنيـــين"), True),
        (STORY.replace(" ", "\n", 5) + ".", True),
        (CUT, True),
        ("نشرت الوكالة: " + STORY, True),
        (STORY.replace("سبعة", "تسعة").replace("عشرون", "ثلاثون"), True),
        (" ".join(STORY.split()[::-1]), False),
        (STORY[: len(STORY) // 2], False),
        (OTHER, False),
        ("", False),
    ],
)
def test_which_texts_are_alike(other, alike):
    assert (similarity(triples(STORY), triples(other)) >= LEAST) is alike
    assert [pair[:2] for pair in near_duplicates([triples(STORY), triples(other)])] == (
        [(0, 1)] if alike else []
    )


def test_similarity_is_that_of_word_triples():
    assert similarity(triples("a b c d e"), triples("a b c d x")) == pytest.approx(2 / 4)
    assert similarity(triples("a b"), triples("a b")) == 1
    assert near_duplicates([]) == []


NOON = datetime(2018, 3, 6, 10, tzinfo=UTC)


@pytest.fixture
def print_(build):
    """Make a reading of an outlet that printed a text."""

    def make(letter, outlet, text, at=None, day=date(2018, 3, 6)):
        return build.reading(
            doc_id=letter * 16,
            outlet=outlet,
            url=f"https://{outlet}.test/{letter}",
            text=text,
            published_on=day,
            published_at=at,
        )

    return make


def reprints(conn):
    rows = wh.execute(conn, "SELECT * FROM raw.reprint ORDER BY original_id, reprint_id")
    return [
        (r["original_id"][0], r["reprint_id"][0], r["is_order_known"], round(r["similarity"], 1))
        for r in rows
    ]


def loaded(conn, build, *readings):
    load(conn, build.verdict(*readings))
    return link_copies(conn, [reading.article.doc_id for reading in readings])


@pytest.mark.postgres
def test_the_earlier_is_the_original_within_and_across_batches(warehouse, build, print_):
    later = datetime(2018, 3, 6, 15, tzinfo=UTC)
    assert loaded(warehouse, build, print_("a", "one", STORY, later), print_("b", "x", OTHER)) == 2
    assert reprints(warehouse) == []
    assert loaded(warehouse, build, print_("c", "two", STORY, NOON), print_("d", "two", CUT)) == 2
    assert reprints(warehouse) == [
        ("a", "d", False, 0.8),  # d tells no time: the one seen first stands first
        ("c", "a", True, 1.0),
        ("c", "d", False, 0.8),
    ]


@pytest.mark.postgres
def test_all_at_once_gives_what_piece_by_piece_gives(
    warehouse, other_warehouse, build, print_, monkeypatch
):
    monkeypatch.setattr("tawthiq.copies.AT_A_TIME", 2)
    readings = [print_(letter, f"o{letter}", STORY, NOON) for letter in "abcde"]
    for reading in readings:
        loaded(warehouse, build, reading)
    load(other_warehouse, build.verdict(*readings))
    assert link_copies(other_warehouse) == 5
    assert reprints(other_warehouse) == reprints(warehouse)
    assert len(reprints(warehouse)) == 10


@pytest.mark.postgres
def test_what_was_compared_is_not_compared_again(warehouse, build, print_):
    readings = print_("a", "one", STORY), print_("b", "two", STORY)
    assert loaded(warehouse, build, *readings) == 2
    before = wh.execute(warehouse, "SELECT * FROM raw.article_copy")
    assert loaded(warehouse, build, *readings) == 0
    assert link_copies(warehouse) == 0
    assert wh.execute(warehouse, "SELECT * FROM raw.article_copy") == before


@pytest.mark.postgres
def test_a_new_version_is_compared_anew_and_keeps_the_old_words(warehouse, build, print_):
    first, other = print_("a", "one", STORY), print_("b", "two", STORY)
    loaded(warehouse, build, first, other)
    assert len(reprints(warehouse)) == 1
    seen = datetime(2018, 3, 9, tzinfo=UTC)
    changed = print_("a", "one", OTHER)
    load(
        warehouse,
        build.verdict(batch=build.batch(changed, seen_at=seen, name="nightly/2018-03-08")),
    )
    assert link_copies(warehouse, ["a" * 16]) == 1
    assert reprints(warehouse) == []
    bodies = wh.execute(
        warehouse,
        "SELECT body FROM raw.article_text WHERE article_id LIKE 'a%%' ORDER BY first_seen_at",
    )
    assert [row["body"] for row in bodies] == [STORY, OTHER]


@pytest.mark.postgres
def test_old_words_used_again_later_are_no_reprint(warehouse, build, print_):
    loaded(warehouse, build, print_("a", "one", STORY))
    loaded(warehouse, build, print_("b", "one", STORY, day=date(2018, 4, 6)))
    assert reprints(warehouse) == []


def test_seeds_and_bands_stay_as_they_are_stored():
    """Bands are kept in the warehouse: other ones would find nothing there."""
    from tawthiq.copies.bands import bands_of

    one, again = bands_of([triples(STORY)]), bands_of([triples(STORY), triples(OTHER)])
    assert (one[0] == again[0]).all()
    assert one.shape == (1, 32)
    assert len(set(one[0].tolist()) & set(again[1].tolist())) == 0
