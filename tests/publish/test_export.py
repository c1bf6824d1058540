"""Releases: columns as their codebooks have them, safe cells, the same bytes twice, differences."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import struct
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.publish.given import put
from typer.testing import CliRunner

from tawthiq import warehouse as wh
from tawthiq.cli.research import Format as OfferedFormat
from tawthiq.publish import publish
from tawthiq.publish.codings import columns
from tawthiq.publish.diff import diff
from tawthiq.publish.export import ExportError, Format, Release, export
from tawthiq.publish.export.ged import priogrid
from tawthiq.publish.export.ledger import LedgerError
from tawthiq.publish.export.safe_csv import cell, csv_bytes

pytestmark = pytest.mark.postgres

FIRST, LAST = date(2018, 3, 5), date(2018, 3, 11)
GIVEN = {
    "incident": """
        incident_id, started_on, ended_on,   admin1_code, event_type,     attackers,   targets,    place_name, latitude, longitude, precision_km, location_basis, kind,     is_contested
        abcdef01,    2018-03-05, 2018-03-05, SY-RD,       air_strike,     gov+russia,  civilians+, دوما,       33.5718,  36.4022,   1,            place,          incident, true
        abcdef02,    2018-03-06, 2018-03-08, SY-HL,       territory_gain, turkey+opposition, sdf+, عفرين,     36.5,     36.87,     1,            place,          incident, false
        abcdef03,    2018-03-07, 2018-03-07, SY-ID,       armed_clash,    jihadist+,   opposition+, ,         35.9,     36.6,      50,           governorate,    incident, false
        abcdef04,    2018-03-05, 2018-03-11, ,            other,          gov+,        {},         ,          ,         ,          ,             ,               residual, false
        abcdef05,    2018-03-09, 2018-03-09, SY-HA,       agreement,      sdf+,        {},         ,          ,         ,          ,             ,               incident, false
        later,       2018-03-12, 2018-03-12, SY-HA,       agreement,      sdf+,        {},         ,          ,         ,          ,             ,               incident, false
    """,  # noqa: E501
    "figure": """
        incident_id, outcome, victim,     category, count_low, count_best, count_high
        abcdef01,    killed,  civilians,  all,      14,        17,         21
        abcdef01,    killed,  civilians,  children, 5,         5,          5
        abcdef01,    wounded, civilians,  all,      40,        40,         40
        abcdef02,    killed,  sdf,        all,      9,         9,          9
        abcdef02,    killed,  turkey,     all,      2,         2,          2
        abcdef02,    killed,  unknown,    all,      1,         1,          1
        abcdef03,    killed,  opposition, all,      3,         3,          3
        abcdef04,    killed,  civilians,  all,      30,        30,         30
    """,
    "control": """
        incident_id, place_name, gained_by,        lost_by
        abcdef02,    عفرين,      turkey+opposition, sdf+
    """,
    "report": """
        report, incident_id, outlet, title,               source_class, source_name, words
        e1,     abcdef01,    A,      =HYPERLINK("x"),     monitor,      المرصد,      قتل 17 مدنيا
        e2,     abcdef01,    B,      عنوان,               ,             ,            -1 قتيل
        e3,     abcdef02,    A,      عفرين,               ,             ,
        e4,     abcdef03,    A,      إدلب,                ,             ,
    """,
}


@pytest.fixture
def filled(warehouse: wh.Connection) -> wh.Connection:
    put(warehouse, GIVEN)
    publish(warehouse, [FIRST, date(2018, 3, 12)])
    return warehouse


def rows(release: Release, name: str) -> dict[str, dict[str, str]]:
    text = (release.folder / name).read_text(encoding="utf-8")
    found = list(csv.DictReader(io.StringIO(text)))
    key = {"acled.csv": "event_id_cnty", "ged.csv": "relid"}.get(name, "incident_id")
    return {row[key][-8:]: row for row in found}


ACLED_COLUMNS = (
    "event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 "
    "assoc_actor_1 inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region "
    "country admin1 admin2 admin3 location latitude longitude geo_precision source source_scale "
    "notes fatalities tags timestamp"
)
GED_COLUMNS = (
    "id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id "
    "conflict_name dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a "
    "side_b_dset_id side_b_new_id side_b number_of_sources source_article source_office "
    "source_date source_headline source_original where_prec where_coordinates where_description "
    "adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region "
    "event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians "
    "deaths_unknown best high low gwnoa gwnob"
)


@pytest.mark.parametrize(("what", "names"), [("acled", ACLED_COLUMNS), ("ged", GED_COLUMNS)])
def test_columns_are_those_of_the_codebook(
    filled: wh.Connection, tmp_path: Path, what: str, names: str
) -> None:
    made = export(filled, Format(what), FIRST, LAST, tmp_path)
    head = (made.folder / f"{what}.csv").read_text(encoding="utf-8").splitlines()[0]
    assert head.split(",") == names.split()


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        ("abcdef01", {"event_type": "Explosions/Remote violence", "fatalities": "17",
                      "sub_event_type": "Air/drone strike", "inter1": "State forces",
                      "assoc_actor_1": "Military Forces of Russia (2000-)", "iso": "760",
                      "interaction": "State forces-Civilians", "geo_precision": "1",
                      "civilian_targeting": "Civilian targeting", "admin1": "Rural Damascus",
                      "time_precision": "1", "location": "دوما", "source": "A; B",
                      "tags": "confidence=weak; contested"}),
        ("abcdef02", {"sub_event_type": "Non-state actor overtakes territory", "fatalities": "12",
                      "time_precision": "2", "civilian_targeting": ""}),
        ("abcdef03", {"geo_precision": "3", "interaction": "Rebel group-Rebel group",
                      "location": "Idleb"}),
        ("abcdef05", {"disorder_type": "Strategic developments", "fatalities": "0",
                      "interaction": "Sole Rebel group", "latitude": "", "geo_precision": ""}),
    ],
)  # fmt: skip
def test_acled_rows(
    filled: wh.Connection, tmp_path: Path, incident: str, expected: dict[str, str]
) -> None:
    row = rows(export(filled, Format.ACLED, FIRST, LAST, tmp_path), "acled.csv")[incident]
    assert {name: row[name] for name in expected} == expected


@pytest.mark.parametrize(
    ("incident", "expected"),
    [
        ("abcdef01", {"type_of_violence": "3", "side_a": "Government of Syria", "gwnoa": "652",
                      "side_b": "Civilians", "deaths_civilians": "17", "low": "14", "best": "17",
                      "high": "21", "event_clarity": "1", "where_prec": "1", "date_prec": "1",
                      "geom_wkt": "POINT (36.4022 33.5718)", "source_original": "المرصد"}),
        ("abcdef02", {"type_of_violence": "1", "side_a": "Government of Turkey", "side_b": "SDF",
                      "deaths_a": "2", "deaths_b": "9", "deaths_unknown": "1", "best": "12",
                      "date_prec": "2", "gwnoa": ""}),
        ("abcdef03", {"type_of_violence": "2", "where_prec": "4", "deaths_unknown": "0",
                      "deaths_a": "0", "deaths_b": "3", "side_b": "Syrian insurgents"}),
        ("abcdef04", {"event_clarity": "2", "date_prec": "3", "where_prec": "6"}),
    ],
)  # fmt: skip
def test_ged_rows(
    filled: wh.Connection, tmp_path: Path, incident: str, expected: dict[str, str]
) -> None:
    row = rows(export(filled, Format.GED, FIRST, LAST, tmp_path), "ged.csv")[incident]
    assert {name: row[name] for name in expected} == expected
    parts = ("deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown")
    assert sum(int(row[name]) for name in parts) == int(row["best"])


def test_ged_holds_deadly_events_alone_and_acled_no_residuals(
    filled: wh.Connection, tmp_path: Path
) -> None:
    ged = rows(export(filled, Format.GED, FIRST, LAST, tmp_path), "ged.csv")
    acled = rows(export(filled, Format.ACLED, FIRST, LAST, tmp_path), "acled.csv")
    assert set(ged) == {"abcdef01", "abcdef02", "abcdef03", "abcdef04"}
    assert set(acled) == {"abcdef01", "abcdef02", "abcdef03", "abcdef05"}


@pytest.mark.parametrize(
    ("latitude", "longitude", "cell_number"),
    [
        (-89.9, -179.9, 1),  # the grid begins in the south-west
        (-89.9, -179.4, 2),
        (-89.4, -179.9, 721),
        (33.57, 36.40, 247 * 720 + 432 + 1),
        (None, None, ""),
    ],
)
def test_cell_of_the_prio_grid(latitude: Any, longitude: Any, cell_number: Any) -> None:
    assert priogrid(latitude, longitude) == cell_number


@pytest.mark.parametrize(
    ("told", "shown"),
    [
        ("=1+1", "'=1+1"), ("+963", "'+963"), ("-1 قتيل", "'-1 قتيل"), ("@x", "'@x"),
        ("\tx", "'\tx"), ("  =x", "'  =x"), ("＝x", "'＝x"), ("دوما", "دوما"), ("a=b", "a=b"),
        (-3, -3), (None, ""), (True, "true"),
    ],
)  # fmt: skip
def test_cells_that_look_like_formulas(told: Any, shown: Any) -> None:
    assert cell(told) == shown


def test_text_of_the_web_is_guarded_in_every_csv(filled: wh.Connection, tmp_path: Path) -> None:
    ged = rows(export(filled, Format.GED, FIRST, LAST, tmp_path), "ged.csv")["abcdef01"]
    assert ged["source_headline"].startswith("'=HYPERLINK")
    assert csv_bytes(["a"], [["x\ny"]]) == b'a\n"x\ny"\n'


@pytest.mark.parametrize("what", list(Format))
def test_the_same_warehouse_gives_the_same_bytes(
    filled: wh.Connection, tmp_path: Path, what: Format
) -> None:
    one = export(filled, what, FIRST, LAST, tmp_path / "one")
    other = export(filled, what, FIRST, LAST, tmp_path / "other")
    assert one.folder.name == other.folder.name
    first = {path.name: path.read_bytes() for path in one.folder.iterdir()}
    second = {path.name: path.read_bytes() for path in other.folder.iterdir()}
    assert first == second
    assert {"manifest.json", "SHA256SUMS", "LICENCE.txt", "CITATION.txt", "columns.csv"} < set(
        first
    )


@pytest.mark.parametrize("what", list(Format))
def test_manifest_and_checksums_are_true(
    filled: wh.Connection, tmp_path: Path, what: Format
) -> None:
    made = export(filled, what, FIRST, LAST, tmp_path)
    told = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    for name, about in told["files"].items():
        content = (made.folder / name).read_bytes()
        assert hashlib.sha256(content).hexdigest() == about["sha256"]
        assert len(content) == about["bytes"]
    sums = dict(
        reversed(line.split("  ")) for line in (made.folder / "SHA256SUMS").read_text().splitlines()
    )
    on_disk = {path.name for path in made.folder.iterdir()}
    assert set(sums) == on_disk - {"SHA256SUMS"}
    for name, digest in sums.items():
        assert hashlib.sha256((made.folder / name).read_bytes()).hexdigest() == digest
    assert told["versions"]["extractor"] == ["1"]
    assert (told["incident_count"], told["residual_count"]) == (4, 1)


def test_hxl_has_its_row_of_tags_and_p_codes(filled: wh.Connection, tmp_path: Path) -> None:
    made = export(filled, Format.HXL, FIRST, LAST, tmp_path)
    head, tags, *body = csv.reader(io.StringIO((made.folder / "weekly_hxl.csv").read_text("utf-8")))
    assert all(tag.startswith("#") for tag in tags)
    rows_ = [dict(zip(head, row, strict=True)) for row in body]
    douma = next(r for r in rows_ if r["admin1_pcode"] == "SY03")
    assert (douma["killed_low"], douma["killed_best"], douma["killed_high"]) == ("14", "17", "21")
    assert (douma["wounded_best"], douma["admin1_name_ar"]) == ("40", "ريف دمشق")


def test_geoparquet_has_valid_geometry_and_metadata(filled: wh.Connection, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    made = export(filled, Format.PARQUET, FIRST, LAST, tmp_path)
    table = pq.read_table(made.folder / "incidents.parquet")
    geo = json.loads(table.schema.metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["columns"][geo["primary_column"]] == {
        "encoding": "WKB",
        "geometry_types": ["Point"],
        "bbox": [36.4022, 33.5718, 36.87, 36.5],
    }
    told = {row["incident_id"]: row for row in table.to_pylist()}
    assert struct.unpack("<BIdd", told["abcdef01"]["geometry"]) == (1, 1, 36.4022, 33.5718)
    assert told["abcdef05"]["geometry"] is None
    assert told["abcdef01"]["killed_high"] == 21


def test_geojson_puts_longitude_first(filled: wh.Connection, tmp_path: Path) -> None:
    made = export(filled, Format.GEOJSON, FIRST, LAST, tmp_path)
    found = json.loads((made.folder / "incidents.geojson").read_text(encoding="utf-8"))
    points = {f["id"]: f["geometry"] for f in found["features"]}
    assert points["abcdef01"] == {"type": "Point", "coordinates": [36.4022, 33.5718]}
    assert points["abcdef05"] is None


def test_a_span_without_anything_is_refused(filled: wh.Connection, tmp_path: Path) -> None:
    with pytest.raises(ExportError, match="nothing began"):
        export(filled, Format.CSV, date(2011, 1, 1), date(2011, 1, 2), tmp_path)
    with pytest.raises(ExportError, match="swap them"):
        export(filled, Format.CSV, LAST, FIRST, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_the_command_offers_every_format() -> None:
    assert [f.value for f in OfferedFormat] == [f.value for f in Format]


@pytest.mark.parametrize("name", ["acled", "ged", "hxl", "incident"])
def test_every_column_says_what_it_means(name: str) -> None:
    for column in columns(f"{name}_columns.tsv"):
        assert column.meaning
        assert column.origin in {"same", "approximated", "ours", "empty"}


# ---- differences


def release(conn: wh.Connection, out: Path, statement: str | None = None, **params: Any) -> Path:
    if statement:
        wh.execute(conn, statement, params)
        conn.commit()
    return export(conn, Format.CSV, FIRST, LAST, out).folder


def test_equal_releases_do_not_differ(filled: wh.Connection, tmp_path: Path) -> None:
    assert diff(release(filled, tmp_path / "1"), release(filled, tmp_path / "2")) == []


MOVE = (
    "UPDATE core.incident_event SET incident_id = 'abcdef02' WHERE event_id LIKE '%%/e4'; "
    "DELETE FROM core.incident WHERE incident_id = 'abcdef03'"
)
FIGURE = (
    "UPDATE core.incident_figure SET count_high = 30 "
    "WHERE incident_id = 'abcdef01' AND outcome = 'killed' AND category = 'all'"
)


@pytest.mark.parametrize(
    ("statement", "expected"),
    [
        (FIGURE, [("changed", "abcdef01", ["recomputed"])]),
        ("DELETE FROM core.incident WHERE incident_id = 'abcdef03'",
         [("went", "abcdef03", ["report gone"])]),
        (MOVE, [("changed", "abcdef02", ["regrouped"]), ("went", "abcdef03", ["regrouped"])]),
        ("UPDATE core.event SET extractor_version = '2' WHERE event_key = 'e3'",
         [("changed", "abcdef02", ["new extractor"])]),
        ("DELETE FROM core.incident_event WHERE event_id LIKE '%%/e2'",
         [("changed", "abcdef01", ["report gone"])]),
    ],
)  # fmt: skip
def test_what_changed_and_why(
    filled: wh.Connection, tmp_path: Path, statement: str, expected: list[Any]
) -> None:
    one = release(filled, tmp_path / "1")
    other = release(filled, tmp_path / "2", statement)
    found = [
        (d.change.value, d.incident_id, [r.value for r in d.reasons]) for d in diff(one, other)
    ]
    assert found == expected


def test_a_new_report_and_a_new_incident(filled: wh.Connection, tmp_path: Path) -> None:
    one = release(filled, tmp_path / "1")
    put(filled, {
        "incident": "incident_id, started_on, admin1_code\nabcdef09, 2018-03-10, SY-DR",
        "report": "report, incident_id, outlet\nn1, abcdef09, C\nn2, abcdef01, C",
    })  # fmt: skip
    found = {d.incident_id: d for d in diff(one, release(filled, tmp_path / "2"))}
    assert (found["abcdef09"].change, found["abcdef09"].reasons) == ("came", ("new report",))
    assert (found["abcdef01"].change, found["abcdef01"].reasons) == ("changed", ("new report",))


def test_a_corrected_article_is_a_correction(filled: wh.Connection, tmp_path: Path) -> None:
    one = release(filled, tmp_path / "1")
    ledger = (one / "ledger.jsonl").read_text(encoding="utf-8")
    other = tmp_path / "2"
    other.mkdir()
    corrected = ledger.replace("a-e3/v/e3", "a-e3/w/e3").replace(
        '"article": "a-e3", "digest": "d", "extractor": "1", "version": "v"',
        '"article": "a-e3", "digest": "d", "extractor": "1", "version": "w"',
    )
    assert corrected != ledger
    (other / "ledger.jsonl").write_text(corrected, encoding="utf-8")
    (found,) = diff(one, other)
    assert (found.incident_id, found.reasons) == ("abcdef02", ("correction",))


def test_a_folder_that_is_no_release(tmp_path: Path) -> None:
    with pytest.raises(LedgerError, match=r"no ledger\.jsonl"):
        diff(tmp_path, tmp_path)
    (tmp_path / "ledger.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(LedgerError, match=r"ledger\.jsonl:1: "):
        diff(tmp_path, tmp_path)


def test_diff_on_the_command_line(filled: wh.Connection, tmp_path: Path) -> None:
    from tawthiq.cli import app

    one, other = release(filled, tmp_path / "1"), release(filled, tmp_path / "2", FIGURE)
    shown = CliRunner().invoke(app, ["diff", str(one), str(other)])
    assert shown.exit_code == 0
    assert "changed abcdef01 (recomputed)" in shown.output
    assert "0 came, 0 went, 1 changed" in shown.output
