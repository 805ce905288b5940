"""A Board as a reader uses it: keys, and what is on the screen when the model has answered."""

import re
from xml.etree.ElementTree import canonicalize

from tests.workshop.browser.devices import WAIT

SETTLED = """([runs, before, now]) => {
  const text = (where) => document.querySelector(where)?.textContent ?? '';
  const drawn = [...document.querySelectorAll('.chart-view')].every((view) => view.querySelector('svg path'));
  return text('.charts-part .working') === '' && text('.firm .strong').startsWith(`${runs} `) && drawn
    && document.querySelector('.map-whole .ring')
    && text('footer .notes > span') !== before && text('footer .notes > span').includes(now);
}"""
FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"
SERIES = """async () => {
  const { echarts } = await import('nicegui-echart');
  const plain = (point) => { if (point?.emphasis) delete point.emphasis; return point; };
  const series = (view) => echarts.getInstanceByDom(view.querySelector('.chart')).getOption().series;
  return Object.fromEntries([...document.querySelectorAll('.chart-view')].map((view) => [
    view.querySelector('.chart-tools .help').getAttribute('aria-label'), {
      title: view.querySelector('h3').textContent,
      alt: view.querySelector('.chart-box').getAttribute('aria-label'),
      data: series(view).map((one) => one.data.map(plain)),
    }]));
}"""
PICTURES = """() => [...document.querySelectorAll('.chart svg, .map-whole svg')].map(
  (svg) => new XMLSerializer().serializeToString(svg))"""
CLASSES = """() => {
  const letters = {};
  for (const cell of document.querySelectorAll('.map-whole [data-i]')) letters[cell.dataset.i] = cell.className.baseVal;
  return letters;
}"""
SAYS = "(words) => document.querySelector('footer [role=status]').textContent === words"
ID = re.compile(r"zr[\w-]*\d[\w-]*")
RELEASED = 32


class Board:
    """The Board on ``page``; nothing is waited for by the clock."""

    def __init__(self, page):
        self.page = page

    def settled(self, runs=RELEASED, before="", now=""):
        """Wait until the picture rests on ``runs`` runs and nothing is under way.

        ``before`` is the provenance that it must no longer have, ``now`` a part of the one that it must have.
        """
        self.page.wait_for_function(SETTLED, arg=[runs, before, now], timeout=WAIT)
        self.page.evaluate(FRAMES)
        return self

    @property
    def source(self):
        """The footer's scenario and hash: another one whenever the draft is another one."""
        return self.page.locator("footer .notes > span").first.text_content()

    @property
    def levers(self):
        """The levers of the first screen, by name."""
        ids = self.page.locator(".levers-part > div .group input[type=range]").evaluate_all(
            "(all) => all.map(i => i.id)"
        )
        return [name.removeprefix("lever-") for name in ids]

    def lever(self, name):
        """A lever's range."""
        return self.page.locator(f"#lever-{name}")

    def value(self, name):
        """Where a lever stands."""
        return float(self.lever(name).input_value())

    def press(self, name, key):
        """Move a lever with one key and wait for the answer."""
        before = self.source
        self.lever(name).focus()
        self.page.keyboard.press(key)
        return self.settled(before=before)

    def undo(self):
        """Undo by keyboard."""
        before = self.source
        self.page.keyboard.press("Control+z")
        return self.settled(before=before)

    def series(self):
        """By the name of its help: each chart's title, its words for a screen reader, the numbers of its series."""
        return self.page.evaluate(SERIES)

    def pictures(self):
        """The drawings of all charts and of the map as canonical text."""
        return [canonical(svg) for svg in self.page.evaluate(PICTURES)]

    def map_classes(self):
        """The class letter of each municipality on the map, by its position."""
        return {int(place): letter for place, letter in self.page.evaluate(CLASSES).items()}

    def hears(self, words):
        """Wait until the live region says these words."""
        self.page.wait_for_function(SAYS, arg=words, timeout=WAIT)

    def open_by(self, words):
        """Open the dialog of a button that is called so; the dialog's element."""
        self.page.get_by_role("button", name=words, exact=True).first.click()
        return self.dialog()

    def dialog(self):
        """The open dialog."""
        found = self.page.locator("dialog[open]")
        found.wait_for()
        return found

    def close(self):
        """Close the dialog as a keyboard does."""
        self.page.keyboard.press("Escape")
        self.page.locator("dialog[open]").wait_for(state="detached")

    def link(self, words="Link"):
        """The link to the settings of this moment."""
        found = self.open_by(words).locator("input[readonly]").input_value()
        self.close()
        return found


def canonical(svg):
    """A drawing with its attributes sorted, and generated ids counted from its beginning."""
    known = {}
    return ID.sub(lambda found: known.setdefault(found[0], f"id{len(known)}"), canonicalize(svg))
