"""The room's address as a QR code, where the library for it is installed (`segno`, of the extra)."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

QUIET_ZONE = 2


def qr_svg(address: str) -> str | None:
    """The code as one inline SVG element without a size of its own; None without the library."""
    code = _code(address)
    return code.svg_inline(border=QUIET_ZONE, omitsize=True) if code else None


def qr_text(address: str) -> str:
    """The code in characters for a terminal; empty without the library."""
    code = _code(address)
    if not code:
        return ""
    drawn = io.StringIO()
    code.terminal(drawn, border=QUIET_ZONE, compact=True)
    return drawn.getvalue()


def _code(address: str) -> Any:
    try:
        return import_module("segno").make(address, micro=False)
    except ModuleNotFoundError:
        return None
