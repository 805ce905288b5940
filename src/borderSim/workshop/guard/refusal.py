"""Plain pages for what is refused: they cost nothing, hold no script and say it in both languages."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from borderSim.workshop.words import say

_PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>body{{font:1.2rem/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem;color:#1d2429}}
a{{color:#005a8d}}</style></head>
<body><main><h1>{title}</h1><p>{en}</p><p lang="es">{es}</p>
<p><a href="/">{door_en}</a> · <a href="/?lang=es" lang="es">{door_es}</a></p></main></body></html>
"""


def refusal(status: int, key: str, headers: dict[str, str] | None = None) -> HTMLResponse:
    """A page with the words of ``key`` and a way to the door."""
    words = {"en": say(key, "en"), "es": say(key, "es")}
    doors = {"door_en": say("guard_to_the_door", "en"), "door_es": say("guard_to_the_door", "es")}
    filled = {name: escape(text) for name, text in {**words, **doors, "title": say("app_name", "en")}.items()}
    return HTMLResponse(_PAGE.format(**filled), status, {"Cache-Control": "no-store", **(headers or {})})
