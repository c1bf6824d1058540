"""Pages inside Airflow: what the warehouse holds, shown to whoever may see Airflow's own pages.

    request → headers → login and role (access) → route → SQL file → read-only connection (readers)
            → template of tawthiq.pages → answer

Nothing is imported or opened before the first request: Airflow loads the plugin in all its
components, and one of them alone serves pages.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

PREFIX = "/tawthiq"

#: Airflow's form of a view. Addresses are relative to the base of Airflow's own pages, which may be
#: served under a path; `{DAG_ID}` and `{RUN_ID}` are filled in by Airflow's pages.
VIEWS: tuple[Mapping[str, object], ...] = (
    *(
        {
            "name": name,
            "href": f"tawthiq/{page}",
            "destination": "nav",
            "category": "browse",
            "url_route": f"tawthiq-{page}",
        }
        for page, name in (
            ("trends", "Weekly trends"),
            ("quality", "Data quality"),
            ("incidents", "Incidents"),
            ("quarantine", "Quarantine"),
        )
    ),
    {
        "name": "Quality",
        "href": f"{PREFIX}/quality/run?dag_id={{DAG_ID}}&run_id={{RUN_ID}}",
        "destination": "dag_run",
        "url_route": "tawthiq-run-quality",
    },
)


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer a request (ASGI); the first one builds the site."""
    await _site()(scope, receive, send)


@cache
def _site() -> ASGIApp:
    from tawthiq.settings import load_settings
    from tawthiq.web.headers import SafeHeaders
    from tawthiq.web.site import make_site

    return SafeHeaders(make_site(load_settings()))
