"""Put one sound article into the quarantine of this environment's warehouse, as a night would.

A program of its own: whoever opens the embedded server keeps it up until it ends.
"""

from __future__ import annotations

from tests.conftest import Build

from tawthiq import steps
from tawthiq import verdict as v
from tawthiq.load import load
from tawthiq.records import article_record, event_record
from tawthiq.settings import load_settings


def main() -> None:
    build = Build()
    article = build.article(doc_id="feedfeedfeedfeed", url="https://news.example/held")
    held = v.Quarantined(
        grain=v.Grain.ARTICLE,
        record_id=article.doc_id,
        content="as read",
        suite="articles",
        expectation="day_is_not_in_the_future",
        reason="It was published no later than a day after the night that read it.",
        detail="",
        record={"article": article_record(article), "events": [event_record(build.event())]},
        article=article,
    )
    batch = build.batch(name="nightly/2018-03-20")
    with steps.warehouse(load_settings()) as connection:
        load(connection, build.verdict(batch=batch, quarantined=(held,)))


if __name__ == "__main__":
    main()
