"""Article → events: what one article says happened, in the codebook's terms.

scan → figures, people, harm, sides, places, days, sources of each sentence → frames → context →
joining → events. `extract` knows lexicon, gazetteer and grammar; no files, clock or network.
"""

from __future__ import annotations

from tawthiq.extract.assembly import assemble
from tawthiq.extract.events import events_of
from tawthiq.extract.language import Language, load_language
from tawthiq.extract.relevance import may_hold_events
from tawthiq.garbage import no_search_for_cycles
from tawthiq.model import Article, Event

__all__ = ["Language", "extract", "load_language"]


def extract(article: Article, language: Language) -> list[Event]:
    """Return every event that an article reports, with evidence and rule on each claim."""
    if not may_hold_events(article, language.signs):
        return []
    with no_search_for_cycles():
        return events_of(assemble(article, language), language.version)
