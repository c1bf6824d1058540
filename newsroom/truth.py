"""Read what a careful reader finds in the newsroom's articles, in the codebook's form.

`truth/` holds one YAML file a night; an article's events stand there in short hand, written from
the text and never from the extractor's output:

    - type: air_strike          # scope: incident unless told otherwise
      as: douma-market          # the incident it belongs to, if several tell of it
      day: 2018-03-05           # or 2018-03-01..2018-03-05, or left out: nothing fixes the day
      at:
        - دوما
      in: [SY-RD]
      by: [gov]
      to: [civilians]
      with: [air_raid]
      source: monitor           # left out: the article states it as its own
      name: المرصد السوري لحقوق الإنسان
      people:
        c1: killed at_least 14 civilians
        c2: killed 4 civilians/children in c1
      strikes:
        - more_than 20 barrel_bomb
      materiel:
        - destroyed 1 market civilians
      control:
        - place: مسرابا
          how: gov from opposition seized
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from newsroom.content import HERE

Codebook = dict[str, Any]

# outcome, [bound], number or word, victim[/category], [in parent]
PEOPLE = re.compile(
    r"(?P<outcome>[a-z_]+) (?:(?P<bound>about|more_than|at_least|up_to) )?(?P<number>\d+(?:-\d+)?"
    r"|some|tens|hundreds|thousands) (?P<victim>[a-z_]+)(?:/(?P<category>[a-z]+))?"
    r"(?: in (?P<parent>c\d+))?"
)
FIGURE = re.compile(
    r"(?:(?P<bound>about|more_than|at_least|up_to) )?"
    r"(?P<number>\d+(?:-\d+)?|some|tens|hundreds|thousands)"
)
HOW = re.compile(r"(?P<gained>[a-z_,]*) from (?P<lost>[a-z_,]*) (?P<how>seized|transferred)")


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Change(_Strict):
    """A place that changed hands: `gov,russia from opposition seized`."""

    place: str
    how: str


class TrueEvent(_Strict):
    """One event in short hand."""

    type: str
    scope: Literal["incident", "aggregate", "background"] = "incident"
    incident: str | None = Field(default=None, alias="as")
    day: Any = None
    at: list[str] = []
    admin1: list[str] = Field(default=[], alias="in")
    by: list[str] = []
    to: list[str] = []
    methods: list[str] = Field(default=[], alias="with")
    source: str | None = None
    name: str | None = None
    people: dict[str, str] = {}
    strikes: list[str] = []
    materiel: list[str] = []
    control: list[Change] = []


class TrueArticle(_Strict):
    """The events of one article, or of its later version (`id: nida/40211@2`)."""

    id: str
    events: list[TrueEvent] = []


@cache
def truths() -> dict[str, TrueArticle]:
    """Return the truth of every article by its id, nights in order.

    Raises ValueError where an article stands twice.
    """
    found: dict[str, TrueArticle] = {}
    for path in sorted((HERE / "truth").glob("*.yml")):
        for raw in yaml.safe_load(path.read_text(encoding="utf-8")):
            article = TrueArticle.model_validate(raw)
            if article.id in found:
                message = f"{path.name}: {article.id} stands twice"
                raise ValueError(message)
            found[article.id] = article
    return found


def documents() -> list[Codebook]:
    """Return the truth as the codebook's documents, `doc_id` being the article's id here."""
    return [document(article) for article in truths().values()]


def document(article: TrueArticle) -> Codebook:
    """Return one article's truth as a document of the codebook."""
    events = [_event(event, f"e{n}") for n, event in enumerate(article.events, 1)]
    return {"doc_id": article.id, "events": events}


def _event(event: TrueEvent, event_id: str) -> Codebook:
    source = {"class": event.source, "name": event.name} if event.source else None
    return {
        "id": event_id,
        "type": event.type,
        "scope": event.scope,
        "date": _days(event.day),
        "places": list(event.at),
        "admin1": list(event.admin1),
        "attackers": list(event.by),
        "targets": list(event.to),
        "methods": list(event.methods),
        "source": source,
        "casualties": [_claim(key, said) for key, said in event.people.items()],
        "strikes": [_strike(said) for said in event.strikes],
        "materiel": [_materiel(said) for said in event.materiel],
        "control": [_control(change) for change in event.control],
    }


def _days(day: Any) -> dict[str, str] | None:
    if day is None:
        return None
    start, _, end = str(day).partition("..")
    return {"start": start, "end": end or start}


def _claim(key: str, said: str) -> Codebook:
    parts = _parsed(PEOPLE, said)
    return {
        "id": key,
        "outcome": parts["outcome"],
        "count": _count(parts["bound"], parts["number"]),
        "victim": parts["victim"],
        "category": parts["category"],
        "part_of": parts["parent"],
    }


def _strike(said: str) -> Codebook:
    figure, _, munition = said.rpartition(" ")
    parts = _parsed(FIGURE, figure)
    return {"munition": munition, "count": _count(parts["bound"], parts["number"])}


def _materiel(said: str) -> Codebook:
    fate, *figure, item, owner = said.split(" ")
    parts = _parsed(FIGURE, " ".join(figure))
    count = _count(parts["bound"], parts["number"])
    return {"item": item, "fate": fate, "owner": owner, "count": count}


def _control(change: Change) -> Codebook:
    parts = _parsed(HOW, change.how)
    return {
        "place": change.place,
        "gained_by": [code for code in (parts["gained"] or "").split(",") if code],
        "lost_by": [code for code in (parts["lost"] or "").split(",") if code],
        "how": parts["how"],
    }


def _count(bound: str | None, number: str | None) -> Codebook:
    """Return a count of the codebook from `at_least` and `14`, `10-15`, or `tens`."""
    assert number is not None
    if not number[0].isdigit():
        return {"low": None, "high": None, "qualifier": number}
    low, _, high = number.partition("-")
    if high:
        return {"low": int(low), "high": int(high), "qualifier": "range"}
    figure = int(low)
    return {
        "low": None if bound == "up_to" else figure,
        "high": None if bound in ("more_than", "at_least") else figure,
        "qualifier": bound or "exact",
    }


def _parsed(form: re.Pattern[str], said: str) -> dict[str, str | None]:
    """Return the named parts of a short hand. Raises ValueError with the words that fit no form."""
    match = form.fullmatch(said)
    if match is None:
        message = f"{said!r} is not of the form {form.pattern}"
        raise ValueError(message)
    return match.groupdict()
