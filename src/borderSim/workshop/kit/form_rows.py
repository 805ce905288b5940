"""Rows of a form, each of its kind: a team's name, a lever, an event, a prediction, a vote."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

from borderSim import catalogue
from borderSim.report.levers import PERCENT, YES_NO
from borderSim.report.words import WORDS as REPORT_WORDS
from borderSim.report.words import Lang
from borderSim.scenario import ScheduledEvent
from borderSim.workshop.kit.cells import Form, Row, by_label, plain
from borderSim.workshop.kit.roles import roles
from borderSim.workshop.room.rules import DOTS, MOST_TEAMS
from borderSim.workshop.room.state import Direction, Prediction
from borderSim.workshop.words import WORDS

Kind = Literal["team", "lever", "event", "prediction", "vote", "dots"]
MOST_ROUNDS = 20
MOST_HANDS = 500
"""Hands, or dots, that a facilitator counts for one policy."""
MOST_MONTHS = 600


@dataclass(frozen=True)
class Named:
    """A team's name, and its role sheet, "" for none."""

    line: int
    team: int
    name: str
    role: str


@dataclass(frozen=True)
class Decision:
    """A lever that a team set in a round; ``value`` in the lever's unit, None for the timing of the scenario."""

    line: int
    round: int
    team: int
    title: str
    lever: str
    value: float
    start: date | None
    ramp: float | None


@dataclass(frozen=True)
class Happening:
    """An event in everybody's future (``team`` 0) or in that of one team."""

    line: int
    round: int
    team: int
    event: ScheduledEvent


@dataclass(frozen=True)
class Expectation:
    """What a team (0: the room) expects of an indicator; ``title`` is the policy, "" for the team's own."""

    line: int
    round: int
    team: int
    title: str
    indicator: str
    prediction: Prediction


@dataclass(frozen=True)
class Vote:
    """Votes or dots for a policy: of a team, or ``count`` of them counted in the room (``team`` 0)."""

    line: int
    round: int
    team: int
    title: str
    kind: Literal["vote", "dots"]
    count: int


Item = Named | Decision | Happening | Expectation | Vote


def kind_word(kind: Kind, lang: Lang) -> str:
    """What is written in the column of kinds."""
    return WORDS[f"form_kind_{kind}"][lang == "es"]


def parsed(form: Form) -> list[Item]:
    """Every row of a form that is right; what is wrong with the others is noted in the form."""
    kinds = by_label((kind, *WORDS[f"form_kind_{kind}"]) for kind in get_args(Kind))
    found: list[Item | None] = []
    for line, cells in form.rows:
        row = Row(form, line, cells)
        kind = row.named("kind", kinds, "kind of row")
        if kind:
            found.append(READERS[kind](row))
    return [item for item in found if item]


def _named(row: Row) -> Named | None:
    team, name, role = row.whole("team", 1, MOST_TEAMS), row.text("title"), row.text("lever")
    if not name:
        row.wrong("title", "the team's name is missing")
    if role and role not in roles():
        row.named("lever", {slug: slug for slug in roles()}, "role sheet")
        return None
    return Named(row.line, team, name, role) if team and name else None


def _decision(row: Row) -> Decision | None:
    before = len(row.form.problems)
    round_, team = row.whole("round", 1, MOST_ROUNDS), row.whole("team", 1, MOST_TEAMS)
    levers = catalogue.levers().values()
    name = row.named("lever", by_label((item.name, item.label_en, item.label_es) for item in levers), "lever")
    value = _lever_value(row, name)
    start = row.day("from") if row.text("from") else None
    ramp = row.number("ramp") if row.text("ramp") else None
    if len(row.form.problems) > before or round_ is None or team is None or name is None or value is None:
        return None
    return Decision(row.line, round_, team, row.text("title"), name, value, start, ramp)


def _lever_value(row: Row, name: str | None) -> float | None:
    """A lever's value as its card writes it, a month index for a lever of dates."""
    unit = catalogue.levers()[name].unit if name else ""
    if unit == "date":
        found = row.day("value")
        return catalogue.month_index(found.isoformat()) if found else None
    if unit == YES_NO and (said := _answers().get(plain(row.text("value")))):
        return float(said == "yes")
    return row.share("value") if unit in PERCENT else row.number("value")


def _answers() -> dict[str, str]:
    return by_label((name, *REPORT_WORDS[name]) for name in ("yes", "no"))


def _happening(row: Row) -> Happening | None:
    before = len(row.form.problems)
    round_, team = row.whole("round", 1, MOST_ROUNDS), _team_or_room(row)
    entries = catalogue.events()
    known = by_label((item.name, item.label_en, item.label_es) for item in entries.values())
    name, start = row.named("lever", known, "event"), row.day("from")
    if name is None or start is None or round_ is None or team is None:
        return None
    size = row.share("value") if row.text("value") else None
    months = row.whole("ramp", 1, MOST_MONTHS) if row.text("ramp") else None
    until = catalogue.month_date(catalogue.month_index(start) + months) if months else None
    event = ScheduledEvent(name, row.places(entries[name].places), start, until, size)
    return None if len(row.form.problems) > before else Happening(row.line, round_, team, event)


def _expectation(row: Row) -> Expectation | None:
    round_, team = row.whole("round", 1, MOST_ROUNDS), _team_or_room(row)
    entries = catalogue.indicators().values()
    known = by_label((item.name, item.label_en, item.label_es) for item in entries)
    indicator, prediction = row.named("lever", known, "indicator"), _prediction(row)
    if team == 0 and not row.text("title"):
        row.wrong("title", "say which policy the room predicts, or which team")
        return None
    if round_ is None or team is None or indicator is None or prediction is None:
        return None
    return Expectation(row.line, round_, team, row.text("title"), indicator, prediction)


def _prediction(row: Row) -> Prediction | None:
    """ "higher", or an amount with its sign, in the indicator's unit."""
    directions = by_label((name, *WORDS[f"kit_{name}"]) for name in get_args(Direction))
    if found := directions.get(plain(row.text("value"))):
        return Prediction(found)  # type: ignore[arg-type]
    amount = row.number("value")
    if amount is None:
        return None
    return Prediction("higher" if amount > 0 else "lower", abs(amount)) if amount else Prediction("no_clear")


def _vote(row: Row) -> Vote | None:
    return _ballot_row(row, "vote", 1)


def _dots(row: Row) -> Vote | None:
    return _ballot_row(row, "dots", DOTS)


def _ballot_row(row: Row, kind: Literal["vote", "dots"], most: int) -> Vote | None:
    round_, team, title = row.whole("round", 1, MOST_ROUNDS), _team_or_room(row), row.text("title")
    if not title:
        row.wrong("title", "say for which policy")
    one = kind == "vote" and team and not row.text("value")
    count = 1 if one else row.whole("value", 1, most if team else MOST_HANDS)
    if round_ is None or team is None or count is None or not title:
        return None
    return Vote(row.line, round_, team, title, kind, count)


def _team_or_room(row: Row) -> int | None:
    return row.whole("team", 1, MOST_TEAMS) if row.text("team") else 0


READERS = {
    "team": _named,
    "lever": _decision,
    "event": _happening,
    "prediction": _expectation,
    "vote": _vote,
    "dots": _dots,
}
