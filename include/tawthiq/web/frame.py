"""What every page has around its content: navigation, two languages, links that know the prefix."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

from fastapi import Request
from starlette.responses import HTMLResponse

from tawthiq.pages import Language, render, say

if TYPE_CHECKING:
    from tawthiq.settings import Settings
    from tawthiq.web.readers import Readers

COOKIE = "tawthiq_language"
PAGES = ("trends", "quality", "incidents", "quarantine")


def readers_of(request: Request) -> Readers:
    """Return the site's read-only connections."""
    found: Readers = request.app.state.readers
    return found


def settings_of(request: Request) -> Settings:
    """Return the settings that the site was built with."""
    found: Settings = request.app.state.settings
    return found


def language_of(request: Request) -> Language:
    """Return the language asked for by `?lang=`, else the one chosen last, else English."""
    for said in (request.query_params.get("lang"), request.cookies.get(COOKIE)):
        if said in set(Language):
            return Language(said)
    return Language.ENGLISH


def href(request: Request, path: str, /, **query: object) -> str:
    """Return the address of one of our pages; parameters that say nothing are left out."""
    said = {key: str(value) for key, value in query.items() if value not in (None, "", False)}
    root = str(request.scope.get("root_path", ""))
    return f"{root}/{quote(path)}" + (f"?{urlencode(said)}" if said else "")


def around(request: Request) -> dict[str, Any]:
    """Return what base.html asks for: links of the navigation, this page in the other language."""
    language = language_of(request)
    here = request.url.path.removeprefix(str(request.scope.get("root_path", ""))).strip("/")
    links = [
        {
            "href": href(request, page),
            "text": say(f"nav_{page}", language=language),
            "is_current": here.split("/")[0] == page,
        }
        for page in PAGES
    ]
    other = urlencode({**request.query_params, "lang": language.other.value})
    return {"links": links, "other_language": f"?{other}"}


def answer(request: Request, page: str, status: int = 200) -> HTMLResponse:
    """Return a rendered page, and remember the language that was asked for."""
    response = HTMLResponse(page, status)
    asked = request.query_params.get("lang")
    if asked in set(Language):
        root = str(request.scope.get("root_path", "")) or "/"
        response.set_cookie(COOKIE, asked, path=root, httponly=True, samesite="lax")
    return response


def page(request: Request, template: str, **context: Any) -> HTMLResponse:
    """Return a template of `web/`, or one named with its folder, as the answer.

    It may call `href(path, name=value)`.
    """

    def link(path: str, /, **query: object) -> str:
        return href(request, path, **query)

    values: Mapping[str, Any] = {**around(request), "href": link, **context}
    return answer(
        request,
        render(template if "/" in template else f"web/{template}", language_of(request), **values),
    )


def error_page(request: Request, status: int, detail: str) -> HTMLResponse:
    """Return an error as a page that says what to do; without a login it says nothing more."""
    language = language_of(request)
    known = status in {400, 401, 403, 404, 405, 503}
    text = render(
        "web/error.html",
        language,
        links=(),
        other_language=None,
        status=status,
        advice=say(f"error_{status}" if known else "error_500", language=language),
        detail="" if status == 401 else detail,
    )
    return HTMLResponse(text, status)
