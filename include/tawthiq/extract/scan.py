"""An article as sentences, each with its tokens and the phrases of the lexicon found in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tawthiq.arabic import Token, tokenize
from tawthiq.extract.language import Language
from tawthiq.lexicon import Mention, Sense
from tawthiq.model import Evidence, Part

if TYPE_CHECKING:
    from tawthiq.extract.numbers import Figure

_ENDS = frozenset(".!?؟؛;…")
_LONGEST = 400  # tokens; a longer "sentence" is a list or noise, and is cut to keep time linear
_DATELINE = 12  # tokens within which a report's first words name the office and the agency
_AGENCY = 4  # tokens from the bracket before an agency's name to that behind it
_DASHES = frozenset("-–—")
_ABBREVIATION = 4  # letters before a full stop with no space after it: "بي.ايه.بي"


@dataclass(slots=True)
class Sentence:
    """One sentence; token positions are sentence-local, offsets are those of the article's part."""

    part: Part
    paragraph: int
    text: str
    tokens: list[Token]
    mentions: list[Mention]
    classes: Mapping[str, frozenset[str]]
    classes_of: Mapping[str, frozenset[str]]
    figures: list[Figure] | None = None  # once they were looked for
    digits: list[int] | None = None  # where they stand, once asked for
    at: dict[int, Mention] = field(default_factory=dict)
    by_dimension: dict[str, list[tuple[Mention, Sense]]] = field(default_factory=dict)
    vocabulary: set[str] | None = None  # its words, once they were asked for

    def __post_init__(self) -> None:
        at, by_dimension = self.at, self.by_dimension
        for mention in self.mentions:
            for position in range(mention.first, mention.last):
                at[position] = mention
            for dimension, senses in mention.senses.items():
                if dimension in by_dimension:
                    by_dimension[dimension].append((mention, senses[0]))
                else:
                    by_dimension[dimension] = [(mention, senses[0])]

    def word(self, position: int) -> str:
        """Return the folded token at a position, empty outside the sentence."""
        return self.tokens[position].folded if 0 <= position < len(self.tokens) else ""

    def kind(self, position: int) -> str:
        """Return "word", "digits" or "other" for a token, empty outside the sentence."""
        return self.tokens[position].kind if 0 <= position < len(self.tokens) else ""

    def is_a(self, position: int, kind: str) -> bool:
        """Whether the word at a position belongs to a class of grammar.tsv."""
        tokens = self.tokens
        return 0 <= position < len(tokens) and tokens[position].folded in self.classes[kind]

    def holds(self, kind: str) -> bool:
        """Whether any word of the sentence is of a class: spares the search where none is."""
        if self.vocabulary is None:
            self.vocabulary = {token.folded for token in self.tokens}
        return not self.classes[kind].isdisjoint(self.vocabulary)

    def in_digits(self) -> list[int]:
        """Return the positions of the numbers written in digits; most sentences have none."""
        if self.digits is None:
            self.digits = [at for at, token in enumerate(self.tokens) if token.kind == "digits"]
        return self.digits

    def is_joined_a(self, position: int, kind: str) -> bool:
        """Whether the word at a position, with or without "and" before it, is of a class."""
        word, words = self.word(position), self.classes[kind]
        return word in words or word.removeprefix("و") in words

    def has_and(self, position: int) -> bool:
        """Whether the phrase at a position is joined to what stands before it: "وقصفت"."""
        mention = self.at.get(position)
        return mention is not None and bool(mention.reading.conjunction)

    def sense(self, position: int, dimension: str) -> Sense | None:
        """Return the sense in a dimension of the phrase covering a position."""
        mention = self.at.get(position)
        return mention.sense(dimension) if mention else None

    def starts(self, position: int, dimension: str) -> Sense | None:
        """Return the sense of a phrase that starts just here."""
        mention = self.at.get(position)
        if mention is None or mention.first != position:
            return None
        return mention.sense(dimension)

    def having(self, dimension: str) -> Sequence[tuple[Mention, Sense]]:
        """Return the mentions with a sense in a dimension, with the first such sense, in order."""
        return self.by_dimension.get(dimension, ())

    def having_any(self, dimensions: frozenset[str]) -> Sequence[Mention]:
        """Return the mentions with a sense in one of some dimensions, in order."""
        if dimensions.isdisjoint(self.by_dimension):
            return ()
        return [m for m in self.mentions if not dimensions.isdisjoint(m.senses)]

    def evidence(self, first: int, last: int, rule: str) -> Evidence:
        """Return the span of tokens first to last (half-open) as evidence."""
        last = max(first + 1, min(last, len(self.tokens)))
        return Evidence(
            start=self.tokens[first].start,
            end=self.tokens[last - 1].end,
            rule=rule,
            part=self.part,
        )

    def words(self, first: int, last: int) -> str:
        """Return the article's own words of a token range."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def scan(text: str, part: Part, language: Language) -> list[Sentence]:
    """Cut a text into sentences and find the lexicon's phrases in each."""
    sentences = list[Sentence]()
    for paragraph, tokens in _sentences(text):
        if not sentences and part is Part.TEXT:
            tokens = _without_dateline(tokens)
        sentences.append(
            Sentence(
                part,
                paragraph,
                text,
                tokens,
                language.lexicon.find(tokens),
                language.words,
                language.classes_of,
            )
        )
    return sentences


def _without_dateline(tokens: list[Token]) -> list[Token]:
    """Leave out where a report was written: "نيويورك، الولايات المتحدة (CNN) -- قتل …"."""
    words = [token.folded for token in tokens[: _DATELINE + _AGENCY]]
    if "(" not in words[:_DATELINE]:
        return tokens
    opens = words.index("(")
    agency = words[opens + 1 : opens + _AGENCY + 1]
    if ")" not in agency:
        return tokens
    end = opens + 1 + agency.index(")") + 1
    dashed = end < len(words) and words[end] in _DASHES
    return tokens[opens:] if dashed else tokens


def _sentences(text: str) -> Iterator[tuple[int, list[Token]]]:
    paragraph, tokens = 0, list[Token]()
    for token in tokenize(text):
        kind = token.kind
        if kind == "line":
            if tokens:
                yield paragraph, tokens
            paragraph, tokens = paragraph + 1, []
        elif kind == "other" and token.folded in _ENDS and _ends(text, token, tokens):
            if tokens:
                yield paragraph, tokens
            tokens = []
        else:
            tokens.append(token)
            if len(tokens) >= _LONGEST:
                yield paragraph, tokens
                tokens = []
    if tokens:
        yield paragraph, tokens


def _ends(text: str, mark: Token, before: list[Token]) -> bool:
    """Whether a mark ends a sentence rather than standing inside an abbreviation."""
    if mark.folded != "." or mark.end >= len(text) or text[mark.end].isspace():
        return True
    return bool(before) and len(before[-1].folded) > _ABBREVIATION
