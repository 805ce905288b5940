"""The gate in front of a small application: addresses, paths, methods, origins, sizes, headers, sockets."""

import asyncio
import re
from types import SimpleNamespace

import pytest
from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import HTMLResponse, PlainTextResponse
from hypothesis import given
from hypothesis import strategies as st
from nicegui import Client
from starlette.datastructures import Headers

from borderSim.errors import UserError
from borderSim.workshop.guard import gate as gates
from borderSim.workshop.guard.address import Address, here, is_loopback, on_the_network
from borderSim.workshop.guard.gate import MOST_BODY, Gate
from borderSim.workshop.guard.headers import Nonces
from borderSim.workshop.guard.refusal import refusal
from borderSim.workshop.guard.routes import SOCKET, fixed_routes
from borderSim.workshop.guard.sockets import MESSAGE_BURST, SOCKETS_BY_ADDRESS, STRANGERS_SOCKETS
from borderSim.workshop.guard.visits import LOAD_BURST, PAGES_OF_A_DEVICE, Visits
from borderSim.workshop.room.state import Device

HOST = "127.0.0.1:8765"
ORIGIN = f"http://{HOST}"
GUEST = Device("guest", "guest")


class Door:
    """Knows whoever shows a cookie of its name, as a guest."""

    cookie = "borderSim-8765"
    address = Address(8765, ("192.168.1.2",), "laptop")

    def visitor(self, request):
        return GUEST if self.cookie_of(request) else None

    def cookie_of(self, request):
        return request.cookies.get(self.cookie)


@pytest.fixture(scope="module")
def app():
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)

    @app.get("/")
    def door():
        return HTMLResponse("<script>1</script><SCRIPT>")

    @app.post("/join")
    async def join(request: Request):
        return PlainTextResponse(str(len(await request.body())))

    @app.get("/{lang}/board")
    def board(request: Request, lang: str):
        return PlainTextResponse(request.headers.get("x-forwarded-prefix", "none"))

    @app.websocket(SOCKET)
    async def echo(socket: WebSocket):
        await socket.accept()
        async for text in socket.iter_text():
            await socket.send_text(text)

    return app


@pytest.fixture
def gate(app, monkeypatch):
    monkeypatch.setattr(Client, "page_routes", {"board": "/{lang}/board"})
    return Gate(Nonces(app), Door(), fixed_routes(app, FastAPI(openapi_url=None)))


class Answer:
    def __init__(self, messages):
        self.status = messages[0]["status"]
        self.headers = Headers(raw=messages[0]["headers"])
        self.body = b"".join(message.get("body", b"") for message in messages[1:])


def ask(gate, path="/", method="GET", headers=(), body=(), client="192.168.1.20"):
    given = {"host": HOST, **dict(headers)}
    scope = {
        "type": "http",
        "method": method,
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(name.encode(), value.encode("latin-1")) for name, value in given.items() if value is not None],
        "client": (client, 1),
        "server": ("127.0.0.1", 8765),
        "scheme": "http",
        "http_version": "1.1",
    }
    chunks = [{"type": "http.request", "body": chunk, "more_body": True} for chunk in body]
    chunks.append({"type": "http.request", "body": b""})
    sent = []

    async def receive():
        return chunks.pop(0) if chunks else {"type": "http.disconnect"}

    async def send(message):
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    return Answer(sent)


COOKIE = {"cookie": "borderSim-8765=known"}


def test_what_is_there_is_answered(gate):
    assert ask(gate).status == 200
    assert ask(gate, "/es/board", headers=COOKIE).status == 200
    assert ask(gate, "/join", "POST", {"origin": ORIGIN}, [b"team=1"]).body == b"6"


@pytest.mark.parametrize(
    "host",
    ["127.0.0.1:8765", "localhost:8765", "LOCALHOST:8765", "192.168.1.2:8765", "laptop:8765", "laptop.local:8765"],
)
def test_own_names_are_known(gate, host):
    assert ask(gate, headers={"host": host}).status == 200


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "127.0.0.1",
        "127.0.0.1:80",
        "127.0.0.1:8765.evil.example",
        "",
        None,
        "127.0.0.1:8765, evil.example",
        "localhost:8765@evil",
        "[::1]:8765",
        "192.168.1.3:8765",
    ],
)
def test_a_foreign_host_is_misdirected(gate, host):
    answer = ask(gate, headers={"host": host})
    assert answer.status == 421
    assert "evil" not in answer.headers["content-security-policy"]


@pytest.mark.parametrize("path", [
    "/nothing", "/..", "/../etc/passwd", "//", "//evil.example/", "/en//board", "/en/board/", "/en/../en/board",
    "/%2e%2e/etc", "/en%2fboard", "/en\\board", "/en/board%00", "/static/../server.py", "/static/%2e%2e/server.py",
    "/static/.hidden", "/_nicegui/3.18.0/static/../../main.py", "/_nicegui/3.18.0/resources/x/y",
    "/_nicegui/3.18.0/dynamic_resources/x", "/_nicegui/auto/static/x", "/_nicegui/client/1/upload/2", "/docs",
    "/openapi.json", "/redoc", "/fr/board", "/EN/board", "/session.jsonl", "/keys.json", "/_nicegui_ws/socket.io/",
    "/_nicegui_ws/socket.io/?transport=polling", "*", "http://evil.example/", "/en/board\n",
])  # fmt: skip
def test_anything_else_is_not_there(gate, path):
    answer = ask(gate, path, headers=COOKIE)
    assert answer.status == 404
    assert b"Traceback" not in answer.body


@given(st.text(st.characters(min_codepoint=1, max_codepoint=255), max_size=30))
def test_no_path_by_chance_gets_through(text):
    app = FastAPI(openapi_url=None)
    routes = fixed_routes(app, FastAPI(openapi_url=None))
    assert not routes.methods("/" + text) or re.fullmatch(r"/(favicon\.ico|_nicegui/[\w./@-]+)", "/" + text)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "HEAD", "get"])
def test_only_the_methods_that_are_wanted(gate, method):
    assert ask(gate, "/", method).status == 405
    assert ask(gate, "/join", "GET").status == 405


@pytest.mark.parametrize(
    "origin",
    [
        None,
        "null",
        "http://evil.example",
        "https://127.0.0.1:8765",
        "http://127.0.0.1",
        f"{ORIGIN}.evil.example",
        f"{ORIGIN}/",
        "http://192.168.1.3:8765",
    ],
)
def test_a_form_comes_from_our_own_pages(gate, origin):
    assert ask(gate, "/join", "POST", {"origin": origin}, [b"team=1"]).status == 403


def test_a_body_is_64_kb_at_most(gate):
    fits, over = b"x" * MOST_BODY, b"x" * (65 * 1024)
    post = {"origin": ORIGIN}
    assert ask(gate, "/join", "POST", post, [fits]).body == str(MOST_BODY).encode()
    assert ask(gate, "/join", "POST", post, [over]).status == 413
    assert ask(gate, "/join", "POST", {**post, "content-length": str(len(over))}).status == 413
    assert ask(gate, "/join", "POST", {**post, "content-length": "-1"}).status == 413
    assert ask(gate, "/join", "POST", {**post, "transfer-encoding": "chunked"}, [b"x" * 1024] * 65).status == 413
    assert ask(gate, "/", "GET", {}, [over]).status == 413


def test_headers_are_16_kb_at_most(gate):
    assert ask(gate, headers={"x-long": "x" * 17_000}).status == 431
    assert ask(gate, headers={"cookie": "x" * 10_000}).status == 200


def test_every_answer_has_the_headers(gate):
    for answer in (ask(gate), ask(gate, "/nothing"), ask(gate, headers={"host": "evil"}), ask(gate, "/join", "POST")):
        policy = answer.headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "'unsafe-inline'" not in policy.split("script-src")[1].split(";")[0]
        assert "*" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert answer.headers["cross-origin-opener-policy"] == "same-origin"


def test_plain_http_over_a_network_gets_no_header_that_browsers_complain_of(gate):
    assert "cross-origin-opener-policy" not in ask(gate, headers={"host": "192.168.1.2:8765"}).headers


def test_scripts_of_a_page_carry_the_nonce_of_this_answer(gate):
    first, second = ask(gate), ask(gate)
    nonce = re.search(r"'nonce-([^']+)'", first.headers["content-security-policy"])[1]
    assert f'<script nonce="{nonce}">1</script>'.encode() in first.body
    assert len(first.body) == int(first.headers["content-length"])
    assert nonce not in second.headers["content-security-policy"]


def test_what_a_proxy_would_say_is_not_believed(gate):
    assert ask(gate, "/en/board", headers={**COOKIE, "x-forwarded-prefix": "//evil.example"}).body == b"none"


def test_a_stranger_gets_no_page_but_the_door(gate):
    answer = ask(gate, "/es/board")
    assert (answer.status, answer.headers["location"]) == (303, "/?lang=es")


def test_requests_are_paced_by_address(gate, monkeypatch):
    monkeypatch.setattr(gate, "_requests", gates.Buckets(1, 3, lambda: 0.0))
    assert [ask(gate).status for _ in range(4)] == [200, 200, 200, 429]
    assert ask(gate, client="192.168.1.21").status == 200


def test_refusals_say_it_in_both_languages():
    page = refusal(404, "guard_not_found").body.decode()
    assert "There is no such page here." in page
    assert "Aquí no existe esa página." in page


# pages


def visit(cookie="a", client="192.168.1.20"):
    headers = [(b"cookie", f"borderSim-8765={cookie}".encode())]
    return gates.HTTPConnection({"type": "http", "client": (client, 1), "headers": headers})


class OpenPage:
    def __init__(self, request):
        self.request = request


def test_page_loads_of_an_address_are_paced(monkeypatch):
    monkeypatch.setattr(Client, "instances", {})
    visits = Visits(Door(), clock=lambda: 0.0)
    assert sum(visits.may(visit(str(n)), GUEST) for n in range(500)) == LOAD_BURST
    assert visits.may(visit("other", "192.168.1.21"), GUEST)


def test_pages_that_are_open_are_limited_by_device_address_and_in_all(monkeypatch):
    def opened(count, cookie, client):
        pages = {
            str(n): OpenPage(visit(cookie or str(n), client or f"10.0.{n // 250}.{n % 250}")) for n in range(count)
        }
        monkeypatch.setattr(Client, "instances", pages)
        return Visits(Door())

    assert not opened(PAGES_OF_A_DEVICE, "a", None).may(visit("a"), GUEST)
    assert opened(PAGES_OF_A_DEVICE, "a", None).may(visit("b"), GUEST)
    assert opened(119, None, "192.168.1.20").may(visit("b"), GUEST), "a room behind one address"
    assert not opened(120, None, "192.168.1.20").may(visit("b"), GUEST)
    assert opened(120, None, "127.0.0.1").may(visit("b", "127.0.0.1"), GUEST)
    assert not opened(500, None, None).may(visit("b"), GUEST)
    assert opened(500, None, None).may(visit("b"), Device("t", "team", 1)), "a team is not pushed out by guests"


# sockets


def talk(gate, texts, headers=(), query=b"EIO=4&transport=websocket", path=SOCKET, client="192.168.1.20", binary=False):
    given = {"host": HOST, "origin": ORIGIN, **COOKIE, **dict(headers)}
    scope = {
        "type": "websocket",
        "path": path,
        "raw_path": path.encode(),
        "query_string": query,
        "headers": [(name.encode(), value.encode()) for name, value in given.items() if value is not None],
        "client": (client, 1),
        "subprotocols": [],
        "scheme": "ws",
    }
    kind = "bytes" if binary else "text"
    queue = [{"type": "websocket.connect"}, *({"type": "websocket.receive", kind: text} for text in texts)]
    queue.append({"type": "websocket.disconnect", "code": 1000})
    sent = []

    async def receive():
        return queue.pop(0)

    async def send(message):
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    return [message.get("text", message.get("code", message["type"])) for message in sent]


def test_our_own_page_may_talk(gate):
    said = ["40", '42["event",{}]', "3", '420["handshake",{}]', "41"]
    assert talk(gate, said) == ["websocket.accept", *said]


@pytest.mark.parametrize("headers", [
    {"origin": None}, {"origin": "http://evil.example"}, {"origin": "null"}, {"origin": "https://127.0.0.1:8765"},
    {"host": "evil.example"}, {"host": None}, {"x-long": "x" * 17_000},
])  # fmt: skip
def test_a_foreign_page_may_not(gate, headers):
    assert talk(gate, ["40"], headers) == [1008]


@pytest.mark.parametrize("query", [b"", b"transport=polling", b"transport=websocket&sid=abc", b"a&" * 50])
def test_no_long_polling(gate, query):
    assert talk(gate, ["40"], query=query) == [1008]


@pytest.mark.parametrize("path", ["/", "/_nicegui_ws/socket.io", "/_nicegui_ws/", "/ws", "/_nicegui_ws/socket.io//"])
def test_one_socket_only(gate, path):
    assert talk(gate, ["40"], path=path) == [1008]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "0",
        "1",
        "2",
        "2probe",
        "5",
        "6",
        "40/admin,",
        "44{}",
        "45999-[]",
        "451-[]",
        "46[]",
        '42/admin,["event"]',
        "b4AAAA",
        "x",
        "4",
        "42",
        "42" + "9" * 10 + "[]",
        '42["event",' + "x" * 65536,
        '42["connect",{}]',
        '42["disconnect"]',
        '42["other",{}]',
        '42[ "event",{}]',
    ],
)
def test_nothing_is_said_that_the_page_would_not_say(gate, text):
    assert talk(gate, ["3", text, "3"]) == ["websocket.accept", "3", 1008]


def test_nothing_binary(gate):
    assert talk(gate, [b"40"], binary=True) == ["websocket.accept", 1008]


def test_a_flood_ends_the_socket(gate):
    said = talk(gate, ["3"] * 500)
    assert MESSAGE_BURST <= said.count("3") < MESSAGE_BURST + 40
    assert said[-1] == 1008


def test_sockets_are_counted(gate):
    sockets = gate._sockets
    sockets._open["192.168.1.20"] = SOCKETS_BY_ADDRESS
    assert talk(gate, ["3"]) == [1008]
    assert talk(gate, ["3"], client="192.168.1.21") == ["websocket.accept", "3"]
    assert sockets._open["192.168.1.21"] == 0


def test_strangers_have_sockets_of_their_own(gate):
    stranger = {"cookie": None}
    assert talk(gate, ["3"], stranger) == ["websocket.accept", "3"]
    gate._sockets._open["strangers"] = STRANGERS_SOCKETS
    assert talk(gate, ["3"], stranger) == [1008]
    assert talk(gate, ["3"]) == ["websocket.accept", "3"]


# addresses


class Adapter:
    def __init__(self, *hosts):
        self.ips = [SimpleNamespace(ip=host, is_IPv4=isinstance(host, str)) for host in hosts]


def test_the_networks_of_this_machine(monkeypatch):
    monkeypatch.setattr("ifaddr.get_adapters", lambda: [Adapter("127.0.0.1", ("::1", 0, 0)), Adapter("10.42.0.1")])
    address = on_the_network(8765)
    assert address.shared == ("http://10.42.0.1:8765",)
    assert "10.42.0.1:8765" in address.hosts


def test_lan_without_a_network_is_told(monkeypatch):
    monkeypatch.setattr("ifaddr.get_adapters", lambda: [Adapter("127.0.0.1")])
    with pytest.raises(UserError, match="on no network"):
        on_the_network(8765)


def test_addresses():
    assert here(8765).shared == ()
    assert here(8765).hosts == {"127.0.0.1:8765", "localhost:8765"}
    assert [is_loopback(host) for host in ("127.0.0.2", "::1", "192.168.1.1", "", "localhost")] == [True, True] + [
        False
    ] * 3
