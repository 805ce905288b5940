"""Every page of the workshop, in its place."""

from __future__ import annotations

import pkgutil
from importlib import import_module

from borderSim.workshop import screens
from borderSim.workshop.workshop import Workshop

OWN = __name__.rpartition(".")[2]


def register(workshop: Workshop) -> None:
    """Let every module beside this one that has pages add them, as the command line does with its commands."""
    for module in pkgutil.iter_modules(screens.__path__):
        if module.name != OWN:
            add = getattr(import_module(f"{screens.__name__}.{module.name}"), "register", None)
            if add:
                add(workshop)
