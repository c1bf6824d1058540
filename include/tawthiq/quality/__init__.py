"""Whether last night can be trusted, why not, and what to do: read from the warehouse for people.

quality.*, core.*, ops.* → facts (rows as the SQL files give them) → terminal, JSON, pages
"""

from __future__ import annotations

from tawthiq.quality.articles import ArticleFacts, read_article
from tawthiq.quality.facts import Facts, NoRunError, gather
from tawthiq.quality.grade import Grade, Reason, grade
from tawthiq.quality.site import write_quality

__all__ = [
    "ArticleFacts",
    "Facts",
    "Grade",
    "NoRunError",
    "Reason",
    "gather",
    "grade",
    "read_article",
    "write_quality",
]
