"""From sentences to frames of an article: in order, with context, then joined and sifted."""

from __future__ import annotations

from datetime import UTC, datetime

from tawthiq.extract.allies import settle_allies
from tawthiq.extract.alongside import alongside
from tawthiq.extract.attackers import (
    blame_ankara,
    clear_own_fire,
    infer_attackers,
    join_in,
    settle_campaigns,
    who_joined_in,
)
from tawthiq.extract.bombed import settle_bombed
from tawthiq.extract.claims import Claim
from tawthiq.extract.context import Context
from tawthiq.extract.deals import apart_from_move, settle_deal
from tawthiq.extract.evacuees import evacuees
from tawthiq.extract.fights import battles_of_gains, settle_fights
from tawthiq.extract.frames import Frame, frames_of
from tawthiq.extract.gains import settle_gains
from tawthiq.extract.gassed import infer_gassed
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
from tawthiq.extract.home import drop_abroad, is_of_syria
from tawthiq.extract.kinds import settle_type
from tawthiq.extract.kinds_in_context import (
    infer_aerial,
    infer_attacks,
    infer_gas,
    settle_crashes,
    settle_missiles,
    settle_shootings,
)
from tawthiq.extract.language import Language
from tawthiq.extract.merge import merge
from tawthiq.extract.moves import settle_moves
from tawthiq.extract.naming import go_back, leave_own_ground, name_alike
from tawthiq.extract.owners import settle_aimed, settle_owners
from tawthiq.extract.parties import (
    fighters_before,
    infer_foes,
    settle_sides,
)
from tawthiq.extract.reckoning import reckon
from tawthiq.extract.sameness import DISTINCTIVE
from tawthiq.extract.scan import Sentence, scan
from tawthiq.extract.scopes import settle_scope, settle_sums
from tawthiq.extract.struck import settle_struck
from tawthiq.extract.totals import drop_superseded, drop_title_sums, link_totals
from tawthiq.extract.vague import drop_vague
from tawthiq.extract.victims import infer_civilians, settle_mixed, settle_victims
from tawthiq.extract.won_ground import agree_on_sides, stay_where_taken
from tawthiq.extract.worth import drop_mentions, is_worth_telling
from tawthiq.model import Article, Part

_MOST_FRAMES = 200  # the longest roundup of the archives tells some 60 happenings
_LONGEST_TEXT = 100_000  # characters, thrice the archives' longest; what follows is not read
_PARAGRAPH = 3  # sentences that one paragraph of a report has
_TITLE = -2  # the title's paragraph: no time or source of it holds for the text


def assemble(article: Article, language: Language) -> list[Frame]:
    """Return the article's happenings as joined frames, in order of first mention."""
    published = article.published_on or datetime.now(UTC).date()
    context = Context(published)
    frames, asides = list[Frame](), list[Frame]()
    sentences = scan(article.title, Part.TITLE, language)
    sentences += scan(article.text[:_LONGEST_TEXT], Part.TEXT, language)
    sentences = _without_own_link(sentences)
    if not is_of_syria(sentences, language):
        return []
    abroad = list[Claim]()
    context.is_unparted = _is_unparted(sentences)
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
    frames = drop_abroad(frames, sentences, language.places)
    reckon(frames, context)
    name_alike(frames, language.places)
    settle_crashes(frames)
    infer_attacks(frames)
    infer_gas(frames)
    infer_aerial(frames)
    blame_ankara(frames, context.named)
    infer_attackers(frames)
    settle_campaigns(frames)
    leave_own_ground(frames)
    settle_bombed(frames, context.named, language)
    settle_missiles(frames)
    infer_civilians(frames, language)
    infer_gassed(frames, sentences)
    settle_shootings(frames)
    settle_fights(frames)
    settle_owners(frames, context.named)
    infer_foes(frames, context.named)
    joined = who_joined_in(frames)
    frames = merge(frames)
    join_in(frames, joined)
    for frame in frames:
        settle_mixed(frame)
    frames = drop_title_sums(frames)
    drop_vague(frames)
    clear_own_fire(frames)
    settle_allies(frames, context.named)
    settle_struck(frames, context.named)
    settle_aimed(frames)
    frames += evacuations(frames)
    frames += evacuees(frames)
    settle_gains(frames, context.named)
    frames += battles_of_gains(frames)
    settle_moves(frames, context.named)
    for frame in frames:
        stay_where_taken(frame)
        agree_on_sides(frame)
    tell_once(frames)
    lose_once(frames)
    take_once(frames)
    capture_sites(frames)
    frames = drop_mentions([f for f in frames if is_worth_telling(f)])
    link_totals(frames)
    settle_sums(frames, published)
    return frames


def _is_unparted(sentences: list[Sentence]) -> bool:
    """Whether a text of more sentences than a paragraph has came without its paragraphs."""
    text = [s.paragraph for s in sentences if s.part is Part.TEXT]
    return len(text) > _PARAGRAPH and len(set(text)) == 1


def _without_own_link(sentences: list[Sentence]) -> list[Sentence]:
    """Leave out a last line that points to the article itself: "رابط الخبر: " and its title."""
    title = [t.folded for s in sentences if s.part is Part.TITLE for t in s.tokens]
    last = sentences[-1] if sentences else None
    if last is None or not title or not last.is_a(0, "pointer"):
        return sentences
    words = [t.folded for t in last.tokens]
    return sentences[:-1] if words[-len(title) :] == title else sentences


def _is_of_abroad(frame: Frame, abroad: list[Claim]) -> bool:
    """Whether a clause without a place gives the figure of what the article tells of abroad.

    In the text only a figure that does not recur by chance.
    """
    if not abroad or frame.own_place:
        return False
    least = 1 if frame.sentence.part is Part.TITLE else DISTINCTIVE
    told = {(c.outcome, c.count) for c in abroad if (c.count.low or 0) >= least}
    return any((c.outcome, c.count) in told for c in frame.claims)


def _read(
    told: list[Frame],
    found: list[Frame],
    context: Context,
    language: Language,
) -> None:
    """Settle the frames of a sentence in the light of those told before, and add them."""
    apart = list[Frame]()  # who fled and deals: they have the clause's places, days and source
    for at, frame in enumerate(found):  # grows while it is read
        paragraph = _paragraph(frame.sentence)
        if not any(frame is one for one in apart):
            context.see_places(frame)
            go_back(frame, told)
            context.see_days(frame, paragraph)
            context.see_source(frame, paragraph)
        if frame.is_foreign:
            continue
        context.see_subject(frame)
        drop_superseded(frame, told)
        if not frame.has_content:
            continue
        settle_share(frame, language.words)
        settle_spoken_of(frame, language.words)
        set_apart(frame)
        settle_type(frame, told)
        fighters = fighters_before(told, context.named, frame.order) if frame.claims else []
        settle_victims(frame, language, fighters)
        moved = apart_from_harm(frame)
        settle_deal(frame)
        taken_out = [f for f in (moved, apart_from_move(frame), alongside(frame)) if f]
        found[at + 1 : at + 1] = taken_out
        apart += taken_out
        settle_sides(frame, told)
        stay_where_taken(frame)
        settle_scope(frame, context.published)
        told.append(frame)


def _paragraph(sentence: Sentence) -> int:
    return _TITLE if sentence.part is Part.TITLE else sentence.paragraph
