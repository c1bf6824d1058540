"""The article view: a text with every extracted span, beside the fields and rules that took it.

Spans overlap (a figure within the clause of its event), so the text is cut at every edge and each
piece says all that was read from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from tawthiq.pages.render import Language, label, render

Row = Mapping[str, Any]

#: Kinds of span from the widest to the narrowest: where they overlap, the later one gives the
#: colour. `event` is the clause that an event rests on.
KINDS = ("event", "control", "materiel", "strike", "casualty")

_CLAIMS = {
    "casualties": "casualty",
    "strikes": "strike",
    "materiel": "materiel",
    "control": "control",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Words of the article (half-open, in characters) and what was read from them."""

    part: str  # title or text
    start: int
    end: int
    kind: str  # one of KINDS
    target: str  # the card that it belongs to: e1, e1-casualty-1
    field: str  # what was read, for people
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text under the same spans; `kind` is empty where nothing was read."""

    words: str
    kind: str = ""
    title: str = ""  # one line a span, shown on hover
    target: str = ""
    anchors: tuple[str, ...] = ()  # targets whose first words these are


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A claim of an event as a line of its card."""

    anchor: str
    kind: str
    field: str
    quote: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An event with its fields and claims."""

    anchor: str
    record: Row
    days: str
    quotes: tuple[tuple[str, str], ...]  # words and the rule that took them
    claims: tuple[Claim, ...]


def article_view(
    article: Row,
    events: Sequence[Row],
    language: Language | str = Language.ENGLISH,
    **page: Any,
) -> str:
    """Return the page of one article with all that was read from it.

    Args:
        article: `title`, `text` (or `body`), `outlet`, `url`, `published_on`, `article_id`; a row
            of reports/article_view.sql.
        events: events in the form of stage files, or rows of core.event with that form in
            `record`, in the article's order.
        language: of everything around the article's own words.
        page: values of base.html: `links`, `other_language`, and so on.
    """
    chosen = Language(language)
    texts = {"title": article["title"] or "", "text": article.get("text") or article["body"] or ""}
    records = [event.get("record", event) for event in events]
    cards = [_card(record, texts, chosen) for record in records]
    spans = [span for record in records for span in _spans(record, chosen)]
    return render(
        "article.html",
        chosen,
        **{"links": (), "other_language": None} | page,
        article=article,
        headline=_pieces(texts["title"], [s for s in spans if s.part == "title"]),
        paragraphs=_paragraphs(texts["text"], [s for s in spans if s.part == "text"]),
        cards=cards,
        kinds=KINDS,
    )


def _spans(record: Row, language: Language) -> Iterator[Span]:
    """Yield the spans of an event and of its claims."""
    head = f"{record['id']} · {label(record['type'], language=language)}"
    for evidence in record["evidence"]:
        yield _span(evidence, "event", record["id"], head)
    for claim, kind, anchor in _claims(record):
        if claim["evidence"]:
            field = f"{record['id']} · {_field(claim, kind, language)}"
            yield _span(claim["evidence"], kind, anchor, field)


def _claims(record: Row) -> Iterator[tuple[Row, str, str]]:
    for name, kind in _CLAIMS.items():
        for number, claim in enumerate(record[name], start=1):
            yield claim, kind, f"{record['id']}-{kind}-{number}"


def _span(evidence: Row, kind: str, target: str, field: str) -> Span:
    return Span(
        part=str(evidence["part"]),
        start=evidence["start"],
        end=evidence["end"],
        kind=kind,
        target=target,
        field=field,
        rule=evidence["rule"],
    )


def _field(claim: Row, kind: str, language: Language) -> str:
    """Return a claim as one line: `killed 17 (exact), civilians, children, part of c1`."""

    def words(*values: Any) -> str:
        return ", ".join(label(v, language=language) for v in values if v)

    if kind == "control":
        how = words(claim["how"])
        return f"{claim['place']}: {how}, {_sides(claim, language)}"
    figure = _figure(claim["count"], language)
    if kind == "casualty":
        rest = words(claim["victim"], claim["category"])
        whole = f" ⊂ {claim['part_of']}" if claim["part_of"] else ""
        return f"{claim['id']} {words(claim['outcome'])} {figure}, {rest}{whole}"
    if kind == "strike":
        return f"{words(claim['munition'])} {figure}"
    return f"{words(claim['item'])} {words(claim['fate'])} {figure}, {words(claim['owner'])}"


def _sides(claim: Row, language: Language) -> str:
    gained, lost = (
        "، ".join(label(v, language=language) for v in claim[name]) or "?"
        for name in ("gained_by", "lost_by")
    )
    return f"+ {gained} − {lost}"


def _figure(count: Row, language: Language) -> str:
    low, high, how = count["low"], count["high"], label(count["qualifier"], language=language)
    if low is None and high is None:
        return f"({how})"
    if low == high:
        return f"{low} ({how})"
    return f"{'' if low is None else low}–{'' if high is None else high} ({how})"


def _card(record: Row, texts: Mapping[str, str], language: Language) -> Card:
    days = record["date"]
    return Card(
        anchor=record["id"],
        record=record,
        days="" if days is None else " – ".join(dict.fromkeys((days["start"], days["end"]))),
        quotes=tuple((_quote(e, texts), e["rule"]) for e in record["evidence"]),
        claims=tuple(
            Claim(
                anchor=anchor,
                kind=kind,
                field=_field(claim, kind, language),
                quote=_quote(claim["evidence"], texts),
                rule=claim["evidence"]["rule"] if claim["evidence"] else "",
            )
            for claim, kind, anchor in _claims(record)
        ),
    )


def _quote(evidence: Row | None, texts: Mapping[str, str]) -> str:
    if not evidence:
        return ""
    return texts[str(evidence["part"])][evidence["start"] : evidence["end"]]


def _paragraphs(text: str, spans: Sequence[Span]) -> list[list[Piece]]:
    """Cut the pieces of a text at its line breaks."""
    lines: list[list[Piece]] = [[]]
    for piece in _pieces(text, spans):
        first, *others = piece.words.split("\n")
        lines[-1].append(_with_words(piece, first))
        lines.extend([_with_words(piece, other, is_first=False)] for other in others)
    return [found for line in lines if (found := [p for p in line if p.words])]


def _with_words(piece: Piece, words: str, *, is_first: bool = True) -> Piece:
    anchors = piece.anchors if is_first else ()
    return Piece(
        words=words, kind=piece.kind, title=piece.title, target=piece.target, anchors=anchors
    )


def _pieces(text: str, spans: Sequence[Span]) -> list[Piece]:
    """Cut a text at every edge of a span; spans that leave the text are cut to it."""
    inside = [s for s in spans if 0 <= s.start < min(s.end, len(text))]
    edges = sorted({0, len(text), *(min(e, len(text)) for s in inside for e in (s.start, s.end))})
    seen: set[str] = set()
    return [
        _piece(text[start:end], [s for s in inside if s.start <= start < s.end], seen)
        for start, end in pairwise(edges)
    ]


def _piece(words: str, over: Iterable[Span], seen: set[str]) -> Piece:
    ordered = sorted(over, key=lambda s: KINDS.index(s.kind))
    if not ordered:
        return Piece(words=words)
    targets = list(dict.fromkeys(s.target for s in ordered))
    new = tuple(t for t in targets if t not in seen)
    seen.update(new)
    return Piece(
        words=words,
        kind=ordered[-1].kind,
        title="\n".join(f"{s.field} ← {s.rule}" for s in ordered),
        target=ordered[-1].target,
        anchors=new,
    )
