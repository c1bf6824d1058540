"""Archives through the stages: cut once into chunks, then many chunks at a time.

    archive → cut → cut/backfill/<id>/00000 … → slices → work: read, extract, validate, load each
            → finish: ledger, incidents

A chunk that is loaded has its row in `ops.backfill_part`; an interrupted backfill goes on with the
others, and the same chunk loaded twice changes nothing. A backfill's identity is what it depends
on: the archive's content, the range of days, the mapping and the extractor; the same file under
another name is the same backfill, a new extractor reads all of it again.
"""

from tawthiq.backfill.bring import bring
from tawthiq.backfill.cutting import cut
from tawthiq.backfill.explain import Explained, explain
from tawthiq.backfill.ledger import (
    Progress,
    cancelled,
    finish,
    history,
    progress,
    running,
    who,
)
from tawthiq.backfill.order import ArchiveError, Order, named, order_of
from tawthiq.backfill.work import BackfillError, Part, slices, work

__all__ = [
    "ArchiveError",
    "BackfillError",
    "Explained",
    "Order",
    "Part",
    "Progress",
    "bring",
    "cancelled",
    "cut",
    "explain",
    "finish",
    "history",
    "named",
    "order_of",
    "progress",
    "running",
    "slices",
    "who",
    "work",
]
