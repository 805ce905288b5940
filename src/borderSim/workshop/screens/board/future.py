"""What a team believes of the future: contested questions, pinned assumptions, events that it injects."""

from __future__ import annotations

from functools import partial

from nicegui.elements.mixins.text_element import TextElement

from borderSim import catalogue
from borderSim.catalogue import Parameter
from borderSim.report.numbers import plain, rounded
from borderSim.workshop.help import parameter_help, question_words, reading_help
from borderSim.workshop.screens.board.here import Here, help_button
from borderSim.workshop.screens.board.lever_view import Range
from borderSim.workshop.screens.elements.html import button, tag
from borderSim.workshop.screens.elements.search import search

MOST_FOUND = 20
PIN_STEPS, PIN_FIGURES = 50, 3
OPEN = ""
"""The choice that leaves a contested question as the scenario has it."""


class BoardAssumptions:
    """Readings of contested questions, and parameters that are held at one value; closed at first."""

    def __init__(self, here: Here) -> None:
        self._here = here
        with tag("details", classes="future"):
            tag("summary", here.say("assumptions"))
            tag("p", here.say("assumptions_help"), "small muted")
            tag("h3", here.say("readings"))
            self._boxes = {question: self._question(question) for question in catalogue.readings()}
            tag("h3", here.say("pins"))
            self._pins = tag("div")
            button(here.say("pin_choose"), self._choose)
        self.refresh()

    def refresh(self) -> None:
        """Show the draft as it is now."""
        draft = self._here.state.draft
        for question, boxes in self._boxes.items():
            for name, box in boxes.items():
                box.props["checked"] = name == draft.readings.get(question, OPEN)
                box.update()
        if set(draft.pins) != {name for name, _ in self._shown()}:
            self._draw_pins()
        for name, range_ in self._shown():
            range_.put(draft.pins[name], self._text(name, draft.pins[name]), moved=True)

    def _question(self, question: str) -> dict[str, TextElement]:
        here, boxes = self._here, {}
        with tag("fieldset", classes="reading"):
            tag("legend", question_words(question, here.lang), "small")
            boxes[OPEN] = self._answer(question, OPEN, here.say("reading_open"))
            for name, reading in catalogue.readings()[question].items():
                with tag("span", classes="with-help"):
                    boxes[name] = self._answer(question, name, reading.label(here.lang))
                    help_button(here, reading.label(here.lang), partial(reading_help, question, name, here.lang))
        return boxes

    def _answer(self, question: str, name: str, words: str) -> TextElement:
        with tag("label", classes="choice"):
            box = tag("input", type="radio", name_=f"reading-{question}", value=name)
            box.on("change", lambda: self._here.state.read(question, name))
            tag("span", words)
        return box

    def _shown(self) -> list[tuple[str, Range]]:
        return [(str(child.props["name"])[4:], child) for child in self._pins.descendants() if isinstance(child, Range)]

    def _draw_pins(self) -> None:
        self._pins.clear()
        with self._pins:
            for name in self._here.state.draft.pins:
                self._pin(catalogue.parameters()[name])

    def _pin(self, found: Parameter) -> None:
        here, name = self._here, found.name
        step = (found.high - found.low) / PIN_STEPS
        value, central = here.state.draft.pins[name], self._text(name, found.central)
        with Range(
            lambda value: None,
            lambda value: here.state.pin(name, value),
            name=f"pin-{name}",
            label=found.label(here.lang),
            lower=found.low,
            upper=found.high,
            step=step,
            texts=[self._text(name, found.low + i * step) for i in range(PIN_STEPS + 1)],
            levels=[],
            marks=[{"value": found.central, "words": here.say("central"), "kind": "baseline"}],
            against=here.say("pin_against"),
            percent=here.say("percent_word"),
            value=value,
            shown=self._text(name, value),
            baseline=central,
            **{"is-moved": True},
        ) as made:
            tag("p", here.say(f"status_{found.status}", source=found.source), "small muted source")
        with made.add_slot("tools"), tag("span", classes="lever-tools"):
            label = found.label(here.lang)
            button("×", lambda: here.state.unpin(name), "help", aria_label=here.say("unpin", name=label))
            help_button(here, label, lambda: parameter_help(name, here.lang))

    def _text(self, name: str, value: float) -> str:
        unit = catalogue.parameters()[name].unit_in(self._here.lang)
        return f"{plain(rounded(value, PIN_FIGURES), self._here.lang)} {unit}"

    def _choose(self) -> None:
        self._here.dialog.show(self._here.say("pin_choose"), self._search)

    def _search(self) -> None:
        tag("p", self._here.say("pin_help"), "muted")
        search(self._here.say("search_assumption"), self._found, role="status")

    def _found(self, text: str) -> None:
        found = [item for item in _pinnable() if text in self._searched(item)]
        tag("p", self._here.say("found", n=len(found), shown=min(len(found), MOST_FOUND)), "small muted")
        for item in found[:MOST_FOUND]:
            with button("", lambda item=item: self._pin_at_centre(item), "wide-choice"):
                tag("span", item.label(self._here.lang))
                tag("span", self._text(item.name, item.central), "muted small")

    def _searched(self, item: Parameter) -> str:
        return f"{item.label(self._here.lang)} {item.text(self._here.lang)} {item.name}".casefold()

    def _pin_at_centre(self, item: Parameter) -> None:
        self._here.state.pin(item.name, item.central)
        self._here.dialog.close()


def _pinnable() -> list[Parameter]:
    """Uncertain numbers of the model that a slider can hold; fixed ones and switches are not for a slider."""
    return [item for item in catalogue.parameters().values() if item.low < item.high and item.distribution != "switch"]
