"""How a sentence was read: its phrases with their senses, and the events that came of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tawthiq.extract.assembly import assemble
from tawthiq.extract.events import events_of
from tawthiq.extract.language import Language
from tawthiq.extract.scan import scan
from tawthiq.model import Article, Event, Part


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One phrase found: its words in the text, the table and row that know it, and its meaning."""

    sentence: int
    start: int
    end: int
    words: str
    table: str
    entry: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The derivation of a text: steps in reading order, then the events with rules and evidence."""

    text: str
    steps: tuple[Step, ...]
    events: tuple[Event, ...]


def explain(text: str, published: date, language: Language, outlet: str = "") -> Explanation:
    """Return how a text is read, whether or not it would pass the quick look for relevance."""
    article = Article(doc_id="explain", outlet=outlet, title="", text=text, published_on=published)
    steps = []
    for number, sentence in enumerate(scan(text, Part.TEXT, language), 1):
        for mention in sentence.mentions:
            start, end = sentence.tokens[mention.first].start, sentence.tokens[mention.last - 1].end
            for dimension, senses in mention.senses.items():
                values = ", ".join(f"{k}={v}" for k, v in senses[0].values.items() if v)
                steps.append(
                    Step(
                        sentence=number,
                        start=start,
                        end=end,
                        words=text[start:end],
                        table=dimension,
                        entry=senses[0].phrase,
                        meaning=values,
                    )
                )
    events = events_of(assemble(article, language), language.version)
    return Explanation(text=text, steps=tuple(steps), events=tuple(events))
