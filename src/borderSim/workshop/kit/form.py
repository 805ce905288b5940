"""The paper form on its way back: what a table wrote down by hand, as a CSV file and as the events of a session."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from pathlib import Path

from borderSim import __version__, catalogue
from borderSim.report.words import Lang
from borderSim.results.folder import whole
from borderSim.scenario import Scenario
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.kit.cards import moved_levers
from borderSim.workshop.kit.cells import COLUMNS, NOTE, read_rows
from borderSim.workshop.kit.form_events import events_of
from borderSim.workshop.kit.form_rows import Kind, kind_word, parsed
from borderSim.workshop.room.after import after
from borderSim.workshop.room.events import Event
from borderSim.workshop.room.lines import Entry
from borderSim.workshop.room.log import Session
from borderSim.workshop.room.state import State
from borderSim.workshop.words import say

NOTES = 9
"""Notes at the head of an empty form (`form_note_1` and on)."""
EXAMPLES = 2
"""Levers that the examples of an empty form show."""


def write_form(scenario: Scenario | None, path: Path, lang: Lang) -> None:
    """Write an empty form with notes and examples that are no decisions; whole or not at all.

    In Spanish it has semicolons and decimal commas, as spreadsheets in Spanish expect. Raises OSError.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=";" if lang == "es" else ",", lineterminator="\r\n")
    names = list(COLUMNS)
    writer.writerow([COLUMNS[name] if lang == "es" else name for name in names])
    writer.writerows([f"{NOTE} {say(f'form_note_{i}', lang)}"] for i in range(1, NOTES + 1))
    writer.writerows(_examples(scenario, lang))
    with whole(path) as hidden:
        hidden.write_text(stream.getvalue(), encoding="utf-8-sig", newline="")


def read_form(path: Path, bases: Bases) -> list[Event]:
    """The events of the session that a form tells: names, rounds, injects, policies, predictions, votes.

    Each round of a team is its whole policy, from the room's first scenario. Raises UserError with all that is wrong.
    """
    form = read_rows(path)
    return events_of(form, parsed(form), bases)


def session_from_form(path: Path, bases: Bases) -> Session:
    """A form as a session, as if it had been held on screens; its entries have the time at which the file was saved.

    Questions are left open: nobody ran the model. Raises UserError with all that is wrong.
    """
    told = read_form(path, bases)
    at = path.stat().st_mtime
    state = State()
    for event in told:
        state = after(state, event, at)
    return Session(bases, tuple(Entry(at, event) for event in told), state, path, __version__)


def _examples(scenario: Scenario | None, lang: Lang) -> Iterable[Sequence[str]]:
    """Rows that show each kind, as notes: their first cell begins with the sign of a note."""
    title = say("form_example_title", lang)
    levers = [name for name in moved_levers(scenario) if catalogue.levers()[name].unit != "date"][:EXAMPLES]
    month = f"{scenario.start:%Y-%m}" if scenario else "2025-07"
    for name in levers or ["crossing_integrity", "border_post_liaison"]:
        level = _decimal(catalogue.lever_levels()[name][-1].value, lang)
        yield [_kind("lever", lang), "1", "2", title, name, level, month, "12"]
    yield [_kind("event", lang), "2", "", "", "border_closure", "", month, "3"]
    yield [_kind("prediction", lang), "1", "2", "", "people_with_papers", say("kit_higher", lang)]
    yield [_kind("vote", lang), "1", "", title, "", "7"]
    yield [_kind("dots", lang), "1", "3", title, "", "2"]


def _kind(kind: Kind, lang: Lang) -> str:
    return f"{NOTE} {kind_word(kind, lang)}"


def _decimal(value: float, lang: Lang) -> str:
    return f"{value:g}".replace(".", "," if lang == "es" else ".")
