"""Opens a workshop: its workers are at the first pictures while the web framework is still being loaded."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

from uvicorn.loops.auto import auto_loop_factory

from borderSim.workshop.ahead import compute_ahead
from borderSim.workshop.workshop import Workshop


def open_workshop(workshop: Workshop, listener: socket.socket, ready: Callable[[], None]) -> None:
    """Serve the workshop on ``listener`` until Ctrl-C or SIGTERM; ``ready`` is called when pages can be loaded."""
    with asyncio.Runner(loop_factory=auto_loop_factory()) as runner:
        runner.run(_served(workshop, listener, ready))


async def _served(workshop: Workshop, listener: socket.socket, ready: Callable[[], None]) -> None:
    ahead = asyncio.create_task(compute_ahead(workshop))
    try:
        serve = await asyncio.to_thread(_framework)
        await serve(workshop, listener, ready)
    finally:
        ahead.cancel()
        await workshop.desk.close()
        workshop.room.close()


def _framework() -> Callable[..., Coroutine[Any, Any, None]]:
    """Load NiceGUI and all pages: 1 to 2 seconds."""
    from borderSim.workshop.server import serve

    return serve
