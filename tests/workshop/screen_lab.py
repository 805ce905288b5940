"""Pages without a browser: build them in a client, read their words, press their buttons."""

import asyncio

import numpy as np
from fastapi import Request
from nicegui import Client, ui
from nicegui.events import GenericEventArguments, handle_event

from borderSim.workshop.desk.desk import Overtaken
from borderSim.workshop.guard.address import Address
from borderSim.workshop.guard.doorkeeper import Doorkeeper
from borderSim.workshop.room import events
from borderSim.workshop.screens.elements.live import SETTLE
from borderSim.workshop.workshop import Workshop
from tests.workshop import pictures_answers, room_lab

MONTHS = pictures_answers.MONTHS[:24]
NUMBERS = pictures_answers.full(32).policy.national


class FakeDesk:
    """A desk whose answers are made up, as wide as was asked: the policy is ``above`` the baseline in every run."""

    def __init__(self, above=1.0):
        self.above, self.asked, self.cancelled = above, [], []
        self.gate = asyncio.Event()
        self.gate.set()
        self.wrong: Exception | None = None

    async def answer(self, device, ask, progress=None):
        self.asked.append((device, ask))
        if progress:
            progress(50, ask.members)
        await self.gate.wait()
        if self.wrong:
            raise self.wrong
        steps = 1 + np.arange(ask.members)[:, None] / ask.members
        national = {name: (np.full((ask.members, 24), 10.0) + self.above * steps, np.full((ask.members, 24), 10.0))
                    for name in NUMBERS}  # fmt: skip
        return pictures_answers.answer(national, ask.members, ask, months=MONTHS)

    def cancel(self, device):
        self.cancelled.append(device)
        self.wrong = Overtaken()
        self.gate.set()


def workshop(folder, lan=False, teams=3, desk=None):
    """A workshop with a real room and door and a fake desk; CHIEF is its facilitator, DRIVER drives team 1."""
    bases = room_lab.bases_in(folder)
    room = room_lab.opened(folder / "session", bases, teams=teams)
    address = Address(8765, ("192.168.7.1",) if lan else ())
    made = Workshop(bases, desk or FakeDesk(), room, Doorkeeper(room, address))
    room.do(events.Joined(room_lab.CHIEF, "facilitator", 0))
    room.do(events.Joined(room_lab.GUEST, "guest", 2))
    room.do(events.Joined(room_lab.OTHER, "guest"))
    room.do(events.Joined(room_lab.DRIVER, "team", 1))
    return made


def device(made, name):
    return made.room.state.devices[name]


def request(path="/test", client="127.0.0.1", cookie="", language=""):
    """A visit of a page."""
    sent = {"cookie": cookie, "accept-language": language, "host": "127.0.0.1:8765"}
    headers = [(name.encode(), value.encode()) for name, value in sent.items() if value]
    scope = {
        "type": "http",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "root_path": "",
        "query_string": b"",
    }
    return Request({**scope, "headers": headers, "client": (client, 5000), "server": ("127.0.0.1", 8765)})


class Screen:
    """A page with whatever ``build`` puts on it."""

    def __init__(self, build):
        self.client = Client(ui.page("/test"), request=request())
        with self.client:
            self.built = build()

    def elements(self, kind=None, **wanted):
        return [
            element
            for element in self.client.elements.values()
            if (kind is None or element.tag == kind or type(element).__name__ == kind)
            and all(element.props.get(key.replace("_", "-")) == value for key, value in wanted.items())
        ]

    def words(self, element=None):
        """All texts, in their order on the page."""
        element = element or self.client.content
        own = [element._text] if getattr(element, "_text", None) else []
        inner = [self.words(child) for slot in element.slots.values() for child in slot.children]
        props = [str(element.props[key]) for key in ("label", "aria-label", "help") if element.props.get(key)]
        return "\n".join([*own, *props, *filter(None, inner)])

    def button(self, words):
        found = [e for e in self.elements("button") if words in self.words(e)]
        assert found, f"{words} is not on the page:\n{self.words()}"
        return found[0]

    def send(self, element, kind, args=None):
        """What a browser sends for an element: any listener of ``kind`` hears ``args``."""
        heard = [listener for listener in element._event_listeners.values() if listener.type == kind]
        assert heard, f"nobody hears {kind}"
        for listener in heard:
            handle_event(listener.handler, GenericEventArguments(sender=element, client=self.client, args=args))

    def press(self, words):
        self.send(self.button(words), "click")

    def field(self, label):
        return next(e for e in self.client.elements.values() if str(e.props.get("label", "")).startswith(label))

    def type(self, label, text):
        self.send(self.field(label), "typed", text)

    def choose(self, label, value):
        self.send(self.field(label), "choose", value)

    def alerts(self):
        return [words for e in self.elements(role="alert") if (words := self.words(e))]


async def settled(seconds=2.5 * SETTLE):
    """Wait until pages have drawn the news."""
    await asyncio.sleep(seconds)
