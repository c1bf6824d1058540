"""Pages for people: one look, two languages, nothing from afar and no script.

    rows → `render("quality.html", "ar", …)` → one self-contained page

Pages open from a folder, from a web server or inside Airflow alike. Everything is escaped; the one
stylesheet stands in the page and is named by its hash in the content security policy, so that not
even a style can be smuggled in through an article.
"""

from __future__ import annotations

from tawthiq.pages.article import article_view
from tawthiq.pages.render import Language, content_security_policy, render, say

__all__ = ["Language", "article_view", "content_security_policy", "render", "say"]
