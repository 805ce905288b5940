"""What goes wrong in the server: written to a small file of the session, so that no guest fills screen or disk."""

from __future__ import annotations

import logging
import os
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE = "server.log"
MOST_BYTES = 1_000_000
LOUD = ("borderSim.workshop", "uvicorn", "uvicorn.error", "nicegui", "engineio.server", "socketio.server", "asyncio")


def log_to(folder: Path) -> logging.Handler:
    """Send warnings of the server's libraries to ``folder/server.log`` (mode 0600, at most twice ``MOST_BYTES``)."""
    path = folder / FILE
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600))
    handler = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=1)
    handler.setFormatter(logging.Formatter("%(asctime)s %(name)s: %(message)s"))
    for name in LOUD:
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
    return handler
