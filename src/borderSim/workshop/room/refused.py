"""What the room says to an event that may not happen."""

from __future__ import annotations

from borderSim.workshop.draft.change import BadChange


class Refused(BadChange):
    """An event that the room does not let happen; nothing has changed. ``words(lang)`` says why."""
