"""A phone without a browser, for crowds: it joins, loads its page, opens its socket, presses and listens."""

import html
import json
import re
import time
from contextlib import ExitStack

import httpx
from websockets.sync.client import connect

SECONDS = 30


class Phone:
    """A guest on the phone's page. ``heard`` is all that the server has sent to it, the page included."""

    def __init__(self, server):
        self._server, self._open = server, ExitStack()
        self.heard = ""
        self.elements = {}

    def __enter__(self):
        self._browser = self._open.enter_context(self._server.visitor())
        assert self._browser.post("/join", data={"team": "", "lang": "en"}).status_code == 303
        page = html.unescape(self._browser.get("/en/phone").text)
        self.id = re.search(r"client_id['\"]?: ['\"]([0-9a-f-]{36})", page)[1]
        self._take(json.loads(re.search(r"String\.raw`(.*?)`", page, re.DOTALL)[1]))
        query = {"client_id": self.id, "tab_id": f"tab-{self.id[:8]}", "document_id": f"doc-{self.id[:8]}"}
        query |= {"old_tab_id": "null", "next_message_id": "0", "implicit_handshake": "true"}
        query |= {"EIO": "4", "transport": "websocket"}
        cookie = "; ".join(f"{name}={value}" for name, value in self._browser.cookies.items())
        address = f"ws://127.0.0.1:{self._server.port}/_nicegui_ws/socket.io/?{httpx.QueryParams(query)}"
        headers = {"Cookie": cookie}
        opening = connect(address, origin=self._server.base, additional_headers=headers, open_timeout=SECONDS)
        self._socket = self._open.enter_context(opening)
        self._socket.recv(SECONDS)
        self._socket.send("40")
        return self

    def __exit__(self, *_):
        self._open.close()

    def press(self, **props):
        """Press the button with these attributes."""
        self._emit(self._find(props), "click", [])

    def type(self, label, text):
        """Type into the field whose label begins so."""
        found = next(key for key, item in self.elements.items() if item["props"].get("label", "").startswith(label))
        self._emit(found, "typed", [json.dumps(text)])

    def tick(self, number):
        """Mark the ballot's option at a place."""
        boxes = [key for key, item in self.elements.items() if item["props"].get("type") == "checkbox"]
        self._emit(sorted(boxes, key=int)[number], "change", [json.dumps(True)])

    def hears(self, pattern):
        """Listen until something matches; the match."""
        until = time.monotonic() + SECONDS
        while not pattern.search(self.heard):
            self._hear(self._socket.recv(max(0, until - time.monotonic())))
        return pattern.search(self.heard)

    def _find(self, props):
        wanted = {key.replace("_", "-"): value for key, value in props.items()}
        return next(key for key, item in self.elements.items() if wanted.items() <= item["props"].items())

    def _emit(self, key, event, args):
        item = self.elements[key]
        listener = next(one["listener_id"] for one in item["events"] if one["type"] == event)
        message = {"client_id": self.id, "id": int(key), "listener_id": listener, "args": args}
        self._socket.send("42" + json.dumps(["event", message]))

    def _hear(self, text):
        if text == "2":
            self._socket.send("3")
        elif text.startswith("42"):
            name, message, *_ = json.loads(text[2:])
            if name == "update":
                self._take(message)

    def _take(self, elements):
        for key, item in elements.items():
            if isinstance(item, dict):  # not the number of the message, not what is gone
                self.elements[key] = {"props": {}, "events": [], **item}
                self.heard += f"{item.get('text') or ''}\n{json.dumps(item.get('props', {}), ensure_ascii=False)}\n"
