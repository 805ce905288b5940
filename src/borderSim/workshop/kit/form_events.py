"""The rows of a form as the events of a session, in the order in which a room would have lived them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from borderSim.scenario import scenario_hash
from borderSim.workshop.draft.change import BadChange, with_event, with_lever
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.scenarios import policy
from borderSim.workshop.kit.cells import Form, plain
from borderSim.workshop.kit.form_rows import Decision, Expectation, Happening, Item, Named, Vote
from borderSim.workshop.room import events
from borderSim.workshop.room.after import after
from borderSim.workshop.room.folder import beginning
from borderSim.workshop.room.rules import check
from borderSim.workshop.room.state import State
from borderSim.workshop.words import say

MINUTES = 15
"""Of a round on paper, as the session plan has it (workshop brief, 6)."""
COLUMN_OF = {"draft_start_out": "from", "draft_ramp_out": "ramp", "draft_event_out": "from", "draft_event_end": "ramp"}
COLUMN_OF |= {"draft_event_place": "place", "room_title": "title", "room_name": "title", "room_name_taken": "title"}
"""Where a refusal belongs; any other is about the value."""
BALLOTS: dict[Literal["vote", "dots"], Literal["approval", "dots"]] = {"vote": "approval", "dots": "dots"}


def events_of(form: Form, items: Sequence[Item], bases: Bases) -> list[events.Event]:
    """The events of the rows. Raises UserError with all that the scenarios and the room do not take."""
    told = _Story(form, bases, max([1, *(item.team for item in items)]))
    for named in _of(items, Named):
        told.tell(events.Named(named.team, named.name, named.role), named.line)
    for number in range(1, max([0, *(item.round for item in items if not isinstance(item, Named))]) + 1):
        told.round([item for item in items if not isinstance(item, Named) and item.round == number])
    form.check()
    return told.events


def _of(items: Iterable[Any], kind: type[Any]) -> list[Any]:
    return [item for item in items if isinstance(item, kind)]


class _Story:
    """Tells events one after the other, each checked as the room would, and notes in the form what is refused."""

    def __init__(self, form: Form, bases: Bases, teams: int) -> None:
        self.form, self.bases = form, bases
        self.state, self.events = State(), list[events.Event]()
        self.whole = not form.problems
        self.tell(beginning(bases, teams), 1)

    def tell(self, event: events.Event, line: int) -> bool:
        """Let an event happen; whether the room takes it."""
        try:
            check(self.state, event, self.bases)
        except BadChange as refused:
            self.refuse(refused, line)
            return False
        self.state = after(self.state, event, 0.0)
        self.events.append(event)
        return True

    def refuse(self, refused: BadChange, line: int) -> None:
        """Note in the form why something cannot be."""
        self.form.wrong(line, COLUMN_OF.get(refused.key, "value"), refused.words("en"))

    def round(self, items: Sequence[Decision | Happening | Expectation | Vote]) -> None:
        """One round: injects, policies, what was predicted of them, then the votes."""
        self.tell(events.RoundOpened(MINUTES), 1)
        happenings: list[Happening] = _of(items, Happening)
        for happening in happenings:
            if not happening.team:
                self.tell(events.Injected(happening.event), happening.line)
        own = [item for item in items if isinstance(item, Decision | Happening) and item.team]
        for team in sorted({item.team for item in own}):
            self.publish(team, [item for item in own if item.team == team])
        for expectation in _of(items, Expectation):
            self.predict(expectation)
        self.tell(events.RoundClosed(), 1)
        for kind in BALLOTS:
            self.vote([item for item in _of(items, Vote) if item.kind == kind])

    def publish(self, team: int, items: Sequence[Decision | Happening]) -> None:
        """The whole policy of a team in this round."""
        draft = Draft(self.bases.first.name)
        for item in items:
            try:
                draft = self.changed(draft, item)
            except BadChange as refused:
                self.refuse(refused, item.line)
        titles = {item.title for item in items if isinstance(item, Decision) and item.title}
        line = items[0].line
        if len(titles) > 1:
            self.form.wrong(line, "title", f"team {team} gives its policy {len(titles)} titles in one round")
        number = len(self.state.rounds)
        title = min(titles, default=say("form_title", self.form.lang, team=team, round=number))
        if self.found(title, number):
            self.form.wrong(line, "title", f"{title}: another team has this title in round {number}")
        made = policy(draft, self.bases, self.state.future)
        if self.tell(events.Drafted(team, draft), line):
            self.tell(events.Published(team, title, draft, scenario_hash(made), made.members), line)

    def changed(self, draft: Draft, item: Decision | Happening) -> Draft:
        """The draft with one more row. Raises BadChange where it does not take it."""
        if isinstance(item, Happening):
            return with_event(draft, self.bases, item.event)
        if item.lever in draft.settings:
            self.form.wrong(item.line, "lever", f"{item.lever}: team {item.team} sets it twice in round {item.round}")
        return with_lever(draft, self.bases, item.lever, item.value, item.start, item.ramp)

    def predict(self, item: Expectation) -> None:
        """A sealed answer of a team, or of the room, about a policy of this round."""
        number = self.found(item.title, item.round) if item.title else self.own(item.team, item.round)
        if number is None:
            self.missing(item.line, item.title or f"team {item.team}", item.round)
            return
        made = self.state.publications[number]
        asked = events.Asked(item.indicator, made.title, made.draft)
        known = [
            q.id for q in self.state.questions.values() if (q.indicator, q.title) == (asked.indicator, asked.title)
        ]
        known = [q for q in known if self.state.questions[q].round == item.round]
        if not known and self.tell(asked, item.line):
            known = [len(self.state.questions)]
        if known and self.seat(device := f"paper-team-{item.team}", item.team, item.line):
            self.tell(events.Predicted(known[0], device, item.prediction), item.line)

    def vote(self, items: Sequence[Vote]) -> None:
        """A ballot: teams vote as one device each; hands and dots that were counted, as devices that nobody knows.

        Who raised a hand twice is not known from counts: the first hands are taken to approve all policies.
        """
        found = [(item, self.found(item.title, item.round)) for item in items]
        for item, number in found:
            if number is None:
                self.missing(item.line, item.title, item.round)
        votes = [(item, number) for item, number in found if number is not None]
        if not votes:
            return
        options = tuple(sorted({number for _, number in votes}))
        if not self.tell(events.BallotOpened(BALLOTS[items[0].kind], options), items[0].line):
            return
        ballot = len(self.state.ballots)
        for device, (team, line, marks) in _marks(votes).items():
            if self.seat(device, team, line):
                self.tell(events.Voted(ballot, device, marks), line)
        self.tell(events.BallotClosed(ballot), items[0].line)

    def missing(self, line: int, name: str, number: int) -> None:
        """Note that there is no such policy, unless a row that is wrong may have been it."""
        if self.whole:
            self.form.wrong(line, "title", f"{name}: no such policy in round {number}")

    def seat(self, device: str, team: int, line: int) -> bool:
        """Let a device in that stands for people with paper; whether it is there."""
        return device in self.state.devices or self.tell(events.Joined(device, "guest", team or None), line)

    def found(self, title: str, number: int) -> int | None:
        """The publication of a title in a round."""
        made = self.state.publications.values()
        return next((p.id for p in made if p.round == number and plain(p.title) == plain(title)), None)

    def own(self, team: int, number: int) -> int | None:
        """What a team published in a round."""
        made = self.state.publications.values()
        return next((p.id for p in made if p.round == number and p.team == team), None)


def _marks(votes: Sequence[tuple[Vote, int]]) -> dict[str, tuple[int, int, dict[int, int]]]:
    """Marks by device, with its team (0: nobody's) and the line that told of it."""
    found: dict[str, tuple[int, int, dict[int, int]]] = {}
    dots = 0
    for item, number in votes:
        if item.team:
            devices, each = [f"paper-team-{item.team}"], item.count
        elif item.kind == "vote":
            devices, each = [f"paper-hand-{i}" for i in range(1, item.count + 1)], 1
        else:
            devices, each = [f"paper-dot-{dots + i}" for i in range(1, item.count + 1)], 1
            dots += item.count
        for device in devices:
            _, _, marks = found.setdefault(device, (item.team, item.line, {}))
            marks[number] = marks.get(number, 0) + each
    return found
