"""The rules that keep the project readable: arrows one way, small functions and files, documented surface."""

import ast
import math
import re
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[1] / "src" / "borderSim"
FILES = sorted(SOURCE.rglob("*.py"))
MAY_IMPORT = {
    "errors": set(),
    "extras": {"errors"},
    "fingerprint": set(),
    "catalogue": {"errors"},
    "world": {"catalogue", "errors"},
    "scenario": {"catalogue", "errors"},
    "model": set(),
    "queues": {"catalogue", "errors", "model"},
    "engine": {"catalogue", "errors", "fingerprint", "model", "scenario", "world"},
    "hindcast": {"catalogue", "engine", "errors", "experiment", "extras", "model", "scenario", "world"},
    "calibration": {
        "catalogue",
        "engine",
        "errors",
        "experiment",
        "extras",
        "fingerprint",
        "hindcast",
        "model",
        "report",
        "results",
        "world",
    },
    "validation": {
        "calibration",
        "catalogue",
        "engine",
        "errors",
        "experiment",
        "hindcast",
        "model",
        "scenario",
        "world",
    },
    "results": {"catalogue", "errors", "fingerprint", "scenario", "world"},
    "experiment": {"catalogue", "engine", "errors", "extras", "model", "results", "scenario", "world"},
    "sweeps": {
        "catalogue",
        "engine",
        "errors",
        "experiment",
        "extras",
        "fingerprint",
        "results",
        "scenario",
        "world",
    },
    "analysis": {"catalogue", "errors", "extras", "results", "world"},
    "optimise": {"analysis", "catalogue", "engine", "errors", "experiment", "extras", "results", "scenario", "sweeps"},
    "exchange": {"analysis", "catalogue", "errors", "experiment", "extras", "results", "scenario", "sweeps"},
    "explain": {"catalogue", "errors", "report", "scenario"},
    "report": {"analysis", "catalogue", "errors", "optimise", "results", "scenario", "world"},
    "workshop": {
        "analysis",
        "catalogue",
        "engine",
        "errors",
        "experiment",
        "explain",
        "extras",
        "report",
        "results",
        "scenario",
        "world",
    },
}


def part(file):
    return file.relative_to(SOURCE).parts[0].removesuffix(".py")


def tree(file):
    return ast.parse(file.read_text(encoding="utf-8"))


def imported(file):
    """Names of the modules that a file imports; relative ones stay in their own part."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield from (f"{node.module}.{a.name}" for a in node.names) if node.module == "borderSim" else [node.module]


def functions():
    for file in FILES:
        for node in ast.walk(tree(file)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                body = node.body[1:] if ast.get_docstring(node) else node.body
                lines = body[-1].end_lineno - body[0].lineno + 1 if body else 0
                yield f"{file.relative_to(SOURCE)}:{node.lineno} {node.name}", lines


@pytest.mark.parametrize("file", [f for f in FILES if part(f) in MAY_IMPORT], ids=lambda f: str(f.relative_to(SOURCE)))
def test_arrows_run_one_way(file):
    own = {m.split(".")[1] for m in imported(file) if m.startswith("borderSim.")} - {part(file), "__version__"}
    assert own <= MAY_IMPORT[part(file)], f"{part(file)} must not import {own - MAY_IMPORT[part(file)]}"


def test_the_model_imports_numpy_scipy_and_itself():
    allowed = {
        "numpy",
        "scipy",
        "borderSim",
        "__future__",
        "collections",
        "dataclasses",
        "functools",
        "typing",
        "math",
    }
    for file in (SOURCE / "model").rglob("*.py"):
        roots = {name.split(".")[0] for name in imported(file)}
        assert roots <= allowed, f"{file.name}: {roots - allowed}"


def test_random_numbers_come_from_the_noise_module_alone():
    for file in FILES:
        if file.name != "noise.py":
            assert not re.search(r"np\.random|default_rng|^import random", file.read_text(encoding="utf-8"), re.M), file


def test_functions_are_short():
    sizes = sorted(functions(), key=lambda pair: pair[1])
    worst = [name for name, lines in sizes if lines > 60]
    long = [pair for pair in sizes if pair[1] > 20]
    assert not worst
    assert len(long) <= math.floor(0.05 * len(sizes)), long


def test_files_are_short():
    long = {f.name: n for f in FILES if (n := len(f.read_text(encoding="utf-8").splitlines())) >= 400}
    assert not long


def public(folder=SOURCE):
    """Public top-level functions and classes, with the name of their file."""
    for file in folder.rglob("*.py"):
        for node in tree(file).body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
                yield file.name, node


def test_the_public_surface_is_documented():
    assert not [f"{file}:{node.name}" for file, node in public() if not ast.get_docstring(node)]


SHAPE_OR_UNIT = re.compile(
    r"\((L|N|C|M|O|K|D|S|G|X|T|W|R)\b|0-1|per month|/month|persons|USD|km|hours|months|index|indices|\bln\b", re.I
)
CONTRACT = {"initial", "flows"}
"""Their shapes and units are those of every system: model/system.py and docs/architecture.md."""


def test_public_functions_of_the_model_state_shapes_or_units():
    functions = [(file, n) for file, n in public(SOURCE / "model") if isinstance(n, ast.FunctionDef)]
    undated = [(file, n.name) for file, n in functions if not SHAPE_OR_UNIT.search(ast.get_docstring(n) or "")]
    assert not [pair for pair in undated if pair[1] not in CONTRACT]
