"""The telling words of a report, as numbers: those that few reports use, such as names.

Common words lie in include/lexicon/common_words.txt, counted in news from Syria. Of the others a
report keeps those whose numbers are smallest, which picks the same ones in both of two like texts.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

from tawthiq.arabic import fold

COMMON = Path(__file__).parent.parent.parent / "lexicon" / "common_words.txt"
WORDS_KEPT = 12
_SHORTEST = 4  # letters: shorter ones are particles more often than not
_WORD = re.compile(r"[^\W\d_]{4,}")


class TellingWords:
    """Texts as the numbers of their telling words; spellings are remembered."""

    def __init__(self, common: Path = COMMON) -> None:
        lines = common.read_text(encoding="utf-8").splitlines()
        self._common = {line for line in lines if line and not line.startswith("#")}
        self._known: dict[str, int] = {}

    def __call__(self, text: str) -> list[int]:
        """Return up to WORDS_KEPT numbers below 2**31, smallest first."""
        numbers = {self._number(word) for word in _WORD.findall(text)} - {-1}
        return sorted(numbers)[:WORDS_KEPT]

    def _number(self, word: str) -> int:
        """Return the number of a word, -1 for a common or short one."""
        number = self._known.get(word)
        if number is None:
            bare = bare_word(word)
            telling = len(bare) >= _SHORTEST and bare not in self._common
            number = zlib.crc32(bare.encode()) >> 1 if telling else -1
            self._known[word] = number
        return number


def bare_word(word: str) -> str:
    """Return a word folded, without "and" and the article.

    >>> bare_word("والمدرسة")
    'مدرسه'
    """
    return fold(word).removeprefix("و").removeprefix("ال")
