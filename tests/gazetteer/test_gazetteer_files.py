"""The tables of include/gazetteer: form, spelling, closed lists, and facts known outside them."""

import csv
import re
import unicodedata
from collections import Counter

import pytest

from tawthiq.arabic import fold_phrase
from tawthiq.atlas.join import kilometres
from tawthiq.gazetteer import GAZETTEER, load_gazetteer
from tawthiq.model import Admin1

KINDS = {
    *("town", "village", "quarter", "camp", "base", "airport", "crossing", "mountain", "region"),
    *("river", "road", "front", "valley", "plain", "dam", "field", "factory"),
}
NAME = re.compile(r"^[ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىي0-9A-Z ()]+$")
# Syria and the occupied Golan.
SOUTH, NORTH, WEST, EAST = 32.3, 37.4, 35.6, 42.4


@pytest.fixture(scope="module")
def gazetteer():
    return load_gazetteer(GAZETTEER)


def table(name):
    with (GAZETTEER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def faults(row):
    """What is wrong with one row of places.tsv."""
    names = [row["name"], *filter(None, row["aliases"].split("|"))]
    found = [f"spelling of {n}" for n in names if not NAME.match(n) or n != " ".join(n.split())]
    found += [f"form of {n}" for n in names if unicodedata.normalize("NFKC", n) != n]
    if len(set(map(fold_phrase, names))) < len(names):
        found.append("two names that fold alike")
    if not set(row["admin1"].split("|")) <= set(Admin1):
        found.append("admin1")
    if row["kind"] not in KINDS:
        found.append("kind")
    lat, lon = float(row["lat"]), float(row["lon"])
    if not (SOUTH < lat < NORTH and WEST < lon < EAST):
        found.append("outside Syria")
    if not 0 < float(row["precision_km"]) <= 60 or row["ambiguous"] not in ("", "yes"):
        found.append("precision or ambiguous")
    if not row["gloss"] or not set(row["source"].split("|")) <= {"own", "ocha", "geonames"}:
        found.append("source or gloss")
    return found


def test_places_are_well_formed():
    assert [(r["name"], f) for r in table("places.tsv") if (f := faults(r))] == []


@pytest.mark.parametrize(
    ("column", "cell", "fault"),
    [
        ("name", "دو\u0640ما", "spelling"),
        ("aliases", "دوما|دومى ", "spelling"),
        ("aliases", "دوما", "fold alike"),
        ("admin1", "SY-XX", "admin1"),
        ("kind", "hamlet", "kind"),
        ("lat", "33.57e1", "outside"),
        ("precision_km", "0", "precision"),
        ("source", "map", "source"),
    ],
)
def test_a_fault_is_seen(column, cell, fault):
    good = {
        "name": "دوما",
        "aliases": "",
        "admin1": "SY-RD",
        "kind": "town",
        "lat": "33.57",
        "lon": "36.4",
        "precision_km": "1",
        "ambiguous": "",
        "source": "own",
        "gloss": "Douma",
    }
    assert faults(good) == []
    assert [f for f in faults({**good, column: cell}) if fault in f]


def test_ids_are_unique_and_rows_sorted():
    rows = table("places.tsv")
    assert [i for i, n in Counter(r["place_id"] for r in rows).items() if n > 1] == []
    keys = [(r["name"], int(r["rank"])) for r in rows]
    assert keys == sorted(keys)


def test_namesakes_are_ranked_one_two_three():
    ranks = {}
    for row in table("places.tsv"):
        ranks.setdefault(fold_phrase(row["name"]), []).append(int(row["rank"]))
    wrong = {name: r for name, r in ranks.items() if sorted(r) != list(range(1, len(r) + 1))}
    assert wrong == {}


def test_the_table_is_large_enough(gazetteer):
    assert len(gazetteer) >= 3000
    assert len({fold_phrase(p.name) for p in gazetteer}) >= 2500


def test_the_administrative_units_are_whole(gazetteer):
    districts = {row["pcode"] for row in table("districts.tsv")}
    seats = {row["seat"] for row in table("admin1.tsv")} - {""}
    subdistricts = {p.pcode for p in gazetteer if re.fullmatch(r"SY\d{6}", p.pcode)} | seats
    assert (len(gazetteer.admin1), len(districts), len(subdistricts)) == (14, 62, 272)
    assert {pcode[:6] for pcode in subdistricts} == districts
    assert {pcode[:4] for pcode in districts} == {g.pcode for g in gazetteer.admin1}
    known = {p.place_id for p in gazetteer} | {g.place_id for g in gazetteer.admin1}
    assert {row["place_id"] for row in table("districts.tsv")} <= known


# Places as any map of Syria has them: name, governorate, latitude, longitude.
FACTS = """
دوما SY-RD 33.57 36.40
داريا SY-RD 33.46 36.23
الزبداني SY-RD 33.72 36.10
تدمر SY-HI 34.56 38.27
القصير SY-HI 34.51 36.58
الرستن SY-HI 34.92 36.73
الباب SY-HL 36.37 37.52
منبج SY-HL 36.53 37.95
كوباني SY-HL 36.89 38.35
عفرين SY-HL 36.51 36.87
سراقب SY-ID 35.86 36.80
خان شيخون SY-ID 35.44 36.65
معرة النعمان SY-ID 35.64 36.67
كفرزيتا SY-HM 35.37 36.60
اللطامنة SY-HM 35.32 36.62
سلمى SY-LA 35.70 36.10
كبانة SY-LA 35.72 36.23
بانياس SY-TA 35.18 35.95
بصرى الشام SY-DR 32.52 36.48
نوى SY-DR 32.89 36.04
صلخد SY-SU 32.49 36.71
خان أرنبة SY-QU 33.18 35.89
تل أبيض SY-RA 36.70 38.95
الطبقة SY-RA 35.84 38.55
البوكمال SY-DY 34.45 40.92
الباغوز SY-DY 34.45 40.98
هجين SY-DY 34.69 40.83
رأس العين SY-HA 36.85 40.07
الشدادي SY-HA 36.06 40.73
الهول SY-HA 36.39 41.15
جوبر SY-DI 33.53 36.34
مخيم اليرموك SY-DI 33.475 36.30
الشيخ مقصود SY-HL 36.24 37.15
بابا عمرو SY-HI 34.72 36.69
مطار كويرس SY-HL 36.19 37.58
مطار أبو الضهور SY-ID 35.73 37.10
مطار حميميم SY-LA 35.40 35.95
التيفور SY-HI 34.52 37.63
حقل العمر SY-DY 35.09 40.56
سد تشرين SY-HL 36.38 38.18
معبر باب الهوى SY-ID 36.23 36.68
معبر نصيب SY-DR 32.54 36.19
عين الفيجة SY-RD 33.62 36.18
تل الحارة SY-DR 33.07 36.00
"""


@pytest.mark.parametrize("fact", FACTS.strip().splitlines())
def test_where_a_place_lies(gazetteer, fact):
    name, admin1, lat, lon = fact.rsplit(" ", 3)
    first = gazetteer.lookup(name)[0]
    assert admin1 in first.admin1
    assert kilometres(float(lat), float(lon), first.lat, first.lon) <= 3 + first.precision_km


@pytest.mark.parametrize("word", ["قتل", "مدينة", "المدينة", "واسعة", "اليوم", "القوات", "الجيش"])
def test_everyday_words_are_no_places(gazetteer, word):
    assert gazetteer.lookup(word) == ()


@pytest.mark.parametrize("word", ["البعث", "الطبقة", "الحراك", "سنجار", "القصور"])
def test_names_that_are_words_too_are_ambiguous(gazetteer, word):
    places = gazetteer.lookup(word)
    assert places
    assert all(place.ambiguous for place in places)


def test_names_abroad_are_of_countries_and_no_two_alike(gazetteer):
    names = Counter(fold_phrase(other.name) for other in gazetteer.elsewhere)
    assert [name for name, times in names.items() if times > 1] == []
    assert [o for o in gazetteer.elsewhere if not re.fullmatch(r"[A-Z]{2}", o.country)] == []
    assert {o.kind for o in gazetteer.elsewhere} <= {"country", "region", "city", "camp", "base"}


@pytest.mark.parametrize(
    "name", ["places", "admin1", "districts", "elsewhere", "ordinary", "parts"]
)
def test_every_table_and_column_is_described(name):
    readme = (GAZETTEER / "README.md").read_text("utf-8")
    row = next(line for line in readme.splitlines() if line.startswith(f"| `{name}.tsv`"))
    assert [c for c in table(f"{name}.tsv")[0] if f"`{c}`" not in row] == []
