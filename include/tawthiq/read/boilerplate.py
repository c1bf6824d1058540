"""Lines that a generic extractor takes along and that are no words of the article.

Which they are is data (include/lexicon/pages/boilerplate.tsv): `line` begins such a line, `alone`
is all of it, and after `rest` comes nothing that belongs to the article.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from tawthiq.arabic import fold_phrase
from tawthiq.lexicon import LEXICON, read_table

TABLE = LEXICON / "pages" / "boilerplate.tsv"
_LONGEST_PHRASE = 4  # words
_MOST_WORDS = 30  # a line with more is a paragraph, whatever it begins with
_HEADING = 6  # words: a longer line is no heading over comments or related news
_SENTENCE_END = re.compile(r"[.؟?!…][»”\"')]*(?=\s|$)|[»”\"]$")


@cache
def _phrases() -> dict[tuple[str, ...], str]:
    return {fold_phrase(s.phrase): s["kind"] for s in read_table(TABLE)}


def without_boilerplate(text: str, title: str) -> str:
    """Return the text without such lines, and without its headline at the top."""
    kept, headline = list[str](), fold_phrase(title)
    for line in text.split("\n"):
        words = line.split()
        if len(words) > _MOST_WORDS:
            kept.append(line)
            continue
        if not kept and fold_phrase(line) == headline:
            continue
        kind = _kind(fold_phrase(" ".join(words[: _LONGEST_PHRASE + 1])))
        if kind == "rest" and kept and len(words) <= _HEADING:
            break
        if not kind:
            kept.append(line)
    return "\n".join(kept)


def _kind(folded: Sequence[str]) -> str:
    known = _phrases()
    for length in range(_LONGEST_PHRASE, 0, -1):
        kind = known.get(tuple(folded[:length]), "")
        if kind and len(folded) >= length and (kind != "alone" or len(folded) == length):
            return kind
    return ""


def prose(text: str) -> int:
    """Return how many characters stand in sentences that end, unlike headlines and menus."""
    return sum(
        max((m.end() for m in _SENTENCE_END.finditer(line)), default=0) for line in text.split("\n")
    )
