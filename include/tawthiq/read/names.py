"""Headlines without the outlet's name, and authors that are people."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache

from tawthiq.arabic import fold_phrase
from tawthiq.lexicon import LEXICON, read_table

TABLE = LEXICON / "pages" / "bylines.tsv"
#: Marks that part a headline from the outlet's name, with space around them (": " before none).
_PARTS = re.compile(r"\s+(?:[|\-–—•·»«/]|::|\|\|)\s+|\s*[|]\s*|\s:\s|:\s")
_LONGEST_NAME = 60  # characters: longer is a sentence
_MOST_WORDS = 7
_NO_PERSON = re.compile(
    r"https?\b|www\.|[;@/\\<>{}=]|\.(?:com|net|org|png|jpe?g|gif|svg)\b|\d", re.I
)
_SPACES = re.compile(r"\s+")


def headline(title: str, outlets: Sequence[str]) -> str:
    """Return a title without the outlet's name at its beginning or end.

    >>> headline("مقتل ثلاثة في دوما - عنب بلدي", ["عنب بلدي"])
    'مقتل ثلاثة في دوما'
    """
    known = {fold_phrase(name) for name in outlets} - {()}
    title = _SPACES.sub(" ", title).strip()
    while True:
        marks = list(_PARTS.finditer(title))
        if marks and fold_phrase(title[marks[-1].end() :]) in known:
            title = title[: marks[-1].start()].strip()
        elif marks and fold_phrase(title[: marks[0].start()]) in known:
            title = title[marks[0].end() :].strip()
        else:
            return title


def best_headline(said: Iterable[str], heading: str, whole: str, outlets: Sequence[str]) -> str:
    """Return the first that is no outlet's name of: what the page's data say, h1, <title>.

    Where `<title>` is the heading and something more, the something is dropped too.
    """
    heading = headline(heading, outlets)
    if heading and heading not in _SPACES.sub(" ", whole):
        heading = ""  # of the site, not of the page
    known = {fold_phrase(name) for name in outlets}
    for one in (*said, heading, whole):
        short = headline(one, outlets)
        if heading and short.startswith(heading) and _PARTS.match(short[len(heading) :]):
            short = heading
        if short and fold_phrase(short) not in known:
            return short
    return ""


@cache
def _bylines() -> dict[tuple[str, ...], str]:
    return {fold_phrase(s.phrase): s["kind"] for s in read_table(TABLE)}


def person(said: Iterable[str], outlets: Sequence[str]) -> str | None:
    """Return the first that may be a person's name; addresses, files and desks are none.

    >>> person(["logo.png", "admin", "بقلم: سلمى الحلبي"], [])
    'سلمى الحلبي'
    """
    none = {fold_phrase(name.lower()) for name in outlets} | {
        words for words, kind in _bylines().items() if kind == "nobody"
    }
    for one in said:
        name = _without_opener(_SPACES.sub(" ", one).strip(" \t\n:-–|،,"))
        words = fold_phrase(name.lower())
        if not words or words in none or _NO_PERSON.search(name):
            continue
        if len(name) <= _LONGEST_NAME and len(words) <= _MOST_WORDS:
            return name
    return None


def _without_opener(name: str) -> str:
    words = name.split()
    for length in (2, 1):
        head = fold_phrase(" ".join(words[:length]).lower())
        if len(words) > length and _bylines().get(head) == "opener":
            return " ".join(words[length:]).lstrip(" :-–|")
    return name
