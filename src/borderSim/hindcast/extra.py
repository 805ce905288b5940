"""The libraries of the extra ``calibration``, imported when they are needed: every other command works without them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from borderSim.errors import UserError


def calibration_extra(module: str) -> Any:
    """Return a module of the extra, such as ``scoringrules``; UserError with the line to type when it is missing."""
    try:
        return import_module(module)
    except ModuleNotFoundError as error:
        message = f"{module} is not installed; it comes with the extra: pip install borderSim[calibration]"
        raise UserError(message) from error
