"""Who says so: the source a sentence is attributed to, and where its words stand."""

from __future__ import annotations

from dataclasses import dataclass

from tawthiq.extract.actors import Side
from tawthiq.extract.scan import Sentence
from tawthiq.lexicon import Mention, Sense
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


def find_attributions(sentence: Sentence, sides: list[Side]) -> list[Attribution]:
    """Return the attributions of a sentence, from left to right."""
    found = list[Attribution]()
    for mention, sense in sentence.having("attribution"):
        if found and mention.first < found[-1].last:
            continue
        if mention.reading.article or _is_belonging(sentence, mention):
            continue
        source, first, last = _source(sentence, mention, sense["kind"], sides)
        quoted = _quoted(sentence, last, sides) if source else None
        if quoted and source:
            is_conduit = source.source_class in (SourceClass.REPORTER, SourceClass.OTHER)
            source, last = (quoted[0] if is_conduit else source), quoted[1]
        if source:
            last = _until_that(sentence, last) if sense["kind"] != _AFTERWARDS else last
            found.append(Attribution(source, first, last))
        elif sense["kind"] == "continuation" or _goes_on(sentence, mention, sense):
            found.append(Attribution(None, mention.first, mention.last, True))
    heading = None if found else _heading(sentence)
    return [heading] if heading else found


def _goes_on(sentence: Sentence, mention: Mention, sense: Sense) -> bool:
    """Whether a sentence opens with "and said that": who speaks is whoever spoke before."""
    if mention.first or sense["kind"] != "verb_before_source" or not mention.reading.conjunction:
        return False
    if sentence.is_a(0, "by_nobody"):
        return False
    said = mention.last + (sentence.word(mention.last) == "الي")
    return sentence.is_a(said, "opener") or _tells_harm(sentence, said)


_TO_QUOTED = 4  # words from an agency, over its town or title, to "from" whom it has it


def _quoted(sentence: Sentence, position: int, sides: list[Side]) -> tuple[Source, int] | None:
    """Read "نقلت رويترز عن وحدات حماية الشعب إن": whom an agency quotes, as one who speaks."""
    for at in range(position, position + _TO_QUOTED):
        if sentence.word(at) == "عن":
            found = _source_after(sentence, at + 1, sides)
            if found and found[1] <= at + _NEAR and _says_on(sentence, found[1]):
                return found
            return None
        if sentence.is_a(at, "opener") or sentence.word(at) in "،:":
            return None
    return None


def _says_on(sentence: Sentence, position: int) -> bool:
    """Whether what is said follows: "إن", "قوله إن"."""
    after = range(position, min(position + _TO_THAT, len(sentence.tokens)))
    return any(sentence.is_a(at, "opener") for at in after)


def _is_belonging(sentence: Sentence, mention: Mention) -> bool:
    """Whether "تابعة لقوات النظام" says whose something is, not that somebody went on speaking."""
    after = sentence.at.get(mention.last)
    return sentence.is_a(mention.first, "belonging") and (
        after is not None and after.reading.preposition == "ل"
    )


_AFTERWARDS = "preposition_before_source"
_TO_THAT = 14  # words from a source's name to the "that" of what it says: titles, seats, dates


def _until_that(sentence: Sentence, last: int) -> int:
    """Return where the words of the announcement end: what stands there is no scene and no side."""
    for at in range(last, min(last + _TO_THAT, len(sentence.tokens))):
        if _opens(sentence, at):
            return at
        act = sentence.sense(at, "acts")
        if sentence.sense(at, "harm") or (act and act["kind"] != "noun"):
            return last
    return last


def _source(
    sentence: Sentence, mention: Mention, kind: str, sides: list[Side]
) -> tuple[Source | None, int, int]:
    """Return the source beside an attribution word, and the tokens that name it."""
    if kind != _AFTERWARDS:
        before = _source_before(sentence, mention.first, sides)
        if before:
            return before[0], before[1], mention.last
    after = _source_after(sentence, mention.last, sides)
    return (after[0], mention.first, after[1]) if after else (None, mention.first, mention.last)


def _source_before(
    sentence: Sentence, position: int, sides: list[Side]
) -> tuple[Source, int] | None:
    """Read "المرصد السوري قال": a source at the head of the sentence, just before its verb."""
    before = sentence.at.get(position - 1)
    if sentence.is_a(0, "topic") and sentence.at[position].reading.conjunction == "ف":
        before = sentence.at.get(1)  # "أما المرصد ومقره بريطانيا فأكد"
    if before is None or before.first > 2:
        return None
    sense = before.sense("sources")
    if sense:
        name = sentence.words(before.first, before.last)
        return Source(source_class=SourceClass(sense["class"]), name=name), before.first
    side = next((s for s in sides if s.first == before.first), None)
    if side and side.codes[0] is not Actor.CIVILIANS and side.kind != "state_adj":
        name = sentence.words(before.first, before.last)
        return Source(source_class=_CLASS_OF_SIDE[side.codes[0]], name=name), before.first
    return None


def _heading(sentence: Sentence) -> Attribution | None:
    """Read a source before a colon at the head: "المرصد: …"."""
    title = sentence.mentions[0] if sentence.mentions else None
    if title and title.first == 0 and sentence.word(title.last) == ":":
        sense_ = title.sense("sources")
        if sense_:
            name = sentence.words(0, title.last)
            source = Source(source_class=SourceClass(sense_["class"]), name=name)
            return Attribution(source, 0, title.last)
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
                if side is None and source_class is SourceClass.OTHER:
                    last, source_class = _member(sentence, last)
            return Source(source_class=source_class, name=sentence.words(at, last)), last
        side_here = next((s for s in sides if s.first == at), None)
        if side_here and side_here.codes[0] is not Actor.CIVILIANS:
            name = sentence.words(at, side_here.last)
            return Source(
                source_class=_CLASS_OF_SIDE[side_here.codes[0]], name=name
            ), side_here.last
        if _opens(sentence, at) or _tells_harm(sentence, at):
            return None
    return None


def _tells_harm(sentence: Sentence, position: int) -> bool:
    """Whether what he said has begun: "ولفت إلى مقتل 20 من التنظيم"; a toll may be a source's."""
    harm = sentence.starts(position, "harm")
    return harm is not None and harm["kind"] != "toll"


_TO_BODY = 5  # words from "a report", over "another", "from" and quotes, to whose it is


def _member(sentence: Sentence, position: int) -> tuple[int, SourceClass]:
    """Return what a generic source belongs to: "عضو تنسيقية …", "مديرة الدفاع المدني"."""
    for at in range(position, position + _TO_BODY):
        if at > position and _ends_name(sentence, at):
            break
        mention, sense = sentence.at.get(at), sentence.starts(at, "sources")
        known = mention and sense and sense["class"] != SourceClass.OTHER
        if mention and sense and known and not _ends_name(sentence, position):
            return mention.last, SourceClass(sense["class"])
    return position, SourceClass.OTHER


def _affiliated(sentence: Sentence, position: int, sides: list[Side]) -> tuple[int, Actor | None]:
    """Return the side a generic source belongs to: "قيادي في جيش الإسلام", "مسؤول تركي"."""
    for side in sides:
        if position <= side.first <= position + 2:
            between = range(position, side.first)
            if not any(_ends_name(sentence, at) for at in between):
                return side.last, side.codes[0]
    return position, None


def _opens(sentence: Sentence, position: int) -> bool:
    """Whether what is said begins: "أن", or "عن" after a source's name."""
    return sentence.is_a(position, "opener") or sentence.word(position) == "عن"


def _ends_name(sentence: Sentence, position: int) -> bool:
    act = sentence.starts(position, "acts")  # "أكدت مصادر ميدانية سيطرة فصائل المعارضة"
    return act is not None or _opens(sentence, position) or sentence.word(position) in "،:"


def of_its_camp(source: Source, before: Source | None) -> Source:
    """Let "المصادر", "المصدر" be of the class of the source that they go back to."""
    name = source.name or ""
    bare = source.source_class is SourceClass.OTHER and name.startswith("ال") and " " not in name
    return Source(source_class=before.source_class, name=name) if bare and before else source
