"""Role sheets: one Markdown file for each role and language in roles/, with a machine-readable head."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.report.words import Lang
from borderSim.workshop.kit.kit_words import SOURCE_WORDS
from borderSim.workshop.words import say

FOLDER = Path(__file__).parent / "roles"
SECTIONS = ("who", "aims", "red_lines", "know", "not_know", "need", "ask")
"""The parts of every sheet, in their order; their titles are the words `kit_<part>`."""
REFERENCES = re.compile(r"\s*\{([^}]*)\}\s*$")


@dataclass(frozen=True)
class Section:
    """One part of a sheet: its key, its title, and its lines, each with the references that it rests on."""

    key: str
    title: str
    lines: tuple[str, ...]
    references: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class RoleSheet:
    """A role on one page. ``levers`` are decided by it, ``presses`` are others' levers, ``watches`` are conditions.

    ``owners`` are the owners of levers, as the catalogue names them, for whom the role speaks.
    """

    slug: str
    title: str
    sections: tuple[Section, ...]
    levers: tuple[str, ...]
    presses: tuple[str, ...]
    watches: tuple[str, ...]
    owners: tuple[str, ...]


@cache
def roles() -> tuple[str, ...]:
    """The slugs of all roles, in the order in which they are printed."""
    heads = {path.name.removesuffix(".en.md"): _parts(path)[0] for path in FOLDER.glob("*.en.md")}
    return tuple(sorted(heads, key=lambda slug: heads[slug]["order"]))


@cache
def role_sheet(slug: str, lang: Lang) -> RoleSheet:
    """One role in one language. Raises KeyError for an unknown slug."""
    if slug not in roles():
        raise KeyError(slug)
    head, body = _parts(FOLDER / f"{slug}.{lang}.md")
    parts = dict(_section(text) for text in re.split(r"^## ", body, flags=re.MULTILINE)[1:])
    sections = []
    for key in SECTIONS:
        title = say(f"kit_{key}", lang)
        texts, references = zip(*map(_line, parts[title]), strict=True)
        sections.append(Section(key, title, texts, references))
    names = {key: tuple(head[key]) for key in ("presses", "watches", "owners")}
    return RoleSheet(slug, head["title"], tuple(sections), levers=tuple(head["decides"]), **names)


def trust(reference: str, lang: Lang) -> str:
    """Where a reference comes from and how far to trust it: "L063, grade C", "Crisis Group 2022, verified"."""
    lever, _, value = reference.partition("=")
    if value:
        level = next(level for level in catalogue.lever_levels()[lever] if f"{level.value:g}" == value)
        return f"{source_words(level.source, lang)}, {say(f'kit_{level.status}', lang)}"
    link = links_by_id().get(reference)
    if link:
        return f"{reference}, {_grade(link.grade, lang)}"
    row = next(row for row in rows("facts.csv") if row["id"] == reference)
    return f"{reference}, {row['source']}"


def source_words(source: str, lang: Lang) -> str:
    """A source of the tables in a language: names of works stay, what the tables say of them is translated."""
    words = (SOURCE_WORDS.get(part, part) for part in re.split(r"(; |, | \()", source)) if lang == "es" else (source,)
    return "".join(words)


@cache
def links_by_id() -> dict[str, catalogue.Link]:
    """The causal links by id."""
    return {link.id: link for link in catalogue.links().values()}


def _grade(grade: str, lang: Lang) -> str:
    return say("kit_grade", lang, grade=grade) if len(grade) == 1 else say(f"kit_{grade}", lang)


def _parts(path: Path) -> tuple[dict[str, Any], str]:
    """The head of a file and what follows."""
    _, head, body = path.read_text(encoding="utf-8").split("---\n", 2)
    return yaml.safe_load(head), body


def _section(text: str) -> tuple[str, list[str]]:
    """The title of a part and its lines, without their dashes."""
    title, *lines = text.strip().splitlines()
    return title.strip(), [line.removeprefix("- ").strip() for line in lines if line.strip()]


def _line(text: str) -> tuple[str, tuple[str, ...]]:
    found = REFERENCES.search(text)
    references = tuple(part.strip() for part in found[1].split(",")) if found else ()
    return REFERENCES.sub("", text), references
