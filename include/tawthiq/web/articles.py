"""The article view: the text with all that was read from it, loaded or held in quarantine."""

from __future__ import annotations

from fastapi import APIRouter, HTTPException, Request
from starlette.responses import HTMLResponse

from tawthiq.pages import article_view
from tawthiq.quality import read_article
from tawthiq.web.frame import answer, around, language_of, readers_of

router = APIRouter()


@router.get("/articles/{article_id}")
def article(request: Request, article_id: str) -> HTMLResponse:
    """Show an article's current version."""
    with readers_of(request).connection() as connection:
        facts = read_article(connection, article_id.replace("\0", ""))
    if facts is None:
        raise HTTPException(404, "no such article in the warehouse or in quarantine")
    view = article_view(facts.article, facts.events, language_of(request), **around(request))
    return answer(request, view)
