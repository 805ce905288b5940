"""Read one scenario file: plain values with the line and column of each, never Python objects.

The YAML parser's events are turned into values here, so that duplicate keys, tags, anchors, depth and size are
checked while reading. Dates and quantities stay text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from os.path import exists, isfile
from pathlib import Path
from typing import Any

import yaml

from borderSim.errors import Problem, UserError

MOST_BYTES = 1_000_000
MOST_NODES = 20_000
MOST_DEPTH = 12
TOO_LARGE = f"is larger than {MOST_BYTES // 1_000_000} MB; no scenario needs that"
LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NUMBER = re.compile(r"[-+]?((0|[1-9]\d*)(\.\d*)?|\.\d+)([eE][-+]?\d+)?")
WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("yes", "on", "true"), True),
    **dict.fromkeys(("no", "off", "false"), False),
    **dict.fromkeys(("", "~", "null"), None),
}
# The parser's own words and what to do about them.
HINTS = {
    "mapping values are not allowed": "a colon too many, or a key indented more than its neighbours",
    "expected <block end>": "check the indent of this line and of the one above",
    "did not find expected key": "check the indent of this line and of the one above",
    "could not find expected ':'": "a key without a colon, or a text that must be in quotes",
    "expected ',' or": "a brace, bracket or comma is missing, or a key like lever[place] needs quotes here",
    "expected '-' indicator": "check the indent: a list item or a key stands too far left or right",
    "unexpected end of stream": "a quote is not closed",
    "cannot start any token": "put the text in quotes",
    "unknown escape character": "in double quotes a backslash is special; use single quotes",
}
At = tuple[str | int, ...]


@dataclass(frozen=True)
class Mark:
    """Line and column of a key and of its value, from 1."""

    key: tuple[int, int]
    value: tuple[int, int]


@dataclass
class Document:
    """A file's values and where each stands: ``marks[("levers", "tariff_rate")]``.

    ``within`` is where a document stands that is part of another one.
    """

    file: str
    path: Path
    data: dict[str, Any] = field(default_factory=dict)
    marks: dict[At, Mark] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    within: At = ()

    def report(self, at: At, what: str, of_key: bool = False) -> None:
        """Add a problem at a path: at its value, or at its key; a missing part is placed at its nearest parent."""
        known = at
        while known and known not in self.marks:
            known = known[:-1]
        mark = self.marks.get(known, Mark((1, 1), (1, 1)))
        line, column = mark.key if of_key or known != at else mark.value
        self.problems.append(Problem(self.file, line, column, path_name((*self.within, *at)), what))

    def part(self, at: At, data: dict[str, Any]) -> Document:
        """The set of `key: value` lines that stands at a path, as a document of its own."""
        marks = {known[len(at) :]: mark for known, mark in self.marks.items() if known[: len(at)] == at}
        return Document(self.file, self.path, data, marks, within=(*self.within, *at))


def path_name(at: At) -> str:
    """``levers.tariff_rate[1].value`` for a path; list positions count from 1."""
    out = ""
    for part in at:
        out += f"[{part + 1}]" if isinstance(part, int) else f".{part}" if out else str(part)
    return out


def read_document(path: Path) -> Document:
    """Read and parse a file.

    Raises UserError for a file that cannot be read as one YAML mapping; what is wrong inside it but leaves the rest
    readable (a key given twice) is in ``problems``.
    """
    document = Document(str(path), path)
    return _parsed(document, read_text(document))


def parse_document(text: str, name: str) -> Document:
    """Parse a text that was sent in; problems are placed in ``name``. Raises UserError as `read_document` does."""
    document = Document(name, Path(name))
    if len(text.encode("utf-8", "surrogatepass")) > MOST_BYTES:
        raise _fail(document, TOO_LARGE)
    _check_text(document, text)
    return _parsed(document, text)


def _parsed(document: Document, text: str) -> Document:
    try:
        _Reader(document).read(text)
    except yaml.YAMLError as error:
        raise UserError(*document.problems, _syntax_problem(document.file, error)) from None
    return document


def _fail(document: Document, what: str, line: int = 0, column: int = 0) -> UserError:
    return UserError(*document.problems, Problem(document.file, line, column, "", what))


def read_text(document: Document) -> str:
    """The text of a document's file. Raises UserError where it is too large, missing or no UTF-8."""
    raw = _read_bytes(document)
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in raw[:4]:
        raise _fail(document, "this file is UTF-16 or UTF-32; save it as UTF-8", 1, 1)
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _where(raw[: error.start].decode("latin-1"))
        what = f"byte 0x{raw[error.start]:02x} is not UTF-8 (the file may be Latin-1 or Windows-1252); save it as UTF-8"
        raise _fail(document, what, line, column) from None
    _check_text(document, text)
    return text


def _read_bytes(document: Document) -> bytes:
    path = document.path
    try:
        if not exists(path):
            raise _fail(document, "no such file")
        if not isfile(path):
            raise _fail(document, "is a folder" if path.is_dir() else "is not a regular file")
        with path.open("rb") as stream:
            raw = stream.read(MOST_BYTES + 1)
    except OSError as error:
        raise _fail(document, f"cannot be read: {error.strerror}") from None
    if len(raw) > MOST_BYTES:
        raise _fail(document, TOO_LARGE)
    return raw


def _where(before: str) -> tuple[int, int]:
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def _check_text(document: Document, text: str) -> None:
    _check_characters(document, text)
    if not text.strip():
        raise _fail(document, "the file is empty; `borderSim new NAME` writes one to start from", 1, 1)


def _check_characters(document: Document, text: str) -> None:
    found = re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]", text)
    if found:
        raise _fail(document, f"control character U+{ord(found[0]):04X} is not allowed", *_where(text[: found.start()]))
    for number, line in enumerate(text.split("\n"), 1):
        indent = re.match(r"[ \t]*", line)
        if indent and "\t" in indent[0] and line.strip():
            column = indent[0].index("\t") + 1
            document.problems.append(Problem(document.file, number, column, "", "a tab in the indent; use spaces"))
    if document.problems:
        raise UserError(*document.problems)


def _syntax_problem(file: str, error: yaml.YAMLError) -> Problem:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    words = str(getattr(error, "problem", None) or getattr(error, "context", None) or error)
    hint = next((hint for part, hint in HINTS.items() if part in words), "")
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(file, line, column, "", f"not valid YAML: {words}" + (f" ({hint})" if hint else ""))


@dataclass
class _Open:
    """A mapping or list that is being read; ``key`` is the key that waits for its value.

    ``repeated``: the key was given before. ``dropped``: all of this stands under a repeated key.
    """

    value: dict[str, Any] | list[Any]
    at: At
    dropped: bool = False
    key: str | None = None
    key_mark: tuple[int, int] = (1, 1)
    repeated: bool = False


class _Reader:
    """Builds a document from parser events; keeps its own stack, so depth costs no recursion."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.stack: list[_Open] = []
        self.nodes = 0
        self.documents = 0

    def read(self, text: str) -> None:
        for event in yaml.parse(text, LOADER):
            mark: Any = event.start_mark
            where = (mark.line + 1, mark.column + 1)
            if isinstance(event, yaml.DocumentStartEvent):
                self._start_document(where)
            elif isinstance(event, yaml.CollectionEndEvent):
                self.stack.pop()
            elif isinstance(event, yaml.NodeEvent):
                self._node(event, where)

    def _start_document(self, where: tuple[int, int]) -> None:
        self.documents += 1
        if self.documents > 1:
            raise _fail(self.document, "a second document starts here (---); a file holds one scenario", *where)

    def _node(self, event: yaml.NodeEvent, where: tuple[int, int]) -> None:
        self.nodes += 1
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            what = "anchors (&) and aliases (*) are not used in scenario files; write it out, or use `extends`"
            raise _fail(self.document, what, *where)
        tag = getattr(event, "tag", None)
        if tag and tag != "!":
            raise _fail(self.document, f"tags ({_short_tag(tag)}) are not used in scenario files", *where)
        if self.nodes > MOST_NODES or len(self.stack) >= MOST_DEPTH:
            limit = f"{MOST_NODES} values" if self.nodes > MOST_NODES else f"{MOST_DEPTH} levels"
            raise _fail(self.document, f"more than {limit}; no scenario needs that", *where)
        if isinstance(event, yaml.ScalarEvent):
            self._scalar(event, where)
        else:
            self._open({} if isinstance(event, yaml.MappingStartEvent) else [], where)

    def _wants_key(self) -> bool:
        return bool(self.stack) and isinstance(self.stack[-1].value, dict) and self.stack[-1].key is None

    def _scalar(self, event: yaml.ScalarEvent, where: tuple[int, int]) -> None:
        if self._wants_key():
            self._key(event.value, where)
        else:
            self._place(event.value if event.style else scalar(event.value), where)

    def _key(self, key: str, where: tuple[int, int]) -> None:
        top = self.stack[-1]
        top.key, top.key_mark, top.repeated = key, where, key in top.value
        if top.repeated and not top.dropped:
            first = self.document.marks[(*top.at, key)].key[0]
            what = f"this key is given twice (first in line {first})"
            self.document.problems.append(Problem(self.document.file, *where, path_name((*top.at, key)), what))

    def _open(self, value: dict[str, Any] | list[Any], where: tuple[int, int]) -> None:
        if self._wants_key():
            raise _fail(self.document, "a key must be a plain word", *where)
        dropped = bool(self.stack) and (self.stack[-1].dropped or self.stack[-1].repeated)
        self.stack.append(_Open(value, self._place(value, where), dropped))

    def _place(self, value: Any, where: tuple[int, int]) -> At:
        """Put a finished value, or a collection that begins, where it belongs; returns its path."""
        if not self.stack:
            if not isinstance(value, dict):
                raise _fail(self.document, "a scenario is a set of `key: value` lines", *where)
            self.document.data = value
            return ()
        top = self.stack[-1]
        key: str | int = len(top.value) if isinstance(top.value, list) else str(top.key)
        at = (*top.at, key)
        if not top.dropped and not top.repeated:
            self.document.marks[at] = Mark(top.key_mark if isinstance(key, str) else where, where)
        if isinstance(top.value, list):
            top.value.append(value)
        elif not top.repeated:
            top.value[str(key)] = value
        top.key, top.repeated = None, False
        return at


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")


def scalar(text: str) -> Any:
    """The value of an unquoted word: a number, yes/no, nothing, or the text itself.

    Numbers are decimal only: 010, 0x1f, 1_000 and 12:30, which YAML 1.1 would read in its own way, stay text.
    """
    if text.lower() in WORDS:
        return WORDS[text.lower()]
    if NUMBER.fullmatch(text):
        return int(text) if text.lstrip("+-").isdigit() and len(text) < 100 else float(text)
    if re.fullmatch(r"[-+]?\.(nan|inf)", text.lower()):
        return float(text.replace(".", "", 1))
    return text
