"""The fixed addresses: what the pages and parts registered, and the files that they need; nothing else is there."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fastapi import FastAPI
from nicegui import Client
from starlette.routing import Route

SOCKET = "/_nicegui_ws/socket.io/"
_LANG = re.compile(r"\(\?P<lang>\[\^/\]\+\)")
_NAME = r"[A-Za-z0-9_@][A-Za-z0-9_@.\-]*"
_FRAMEWORK = re.compile(rf"/_nicegui/[0-9.]+/(static|libraries|components|esm)(/{_NAME})+")
_CLEAN = re.compile(r"/[A-Za-z0-9_@.\-/]*")
"""Of a path as it was sent: nothing encoded, no backslash, no null."""


@dataclass(frozen=True)
class Routes:
    """Patterns of paths with their methods; ``pages`` are those that the framework builds a page for."""

    fixed: tuple[tuple[re.Pattern[str], frozenset[str]], ...]
    pages: tuple[re.Pattern[str], ...]

    def methods(self, raw_path: str) -> frozenset[str]:
        """The methods that a path answers to, none for a path that is not there."""
        if not _CLEAN.fullmatch(raw_path) or "//" in raw_path or "/." in raw_path:
            return frozenset()
        if _FRAMEWORK.fullmatch(raw_path):
            return frozenset({"GET"})
        return frozenset().union(*(methods for pattern, methods in self.fixed if pattern.fullmatch(raw_path)))

    def is_page(self, path: str) -> bool:
        """Whether the framework keeps something in memory for each visit of this path."""
        return any(pattern.fullmatch(path) for pattern in self.pages)


def fixed_routes(own: FastAPI, framework: FastAPI) -> Routes:
    """The routes of the workshop's own application, and those that were registered with the framework."""
    both = [*_routes(own), *(route for route in _routes(framework) if not route.path.startswith("/_nicegui"))]
    methods = tuple((_pattern(route), frozenset(route.methods or ()) - {"HEAD"}) for route in both)
    pages = tuple(_pattern(route) for route in both if route.path in Client.page_routes.values())
    return Routes((*methods, (re.compile("/favicon.ico"), frozenset({"GET"}))), pages)


def _routes(app: FastAPI) -> Iterable[Route]:
    return (route for route in app.routes if isinstance(route, Route))


def _pattern(route: Route) -> re.Pattern[str]:
    """The route's pattern; a language is one of the two."""
    return re.compile(_LANG.sub("(?P<lang>en|es)", route.path_regex.pattern))
