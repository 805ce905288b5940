"""Questions to predict: ask one about a policy, and reveal what the model says."""

from __future__ import annotations

from borderSim import catalogue
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.room.events import Asked
from borderSim.workshop.room.rules import MOST_LETTERS_OF_A_TITLE
from borderSim.workshop.room.state import Question
from borderSim.workshop.room.tally import turnout
from borderSim.workshop.screens.console.here import Facilitator
from borderSim.workshop.screens.console.reveal import RUNS, reveal
from borderSim.workshop.screens.elements.fields import TextField, confirmed
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.elements.natives import Choice, Option
from borderSim.workshop.screens.opinion.result_view import option_name
from borderSim.workshop.screens.opinion.spread_view import spread_view
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.deeds import alert
from borderSim.workshop.screens.shared.measures import indicator_options
from borderSim.workshop.words import say

OWN, SCENARIO, PUBLICATION = "own", "scenario", "publication"


class QuestionDesk:
    """The section that asks and reveals."""

    def __init__(self, here: Facilitator) -> None:
        self._here = here
        self._reveal = reveal(here.workshop)
        with here.section("question"):
            open_ = Part(self._shows, self._draw)
            count = Part(self._shows_count, self._count)
            progress = Part(lambda: (self._reveal.done, self._reveal.fault), self._draw_progress)
            self._draw_form()
            self._note = alert()
        policies = Part(lambda: tuple(here.state.publications), self._offer)
        self.parts = [open_, count, progress, policies]
        follow([progress], self._reveal.listen)

    # the question that is open, or the last one

    def _shows(self) -> object:
        """A prediction that comes in leaves the form that reveals the answer alone."""
        question = now.question(self._here.state)
        return question and (question.id, question.truth)

    def _shows_count(self) -> object:
        question = now.question(self._here.state)
        return question and (question.id, turnout(question, self._here.state))

    def _draw(self) -> None:
        here, question = self._here, now.question(self._here.state)
        if question is None:
            return
        label = catalogue.indicators()[question.indicator].label(here.lang)
        if question.truth:
            with tag("details"):
                tag("summary", here.say("last_revealed", title=question.title))
                tag("p", label, "quiet")
                spread_view(question, here.lang)
            return
        with tag("div", classes="notice"):
            tag("p", here.say("open_question", title=question.title), "strong")
            tag("p", label)
            self._counted = tag("p", "", "count")
            warning = here.say("reveal_warning", n=RUNS)
            confirmed(here.say("reveal"), warning, here.say("reveal_yes"), lambda: self._start(question))

    def _count(self) -> None:
        question = now.question(self._here.state)
        if question and not question.truth:
            sealed = turnout(question, self._here.state)
            self._counted.set_text(say("wall_sealed", self._here.lang, n=sealed.took_part, all=sealed.present))

    def _start(self, question: Question) -> None:
        if self._here.state.is_facilitator(self._here.device.id):
            self._reveal.start(question, self._here.device)
        else:
            self._note.set_text(say("room_for_the_facilitator", self._here.lang))

    # how far the model is

    def _draw_progress(self) -> None:
        here, done, fault = self._here, self._reveal.done, self._reveal.fault
        if fault:
            tag("p", fault(here.lang), "faulty", role="alert")
        if done is None:
            return
        words = here.say("revealing", done=done, all=RUNS)
        with tag("div", classes="row", role="status"):
            tag("progress", value=done, max=RUNS, aria_label=words)
            tag("span", words)
            button(here.say("cancel"), self._reveal.cancel, data_at="cancel")

    # a new question

    def _draw_form(self) -> None:
        here = self._here
        pinned = now.pinned(here.workshop)[0]
        self._indicator = Choice(here.say("indicator"), indicator_options(here.lang), pinned, lambda _: None)
        options = self._policies()
        self._whose = Choice(here.say("whose"), options, options[0][0], lambda _: self._suggest())
        most = MOST_LETTERS_OF_A_TITLE
        help_ = here.say("question_title_help")
        self._title = TextField(here.say("question_title"), self._usual(), most=most, help_=help_, on_enter=self._ask)
        button(here.say("ask"), self._ask, "primary")

    def _offer(self) -> None:
        """Offer what has been published meanwhile; the choice stays."""
        self._whose.put(self._whose.value, self._policies())

    def _policies(self) -> list[Option]:
        here, state = self._here, self._here.state
        published = sorted(state.publications.values(), key=lambda item: -item.id)
        return [
            *((f"{PUBLICATION} {item.id}", option_name(state, item.id, here.lang), here.say("publications"))
              for item in published),
            *((f"{SCENARIO} {name}", here.say("of_scenario", title=scenario.title[here.lang]), here.say("scenarios"))
              for name, scenario in here.workshop.bases.scenarios.items()),
            (OWN, here.say("of_draft"), here.say("own")),
        ]  # fmt: skip

    def _draft(self) -> Draft:
        """The policy that is chosen."""
        kind, _, name = self._whose.value.partition(" ")
        if kind == PUBLICATION:
            return self._here.state.publications[int(name)].draft
        return Draft(name) if kind == SCENARIO else self._here.state.teams[now.OWN_TEAM].draft

    def _usual(self) -> str:
        """A title that says whose policy it is, cut where it is too long."""
        kind, _, name = self._whose.value.partition(" ")
        if kind == OWN:
            return self._here.say("question_usual_own")
        if kind == PUBLICATION:
            policy = self._here.state.publications[int(name)].title
        else:
            policy = self._here.workshop.bases.scenarios[self._draft().base].title[self._here.lang]
        empty = len(self._here.say("question_usual", policy=""))
        room = MOST_LETTERS_OF_A_TITLE - empty
        return self._here.say("question_usual", policy=policy if len(policy) <= room else f"{policy[: room - 2]} …")

    def _suggest(self) -> None:
        self._title.put(self._usual())

    def _ask(self) -> None:
        draft = self._draft()
        ask = self._here.workshop.ask(draft, 1)
        if ask.policy.changes == ask.baseline.changes:
            self._note.set_text(self._here.say("is_baseline"))
            return
        self._here.do(Asked(self._indicator.value, self._title.value.strip(), draft), self._note)
