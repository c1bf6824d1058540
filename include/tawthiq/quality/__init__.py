"""Whether last night can be trusted, why not, and what to do: read from the warehouse for people.

quality.*, core.*, ops.* → facts (rows as the SQL files give them) → terminal, JSON, pages
"""

from __future__ import annotations

from tawthiq.quality.articles import ArticleFacts, read_article

__all__ = ["ArticleFacts", "read_article"]
