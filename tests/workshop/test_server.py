"""A real server under attack: it refuses, stays alive, and keeps neither memory nor disk for strangers."""

import html
import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from borderSim.errors import UserError
from borderSim.workshop.guard.address import listen
from borderSim.workshop.guard.connection import CONNECTIONS_BY_ADDRESS, GuardedHTTP, _open
from borderSim.workshop.guard.visits import PAGES_OF_A_DEVICE


class Running:
    """A server with its facilitator's link."""

    def __init__(self, folder, *options):
        command = [sys.executable, "-m", "tests.workshop.guard_server", str(folder), *options]
        self.folder = folder
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        self.link = self.process.stdout.readline().strip()
        self.base = self.link.partition("/enter")[0]
        self.host = self.base.removeprefix("http://")

    def browser(self, **headers):
        return httpx.Client(base_url=self.base, headers={"origin": self.base, **headers}, follow_redirects=False)

    @contextmanager
    def joined(self, team=""):
        with self.browser() as browser:
            assert browser.post("/join", data={"team": team}).status_code == 303
            yield browser

    def memory(self):
        """Megabytes that the process holds."""
        text = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmRSS:\s+(\d+)", text)[1]) / 1024

    def raw(self, data=b"", buffer=None):
        plain = socket.socket()
        if buffer:
            plain.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        host, port = self.host.split(":")
        plain.settimeout(10)
        plain.connect((host, int(port)))
        plain.sendall(data)
        return plain

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(10)
        finally:
            self.process.kill()
            self.process.stdout.close()
            self.process.stderr.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    running = Running(tmp_path_factory.mktemp("server") / "session", "--impatient")
    yield running
    alive = running.process.poll() is None
    running.stop()
    assert alive, "the server stayed alive through all of this"


@contextmanager
def opened(server, browser, page=None, **changes):
    """The socket of a page, as the page's own script opens it."""
    page = page or Page(browser)
    query = {"tab_id": "tab", "document_id": "doc", "old_tab_id": "null", "next_message_id": "0", "EIO": "4"}
    query |= {"client_id": page.id, "implicit_handshake": "true", "transport": "websocket", **changes.pop("query", {})}
    cookie = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    headers = {"Cookie": changes.pop("cookie", cookie)}
    address = f"ws://{server.host}/_nicegui_ws/socket.io/?{httpx.QueryParams(query)}"
    with connect(address, origin=changes.pop("origin", server.base), additional_headers=headers, **changes) as talk:
        talk.recv(5)
        talk.send("40")
        yield page, talk


class Page:
    """What a browser reads in a page: its number and its button."""

    def __init__(self, browser):
        text = browser.get("/en/board").text
        self.id = re.search(r"client_id['\"]?: ['\"]([0-9a-f-]{36})", html.unescape(text))[1]
        elements = json.loads(html.unescape(re.search(r"String\.raw`(.*?)`", text, re.DOTALL)[1]))
        self.button = next(key for key, item in elements.items() if item.get("tag") == "button")
        self.listener = elements[self.button]["events"][0]["listener_id"]

    def click(self, **changes):
        message = {"client_id": self.id, "id": int(self.button), "listener_id": self.listener, "args": [], **changes}
        return "42" + json.dumps(["event", message])


def heard(talk, seconds=1.0):
    """All that a socket says in a while."""
    found = []
    try:
        while True:
            found.append(talk.recv(seconds))
    except TimeoutError:
        pass
    return [text for text in found if text != "2"]


def test_the_facilitators_link_makes_a_facilitator_and_leaves_the_address(server):
    with server.browser() as browser:
        answer = browser.get(server.link)
        assert (answer.status_code, answer.headers["location"]) == (303, "/en/board")
        cookie = answer.headers["set-cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=strict" in cookie
        assert "facilitator 0" in browser.get("/en/board").text
        assert len(browser.cookies) == 1


def test_a_wrong_key_goes_back_to_the_door(server):
    with server.browser() as browser:
        answer = browser.get("/enter?key=wrong&lang=es")
        assert answer.headers["location"] == "/?lang=es&refused=guard_wrong_key"
        assert "set-cookie" not in answer.headers
        assert browser.get("/en/board").status_code == 303


def test_a_team_that_is_taken_stays_taken(server):
    with server.joined("2") as first, server.joined() as second:
        answer = second.post("/join", data={"team": "2", "lang": "es"})
        assert answer.headers["location"].startswith("/?lang=es&refused=room_")
        assert "team 2" in first.get("/en/board").text
        assert "guest" in second.get("/en/board").text


@pytest.mark.parametrize("team", ["0", "99", "-1", "1e3", "²", "facilitator", "1" * 100])
def test_odd_teams_are_refused(server, team):
    with server.browser() as browser:
        assert "refused=guard_no_team" in browser.post("/join", data={"team": team}).headers["location"]


@pytest.mark.parametrize("body", [b"", b"\xff\xfe", b"&" * 5000, b"a=1&" * 50, b"role=facilitator&team=", b"{}"])
def test_odd_forms_make_guests_at_most(server, body):
    with server.browser() as browser:
        browser.post("/join", content=body)
        assert "facilitator" not in browser.get("/en/board").text


def test_without_origin_nobody_joins(server):
    with httpx.Client(base_url=server.base) as browser:
        answer = browser.post("/join", data={"team": ""})
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("length", [True, False])
def test_65_kb_are_too_many(server, length):
    body = b"x" * (65 * 1024)
    with server.browser() as browser:
        answer = browser.post("/join", content=body if length else iter([body[:40_000], body[40_000:]]))
        assert answer.status_code == 413


OUTSIDE = ["/../../etc/passwd", "/static/../server.py", "/static/%2e%2e/server.py", "//etc/passwd", "/openapi.json",
           "/static/..%5cserver.py", "/_nicegui/3.18.0/static/../nicegui.py", "/session.jsonl", "/keys.json", "/docs",
           "/en/board%00", "/.nicegui"]  # fmt: skip
SLOW = [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ", b"POST /join HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n"]
NO_HTTP = [b"\x00" * 1000, b"GET\r\n\r\n", b"\x16\x03\x01" + b"a" * 200, b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 20_000]
FOREIGN = [{"origin": "http://evil.example"}, {"origin": None}, {"query": {"transport": "polling"}},
           {"query": {"sid": "abc"}}]  # fmt: skip


@pytest.mark.parametrize("path", OUTSIDE)
def test_no_path_leads_out(server, path):
    with server.raw(f"GET {path} HTTP/1.1\r\nHost: {server.host}\r\nConnection: close\r\n\r\n".encode()) as plain:
        answer = b"".join(iter(lambda: plain.recv(65536), b""))
    assert answer.startswith(b"HTTP/1.1 404")
    assert b"There is no such page here" in answer


def test_a_foreign_host_is_misdirected(server):
    with server.browser(host="evil.example") as browser:
        assert browser.get("/").status_code == 421


def test_errors_tell_nothing(server):
    with server.joined() as browser:
        answer = browser.get("/en/wall")
        assert answer.status_code == 500
        assert "secret" not in answer.text
        assert "Algo falló" in answer.text


@pytest.mark.parametrize("sent", SLOW)
def test_who_is_slow_is_cut_off(server, sent):
    begun = time.monotonic()
    with server.raw(sent) as plain:
        while time.monotonic() - begun < 8:
            try:
                plain.sendall(sent[-1:])
                plain.settimeout(0.3)
                if not plain.recv(1000):
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    assert time.monotonic() - begun < 4


def test_who_does_not_read_is_cut_off(server):
    with server.browser() as browser:
        browser.post("/join", data={"team": ""})
        paths = re.findall(r'src="(/_nicegui/[^"]+quasar[^"]+)"', browser.get("/en/board").text)
        size = len(browser.get(paths[0]).content)
    request = f"GET {paths[0]} HTTP/1.1\r\nHost: {server.host}\r\n\r\n".encode()
    with server.raw(request * 40, buffer=4096) as plain:
        time.sleep(3)
        got = 0
        try:
            while data := plain.recv(1 << 20):
                got += len(data)
        except ConnectionResetError:
            pass
    assert got < 40 * size / 2


@pytest.mark.parametrize("sent", NO_HTTP)
def test_what_is_no_http_is_refused(server, sent):
    with server.raw() as plain:
        try:
            plain.sendall(sent)
            assert plain.recv(100)[9:10] in (b"", b"4")
        except OSError:
            pass
    assert httpx.get(server.base).status_code == 200


def test_a_page_talks_for_itself(server):
    with server.joined() as browser, opened(server, browser) as (page, talk):
        talk.send(page.click())
        assert any('"1"' in text for text in heard(talk))


@pytest.mark.parametrize("change", FOREIGN)
def test_a_foreign_page_cannot_open_a_socket(server, change):
    with server.joined() as browser, pytest.raises(InvalidStatus, match="403"), opened(server, browser, **change):
        pass


def test_another_browser_cannot_speak_for_a_page(server):
    """Not even with the page's number: not with a socket of its own, not on the socket of another page."""
    with server.joined() as browser, server.joined() as thief:
        page = Page(browser)
        with opened(server, thief, page) as (_, talk):
            assert any("Implicit handshake failed" in text for text in heard(talk, 0.5))
        with opened(server, browser, page) as (_, own), opened(server, thief) as (_, talk):
            heard(own, 0.3)
            talk.send(page.click())
            assert not any('"1"' in text for text in heard(own, 0.5))
            own.send(page.click())
            assert any('"1"' in text for text in heard(own, 0.5))


def test_messages_of_another_shape_do_nothing(server):
    odd = [None, 1, "a", [], {}, {"client_id": 1}, {"client_id": "x", "id": 1}]
    with server.joined() as browser, opened(server, browser) as (page, talk):
        for name in ("event", "ack", "javascript_response", "log", "handshake"):
            for message in odd:
                talk.send("42" + json.dumps([name, message]))
        own = {"client_id": page.id}
        for message in ({}, {"id": {}}, {"id": 10**30}, {"id": int(page.button), "listener_id": []}, {"args": 5}):
            talk.send("42" + json.dumps(["event", {**own, **message}]))
        talk.send(page.click(args=["{not json"]))
        talk.send("42" + json.dumps(["ack", {**own, "next_message_id": "x"}]))
        talk.send('42["event",' + "[" * 3000)
        heard(talk, 0.3)
        talk.send(page.click())
        assert any('"1"' in text for text in heard(talk, 0.5))


def test_what_a_browser_logs_is_not_kept(server):
    before = (server.folder / "server.log").stat().st_size
    with server.joined() as browser, opened(server, browser) as (page, talk):
        line = {"client_id": page.id, "level": "error", "message": "x" * 50_000}
        for _ in range(10):
            talk.send("42" + json.dumps(["log", line]))
        heard(talk, 0.3)
    assert (server.folder / "server.log").stat().st_size - before < 5_000


def test_a_message_is_64_kb_at_most(server):
    with server.joined() as browser, opened(server, browser) as (page, talk):
        heard(talk, 0.2)
        talk.send(page.click(args=["x" * 70_000]))
        with pytest.raises(ConnectionClosed):
            heard(talk, 3)


def repeat(talk, message):
    """Say it, or ping where there is nothing to say, until nobody listens."""
    for number in range(100_000):
        talk.ping(str(number).rjust(120)) if message is None else talk.send(message)
    heard(talk, 3)


@pytest.mark.parametrize("what", ["clicks", "pings", "megabytes"])
def test_a_flood_ends_the_socket(server, what):
    with server.joined() as browser, opened(server, browser) as (page, talk):
        message = {"clicks": page.click(), "megabytes": page.click(args=["x" * 60_000])}.get(what)
        with pytest.raises(ConnectionClosed):
            repeat(talk, message)


def test_500_page_loads_are_bounded(server):
    with server.joined() as browser:
        browser.get("/en/board")
        before = server.memory()
        loads = [browser.get("/en/board").status_code for _ in range(500)]
        assert loads.count(200) == PAGES_OF_A_DEVICE - 1
        assert loads.count(503) == 500 - loads.count(200)
        assert server.memory() - before < 30
    with server.joined() as other:
        assert other.get("/en/board").status_code == 200


def test_strangers_leave_nothing_behind(server):
    with server.joined() as known:
        name = next(iter(known.cookies))
    with server.browser() as browser:
        for path in ("/", "/en/board", "/nothing"):
            browser.get(path)
        before = server.memory()
        for number in range(300):
            browser.get(f"/nothing{number}")
            browser.get("/en/board", headers={"cookie": f"{name}={number}"})
        assert server.memory() - before < 10
        assert len(browser.cookies) == 0


def test_connections_are_counted(monkeypatch):
    class Transport:
        aborted = False

        def abort(self):
            self.aborted = True

        def get_extra_info(self, name, default=None):
            return {"peername": ("192.168.1.20", 1), "sockname": ("192.168.1.2", 8765)}.get(name, default)

    import asyncio

    from uvicorn import Config
    from uvicorn.server import ServerState

    async def connect_many():
        protocols, transports = [], []
        for _ in range(CONNECTIONS_BY_ADDRESS + 5):
            protocols.append(GuardedHTTP(Config(lambda: None, log_config=None), ServerState(), {}))
            transports.append(Transport())
            protocols[-1].connection_made(transports[-1])
        assert sum(transport.aborted for transport in transports) == 5
        for protocol in protocols:
            protocol.connection_lost(OSError())

    asyncio.run(connect_many())
    assert not _open


def test_a_restart_keeps_keys_devices_and_says_goodbye(tmp_path):
    first = Running(tmp_path / "session")
    with first.joined("1") as browser, opened(first, browser) as (_, talk):
        cookies = dict(browser.cookies)
        heard(talk, 0.2)
        first.process.send_signal(signal.SIGINT)
        said = []
        with pytest.raises(ConnectionClosed):
            said.extend(talk.recv(5) for _ in range(1000))
    assert any("The workshop was stopped" in text for text in said)
    assert first.process.wait(10) == 0
    assert first.process.stderr.read() == ""
    first.stop()
    again = Running(tmp_path / "session")
    try:
        assert again.link.partition("key=")[2] == first.link.partition("key=")[2]
        page = httpx.get(f"{again.base}/en/board", cookies=cookies)
        assert "team 1" in page.text
    finally:
        again.stop()
    assert sorted(path.name for path in (tmp_path / "session").iterdir()) == [
        ".lock", "keys.json", "scenarios", "server.log", "session.jsonl"]  # fmt: skip
    modes = {path.name: path.stat().st_mode & 0o077 for path in (tmp_path / "session").iterdir()}
    assert not any(modes.values()), modes
    assert not os.path.exists(".nicegui")


def test_a_port_that_is_taken():
    with listen(False, None, range(8960, 8980)) as first:
        port = first.getsockname()[1]
        with pytest.raises(UserError, match=f"port {port} is taken"):
            listen(False, port, range(0))
        with listen(False, None, range(port, port + 5)) as second:
            assert second.getsockname()[1] > port
        with pytest.raises(UserError, match=f"ports {port} to {port} are taken"):
            listen(True, None, range(port, port + 1))
