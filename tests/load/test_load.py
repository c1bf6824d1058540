"""Loading: every row once, whatever is repeated, interrupted, reordered or read anew."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import pytest

from tawthiq import model as m
from tawthiq import verdict as v
from tawthiq import warehouse as wh
from tawthiq.load import BatchStoppedError, load, load_copies, load_pages, load_places

if TYPE_CHECKING:
    from conftest import Build

pytestmark = pytest.mark.postgres

# What a comparison of contents leaves out: when a row came in, and numbers that only count.
PASSING = {"loaded_at", "replaced_at", "quarantined_at", "acted_at", "validated_at", "measured_at"}


def contents(conn: wh.Connection, *schemas: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row of the schemas' tables, ordered, without passing instants."""
    tables = wh.execute(
        conn,
        "SELECT n.nspname || '.' || c.relname AS name FROM pg_class AS c "
        "JOIN pg_namespace AS n ON n.oid = c.relnamespace "
        "WHERE n.nspname = ANY(%(schemas)s) AND c.relkind IN ('r', 'p') AND NOT c.relispartition "
        "AND c.relname <> 'migration' ORDER BY 1",
        {"schemas": list(schemas)},
    )
    found = {}
    for table in tables:
        rows = wh.execute(conn, f"SELECT * FROM {table['name']}")  # noqa: S608
        kept = [{k: x for k, x in row.items() if k not in PASSING} for row in rows]
        found[table["name"]] = sorted(kept, key=repr)
    conn.commit()
    return found


def exact(conn: wh.Connection, *tables: str) -> list[str]:
    """Return all rows of the tables with every column, for 'nothing changed at all'."""
    rows = [wh.execute(conn, f"SELECT t::text AS t FROM {t} AS t ORDER BY 1") for t in tables]  # noqa: S608
    conn.commit()
    return [repr(r) for r in rows]


WRITTEN = (
    "raw.article",
    "raw.article_text",
    "core.event",
    "core.event_place",
    "core.casualty",
    "core.strike",
    "core.materiel",
    "core.control",
    "core.event_history",
    "ops.batch",
    "quality.quarantine",
    "quality.quarantine_audit",
)


def held(build: Build, **changes: Any) -> v.Quarantined:
    values: dict[str, Any] = {
        "grain": v.Grain.EVENT,
        "record_id": "x/1/e1",
        "content": "1",
        "suite": "events",
        "expectation": "type_in_list",
        "reason": "Every type is in the codebook",
        "detail": "'quake'",
        "record": {"event": {"id": "e1"}},
        "article": build.article(),
    }
    return v.Quarantined(**(values | changes))


def test_every_fact_arrives_with_its_words(warehouse: wh.Connection, build: Build) -> None:
    report = load(warehouse, build.verdict(build.reading(build.event(), build.capture())))
    version = build.article().version
    event = f"{'a' * 16}/{version}/e1"
    assert report.inserted == {
        "raw.article": 1,
        "raw.article_text": 1,
        "core.event": 2,
        "core.event_place": 2,
        "core.casualty": 2,
        "core.strike": 1,
        "core.materiel": 1,
        "core.control": 1,
    }
    assert report.touched_weeks == (date(2018, 2, 26),)
    claims = wh.execute(warehouse, "SELECT * FROM core.casualty ORDER BY claim_id")
    assert [
        (c["claim_id"], c["count_low"], c["quote"], c["category"], c["part_of_claim_id"])
        for c in claims
    ] == [
        (f"{event}/c1", 17, "17 مدنيا", None, None),
        (f"{event}/c2", 5, "5 أطفال", "children", f"{event}/c1"),
    ]
    strike = wh.execute(warehouse, "SELECT strike_id, munition, quote FROM core.strike")
    assert strike == [{"strike_id": f"{event}/s1", "munition": "barrel_bomb", "quote": "20 برميلا"}]
    row = wh.execute(warehouse, "SELECT * FROM core.event WHERE event_key = 'e1'")[0]
    assert row["attackers"] == ["gov"]
    assert row["admin1_codes"] == ["SY-RD"]
    assert row["started_on"] == row["ended_on"] == date(2018, 3, 4)
    assert row["source_name"] == "المرصد السوري"
    assert [e["quote"] for e in row["evidence"]] == ["قتل 17 مدنيا بينهم 5 أطفال في غارة جوية"]
    control = wh.execute(warehouse, "SELECT place_name, gained_by, lost_by FROM core.control")
    assert control == [{"place_name": "مسرابا", "gained_by": ["gov"], "lost_by": ["opposition"]}]
    text = wh.execute(warehouse, "SELECT title, body, char_count FROM raw.article_text")
    assert text == [{"title": build.TITLE, "body": build.TEXT, "char_count": len(build.TEXT)}]


def test_the_same_batch_again_changes_nothing(warehouse: wh.Connection, build: Build) -> None:
    verdict = build.verdict(
        build.reading(build.event(), build.capture()), quarantined=(held(build),)
    )
    first = load(warehouse, verdict)
    before = exact(warehouse, *WRITTEN)
    second = load(
        warehouse,
        build.verdict(batch=verdict.batch, quarantined=verdict.quarantined),
    )
    assert exact(warehouse, *WRITTEN) == before
    assert set(second.inserted.values()) == {0}
    assert (second.replaced_events, second.quarantined) == (0, 0)
    # a publish that had failed must still learn which weeks to rebuild
    assert second.touched_weeks == first.touched_weeks != ()


def test_an_event_without_a_day_counts_on_the_day_of_publication(
    warehouse: wh.Connection, build: Build
) -> None:
    event = build.event(date=None, date_basis=m.DateBasis.PUBLISHED)
    load(warehouse, build.verdict(build.reading(event)))
    rows = wh.execute(warehouse, "SELECT started_on, ended_on, date_basis FROM core.event")
    assert rows == [
        {"started_on": build.DAY, "ended_on": build.DAY, "date_basis": "published"},
    ]


def test_a_new_extractor_version_replaces_and_keeps_the_replaced(
    warehouse: wh.Connection, build: Build
) -> None:
    load(warehouse, build.verdict(build.reading(build.event(), build.capture())))
    other = build.event(extractor_version="2", casualties=(build.claim(count=build.count(18, 18)),))
    batch = build.batch(build.reading(other))
    report = load(warehouse, build.verdict(batch=batch))
    assert report.replaced_events == 2
    now = wh.execute(warehouse, "SELECT event_key, extractor_version FROM core.event")
    assert now == [{"event_key": "e1", "extractor_version": "2"}]
    assert wh.execute(warehouse, "SELECT count_low FROM core.casualty") == [{"count_low": 18}]
    past = wh.execute(
        warehouse,
        "SELECT event_id, extractor_version, accepted_claims, replaced_because, "
        "record -> 'casualties' -> 0 -> 'count' ->> 'low' AS low, loaded_at < replaced_at AS ok "
        "FROM core.event_history ORDER BY event_id",
    )
    assert [(p["accepted_claims"], p["replaced_because"], p["low"], p["ok"]) for p in past] == [
        (["c1", "c2"], "extractor", "17", True),
        ([], "extractor", None, True),
    ]


def test_articles_not_read_again_keep_their_events(warehouse: wh.Connection, build: Build) -> None:
    two = build.reading(build.event(), doc_id="b" * 16, url="https://news.example/2")
    load(warehouse, build.verdict(build.reading(build.event()), two))
    again = build.batch(build.reading(build.event(extractor_version="2")))
    assert load(warehouse, build.verdict(batch=again)).replaced_events == 1
    rows = wh.execute(warehouse, "SELECT article_id, extractor_version FROM core.event ORDER BY 1")
    assert [(r["article_id"][0], r["extractor_version"]) for r in rows] == [("a", "2"), ("b", "1")]


NIGHT_1 = datetime(2018, 3, 5, 1, tzinfo=UTC)
NIGHT_3 = datetime(2018, 3, 7, 1, tzinfo=UTC)


def republished(build: Build) -> tuple[v.Batch, v.Batch]:
    """The same address on two nights; the second night with a corrected figure."""
    text = build.TEXT.replace("17", "19")
    other = build.event(
        casualties=(build.claim(count=build.count(19, 19)),), strikes=(), materiel=()
    )
    return (
        build.batch(build.reading(build.event()), seen_at=NIGHT_1),
        build.batch(build.reading(other, text=text), name="nightly/3", seen_at=NIGHT_3),
    )


@pytest.mark.parametrize("order", [(0, 1), (1, 0), (0, 1, 0), (1, 0, 1), (0, 1, 0, 1)])
def test_a_republished_article_keeps_both_texts_and_counts_the_newest(
    warehouse: wh.Connection, build: Build, order: tuple[int, ...]
) -> None:
    batches = republished(build)
    for index in order:
        load(warehouse, build.verdict(batch=batches[index]))
    texts = wh.execute(warehouse, "SELECT version FROM raw.article_text")
    assert {t["version"] for t in texts} == {b.readings[0].article.version for b in batches}
    newest = batches[1].readings[0].article.version
    assert wh.execute(warehouse, "SELECT version FROM core.event") == [{"version": newest}]
    assert wh.execute(warehouse, "SELECT count_low FROM core.casualty") == [{"count_low": 19}]
    article = wh.execute(warehouse, "SELECT current_version, first_seen_at FROM raw.article")
    assert article == [{"current_version": newest, "first_seen_at": NIGHT_1}]
    past = wh.execute(warehouse, "SELECT replaced_because, record FROM core.event_history")
    assert [p["replaced_because"] for p in past] == ["republished"]
    assert past[0]["record"]["casualties"][0]["count"]["low"] == 17


def test_two_versions_in_one_batch_are_both_kept_the_later_counts(
    warehouse: wh.Connection, build: Build
) -> None:
    first, second = (b.readings[0] for b in republished(build))
    load(warehouse, build.verdict(first, second))
    assert len(wh.execute(warehouse, "SELECT 1 FROM raw.article_text")) == 2
    assert wh.execute(warehouse, "SELECT version FROM core.event") == [
        {"version": second.article.version}
    ]


def test_a_withheld_claim_stays_out_and_its_event_keeps_it_on_record(
    warehouse: wh.Connection, build: Build
) -> None:
    reading = build.reading(build.event())
    claim = f"{reading.article.doc_id}/{reading.article.version}/e1/c2"
    load(warehouse, build.verdict(reading, withheld=frozenset({claim})))
    assert wh.execute(warehouse, "SELECT claim_key FROM core.casualty") == [{"claim_key": "c1"}]
    record = wh.execute(warehouse, "SELECT record FROM core.event")[0]["record"]
    assert [c["id"] for c in record["casualties"]] == ["c1", "c2"]
    released = load(warehouse, build.verdict(reading))
    assert released.replaced_events == 1
    assert [r["claim_key"] for r in wh.execute(warehouse, "SELECT * FROM core.casualty")] == [
        "c1",
        "c2",
    ]


STEPS = [
    "upserts/batch.sql",
    "upserts/staging.sql",
    "upserts/articles.sql",
    "upserts/article_texts.sql",
    "upserts/replace_events.sql",
    "upserts/events.sql",
    "upserts/casualties.sql",
    "upserts/controls.sql",
    "upserts/quarantine.sql",
    "upserts/resolve_quarantine.sql",
]


@pytest.mark.parametrize("step", STEPS)
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_crash_at_any_step_leaves_the_rows_of_a_run_without_one(
    warehouse: wh.Connection,
    other_warehouse: wh.Connection,
    build: Build,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    moment: str,
) -> None:
    first = build.verdict(build.reading(build.event(), build.capture()))
    load(warehouse, first)
    before = exact(warehouse, *WRITTEN)
    second = build.verdict(
        build.reading(build.event(extractor_version="2")),
        build.reading(build.event(), doc_id="b" * 16),
        quarantined=(held(build),),
    )
    run = wh.run

    def crash(conn: wh.Connection, name: str, params: Any = None) -> int:
        if name == step and moment == "before":
            raise KeyboardInterrupt
        rows = run(conn, name, params)
        if name == step:
            raise KeyboardInterrupt
        return rows

    monkeypatch.setattr(wh, "run", crash)
    with pytest.raises(KeyboardInterrupt):
        load(warehouse, second)
    monkeypatch.setattr(wh, "run", run)
    assert exact(warehouse, *WRITTEN) == before
    load(warehouse, second)
    load(other_warehouse, first)
    load(other_warehouse, second)
    assert contents(warehouse, "raw", "core", "ops") == contents(
        other_warehouse, "raw", "core", "ops"
    )
    assert exact(warehouse, *WRITTEN) != before


def test_the_same_batch_loaded_at_once_by_several_is_loaded_once(
    warehouse_url: str, warehouse: wh.Connection, build: Build
) -> None:
    readings = [
        build.reading(build.event(), build.capture(), doc_id=f"{n:016x}") for n in range(40)
    ]
    reports: list[v.LoadReport] = []
    errors: list[Exception] = []

    def one(chosen: list[v.Reading], name: str) -> None:
        conn = wh.connect(warehouse_url)
        try:
            reports.append(load(conn, build.verdict(batch=build.batch(*chosen, name=name))))
        except Exception as error:  # noqa: BLE001  # shown by the assertion below
            errors.append(error)
        finally:
            conn.close()

    jobs = [
        (readings, "a"),
        (readings, "a"),
        (readings[::-1], "b"),
        (readings[10:] + readings[:10], "c"),
    ]
    threads = [threading.Thread(target=one, args=job) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert sum(r.inserted["core.event"] for r in reports) == 80
    assert len(wh.execute(warehouse, "SELECT 1 FROM core.event")) == 80
    assert wh.execute(warehouse, "SELECT count(*) AS n FROM core.event_history") == [{"n": 0}]


def test_a_critical_failure_loads_nothing_and_records_why(
    warehouse: wh.Connection, build: Build
) -> None:
    verdict = build.verdict(build.reading(build.event()))
    failed = v.Result(
        suite="batch",
        expectation="one_extractor_version",
        severity=v.Severity.CRITICAL,
        is_success=False,
        is_evaluated=True,
        message="2 versions",
    )
    verdict = replace(verdict, examination=replace(verdict.examination, results=(failed,)))
    with pytest.raises(BatchStoppedError, match=r"batch\.one_extractor_version: 2 versions"):
        load(warehouse, verdict)
    assert exact(warehouse, "raw.article", "core.event", "ops.batch") == ["[]"] * 3
    runs = wh.execute(warehouse, "SELECT outcome, critical_count FROM quality.validation_run")
    assert runs == [{"outcome": "failed", "critical_count": 1}]


def test_what_is_held_is_resolved_by_a_reading_that_passes(
    warehouse: wh.Connection, build: Build
) -> None:
    first = build.verdict(build.reading(build.capture()), quarantined=(held(build),))
    assert load(warehouse, first).quarantined == 1
    fixed = build.verdict(build.reading(build.event(), build.capture()))
    assert load(warehouse, fixed).resolved == 1
    audit = wh.execute(
        warehouse, "SELECT action FROM quality.quarantine_audit ORDER BY quarantine_audit_id"
    )
    assert [a["action"] for a in audit] == ["quarantined", "resolved"]
    assert load(warehouse, fixed).resolved == 0


def test_text_that_the_database_cannot_hold_does_not_stop_the_quarantine(
    warehouse: wh.Connection, build: Build
) -> None:
    article = build.article(text="نص \0 \ud800 تالف")
    record = {"article": {"text": article.text, "path": "back\\u0000slash"}}
    bad = held(build, grain=v.Grain.ARTICLE, record=record, article=article)
    load(warehouse, build.verdict(quarantined=(bad,)))
    row = wh.execute(warehouse, "SELECT record FROM quality.quarantine")[0]["record"]
    assert row["article"] == {"text": "نص \ufffd ? تالف", "path": "back\\u0000slash"}


def test_copies_pages_and_places_are_upserted(warehouse: wh.Connection, build: Build) -> None:
    two = build.reading(doc_id="b" * 16, url="https://news.example/2")
    load(warehouse, build.verdict(build.reading(), two))
    edges = [("b" * 16, "a" * 16, 0.9), ("a" * 16, "f" * 16, 0.8), ("a" * 16, "a" * 16, 1.0)]
    assert load_copies(warehouse, edges) == 1
    assert load_copies(warehouse, edges) == 0
    rows = wh.execute(warehouse, "SELECT article_id, other_article_id FROM raw.article_copy")
    assert rows == [{"article_id": "a" * 16, "other_article_id": "b" * 16}]
    page = ("p1", "s", "https://x", 200, "text/html", 12, None, "fetch/s.warc.gz", 0, NIGHT_1)
    assert (load_pages(warehouse, [page]), load_pages(warehouse, [page])) == (1, 0)
    place = ("SY-1", "دوما", "Douma", "town", "SY-RD", 33.57, 36.4)
    assert (load_places(warehouse, [place]), load_places(warehouse, [place])) == (1, 0)
    assert load_places(warehouse, [(*place[:2], "Duma", *place[3:])]) == 1


def test_months_of_publication_have_partitions_of_their_own(
    warehouse: wh.Connection, build: Build
) -> None:
    march = build.reading()
    april = build.reading(doc_id="b" * 16, published_on=date(2018, 4, 1))
    load(warehouse, build.verdict(march, april))
    parts = wh.execute(
        warehouse, "SELECT tableoid::regclass::text AS part FROM raw.article_text ORDER BY 1"
    )
    assert [p["part"] for p in parts] == ["raw.article_text_2018_03", "raw.article_text_2018_04"]


def test_a_new_month_waits_for_a_load_that_is_writing(
    warehouse: wh.Connection, warehouse_url: str
) -> None:
    """The load holds ops.batch and comes to raw.article_text last: neither may block the other."""
    wh.run(warehouse, "upserts/partitions.sql", {"days": [date(2018, 3, 1)]})
    warehouse.commit()
    wh.execute(
        warehouse,
        "INSERT INTO ops.batch (batch_id, batch_name, article_count, event_count, "
        "quarantined_count, touched_weeks) VALUES (repeat('a', 32), 'b', 0, 0, 0, '{}')",
    )

    def another_month() -> None:
        other = wh.connect(warehouse_url)
        with wh.transaction(other):
            wh.run(other, "upserts/partitions.sql", {"days": [date(2018, 4, 1)]})
        other.close()

    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(another_month)
        time.sleep(0.5)  # it waits for the load by now
        wh.execute(warehouse, "LOCK TABLE raw.article_text IN ROW EXCLUSIVE MODE")
        warehouse.commit()
        waiting.result(timeout=30)
