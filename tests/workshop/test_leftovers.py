"""Nothing of the workshop is left over: every word is said, every file asked for, every part used."""

import ast
import re
from collections import Counter
from pathlib import Path

import pytest

import borderSim
from borderSim.workshop.words import WORDS

SOURCE = Path(borderSim.__file__).parent
WORKSHOP = SOURCE / "workshop"
STATIC = WORKSHOP / "static"
CODE = {path: path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py") if not path.name.endswith("_words.py")}
OWN = {path: text for path, text in CODE.items() if path.is_relative_to(WORKSHOP)}
PAGES = "".join(path.read_text(encoding="utf-8") for path in (*WORKSHOP.rglob("*.j2"), *WORKSHOP.rglob("*.html")))
SCRIPTS = "".join(path.read_text(encoding="utf-8") for path in STATIC.glob("*.js"))
TABLES = "".join(path.read_text(encoding="utf-8") for path in (SOURCE / "data").glob("*.csv"))
OF_NICEGUI = {"nicegui-content", "q-layout", "q-loading-bar", "q-page", "q-page-container"}
"""Classes of elements that NiceGUI makes."""
PREFIXED = ("board_", "console_")
"""What `Here.say` and `Facilitator.say` put before a key."""


def names(*texts):
    return {word for text in texts for word in re.findall(r"[\w-]+", text)}


def put_together():
    """Keys that code makes of parts, as patterns: f"board_key_{name}", "kit_rule_" ~ i."""
    for text in OWN.values():
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.JoinedStr):
                parts = [re.escape(p.value) if isinstance(p, ast.Constant) else "(.+)" for p in node.values]
                if re.match("[a-z]+_", parts[0]):
                    yield "".join(parts)
    for start in re.findall(r"[\"'](\w+_)[\"'] ~", PAGES):
        yield f"{start}(.+)"


SAID = names(*OWN.values(), PAGES)
PARTS = names(*CODE.values(), PAGES, TABLES)
PATTERNS = [re.compile(pattern) for pattern in sorted(set(put_together()))]


def is_said(key):
    """Does code name the key, or make it of parts that stand in code or in a table?"""
    if key in SAID:
        return True
    made = filter(None, (pattern.fullmatch(key) for pattern in PATTERNS))
    return any(PARTS.issuperset(found.groups()) for found in made)


def test_every_word_is_said():
    left = []
    for key in WORDS:
        short = next((key.removeprefix(prefix) for prefix in PREFIXED if key.startswith(prefix)), key)
        if not (is_said(key) or is_said(short)):
            left.append(key)
    assert not left


@pytest.mark.parametrize("path", sorted(STATIC.iterdir()), ids=lambda path: path.name)
def test_every_file_of_a_browser_is_asked_for(path):
    assert any(path.name in text for text in OWN.values()) or path.name in PAGES


@pytest.mark.parametrize("path", sorted(STATIC.glob("*.css")), ids=lambda path: path.name)
def test_every_style_is_worn(path):
    text = re.sub(r"/\*.*?\*/", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
    selectors = re.sub(r"\{[^{}]*\}", ";", text)
    worn = names(*OWN.values(), PAGES, SCRIPTS) | OF_NICEGUI
    assert set(re.findall(r"\.([A-Za-z][\w-]*)", selectors)) <= worn


def test_every_module_is_imported_or_has_a_page():
    imports = set()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module:
                imports |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    for path, text in OWN.items():
        name = ".".join(path.relative_to(SOURCE.parent).with_suffix("").parts)
        assert path.name == "__init__.py" or name in imports or "\ndef register(" in text, name


def test_every_function_and_class_is_used():
    """Named at least once beyond its definition; methods that a library calls have its names."""
    count = Counter(word for text in (*CODE.values(), PAGES) for word in re.findall(r"\w+", text))
    assert {name for name in defined() if count[name] < 2} <= {"capture_signals"}


def defined():
    for text in OWN.values():
        for node in ast.walk(ast.parse(text)):
            named = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)
            if named and not node.name.startswith("__"):
                yield node.name
