"""Events as plain values for the log, and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import fields
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter, ValidationError

from borderSim.workshop.draft import plain as drafts
from borderSim.workshop.draft.change import BadChange
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.room.events import Event

Plain = dict[str, Any]
DRAFT = "draft"


def _kind(event: type) -> str:
    """`round_opened` for RoundOpened."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", event.__name__).lower()


KINDS: dict[str, type[Event]] = {_kind(event): event for event in get_args(Event)}


def kind_of(event: Event) -> str:
    """The kind of an event, as the log names it."""
    return _kind(type(event))


def to_plain(event: Event) -> Plain:
    """The fields of an event as values that JSON holds."""
    plain: Plain = _adapter(kind_of(event)).dump_python(event, mode="json", exclude={DRAFT})
    draft = getattr(event, DRAFT, None)
    return {**plain, DRAFT: drafts.to_plain(draft)} if draft else plain


def from_plain(kind: str, plain: Mapping[str, Any], bases: Bases | None) -> Event:
    """The event of a kind with these fields. Raises ValueError for what is no event of this version.

    ``bases`` None is for the line that says what the bases are.
    """
    if kind not in KINDS:
        raise ValueError(f"unknown kind of event {kind[:40]!r}")
    wanted = {field.name for field in fields(KINDS[kind])}
    if plain.keys() != wanted:
        raise ValueError(f"{kind}: holds {sorted(plain)}, not {sorted(wanted)}")
    if bases is None and DRAFT in wanted:
        raise ValueError(f"{kind}: stands before the session begins")
    try:
        known = {DRAFT: drafts.from_plain(plain[DRAFT], bases)} if bases and DRAFT in wanted else {}
        event: Event = _adapter(kind).validate_python({**plain, **known})
    except BadChange as bad:
        raise ValueError(f"{kind}: a draft that does not fit ({bad})") from bad
    except ValidationError as error:
        first = error.errors()[0]
        raise ValueError(f"{kind}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    return event


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[kind])
