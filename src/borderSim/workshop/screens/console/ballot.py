"""Votes: open one on published policies, close it."""

from __future__ import annotations

from functools import partial

from nicegui.events import GenericEventArguments

from borderSim.workshop.room.events import BallotClosed, BallotOpened
from borderSim.workshop.room.state import Ballot, BallotKind
from borderSim.workshop.room.tally import turnout
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.elements.fields import confirmed
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part
from borderSim.workshop.screens.elements.natives import Choice
from borderSim.workshop.screens.opinion.result_view import option_name, result_view
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.words import say

KINDS: tuple[BallotKind, ...] = ("approval", "dots")
CHECKED = "(event) => emit(event.target.checked)"


class BallotDesk:
    """The section that opens and closes votes."""

    def __init__(self, here: Facilitator) -> None:
        self._here = here
        self._kind: BallotKind = "approval"
        self._chosen: dict[int, bool] = {}
        with here.section("vote"):
            found = [Part(self._shows, self._draw), Part(self._shows_form, self._draw_form)]
            self.parts = [*found, Part(self._shows_count, self._count)]
            self._note = alert()

    def _shows(self) -> object:
        """A vote that comes in leaves the form that closes the ballot alone."""
        ballot = now.ballot(self._here.state)
        return ballot and (ballot.id, ballot.closed)

    def _shows_count(self) -> object:
        ballot = now.ballot(self._here.state)
        return ballot and (ballot.id, turnout(ballot, self._here.state))

    def _shows_form(self) -> object:
        return self._open, tuple(self._here.state.publications)

    @property
    def _open(self) -> bool:
        ballot = now.ballot(self._here.state)
        return ballot is not None and not ballot.closed

    def _draw(self) -> None:
        here, ballot = self._here, now.ballot(self._here.state)
        if ballot is None:
            return
        if ballot.closed:
            result_view(ballot, here.state, here.lang)
            return
        with tag("div", classes="notice"):
            tag("p", here.say(ballot.kind), "strong")
            with tag("ul"):
                for option in ballot.options:
                    tag("li", option_name(here.state, option, here.lang))
            self._counted = tag("p", "", "count")
            words = [here.say(f"close_vote{end}") for end in ("", "_warning", "_yes")]
            confirmed(words[0], words[1], words[2], partial(self._close, ballot))

    def _count(self) -> None:
        ballot = now.ballot(self._here.state)
        if ballot and not ballot.closed:
            voted = turnout(ballot, self._here.state)
            self._counted.set_text(say("wall_vote_open", self._here.lang, n=voted.took_part, all=voted.present))

    def _close(self, ballot: Ballot) -> None:
        self._here.do(BallotClosed(ballot.id), self._note)

    def _draw_form(self) -> None:
        here = self._here
        if self._open:
            return
        if not here.state.publications:
            tag("p", here.say("no_options"), "quiet")
            return
        Choice(here.say("kind"), [(kind, here.say(kind)) for kind in KINDS], self._kind, self._take_kind)
        with tag("fieldset"):
            tag("legend", here.say("options"))
            for option in sorted(here.state.publications, reverse=True):
                self._option(option)
        button(here.say("open_vote"), self._begin, "primary", data_at="vote")

    def _option(self, option: int) -> None:
        with tag("label", classes="choice"):
            box = tag("input", type="checkbox", checked=self._is_chosen(option), data_at=f"option{option}")
            box.on("change", partial(self._choose, option), js_handler=CHECKED)
            tag("span", option_name(self._here.state, option, self._here.lang))

    def _is_chosen(self, option: int) -> bool:
        """Until somebody says otherwise, the newest policy of each team is on the ballot."""
        newest = {item.id for item in now.newest(self._here.state).values()}
        return self._chosen.get(option, option in newest)

    def _take_kind(self, kind: str) -> None:
        self._kind = "dots" if kind == "dots" else "approval"

    def _choose(self, option: int, event: GenericEventArguments) -> None:
        self._chosen[option] = event.args is True

    def _begin(self) -> None:
        options = tuple(option for option in self._here.state.publications if self._is_chosen(option))
        self._here.do(BallotOpened(self._kind, options), self._note)
