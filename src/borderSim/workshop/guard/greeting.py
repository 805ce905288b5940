"""What the command prints when the workshop is open."""

from __future__ import annotations

from pathlib import Path

from borderSim.report.words import Lang
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.guard.qr import qr_text
from borderSim.workshop.words import say


def greeting(door: Doorkeeper, folder: Path, lang: Lang, resumed: bool) -> str:
    """Addresses, room code, the facilitator's link, the session's folder, how to stop, what leaves the machine."""
    shared = door.address.shared
    lines = [
        say("guard_resumed" if resumed else "guard_open", lang),
        say("guard_at", lang, address=", ".join(shared) or door.address.own),
        say("guard_code", lang, code=door.keys.code) if shared else say("guard_here_only", lang),
        say("guard_facilitator", lang, link=door.facilitator_link),
        say("guard_folder", lang, folder=folder),
        say("guard_wifi" if shared else "guard_private", lang),
        say("guard_stop", lang, folder=folder),
    ]
    return "\n".join(lines + ([qr_text(shared[0])] if shared else []))
