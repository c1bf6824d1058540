"""Places that changed hands, where no verb of taking says so: "سقطت تدمر بيد داعش".

"باتت عفرين تحت سيطرة تركيا", "سلم الفصيل البلدة لقوات النظام", "خروج المقاتلين من دوما".
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from tawthiq.extract.actors import Side
from tawthiq.extract.control import Taken, find_taken
from tawthiq.extract.departures import begin_to_leave, clear, doer_and_places, leave, left_by_them
from tawthiq.extract.happened import is_agreed_on, is_demanded, is_settled
from tawthiq.extract.language import Language
from tawthiq.extract.scan import Sentence
from tawthiq.extract.situation import BESIDE, Change, Scene
from tawthiq.extract.spots import Spot
from tawthiq.model import Actor, How

_NEAR = 6  # words from a verb, over its subject, to the place
_TO_HANDS = 10  # words from "fell" to "into the hands of"
_TO_STATE = 10  # words from "has become" to "under the control of"
_GOVERNS = 4  # words before a word among which a wish or denial governs it
_TO_TERM = 2  # words from "a deal" to the departure that it provides for
_TO_VERB = 20  # words from "declared" over a list of towns to "free of"


def taken_in(
    sentence: Sentence,
    spots: list[Spot],
    sides: tuple[list[Side], list[Side]],
    acting: Collection[Actor],
    span: tuple[int, int],
    language: Language,
) -> list[Taken]:
    """Return the places that changed hands; `sides` are those who act, then the speakers too."""
    if not spots:
        return []
    taken = find_taken(sentence, spots, *sides, acting, span, language.words)
    known = {t.spot.key for t in taken if t.gained_by}
    others = [t for t in find_changes(sentence, spots, sides[1], span) if t.spot.key not in known]
    told = {t.spot.key for t in others}
    return [t for t in taken if t.spot.key not in told] + others


def find_changes(
    sentence: Sentence, spots: list[Spot], sides: list[Side], span: tuple[int, int]
) -> list[Taken]:
    """Return the places of a clause that changed hands by such words, in the order named."""
    if not any(s.name and span[0] <= s.first < span[1] for s in spots):
        return []
    scene = Scene(sentence, spots, sides, span)
    taken = dict[int, Taken]()
    for at in range(*span):
        kinds = scene.kinds(at)
        if _TELLING.isdisjoint(kinds):
            continue
        for kind in [k for k in _READERS if k in kinds]:
            change = None if _is_unreal(scene, at) else _READERS[kind](scene, at)
            if change is None:
                continue
            here, gained, lost, how, end = change
            people = any(scene.is_a(p, "leavers") for p in range(at, end))
            for spot in here:
                evidence = sentence.evidence(
                    min(at, spot.first), max(end, spot.last), f"place changed hands: {kind}"
                )
                found = Taken(
                    spot,
                    gained,
                    lost,
                    how,
                    evidence,
                    is_departure=kind in _DEPARTURES,
                    has_people=people or spot.first > at,
                )
                taken.setdefault(spot.first, found)
    return [taken[first] for first in sorted(taken)]


def _is_unreal(scene: Scene, at: int) -> bool:
    """Whether a word of wish or denial, or "before", stands just before."""
    for before in range(max(scene.span[0], at - _GOVERNS), at):
        link = scene.sentence.sense(before, "links")
        if link and link["kind"] in ("modal", "negation"):
            return True
        if scene.is_a(before, "unfinished") or scene.is_a(before, "agreed"):
            return True
    if is_agreed_on(scene.sentence, at) or _is_demanded(scene, at):
        return True
    near = range(max(scene.span[0], at - _TO_TERM), at)
    if scene.is_a(at, "leave") and any(scene.sentence.is_a(before, "pact") for before in near):
        return True  # "اتفاق خروج المسلحين", "اتفاق على إجلاء المقاتلين"
    return scene.sentence.word(at).startswith("ل") and scene.is_a(at, "unmade")


def _is_demanded(scene: Scene, at: int) -> bool:
    mention = scene.sentence.at.get(at)
    return mention is not None and is_demanded(scene.sentence, mention)


def _fall(scene: Scene, at: int) -> Change | None:
    """Read "سقطت مدينة تدمر بيد داعش"."""
    here = scene.places(at + 1)
    if not here:
        return None
    for hands in range(here[-1].last, min(at + _TO_HANDS, scene.span[1])):
        if scene.is_a(hands, "hands"):
            gained = scene.codes(scene.side_from(hands + 1, 1))
            return (here, gained, (), How.SEIZED, hands + 1) if gained else None
    return None


def _become(scene: Scene, at: int) -> Change | None:
    """Read "باتت بلدة الهبيط تحت سيطرة قوات النظام", "لتصبح عربين وزملكا خالية من الإرهاب"."""
    for state in range(at + 1, min(at + _TO_STATE, scene.span[1])):
        link = scene.sentence.starts(state, "links")
        if link is None or link["kind"] != "standing" or scene.sentence.sense(state, "acts"):
            continue
        end = scene.sentence.at[state].last
        here = scene.within(at, state) or scene.within(max(scene.span[0], at - _NEAR), at)
        gained = scene.codes(scene.side_from(end, 1))
        return (here, gained, (), _how(scene, at), end) if gained else None
    return None


def _freed(scene: Scene, at: int) -> Change | None:
    """Read "أعلن الجيش بلدات عربين وزملكا خالية من الإرهاب": who declares it gained it."""
    if not scene.sentence.word(at + 1).startswith("من"):
        return None
    start = max(0, at - _TO_VERB)
    verbs = [b for b in range(start, at) if scene.is_a(b, "declares")]
    if not verbs:
        return None
    here = scene.within(verbs[-1], at)
    here = [s for s in here if not s.is_region] or here
    side = scene.side_from(verbs[-1] + 1) or scene.side_before(verbs[-1], _NEAR)
    left = any(scene.is_a(near, "leave") for near in range(len(scene.sentence.tokens)))
    gained = scene.codes(side)
    if not gained and any(scene.is_a(near, "rid_of") for near in (at + 1, at + 2)):
        gained = (Actor.GOV,)  # only the government's side calls ground rid of "terrorists"
    return here, gained, (), How.TRANSFERRED if left else _how(scene, at), at + 1


def _come_under(scene: Scene, at: int) -> Change | None:
    """Read "عادت بلدة كفرنبودة إلى سيطرة الفصائل", "وقعت القرية في قبضة التنظيم"."""
    before = scene.places(at + 1) or scene.within(max(scene.span[0], at - BESIDE), at)
    for state in range(at + 1, min(at + _TO_STATE, scene.span[1])):
        if scene.sentence.is_a(state, "patch"):
            return None
        here = before or scene.within(at, state)  # "وقعت الأحياء الشرقية من حلب تحت سيطرة"
        if here and (scene.is_a(state, "hands") or scene.is_a(state, "control")):
            gained = scene.codes(scene.side_from(state + 1, 1))
            return (here, gained, (), _how(scene, at), state + 1) if gained else None
    return None


def _go_out(scene: Scene, at: int) -> Change | None:
    """Read "خرجت بلدة العيس عن سيطرة قوات النظام": who gained it is told beside."""
    here = scene.places(at + 1)
    for state in range(at + 1, min(at + _TO_STATE, scene.span[1])):
        if here and scene.is_a(state, "control") and scene.is_a(state - 1, "outside"):
            lost = scene.codes(scene.side_from(state + 1, 0))
            return (here, (), lost, How.SEIZED, state + 1) if lost else None
    return None


def _raise_flag(scene: Scene, at: int) -> Change | None:
    """Read "رفع الجيش السوري العلم في مدينة داريا"."""
    side = scene.side_from(at + 1, 0) or scene.side_before(at, 0)
    start = side.last if side and side.first > at else at + 1
    flags = [f for f in range(start, start + BESIDE) if scene.is_a(f, "flag")]
    here = scene.places(flags[0] + 1) if flags else []
    return (here, scene.codes(side), (), _how(scene, at), start) if here and side else None


def _enter(scene: Scene, at: int) -> Change | None:
    """Read "أفاد ناشطون بدخول الشرطة الروسية إلى مدينة الرحيبة": told as done, by whom."""
    own = scene.is_a(at + 1, "own_forces")  # "أعلن الجيش دخول وحداته"
    side = scene.side_before(at, 1) if own else scene.side_from(at + 1, 0)
    told = any(scene.is_a(b, "finished") for b in range(max(0, at - _NEAR), at))
    near = scene.is_a(at - 1, "near") or scene.is_a(at - 1, "governs")
    if side is None or near or not (told or at == 0):
        return None
    here = scene.places(max(side.last, at + 1))
    return (here, scene.codes(side), (), _how(scene, at), at + 1) if here else None


def _deploy(scene: Scene, at: int) -> Change | None:
    """Read "انتشرت قوات النظام في بلدة الحراك بعد اتفاق التسوية": only a deal makes it a gain."""
    return _receive(scene, at) if is_settled(scene.sentence, at, scene.span) else None


def _hand_over(scene: Scene, at: int) -> Change | None:
    """Read "سلمت الوحدات بلدة تل رفعت لقوات النظام"."""
    giver = scene.side_from(at + 1, 1) or scene.side_before(at, 1)
    start = giver.last if giver and giver.first > at else at + 1
    here = scene.places(start)
    if not here:
        return None
    end = here[-1].last
    taker = scene.side_from(end, _NEAR)
    if taker and taker.mention.reading.preposition != "ل" and not _follows_to(scene, taker):
        taker = None
    if not taker and not giver:
        return None
    lost = scene.codes(giver)
    gained = tuple(a for a in scene.codes(taker) if a not in lost)
    return here, gained, lost, How.TRANSFERRED, end


def _follows_to(scene: Scene, side: Side) -> bool:
    before = side.first - 1
    return scene.sentence.is_a(before, "toward") or scene.sentence.is_a(before, "in_favour")


def _receive(scene: Scene, at: int) -> Change | None:
    """Read "تسلم الجيش السوري مدينة منبج من قوات سوريا الديمقراطية"."""
    told = doer_and_places(scene, at)
    return (told[1], told[0], (), How.TRANSFERRED, told[2]) if told else None


def _lose(scene: Scene, at: int) -> Change | None:
    """Read "خسر تنظيم داعش [السيطرة على] مدينة الميادين لصالح قوات النظام"."""
    told = doer_and_places(scene, at)
    if not told:
        return None
    lost, here, _ = told
    taker = scene.side_from(here[-1].last, BESIDE)
    gained = scene.codes(taker) if taker and _follows_to(scene, taker) else ()
    return here, gained, lost, How.SEIZED, here[-1].last


def _how(scene: Scene, at: int) -> How:
    settled = is_settled(scene.sentence, at, scene.span)
    return How.TRANSFERRED if settled else How.SEIZED


_DEPARTURES = ("leave", "leaving", "left_by_them")

_READERS: Mapping[str, Callable[[Scene, int], Change | None]] = {
    "fall": _fall,
    "became": _become,
    "freed": _freed,
    "hand_over": _hand_over,
    "receive": _receive,
    "lose": _lose,
    "leave": leave,
    "leaving": begin_to_leave,
    "came_under": _come_under,
    "went_out": _go_out,
    "raises": _raise_flag,
    "deploys": _deploy,
    "entering": _enter,
    "cleared": clear,
    "left_by_them": left_by_them,
}
_TELLING = frozenset(_READERS)
