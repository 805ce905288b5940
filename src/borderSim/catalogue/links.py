"""The causal links of the model, the variables that they join, the loops that they close, and the 54 mechanisms.

Tables: ``causal_links.csv`` (the evidence list and the links that the model adds), ``variables.csv``, ``loops.csv``,
``mechanisms.csv``. A name at either end of a link is a variable or a lever.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Literal

from borderSim.catalogue.entries import Entry, Language, levers, rows

Grade = Literal["A", "B", "C", "D", "contested", "identity"]
Sign = Literal["+", "-", "0", "?"]


@dataclass(frozen=True)
class Link:
    """One arrow: ``cause`` moves ``effect`` in the direction of ``sign`` when nothing else changes.

    ``kernel`` is the function of borderSim.model whose direct derivative carries the sign (empty for an identity, or
    where the model does not carry the link: then the note says why). ``lag`` is in months. ``origin`` is "evidence" for
    the links of the evidence list, "model" for those that join them.
    """

    id: str
    cause: str
    effect: str
    sign: Sign
    lag: str
    grade: Grade
    evidence_en: str
    evidence_es: str
    reports: tuple[str, ...]
    origin: Literal["evidence", "model"]
    carried: Literal["kernel", "identity", "not carried"]
    kernel: str
    parameters: tuple[str, ...]
    note_en: str
    note_es: str

    @property
    def name(self) -> str:
        """The link as people write it: cause->effect."""
        return f"{self.cause}->{self.effect}"

    def evidence(self, language: Language = "en") -> str:
        """Return what the link rests on, in a language."""
        return self.evidence_es if language == "es" else self.evidence_en

    def note(self, language: Language = "en") -> str:
        """Return what a reader must know about how the model carries the link."""
        return self.note_es if language == "es" else self.note_en


@dataclass(frozen=True)
class Variable(Entry):
    """What a link joins: ``stands_for`` are its counterparts in the model, as (kind, name).

    Kinds: lever, field, note, indicator, event, hazard, parameter, kernel. ``system`` is the page of docs/systems,
    ``panel`` the box of the diagram.
    """

    system: str
    panel: str
    stands_for: tuple[tuple[str, str], ...]

    def names(self, kind: str) -> tuple[str, ...]:
        """Return the counterparts of one kind."""
        return tuple(name for found, name in self.stands_for if found == kind)


@dataclass(frozen=True)
class Loop(Entry):
    """A loop of the causal diagram by its paths of variables; R reinforces, B balances (model description, 1f)."""

    paths: tuple[tuple[str, ...], ...]

    @property
    def steps(self) -> tuple[tuple[str, str], ...]:
        """The links of the loop as (cause, effect)."""
        return tuple(pair for path in self.paths for pair in pairwise(path))

    @property
    def closed(self) -> bool:
        """Whether the model closes it: whether each path comes back to a variable that it passed."""
        return all(path[-1] in path[:-1] for path in self.paths)


@dataclass(frozen=True)
class Mechanism(Entry):
    """One of the 54 mechanisms of the two reports, and where in the project it lives.

    ``name`` is its id (X1 to P11); ``file`` is relative to borderSim, ``test`` is file::function from the repository.
    """

    report: str
    file: str
    levers: tuple[str, ...]
    indicators: tuple[str, ...]
    scenario: str
    test: str
    grade: str


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _labels(row: dict[str, str], name: str) -> dict[str, str]:
    label_en, label_es = row["label_en"], row["label_es"]
    return {"name": name, "label_en": label_en, "label_es": label_es, "text_en": "", "text_es": ""}


def _link(row: dict[str, str]) -> Link:
    plain = ("id", "sign", "grade", "evidence_en", "evidence_es", "origin", "carried", "kernel", "note_en", "note_es")
    lists = {"parameters": _parts(row["parameters"]), "reports": _parts(row["reports"])}
    ends = {"cause": row["from"], "effect": row["to"], "lag": row["lag_months"]}
    return Link(**ends, **lists, **{key: row[key] for key in plain})  # type: ignore[arg-type]


def _mechanism(row: dict[str, str]) -> Mechanism:
    lists = {key: _parts(row[key]) for key in ("levers", "indicators")}
    texts = {key: row[key] for key in ("report", "file", "scenario", "test", "grade")}
    return Mechanism(**_labels(row, row["id"]), **lists, **texts)  # type: ignore[arg-type]


def _pair(text: str) -> tuple[str, str]:
    kind, _, name = text.partition(":")
    return kind, name


@cache
def links() -> dict[str, Link]:
    """Return all causal links by ``cause->effect``, in the order of the table."""
    found = [_link(row) for row in rows("causal_links.csv")]
    return {link.name: link for link in found}


@cache
def variables() -> dict[str, Variable]:
    """Return what links join, by name: every lever, then the other variables."""
    found = {
        name: Variable(*_words_of(lever), lever.system, "levers", (("lever", name),))
        for name, lever in levers().items()
    }
    for row in rows("variables.csv"):
        places = {key: row[key] for key in ("system", "panel")}
        stands_for = tuple(_pair(part) for part in _parts(row["stands_for"]))
        found[row["name"]] = Variable(**_labels(row, row["name"]), **places, stands_for=stands_for)
    return found


def _words_of(entry: Entry) -> tuple[str, str, str, str, str]:
    return entry.name, entry.label_en, entry.label_es, entry.text_en, entry.text_es


@cache
def loops() -> dict[str, Loop]:
    """Return the named loops by id (R1 to R6, B1 to B4)."""
    found = {}
    for row in rows("loops.csv"):
        paths = tuple(tuple(path.split(">")) for path in row["path"].split(";"))
        found[row["id"]] = Loop(**_labels(row, row["id"]), paths=paths)
    return found


@cache
def mechanisms() -> dict[str, Mechanism]:
    """Return the 54 mechanisms by id, in the order of the model description."""
    return {row["id"]: _mechanism(row) for row in rows("mechanisms.csv")}
