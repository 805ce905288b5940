"""The policies that a session published, as scenarios, each with the baseline that it was published against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from borderSim.report.words import Lang
from borderSim.scenario import Scenario, ScheduledEvent, scenario_hash
from borderSim.scenario.resolve import resolved, to_yaml
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.scenarios import baseline, policy
from borderSim.workshop.room.after import after
from borderSim.workshop.room.events import Published
from borderSim.workshop.room.log import Session
from borderSim.workshop.room.state import Publication, State, Team
from borderSim.workshop.words import say

POLICIES = "policies"


@dataclass(frozen=True)
class Pair:
    """A policy and the baseline that it is compared with, under one future."""

    policy: Scenario
    baseline: Scenario


@dataclass(frozen=True)
class Deal(Pair):
    """A publication with its team's name and both its scenarios; ``same`` says that its hash is still the one noted.

    ``injects`` are the events that were injected for everybody when it was published.
    """

    publication: Publication
    team: str
    injects: tuple[ScheduledEvent, ...]
    same: bool

    @property
    def file(self) -> str:
        """The name of the policy's file in the folder of policies."""
        return f"{self.policy.name}.yaml"


def team_name(team: Team, lang: Lang) -> str:
    """What a team calls itself, else its number."""
    return team.name or (say("out_team", lang, n=team.number) if team.number else say("out_facilitator", lang))


def deals(session: Session, lang: Lang, known: dict[str, Scenario] | None = None) -> tuple[Deal, ...]:
    """All publications in their order; equal futures have one baseline, ``known`` by the hash of its content."""
    state, found, known = State(), list[Deal](), {} if known is None else known
    for entry in session.entries:
        state = after(state, entry.event, entry.at)
        if isinstance(entry.event, Published):
            publication = session.state.publications[len(found) + 1]
            name = team_name(session.state.teams[publication.team], lang)
            found.append(_deal(publication, name, state.future, session.bases, known))
    return tuple(found)


def published_now(state: State, bases: Bases, known: dict[str, Scenario], lang: Lang) -> Deal:
    """The newest publication; its baseline is one of ``known``, or goes there."""
    publication = state.publications[max(state.publications)]
    return _deal(publication, team_name(state.teams[publication.team], lang), state.future, bases, known)


def _deal(
    publication: Publication, team: str, injects: Sequence[ScheduledEvent], bases: Bases, known: dict[str, Scenario]
) -> Deal:
    name = f"policy-{publication.id:02d}-round-{publication.round}-team-{publication.team}"
    made = pair(name, f"{team}: {publication.title}", publication.draft, bases, injects, known)
    same = scenario_hash(policy(publication.draft, bases, injects)) == publication.sha
    return Deal(made.policy, made.baseline, publication, team, tuple(injects), same)


def pair(
    name: str,
    title: str,
    draft: Draft,
    bases: Bases,
    injects: Sequence[ScheduledEvent],
    known: dict[str, Scenario],
) -> Pair:
    """Both scenarios of a draft; the policy has the name and title, a baseline that is not ``known`` gets a number."""
    beside = baseline(draft, bases, injects)
    beside = known.setdefault(scenario_hash(beside), replace(beside, name=_numbered(beside.name, len(known))))
    made = replace(
        policy(draft, bases, injects),
        name=name,
        title={"en": title, "es": title},
        compare_with=(beside.name,),
        decompose=(),
    )
    return Pair(made, replace(beside, decompose=()))


def _numbered(name: str, before: int) -> str:
    return f"{name}-{before + 1}" if before else name


def rounds(made: Sequence[Deal]) -> dict[int, list[Deal]]:
    """Publications by round, each round in its order; 0 is before the first round."""
    found: dict[int, list[Deal]] = {}
    for deal in made:
        found.setdefault(deal.publication.round, []).append(deal)
    return found


def last_of_each_team(made: Sequence[Deal]) -> list[Deal]:
    """The newest publication of each team, in the order of the teams."""
    newest = {deal.publication.team: deal for deal in made}
    return [newest[number] for number in sorted(newest)]


def written(deal: Deal, members: int) -> str:
    """The policy as one file that stands alone: its baseline is in it."""
    carried = replace(deal.policy, members=members, carried=(replace(deal.baseline, members=members),), chain=())
    return to_yaml(resolved(carried))


def write_policies(made: Sequence[Deal], folder: Path, members: int) -> list[Path]:
    """Write each policy into ``folder``/policies, a folder that appears whole; `borderSim run` takes them."""
    target = folder / POLICIES
    target.mkdir(exist_ok=True)
    for deal in made:
        (target / deal.file).write_text(written(deal, members), encoding="utf-8")
    return [target / deal.file for deal in made]


def held_on(session: Session) -> datetime:
    """When the session began, in the time of the machine."""
    return datetime.fromtimestamp(session.entries[0].at, UTC).astimezone()
