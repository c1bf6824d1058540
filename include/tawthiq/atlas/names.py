"""Compare names over scripts: an Arabic name and its romanisations share their consonants.

Romanisations differ in vowels, in the article, in doubled letters and in how they write خ or ش.
So a name is reduced to its consonants, sounds that romanisations confuse counted as one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache

from tawthiq.arabic import fold_phrase
from tawthiq.gazetteer import GAZETTEER, read_rows

# One sign a sound; vowels, glides, hamza and ayn carry no weight. ط ت ث, ص س, د ض ذ ظ, ق ك are
# one each.
_ARABIC = str.maketrans("بتثجحخدذرزسشصضطظغفقكلمنه", "bttjhxddrzs$sdtdgfkklmnh", "ءاويعةىأإآؤئ")
_DIGRAPHS = (("kh", "x"), ("sh", "$"), ("ch", "$"), ("th", "t"), ("dh", "d"), ("gh", "g"))
_LATIN = str.maketrans("qcvp", "kkfb", "aeiouyw")
_ARTICLE = re.compile(
    r"\b(?:al|el|ar|er|as|es|ash|esh|ech|at|et|ad|ed|an|en|az|ez|ath|adh)(?:-|\s+|(?=[`'ʿ]))"
)
_GLUED_ARTICLE = re.compile(r"\b[ae]l(?=[b-df-hj-np-tv-z][a-z`']{3})")
_ARABIC_ARTICLE = "ال"
_BRACKETS = re.compile(r"\([^)]*\)|\[[^]]*]")
_DOUBLED = re.compile(r"(.)\1+")
#: Consonants from which one may differ: of shorter names another letter makes another name.
_LONG_ENOUGH = 4


@lru_cache(maxsize=1)
def _parts() -> Mapping[str, str]:
    """Return the words that tell parts of one village apart (big, eastern), by folded word."""
    rows = [row for _, row in read_rows(GAZETTEER / "parts.tsv")]
    return {"".join(fold_phrase(row["word"].lower())): row["sense"] for row in rows}


@lru_cache(maxsize=100_000)
def consonants(name: str) -> str:
    """Return the consonants of a name in Arabic or Latin letters, without article and brackets.

    Words such as big or eastern stand at the end by their sense, whatever the script has them by.

    >>> consonants("خان شيخون"), consonants("Khan Shaykhun"), consonants("Big Habbuba")
    ('xn$xn', 'xn$xn', 'hb+big')
    """
    name = _BRACKETS.sub(" ", name)
    if any("\u0600" <= letter <= "\u06ff" for letter in name):
        words = [_bare(word) for word in fold_phrase(name)]
        sounds = [(word, _of_arabic(word)) for word in words]
    else:
        sounds = [(word, _of_latin(word)) for word in _latin_words(name)]
    parts = sorted(f"+{_parts()[word]}" for word, _ in sounds if word in _parts())
    bare = "".join(sound for word, sound in sounds if word not in _parts())
    return _DOUBLED.sub(r"\1", bare) + "".join(parts)


def _latin_words(name: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", name.lower())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    words = _GLUED_ARTICLE.sub(" ", _ARTICLE.sub(" ", plain)).replace("-", " ").split()
    return ["".join(c for c in word if c.isalpha()) for word in words]


def _of_latin(word: str) -> str:
    for letters, sound in _DIGRAPHS:
        word = word.replace(letters, sound)
    return _silent(word).translate(_LATIN)


def _bare(word: str) -> str:
    return word.removeprefix(_ARABIC_ARTICLE) if len(word) > len(_ARABIC_ARTICLE) + 1 else word


def _of_arabic(word: str) -> str:
    # fold() has made ة to ه: at the end of a word it is not sounded.
    return (word.removesuffix("ه") or word).translate(_ARABIC)


def _silent(word: str) -> str:
    return word.removesuffix("h") if len(word) > 1 and word[-2:-1] in "aeiy" else word


def alike(one: str, other: str) -> bool:
    """Whether two names can be one: equal consonants, or one of at least four different.

    >>> alike("معرة النعمان", "Ma'arrat An Nu'man"), alike("دوما", "Daraya")
    (True, False)
    """
    return alike_consonants(consonants(one), consonants(other))


def alike_consonants(first: str, second: str) -> bool:
    """Whether two names, given by their consonants, can be one."""
    if not first or not second:
        return False
    if first == second:
        return True
    first, _, part = first.partition("+")
    second, _, other_part = second.partition("+")
    if part != other_part:
        return False
    if min(len(first), len(second)) < _LONG_ENOUGH or abs(len(first) - len(second)) > 1:
        return False
    return _one_apart(first, second)


def _one_apart(first: str, second: str) -> bool:
    """Whether one letter put in, left out or changed makes one of the other."""
    at = 0
    while at < min(len(first), len(second)) and first[at] == second[at]:
        at += 1
    if len(first) == len(second):
        return first[at + 1 :] == second[at + 1 :]
    longer, shorter = (first, second) if len(first) > len(second) else (second, first)
    return longer[at + 1 :] == shorter[at:]
