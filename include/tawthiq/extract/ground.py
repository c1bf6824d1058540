"""Ground that changed hands where no clause says so outright: shares of a region, evacuations."""

from __future__ import annotations

from collections.abc import Mapping

from tawthiq.extract.acts import BOMBARDMENT, Act
from tawthiq.extract.camps import BESIEGED, NOT_FIGHTERS
from tawthiq.extract.claims import Volley
from tawthiq.extract.control import Taken
from tawthiq.extract.destinations import is_refuge
from tawthiq.extract.frames import Frame
from tawthiq.extract.gainers import who_gained
from tawthiq.extract.happened import has_happened, is_settled, is_share, is_standing
from tawthiq.extract.numbers import SOME, exact
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.extract.things import AIRBORNE, Loss
from tawthiq.model import Actor, EventType, Fate, How, Item, Outcome, Part, Scope


def settle_share(frame: Frame, words: Mapping[str, frozenset[str]]) -> None:
    """Read "السيطرة على 60 في المئة من المنطقة": the region spoken of was taken in part."""
    if frame.taken:
        return
    for act in frame.real_acts:
        if act.event_type is not EventType.TERRITORY_GAIN or act.kind == "enter":
            continue  # "دخلت الحافلات …، مقابل خروج كامل المخطوفين"
        if not is_share(frame.sentence, act.last):
            continue
        near = range(act.last, act.last + _TO_SHARE)
        if any(_is_share_of_unnamed(frame.sentence, at) for at in near):
            continue  # "أغلب المدن السورية"
        mention = frame.sentence.at[act.position]
        if is_standing(frame.sentence, mention) or not has_happened(
            frame.sentence, mention, act.kind, words
        ):
            continue
        regions = [s for s in frame.names if s.is_region] or frame.names[:1]
        if regions:
            evidence = frame.sentence.evidence(act.position, act.last, "share of a region taken")
            gained = _gainers(frame, act)
            frame.taken = [Taken(s, gained, (), How.SEIZED, evidence) for s in regions]
            return


def _gainers(frame: Frame, act: Act) -> tuple[Actor, ...]:
    """Return who took ground by the words beside the act, else the clause's attackers."""
    mention = frame.sentence.at[act.position]
    gained, _ = who_gained(
        frame.sentence, frame.sides, mention, act.kind, frame.attackers, acted=frame.sides
    )
    return gained or tuple(a for a in frame.attackers if a not in NOT_FIGHTERS)


def _is_share_of_unnamed(sentence: Sentence, at: int) -> bool:
    return sentence.is_a(at, "share") and sentence.is_a(at + 1, "unnamed")


def settle_spoken_of(frame: Frame, words: Mapping[str, frozenset[str]]) -> None:
    """Read "دخلت قوات النظام البلدة": the town spoken of before was taken."""
    if frame.taken or frame.own_place or len(frame.names) != 1:
        return
    for act in frame.real_acts:
        mention = frame.sentence.at[act.position]
        after = range(act.last, act.last + _TO_TOWN)
        if act.event_type is not EventType.TERRITORY_GAIN or act.kind in ("advance", "expel"):
            continue
        kinds = ("settlement", "upon_it")
        if not any(frame.sentence.is_a(at, kind) for at in after for kind in kinds):
            continue
        before = range(act.position - _TO_ANTECEDENT, act.position)
        if any(frame.sentence.is_a(at, k) for at in before for k in ("relative", "unnamed")):
            continue  # "القرى التي سيطر عليها": not the place spoken of
        if is_standing(frame.sentence, mention) or not has_happened(
            frame.sentence, mention, act.kind, words
        ):
            continue
        evidence = frame.sentence.evidence(act.position, act.last, "the town spoken of was taken")
        gained = _gainers(frame, act)
        if gained:
            settled = is_settled(frame.sentence, act.position, (frame.first, frame.last))
            how = How.TRANSFERRED if settled else How.SEIZED
            frame.taken = [Taken(frame.names[0], gained, (), how, evidence)]
        return


_TO_SHARE = 12  # words from the verb to the share
_TO_ANTECEDENT = 5  # words from "villages" to the verb of a clause that tells which
_TO_TOWN = 7  # words from the verb, over its subject, to "the town"


def tell_once(frames: list[Frame]) -> None:
    """Take a place out of the title's event where the text tells that it changed hands so."""
    told = {
        (t.spot.key, t.gained_by) for f in frames for t in f.taken if f.sentence.part is Part.TEXT
    }
    fired = [v for f in frames if f.sentence.part is Part.TEXT for v in f.volleys]
    for frame in frames:
        if frame.sentence.part is Part.TITLE:
            left = [t for t in frame.taken if (t.spot.key, t.gained_by) not in told]
            frame.taken = left
            frame.volleys = [v for v in frame.volleys if not any(_is_rounded(v, o) for o in fired)]


_CLOSE = 0.05  # share by which a title rounds the body's figure


def _is_rounded(title: Volley, body: Volley) -> bool:
    """Whether a title only rounds what the body tells: "3900" for "more than 3890"."""
    one, other = title.count.low, body.count.low
    if title.munition is not body.munition or not one or not other:
        return False
    return title.count != body.count and abs(one - other) <= _CLOSE * other


def lose_once(frames: list[Frame]) -> None:
    """Take out what another event tells the loss of: in the title, or as "the aircraft"."""
    for frame in frames:
        others = [m for f in frames if f is not frame for m in f.losses]
        if frame.sentence.part is Part.TITLE:
            told = {(m.item, m.fate) for m in others}
            frame.losses = [m for m in frame.losses if (m.item, m.fate) not in told]
        earlier = [m for f in frames if f.order <= frame.order for m in f.losses if not m.is_known]
        kinds = {_sort(m) for m in earlier}
        frame.losses = [m for m in frame.losses if not (m.is_known and _sort(m) in kinds)]
    _lose_aircraft_once(frames)


def _lose_aircraft_once(frames: list[Frame]) -> None:
    """Take out one aircraft that is told of again: where it is shot down, it is told."""
    lost = [(f, m) for f in frames for m in f.losses if m.item in AIRBORNE and m.count == exact(1)]
    kept = list[tuple[Frame, Loss]]()
    for fate in (Fate.SHOT_DOWN, Fate.DESTROYED):
        for frame, loss in lost:
            if loss.fate is not fate:
                continue
            if any(_is_same(before, known, frame, loss) for before, known in kept):
                frame.losses = [m for m in frame.losses if m is not loss]
            else:
                kept.append((frame, loss))


def _is_same(before: Frame, known: Loss, frame: Frame, loss: Loss) -> bool:
    """Whether two sentences tell of one aircraft: of one side, and not on different days."""
    apart = before.days and frame.days and before.days != frame.days
    return not apart and (known.item, known.owner) == (loss.item, loss.owner)


def _sort(loss: Loss) -> Item:
    """Return what a thing may be called again: a helicopter is "the aircraft" too."""
    return Item.AIRCRAFT if loss.item in AIRBORNE else loss.item


def take_once(frames: list[Frame]) -> None:
    """Take out a place whose change of hands an earlier event tells in the same words' sense."""
    told = set[tuple[str, tuple[Actor, ...], How]]()
    for frame in frames:
        left = [t for t in frame.taken if (t.spot.key, t.gained_by, t.how) not in told]
        told |= {(t.spot.key, t.gained_by, t.how) for t in left}
        frame.taken = left


def capture_sites(frames: list[Frame]) -> None:
    """Count a named base or checkpoint that was taken among the materiel captured too."""
    for frame in frames:
        sites = [t for t in frame.taken if t.site and t.how is How.SEIZED and t.lost_by]
        known = any(m.item is Item.MILITARY_SITE for m in frame.losses)
        if sites and not known:
            first = sites[0]
            near = (first.spot.first - 1, first.spot.first)
            many = any(frame.sentence.is_a(at, "many") for at in near)
            count = exact(1) if len(sites) == 1 and not many else SOME
            frame.losses.append(
                Loss(Item.MILITARY_SITE, Fate.CAPTURED, first.lost_by[0], count, first.evidence)
            )


def set_apart(frame: Frame) -> None:
    """Tell that fighters left a place apart from the people who left it: two kinds of event.

    Apart from an attack too: "قصف المدينة خلال عملية إخراج المقاتلين منها".
    """
    moved = any(c.outcome is Outcome.DISPLACED for c in frame.claims)
    left = all(t.how is How.TRANSFERRED and not t.gained_by for t in frame.taken)
    told = (a for a in frame.real_acts if not a.is_definite)
    attacked = any(a.event_type in BOMBARDMENT for a in told)
    departed = attacked and all(t.is_departure for t in frame.taken)
    if left and (moved or departed):
        frame.left, frame.taken = frame.taken, []


def apart_from_harm(frame: Frame) -> Frame | None:
    """Take people who moved out of a frame that also tells of dead or of ground taken.

    "هجوم سيطرت فيه على البلدة وفر آلاف المدنيين": whoever fled is an event of its own.
    """
    moved = [c for c in frame.claims if c.outcome is Outcome.DISPLACED]
    harmed = len(moved) < len(frame.claims)
    seized = any(t.how is How.SEIZED for t in frame.taken)
    if not moved or not (harmed or seized):
        return None
    frame.claims = [c for c in frame.claims if c.outcome is not Outcome.DISPLACED]
    apart = frame.emptied()
    apart.claims = moved
    return apart


def evacuations(frames: list[Frame]) -> list[Frame]:
    """Return a hand-over for each departure of fighters from a named place under a deal."""
    found = list[Frame]()
    for frame in frames:
        leavers = _leavers(frame)
        if not (leavers or frame.left) or frame.scope is Scope.BACKGROUND:
            continue
        if _is_only_agreed(frame) or _is_flight(frame):
            continue
        if not frame.names or not (frame.own_place or frame.has("settlement")):
            continue
        if any(_is_handed_over(frame, other) for other in frames):
            continue
        found.append(_hand_over(frame, leavers))
    return found


def _is_only_agreed(frame: Frame) -> bool:
    """Whether the departure is a term of a deal or an aim: "ينص الاتفاق على خروج"."""
    at = _moved_by(frame)
    near = range(max(0, at - _TO_TERM), at)
    return any(frame.sentence.is_a(at, kind) for at in near for kind in ("unfinished", "agreed"))


def _is_flight(frame: Frame) -> bool:
    """Whether men only deserted: "عناصر فروا من بلدة" hands nothing over."""
    at = _moved_by(frame)
    return at >= 0 and frame.sentence.is_a(at, "flees")


def _moved_by(frame: Frame) -> int:
    """Return the token that tells of people's leaving, below zero if there is none."""
    moved = (c.harm.trigger for c in frame.claims if c.outcome is Outcome.DISPLACED)
    return next(moved, -1)


_TO_TERM = 5  # words from "provides" to the departure that it provides for


def _leavers(frame: Frame) -> tuple[Actor, ...]:
    moved = [c.victim for c in frame.claims if c.outcome is Outcome.DISPLACED]
    return tuple(dict.fromkeys(v for v in moved if v and v not in NOT_FIGHTERS))


def _is_handed_over(frame: Frame, other: Frame) -> bool:
    places = frame.keys
    return any(taken.spot.key in places for taken in other.taken)


def _is_left(sentence: Sentence, spot: Spot) -> bool:
    """Whether a place stands right after "from", its type word between: "من مدينة دوما"."""
    at = spot.first - 1
    while sentence.sense(at, "place_types"):
        at -= 1
    return sentence.word(at) == "من"


def _hand_over(frame: Frame, leavers: tuple[Actor, ...]) -> Frame:
    left = [s for s in frame.names if not is_refuge(frame.sentence, s)]
    left = [s for s in left if _is_left(frame.sentence, s)] or left
    told = next((c.evidence for c in frame.claims if c.outcome is Outcome.DISPLACED), None)
    taken = frame.left
    if told and not taken:
        taken = [Taken(s, (), leavers, How.TRANSFERRED, told) for s in left]
    made = Frame(
        frame.sentence,
        frame.order,
        frame.first,
        frame.last,
        acts=[],
        spots=[t.spot for t in taken],
        sides=[],
        attackers=[Actor.GOV] if set(leavers) & BESIEGED else [],
        targets=list(dict.fromkeys(a for t in taken for a in t.lost_by)),
        claims=[],
        volleys=[],
        losses=[],
        taken=taken,
    )
    made.days, made.carried, made.when = frame.days, frame.carried, frame.when
    made.source, made.admin1, made.scope = frame.source, frame.admin1, frame.scope
    made.event_type, made.own_place = EventType.TERRITORY_TRANSFER, True
    made.spans = list(frame.spans)
    return made
