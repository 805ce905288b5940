"""The map on a page: its drawing goes to the browser once, after that only letters, words and numbers."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from nicegui import ui

from borderSim.report.words import Lang
from borderSim.workshop.pictures.maps import MapPicture
from borderSim.workshop.pictures.shapes import GREY, inset_svg, map_svg
from borderSim.workshop.words import say
from borderSim.world import load

STYLES = Path(__file__).parents[2] / "static" / "map.css"


class MapView(ui.element, component="../../static/map.js"):
    """A map with its title, legend, note, and a list to find a place by keyboard; ``show`` gives it a picture."""

    def __init__(self, lang: Lang) -> None:
        super().__init__()
        ui.add_css(STYLES)
        self.props["whole"], self.props["inset"] = map_svg(), inset_svg()
        self.props["places"] = _places()
        self.props["words"] = {key: say(f"pictures_{key}", lang) for key in ("find", "choose", "inset", "boundaries")}
        self.props["grey"] = [GREY, say("pictures_disagree", lang)]

    def show(self, picture: MapPicture) -> None:
        """Draw a map; only the fills of municipalities whose class changed are written."""
        self.run_method("show", _plain(picture))


def _plain(picture: MapPicture) -> dict[str, Any]:
    """What the browser needs of a map."""
    return {
        "classes": picture.classes,
        "legend": [asdict(key) for key in picture.legend],
        "title": picture.title,
        "note": picture.note,
        "alt": picture.alt,
        "kind": picture.kind,
        "values": picture.values,
    }


def _places() -> dict[str, list[Any]]:
    """Names of municipalities and departments, and the department of each municipality, by position."""
    world = load()
    department = [int(i) for i in world.department]
    return {"municipality": world.names[: world.n_co], "department": world.department_names, "within": department}
