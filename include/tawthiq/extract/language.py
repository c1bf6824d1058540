"""What extraction knows: the lexicon's tree, the gazetteer's places and small word classes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from tawthiq.arabic import fold
from tawthiq.gazetteer import Gazetteer, Place, load_gazetteer
from tawthiq.lexicon import LEXICON, Lexicon, Sense, read_tables

_CODE = sorted(Path(__file__).parent.glob("*.py"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """Everything `extract` knows of Arabic and of Syria; immutable and shared by all articles."""

    lexicon: Lexicon
    places: Mapping[str, Place]
    words: Mapping[str, frozenset[str]]  # of a class of grammar.tsv
    classes_of: Mapping[str, frozenset[str]]  # a word's classes, the other way round
    signs: frozenset[str]  # names that alone show an article to speak of Syria
    version: str


@lru_cache(maxsize=2)
def load_language(gazetteer_folder: Path | None = None, lexicon_folder: Path = LEXICON) -> Language:
    """Read the lexicon and the gazetteer (the built one if there is one).

    Raises:
        LexiconError: a table cannot be read; the message names file, line and remedy.
    """
    gazetteer = load_gazetteer(gazetteer_folder) if gazetteer_folder else load_gazetteer()
    senses = read_tables(lexicon_folder)
    grammar = [s for s in senses if s.dimension == "grammar"]
    kinds = {s["kind"] for s in grammar}
    words = {k: frozenset(fold(s.phrase) for s in grammar if s["kind"] == k) for k in kinds}
    classes_of = {
        w: frozenset(k for k in words if w in words[k]) for w in set().union(*words.values())
    }
    tree = [s for s in senses if s.dimension not in ("grammar", "actors_generic")]
    return Language(
        lexicon=Lexicon([*tree, *_place_senses(gazetteer)]),
        places=MappingProxyType({p.place_id: p for p in gazetteer}),
        words=MappingProxyType(words),
        classes_of=MappingProxyType(classes_of),
        signs=_signs(gazetteer),
        version=_version(senses, gazetteer),
    )


def _signs(gazetteer: Gazetteer) -> frozenset[str]:
    abroad = {other.name for other in gazetteer.elsewhere}
    names = {
        name
        for place in gazetteer
        for name in (place.name, *place.aliases)
        if not place.ambiguous and " " not in name and len(name) >= _SIGN and name not in abroad
    }
    return frozenset(clitic + name for name in names for clitic in ("", "و", "ب", "ل"))


_SIGN = 4  # letters; shorter names are other words' beginnings in some spelling


def _place_senses(gazetteer: Gazetteer) -> Iterator[Sense]:
    for place in gazetteer:
        values = MappingProxyType({"place_id": place.place_id})
        for name in (place.name, *place.aliases):
            yield Sense("places", name, values)
    for row in gazetteer.admin1:
        for name, is_city in row.names:
            known = {"code": row.code, "place_id": row.place_id, "city": "yes" if is_city else ""}
            yield Sense("admin1", name, MappingProxyType(known))
    for other in gazetteer.elsewhere:
        abroad = {"country": other.country, "kind": other.kind}
        yield Sense("elsewhere", other.name, MappingProxyType(abroad))


def _version(senses: list[Sense], gazetteer: Gazetteer) -> str:
    """Return 12 hexadecimal digits over code, lexicon and gazetteer: same digits, same events."""
    digest = hashlib.sha256()
    for path in _CODE:
        digest.update(path.read_bytes())
    for sense in senses:
        digest.update(
            f"{sense.dimension}\x1f{sense.phrase}\x1f{sorted(sense.values.items())}".encode()
        )
    for place in gazetteer:
        digest.update(f"{place.place_id}\x1f{place.name}\x1f{place.aliases}".encode())
    return digest.hexdigest()[:12]
