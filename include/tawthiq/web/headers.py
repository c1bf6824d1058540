"""Headers that every answer carries, errors included: no script, no frame elsewhere, no cache."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from starlette.datastructures import MutableHeaders

from tawthiq.pages import content_security_policy

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Airflow shows the pages in a frame of its own origin.
OURS = content_security_policy(frame_ancestors="'self'")

#: For files that programs wrote (Data Docs have their styles inline): as closed as they allow.
FILES = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"

ALWAYS: Mapping[str, str] = {
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",
}


class SafeHeaders:
    """ASGI middleware; a route may send a policy of its own, as files do."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Add the headers to an HTTP answer as it starts."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(ALWAYS)
                headers.setdefault("content-security-policy", OURS)
            await send(message)

        await self._app(scope, receive, with_headers)
