"""Check pieces of a document against their shapes; every error becomes a problem with line and column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from borderSim.errors import did_you_mean
from borderSim.scenario.schema import Context, Shape
from borderSim.scenario.source import At, Document
from borderSim.scenario.words import show

AnyShape = TypeVar("AnyShape", bound=Shape)
Result = TypeVar("Result")


def check_shape(document: Document, at: At, data: Any, shape: type[AnyShape], context: Context) -> AnyShape | None:
    """The data as ``shape``, or None after reporting everything that is wrong with it."""
    if not isinstance(data, dict):
        document.report(at, f"{show(data)} stands where {_keys(shape)} are wanted")
        return None
    try:
        return shape.model_validate(data, context=context)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_input=True):
            _report(document, at, shape, detail)
        return None


def attempt(document: Document, at: At, of_key: bool, read: Callable[[], Result]) -> Result | None:
    """What ``read`` returns, or None after reporting the ValueError that it raised."""
    try:
        return read()
    except ValueError as error:
        document.report(at, str(error), of_key)
        return None


def _keys(shape: type[Shape]) -> str:
    return ", ".join(field.alias or name for name, field in shape.model_fields.items())


def _report(document: Document, at: At, shape: type[Shape], detail: ErrorDetails) -> None:
    place = tuple(part for part in detail["loc"] if part != "[key]")
    kind = detail["type"]
    if kind == "extra_forbidden":
        known = [field.alias or name for name, field in shape.model_fields.items()]
        near = did_you_mean(str(place[-1]), known) or f"; known here: {', '.join(known)}"
        document.report((*at, *place), f"unknown key{near}", of_key=True)
    else:
        document.report((*at, *place), _sentence(detail), of_key=detail["loc"][-1:] == ("[key]",))


def _sentence(detail: ErrorDetails) -> str:
    """A pydantic error in plain words."""
    kind, value = detail["type"], detail["input"]
    if kind == "value_error":
        return str(detail["ctx"]["error"])
    if kind in ("missing", "too_short"):
        return "is missing" if kind == "missing" else "is empty"
    wanted = {
        "string_type": "a text",
        "list_type": "a list",
        "dict_type": "a set of `key: value` lines",
        "model_type": "a set of `key: value` lines",
        "literal_error": str(detail.get("ctx", {}).get("expected", "")).replace("'", ""),
    }.get(kind)
    return f"{show(value)} stands where {wanted} is wanted" if wanted else detail["msg"]
