"""One hash over files of the package: what made a run, and whether a warm start still fits."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


def sha256(content: bytes) -> str:
    """Hex digest of ``content``."""
    return hashlib.sha256(content).hexdigest()


def hash_files(paths: Iterable[Path]) -> str:
    """One hash over the names (inside the package) and contents of files, whatever their order."""
    whole = hashlib.sha256()
    for path in sorted(item for item in paths if item.is_file()):
        whole.update(f"{path.relative_to(PACKAGE).as_posix()} {sha256(path.read_bytes())}\n".encode())
    return whole.hexdigest()
