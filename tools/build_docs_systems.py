"""Write the pages of docs that say what the code holds: python tools/build_docs_systems.py.

Whole pages: systems.md, couplings.md, index.md. Tables between markers: parameters in systems/*.md and queues.md,
shared fields and the files of model/ in architecture.md.
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

from borderSim import catalogue
from borderSim.catalogue import Link, Mechanism, Parameter
from borderSim.explain.words import GRADES
from borderSim.model.coupling import SYSTEMS, couplings
from borderSim.model.system import Field, System

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "borderSim"
NOTE = "<!-- Written by tools/build_docs_systems.py: change the tables in src/borderSim/data. -->\n"
PLACE = re.compile(r"<!-- (parameters|fields|files):(\w+) -->\n.*?<!-- end -->", re.DOTALL)

FRONT = "---\nhide: [toc]\n---\n"
HEAD = """# The systems and the 54 mechanisms

What the two reports describe, and where each mechanism is in borderSim: the file that carries it, the levers that move
it, the series that show it, a scenario that exercises it, the test that holds it, and the grade of its evidence. A test
fails when a row loses one of them. Each page below says what its system answers, its equations, what it cannot say
and, where there is one, how it stands against the record; the symbols of its equations are in the table at its end.
Who reads whom is on the page of [couplings](couplings.md).
"""
GROUPS = {
    "X": "Crossings",
    "M": "Migration",
    "T": "Trade and economy",
    "G": "Armed groups",
    "P": "Peace, diplomacy, politics",
}
LINKS_HEAD = """
## Causal links

Every arrow of the [diagram](figures/causal-links.svg). `borderSim explain LEVER`, `borderSim explain INDICATOR` and
`borderSim explain 'cause->effect'` say more about each: its parameters, its evidence, the scenarios that use it. The
sign is that of the kernel, a function of `borderSim.model`, when nothing else changes; net effects are open.
"""

COUPLINGS_HEAD = """# Couplings: who reads whom

Systems meet in the state alone: each owns its fields, and reads of the others what its declaration names, as it stood
at the end of last month. A longer delay lives in a field of the system that has it. Tests fail when a system touches
what it does not declare, or declares what it does not touch. What each field is: [architecture](architecture.md),
section 3. What follows from what, with its evidence: [causal links](systems.md#causal-links).
"""
EVENTS_HEAD = """
## Events

*Scheduled* events are dated by a scenario or by the recorded history; *random* ones fire by a hazard of the state, once
the record ends (`events_known_until`), with one clock for every place of their axis. A fired event is seen a month
later by its own system, as are its marks.
"""


def table(columns: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """Return a Markdown table."""
    lines = [list(columns)]
    lines += [["---"] * len(lines[0]), *(list(row) for row in rows)]
    return "\n".join("| " + " | ".join(cell.replace("|", "/") for cell in line) + " |" for line in lines) + "\n"


def code(names: Iterable[str]) -> str:
    """Return names as code, one a line."""
    return "<br>".join(f"`{name}`" for name in names)


def mechanism_row(row: Mechanism) -> list[str]:
    """Return one row of the table of mechanisms, its links relative to docs."""
    test, function = row.test.split("::")
    name = row.file.rsplit("/", 1)[-1]
    return [
        row.name,
        row.label_en,
        row.report.replace("; ", "<br>"),
        f"[{name}](../src/borderSim/{row.file})",
        code(row.levers),
        code(row.indicators),
        f"[{row.scenario}](../scenarios/{row.scenario}.yaml)",
        f"[{function.removeprefix('test_').replace('_', ' ')}](../{test})",
        row.grade,
    ]


def link_row(link: Link) -> list[str]:
    """Return one row of the table of causal links."""
    where = f"`{link.kernel}`" if link.kernel else link.carried
    return [link.id, f"{link.cause} → {link.effect}", link.sign.replace("-", "−"), link.lag, link.grade, where,
            link.evidence_en + (f". {link.note_en}" if link.note_en else "")]  # fmt: skip


def systems_page() -> str:
    """Return docs/systems.md."""
    page = FRONT + NOTE + HEAD + "\n"
    page += "\n".join(f"- [{title_of(file)}](systems/{file.name})" for file in system_files()) + "\n"
    columns = ("id", "mechanism", "report", "file", "levers", "shown by", "scenario", "test", "grade")
    for letter, title in GROUPS.items():
        rows = [mechanism_row(row) for row in catalogue.mechanisms().values() if row.name[0] == letter]
        page += f"\n## {title}\n\n" + table(columns, rows)
    page += LINKS_HEAD + "\nGrades: " + "; ".join(f"{g} {text}" for g, text in GRADES["en"].items()) + ".\n\n"
    links = [link_row(link) for link in catalogue.links().values()]
    return page + table(("id", "link", "sign", "months", "grade", "kernel", "rests on"), links)


def system_files() -> list[Path]:
    """Return the pages of the systems."""
    return sorted((DOCS / "systems").glob("*.md"))


def title_of(file: Path) -> str:
    """Return the first heading of a page."""
    return file.read_text(encoding="utf-8").split("\n", 1)[0].removeprefix("# ")


def index_page() -> str:
    """Return docs/index.md: the README with its links made relative to docs."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    text = text.replace("](docs/systems/)", "](systems.md)").replace("](docs/", "](")
    return NOTE + re.sub(r"\]\((?=(?:scenarios|src|tests|schema|sweeps|NOTICE|LICENSE)\b)", "](../", text)


def shared_fields() -> list[tuple[System, Field]]:
    """Return the fields that another system reads, with their owner, in the order of the systems."""
    shared = {(row.owner, row.field) for row in couplings()}
    return [(system, field) for system in SYSTEMS for field in system.fields if (system.name, field.name) in shared]


def couplings_page() -> str:
    """Return docs/couplings.md: how many fields each system reads of each other, every coupling, and the events."""
    rows = couplings()
    count = Counter((row.reader, row.owner) for row in rows)
    owners = [s.name for s in SYSTEMS if any(row.owner == s.name for row in rows)]
    readers = [s.name for s in SYSTEMS if any(row.reader == s.name for row in rows)]
    grid = [[f"`{reader}`", *(str(count[reader, owner] or "") for owner in owners)] for reader in readers]
    page = NOTE + COUPLINGS_HEAD + f"\n{len(rows)} couplings over {len(shared_fields())} fields.\n"
    page += "\n## Fields that a system (row) reads of another (column)\n\n"
    page += table(("", *(name.replace("_", " ") for name in owners)), grid)
    page += "\n## Every coupling\n\n"
    columns = ("owner", "field", "reader", "lag, months")
    page += table(columns, [[row.owner, f"`{row.field}`", row.reader, str(row.lag)] for row in rows])
    return page + EVENTS_HEAD + "\n" + table(("event", "system", "scheduled", "random, by"), map(event_row, events()))


def events() -> list[str]:
    """Return the names of all events, scheduled or random."""
    return sorted({e for s in SYSTEMS for e in s.events} | {h.name for s in SYSTEMS for h in s.hazards})


def event_row(event: str) -> list[str]:
    """Return one row of the table of events."""
    axes = [" x ".join(h.dims) or "nation" for s in SYSTEMS for h in s.hazards if h.name == event]
    names = [s.name for s in SYSTEMS if event in s.events or event in (h.name for h in s.hazards)]
    return [f"`{event}`", ", ".join(names), "yes" if event in catalogue.events() else "", "".join(axes)]


def fields_table(_: str) -> str:
    """Return the table of the state fields that cross systems."""
    readers: dict[str, list[str]] = {}
    for row in couplings():
        readers.setdefault(row.field, []).append(row.reader)
    return table(
        ("field", "axes", "unit", "owner", "read by", "meaning"),
        ([f"`{f.name}`", ", ".join(f.dims) or "()", f.unit, s.name, ", ".join(readers[f.name]), f.en]
         for s, f in shared_fields()),
    )  # fmt: skip


def files_table(folder: str) -> str:
    """Return the files of a folder of the package with the first line of what they say of themselves."""
    rows = []
    for file in sorted((SOURCE / folder).glob("*.py")):
        text = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))
        if text:
            link = f"[{file.name}](../src/borderSim/{folder}/{file.name})"
            rows.append([link, text.split("\n", 1)[0]])
    return table(("file", "what it holds"), rows)


def parameter_row(parameter: Parameter) -> list[str]:
    """Return one row of a system's table of parameters."""
    span = "fixed" if parameter.distribution == "fixed" else f"{parameter.low:g} to {parameter.high:g}"
    number = f"{parameter.central:g}"
    return [parameter.symbol, f"`{parameter.name}`", number, span, parameter.unit, parameter.status, parameter.source]


def parameters_of(name: str) -> list[Parameter]:
    """Return the parameters that a system reads, or those of a table of its own for a part of a system."""
    parameters = catalogue.parameters()
    system = next((system for system in SYSTEMS if system.name == name), None)
    if system:
        return [parameters[one] for one in dict.fromkeys(system.parameters)]
    return [parameter for parameter in parameters.values() if parameter.system == name]


def parameters_table(name: str) -> str:
    """Return the table of a system's parameters."""
    rows = map(parameter_row, parameters_of(name))
    return table(("symbol", "parameter", "value", "range", "unit", "status", "source"), rows)


TABLES: dict[str, Callable[[str], str]] = {
    "parameters": parameters_table,
    "fields": fields_table,
    "files": files_table,
}


def with_tables(page: str) -> str:
    """Return a page with the tables between its pairs of markers written anew."""

    def filled(found: re.Match[str]) -> str:
        kind, name = found.groups()
        return f"<!-- {kind}:{name} -->\n{TABLES[kind](name)}<!-- end -->"

    return PLACE.sub(filled, page)


def pages_with_tables() -> list[Path]:
    """Return the pages that hold a table between markers."""
    return [*system_files(), DOCS / "queues.md", DOCS / "architecture.md"]


PAGES = {"systems.md": systems_page, "couplings.md": couplings_page, "index.md": index_page}


def main() -> None:
    """Write the pages and the tables."""
    for file in pages_with_tables():
        file.write_text(with_tables(file.read_text(encoding="utf-8")), encoding="utf-8")
    for name, page in PAGES.items():
        (DOCS / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
