"""Which of the places named are the scenes of what happened."""

from __future__ import annotations

from tawthiq.extract.destinations import is_destination, is_refuge
from tawthiq.extract.scan import Sentence
from tawthiq.extract.spots import Spot
from tawthiq.lexicon import Mention


def scenes(sentence: Sentence, spots: list[Spot]) -> list[Spot]:
    """Return the places where a clause's events happened: without landmarks and wider regions."""
    own = [s for s in spots if not s.is_foreign]
    abroad = [s for s in spots if s.is_foreign]
    if abroad and not any(_is_scene_beside(sentence, s, abroad[0]) for s in own):
        return abroad  # "في حي نزال وسط مدينة الفلوجة"
    if not own:
        return []
    left = [s for s in own if not is_refuge(sentence, s)]
    if not left:
        return []  # "إجلاؤهم إلى إدلب": from the place spoken of
    kept = left if any(s.name for s in left) else own
    kept = [s for s in kept if not _is_aside(sentence, s, own)]
    kept = [s for s in kept if not _is_origin(sentence, s)] or kept
    kept = [s for s in kept if not is_destination(sentence, s, own)] or kept
    kept = [s for s in kept if not s.is_landmark] or _without_beside(sentence, kept)
    scene, last = list[Spot](), 0
    for spot in kept:
        if not (scene and _contains(sentence, spot, scene, last)):
            scene.append(spot)
        last = spot.last if spot.name else last
    scene = _without_opening(sentence, scene)
    if any(s.name for s in scene):
        named = {a for s in scene if s.name for a in s.admin1}
        scene = [s for s in scene if s.name or not set(s.admin1) <= named]
    return scene


def _without_beside(sentence: Sentence, spots: list[Spot]) -> list[Spot]:
    """Leave out what only says where the first place lies: "أطراف الغوطة الشرقية قرب دمشق"."""
    first = next((s for s in spots if s.name), None)
    return [s for s in spots if first is None or not _is_beside(sentence, first, s)]


def _is_beside(sentence: Sentence, first: Spot, spot: Spot) -> bool:
    """Whether "near" and no "and" leads from one place to another."""
    between = range(first.last, spot.first)
    listed = any(sentence.word(at)[:1] in ("و", "،") for at in (*between, spot.first))
    return not listed and any(sentence.is_a(at, "near") for at in between)


def _is_scene_beside(sentence: Sentence, spot: Spot, abroad: Spot) -> bool:
    """Whether a place can be a scene where one abroad is told before: not where people went to.

    "في مدينة سروج، حيث كانوا يستعدون للدخول إلى كوباني", "قرب الحدود مع مدينة كوباني"
    """
    if not (spot.place_id or spot.admin1):
        return False
    at = spot.first - 1
    at -= sentence.sense(at, "place_types") is not None
    led_on = sentence.is_a(at, "toward") or sentence.word(at) == "مع"
    return not (led_on and abroad.first < spot.first)


_TO_ORIGIN = 3  # words from "coming from" to where from


def _is_origin(sentence: Sentence, spot: Spot) -> bool:
    """Whether something only came from a place: "حافلة قادمة من حلب", "أطلقت من دوما"."""
    before = range(spot.first - _TO_ORIGIN, spot.first)
    launched = any(sentence.is_a(at, "launch") for at in before)
    fired_from = launched and any(sentence.word(at) == "من" for at in before[1:])
    return fired_from or any(sentence.is_a(at, "coming") for at in before)


_PAIR = 2
_TO_NARROWER = 3  # words from "among which", over "in" and a type word, to the first place
_OPENING = 3  # words at the head of a sentence that lead to where it goes: "أما في مدينة"
_CONTAINER_GAP = 6  # words from a place to the region it lies in: "بلدة عين ترما في الغوطة الشرقية"
_ASIDE = 12  # words from "which" to a place that only tells where another lies


def _is_aside(sentence: Sentence, spot: Spot, spots: list[Spot]) -> bool:
    """Whether a place stands in a clause about another: "المدينة التي تعد … في الغوطة".

    Or it is left out: "باستثناء جيب دوما", "لم يبق سوى دوما".
    """
    if any(_excepts(sentence, at) for at in range(spot.first - _TO_ORIGIN, spot.first)):
        return True
    for at in range(spot.first - 1, max(0, spot.first - _ASIDE), -1):
        if sentence.word(at) == "،" and not sentence.is_a(at + 1, "relative"):
            return False
        if sentence.is_a(at, "relative") and not sentence.is_a(at, "where"):
            back = range(max(0, at - 3), at)
            named = any(s is not spot and s.first <= at - 1 < s.last + 2 for s in spots)
            spoken = any(sentence.is_a(b, "settlement") or sentence.is_a(b, "region") for b in back)
            return named or spoken
    return False


def _excepts(sentence: Sentence, position: int) -> bool:
    """Whether a word leaves out the place after it: "إلا دوما", not "إلا أن دوما", "بيت سوى"."""
    if not sentence.is_a(position, "except") or sentence.is_a(position + 1, "opener"):
        return False
    return sentence.sense(position, "places") is None


def _without_opening(sentence: Sentence, spots: list[Spot]) -> list[Spot]:
    """Leave out a city or region that only opens what is told of places in it.

    "وفي مدينة إدلب طالت الغارات بلدة بنش", "بلدات في الغوطة بينها دوما"
    """
    named = [s for s in spots if s.name]
    if len(named) < _PAIR or not (named[0].is_region or named[0].is_city):
        return spots
    wide, others = named[0], named[1:]
    if any(s.is_region or s.is_city or not s.admin1 for s in others):
        return spots
    gap = range(wide.last, others[0].first)
    within = all(set(s.admin1) <= set(wide.admin1) for s in others)
    opens = within and _is_opening(sentence, wide) and not _is_joined(sentence, gap)
    if opens or any(sentence.is_joined_a(at, "among_places") for at in gap[-_TO_NARROWER:]):
        return [s for s in spots if s is not wide]
    return spots


def _is_opening(sentence: Sentence, spot: Spot) -> bool:
    """Whether a sentence begins with "in" or "to" and a place: "وفي درعا", "أما في حلب"."""
    at = spot.first - (sentence.sense(spot.first - 1, "place_types") is not None)
    led = sentence.is_joined_a(at - 1, "inside") or sentence.is_joined_a(at - 1, "toward")
    return led and at <= _OPENING


def _is_joined(sentence: Sentence, gap: range) -> bool:
    """Whether what stands from one place up to another joins them by "and"."""
    if sentence.word(gap.stop - 1) == "و":
        return True
    is_typed = sentence.sense(gap.stop - 1, "place_types") is not None
    return any(sentence.has_and(at) for at in range(gap.stop - is_typed, gap.stop + 1))


def _contains(sentence: Sentence, spot: Spot, before: list[Spot], last: int) -> bool:
    """Whether a place is only named as the region or city in which those before it lie.

    `last` is where the place before it ends: "قرية X في ناحية Y في منطقة Z".
    """
    named = [s for s in before if s.name]
    mention = sentence.at.get(spot.first)
    if not named or not spot.name or mention is None or mention.reading.conjunction:
        return False
    gap = range(named[-1].last, spot.first)
    near = spot.first - max(last, gap.start) <= _CONTAINER_GAP
    if any(sentence.word(at) in ("،", "و") for at in gap) and not spot.is_region:
        return False
    belongs = _belongs(sentence, mention, gap)
    inside = mention.reading.preposition == "ب" or any(_opens_inside(sentence, at) for at in gap)
    inside = inside or belongs
    aside = any(sentence.sense(at, "compass") for at in gap)
    if spot.is_region and not named[-1].is_region:
        same = set(spot.admin1) & {a for s in named for a in s.admin1}
        beside = not gap and sentence.is_a(spot.first, "compass")  # "الكسوة جنوب دمشق"
        return bool(same) or beside or (inside and near)
    return (inside or aside) and near


def _belongs(sentence: Sentence, mention: Mention, gap: range) -> bool:
    """Whether "of" leads right to a wider place: "الغوطة الشرقية لدمشق", "لمدينة دمشق"."""
    if not gap:
        return mention.reading.preposition == "ل"
    is_typed = len(gap) == 1 and sentence.sense(gap[0], "place_types") is not None
    return is_typed and sentence.at[gap[0]].reading.preposition == "ل"


def _opens_inside(sentence: Sentence, position: int) -> bool:
    """Whether a word says that what came before lies in what follows: "في", "بمدينة"."""
    mention = sentence.at.get(position)
    typed = mention is not None and mention.sense("place_types") is not None
    joined = typed and mention is not None and mention.reading.preposition == "ب"
    return joined or sentence.is_a(position, "inside")
