"""Where ground changed hands: at the places that did, whatever else their clauses name."""

from __future__ import annotations

from tawthiq.extract.frames import Frame

_MOST_BESIDE = 4  # more names are a list, of which no verb tells that they were taken


def stay_where_taken(frame: Frame) -> None:
    """Leave out places named beside the one taken: "تضامنا مع عفرين التي سيطرت عليها"."""
    if not frame.taken:
        return
    taken = {t.spot.key: t.spot for t in frame.taken}
    beside = frame.keys - set(taken)
    if not beside or len(beside) > _MOST_BESIDE:
        return
    kept = [s for s in frame.spots if s.key in taken]
    frame.spots = kept or list(taken.values())
    frame.admin1 = tuple(dict.fromkeys(a for s in frame.spots for a in s.admin1)) or frame.admin1
