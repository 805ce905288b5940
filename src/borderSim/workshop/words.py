"""Every word of the workshop's screens and papers, in English and Spanish; each part brings its own table."""

from __future__ import annotations

from borderSim.report.words import Lang
from borderSim.workshop.draft.draft_words import DRAFT_WORDS
from borderSim.workshop.guard.guard_words import GUARD_WORDS
from borderSim.workshop.handout.handout_words import HANDOUT_WORDS
from borderSim.workshop.help_words import HELP_WORDS
from borderSim.workshop.kit.kit_words import KIT_WORDS
from borderSim.workshop.pictures.pictures_words import PICTURES
from borderSim.workshop.room.room_words import ROOM_WORDS
from borderSim.workshop.screens.board_words import BOARD
from borderSim.workshop.screens.console_words import CONSOLE
from borderSim.workshop.screens.door_words import DOOR
from borderSim.workshop.screens.phone_words import PHONE
from borderSim.workshop.screens.wall_words import WALL
from borderSim.workshop.screens.why_words import WHY

WORDS: dict[str, tuple[str, str]] = {
    "app_name": ("borderSim workshop", "Taller borderSim"),
    "not_a_forecast": ("Scenario, not a forecast", "Escenario, no pronóstico"),
    **DRAFT_WORDS,
    **GUARD_WORDS,
    **HANDOUT_WORDS,
    **HELP_WORDS,
    **KIT_WORDS,
    **ROOM_WORDS,
    **BOARD,
    **CONSOLE,
    **DOOR,
    **PHONE,
    **WALL,
    **WHY,
    **PICTURES,
}


def say(key: str, lang: Lang, **values: object) -> str:
    """The words of ``key`` in a language, with ``values`` filled in. Raises KeyError for a key that no part has."""
    return WORDS[key][lang == "es"].format(**values)
