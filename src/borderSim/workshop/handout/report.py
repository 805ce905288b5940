"""`borderSim report SESSION`: one page, one PDF, and each policy as a file that stands alone."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from borderSim.experiment.run import Progress
from borderSim.report.words import Lang
from borderSim.results.folder import run_folder
from borderSim.scenario import Scenario
from borderSim.workshop.handout.content import Content, content
from borderSim.workshop.handout.numbers import computed
from borderSim.workshop.handout.page import page
from borderSim.workshop.handout.pdf import session_pdf
from borderSim.workshop.handout.published import Deal, deals, write_policies
from borderSim.workshop.handout.questions import answered, unrevealed
from borderSim.workshop.room.log import Session


def write_report(
    session: Session,
    folder: Path,
    members: int,
    jobs: int,
    lang: Lang,
    command: str,
    progress: Progress | None = None,
) -> Path:
    """Run what the session published or asked and write report.html, report.pdf and policies/ into ``folder``.

    The folder appears whole or not at all; an older report there gives way. Returns the page's path.
    """
    known: dict[str, Scenario] = {}
    made = deals(session, lang, known)
    asked = unrevealed(session, made, known)
    pairs = [*made, *asked.values()]
    data = computed(pairs, members, jobs, progress) if pairs else None
    known_all = answered(session, asked, data) if data else session
    told = content(known_all, made, data, command, lang, asked)
    with run_folder(folder) as hidden:
        _write(told, made, hidden, members)
    return folder / "report.html"


def _write(told: Content, made: Sequence[Deal], folder: Path, members: int) -> None:
    (folder / "report.html").write_text(page(told, members), encoding="utf-8")
    (folder / "report.pdf").write_bytes(session_pdf(told))
    write_policies(made, folder, members)
