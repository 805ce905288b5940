"""What the report of a session says, as plain values that page and PDF share."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from babel.dates import format_date, format_time

from borderSim import __version__
from borderSim.catalogue import Indicator, indicators, levers, readings
from borderSim.report import pieces
from borderSim.report.context import Context
from borderSim.report.numbers import LOCALES
from borderSim.report.words import Lang
from borderSim.results.data import RunData
from borderSim.scenario import Scenario
from borderSim.workshop.handout import figures, future
from borderSim.workshop.handout.figures import Strip
from borderSim.workshop.handout.findings import findings
from borderSim.workshop.handout.numbers import only
from borderSim.workshop.handout.published import Deal, held_on, last_of_each_team, rounds
from borderSim.workshop.room.log import Session
from borderSim.workshop.room.state import Question
from borderSim.workshop.room.state import Round as RoomRound
from borderSim.workshop.room.tally import scores
from borderSim.workshop.words import say

FIRST = ("people_with_papers", "unmet_need")
"""Shown where nothing was pinned (model description 5.2: people first)."""
MOST_SHOWN = 3


@dataclass(frozen=True)
class Policy:
    """One published policy: its words, what it changes of the room's scenario ``base`` (cells of
    `pieces.lever_lines`), its findings, its comparison.
    """

    deal: Deal
    heading: str
    notes: Sequence[str]
    base: str
    levers: Sequence[Sequence[str]]
    own: Sequence[str]
    findings: Sequence[str]
    context: Context


@dataclass(frozen=True)
class Round:
    """A round: its heading and facts, teams side by side, the policies that were published in it."""

    heading: str
    facts: Sequence[str]
    sides: Sequence[Strip]
    policies: Sequence[Policy]


@dataclass(frozen=True)
class Start:
    """A scenario that policies started from: its title, its levers against the baseline (`pieces.lever_lines`)."""

    title: str
    levers: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Content:
    """The whole report in a language."""

    lang: Lang
    title: str
    held: str
    summary: Sequence[str]
    starts: Sequence[Start]
    rounds: Sequence[Round]
    predictions: Sequence[tuple[Strip, str]]
    sealed: Sequence[str]
    votes: Sequence[tuple[Strip, str]]
    cannot: Sequence[str]
    facts: Sequence[tuple[str, str]]
    footer: str
    shown: Sequence[Indicator]

    @property
    def last(self) -> list[Policy]:
        """The newest policy of each team, which gets its figures drawn."""
        made = [policy for item in self.rounds for policy in item.policies]
        chosen = {deal.publication.id for deal in last_of_each_team([policy.deal for policy in made])}
        return [policy for policy in made if policy.deal.publication.id in chosen]


def content(
    session: Session,
    made: Sequence[Deal],
    data: RunData | None,
    command: str,
    lang: Lang,
    late: Collection[int] = (),
) -> Content:
    """Everything that the report of a session says; ``data`` are the runs of its policies, None where it has none.

    ``late`` are the questions that the room never saw answered: the report did it.
    """
    footer = _footer(data, lang)
    shown = [indicators()[name] for name in session.state.pinned or FIRST][:MOST_SHOWN]
    told = _rounds(session, made, data, shown, footer, lang) if data else _empty_rounds(session, lang)
    teams = {deal.publication.id: deal.policy.title[lang] for deal in made}
    asked = list(session.state.questions.values())
    ballots = list(session.state.ballots.values())
    return Content(
        lang=lang,
        title=say("out_title", lang, base=session.bases.first.title[lang]),
        held=_held(session, made, lang),
        summary=_summary(made, told, lang),
        starts=_starts(session, made, data, lang) if data else (),
        rounds=told,
        predictions=[(figures.predicted(q, footer, lang), _debrief(q, q.id in late, lang)) for q in asked if q.truth],
        sealed=[say("out_sealed", lang, title=q.title, n=len(q.predictions)) for q in asked if not q.truth],
        votes=[
            (figures.votes(b, session.state, teams, footer, lang), "" if b.closed else say("out_votes_open", lang))
            for b in ballots
        ],
        cannot=_cannot(told),
        facts=_provenance(session, data, command, lang),
        footer=footer,
        shown=shown,
    )


def _held(session: Session, made: Sequence[Deal], lang: Lang) -> str:
    teams = sum(number > 0 for number in session.state.teams)
    date = str(format_date(held_on(session).date(), format="long", locale=LOCALES[lang]))
    return say("out_held", lang, date=date, teams=teams, rounds=len(session.state.rounds), published=len(made))


def _footer(data: RunData | None, lang: Lang) -> str:
    if data is None:
        return say("not_a_forecast", lang)
    return say("out_footer", lang, version=__version__, members=len(data.members), seed=data.meta["seed"])


def _rounds(
    session: Session, made: Sequence[Deal], data: RunData, shown: Sequence[Indicator], footer: str, lang: Lang
) -> list[Round]:
    numbers = [n for n in range(len(session.state.rounds) + 1) if n or rounds(made).get(0)]
    return [_round(session, n, rounds(made).get(n, []), data, shown, footer, lang) for n in numbers]


def _round(
    session: Session,
    number: int,
    made: Sequence[Deal],
    data: RunData,
    shown: Sequence[Indicator],
    footer: str,
    lang: Lang,
) -> Round:
    sides = [figures.side_by_side(data, made, item, footer, lang) for item in shown] if len(made) > 1 else []
    policies = [_policy(session, deal, made, data, lang) for deal in made]
    return Round(_round_heading(number, lang), _facts(session, number, made, lang), sides, policies)


def _empty_rounds(session: Session, lang: Lang) -> list[Round]:
    numbers = [item.number for item in session.state.rounds]
    return [Round(_round_heading(n, lang), _facts(session, n, (), lang), (), ()) for n in numbers]


def _round_heading(number: int, lang: Lang) -> str:
    return say("out_round", lang, n=number) if number else say("out_before", lang)


def _facts(session: Session, number: int, made: Sequence[Deal], lang: Lang) -> list[str]:
    """When the round was, what was injected, whether anything was published."""
    told = [_when(session.state.rounds[number - 1], lang)] if number else []
    futures = list(dict.fromkeys(deal.injects for deal in made))
    happened = ["; ".join(future.event(event, lang) for event in injects) for injects in futures if injects]
    told += [say("out_injects", lang, events=events) for events in happened]
    told += [say("out_injects_differ", lang)] if len(futures) > 1 else []
    return told if made else [*told, say("out_nothing_published", lang)]


def _when(item: RoomRound, lang: Lang) -> str:
    times = {"from_": _clock(item.opened_at, lang), "minutes": f"{item.minutes:g}"}
    if item.closed_at is None:
        return say("out_round_open", lang, **times)
    return say("out_round_when", lang, to=_clock(item.closed_at, lang), **times)


def _clock(at: float, lang: Lang) -> str:
    moment = datetime.fromtimestamp(at, UTC).astimezone()
    return str(format_time(moment, format="HH:mm", locale=LOCALES[lang]))


def _starts(session: Session, made: Sequence[Deal], data: RunData, lang: Lang) -> list[Start]:
    """The scenarios that policies started from, said once; the baseline itself has nothing to say."""
    bases = session.bases
    used = [bases.scenarios[name] for name in dict.fromkeys(deal.publication.draft.base for deal in made)]
    found = [
        Start(base.title[lang], _moved(base, bases.baseline, data, lang)) for base in used if base != bases.baseline
    ]
    return [start for start in found if start.levers]


def _moved(scenario: Scenario, beside: Scenario, data: RunData, lang: Lang) -> list[list[str]]:
    """The levers of a scenario that are not as in the one beside it."""
    pair = (replace(scenario, name="here"), replace(beside, name="there"))
    return pieces.lever_lines(Context(replace(data, pairs=(("here", "there"),)), pair, lang, ""))


def _changed(session: Session, deal: Deal, data: RunData, lang: Lang) -> list[list[str]]:
    """What a team decided: its levers of the kind policy beside the scenario that it started from."""
    draft = deal.publication.draft
    chosen = [name for name in draft.settings if levers()[name].kind == "policy"]
    changes = tuple(change for change in deal.policy.changes if change.lever in chosen)
    return _moved(replace(deal.policy, changes=changes), session.bases.scenarios[draft.base], data, lang)


def _policy(session: Session, deal: Deal, made: Sequence[Deal], data: RunData, lang: Lang) -> Policy:
    part = only(data, (deal.policy.name, deal.baseline.name))
    context = Context(part, (deal.policy, deal.baseline), lang, deal.publication.sha[:8])
    notes = [say("out_shown_with", lang, members=deal.publication.members)]
    notes += [] if deal.same else [say("out_not_same", lang)]
    heading = say("out_policy", lang, team=deal.team, title=deal.publication.title)
    return Policy(
        deal,
        heading,
        notes,
        session.bases.scenarios[deal.publication.draft.base].title[lang],
        _changed(session, deal, data, lang),
        _own(context, deal),
        findings(context, deal, made, data),
        context,
    )


def _own(context: Context, deal: Deal) -> list[str]:
    """What the team assumed for itself, in policy and baseline alike: conditions, parameters, readings, events."""
    draft, lang = deal.publication.draft, context.lang
    return [
        *future.conditions(((name, setting.value) for name, setting in draft.settings.items()), lang),
        *future.parameters(context, list(draft.pins)),
        *(readings()[question][name].label(lang) for question, name in draft.readings.items()),
        *(future.event(item, lang) for item in draft.events),
    ]


def _summary(made: Sequence[Deal], told: Sequence[Round], lang: Lang) -> list[str]:
    """The first finding of each team's last policy."""
    if not made:
        return [say("out_none", lang)]
    found = {policy.deal.publication.id: policy for item in told for policy in item.policies}
    last = [found[deal.publication.id] for deal in last_of_each_team(made)]
    return [f"{policy.heading}. {policy.findings[0]}" for policy in last if policy.findings]


def _debrief(question: Question, late: bool, lang: Lang) -> str:
    found = scores(question)
    assert found is not None
    direction = say(f"out_direction_{found.direction}", lang)
    told = [say("out_debrief", lang, right=found.right, answered=found.answered, direction=direction)]
    told += [say("out_debrief_amounts", lang, inside=found.inside, amounts=found.amounts)] if found.amounts else []
    told += [say("out_debrief_note", lang)]
    return " ".join([*told, say("out_computed", lang)] if late else told)


def _cannot(told: Sequence[Round]) -> list[str]:
    policies = [policy for item in told for policy in item.policies]
    return pieces.limits(policies[0].context) if policies else []


def _provenance(session: Session, data: RunData | None, command: str, lang: Lang) -> list[tuple[str, str]]:
    opened = session.entries[0].event
    hashes: Mapping[str, str] = getattr(opened, "scenarios", {})
    facts = [
        (say("out_log", lang), f"{session.path.name}, {len(session.entries)}"),
        (say("out_scenarios", lang), ", ".join(f"{name}@{sha[:8]}" for name, sha in hashes.items())),
        (say("out_written_by", lang), session.version),
        (say("out_made_by", lang), __version__),
    ]
    if data:
        facts += [(say("out_runs", lang), str(len(data.members))), (say("out_seed", lang), str(data.meta["seed"]))]
    return [*facts, (say("out_command", lang), command)]
