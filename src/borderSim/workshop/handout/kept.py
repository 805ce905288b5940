"""The policies of a session as scenario files, in its folder as soon as they are published."""

from __future__ import annotations

import logging
from pathlib import Path

from borderSim.report.words import Lang
from borderSim.scenario import Scenario
from borderSim.workshop.handout.published import POLICIES, Deal, deals, published_now, written
from borderSim.workshop.room.events import Event, Published
from borderSim.workshop.room.folder import PRIVATE_FOLDER, write_private
from borderSim.workshop.room.log import read_session
from borderSim.workshop.room.room import Room

logger = logging.getLogger(__name__)


def keep_policies(room: Room, lang: Lang) -> None:
    """Write what was published so far, and from now on each policy when it is: `borderSim run` takes the files.

    A file gives the numbers of the screen that it was published from. A disk that is full is said in the log.
    """
    known: dict[str, Scenario] = {}
    for deal in deals(read_session(room.folder), lang, known):
        _keep(deal, room.folder)

    def hear(event: Event) -> None:
        if isinstance(event, Published):
            _keep(published_now(room.state, room.bases, known, lang), room.folder)

    room.listen(hear)


def _keep(deal: Deal, folder: Path) -> None:
    try:
        (folder / POLICIES).mkdir(mode=PRIVATE_FOLDER, exist_ok=True)
        write_private(folder / POLICIES / deal.file, written(deal, deal.publication.members))
    except OSError as error:
        logger.error("%s could not be written: %s", deal.file, error)
