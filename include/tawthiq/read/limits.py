"""What an archive may unpack to: bombs end while they stream, honest archives never notice."""

from __future__ import annotations

import io
from typing import IO, Any

#: Times its own size that an archive may unpack to. JSON of Arabic news packs 4 to 8 times (both
#: archives of the README), a page of repeated markup 30 times, gzip's bound is 1,032.
MOST_RATIO = 200
#: Up to here no ratio is judged: small files pack oddly well.
FREE_BYTES = 64 * 1024 * 1024
#: Archives within archives: more levels are no news, but a trap.
MOST_LEVELS = 4
#: A file of an archive: SaudiNewsNet's largest day has 21 MB, a month of a large outlet 1 GB.
LARGEST_MEMBER = 4 * 1024**3
#: An article as it lies in a dump; the longest of both archives has 0.2 MB.
LARGEST_RECORD = 10 * 1024 * 1024


class BombError(Exception):
    """An archive unpacks to more than any news archive would; nothing more of it is read."""


class TruncatedError(ValueError):
    """A file ends before its end."""


class Budget:
    """How many bytes an archive may still unpack to, on all levels together."""

    def __init__(self, archive_bytes: int) -> None:
        self._most = self._left = max(FREE_BYTES, MOST_RATIO * archive_bytes)

    def take(self, size: int) -> None:
        """Count unpacked bytes.

        Raises:
            BombError: the archive unpacks to too much.
        """
        self._left -= size
        if self._left < 0:
            raise BombError(
                f"unpacks to more than {self._most:,} bytes, over {MOST_RATIO} times its size; "
                "if it is sound, unpack it and load the files"
            )


class Metered(io.RawIOBase):
    """A stream whose bytes are counted against a budget."""

    def __init__(self, inner: IO[bytes], budget: Budget) -> None:
        self._inner, self._budget = inner, budget

    def readable(self) -> bool:
        """Tell that it can be read."""
        return True

    def readinto(self, buffer: Any) -> int:
        """Fill the buffer, as far as one read goes."""
        part = self._inner.read(len(buffer))
        self._budget.take(len(part))
        buffer[: len(part)] = part
        return len(part)
