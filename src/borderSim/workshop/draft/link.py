"""A link to a draft: only its departures, packed, with a version and a hash, so that it fits an address."""

from __future__ import annotations

import hashlib
import json
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Any

from borderSim.scenario import scenario_hash
from borderSim.workshop.draft.change import BadChange, base_of
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.plain import from_plain, to_plain

VERSION = "1"
MOST_CHARACTERS = 4_000
MOST_BYTES = 40_000
"""Largest text inside a link: a small one may unpack to much more."""
SUM = 10
"""Characters of the hash; it finds accidents and careless hands, every value is checked all the same."""


class BadLink(BadChange):
    """A link that this room cannot use, and why."""


def encode(draft: Draft, bases: Bases) -> str:
    """The draft as text for an address: letters, digits, `.`, `-`, `_`. Raises BadLink where it is too long for one."""
    content = {"draft": to_plain(draft), "room": _room(draft, bases)}
    text = json.dumps(content, separators=(",", ":"), sort_keys=True, allow_nan=False).encode()
    packed = urlsafe_b64encode(zlib.compress(text, 9)).decode().rstrip("=")
    link = f"{VERSION}.{_sum(text)}.{packed}"
    if len(link) > MOST_CHARACTERS or len(text) > MOST_BYTES:
        raise BadLink("draft_link_full")
    return link


def decode(text: str, bases: Bases) -> Draft:
    """The draft of a link. Raises BadLink: changed or cut, of another version or room, too long."""
    if len(text) > MOST_CHARACTERS:
        raise BadLink("draft_link_long")
    version, _, rest = text.partition(".")
    if version != VERSION:
        raise BadLink("draft_link_version" if version.isdecimal() else "draft_link_broken")
    said, _, packed = rest.partition(".")
    raw = _unpacked(packed)
    if _sum(raw) != said:
        raise BadLink("draft_link_broken")
    content = _content(raw)
    try:
        draft = from_plain(content["draft"], bases)
    except BadChange as error:
        another = error.key == "draft_unknown_scenario"
        raise BadLink("draft_link_room" if another else "draft_link_broken") from None
    if content["room"] != _room(draft, bases):
        raise BadLink("draft_link_room")
    return draft


def _sum(text: bytes) -> str:
    return hashlib.sha256(text).hexdigest()[:SUM]


def _room(draft: Draft, bases: Bases) -> str:
    """A hash of the scenario that the draft departs from and of the baseline."""
    both = scenario_hash(base_of(draft, bases)) + scenario_hash(bases.baseline)
    return _sum(both.encode())


def _unpacked(packed: str) -> bytes:
    """The bytes in a link, at most ``MOST_BYTES``."""
    try:
        raw = urlsafe_b64decode(packed + "=" * (-len(packed) % 4))
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(raw, MOST_BYTES)
    except (ValueError, zlib.error):
        raise BadLink("draft_link_broken") from None
    if not unpacker.eof:
        raise BadLink("draft_link_broken")
    return text


def _content(raw: bytes) -> dict[str, Any]:
    try:
        content = json.loads(raw)
    except (ValueError, RecursionError):
        raise BadLink("draft_link_broken") from None
    if not isinstance(content, dict) or set(content) != {"draft", "room"}:
        raise BadLink("draft_link_broken")
    return content
