"""EMA Workbench for tests, with a stand-in for platypus, its GPL optimiser, which is not installed here."""

import sys
import types
import warnings

import pytest


class _Anything(types.ModuleType):
    """A module of which every name is an empty class: all that ema_workbench wants of platypus when it is imported."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        found = type(name, (), {"__init__": lambda self, *_, **__: None})
        setattr(self, name, found)
        return found


def workbench():
    """The imported package; a test that needs it is skipped where it is not installed."""
    sys.modules.setdefault("platypus", _Anything("platypus"))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return pytest.importorskip("ema_workbench")
