"""Figures made small enough to live inside one page of at most 3 MB."""

from __future__ import annotations

import base64
import io
import re
from html import escape

COLOURS = 96
"""Colours kept in a map's pixels: its classes, its lines and their soft edges."""
DROPPED = re.compile(r"<!--.*?-->|<metadata>.*?</metadata>|<\?xml.*?\?>|<!DOCTYPE.*?>", re.DOTALL)
EXTRA_DIGITS = re.compile(r"\b([1-9]\d*\.\d\d)\d+")
PIXELS = re.compile(r"data:image/png;base64,([A-Za-z0-9+/=\s]+)")
NAMES = re.compile(r'(\bid="|href="#|url\(#)([^")]+)')
GLYPH = re.compile(r'<path id="(DejaVu[^"]+)" (d="[^"]+" transform="[^"]+")/>')
EMPTY = re.compile(r"<defs>\s*</defs>")
HEAD = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', re.DOTALL)


class Glyphs:
    """The outlines of letters, which all figures of a page share."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[str, str]] = {}

    def take(self, match: re.Match[str]) -> str:
        """Remember the outline of a letter; nothing stays in its place."""
        self.known.setdefault(match[1], (f"g{len(self.known)}", match[2]))
        return ""

    def svg(self) -> str:
        """The definitions, for the top of the page."""
        paths = "".join(f'<path id="{name}" {outline}/>' for name, outline in self.known.values())
        return f'<svg width="0" height="0" style="position:absolute" aria-hidden="true"><defs>{paths}</defs></svg>'


def inline(svg: bytes, prefix: str, label: str, glyphs: Glyphs) -> str:
    """An SVG to stand inside a page: ids made unique by ``prefix``, ``label`` for those who cannot see it.

    Letters go to ``glyphs``, comments go, coordinates over 1 keep two decimals (the scales of letters are below),
    pixels keep a palette.
    """
    pieces = PIXELS.split(DROPPED.sub("", svg.decode("utf-8")))
    names: dict[str, str] = {}

    def short(match: re.Match[str]) -> str:
        letter = glyphs.known.get(match[2])
        name = letter[0] if letter else names.setdefault(match[2], f"{prefix}_{len(names)}")
        return f"{match[1]}{name}"

    for i, piece in enumerate(pieces):
        if i % 2:
            pieces[i] = _palette(piece)
        else:
            text = EMPTY.sub("", GLYPH.sub(glyphs.take, piece))
            pieces[i] = re.sub(r"\s*\n\s*", "\n", NAMES.sub(short, EXTRA_DIGITS.sub(r"\1", text)))
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{{}}" role="img" aria-label="{escape(label)}">'
    return HEAD.sub(lambda match: head.format(match[1]), "".join(pieces), count=1).strip()


def _palette(encoded: str) -> str:
    """A PNG data URI with at most COLOURS colours."""
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(encoded)))
    stream = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
