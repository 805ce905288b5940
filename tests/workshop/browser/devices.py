"""Devices of a room: a browser context each, watched for requests that leave the room and for errors."""

from contextlib import contextmanager
from itertools import count

SIZES = {"projector": (1920, 1080), "laptop": (1366, 768), "tablet": (1024, 768), "phone": (390, 844)}
WAIT = 60_000
"""Milliseconds that a condition may take on a busy machine before it counts as one that does not come."""


class Watch:
    """What a device's pages asked for outside the server, and what went wrong in them."""

    def __init__(self, context, base):
        self.outside, self.errors = [], []
        self._base = base
        context.on("request", self._asked)
        context.on("page", self._page)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("console", self._said)

    def _asked(self, request):
        self._check(request.url)

    def _page(self, page):
        page.on("websocket", lambda socket: self._check(socket.url.replace("ws://", "http://", 1)))

    def _check(self, url):
        if not url.startswith((f"{self._base}/", "data:", f"blob:{self._base}/")):
            self.outside.append(url)

    def _said(self, message):
        if message.type in ("error", "warning"):
            self.errors.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")


class Room:
    """Lets devices into one server."""

    def __init__(self, chromium, server):
        self.chromium, self.server = chromium, server
        self._teams = count(1)

    @contextmanager
    def device(self, size="laptop", *, calm=True, **options):
        """A browser that nobody knows yet; at its end nothing may have left the room or gone wrong.

        ``calm`` is False where the test itself makes things go wrong.
        """
        width, height = SIZES[size]
        context = self.chromium.new_context(viewport={"width": width, "height": height}, **options)
        context.set_default_timeout(WAIT)
        watch = Watch(context, self.server.base)
        page = context.new_page()
        try:
            yield page
        finally:
            context.close()
        assert watch.outside == []
        if calm:
            assert watch.errors == []

    @contextmanager
    def facilitator(self, lang="en", **options):
        """A device that leads the room, at its Board."""
        with self.device(**options) as page:
            page.goto(f"{self.server.link}&lang={lang}")
            yield page

    @contextmanager
    def team(self, lang="en", **options):
        """The device of a team that nobody has driven yet, at its Board."""
        with self.device(**options) as page:
            self.join(page, lang, str(next(self._teams)))
            yield page

    @contextmanager
    def guest(self, lang="en", sits="", **options):
        """A guest's phone."""
        with self.device(**{"size": "phone", **options}) as page:
            self.join(page, lang, "", sits)
            yield page

    def join(self, page, lang="en", team="", sits=""):
        """Come in through the door's form."""
        page.goto(f"{self.server.base}/?lang={lang}")
        page.check(f'input[name=team][value="{team}"]')
        if sits:
            page.select_option("#sits", sits)
        page.click("main button[type=submit]")
        page.wait_for_url(f"**/{lang}/*")

    def go(self, page, path):
        """Go to a page of this server."""
        page.goto(f"{self.server.base}{path}")
