"""What a clause leaves unsaid: place, day and source taken over from what went before."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from tawthiq.extract.abroad import is_at_home, is_at_home_abroad, is_of_neighbours
from tawthiq.extract.attribution import of_its_camp
from tawthiq.extract.camps import NOT_FIGHTERS
from tawthiq.extract.frames import Frame
from tawthiq.extract.periods import When, begun_ago, in_a_row
from tawthiq.extract.scan import Sentence
from tawthiq.extract.scopes import DISTANT, is_so_far, runs_since
from tawthiq.extract.spoken_of import is_gas_of_another_day, tells_gas
from tawthiq.extract.spots import Spot
from tawthiq.extract.ties import (
    counts_campaign,
    goes_back,
    is_all_over,
    is_answered,
    is_of_region,
    is_of_same_period,
    is_spoken_of,
    is_tied,
)
from tawthiq.model import Actor, Admin1, DateRange, EventType, Outcome, Source


@dataclass(slots=True)
class Context:
    """The state of reading: what the last sentences spoke of."""

    published: date
    named: list[tuple[int, Actor]] = field(default_factory=list)  # sides, by sentence
    spots: list[Spot] = field(default_factory=list)
    admin1: tuple[Admin1, ...] = ()
    is_foreign: bool = False
    region: Spot | None = None  # the last named, which "المنطقة" and a campaign's sums go back to
    subject: tuple[Actor, ...] = ()  # who acted last, whom a verb without a subject goes on with
    subject_order: int = -9
    days: DateRange | None = None
    days_paragraph: int = -1
    days_order: int = -9
    days_ground: tuple[Admin1, ...] = ()  # the governorates of the clause that tells the day
    is_day_of_gas: bool = False  # the clause that tells the day tells of gas
    is_unparted: bool = False  # the text is one paragraph: where it was parted is lost
    period_paragraph: int = -1
    source: Source | None = None
    source_paragraph: int = -1
    source_order: int = -9  # of the last sentence that a source covers
    period: DateRange | None = None  # of the last running sum or campaign
    period_order: int = -9
    is_unfixed: bool = False  # the last period told has no days: "الأسابيع الماضية"
    campaign: DateRange | None = None  # from the day a campaign is said to have begun
    campaign_ground: tuple[Admin1, ...] = ()  # the governorates of the clause that tells of it
    campaign_known: DateRange | None = None  # whose ground that is
    begun_at: int = -1  # where in the sentence the day stands on which an offensive began
    periods: list[When] = field(default_factory=list)  # all that were told, in order

    def aside(self) -> Context:
        """Return the same state, for a line that nothing goes on with."""
        return replace(self, named=list(self.named), periods=list(self.periods))

    def see_places(self, frame: Frame) -> None:
        """Fill the frame's governorates; take over the scene where it names none."""
        own = [s for s in frame.spots if not s.is_foreign]
        if own and all(s.is_landmark for s in own) and self.spots and is_spoken_of(frame, own):
            own = frame.spots = []  # "البلدة … قرب دمشق": the town spoken of before
        frame.own_place = bool(own)
        home = is_at_home(frame)
        if is_at_home_abroad(frame) or (not (own or home) and is_of_neighbours(frame)):
            frame.is_foreign, frame.own_place = True, False
        elif own and self.is_foreign and not home and all(s.is_weak or not s.admin1 for s in own):
            frame.is_foreign = True  # an unknown name in a report from abroad
        elif own:
            self._see_own(frame, own)
        elif frame.spots:
            frame.is_foreign = True
            self.is_foreign = self.is_foreign or frame.has_content or not self.spots
        else:
            self.is_foreign = self.is_foreign and not home
            frame.is_foreign = self.is_foreign
            if not is_all_over(frame):
                self._take_over(frame)

    def _see_own(self, frame: Frame, own: list[Spot]) -> None:
        """Remember the places that a clause itself names."""
        frame.spots = own
        frame.admin1 = tuple(dict.fromkeys(a for s in own for a in s.admin1)) or self.admin1[:1]
        if frame.has_content or not self.spots:
            self.admin1, self.spots = frame.admin1, [s for s in own if s.name]
        self.region = next((s for s in own if s.is_region and s.name), self.region)
        self.is_foreign = False

    def _take_over(self, frame: Frame) -> None:
        """Give a clause without a place the scene spoken of last, or its region."""
        frame.admin1, frame.spots = self.admin1, list(self.spots)
        if self.region and set(self.region.admin1) & set(self.admin1) and is_of_region(frame):
            frame.admin1, frame.spots = self.region.admin1, [self.region]

    def see_days(self, frame: Frame, paragraph: int) -> None:
        """Fill the frame's days; a time holds for its paragraph."""
        carried = None if self.is_day_of_gas else self.days
        is_before = is_answered(frame, self.published)
        if is_before or is_gas_of_another_day(frame, carried, self.published):
            frame.when = None
        else:
            self._see_days(frame, paragraph)
        if self.campaign != self.campaign_known:
            self.campaign_known, self.campaign_ground = self.campaign, frame.admin1

    def _see_days(self, frame: Frame, paragraph: int) -> None:
        spoken_of = self.period or (None if self.is_unfixed else self.campaign)
        is_period = frame.when is not None and frame.when.is_period
        if is_period:
            self.is_unfixed = frame.when is not None and frame.when.days is None
            self.period = None if self.is_unfixed else self.period
        if (spoken_of or self.is_unfixed) and frame.claims and is_of_same_period(frame):
            frame.days, frame.carried, frame.when = spoken_of, True, None
        elif runs_since(frame):
            frame.days, frame.carried = self.campaign, True
        elif frame.when and frame.when.days:
            frame.when = _last_seen(frame, frame.when)
            self._see_campaign(frame, frame.when)
            frame.days = frame.when.days
            if frame.when.onward < 0:  # "غداة هجوم" holds for no other clause
                self._remember(frame, frame.when, paragraph)
        elif frame.when is None and (days := self._carried(frame, paragraph)):
            frame.days, frame.carried = days, True
            if self.days == days:
                self.days_order = frame.order

    def _remember(self, frame: Frame, when: When, paragraph: int) -> None:
        """Let a time hold for what follows in its paragraph, and for what is tied to it."""
        self.days, self.days_paragraph, self.days_order = when.days, paragraph, frame.order
        self.days_ground, self.is_day_of_gas = frame.admin1, tells_gas(frame)
        if when.is_period:
            self.days_paragraph = -1
            self.period, self.period_order = when.days, frame.order
            lasts = frame.has_content and not when.is_war
            self.period_paragraph = paragraph if lasts else -1

    def _carried(self, frame: Frame, paragraph: int) -> DateRange | None:
        """Return the time that holds for a clause which names none."""
        if self._runs_on(frame):
            return self.period
        if self.campaign and counts_campaign(frame):
            return self.campaign
        if self.days_paragraph == paragraph:
            if not self._is_new_front(frame):
                return self.days
            self.days_paragraph = -1
            return None
        near = frame.order - self.days_order == _NEXT
        if near and (is_tied(frame) or goes_back(frame)):
            return self.days
        lasts = frame.order - self.period_order <= _LASTS
        return self.period if lasts and self.period_paragraph == paragraph else None

    def _is_new_front(self, frame: Frame) -> bool:
        """Whether a sentence goes over to another governorate, as a new paragraph does."""
        if not self.is_unparted or not frame.own_place or frame.order == self.days_order:
            return False
        return not set(frame.admin1) & set(self.days_ground) and not is_tied(frame)

    def see_periods(self, sentence: Sentence, whens: list[When]) -> None:
        """Remember the periods told by their days, and from when on what has begun runs."""
        self.begun_at = -1
        for when in begun_ago(sentence, self.published):
            self._see_begun(sentence, when, range(when.position, when.position + _TO_DAY))
        for when in in_a_row(sentence, self.published):
            self.periods.append(when)
            self.campaign = self.campaign or when.days
        for when in whens:
            if when.days is None or when.early or when.is_war or when.is_whole:
                continue
            if when.is_period:
                self.periods.append(when)
                continue
            near = range(max(0, when.position - _TO_DAY), when.position)
            begun = [at for at in near if sentence.is_joined_a(at, "begin")]
            if self.published - when.days.end > DISTANT:
                begun += [at for at in near if sentence.is_joined_a(at, "launched")]
            if not begun or when.days.start >= self.published:
                continue
            run = DateRange(start=when.days.start, end=self.published)
            beside = range(begun[0] - _BESIDE, when.position + _BESIDE + 1)
            self._see_begun(sentence, When(when.position, run, True), beside)

    def _see_begun(self, sentence: Sentence, when: When, beside: range) -> None:
        """Remember what runs on from a day; it is the campaign where an offensive is told of."""
        self.periods.append(when)
        if any(sentence.is_a(at, "offensive") for at in beside):
            self.begun_at = when.position
            self.campaign = self.campaign or when.days

    def _see_campaign(self, frame: Frame, when: When) -> None:
        """Remember since when an offensive runs: "منذ 18 شباط", "بدأ هجومه في 20 يناير"."""
        days = when.days
        if when.early and when.is_period and not frame.is_foreign:
            self.periods.append(when)
        if days is None or when.is_war or not any(a.is_real for a in frame.acts):
            return
        if days.end < self.published and days.end - days.start > _A_MONTH:
            return  # "بدأت عام 2013" gives no day
        begun = _tells_start(frame)
        begins = days.start < self.published and (begun or self._is_campaign(frame, days))
        gains = any(a.event_type is EventType.TERRITORY_GAIN for a in frame.real_acts)
        is_past = (self.published - days.end).days > _RECENT
        runs = when.position == self.begun_at if frame.claims else self._is_campaign(frame, days)
        if begins and (when.is_period or (is_past and (gains or runs))):
            when.days = DateRange(start=days.start, end=self.published)
        lasts = begins or (when.is_period and days.end == self.published)
        if lasts and (self.campaign is None or days.start < self.campaign.start):
            self.campaign = DateRange(start=days.start, end=self.published)
        if begins and when.is_period:
            late = _A_MONTH.days if days.start.day == 1 else when.late
            run = DateRange(start=days.start, end=self.published)
            self.periods.append(When(when.position, run, True, late=late))

    def _is_campaign(self, frame: Frame, days: DateRange) -> bool:
        """Whether an offensive launched weeks ago is told: "أطلقت في 20 يناير عملية في عفرين"."""
        age = self.published - days.start
        if frame.claims or not (DISTANT < age <= _LONGEST_CAMPAIGN and frame.own_place):
            return False
        sentence, clause = frame.sentence, range(frame.first, frame.last)
        fresh = (a.position for a in frame.real_acts if not a.is_definite)
        told = any(sentence.is_a(at, "offensive") for at in fresh)
        return told and any(sentence.is_joined_a(at, "launched") for at in clause)

    def _runs_on(self, frame: Frame) -> bool:
        """Whether a toll goes on counting from the period of the sentence before."""
        near = frame.order - self.period_order <= 1
        counts = any(c.evidence.rule == "toll" or is_so_far(frame) for c in frame.claims)
        return self.period is not None and near and counts

    def see_subject(self, frame: Frame) -> None:
        """Let "كما تمكن من …" go on with who acted in the sentence before."""
        doers = tuple(a for a in frame.attackers if a not in NOT_FIGHTERS)
        if doers:
            self.subject, self.subject_order = doers, frame.order
            return
        named = [c for s in frame.sides for c in s.codes if c not in NOT_FIGHTERS]
        near = frame.order - self.subject_order <= _NEXT
        if not named and near and any(a.is_finite for a in frame.real_acts):
            frame.attackers = list(self.subject)
        elif named and not frame.targets:
            self.subject, self.subject_order = (named[0],), frame.order

    def see_source(self, frame: Frame, paragraph: int) -> None:
        """Fill the frame's source; an attribution covers the sentences that go on from it."""
        attribution = frame.said
        if attribution and attribution.source:
            self.source = of_its_camp(attribution.source, self.source)
            self.source_paragraph = paragraph
        elif (attribution and attribution.continues) or self._goes_on_telling(frame):
            self.source_paragraph = paragraph
        frame.source = self.source if self.source_paragraph == paragraph else None
        if frame.source:
            self.source_order = frame.order

    def _goes_on_telling(self, frame: Frame) -> bool:
        """Whether a new paragraph is tied to what the source told last: "كما ألقى الطيران"."""
        near = 0 <= frame.order - self.source_order <= _NEXT
        return near and frame.sentence.is_a(0, "tied")


def _tells_start(frame: Frame) -> bool:
    """Whether something began in a clause: "بعد شهرين من بدء العملية" only counts from there."""
    sentence = frame.sentence
    starts = [at for at in range(frame.first, frame.last) if sentence.is_joined_a(at, "begin")]
    return any(not sentence.is_a(at - 1, "from") for at in starts)


_LOST = {Outcome.MISSING, Outcome.ABDUCTED}


def _last_seen(frame: Frame, when: When) -> When:
    """Take "since" for the day on which few were lost: "فقدوا منذ عشرة أيام"."""
    lost = bool(frame.claims) and all(c.outcome in _LOST for c in frame.claims)
    few = all((c.count.low or _MANY) < _MANY for c in frame.claims)
    if not (lost and few and when.is_period and when.days) or when.is_war:
        return when
    day = DateRange(start=when.days.start, end=when.days.start)
    return replace(when, days=day, is_period=False, early=0, late=0)


_MANY = 10  # people from whom on "since" counts several abductions up


_A_MONTH = timedelta(days=31)
_RECENT = 2  # days in which what "began" may be over
_LONGEST_CAMPAIGN = timedelta(days=100)  # for which an offensive goes on by itself
_TO_DAY = 18  # words from "began" to the day
_BESIDE = 6  # words around "began" and the day among which the offensive stands
_LASTS = 2  # sentences of a paragraph for which a period holds
_NEXT = 1  # sentences over which a subject or a day is left out
