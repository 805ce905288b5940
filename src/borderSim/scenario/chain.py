"""Find and read a scenario and all that it extends."""

from __future__ import annotations

from os.path import isfile
from pathlib import Path

from borderSim.errors import UserError, did_you_mean
from borderSim.scenario.source import Document, read_document
from borderSim.scenario.words import show

ENDINGS = (".yaml", ".yml")
MOST_FILES = 20


def find_scenario(name: str, beside: Path) -> Path:
    """The file of a scenario given by name (in the folder of ``beside``) or by a path relative to that folder.

    Raises ValueError with the nearest names when there is none.
    """
    folder = beside.parent
    is_path = name.endswith(ENDINGS) or "/" in name or "\\" in name
    path = folder / (name if is_path else f"{name}.yaml")
    if isfile(path):
        return path
    others = [file.stem for file in sorted(folder.glob("*.yaml")) if file != beside] if not is_path else []
    near = did_you_mean(name, others) or (f"; there are {', '.join(others)}" if 0 < len(others) < 9 else "")
    raise ValueError(f"there is no scenario {show(str(path))}{near}")


def read_chain(path: Path) -> list[Document]:
    """The documents of a scenario and of what it extends, its own first.

    What is wrong with `extends` is reported in the document that says it, and the chain ends there. Raises UserError
    when the scenario's own file, or one that it extends, cannot be read.
    """
    documents = [read_document(path)]
    while (parent := _parent(documents)) is not None:
        try:
            documents.append(read_document(parent))
        except UserError as error:
            raise UserError(*(p for d in documents for p in d.problems), *error.problems) from None
    return documents


def _parent(documents: list[Document]) -> Path | None:
    last = documents[-1]
    name = last.data.get("extends")
    if not isinstance(name, str):
        return None
    try:
        path = find_scenario(name, last.path)
    except ValueError as error:
        last.report(("extends",), str(error))
        return None
    ring = [document.path.resolve() for document in documents]
    if path.resolve() in ring:
        names = [p.stem for p in ring[ring.index(path.resolve()) :]] + [path.stem]
        last.report(("extends",), f"goes round in a ring: {' -> '.join(names)}")
        return None
    if len(documents) >= MOST_FILES:
        last.report(("extends",), f"more than {MOST_FILES} files in a row extend one another")
        return None
    return path
