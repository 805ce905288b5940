"""A run folder or a file appears whole or not at all: built under a hidden name beside its place, then renamed."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def run_folder(final: Path) -> Iterator[Path]:
    """Yield a hidden folder to fill; on success it becomes ``final``, on any failure it is removed.

    A folder that is already at ``final`` (the same run, made before) gives way only when the new one is complete.
    Raises OSError where the parent cannot be written.
    """
    final.parent.mkdir(parents=True, exist_ok=True)
    hidden = Path(tempfile.mkdtemp(prefix=f".{final.name}-", dir=final.parent))
    try:
        yield hidden
        hidden.chmod(0o755)  # mkdtemp makes private folders; results are shared
        _put(hidden, final)
    except BaseException:
        shutil.rmtree(hidden, ignore_errors=True)
        raise


def _put(hidden: Path, final: Path) -> None:
    """Rename ``hidden`` to ``final``, setting aside what stands there until the rename has worked."""
    if not final.exists():
        os.replace(hidden, final)
        return
    aside = Path(tempfile.mkdtemp(prefix=f".{final.name}-old-", dir=final.parent))
    os.replace(final, aside / "run")
    try:
        os.replace(hidden, final)
    except OSError:
        os.replace(aside / "run", final)
        raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)


@contextmanager
def whole(path: Path) -> Iterator[Path]:
    """A hidden path beside ``path`` to write to; it takes that name when all is written."""
    hidden = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        yield hidden
        os.replace(hidden, path)
    finally:
        hidden.unlink(missing_ok=True)
