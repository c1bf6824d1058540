"""From sentences to frames of an article: in order, with context, then joined and sifted."""

from __future__ import annotations

from datetime import UTC, datetime

from tawthiq.extract.attackers import infer_attackers
from tawthiq.extract.claims import Claim
from tawthiq.extract.context import Context
from tawthiq.extract.frames import Frame, frames_of
from tawthiq.extract.ground import (
    apart_from_harm,
    capture_sites,
    evacuations,
    lose_once,
    set_apart,
    settle_share,
    settle_spoken_of,
    take_once,
    tell_once,
)
from tawthiq.extract.kinds import settle_type
from tawthiq.extract.kinds_in_context import (
    infer_aerial,
    infer_attacks,
    settle_crashes,
    settle_missiles,
)
from tawthiq.extract.language import Language
from tawthiq.extract.merge import merge
from tawthiq.extract.owners import settle_aimed, settle_owners
from tawthiq.extract.parties import (
    fighters_before,
    infer_foes,
    settle_gains,
    settle_sides,
)
from tawthiq.extract.reckoning import reckon
from tawthiq.extract.scan import Sentence, scan
from tawthiq.extract.scopes import settle_scope, settle_sums
from tawthiq.extract.totals import drop_title_sums, link_totals
from tawthiq.extract.victims import infer_civilians, settle_victims
from tawthiq.extract.worth import drop_mentions, is_worth_telling
from tawthiq.model import Article, Part

_MOST_FRAMES = 200  # the longest roundup of the archives tells some 60 happenings
_LONGEST_TEXT = 100_000  # characters, thrice the archives' longest; what follows is not read
_TITLE = -2  # the title's paragraph: no time or source of it holds for the text


def assemble(article: Article, language: Language) -> list[Frame]:
    """Return the article's happenings as joined frames, in order of first mention."""
    published = article.published_on or datetime.now(UTC).date()
    context = Context(published)
    frames, asides = list[Frame](), list[Frame]()
    sentences = scan(article.title, Part.TITLE, language)
    sentences += scan(article.text[:_LONGEST_TEXT], Part.TEXT, language)
    if not _is_of_syria(sentences, language):
        return []
    abroad = list[Claim]()
    for order, sentence in enumerate(sentences):
        if len(frames) > _MOST_FRAMES:
            break
        is_aside = sentence.is_a(0, "pointer")  # "للمزيد: …": no other line goes on with it
        held = context.aside() if is_aside else context
        found = frames_of(sentence, order, language, held)
        _read(asides if is_aside else frames, found, held, language)
        abroad += [c for f in found if f.is_foreign for c in f.claims]
    frames = sorted((*frames, *asides), key=lambda f: f.order) if asides else frames
    frames = [f for f in frames if not _is_of_abroad(f, abroad)]
    reckon(frames, context)
    _name_regions_in_full(frames)
    settle_crashes(frames)
    infer_attacks(frames)
    infer_aerial(frames)
    infer_attackers(frames)
    settle_missiles(frames)
    infer_civilians(frames, language)
    settle_owners(frames, context.named)
    infer_foes(frames, context.named)
    frames = drop_title_sums(merge(frames))
    settle_aimed(frames)
    frames += evacuations(frames)
    settle_gains(frames, context.named)
    tell_once(frames)
    lose_once(frames)
    take_once(frames)
    capture_sites(frames)
    frames = drop_mentions([f for f in frames if is_worth_telling(f)])
    link_totals(frames)
    settle_sums(frames, published)
    return frames


def _is_of_abroad(frame: Frame, abroad: list[Claim]) -> bool:
    """Whether a title without a place gives the figure of what the text tells of abroad."""
    if frame.sentence.part is not Part.TITLE or frame.own_place:
        return False
    told = {(c.outcome, c.count) for c in abroad if c.count.low}
    return any((c.outcome, c.count) in told for c in frame.claims)


def _read(
    told: list[Frame],
    found: list[Frame],
    context: Context,
    language: Language,
) -> None:
    """Settle the frames of a sentence in the light of those told before, and add them."""
    moved: Frame | None = None
    for at, frame in enumerate(found):  # grows while it is read
        paragraph = _paragraph(frame.sentence)
        if frame is not moved:  # who fled has the clause's places, days and source already
            context.see_places(frame)
            context.see_days(frame, paragraph)
            context.see_source(frame, paragraph)
        if frame.is_foreign:
            continue
        context.see_subject(frame)
        if not frame.has_content:
            continue
        settle_share(frame, language.words)
        settle_spoken_of(frame, language.words)
        set_apart(frame)
        settle_type(frame, told)
        fighters = fighters_before(told, context.named, frame.order)
        settle_victims(frame, language, fighters)
        moved = apart_from_harm(frame)
        if moved:
            found.insert(at + 1, moved)
        settle_sides(frame, told)
        settle_scope(frame, context.published)
        told.append(frame)


def _is_of_syria(sentences: list[Sentence], language: Language) -> bool:
    """Whether an article speaks of Syria: by its name, a governorate's, or places known there.

    One place is enough where no country or city abroad is named; else it takes two towns.
    """
    places, towns, is_abroad = set[str](), set[str](), False
    for sentence in sentences:
        for mention in sentence.mentions:
            link = mention.sense("links")
            if "admin1" in mention.senses or (link and link["kind"] in ("home", "syrian")):
                return True
            is_abroad = is_abroad or "elsewhere" in mention.senses
            known = [language.places[s["place_id"]] for s in mention.senses.get("places", [])]
            is_typed = sentence.sense(mention.first - 1, "place_types") is not None
            places |= {p.name for p in known if is_typed or not p.ambiguous}
            towns |= {p.name for p in known if not p.ambiguous and p.kind in _WELL_KNOWN}
    return len(towns) > 1 if is_abroad else bool(places)


_WELL_KNOWN = ("town", "region", "airport", "base", "camp", "crossing")


def _name_regions_in_full(frames: list[Frame]) -> None:
    """Let "الغوطة" be "الغوطة الشرقية" where the article names that in full, and only that."""
    spots = [s for f in frames for s in f.spots if s.is_region]
    full = {s.name: s for s in spots}
    for spot in spots:
        longer = {
            name: s
            for name, s in full.items()
            if name.startswith(f"{spot.name} ") and set(s.admin1) & set(spot.admin1)
        }
        if len(longer) == 1:
            ((name, other),) = longer.items()
            spot.name, spot.place_id = name, other.place_id


def _paragraph(sentence: Sentence) -> int:
    return _TITLE if sentence.part is Part.TITLE else sentence.paragraph
