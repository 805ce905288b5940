"""What each command that computes for minutes does: refuse first what cannot be written, then show how far it is."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from borderSim.errors import UserError


def check_folder(out: Path) -> None:
    """Make a folder that gets something new beside what is there. Raises UserError where it cannot be written."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UserError(f"{error.filename or out}: {error.strerror}") from None
    _check_writable(out)


def check_replaced(folder: Path, ours: Callable[[Path], bool], what: str) -> None:
    """Refuse a folder that cannot be written or that holds anything but an earlier ``what``, as ``ours`` tells."""
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists() and not folder.is_dir():
            raise UserError(f"--out {folder}: is a file; name a folder")
        taken = folder.exists() and any(folder.iterdir()) and not ours(folder)
    except OSError as error:
        raise UserError(f"--out {error.filename or folder}: {error.strerror}") from None
    if taken:
        raise UserError(f"--out {folder}: holds other files, which {what} would replace; name a new folder")
    _check_writable(folder.parent)


def _check_writable(folder: Path) -> None:
    if not os.access(folder, os.W_OK):
        raise UserError(f"--out {folder}: no permission to write results there")


@contextmanager
def progress_bar(what: str, *, quiet: bool = False) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal, with the time left; call what it yields with how many ``what`` are done, of how many."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, disable=quiet, transient=True) as bar:
        task = bar.add_task(what, total=None)
        yield lambda done, total: bar.update(task, completed=done, total=total)
