"""What a team did, step by step: undo, redo, and a list of the steps in words."""

from __future__ import annotations

from dataclasses import dataclass, replace

from borderSim import catalogue
from borderSim.report.numbers import day, plain
from borderSim.report.words import Lang
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.words import WORDS, say

MOST_STEPS = 200
"""Steps that are kept; the oldest are forgotten."""


@dataclass(frozen=True)
class Step:
    """A draft after one change, and ``what`` changed: a lever, event, parameter, question, or a key of the words."""

    draft: Draft
    what: str


@dataclass(frozen=True)
class History:
    """Steps in their order and the ``position`` of the one in force; steps after it have been undone."""

    steps: tuple[Step, ...]
    position: int = 0

    @classmethod
    def of(cls, draft: Draft, what: str = "draft_step_start") -> History:
        """A history that begins with a draft."""
        return cls((Step(draft, what),))

    @property
    def present(self) -> Draft:
        """The draft in force."""
        return self.steps[self.position].draft

    @property
    def before(self) -> Draft:
        """The draft before the last change, for a replay; the present one where nothing has changed."""
        return self.steps[max(self.position - 1, 0)].draft

    @property
    def can_undo(self) -> bool:
        """Whether there is a step to take back."""
        return self.position > 0

    @property
    def can_redo(self) -> bool:
        """Whether there is a step to do again."""
        return self.position < len(self.steps) - 1

    def done(self, draft: Draft, what: str) -> History:
        """One more change; what had been undone is forgotten. A draft that is the present one is no change."""
        if draft == self.present:
            return self
        steps = (*self.steps[: self.position + 1], Step(draft, what))[-MOST_STEPS:]
        return History(steps, len(steps) - 1)

    def undone(self) -> History:
        """One step back; the history itself at its beginning."""
        return self.at(self.position - 1)

    def redone(self) -> History:
        """One step forward again; the history itself at its end."""
        return self.at(self.position + 1)

    def at(self, position: int) -> History:
        """The history with another step in force; itself for a position that it has not."""
        return replace(self, position=position) if position in range(len(self.steps)) else self

    def names(self, lang: Lang) -> tuple[str, ...]:
        """Every step in words: what was changed, and to what."""
        return tuple(_name(step, lang) for step in self.steps)


def _name(step: Step, lang: Lang) -> str:
    what, draft = step.what, step.draft
    if what in catalogue.levers():
        return f"{catalogue.levers()[what].label(lang)}: {_lever_value(what, draft, lang)}"
    if what in catalogue.parameters():
        pinned = draft.pins.get(what)
        value = say("draft_as_base", lang) if pinned is None else plain(pinned, lang)
        return f"{catalogue.parameters()[what].label(lang)}: {value}"
    if what in catalogue.readings():
        return _reading(what, draft, lang)
    if what in catalogue.events():
        return catalogue.events()[what].label(lang)
    return say(what, lang) if what in WORDS else what


def _lever_value(lever: str, draft: Draft, lang: Lang) -> str:
    setting = draft.settings.get(lever)
    if setting is None:
        return say("draft_as_base", lang)
    if catalogue.levers()[lever].unit == "date":
        return day(catalogue.month_date(setting.value), lang)
    return plain(setting.value, lang)


def _reading(question: str, draft: Draft, lang: Lang) -> str:
    """The reading that was chosen; where it was taken back, the question by its readings."""
    known = catalogue.readings()[question]
    chosen = draft.readings.get(question)
    if chosen:
        return known[chosen].label(lang)
    return f"{' / '.join(reading.label(lang) for reading in known.values())}: {say('draft_as_base', lang)}"
