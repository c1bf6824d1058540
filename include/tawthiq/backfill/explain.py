"""What an archive is taken for, and its first record as it is read: to look before loading."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import islice

from tawthiq import steps
from tawthiq.backfill.order import Order
from tawthiq.model import Article, Rejected

#: Files of an archive that are looked at; a format that begins later is rare and shows in loading.
FILES = 1000
#: Records that are looked through for the first that is an article.
RECORDS = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An archive's formats with how many files have them, and what its first records say."""

    files: tuple[tuple[str, str, int], ...]  # first file's name, format, how many
    names: tuple[str, ...]  # of the first record's fields
    article: Article | None
    rejected: tuple[Rejected, ...]  # before the first article


def explain(archive: str, order: Order) -> Explained:
    """Look into an archive; nothing is loaded."""
    from tawthiq.read import article_of, formats_in, raw_records

    fields, sources = order.fields(), steps.all_sources()
    first, counted = dict[str, str](), Counter[str]()
    for name, form in islice(formats_in(archive, fields), FILES):
        first.setdefault(form, name)
        counted[form] += 1
    names, rejected = tuple[str, ...](), list[Rejected]()
    article = None
    for raw in islice(raw_records(archive, sources, fields), RECORDS):
        one = raw if isinstance(raw, Rejected) else article_of(raw, sources, fields)
        if not isinstance(raw, Rejected):
            names = names or tuple(raw.content)
        if isinstance(one, Article):
            article = one
            break
        rejected.append(one)
    return Explained(
        files=tuple((first[form], form, count) for form, count in counted.most_common()),
        names=names,
        article=article,
        rejected=tuple(rejected),
    )
