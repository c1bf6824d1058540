"""The tables of include/lexicon: form, spelling, closed lists, one meaning a phrase and day."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from datetime import date
from itertools import combinations
from pathlib import Path

import pytest

import tawthiq
from tawthiq.arabic import fold_phrase
from tawthiq.model import (
    Actor,
    Category,
    EventType,
    Fate,
    Item,
    Method,
    Munition,
    Outcome,
    Qualifier,
    SourceClass,
)

FOLDER = Path(tawthiq.__file__).parent.parent / "lexicon"
TABLES = sorted(FOLDER.glob("*.tsv"))
ARABIC_LETTERS = frozenset("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي")
TATWEEL = "\u0640"
COMBINING = re.compile(r"[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]")
DIRECTION = re.compile(r"[\u061c\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")

# Closed lists of each table's columns; a column that is not named here is free.
CLOSED = {
    "actors": {"kind": {"name", "side", "state_adj", "people", "capital"}},
    "acts": {
        "type": set(EventType),
        "kind": {
            *("noun", "verb", "generic_noun", "generic_verb", "advance", "enter", "entry"),
            *("means", "adjective"),
            *("expel", "lose", "withdraw", "evacuate"),
        },
    },
    "attribution": {"kind": {"verb_before_source", "preposition_before_source", "continuation"}},
    "bounds": {"qualifier": set(Qualifier), "side": {"before", "after"}},
    "fates": {
        "fate": set(Fate),
        "kind": {"verb", "noun", "crash", "reach", "fall", "suffer", "lose", "after", "blast"},
    },
    "harm": {
        "outcome": {"", *Outcome},
        "kind": {"verb", "noun", "phrase", "after", "verb_around", "toll", "result"},
    },
    "months": {
        "month": {str(n) for n in range(1, 13)},
        "calendar": {"gregorian", "hijri"},
        "region": {"all", "levant", "egypt", "maghreb"},
    },
    "ordinals": {"value": {str(n) for n in range(1, 32)}},
    "people": {
        "number_form": {"singular", "dual", "plural", "family"},
        "victim": {"", *Actor},
        "category": {"", *Category},
        "outcome": {"", *Outcome},
    },
    "sources": {"class": set(SourceClass), "kind": {"name", "generic"}},
    "weapons": {
        "method": {"", *Method},
        "munition": {"", *Munition},
        "item": {"", *Item},
        "event_type": {"", *EventType},
        "number_form": {"singular", "dual", "plural"},
    },
}

# Enough to be of use; a table cut short by accident is seen here.
AT_LEAST = {"actors": 3000, "people": 250, "sources": 1000, "weapons": 350, "attribution": 100}


def problems(text, name="x"):
    """What is wrong with a table, a line a fault; `text` is the file's content."""
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter="\t", quoting=csv.QUOTE_NONE))
    header, body = rows[0], rows[1:]
    found = []
    if header[0] not in ("phrase", "word") or header[-1] != "gloss":
        found.append("header: first column phrase or word, last column gloss")
    if "\r" in text or not text.endswith("\n"):
        found.append("lines: end each with one line feed")
    if [row[0] for row in body] != sorted(row[0] for row in body):
        found.append("order: sort by the first column")
    for number, row in enumerate(body, 2):
        found += [f"line {number}: {fault}" for fault in row_problems(header, row, name)]
    for row, times in repeated(body):
        found.append(f"phrase {row[0]}: {times} equal rows")
    return found


def row_problems(header, row, name):
    if len(row) != len(header):
        return [f"{len(row)} columns where the header has {len(header)}"]
    cells = dict(zip(header, row, strict=True))
    found = [
        f"{column}: space at the end" for column, value in cells.items() if value != value.strip()
    ]
    if not row[-1]:
        found.append("no gloss")
    found += spelling_problems(row[0])
    for column, values in CLOSED.get(name, {}).items():
        if cells[column] not in values:
            found.append(f"{column}: {cells[column]} is not in the list")
    return found


def spelling_problems(phrase):
    found = []
    if unicodedata.normalize("NFKC", phrase) != phrase:
        found.append("not its own NFKC form")
    if COMBINING.search(phrase):
        found.append("diacritics")
    if DIRECTION.search(phrase):
        found.append("direction mark")
    # The tatweel of "الـ24" is the usual spelling before a digit; anywhere else it is an ornament.
    if re.search(rf"{TATWEEL}(?!\d)", phrase):
        found.append("tatweel")
    strange = {
        c for c in phrase if c.isalpha() and not c.isascii() and c != TATWEEL
    } - ARABIC_LETTERS
    if strange and not COMBINING.search(phrase):
        found.append(f"letters that are not Arabic: {sorted(strange)}")
    if not fold_phrase(phrase):
        found.append("no word")
    return found


def repeated(body):
    count = defaultdict(int)
    for row in body:
        count[tuple(row[:-1])] += 1
    return [(list(key), times) for key, times in count.items() if times > 1]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_a_table_is_well_formed(path):
    assert problems(path.read_bytes().decode("utf-8"), path.stem) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("phrase\tgloss\nباب\tdoor\nأب\tfather\n", "order"),
        ("gloss\tphrase\ndoor\tباب\n", "header"),
        ("phrase\tgloss\nباب\tdoor", "lines"),
        ("phrase\tgloss\r\nباب\tdoor\r\n", "lines"),
        ("phrase\tgloss\nباب\t\n", "no gloss"),
        ("phrase\tgloss\nباب \tdoor\n", "space at the end"),
        ("phrase\tgloss\nباب\tdoor\tgate\n", "3 columns"),
        ("phrase\tgloss\nبـاب\tdoor\n", "tatweel"),
        ("phrase\tgloss\nبَاب\tdoor\n", "diacritics"),
        ("phrase\tgloss\nتشر\u06ccن\tmonth\n", "letters that are not Arabic"),
        ("phrase\tgloss\n\ufecb\ufeb8\ufeae\ufe93\tten\n", "NFKC"),
        ("phrase\tgloss\n\u202bباب\tdoor\n", "direction mark"),
        ("phrase\tgloss\n...\tdots\n", "no word"),
        ("phrase\tgloss\nباب\tdoor\nباب\tdoor\n", "equal rows"),
    ],
)
def test_a_fault_is_seen(text, fault):
    assert [line for line in problems(text) if fault in line]


def test_a_code_outside_its_list_is_seen():
    text = "phrase\tfate\tkind\tgloss\nدمر\tdemolished\tverb\tdestroyed\n"
    assert problems(text, "fates") == ["line 2: fate: demolished is not in the list"]


def test_tatweel_before_a_digit_is_spelling():
    assert spelling_problems("الـ24 ساعة") == []


def rows_of(name):
    with (FOLDER / f"{name}.tsv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(("name", "rows"), AT_LEAST.items())
def test_a_table_is_whole(name, rows):
    assert len(rows_of(name)) >= rows


def test_actors_have_codes_and_days():
    faulty = [
        row
        for row in rows_of("actors")
        if not distinct(row["code"], Actor)
        or row["camp"] not in {"", *SourceClass}
        or (row["from"] and row["to"] and row["from"] >= row["to"])
        or not {row["from"], row["to"]} <= {"", day(row["from"]), day(row["to"])}
    ]
    assert faulty == []


def distinct(joined, allowed):
    """Whether a cell holds members of a closed list, joined with bars, each once."""
    codes = joined.split("|")
    return set(codes) <= set(allowed) and len(codes) == len(set(codes))


def day(cell):
    return date.fromisoformat(cell).isoformat() if cell else ""


@pytest.mark.parametrize(
    ("cell", "good"), [("gov|russia", True), ("gov|gov", False), ("?", False), ("", False)]
)
def test_joined_codes(cell, good):
    assert distinct(cell, Actor) is good


def test_an_actor_phrase_means_one_side_a_day():
    rows = defaultdict(list)
    for row in rows_of("actors"):
        rows[fold_phrase(row["phrase"]), row["camp"]].append(row)
    clashing = [
        (one["phrase"], one["code"], other["code"])
        for same in rows.values()
        for one, other in combinations(same, 2)
        if one["code"] != other["code"] and overlap(one, other)
    ]
    assert clashing == []


def overlap(one, other):
    """Whether two rows hold on a common day; the day on which power changed belongs to both."""
    first = max(one["from"] or "0001-01-01", other["from"] or "0001-01-01")
    last = min(one["to"] or "9999-12-31", other["to"] or "9999-12-31")
    return first < last


@pytest.mark.parametrize(
    ("one", "other", "together"),
    [
        (("", "2024-12-08"), ("2024-12-08", ""), False),
        (("", ""), ("2024-12-08", ""), True),
        (("2015-01-01", "2016-01-01"), ("2015-06-01", ""), True),
        (("2015-01-01", "2016-01-01"), ("2017-01-01", ""), False),
    ],
)
def test_validity_overlaps(one, other, together):
    keys = ("from", "to")
    assert (
        overlap(dict(zip(keys, one, strict=True)), dict(zip(keys, other, strict=True))) is together
    )


@pytest.mark.parametrize("name", ["people", "sources", "weapons", "attribution"])
def test_a_phrase_has_one_meaning(name):
    rows = defaultdict(list)
    for row in rows_of(name):
        rows[fold_phrase(row["phrase"])].append(row["phrase"])
    assert [spellings for spellings in rows.values() if len(spellings) > 1] == []


def test_acts_name_known_methods():
    faulty = [r for r in rows_of("acts") if r["methods"] and not distinct(r["methods"], Method)]
    assert faulty == []


# Facts known outside the tables: what some words must mean, and must not.
@pytest.mark.parametrize(
    ("phrase", "day", "code"),
    [
        ("قسد", "2018-03-01", "sdf"),
        ("هيئة تحرير الشام", "2018-03-01", "jihadist"),
        ("هيئة تحرير الشام", "2025-03-01", "transitional_gov"),
        ("الجيش السوري", "2018-03-01", "gov"),
        ("الجيش السوري", "2025-03-01", "transitional_gov"),
        ("الأمن العام", "2025-03-01", "transitional_gov"),
        ("جيش الإسلام", "2018-03-01", "opposition"),
        ("جيش خالد", "2018-03-01", "isis"),
        ("لواء شهداء اليرموك", "2015-07-01", "isis"),
        ("لواء القدس", "2018-03-01", "gov_militia"),
        ("فيلق القدس", "2018-03-01", "iran"),
        ("حركة النجباء", "2018-03-01", "iran"),
        ("جند الأقصى", "2016-03-01", "jihadist"),
        ("درع الفرات", "2018-03-01", "opposition"),
        ("إدارة العمليات العسكرية", "2024-12-01", "jihadist|opposition"),
        ("إدارة العمليات العسكرية", "2025-01-15", "transitional_gov"),
        ("قوات العشائر", "2018-03-01", "gov_militia"),
        ("قوات العشائر", "2025-07-15", "local_armed"),
        ("لواء ثوار الرقة", "2014-06-01", "opposition"),
        ("لواء ثوار الرقة", "2017-06-01", "sdf"),
        ("قوات النمر", "2018-03-01", "gov"),
        ("الفرقة 25", "2020-02-01", "gov"),
        ("حزب اللات", "2013-06-01", "hezbollah"),
        ("فلول النظام", "2025-03-07", "gov_remnants"),
        ("عصابات داعش", "2016-01-01", "isis"),
        ("وحدات الشعب", "2018-02-01", "sdf"),
        ("بواسل الجيش العربي السوري", "2016-01-01", "gov"),
        ("البيشمركة", "2014-11-01", "other_state"),
    ],
)
def test_who_is_meant(phrase, day, code):
    held = [
        row["code"]
        for row in rows_of("actors")
        if fold_phrase(row["phrase"]) == fold_phrase(phrase)
        and (row["from"] or "0001-01-01") <= day <= (row["to"] or "9999-12-31")
    ]
    assert held == [code]


def section(table):
    """What the README says of a table: from its name to the next one's."""
    after = (FOLDER / "README.md").read_text("utf-8").partition(f"**{table}**")[2]
    return re.split(r"\*\*\w+\.tsv\*\*|^## ", after, flags=re.MULTILINE)[0]


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_table_and_column_is_described(path):
    columns = [c for c in rows_of(path.stem)[0] if c not in ("phrase", "gloss")]
    assert [c for c in columns if f"`{c}`" not in section(path.name)] == []
    assert section(path.name).strip()


@pytest.mark.parametrize("path", TABLES, ids=lambda path: path.name)
def test_every_kind_is_described(path):
    used = {row.get("kind", "") for row in rows_of(path.stem)} - {""}
    used |= {row.get("role", "") for row in rows_of(path.stem)} - {""}
    assert sorted(value for value in used if f"`{value}`" not in section(path.name)) == []


AIRCRAFT = re.compile(r"^(?:ال)?(?:طائرات|طيران|مقاتلات|مروحيات|قاذفات) |^سلاح الجو ")


def test_aircraft_of_a_side_are_a_raid_too():
    # The longest phrase wins: without a sense as an act the side's name would hide the aircraft.
    acts = {fold_phrase(r["phrase"]) for r in rows_of("acts") if r["type"] == "air_strike"}
    flying = [r["phrase"] for r in rows_of("actors") if AIRCRAFT.match(r["phrase"])]
    assert len(flying) > 20
    assert [p for p in flying if fold_phrase(p) not in acts] == []
