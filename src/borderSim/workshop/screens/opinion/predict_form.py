"""The question of the moment: a sealed prediction until the reveal, then one's own answer beside the model's."""

from __future__ import annotations

from babel.numbers import NumberFormatError, parse_decimal
from nicegui.elements.mixins.text_element import TextElement

from borderSim import catalogue
from borderSim.report.numbers import LOCALES, plain
from borderSim.report.words import Lang
from borderSim.workshop.room.events import Predicted
from borderSim.workshop.room.state import Device, Direction, Prediction, Question
from borderSim.workshop.room.tally import turnout
from borderSim.workshop.screens.elements.fields import TextField
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.live import Part, follow
from borderSim.workshop.screens.opinion.spread_view import DIRECTIONS, said, spread_view
from borderSim.workshop.screens.shared import now
from borderSim.workshop.screens.shared.answers import answers
from borderSim.workshop.screens.shared.deeds import alert, do
from borderSim.workshop.screens.shared.measures import baseline_words, unit_of, when
from borderSim.workshop.words import say
from borderSim.workshop.workshop import Workshop

EXAMPLE = 12_500.5
ARROWS: dict[Direction, str] = {"higher": "▲", "no_clear": "≈", "lower": "▼"}
MOST_DIGITS = 24


def predict_form(workshop: Workshop, device: Device, lang: Lang) -> None:
    """The newest question, live: to answer while it is sealed, to compare after the reveal."""
    room = workshop.room

    def shows() -> object:
        question = now.question(room.state)
        return question and (question.id, question.truth is None)

    def draw() -> None:
        question = now.question(room.state)
        if question is None:
            tag("p", say("phone_no_question", lang), "quiet")
        elif question.truth is None:
            _Form(workshop, device, question, lang)
        else:
            _revealed(question, device, lang)

    follow([Part(shows, draw, "predict")], room.listen)


def _revealed(question: Question, device: Device, lang: Lang) -> None:
    tag("h3", question.title)
    own = question.predictions.get(device.id)
    unit = unit_of(question.indicator, lang)
    tag("p", say("phone_said", lang, what=said(own, unit, lang)) if own else say("phone_did_not_say", lang), "own")
    spread_view(question, lang)


class _Form:
    """One sealed question on one device; what was answered is in the room's state, not here."""

    def __init__(self, workshop: Workshop, device: Device, question: Question, lang: Lang) -> None:
        self._workshop, self._device, self._question, self._lang = workshop, device, question, lang
        self._unit = unit_of(question.indicator, lang)
        tag("h3", question.title)
        scenario = workshop.bases.scenarios[question.draft.base]
        measured = when(question.indicator, scenario, lang)
        tag("p", self._say("phone_measured", when=measured, unit=self._unit), "small")
        baseline = Part(self._baseline_words, self._draw_baseline)
        self._choices = self._draw_choices()
        self._amount = self._draw_amount()
        self._note = alert()
        status = Part(self._status_words, self._draw_status, "status")
        status.props("role=status")
        self._show_own()
        follow([baseline], answers(workshop).listen)
        follow([status], workshop.room.listen)

    @property
    def _own(self) -> Prediction | None:
        return self._workshop.room.state.questions[self._question.id].predictions.get(self._device.id)

    def _say(self, key: str, **values: object) -> str:
        return say(key, self._lang, **values)

    def _baseline_words(self) -> str:
        """What the model gives without the policy, as help; nothing of the policy leaves the server."""
        answer = answers(self._workshop).of(self._question.draft)
        if answer is None:
            return ""
        return baseline_words(answer, self._question.indicator, self._lang)

    def _draw_baseline(self) -> None:
        tag("p", self._baseline_words(), "quiet")

    def _draw_choices(self) -> dict[Direction, TextElement]:
        label = catalogue.indicators()[self._question.indicator].label(self._lang)
        name = f"ask{self._question.id}"
        with tag("div", classes="choices", role="group", aria_labelledby=name):
            tag("p", self._say("phone_ask", indicator=label), "ask", id=name)
            return {name: self._choice(name) for name in DIRECTIONS}

    def _choice(self, name: Direction) -> TextElement:
        with button("", lambda: self._choose(name), f"answer {name}", data_at=name) as made:
            tag("span", ARROWS[name], "arrow", aria_hidden="true")
            tag("span", self._say(f"wall_{name}"))
        return made

    def _draw_amount(self) -> TextField:
        example = self._say("phone_amount_help", example=plain(EXAMPLE, self._lang))
        label = self._say("phone_amount", unit=self._unit)
        with tag("div", classes="amount"):
            field = TextField(label, most=MOST_DIGITS, mode="decimal", help_=example, on_enter=self._seal_amount)
            button(self._say("phone_seal_amount"), self._seal_amount, data_at="amount")
        return field

    def _status_words(self) -> tuple[str, ...]:
        state, own = self._workshop.room.state, self._own
        sealed = turnout(state.questions[self._question.id], state)
        count = self._say("phone_how_many", n=sealed.took_part, all=sealed.present)
        if own is None:
            return self._say("phone_said_nothing"), count
        mine = self._say("phone_said", what=said(own, self._unit, self._lang))
        return mine, self._say("phone_change"), count

    def _draw_status(self) -> None:
        for words in self._status_words():
            tag("p", words)

    def _show_own(self) -> None:
        own = self._own
        for name, made in self._choices.items():
            made.props["aria-pressed"] = "true" if own and own.direction == name else "false"
            made.update()
        asked = own.direction if own and own.direction != "no_clear" else None
        self._amount.call(self._say(f"phone_amount_{asked}" if asked else "phone_amount", unit=self._unit))

    def _choose(self, name: Direction) -> None:
        same = self._own if self._own and self._own.direction == name else None
        self._seal(same or Prediction(name))

    def _seal_amount(self) -> None:
        own = self._own
        if own is None or own.direction == "no_clear":
            self._note.set_text(self._say("phone_no_direction"))
            return
        amount = read_amount(self._amount.value, self._lang)
        if amount is None:
            example = plain(EXAMPLE, self._lang)
            self._note.set_text(self._say("phone_amount_bad", text=self._amount.value, example=example))
            return
        self._seal(Prediction(own.direction, amount))

    def _seal(self, prediction: Prediction) -> None:
        event = Predicted(self._question.id, self._device.id, prediction)
        if do(self._workshop, self._device, event, self._note, self._lang):
            self._show_own()


def read_amount(text: str, lang: Lang) -> float | None:
    """A number above 0 in the language's writing (12,500.5 or 12.500,5); None for anything else."""
    try:
        amount = float(parse_decimal(text, locale=LOCALES[lang], strict=True))
    except (NumberFormatError, ValueError, ArithmeticError):
        return None
    return amount if 0 < amount < float("inf") else None
