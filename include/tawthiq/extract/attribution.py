"""Who says so: the source a sentence is attributed to, and where its words stand."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.model import Actor, Source, SourceClass

_NEAR = 7  # words between an attribution word and its source

_CLASS_OF_SIDE = {
    Actor.GOV: SourceClass.GOVERNMENT,
    Actor.GOV_MILITIA: SourceClass.GOVERNMENT,
    Actor.TRANSITIONAL_GOV: SourceClass.GOVERNMENT,
    Actor.GOV_REMNANTS: SourceClass.OTHER,
    Actor.HEZBOLLAH: SourceClass.IRAN,
    Actor.IRAN: SourceClass.IRAN,
    Actor.RUSSIA: SourceClass.RUSSIA,
    Actor.OPPOSITION: SourceClass.OPPOSITION,
    Actor.JIHADIST: SourceClass.JIHADIST,
    Actor.ISIS: SourceClass.ISIS,
    Actor.SDF: SourceClass.SDF,
    Actor.TURKEY: SourceClass.TURKEY,
    Actor.COALITION: SourceClass.COALITION,
    Actor.ISRAEL: SourceClass.ISRAEL,
    Actor.LOCAL_ARMED: SourceClass.OTHER,
    Actor.OTHER_STATE: SourceClass.OTHER,
    Actor.CIVILIANS: SourceClass.ACTIVISTS,
    Actor.UNKNOWN: SourceClass.OTHER,
}


@dataclass(slots=True)
class Attribution:
    """A source in a sentence and the tokens (half-open) that only name it."""

    source: Source | None
    first: int
    last: int
    continues: bool = False


def find_attribution(sentence: Sentence, sides: list[Side]) -> Attribution | None:
    """Return the first attribution of a sentence."""
    for mention, sense in sentence.having("attribution"):
        found = _source_after(sentence, mention.last, sides)
        if found:
            source, last = found
            return Attribution(source, mention.first, last)
        if sense["kind"] == "continuation":
            return Attribution(None, mention.first, mention.last, True)
    title = sentence.mentions[0] if sentence.mentions else None
    if title and title.first == 0 and sentence.word(title.last) == ":":
        sense_ = title.sense("sources")
        if sense_:
            name = sentence.words(0, title.last)
            return Attribution(
                Source(source_class=SourceClass(sense_["class"]), name=name), 0, title.last
            )
    return None


def _source_after(
    sentence: Sentence, position: int, sides: list[Side]
) -> tuple[Source, int] | None:
    for at in range(position, min(position + _NEAR, len(sentence.tokens))):
        sense = sentence.starts(at, "sources")
        mention = sentence.at.get(at)
        if sense and mention:
            last, source_class = mention.last, SourceClass(sense["class"])
            if sense["kind"] in ("generic", "role"):
                last, side = _affiliated(sentence, mention.last, sides)
                source_class = _CLASS_OF_SIDE[side] if side else source_class
            return Source(source_class=source_class, name=sentence.words(at, last)), last
        side_here = next((s for s in sides if s.first == at), None)
        if side_here and side_here.codes[0] is not Actor.CIVILIANS:
            name = sentence.words(at, side_here.last)
            return Source(
                source_class=_CLASS_OF_SIDE[side_here.codes[0]], name=name
            ), side_here.last
        if sentence.word(at) in _OPENERS:
            return None
    return None


def _affiliated(sentence: Sentence, position: int, sides: list[Side]) -> tuple[int, Actor | None]:
    """Return the side a generic source belongs to: "قيادي في جيش الإسلام", "مسؤول تركي"."""
    for side in sides:
        if position <= side.first <= position + 2:
            between = [sentence.word(at) for at in range(position, side.first)]
            if not any(word in _OPENERS or word in "،:" for word in between):
                return side.last, side.codes[0]
    return position, None


_OPENERS = frozenset(("ان", "بان", "انه", "بانه", "انها", "بانها", "عن"))
