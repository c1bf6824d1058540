"""Public files merged into the shipped gazetteer, with small files in those formats."""

import csv

import pytest

from tawthiq.atlas import Fate, PlaceFileError, build
from tawthiq.extract import load_language
from tawthiq.gazetteer import GAZETTEER, load_gazetteer
from tawthiq.settings import SettingsError, load_settings

ADM4 = "_ID,_CX,_CY,PP_NAME_EN,PP_PCODE,PP_REF_NAM,PP_ALT1_EN,ADM3_EN,ADM3_PCODE,ADM1_PCODE"
QUARTERS = "NAME_EN,NAME_AR,PCODE,ADM1_PCODE,LATITUDE,LONGITUDE"
ADM3 = "ADM3_EN,ADM3_AR,ADM3_PCODE,ADM1_PCODE"


def dump_line(number, name, names, lat, lon, admin1="09", code="PPL"):
    cells = [str(number), name, name, names, str(lat), str(lon), "P", code, "SY", "", admin1]
    return "\t".join([*cells, "", "", "", "0", "", "", "Asia/Damascus", "2020-01-01"]) + "\n"


@pytest.fixture
def merged(tmp_path):
    """Build from files given by name and content; give what was built, and places by id."""

    def run(**files):
        paths = []
        for name, text in files.items():
            paths.append(tmp_path / name)
            paths[-1].write_text(text, "utf-8")
        out, report = tmp_path / "out" / "gazetteer.tsv", tmp_path / "report.tsv"
        out.parent.mkdir(exist_ok=True)
        built = build(paths, out, report)
        places = {p.place_id: p for p in load_gazetteer(built=out)}
        with report.open(encoding="utf-8", newline="") as lines:
            rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
        return built, places, rows

    return run


def test_a_new_village_has_both_files_facts(merged):
    built, places, rows = merged(
        dump=dump_line(7, "Qumaymah", "قميمة,Koumaïmé,قمیمه", 36.100, 37.900, admin1="01"),
        adm4=f"{ADM4}\n1,37.905,36.102,Qmeimeh,C9001,,,Dayr Hafir,SY020700,SY02\n",
    )
    place = places["C9001"]
    assert (place.name, place.aliases, place.pcode) == ("قميمة", (), "C9001")
    assert place.admin1 == ("SY-HL",)  # COD-AB's, not the dump's
    assert (place.lat, place.lon, place.precision_km) == (36.102, 37.905, 1)
    assert place.source == "ocha|geonames"
    assert built.count(Fate.NEW) == 1
    assert rows[0]["where"] == "adm4:2 dump:1"


def test_a_shipped_place_keeps_its_name_and_governorate(merged):
    shipped = load_gazetteer(GAZETTEER)
    saraqib = shipped.lookup("سراقب")[0]
    built, places, rows = merged(
        dump=dump_line(8, "Saraqib", "سراقب,صراقب", saraqib.lat + 0.02, saraqib.lon, admin1="10")
    )
    place = places[saraqib.place_id]
    assert (place.name, place.admin1, place.rank) == ("سراقب", ("SY-ID",), 1)
    assert (place.lat, place.lon) == (saraqib.lat, saraqib.lon)
    assert "صراقب" in place.aliases
    assert len(places) == len(shipped) == built.places
    assert rows[0]["fate"] == Fate.GOVERNORATE
    assert rows[0]["why"] == "shipped: SY-ID, kept"


def test_the_same_name_far_apart_is_two_places(merged):
    saraqib = load_gazetteer(GAZETTEER).lookup("سراقب")[0]
    built, places, _ = merged(
        dump=dump_line(9, "Saraqib", "سراقب", saraqib.lat - 0.3, saraqib.lon, admin1="12")
    )
    assert built.count(Fate.FAR) == 1
    assert places["gn9"].rank > places[saraqib.place_id].rank == 1


def test_a_namesake_in_another_governorate_is_new_and_ranks_below(merged):
    built, places, _ = merged(dump=dump_line(10, "Saraqib", "سراقب", 36.9, 41.0, admin1="01"))
    assert built.count(Fate.NEW) == 1
    assert places["gn10"].rank == 2


def test_a_record_given_twice_is_one_place(merged):
    line = dump_line(11, "Qumaymah", "قميمة", 36.1, 37.9)
    again = dump_line(12, "Qumaymah", "قميمة", 36.11, 37.9)
    built, places, _ = merged(dump=line + again)
    assert "gn12" not in places
    assert (built.count(Fate.NEW), built.count(Fate.JOINED)) == (1, 1)


def test_a_quarter_has_its_coordinates(merged):
    _, places, _ = merged(hoods=f"{QUARTERS}\nQumaymah,قميمة,N9001,SY02,36.2,37.1\n")
    place = places["N9001"]
    assert (place.kind, place.lat, place.lon, place.precision_km) == ("quarter", 36.2, 37.1, 0.5)


def test_a_subdistrict_is_called_as_its_seat(merged):
    _, places, _ = merged(
        adm4=f"{ADM4}\n1,37.9,36.1,Qmeimeh,C9001,,,Qmeimeh,SY029900,SY02\n",
        adm3=f"{ADM3}\nQmeimeh,مركز قميمة,SY029900,SY02\n",
    )
    assert (places["C9001"].name, places["C9001"].kind) == ("قميمة", "town")


@pytest.mark.parametrize(
    ("names", "fate"),
    [
        ("كبيرة", Fate.COMMON),  # "a large village"
        ("بغداد", Fate.COMMON),
        ("قتلى", Fate.COMMON),
        ("تل", Fate.COMMON),
        ("Koumaïmé", Fate.NAMELESS),
        ("قمیمه", Fate.NAMELESS),  # Persian letters
    ],
)
def test_left_out(merged, names, fate):
    built, _, _ = merged(dump=dump_line(13, "X", names, 36.1, 37.9))
    assert built.count(fate) == 1


def test_a_place_nobody_has_a_governorate_for_is_left_out(merged):
    built, _, _ = merged(dump=dump_line(14, "Qumaymah", "قميمة", 33.4, 39.5, admin1=""))
    assert built.count(Fate.HOMELESS) == 1


@pytest.mark.parametrize(
    ("name", "ambiguous"),
    [
        ("قميمة", False),
        ("تل قميمة", False),
        ("المثنى", True),  # a man's name
        ("أبو المثنى", True),
        ("كفر المثنى", False),
        ("قمم", True),  # three letters
    ],
)
def test_new_names_that_are_words_are_ambiguous(merged, name, ambiguous):
    _, places, _ = merged(dump=dump_line(15, "X", name, 36.1, 37.9))
    assert places["gn15"].ambiguous is ambiguous


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("a,b,c\n1,2,3\n", "x, line 1: no known place file"),
        ("", "x, line 1: no known place file"),
        (dump_line(1, "A", "قميمة", "north", 37.9), "x, line 1: latitude is 'north'"),
        (dump_line(1, "A", "ا", 36.1, 37.9).replace("SY", "TR"), "x, line 1: country is 'TR'"),
        (dump_line(1, "A", "ا", 36.1, 37.9) + "2\tB\n", "x, line 2: 2 columns"),
        (f"{QUARTERS}\nA,قميمة,N1,SY99,36.2,37.1\n", "x, line 2: ADM1_PCODE is 'SY99'"),
        (f"{QUARTERS}\nA,قميمة,N1,SY02,,37.1\n", "x, line 2: LATITUDE is ''"),
        (f"{QUARTERS}\nA,قميمة,N1\n", "x, line 2: not the header's 6 columns"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_with_its_line(tmp_path, text, complaint):
    (tmp_path / "x").write_text(text, "utf-8")
    with pytest.raises(PlaceFileError) as fault:
        build([tmp_path / "x"], tmp_path / "out.tsv")
    assert str(fault.value).startswith(complaint)
    assert not (tmp_path / "out.tsv").exists()


def test_another_encoding_is_named(tmp_path):
    (tmp_path / "x").write_bytes(f"{QUARTERS}\nA,قميمة,N1,SY02,36.2,37.1\n".encode("cp1256"))
    with pytest.raises(PlaceFileError, match="not UTF-8 at byte"):
        build([tmp_path / "x"], tmp_path / "out.tsv")


def test_the_same_files_give_the_same_table(merged, tmp_path):
    lines = dump_line(16, "A", "قميمة", 36.1, 37.9) + dump_line(17, "B", "سموقان", 36.2, 37.8)
    merged(dump=lines)
    first = (tmp_path / "out" / "gazetteer.tsv").read_bytes()
    backwards = "".join(reversed(lines.splitlines(keepends=True)))
    merged(dump=backwards)
    assert (tmp_path / "out" / "gazetteer.tsv").read_bytes() == first


def test_extraction_uses_the_built_table_if_there_is_one(merged, tmp_path, monkeypatch):
    merged(dump=dump_line(18, "Qumaymah", "قميمة", 36.1, 37.9))
    load_language.cache_clear()
    monkeypatch.setenv("TAWTHIQ_GAZETTEER", "")
    monkeypatch.setenv("TAWTHIQ_HOME", str(tmp_path / "out"))
    try:
        assert "gn18" in load_language().places
        load_language.cache_clear()
        monkeypatch.setenv("TAWTHIQ_GAZETTEER", "shipped")
        assert "gn18" not in load_language().places
    finally:
        load_language.cache_clear()


def test_a_table_that_is_not_there_is_named():
    with pytest.raises(SettingsError, match="tawthiq gazetteer build"):
        load_settings({"TAWTHIQ_GAZETTEER": "nowhere.tsv"})
