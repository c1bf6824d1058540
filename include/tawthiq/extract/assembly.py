"""From sentences to events: frames in order, context, joining, and the codebook's objects."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from tawthiq.extract import merge as joining
from tawthiq.extract.claims import Claim
from tawthiq.extract.context import Context
from tawthiq.extract.control import Taken
from tawthiq.extract.frames import Frame, frames_of
from tawthiq.extract.inference import (
    FAMILY,
    infer_aerial,
    infer_attackers,
    infer_civilians,
)
from tawthiq.extract.language import Language
from tawthiq.extract.people import camp
from tawthiq.extract.resolve import event_type, methods, scope, victims
from tawthiq.extract.scan import Sentence, scan
from tawthiq.extract.totals import link_totals
from tawthiq.model import (
    Actor,
    Article,
    Casualty,
    Control,
    DateBasis,
    Event,
    EventType,
    How,
    Materiel,
    Method,
    Part,
    Scope,
    Strike,
)

_MOST_FRAMES = 200  # the longest roundup of the archives tells some 60 happenings
_TWO_SIDED = (EventType.ARMED_CLASH, EventType.TERRITORY_GAIN)


def assemble(article: Article, language: Language) -> list[Frame]:
    """Return the article's happenings as joined frames, in order of first mention."""
    published = article.published_on or datetime.now(UTC).date()
    context = Context(published)
    frames = list[Frame]()
    sentences = scan(article.title, Part.TITLE, language)
    sentences += scan(article.text, Part.TEXT, language)
    for order, sentence in enumerate(sentences):
        if len(frames) > _MOST_FRAMES:
            break
        frames += _read(sentence, order, context, language, published)
    infer_aerial(frames)
    infer_attackers(frames)
    infer_civilians(frames, context)
    frames = joining.merge(frames)
    frames = joining.drop_mentions([f for f in frames if joining.is_worth_telling(f)])
    link_totals(frames)
    return frames


def _read(
    sentence: Sentence, order: int, context: Context, language: Language, published: date
) -> list[Frame]:
    found, attribution = frames_of(sentence, order, language, published, context.admin1)
    paragraph = -2 if sentence.part is Part.TITLE else sentence.paragraph
    kept = []
    for frame in found:
        frame.own_place = any(not s.is_foreign for s in frame.spots)
        context.see_places(frame)
        context.see_days(frame, paragraph)
        context.see_source(frame, attribution, paragraph)
        context.see_civilians(frame, language)
        if frame.is_foreign or frame.is_unreal or not frame.has_content:
            continue
        frame.event_type = event_type(frame)
        context.see_type(frame)
        _sides(frame, context)
        victims(frame, language, context.fighters)
        frame.scope = scope(frame, language, published)
        for claim in frame.claims:
            victim = claim.victim
            known = victim and victim is not Actor.UNKNOWN
            if victim and known and victim not in (*frame.targets, *frame.attackers):
                frame.targets.append(victim)
        kept.append(frame)
    return kept


def _sides(frame: Frame, context: Context) -> None:
    """Settle who acted: who suffered did not; a bombardment goes on from the one before."""
    harmed = {c.victim for c in frame.claims if c.victim and c.within is None}
    if set(frame.attackers) - harmed:
        frame.attackers = [a for a in frame.attackers if a not in harmed]
    family = FAMILY.get(frame.event_type, frame.event_type)
    if frame.attackers:
        context.attackers[family] = list(frame.attackers)
    elif family in context.attackers and not harmed & set(context.attackers[family]):
        frame.attackers = list(context.attackers[family])
    elif Method.BARREL_BOMB in methods(frame, frame.event_type):
        frame.attackers = [Actor.GOV]
    for taken in frame.taken:
        _settle(taken, frame)
    named = [a for a in (*frame.attackers, *frame.targets) if a is not Actor.CIVILIANS]
    context.fighters = [*context.fighters, *_leaders(named)][-6:]


def _leaders(sides: Sequence[Actor]) -> list[Actor]:
    """Return the first named of each camp: whose name stands for its fighters."""
    first = dict[str, Actor]()
    for side in sides:
        first.setdefault(camp(side), side)
    return list(first.values())


def _settle(taken: Taken, frame: Frame) -> None:
    """Let the taking verb's own subject decide the sides, the clause where it has none."""
    seized = taken.how is How.SEIZED
    if seized and taken.gained_by:
        frame.attackers = list(taken.gained_by)
    if taken.lost_by:
        frame.targets = list(dict.fromkeys((*taken.lost_by, *frame.targets)))
    frame.targets = [t for t in frame.targets if t not in taken.gained_by]
    if seized:
        taken.gained_by = taken.gained_by or tuple(frame.attackers)
        taken.lost_by = taken.lost_by or tuple(t for t in frame.targets if t not in _NO_HOLDER)
    else:
        frame.attackers = list(taken.gained_by)


_NO_HOLDER = (Actor.CIVILIANS, Actor.UNKNOWN)


def events_of(frames: list[Frame], version: str) -> list[Event]:
    """Return the frames as events with ids in the order of the article."""
    events = []
    for frame in frames:
        for claim in frame.claims:
            claim.id = ""
    number = 0
    for frame in frames:
        for claim in frame.claims:
            number += 1
            claim.id = f"c{number}"
    for index, frame in enumerate(frames, 1):
        events.append(_event(frame, f"e{index}", version))
    return events


def _event(frame: Frame, identity: str, version: str) -> Event:
    kind = frame.event_type
    attackers = tuple(frame.attackers)
    targets: tuple[Actor, ...] = tuple(t for t in frame.targets if t is not Actor.UNKNOWN)
    if not attackers and kind not in (EventType.AGREEMENT, EventType.DISPLACEMENT):
        attackers = (Actor.UNKNOWN,)
    if not targets and kind in _TWO_SIDED:
        targets = (Actor.UNKNOWN,)
    spans = tuple(s.evidence(a, b, "clause") for s, a, b in frame.spans)
    basis = DateBasis.CARRIED if frame.carried else DateBasis.STATED
    return Event(
        id=identity,
        type=kind,
        scope=frame.scope,
        date=frame.days,
        date_basis=basis if frame.days else DateBasis.PUBLISHED,
        places=tuple(s.as_mention() for s in frame.names),
        admin1=tuple(dict.fromkeys(frame.admin1)),
        attackers=attackers,
        targets=targets,
        methods=methods(frame, kind),
        source=frame.source,
        casualties=tuple(_casualty(c, frame) for c in frame.claims),
        strikes=tuple(
            Strike(munition=v.munition, count=v.count, evidence=v.evidence) for v in frame.volleys
        ),
        materiel=tuple(
            Materiel(
                item=m.item,
                fate=m.fate,
                owner=m.owner or _owner(frame),
                count=m.count,
                evidence=m.evidence,
            )
            for m in frame.losses
        ),
        control=tuple(
            Control(
                place=t.spot.name,
                gained_by=t.gained_by,
                lost_by=t.lost_by,
                how=t.how,
                evidence=t.evidence,
            )
            for t in frame.taken
        ),
        evidence=spans,
        rule=frame.claims[0].evidence.rule if frame.claims else "act",
        extractor_version=version,
    )


def _owner(frame: Frame) -> Actor:
    armed = [t for t in frame.targets if t is not Actor.CIVILIANS]
    return armed[0] if armed else Actor.UNKNOWN


def _casualty(claim: Claim, frame: Frame) -> Casualty:
    return Casualty(
        id=claim.id,
        outcome=claim.outcome,
        count=claim.count,
        victim=claim.victim or Actor.UNKNOWN,
        category=claim.category,
        part_of=claim.within.id if claim.within and claim.within.id else None,
        evidence=claim.evidence,
    )


__all__ = ["Scope", "assemble", "events_of"]
