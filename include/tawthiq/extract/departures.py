"""Places that fighters left: "خروج المقاتلين من دوما", "أخلت قوات النظام بلدة حلفايا"."""

from __future__ import annotations

from tawthiq.extract.actors import Side
from tawthiq.extract.objects import last_named
from tawthiq.extract.situation import Change, Scene, is_civil
from tawthiq.extract.spots import Spot
from tawthiq.model import Actor, How

_TO_LEAVERS = 8  # words from "left" to the fighters who did
_TO_BEGUN = 12  # words from "began", over who did, to "to leave"
_TO_BEGIN = 2  # words between who begins and "to leave"
_TO_LIES = 3  # words from "which lies" to where
_TO_PLACE = 14  # words from "left" over who did to the place


def clear(scene: Scene, at: int) -> Change | None:
    """Read "أخلت قوات النظام بلدة حلفايا"; "أخلت بتعهداتها" is no place."""
    told = doer_and_places(scene, at)
    return (told[1], (), told[0], How.TRANSFERRED, told[2]) if told else None


def doer_and_places(scene: Scene, at: int) -> tuple[tuple[Actor, ...], list[Spot], int] | None:
    """Return the side beside a verb, the places that follow, and where they begin."""
    side = scene.side_from(at + 1, 0) or scene.side_before(at, 0)
    if not side:
        return None
    start = max(at + 1, side.last)
    here = scene.places(start)
    return (scene.codes(side), here, start) if here else None


def leave(scene: Scene, at: int) -> Change | None:
    """Read "خروج آخر دفعة من مقاتلي جيش الإسلام من مدينة دوما": the fighters left the place."""
    leavers = _leavers(scene, at)
    if leavers is None:
        return None
    codes, end = leavers
    left = scene.places(end) if scene.is_a(at, "quits") else []
    if left:  # "غادر آخر مقاتلي المعارضة حي الوعر"
        return left, (), codes, How.TRANSFERRED, left[-1].last
    for out in range(end, min(at + _TO_PLACE, scene.span[1])):
        if scene.sentence.word(out) == "من" and not scene.is_a(out + 1, "several"):
            here = scene.places(out + 1)
            if here:
                return here, (), codes, How.TRANSFERRED, here[-1].last
        if scene.sentence.is_a(out, "out_of_it") and (told := _spoken_of(scene, at)):
            return told, (), codes, How.TRANSFERRED, out + 1  # "قصف دوما قبل إخراج المقاتلين منها"
    return None


def _spoken_of(scene: Scene, at: int) -> list[Spot]:
    """Return the place told last before a word, not where that only lies: "الواقعة في الغوطة"."""
    near = (range(spot.first - _TO_LIES, spot.first) for spot in scene.spots)
    lies = [any(scene.sentence.is_a(back, "located") for back in words) for words in near]
    named = [spot for spot, only_lies in zip(scene.spots, lies, strict=True) if not only_lies]
    return last_named(named, at)


def begin_to_leave(scene: Scene, at: int) -> Change | None:
    """Read "بدأ مسلحو أحرار الشام الخروج من بلدة حرستا": who begins to leave has a name before."""
    begun = [b for b in range(max(0, at - _TO_BEGUN), at) if scene.is_a(b, "begin")]
    side = scene.side_before(at, _TO_BEGIN)
    if not begun or side is None or side.first < begun[-1]:
        return None
    start = at + 2 if scene.sentence.word(at + 1) == "من" else at + 1
    here = scene.places(start)
    return (here, (), scene.codes(side), How.TRANSFERRED, start) if here else None


def left_by_them(scene: Scene, at: int) -> Change | None:
    """Read "مقاتلو التنظيم الذين أجلوا من مخيم اليرموك": those named before left it.

    Also with the place at once: "عدد من المقاتلين وأسرهم يغادرون الغوطة الشرقية".
    """
    quits, out = scene.is_a(at, "quits"), scene.sentence.word(at + 1) == "من"
    if not (quits or out) or scene.sentence.is_a(at - 1, "opener"):
        return None  # "ينتظر أن يغادروا"
    here = scene.places(at + 2 if out else at + 1)
    if not here or not (out or _follows_at_once(scene, at + 1, here[0])):
        return None  # "غادروا مواقعهم متجهين إلى عفرين"
    codes = _who_before(scene, at, quits=quits)
    return None if codes is None else (here, (), codes, How.TRANSFERRED, at)


def _who_before(scene: Scene, at: int, *, quits: bool) -> tuple[Actor, ...] | None:
    """Return the fighters named last before a verb of theirs, of any side; nobody else."""
    for back in range(at - 1, max(-1, at - _TO_PLACE), -1):
        if quits and _turns(scene, back):
            return None
        if scene.is_a(back, "families"):
            continue
        people = scene.sentence.sense(back, "people")
        if people and people["victim"] == Actor.CIVILIANS:
            return None
        side = next((s for s in scene.sides if s.first <= back < s.last), None)
        if side or scene.is_a(back, "leavers"):
            return None if side is not None and is_civil(side) else scene.codes(side)
        if quits and people:
            return None  # "أكثر من ألف شخص غادروا"
    return None


def _follows_at_once(scene: Scene, start: int, spot: Spot) -> bool:
    """Whether only type words or quotation marks stand before a place: "غادروا بلدة عربين"."""
    return all(
        scene.sentence.sense(at, "place_types") or scene.sentence.tokens[at].kind == "other"
        for at in range(start, spot.first)
    )


def _turns(scene: Scene, at: int) -> bool:
    """Whether a clause begins after a word, and no relative one: "قال الجيش إنهم غادروا"."""
    ends = scene.sentence.word(at) in ("،", ":") or scene.sentence.is_a(at, "opener")
    return ends and not scene.sentence.is_a(at + 1, "relative")


def _leavers(scene: Scene, at: int) -> tuple[tuple[Actor, ...], int] | None:
    """Return the fighters named next as those who left, and where their name ends."""
    for near in range(at + 1, min(at + _TO_LEAVERS, scene.span[1])):
        side = next((s for s in scene.sides if s.first == near), None)
        if side and not is_civil(side):
            return None if _moves_others(scene, side) else (scene.codes(side), side.last)
        if scene.is_a(near, "leavers"):
            side = scene.side_from(near + 1, 1)
            return scene.codes(side), side.last if side else near + 1
        if scene.sentence.word(near) in ("،", ":") or scene.sentence.sense(near, "acts"):
            return None
    return None


def _moves_others(scene: Scene, side: Side) -> bool:
    """Whether a side is the subject, and others were moved: "إخراج قوات النظام مئة شخص"."""
    return any(
        scene.sentence.starts(at, dimension)
        for at in range(side.last, side.last + 2)
        for dimension in ("numbers", "people")
        if not scene.sentence.is_a(at, "families")
    )
