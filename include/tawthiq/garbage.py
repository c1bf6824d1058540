"""Work that makes no garbage in cycles, spared the collector's search for it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def no_search_for_cycles() -> Iterator[None]:
    """Keep the collector from walking over a lexicon or a stock while something short is done.

    What the work leaves in cycles all the same is found at the first search after it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
