"""What a machine can see on a page: what is cut off, what is too small for a finger, what it says (seen.js)."""

from contextlib import suppress
from pathlib import Path

from playwright.sync_api import TimeoutError

SCRIPT = f"(() => {{ {Path(__file__).with_name('seen.js').read_text(encoding='utf-8')} }})()"
REDRAWN = 10_000
"""Milliseconds for a page to draw its pictures anew after it was given another size."""
STILL = 600
"""Milliseconds without a fault: longer than a page waits before it tells its new size and is drawn for it."""


def ask(page, what, *values):
    """What `seen.what(...)` says of a page."""
    page.evaluate(SCRIPT)
    return page.evaluate("([what, values]) => window.seen[what](...values)", [what, values])


def layout_faults(page):
    """Faults of layout that stay: none where the page was free of them for a while, redrawn or not."""
    page.evaluate(SCRIPT)
    with suppress(TimeoutError):
        page.wait_for_function("still => window.seen.clear() >= still", arg=STILL, timeout=REDRAWN, polling=50)
        return []
    return ask(page, "layout")
