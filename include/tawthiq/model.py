"""The nouns of tawthiq and their closed lists, as the codebook defines them.

An `Article` is what `read` gives and `extract` takes; an `Event` is what one article says of one
happening, with the claims it makes. `records.py` turns them into the dictionaries of stage files.

Event types follow ACLED's sub-event types, low and high follow UCDP GED, a claim keeps who said it
as Airwars does.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class EventType(StrEnum):
    """What happened; each value maps to one ACLED sub-event type."""

    ARMED_CLASH = "armed_clash"
    TERRITORY_GAIN = "territory_gain"
    AIR_STRIKE = "air_strike"
    SHELLING = "shelling"
    EXPLOSIVE = "explosive"
    SUICIDE_ATTACK = "suicide_attack"
    CHEMICAL_ATTACK = "chemical_attack"
    ATTACK_ON_CIVILIANS = "attack_on_civilians"
    ABDUCTION = "abduction"
    ARREST = "arrest"
    AGREEMENT = "agreement"
    TERRITORY_TRANSFER = "territory_transfer"
    DISPLACEMENT = "displacement"
    OTHER = "other"


class Scope(StrEnum):
    """Whether a statement tells one happening, sums up several, or recalls the distant past."""

    INCIDENT = "incident"
    AGGREGATE = "aggregate"
    BACKGROUND = "background"


class Admin1(StrEnum):
    """ISO 3166-2 codes of the fourteen governorates, in the codebook's letters."""

    DAMASCUS = "SY-DI"
    RIF_DIMASHQ = "SY-RD"
    ALEPPO = "SY-HL"
    HAMA = "SY-HM"
    HOMS = "SY-HI"
    IDLIB = "SY-ID"
    LATAKIA = "SY-LA"
    TARTUS = "SY-TA"
    DARAA = "SY-DR"
    SUWAYDA = "SY-SU"
    QUNEITRA = "SY-QU"
    RAQQA = "SY-RA"
    DEIR_EZ_ZOR = "SY-DY"
    HASAKAH = "SY-HA"


class Actor(StrEnum):
    """Sides, as attackers, targets, victims and owners."""

    GOV = "gov"
    GOV_MILITIA = "gov_militia"
    HEZBOLLAH = "hezbollah"
    IRAN = "iran"
    RUSSIA = "russia"
    OPPOSITION = "opposition"
    JIHADIST = "jihadist"
    ISIS = "isis"
    SDF = "sdf"
    TURKEY = "turkey"
    COALITION = "coalition"
    ISRAEL = "israel"
    TRANSITIONAL_GOV = "transitional_gov"
    GOV_REMNANTS = "gov_remnants"
    LOCAL_ARMED = "local_armed"
    OTHER_STATE = "other_state"
    CIVILIANS = "civilians"
    UNKNOWN = "unknown"


class Method(StrEnum):
    """With what it was done."""

    AIR_RAID = "air_raid"
    BARREL_BOMB = "barrel_bomb"
    DRONE = "drone"
    ARTILLERY = "artillery"
    MORTAR = "mortar"
    ROCKET = "rocket"
    MISSILE = "missile"
    CLUSTER_MUNITION = "cluster_munition"
    INCENDIARY = "incendiary"
    CHEMICAL = "chemical"
    CAR_BOMB = "car_bomb"
    SUICIDE_BOMB = "suicide_bomb"
    IED = "ied"
    MINE = "mine"
    TUNNEL_BOMB = "tunnel_bomb"
    SMALL_ARMS = "small_arms"
    SNIPER = "sniper"
    AMBUSH = "ambush"
    EXECUTION = "execution"
    TORTURE = "torture"
    SIEGE = "siege"
    OTHER = "other"


class SourceClass(StrEnum):
    """The camp of whoever the article says it from."""

    MONITOR = "monitor"
    CIVIL_DEFENCE = "civil_defence"
    ACTIVISTS = "activists"
    OPPOSITION = "opposition"
    GOVERNMENT = "government"
    ISIS = "isis"
    JIHADIST = "jihadist"
    SDF = "sdf"
    RUSSIA = "russia"
    TURKEY = "turkey"
    COALITION = "coalition"
    ISRAEL = "israel"
    IRAN = "iran"
    UN = "un"
    REPORTER = "reporter"
    MILITARY = "military"
    OTHER = "other"


class Outcome(StrEnum):
    """What befell people."""

    KILLED = "killed"
    WOUNDED = "wounded"
    KILLED_OR_WOUNDED = "killed_or_wounded"
    CAPTURED = "captured"
    ABDUCTED = "abducted"
    ARRESTED = "arrested"
    MISSING = "missing"
    DISPLACED = "displaced"
    KILLED_OR_CAPTURED = "killed_or_captured"


class Qualifier(StrEnum):
    """How a figure is meant; it decides which of low and high are given."""

    EXACT = "exact"
    ABOUT = "about"
    MORE_THAN = "more_than"
    AT_LEAST = "at_least"
    UP_TO = "up_to"
    RANGE = "range"
    SOME = "some"
    TENS = "tens"
    HUNDREDS = "hundreds"
    THOUSANDS = "thousands"


class Category(StrEnum):
    """Who the people were, within their side."""

    CHILDREN = "children"
    WOMEN = "women"
    MEN = "men"
    MEDICS = "medics"
    RESCUERS = "rescuers"
    JOURNALISTS = "journalists"
    OFFICERS = "officers"
    LEADERS = "leaders"
    PRISONERS = "prisoners"


class Munition(StrEnum):
    """What was fired or dropped, where its number is told."""

    AIR_RAID = "air_raid"
    BARREL_BOMB = "barrel_bomb"
    SHELL = "shell"
    ROCKET = "rocket"
    MISSILE = "missile"
    STRIKE = "strike"
    OTHER = "other"


class Item(StrEnum):
    """Materiel and buildings."""

    TANK = "tank"
    ARMOURED_VEHICLE = "armoured_vehicle"
    VEHICLE = "vehicle"
    AIRCRAFT = "aircraft"
    HELICOPTER = "helicopter"
    DRONE = "drone"
    ARTILLERY = "artillery"
    HEAVY_EQUIPMENT = "heavy_equipment"
    WEAPONS = "weapons"
    DEPOT = "depot"
    MILITARY_SITE = "military_site"
    HOSPITAL = "hospital"
    SCHOOL = "school"
    MOSQUE = "mosque"
    MARKET = "market"
    BAKERY = "bakery"
    CIVIL_DEFENCE_CENTRE = "civil_defence_centre"
    HOUSING = "housing"
    INFRASTRUCTURE = "infrastructure"
    OTHER = "other"


class Fate(StrEnum):
    """What became of materiel."""

    DESTROYED = "destroyed"
    DAMAGED = "damaged"
    CAPTURED = "captured"
    SHOT_DOWN = "shot_down"


class How(StrEnum):
    """How a place changed hands."""

    SEIZED = "seized"
    TRANSFERRED = "transferred"


class Part(StrEnum):
    """Which text of the article an evidence span slices."""

    TITLE = "title"
    TEXT = "text"


class DateBasis(StrEnum):
    """What an event's day rests on."""

    STATED = "stated"  # a date or a relative day in the clause itself
    CARRIED = "carried"  # taken over from the paragraph or the aggregate
    PUBLISHED = "published"  # nothing in the article fixes it: the day of publication is assumed


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One version of one article, wherever it came from.

    `doc_id` is the article's identity (same URL, same id); `version` changes with its words.
    `published_on` is the day in the outlet's own time zone, against which relative dates resolve;
    `published_at` the UTC instant where one is known.
    """

    doc_id: str
    outlet: str
    title: str
    text: str
    url: str | None = None
    source_id: str | None = None  # stem of the YAML in include/sources
    author: str | None = None
    language: str = "ar"
    published_on: date | None = None
    published_at: datetime | None = None
    published_raw: str | None = None
    published_zone: str | None = None
    published_basis: str | None = None  # json_ld, meta, selector, url, feed, archive, …
    published_confidence: str | None = None  # high, medium, low
    text_basis: str | None = None  # selector, trafilatura_fast, trafilatura_default, archive
    seen_in: str | None = None  # file and record it was read from

    @property
    def version(self) -> str:
        """16 hexadecimal digits over what extraction depends on: day, title and text."""
        words = f"{self.published_on}\x1f{self.title}\x1f{self.text}"
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A record that could not be read as an article: why, where it lies, and how it begins."""

    record_id: str
    reason: str  # a short code, such as no_text
    detail: str  # one sentence with the remedy
    where: str  # file and record
    sample: str = ""  # the first characters


def article_id(outlet: str, url: str | None, title: str, published_on: date | None) -> str:
    """Return the identity of an article: its address, or its title and day where it has none."""
    key = url or f"{title}\x1f{published_on}"
    return hashlib.sha256(f"{outlet}\x1f{key}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words a fact rests on (half-open character span) and the rule that read them."""

    start: int
    end: int
    rule: str
    part: Part = Part.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A figure as told; which bounds are `None` follows from the qualifier."""

    low: int | None
    high: int | None
    qualifier: Qualifier


@dataclass(frozen=True, slots=True, kw_only=True)
class DateRange:
    """First and last day, both included."""

    start: date
    end: date


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceMention:
    """A named place as the article spells it, with the gazetteer's id where resolved."""

    name: str
    place_id: str | None = None
    admin1: tuple[Admin1, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Who the article says it from."""

    source_class: SourceClass
    name: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Casualty:
    """A claim about people. `part_of` names the claim of the same article that contains them."""

    id: str
    outcome: Outcome
    count: Count
    victim: Actor
    category: Category | None = None
    part_of: str | None = None
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Strike:
    """How many were fired or carried out."""

    munition: Munition
    count: Count
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Materiel:
    """Equipment or buildings lost or taken."""

    item: Item
    fate: Fate
    owner: Actor
    count: Count
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A named place that changed hands."""

    place: str
    gained_by: tuple[Actor, ...]
    lost_by: tuple[Actor, ...]
    how: How
    evidence: Evidence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """What one article says of one happening."""

    id: str  # e1, e2 … in the article's order
    type: EventType
    scope: Scope
    date: DateRange | None
    date_basis: DateBasis
    places: tuple[PlaceMention, ...]
    admin1: tuple[Admin1, ...]
    attackers: tuple[Actor, ...]
    targets: tuple[Actor, ...]
    methods: tuple[Method, ...]
    source: Source | None
    casualties: tuple[Casualty, ...]
    strikes: tuple[Strike, ...]
    materiel: tuple[Materiel, ...]
    control: tuple[Control, ...]
    evidence: tuple[Evidence, ...]
    rule: str
    extractor_version: str
