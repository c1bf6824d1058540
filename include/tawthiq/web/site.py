"""The site: one FastAPI app, closed as a whole, with the same headers and errors everywhere."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException as AnyHTTPError

from tawthiq import server
from tawthiq.web import access, articles, incidents, quality, quarantine, reports, trends
from tawthiq.web.frame import error_page
from tawthiq.web.readers import BusyError, Readers

if TYPE_CHECKING:
    from starlette.responses import Response

    from tawthiq.settings import Settings

ROUTERS = (trends, quality, incidents, articles, quarantine, reports)

_log = logging.getLogger("tawthiq.web")


def make_site(settings: Settings) -> FastAPI:
    """Build the site on this warehouse; nothing is opened before the first page.

    `SafeHeaders` goes around it, so that answers to errors have the headers as well.
    """
    site = FastAPI(
        docs_url=None,
        redoc_url=None,
        openapi_url=None,
        dependencies=[Depends(access.reader)],
        exception_handlers={
            AnyHTTPError: _refused,
            RequestValidationError: _misunderstood,
            BusyError: _busy,
            Exception: _broken,
        },
    )
    site.state.settings = settings
    site.state.readers = Readers(lambda: server.warehouse_dsn(settings))
    for module in ROUTERS:
        site.include_router(module.router)
    return site


async def _refused(request: Request, error: Any) -> Response:
    return error_page(request, error.status_code, str(error.detail))


async def _misunderstood(request: Request, error: Any) -> Response:
    said = "; ".join(f"{e['loc'][-1]}: {e['msg']}" for e in error.errors())
    return error_page(request, 400, said)


async def _busy(request: Request, error: Any) -> Response:
    _log.warning("%s: %s", request.url.path, error)
    return error_page(request, 503, f"{error}; narrow the filter or try again")


async def _broken(request: Request, error: Any) -> Response:
    """Say no more than that it broke: the framework logs the error itself."""
    return error_page(request, 500, "")
