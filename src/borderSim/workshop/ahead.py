"""What the desk computes before somebody asks for it."""

from __future__ import annotations

import asyncio
import logging
from itertools import count

from borderSim.errors import RunError
from borderSim.workshop.desk.ask import FIRM, ON_RELEASE, Ask
from borderSim.workshop.desk.desk import FIRM_STEP, Overtaken
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.workshop import Workshop

QUIET, LOOK = 3.0, 0.5
"""Seconds in which nobody asked, before a piece of the firm baseline is computed, and between looks."""
logger = logging.getLogger(__name__)


async def compute_ahead(workshop: Workshop) -> None:
    """First what every Board shows first, then the drafts of a session that goes on, then a firm baseline.

    What goes wrong is said again to who asks.
    """
    try:
        await workshop.desk.start(workshop.bases, workshop.room.state.future)
        await _drafts(workshop)
        await _firm_baseline(workshop)
    except Overtaken:
        pass
    except RunError as error:
        logger.warning("the first pictures are not there: %s", error)


async def _drafts(workshop: Workshop) -> None:
    teams = workshop.room.state.teams.values()
    asks = {f"start team {team.number}": workshop.ask(team.draft, ON_RELEASE) for team in teams}
    answers = (workshop.desk.answer(device, ask) for device, ask in asks.items())
    await asyncio.gather(*answers, return_exceptions=True)


async def _firm_baseline(workshop: Workshop) -> None:
    """So that the first "make it firm" has half of its work done; piece by piece, while nobody else asks."""
    baseline = workshop.ask(Draft(workshop.bases.first.name), FIRM).baseline
    for pieces in count(1):
        while workshop.desk.quiet_for < QUIET:
            await asyncio.sleep(LOOK)
        members = min(ON_RELEASE + pieces * FIRM_STEP, FIRM)
        await workshop.desk.answer("firm baseline", Ask(baseline, baseline, members))
        if members == FIRM:
            break
