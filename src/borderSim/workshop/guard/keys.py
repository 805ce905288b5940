"""The room code and the facilitator's token, kept in the session folder so that a restart keeps them."""

from __future__ import annotations

import json
import os
import re
import secrets
from dataclasses import asdict, dataclass
from pathlib import Path

from borderSim.errors import UserError

FILE = "keys.json"
CODE_DIGITS = 4
TOKEN_BYTES = 32


@dataclass(frozen=True)
class Keys:
    """What is typed to come in (``code``, four digits) and what makes a facilitator (``token``, 256 random bits)."""

    code: str
    token: str


def keys(folder: Path) -> Keys:
    """The session's keys: those of its folder, else new ones, written there readable by the owner only.

    Raises UserError where the file cannot be read.
    """
    path = folder / FILE
    if path.exists():
        return _read(path)
    made = Keys(f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}}", secrets.token_urlsafe(TOKEN_BYTES))
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        json.dump(asdict(made), file)
    return made


def _read(path: Path) -> Keys:
    try:
        found = Keys(**json.loads(path.read_text()))
    except (OSError, ValueError, TypeError) as error:
        raise UserError(f"{path}: cannot be read ({error}); delete it to get a new room code") from None
    if not (re.fullmatch(r"\d{4}", str(found.code)) and len(str(found.token)) > TOKEN_BYTES):
        raise UserError(f"{path}: holds no room code and token; delete it to get new ones")
    return found
