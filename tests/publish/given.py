"""Facts given as small tables (CSV in YAML), put into the warehouse with sound defaults."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

from tawthiq import warehouse as wh

BATCH = "0" * 32
SEEN = "2018-03-30T00:00:00Z"
Row = dict[str, Any]


def table(text: str) -> list[Row]:
    """Rows of `a, b\\n1, x+y`: empty is null, `+` makes a list, `{}` is an empty one."""
    reader = csv.DictReader(io.StringIO(text.strip()), skipinitialspace=True)
    return [{key.strip(): value(cell) for key, cell in row.items()} for row in reader]


def value(cell: str) -> Any:
    cell = cell.strip()
    if cell == "{}":
        return []
    if cell.endswith("+"):
        return [cell[:-1]]
    return cell.split("+") if "+" in cell else (cell or None)


def put(conn: wh.Connection, given: dict[str, str]) -> None:
    """Insert every table of `given`; those that others refer to come first."""
    _insert(conn, "ops.batch", {"batch_id": BATCH, "batch_name": "given", "article_count": 0,
                                "event_count": 0, "quarantined_count": 0, "touched_weeks": [],
                                "loaded_at": SEEN}, again="DO NOTHING")  # fmt: skip
    for kind in ORDER:
        for row in table(given.get(kind, "")):
            ORDER[kind](conn, row)
    assert set(given) <= set(ORDER), f"unknown tables: {set(given) - set(ORDER)}"
    conn.commit()


def _insert(conn: wh.Connection, name: str, row: Row, again: str | None = None) -> None:
    columns = ", ".join(row)
    conflict = f"ON CONFLICT {again}" if again else ""
    wh.execute(
        conn,
        f"INSERT INTO {name} ({columns}) SELECT {columns} "  # noqa: S608
        f"FROM jsonb_populate_record(NULL::{name}, %(row)s) {conflict}",
        {"row": row},
    )


def _incident(conn: wh.Connection, row: Row) -> None:
    first = date.fromisoformat(row["started_on"])
    admin1 = row.get("admin1_code")
    _insert(conn, "core.incident", {
        "kind": "incident", "event_type": "air_strike", "ended_on": row["started_on"],
        "week_on": str(first - timedelta(days=first.weekday())),
        "admin1_codes": [admin1] if admin1 else [],
        "place_names": [], "attackers": [], "targets": [], "methods": [], "event_count": 1,
        "article_count": 1, "source_count": 1, "outlet_count": 1, "claim_count": 0,
        "is_contested": False, "confidence": "weak", "date_basis": "stated",
        "first_known_at": SEEN, "last_changed_at": SEEN,
        **{k: v for k, v in row.items() if v is not None},
    })  # fmt: skip


def _figure(conn: wh.Connection, row: Row) -> None:
    best = row["count_best"]
    _insert(conn, "core.incident_figure", {
        "outcome": "killed", "victim": "civilians", "category": "all", "count_low": best,
        "count_high": best, "claim_count": 1, "source_count": 1, "figure_basis": "number",
        "is_contested": False, **row,
    })  # fmt: skip


def _counted(name: str, defaults: Row) -> Any:
    def insert(conn: wh.Connection, row: Row) -> None:
        best = row.get("count_best")
        bounds = {"count_low": best, "count_high": best} if best else {}
        _insert(conn, name, {**defaults, **bounds, "claim_count": 1, "source_count": 1, **row})

    return insert


def _report(conn: wh.Connection, row: Row) -> None:
    article = row.get("article") or f"a-{row['report']}"
    day = row.get("published_on") or "2018-03-06"
    _insert(conn, "raw.article", {
        "article_id": article, "outlet": row["outlet"], "url": f"https://news.example/{article}",
        "current_version": "v", "current_published_on": day, "first_seen_at": SEEN,
        "last_seen_at": SEEN, "loaded_at": SEEN,
    }, again="DO NOTHING")  # fmt: skip
    wh.execute(conn, "SELECT raw.ensure_article_text_partitions(ARRAY[%(d)s::date])", {"d": day})
    wh.execute(
        conn,
        "INSERT INTO raw.article_text (article_id, version, published_on, language, title, body, "
        "first_seen_at, last_seen_at) VALUES (%(a)s, 'v', %(d)s, 'ar', %(t)s, 'نص', %(s)s, %(s)s) "
        "ON CONFLICT DO NOTHING",
        {"a": article, "d": day, "t": row.get("title") or "عنوان", "s": SEEN},
    )
    event_id = f"{article}/v/{row['report']}"
    _insert(conn, "core.event", {
        "event_id": event_id, "article_id": article, "version": "v", "event_key": row["report"],
        "event_number": 1, "event_type": row.get("event_type") or "air_strike", "scope": "incident",
        "started_on": day, "ended_on": day, "date_basis": "stated", "published_on": day,
        "admin1_codes": [], "attackers": [], "targets": [], "methods": [],
        "source_class": row.get("source_class"), "source_name": row.get("source_name"),
        "rule": "given", "extractor_version": row.get("extractor") or "1",
        "evidence": [{"quote": row.get("words") or "كلمات"}], "record": {},
        "digest": row.get("digest") or "d",
        "batch_id": BATCH, "loaded_at": row.get("loaded_at") or SEEN,
    })  # fmt: skip
    _insert(conn, "core.incident_event", {
        "event_id": event_id, "incident_id": row["incident_id"], "article_id": article,
        "component_id": row["incident_id"],
    })  # fmt: skip


def _event_id(conn: wh.Connection, report: str) -> str:
    found = wh.execute(
        conn, "SELECT event_id FROM core.event WHERE event_key = %(r)s", {"r": report}
    )
    return str(found[0]["event_id"])


def _claim(conn: wh.Connection, row: Row) -> None:
    event_id = _event_id(conn, row["report"])
    claim_id = f"{event_id}/{row['claim']}"
    count = row.get("count")
    _insert(conn, "core.casualty", {
        "claim_id": claim_id, "event_id": event_id, "claim_key": row["claim"],
        "outcome": row.get("outcome") or "killed", "victim": row.get("victim") or "civilians",
        "category": row.get("category"), "count_low": count, "count_high": count,
        "qualifier": "exact" if count else "some", "quote": row.get("quote"),
    })  # fmt: skip
    of = wh.execute(conn, "SELECT incident_id FROM core.incident_event WHERE event_id = %(e)s",
                    {"e": event_id})  # fmt: skip
    _insert(conn, "core.incident_claim", {
        "claim_id": claim_id, "incident_id": of[0]["incident_id"], "source_key": row["source_key"],
        "standing": row.get("standing") or "stands",
    })  # fmt: skip


def _told(name: str, key: str, defaults: Row) -> Any:
    def insert(conn: wh.Connection, row: Row) -> None:
        event_id = _event_id(conn, row.pop("report"))
        _insert(conn, name, {**defaults, key: f"{event_id}/{row}", "event_id": event_id, **row})

    return insert


def _published(conn: wh.Connection, row: Row) -> None:
    _insert(conn, "ops.published_week", {"published_at": SEEN, **row}, again="DO NOTHING")


def _copy(conn: wh.Connection, row: Row) -> None:
    _insert(conn, "raw.article_copy", {"similarity": 0.95, "loaded_at": SEEN, **row})


ORDER: dict[str, Any] = {
    "incident": _incident,
    "figure": _figure,
    "strike": _counted("core.incident_strike", {}),
    "materiel": _counted("core.incident_materiel", {}),
    "control": _counted(
        "core.incident_control", {"control_number": 1, "how": "seized", "is_contested": False}
    ),
    "report": _report,
    "claim": _claim,
    "told_strike": _told("core.strike", "strike_id", {"qualifier": "exact"}),
    "told_materiel": _told("core.materiel", "materiel_id", {"qualifier": "exact"}),
    "told_control": _told("core.control", "control_id", {"how": "seized"}),
    "copy": _copy,
    "published": _published,
}
