"""Every page of the workshop, in its place."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from borderSim.workshop import screens
from borderSim.workshop.workshop import Workshop


def register(workshop: Workshop) -> None:
    """Let every module beside and below this one that has pages add them, as the command line does its commands."""
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        if module.name != __name__:
            add = getattr(import_module(module.name), "register", None)
            if add:
                add(workshop)
