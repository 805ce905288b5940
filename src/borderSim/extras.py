"""Libraries that come with an extra, imported when they are needed: every other command works without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from borderSim.errors import UserError


def optional(module: str, extra: str) -> Any:
    """Return a module of an extra, such as ``scoringrules``; UserError with the line to type when it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        message = f"{module} is not installed; it comes with the extra: pip install borderSim[{extra}]"
        raise UserError(message) from error
