"""Figures: digits and number words with their bounds ("more than", "at least") and ranges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tawthiq.extract.scan import Sentence
from tawthiq.model import Count, Qualifier

_MAGNITUDE = {"unit": 1, "teen": 2, "ten": 2, "hundred": 3, "scale": 4}
_VAGUE = {
    "some": Qualifier.SOME,
    "tens": Qualifier.TENS,
    "hundreds": Qualifier.HUNDREDS,
    "thousands": Qualifier.THOUSANDS,
}
_NOT_A_COUNT = frozenset("%٪/:")  # a share, a date, a time of day
_QUOTES = frozenset("\"“”«»'")
_DIGITS = 8  # longer digit strings are identifiers or money, never people


@dataclass(slots=True)
class Figure:
    """A figure in a sentence; token range includes the bound before it."""

    first: int
    last: int
    count: Count

    @property
    def is_vague(self) -> bool:
        """Whether the figure is "some": plural without a number."""
        return self.count.qualifier is Qualifier.SOME


def exact(value: int) -> Count:
    """Return a count of exactly so many."""
    return Count(low=value, high=value, qualifier=Qualifier.EXACT)


def vague(qualifier: Qualifier) -> Count:
    """Return a count without bounds."""
    return Count(low=None, high=None, qualifier=qualifier)


SOME = vague(Qualifier.SOME)


def bounded(qualifier: Qualifier, value: int) -> Count:
    """Return a count with one bound, as its qualifier asks."""
    if qualifier is Qualifier.UP_TO:
        return Count(low=None, high=value, qualifier=qualifier)
    if qualifier is Qualifier.ABOUT:
        return Count(low=value, high=value, qualifier=qualifier)
    return Count(low=value, high=None, qualifier=qualifier)


def find_figures(sentence: Sentence) -> list[Figure]:
    """Return the figures of a sentence from left to right, not overlapping; found once."""
    if sentence.figures is None:
        sentence.figures = _find(sentence)
    return sentence.figures


def _find(sentence: Sentence) -> list[Figure]:
    figures = list[Figure]()
    words = [at for m, _ in sentence.having("numbers") for at in range(m.first, m.last)]
    end = 0
    for position in sorted({*words, *sentence.in_digits()}):
        figure = _figure(sentence, position) if position >= end else None
        if figure:
            figures.append(figure)
            end = figure.last
    return figures


def _is_model(sentence: Sentence, position: int) -> bool:
    """Whether digits belong to the name of a make: "مقاتلة إف 16", "إس-400"."""
    if sentence.tokens[position].kind != "digits":
        return False
    apart = position > 1 and sentence.tokens[position - 1].kind == "other"
    return sentence.is_a(position - 1 - apart, "model")


def _figure(sentence: Sentence, position: int) -> Figure | None:
    kind, value, last = _number(sentence, position)
    if not kind or _is_share(sentence, position, last) or _is_model(sentence, position):
        return None
    if kind in _VAGUE:
        return Figure(position, last, vague(_VAGUE[kind]))
    first = position
    ranged = _range(sentence, position, value, last)
    if ranged:
        return ranged
    count = exact(value)
    before = sentence.at.get(position - 1)
    bound = before.sense("bounds") if before else None
    updates = before and sentence.is_a(before.first, "update")  # "ارتفع العدد ليصل إلى 30"
    if before and bound and bound["side"] == "before" and value and not updates:
        count, first = bounded(Qualifier(bound["qualifier"]), value), before.first
    elif value:
        count, last = after_bound(sentence, last, count)
    return Figure(first, last, count)


def _is_share(sentence: Sentence, position: int, last: int) -> bool:
    """Whether a number is of "per cent" or that word itself: "سبعون في المئة من النازحين"."""
    percent = sentence.is_a(position, "percent")
    inside = sentence.word(position - 1) == "في" or sentence.word(position).startswith("بال")
    own = percent and inside
    return own or _is_percent(sentence, last)


def after_bound(sentence: Sentence, position: int, count: Count) -> tuple[Count, int]:
    """Apply a bound that follows ("على الأقل") at a position; return the count and the new end."""
    while sentence.word(position) in _QUOTES:
        position += 1
    aside = sentence.word(position) == "،"  # "لقي 4 مقاتلين، على الأقل، مصرعهم"
    bound = sentence.starts(position + aside, "bounds")
    if aside and bound and sentence.word(sentence.at[position + 1].last) != "،":
        return count, position
    position += aside and bound is not None
    if bound and bound["side"] == "after" and count.low and count.qualifier is Qualifier.EXACT:
        return bounded(Qualifier(bound["qualifier"]), count.low), sentence.at[position].last
    return count, position


def _range(sentence: Sentence, position: int, low: int, last: int) -> Figure | None:
    """Read "بين 10 و15", "10 إلى 15", "10-15"."""
    joint = sentence.word(last)
    step = 1 if joint in ("الي", "و", "-", "ـ", "–") else 0
    opened = sentence.is_a(position - 1, "between")
    if not step and not (opened and joint.startswith("و")):
        return None
    if joint == "و" and not opened:
        return None
    kind, high, end = _number(sentence, last + step)
    scale = next((s for s in _SCALES if high % s == 0 and low < high // s), 1)
    if low < scale:
        low *= scale  # "بين 12 و16 ألفا": the scale holds for both
    if kind != "exact" or high <= low or high > low * 10:
        return None
    first = position - 1 if opened else position
    return Figure(first, end, Count(low=low, high=high, qualifier=Qualifier.RANGE))


_SCALES = (1_000_000, 1_000)


def _number(sentence: Sentence, position: int) -> tuple[str, int, int]:
    """Return kind ("exact", a vague kind, or ""), value and end of the number at a position."""
    if position >= len(sentence.tokens) or sentence.sense(position, "time"):
        return "", 0, position  # "الاثنين" is Monday
    if sentence.tokens[position].kind == "digits":
        return _digits(sentence, position)
    sense = sentence.starts(position, "numbers")
    if sense is None:
        return "", 0, position
    mention = sentence.at[position]
    if sense["kind"] in _VAGUE:
        return sense["kind"], 0, mention.last
    if mention.reading.suffix:
        return "", 0, position
    parts = _parts(sentence, position - 1) if sense["kind"] == "scale" else 1
    if parts > 1:
        return "exact", int(sense["value"]) // parts, mention.last
    if sense["kind"] == "scale" and sense.phrase.startswith("آلاف"):
        return "thousands", 0, mention.last
    return _words(sentence, position)


def _parts(sentence: Sentence, position: int) -> int:
    """Return into how many a word splits the number after it: "نصف مليون", "ربع مليون"."""
    if sentence.is_a(position, "half"):
        return 2
    return 4 if sentence.is_a(position, "quarter") else 1


def _digits(sentence: Sentence, position: int) -> tuple[str, int, int]:
    digits = sentence.tokens[position].folded
    if _TENTHS.fullmatch(digits):
        return _tenths(sentence, digits, position)
    plain = digits.replace(",", "").replace("٬", "").replace("٫", ".")
    if "." in plain:
        whole, _, fraction = plain.partition(".")
        plain = whole + fraction if len(fraction) == 3 else ""
    if not plain.isdigit() or len(plain) > _DIGITS:
        return "", 0, position
    if sentence.word(position + 1) in _NOT_A_COUNT or _is_percent(sentence, position + 1):
        return "", 0, position
    return _scaled(sentence, int(plain), position + 1)


_TENTHS = re.compile(r"(\d{1,3})[.,٫](\d)")


def _tenths(sentence: Sentence, digits: str, position: int) -> tuple[str, int, int]:
    """Read "2,5 ألف" as 2500; a broken number with no scale word counts no people."""
    scale = sentence.starts(position + 1, "numbers")
    if not scale or scale["kind"] != "scale":
        return "", 0, position
    value = int(re.sub(r"\D", "", digits)) * int(scale["value"]) // 10
    return "exact", value, sentence.at[position + 1].last


def _is_percent(sentence: Sentence, position: int) -> bool:
    """Whether "per cent" follows: "85 في المئة", "70 بالمائة"."""
    at = position + 1 if sentence.word(position) == "في" else position
    return sentence.is_a(at, "percent")


def _scaled(sentence: Sentence, value: int, last: int) -> tuple[str, int, int]:
    """Multiply by a scale word that follows: "3 آلاف", "خمسين ألفا", "ألف و300"."""
    scale = sentence.starts(last, "numbers")
    if scale and scale["kind"] == "scale" and not sentence.at[last].reading.conjunction:
        value, last = value * int(scale["value"]), sentence.at[last].last
        if sentence.word(last) == "و" and sentence.tokens[last + 1 : last + 2]:
            kind, rest, end = _number(sentence, last + 1)
            if kind == "exact" and rest < 1000:
                return "exact", value + rest, end
    return "exact", value, last


def _words(sentence: Sentence, position: int) -> tuple[str, int, int]:  # noqa: C901  one branch a kind of word
    total = group = 0
    magnitude = 9
    last = position
    while True:
        sense = sentence.starts(last, "numbers")
        if sense is None or sense["kind"] not in _MAGNITUDE:
            break
        mention = sentence.at[last]
        if last > position and sense["kind"] != "scale":
            tens_after_unit = sense["kind"] == "ten" and 0 < group % 100 < 10
            smaller = _MAGNITUDE[sense["kind"]] < magnitude
            if not mention.reading.conjunction or not (tens_after_unit or smaller):
                break
        if sense["kind"] == "scale":
            if last > position and mention.reading.conjunction:
                break
            total, group = total + (group or 1) * int(sense["value"]), 0
            magnitude = 4
        else:
            group += int(sense["value"])
            magnitude = _MAGNITUDE[sense["kind"]]
        last = mention.last
        if sentence.word(last) == "و" and last + 1 < len(sentence.tokens):
            if total and sentence.tokens[last + 1].kind == "digits" and not group:
                _, rest, end = _digits(sentence, last + 1)
                return "exact", total + rest, end
            break
    return "exact", total + group, last
