"""What extraction met and did not know: the work list of whoever keeps the lexicon.

Places kept by name alone, and phrases that begin like an armed group's name but stand in no table,
in the articles that told an event; and what each outlet and week gave.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

from tawthiq.arabic import Reading, fold_phrase, readings
from tawthiq.bulk import in_order
from tawthiq.extract import Language, extract, load_language
from tawthiq.extract.scan import Sentence, scan
from tawthiq.model import Admin1, Article, Event, Part, Rejected
from tawthiq.read import read
from tawthiq.records import article_from_record
from tawthiq.sources import SourceConfig
from tawthiq.store import Store

CHUNK = 64  # articles a process takes at a time, as in tawthiq.exchange
LONGEST = 4  # words of a phrase: its head and three more
EXTENDED = 0.5  # a longer phrase stands for a shorter one that it makes up this share of
HEAD = "force_head"  # kind of grammar.tsv

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Met:
    """One unknown phrase where it stands; `key` is what its spellings have in common."""

    key: Phrase
    spelled: str
    sentence: str
    admin1: Admin1 | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What one article gave; `events` and `claims` count, claims of all four kinds."""

    outlet: str
    published_on: date | None
    version: str
    events: int
    claims: int
    places: tuple[Met, ...]
    phrases: tuple[Met, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """One line of the work list."""

    name: str
    times: int
    articles: int
    admin1: str  # that the articles gave most often, empty where none did
    example: str


@dataclass(slots=True)
class Yield:
    """What an outlet brought in a week."""

    articles: int = 0
    events: int = 0
    claims: int = 0


@dataclass(slots=True)
class _Tally:
    times: int = 0
    articles: int = 0
    spellings: Counter[str] = field(default_factory=Counter)
    admin1: Counter[str] = field(default_factory=Counter)
    example: str = ""


class Gaps:
    """All that was found in articles, each text counted once."""

    def __init__(self) -> None:
        self._seen = set[str]()
        self._places = dict[Phrase, _Tally]()
        self._phrases = dict[Phrase, _Tally]()
        self.yields = dict[tuple[str, date | None], Yield]()  # by outlet and Monday

    def add(self, found: Findings) -> None:
        """Count an article, unless its words were counted before."""
        if found.version in self._seen:
            return
        self._seen.add(found.version)
        day = found.published_on
        monday = day - timedelta(days=day.weekday()) if day else None
        week = self.yields.setdefault((found.outlet, monday), Yield())
        week.articles += 1
        week.events += found.events
        week.claims += found.claims
        _count(self._places, found.places)
        _count(self._phrases, found.phrases)

    def places(self, top: int) -> list[Gap]:
        """Return the commonest places without a row of the gazetteer."""
        return _commonest(self._places, top)

    def phrases(self, top: int) -> list[Gap]:
        """Return the commonest phrases like a force's name, each as long as it mostly is."""
        return _commonest(_whole(self._phrases), top)


def _count(tallies: dict[Phrase, _Tally], all_met: Iterable[Met]) -> None:
    here = set[Phrase]()
    for met in all_met:
        tally = tallies.setdefault(met.key, _Tally(example=met.sentence))
        tally.times += 1
        tally.spellings[met.spelled] += 1
        if met.admin1:
            tally.admin1[met.admin1.value] += 1
        tally.articles += met.key not in here
        here.add(met.key)


def _commonest(tallies: dict[Phrase, _Tally], top: int) -> list[Gap]:
    order = sorted(tallies.items(), key=lambda one: (-one[1].articles, -one[1].times, one[0]))
    return [
        Gap(
            name=_first(tally.spellings),
            times=tally.times,
            articles=tally.articles,
            admin1=_first(tally.admin1),
            example=tally.example,
        )
        for _, tally in order[:top]
    ]


def _first(counted: Counter[str]) -> str:
    """Return the commonest; of equals the first in the alphabet."""
    return min(counted, key=lambda name: (-counted[name], name), default="")


def _whole(tallies: dict[Phrase, _Tally]) -> dict[Phrase, _Tally]:
    """Return of the phrases of two words each, or the longer one that it mostly is part of."""
    longer = dict[Phrase, Phrase]()  # each phrase's commonest continuation
    for key, tally in tallies.items():
        best = longer.get(key[:-1])
        if best is None or (-tally.times, key) < (-tallies[best].times, best):
            longer[key[:-1]] = key
    kept = dict[Phrase, _Tally]()
    for key in (k for k in tallies if len(k) == 2):
        whole: Phrase = key
        while (nxt := longer.get(whole)) and tallies[nxt].times > EXTENDED * tallies[whole].times:
            whole = nxt
        kept[whole] = tallies[whole]
    return kept


# ---- one article


def findings_of(article: Article, language: Language) -> Findings:
    """Extract an article and note what in it is unknown; nothing where it tells no event."""
    events = extract(article, language)
    sentences = scan(article.title, Part.TITLE, language) if events else []
    sentences += scan(article.text, Part.TEXT, language) if events else []
    return Findings(
        outlet=article.outlet,
        published_on=article.published_on,
        version=article.version,
        events=len(events),
        claims=sum(map(_claims, events)),
        places=tuple(_places(events, sentences)),
        phrases=tuple(met for sentence in sentences for met in _phrases(sentence, language)),
    )


def _claims(event: Event) -> int:
    kinds = (event.casualties, event.strikes, event.materiel, event.control)
    return sum(map(len, kinds))


def _places(events: Sequence[Event], sentences: Sequence[Sentence]) -> Iterator[Met]:
    for event in events:
        for place in event.places:
            if place.place_id is not None or not place.name:
                continue
            where = (place.admin1 or event.admin1 or (None,))[0]
            example = _sentence_with(place.name, sentences)
            key = fold_phrase(place.name)
            yield Met(key=key, spelled=place.name, sentence=example, admin1=where)


def _sentence_with(name: str, sentences: Sequence[Sentence]) -> str:
    """Return the sentence with a name, or with its last word, where a type word was put before."""
    for words in (name, name.split()[-1]):
        for sentence in sentences:
            whole = sentence.words(0, len(sentence.tokens))
            if words in whole:
                return whole
    return ""


def _phrases(sentence: Sentence, language: Language) -> Iterator[Met]:
    """Yield each unknown phrase that a head begins, and its longer forms up to `LONGEST`."""
    for first in range(len(sentence.tokens)):
        head = _head(sentence, first, language)
        if head is None or _is_known(sentence, first):
            continue
        key: Phrase = (head.key,)
        for at in range(first + 1, min(first + LONGEST, len(sentence.tokens))):
            if not _goes_on(sentence, at, first):
                break
            key = (*key, sentence.word(at))
            yield Met(
                key=key,
                spelled=_bare(sentence.words(first, at + 1), head),
                sentence=sentence.words(0, len(sentence.tokens)),
            )


def _head(sentence: Sentence, at: int, language: Language) -> Reading | None:
    token = sentence.tokens[at]
    if token.kind != "word":
        return None
    heads = language.words[HEAD]
    return next((r for r in readings(token.folded) if not r.suffix and r.key in heads), None)


def _bare(spelled: str, head: Reading) -> str:
    """Return a phrase as spelled, without the clitics before its head."""
    cut = len(head.conjunction) + len(head.preposition)
    if head.preposition == "ل" and head.article:
        return "ال" + spelled[cut + 1 :]
    return spelled[cut:].lstrip()


def _is_known(sentence: Sentence, at: int) -> bool:
    """Whether a row of actors.tsv or sources.tsv covers a word."""
    return bool(sentence.sense(at, "actors") or sentence.sense(at, "sources"))


_ENDS = ("function", "unfinished", "speaks")  # classes of grammar.tsv that part of no name are


def _goes_on(sentence: Sentence, at: int, first: int) -> bool:
    """Whether a word may belong to the name: unknown, or the name's own place or side after it."""
    if sentence.tokens[at].kind != "word" or any(sentence.is_a(at, kind) for kind in _ENDS):
        return False
    mention = sentence.at.get(at)
    if mention is None:
        return True
    bare = not (mention.reading.conjunction or mention.reading.preposition)
    return bare and at == first + 1 and mention.first == at and bool(_NAMING & set(mention.senses))


_NAMING = frozenset({"places", "admin1", "elsewhere", "links"})


# ---- many articles


def articles_in(
    paths: Iterable[str], sources: Mapping[str, SourceConfig], rejected: list[Rejected]
) -> Iterator[Article]:
    """Yield the articles of archives; records that are none are added to `rejected`."""
    for path in paths:
        for found in read(path, sources):
            if isinstance(found, Rejected):
                rejected.append(found)
            else:
                yield found


def find_gaps(articles: Iterable[Article], jobs: int) -> Iterator[Findings]:
    """Yield each article's findings, in order, from several processes; memory does not grow."""
    left = iter(articles)
    chunks = iter(lambda: list(islice(left, CHUNK)), [])
    for done in in_order(_work, chunks, jobs, load_language):
        yield from done


def _work(chunk: list[Article]) -> list[Findings]:
    return [findings_of(article, load_language()) for article in chunk]


def stored_articles(store: Store) -> Iterator[Article]:
    """Yield the articles of all batches read so far, nights and archives alike."""
    for batch in store.batches("read"):
        yield from map(article_from_record, store.read_lines("read", batch))
