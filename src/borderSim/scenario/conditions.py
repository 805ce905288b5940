"""The expression language of conditional events: indicators compared with numbers, and, or, not, `for 2 months`.

Text is parsed with `ast` and only a few kinds of node are let through; nothing is ever evaluated as Python.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from borderSim import catalogue
from borderSim.scenario.names import check_known
from borderSim.scenario.words import parse_duration

Operator = Literal["<", "<=", ">", ">="]
MOST_CHARACTERS = 4000
MOST_PARTS = 40
OPERATORS: dict[type[ast.cmpop], Operator] = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}
TURNED: dict[Operator, Operator] = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
SHAPE = "write `indicator > number`, joined by and, or, not, with `for 2 months` at the end"


@dataclass(frozen=True)
class Compare:
    """An indicator against a number, in the indicator's unit."""

    indicator: str
    operator: Operator
    number: float

    def __str__(self) -> str:
        return f"{self.indicator} {self.operator} {repr(self.number).removesuffix('.0')}"


@dataclass(frozen=True)
class Both:
    """Two or more expressions that must all hold (`and`) or of which one must hold (`or`)."""

    word: Literal["and", "or"]
    parts: tuple[Expression, ...]

    def __str__(self) -> str:
        return "(" + f" {self.word} ".join(str(part) for part in self.parts) + ")"


@dataclass(frozen=True)
class Not:
    """The opposite of an expression."""

    part: Expression

    def __str__(self) -> str:
        return f"not {self.part}" if isinstance(self.part, Both) else f"not ({self.part})"


Expression = Compare | Both | Not


@dataclass(frozen=True)
class Condition:
    """An expression that must have held for ``for_months`` months in a row (at least 1)."""

    expression: Expression
    for_months: int = 1

    def __str__(self) -> str:
        unit = "month" if self.for_months == 1 else "months"
        text = str(self.expression)
        text = text[1:-1] if isinstance(self.expression, Both) else text
        return f"{text} for {self.for_months} {unit}"


def indicators(expression: Expression) -> set[str]:
    """The names of the indicators that an expression reads."""
    if isinstance(expression, Compare):
        return {expression.indicator}
    parts = expression.parts if isinstance(expression, Both) else (expression.part,)
    return set().union(*(indicators(part) for part in parts))


def evaluate(expression: Expression, values: Mapping[str, Any]) -> Any:
    """Where the expression holds: boolean arrays of the shape of ``values[indicator]``, element by element.

    Raises KeyError when an indicator has no value.
    """
    if isinstance(expression, Compare):
        value, number = values[expression.indicator], expression.number
        if expression.operator in (">", ">="):
            return value > number if expression.operator == ">" else value >= number
        return value < number if expression.operator == "<" else value <= number
    if isinstance(expression, Not):
        held = evaluate(expression.part, values)
        return not held if isinstance(held, bool) else ~held
    first, *others = (evaluate(part, values) for part in expression.parts)
    for other in others:
        first = first & other if expression.word == "and" else first | other
    return first


def parse_condition(text: Any) -> Condition:
    """Parse a condition. Raises ValueError with a sentence; names are checked against the catalogue."""
    if not isinstance(text, str) or not text.strip():
        raise ValueError(f"a condition is a text; {SHAPE}")
    if len(text) > MOST_CHARACTERS:
        raise ValueError(f"a condition has at most {MOST_CHARACTERS} characters")
    body, months = _split_for(" ".join(text.split()))
    tree = _parse(body)
    if sum(isinstance(node, ast.BoolOp | ast.Compare | ast.UnaryOp) for node in ast.walk(tree)) > MOST_PARTS:
        raise ValueError(f"a condition has at most {MOST_PARTS} parts")
    return Condition(_expression(tree), months)


def _parse(body: str) -> ast.expr:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return ast.parse(body, mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise ValueError(f"'{body}' is not understood; {SHAPE}") from None


def _split_for(text: str) -> tuple[str, int]:
    match = re.fullmatch(r"(.*?)\s+for\s+(.*)", text)
    if not match:
        return text, 1
    months = parse_duration(match[2]).months
    if months != round(months):
        raise ValueError(f"'for {match[2]}': a condition is looked at once a month; give whole months")
    return match[1], round(months)


def _expression(node: ast.expr) -> Expression:
    if isinstance(node, ast.BoolOp):
        word: Literal["and", "or"] = "and" if isinstance(node.op, ast.And) else "or"
        return Both(word, tuple(_expression(part) for part in node.values))
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return Not(_expression(node.operand))
    if isinstance(node, ast.Compare):
        return _compare(node)
    raise ValueError(f"'{ast.unparse(node)}' is not allowed; {SHAPE}")


def _compare(node: ast.Compare) -> Compare:
    if len(node.ops) > 1:
        raise ValueError(f"'{ast.unparse(node)}' compares twice; join two comparisons with `and`")
    operator = OPERATORS.get(type(node.ops[0]))
    if not operator:
        raise ValueError(f"'{ast.unparse(node)}': compare with <, <=, > or >=")
    left, right = node.left, node.comparators[0]
    if isinstance(right, ast.Name):
        left, right, operator = right, left, TURNED[operator]
    if not isinstance(left, ast.Name) or isinstance(right, ast.Name):
        raise ValueError(f"'{ast.unparse(node)}': one side must be an indicator, the other a number")
    entry = catalogue.indicators()[check_known(left.id, catalogue.indicators(), "indicator")]
    if entry.dims != "national":
        raise ValueError(f"{entry.name} has one value per {entry.dims}; a condition reads national indicators")
    return Compare(entry.name, operator, _number(right))


def _number(node: ast.expr) -> float:
    sign = 1.0
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        node, sign = node.operand, -1.0
    if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) < 1e300:  # type: ignore[arg-type]
        return sign * float(node.value)  # type: ignore[arg-type]
    raise ValueError(f"'{ast.unparse(node)}' is not a number")
