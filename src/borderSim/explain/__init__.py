"""Explanations: what a lever moves, what moves an indicator, what a causal link rests on, and the diagram of all links.

>>> from borderSim.explain import explain
>>> explain("crossing_integrity").chain[0].link.effect
"""

from borderSim.explain.page import Explanation, explain
from borderSim.explain.subject import Subject, find, known_names

__all__ = ["Explanation", "Subject", "explain", "find", "known_names"]
