"""Archives through the stages into the test's own warehouse: ranges, resuming, the ledger."""

from datetime import date

import pytest
from tests.read import archives as make

from tawthiq import backfill, steps
from tawthiq import warehouse as wh
from tawthiq.backfill import cutting
from tawthiq.load import BatchStoppedError
from tawthiq.settings import Settings

CLOCKS = {"loaded_at", "created_at", "changed_at", "inserted_at"}  # when this test ran
pytestmark = pytest.mark.postgres


@pytest.fixture
def settings(warehouse_url, tmp_path):
    return Settings(
        home=tmp_path / "home",
        warehouse_url=warehouse_url,
        store_url=str(tmp_path / "stages"),
        workers=1,
        port=0,
    )


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch):
    monkeypatch.setattr(cutting, "CHUNK", 4)


def archive(tmp_path, days, name="dump.jsonl", bad=0):
    articles = [make.article(n, published=f"2018-03-{day:02d}") for n, day in enumerate(days)]
    path = tmp_path / name
    path.write_bytes(make.json_lines(articles) + b"{broken\n" * bad)
    return path


def load(settings, path, order=None, **options):
    order = order or backfill.Order(why="a test")
    one = backfill.cut(settings, str(path), order)
    parts = []
    for batches in backfill.slices(settings, [one], 100):
        backfill.work(settings, batches, order, tell=parts.append, **options)
    backfill.finish(settings, [one])
    return one, parts


def articles_of(settings):
    with steps.warehouse(settings) as connection:
        rows = wh.execute(
            connection, "SELECT url, current_published_on AS day FROM raw.article ORDER BY url"
        )
    return [(row["url"], row["day"]) for row in rows]


def core_of(settings):
    with steps.warehouse(settings) as connection:
        rows = wh.execute(
            connection,
            "SELECT to_jsonb(e) - 'batch_id' AS row FROM core.event AS e "
            "UNION ALL SELECT to_jsonb(a) - 'batch_id' FROM raw.article AS a ORDER BY 1",
        )
    return [{k: v for k, v in r["row"].items() if k not in CLOCKS} for r in rows]


def test_a_range_of_days_is_loaded_and_the_ledger_tells_all(settings, tmp_path):
    path = archive(tmp_path, [1, 5, 6, 7, 7, 30], bad=2)
    order = backfill.Order(first=date(2018, 3, 5), last=date(2018, 3, 7), why="one week")
    one, parts = load(settings, path, order)
    assert [day.day for _, day in articles_of(settings)] == [5, 6, 7, 7]
    (row,) = backfill.history(settings)
    told = {
        "backfill_id": one,
        "archive_name": "dump.jsonl",
        "archive_bytes": path.stat().st_size,
        "published_from": date(2018, 3, 5),
        "published_to": date(2018, 3, 7),
        "reason": "one week",
        "started_by": backfill.who(),
        "status": "succeeded",
        "part_count": 2,
        "done_count": 2,
        "article_count": 4,
        "skipped_count": 2,
        "rejected_count": 2,
        "quarantined_count": 2,
    }
    assert {key: row[key] for key in told} == told
    assert len(row["archive_sha256"]) == 64
    assert row["extractor_version"]
    assert row["event_count"] == sum(part.events for part in parts) > 0
    assert row["finished_at"] >= row["started_at"]


def test_nothing_is_loaded_twice(settings, tmp_path):
    path = archive(tmp_path, [5, 6, 7])
    one, _ = load(settings, path)
    before = core_of(settings)
    lines = path.read_bytes().splitlines()
    again, parts = load(settings, path.rename(tmp_path / "other name.jsonl"))
    assert (again, parts) == (one, [])
    # the same articles in another archive, in another order and packed
    packed = tmp_path / "x.zip"
    packed.write_bytes(make.zipped({"a.json": b"\n".join(reversed(lines))}))
    other, parts = load(settings, packed)
    assert other != one
    assert sum(part.articles for part in parts) == 3
    assert core_of(settings) == before


def test_an_interrupted_backfill_goes_on_with_the_other_chunks(settings, tmp_path):
    path = archive(tmp_path, range(1, 13))

    def interrupt(part):
        if part.batch.endswith("00001"):
            raise KeyboardInterrupt

    order = backfill.Order()
    one = backfill.cut(settings, str(path), order)
    (batches,) = backfill.slices(settings, [one], 100)
    with pytest.raises(KeyboardInterrupt):
        backfill.work(settings, batches, order, tell=interrupt)
    assert backfill.finish(settings, [one]) == {"dump.jsonl": "cancelled"}
    assert backfill.history(settings)[0]["status"] == "cancelled"
    assert [b[-5:] for b in backfill.slices(settings, [one], 100)[0]] == ["00002"]
    _, parts = load(settings, path, order)
    assert [part.batch[-5:] for part in parts] == ["00002"]
    assert len(articles_of(settings)) == 12
    assert backfill.history(settings)[0]["status"] == "succeeded"


def test_chunks_that_were_lost_are_cut_again(settings, tmp_path):
    path = archive(tmp_path, range(1, 9))
    order = backfill.Order()
    one = backfill.cut(settings, str(path), order)
    cutting.remove_chunk(settings, f"backfill/{one}/00001")
    _, parts = load(settings, path, order)
    assert sum(part.articles for part in parts) == 8


def test_a_stopped_chunk_holds_up_no_other_and_is_tried_again(settings, tmp_path, monkeypatch):
    path = archive(tmp_path, range(1, 9))
    order, honest = backfill.Order(), steps.load_batch

    def stop_one(settings, batch, **options):
        if batch.endswith("00001"):
            raise BatchStoppedError("half of it is damaged")
        return honest(settings, batch, **options)

    monkeypatch.setattr(steps, "load_batch", stop_one)
    with pytest.raises(backfill.BackfillError, match=r"1 of 2 chunks.*half of it is damaged"):
        load(settings, path, order)
    one = backfill.history(settings)[0]["backfill_id"]
    assert backfill.finish(settings, [one]) == {"dump.jsonl": "failed"}
    assert backfill.history(settings)[0]["status"] == "failed"
    assert len(articles_of(settings)) == 4
    monkeypatch.undo()
    monkeypatch.setattr(cutting, "CHUNK", 4)
    load(settings, path, order)
    assert len(articles_of(settings)) == 8
    assert backfill.history(settings)[0]["status"] == "succeeded"


def test_another_mapping_or_range_is_another_backfill(settings, tmp_path):
    path = archive(tmp_path, [5])
    fields = tmp_path / "fields.yml"
    fields.write_text("outlet_name: عنب بلدي\n", "utf-8")
    orders = [
        backfill.Order(),
        backfill.Order(first=date(2018, 1, 1)),
        backfill.Order(mapping=str(fields)),
    ]
    ids = {backfill.cut(settings, str(path), order) for order in orders}
    assert len(ids) == 3


def test_two_processes_leave_the_same_rows_as_one(settings, tmp_path, monkeypatch):
    path = archive(tmp_path, range(1, 9))
    load(settings, path, jobs=2)
    two = core_of(settings)
    with steps.warehouse(settings) as connection:
        wh.execute(connection, "DROP SCHEMA raw, core, mart, quality, ops CASCADE")
        connection.commit()
        wh.migrate(connection)
    load(settings, path, jobs=1)
    assert core_of(settings) == two
    assert len(articles_of(settings)) == 8


def test_an_archive_without_an_article_is_entered_and_closed(settings, tmp_path):
    path = tmp_path / "empty.zip"
    path.write_bytes(make.zipped({}))
    load(settings, path)
    row = backfill.history(settings)[0]
    assert (row["status"], row["rejected_count"], row["quarantined_count"]) == ("succeeded", 1, 1)


def test_what_an_archive_is_taken_for_is_explained(tmp_path):
    path = tmp_path / "dump.csv"
    path.write_bytes(b"corps,when\n" + make.TEXT.encode() + b",08/03/2018\n")
    found = backfill.explain(str(path), backfill.Order())
    assert found.article is None
    assert "corps, when" in found.rejected[0].detail
    fields = tmp_path / "fields.yml"
    fields.write_text("text: corps\npublished: when\ndate_format: '%d/%m/%Y'\n", "utf-8")
    found = backfill.explain(str(path), backfill.Order(mapping=str(fields)))
    assert found.files == (("dump.csv", "CSV", 1),)
    assert found.names == ("corps", "when")
    assert found.article.published_on == date(2018, 3, 8)


def test_folders_and_patterns_stand_for_their_files(tmp_path):
    for name in ("b.zip", "a.zip", "c.txt"):
        (tmp_path / name).write_bytes(b"x")
    names = [str(tmp_path / n) for n in ("a.zip", "b.zip", "c.txt")]
    assert backfill.named([str(tmp_path)]) == names
    assert backfill.named([str(tmp_path / "*.zip"), names[0]]) == names[:2]
    for wrong in ([], [str(tmp_path / "none.zip")], [str(tmp_path / "*.tar")]):
        with pytest.raises(backfill.ArchiveError):
            backfill.named(wrong)


@pytest.mark.parametrize(
    ("params", "told"),
    [
        ({"from": "2018-02-30"}, "from '2018-02-30' is no day"),
        ({"from": "2018-03-02", "to": "2018-03-01"}, "swap them"),
    ],
)
def test_a_wrong_range_is_told(params, told):
    with pytest.raises(backfill.ArchiveError, match=told):
        backfill.order_of(params)
