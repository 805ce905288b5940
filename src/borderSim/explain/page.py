"""An explanation, put together: the chain, the parameters of its first links, and the scenarios and pages for it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from borderSim import catalogue
from borderSim.catalogue import Link, Loop, Mechanism, Parameter
from borderSim.explain.chain import Step, walk
from borderSim.explain.subject import Subject, find
from borderSim.explain.uses import Use, uses

DEPTH = 3
"""Links of a chain that are shown unless another number is asked for."""


@dataclass(frozen=True)
class Explanation:
    """What is said about a subject.

    ``chain`` runs downstream for a lever, upstream for an indicator, one step both ways for a link or a variable
    (``before`` and ``chain``). ``links`` are those next to the subject, ``parameters`` theirs.
    """

    subject: Subject
    links: tuple[Link, ...]
    before: tuple[Step, ...]
    chain: tuple[Step, ...]
    parameters: tuple[Parameter, ...]
    mechanisms: tuple[Mechanism, ...]
    loops: tuple[Loop, ...]
    scenarios: tuple[Use, ...]
    pages: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def explain(name: str, depth: int = DEPTH, scenarios: Path = Path("scenarios")) -> Explanation:
    """Explain a lever, an indicator, a variable or a link (``cause->effect`` or its id).

    Raises UserError for an unknown name, with the two nearest ones.
    """
    subject = find(name)
    before, chain = _chains(subject, depth)
    links = _own_links(subject, before, chain)
    names = dict.fromkeys(name for link in links for name in link.parameters)
    return Explanation(
        subject=subject,
        links=links,
        before=before,
        chain=chain,
        parameters=tuple(catalogue.parameters()[name] for name in names),
        mechanisms=tuple(m for m in catalogue.mechanisms().values() if subject.name in (*m.levers, *m.indicators)),
        loops=tuple(loop for loop in catalogue.loops().values() if _in_loop(subject, loop)),
        scenarios=uses(subject, names, scenarios),
        pages=_pages(subject),
    )


def _chains(subject: Subject, depth: int) -> tuple[tuple[Step, ...], tuple[Step, ...]]:
    """What leads to the subject, and what it leads to."""
    if subject.kind == "lever":
        return (), walk(subject.variables, "downstream", depth)
    if subject.kind == "indicator":
        return walk(subject.variables, "upstream", depth), ()
    first, last = subject.variables[0], subject.variables[-1]
    near = min(depth, 2)
    return walk((first,), "upstream", 1), walk((last,), "downstream", near if subject.kind == "variable" else 1)


def _own_links(subject: Subject, before: tuple[Step, ...], chain: tuple[Step, ...]) -> tuple[Link, ...]:
    """The link itself, or the links next to the subject."""
    if subject.kind == "link":
        return (catalogue.links()[subject.name],)
    return tuple(dict.fromkeys(step.link for step in (*before, *chain) if step.depth == 1))


def _in_loop(subject: Subject, loop: Loop) -> bool:
    if subject.kind == "link":
        return subject.variables in loop.steps
    return any(name in step for step in loop.steps for name in subject.variables)


def _pages(subject: Subject) -> tuple[str, ...]:
    """Pages of the documentation, of the systems where the subject's links begin and end."""
    variables = catalogue.variables()
    names = [link for link in catalogue.links().values() if subject.name in (link.cause, link.effect, link.name)]
    ends = [link.effect for link in names] if subject.kind in ("lever", "link") else list(subject.variables)
    pages = dict.fromkeys(variables[end].system for end in ends if end not in catalogue.levers())
    return tuple(f"docs/systems/{page}.md" for page in pages)
