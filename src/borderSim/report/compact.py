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
HEAD = re.compile(r'<svg [^>]*?viewBox="([^"]+)"[^>]*>', re.DOTALL)


def inline(svg: bytes, prefix: str, label: str) -> str:
    """An SVG to stand inside a page: ids made unique by ``prefix``, ``label`` for those who cannot see it.

    Comments go, coordinates over 1 keep two decimals (the scales of glyphs are below), pixels keep a palette.
    """
    pieces = PIXELS.split(DROPPED.sub("", svg.decode("utf-8")))
    known: dict[str, str] = {}

    def short(match: re.Match[str]) -> str:
        return f"{match[1]}{known.setdefault(match[2], f'{prefix}_{len(known)}')}"

    for i, piece in enumerate(pieces):
        text = piece if i % 2 else NAMES.sub(short, EXTRA_DIGITS.sub(r"\1", piece))
        pieces[i] = _palette(piece) if i % 2 else re.sub(r"\s*\n\s*", "\n", text)
    head = f'<svg xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="{{}}" role="img" aria-label="{escape(label)}">'
    return HEAD.sub(lambda match: head.format(match[1]), "".join(pieces), count=1).strip()


def _palette(encoded: str) -> str:
    """A PNG data URI with at most COLOURS colours."""
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(encoded)))
    stream = io.BytesIO()
    image.quantize(COLOURS, method=Image.Quantize.FASTOCTREE).save(stream, "PNG", optimize=True)
    return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()
