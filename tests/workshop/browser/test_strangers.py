"""Who may not come in, on a server that the network hears (acceptance 14)."""

import re

import pytest
from httpx import Request

from tests.workshop.browser.server import SHORT, Server

pytestmark = pytest.mark.browser
PATHS = (
    "/static/../server.py", "/static/%2e%2e/server.py", "/static/..%2fserver.py", "/..%2f..%2fetc/passwd",
    "/%2e%2e/%2e%2e/etc/passwd", "//etc/passwd", "/static//etc/passwd", "/session.jsonl", "/static/",
    "/en/board/../../x",
)  # fmt: skip


@pytest.fixture(scope="module")
def shared(chromium, tmp_path_factory):
    """A server for the network, with its address there."""
    server = Server(tmp_path_factory.mktemp("lan") / "session", SHORT, "--lan", "--teams", "2", "--jobs", "1")
    yield server
    server.stop()


@pytest.fixture(scope="module")
def address(shared):
    """Where others find it; a machine without a network has none but its own."""
    return re.search(r"Address\s+(http://[\d.]+:\d+)", shared.said)[1]


@pytest.fixture(scope="module")
def code(shared):
    return re.search(r"Room code\s+(\d{4})", shared.said)[1]


def test_a_body_of_65_kb_is_too_long(shared):
    with shared.visitor() as stranger:
        assert stranger.post("/join", content=b"x" * 65 * 1024).status_code == 413
        assert stranger.post("/join", content=iter([b"x" * 1024] * 65)).status_code == 413


@pytest.mark.parametrize("path", PATHS)
def test_path_tricks_lead_nowhere(shared, path):
    with shared.visitor() as stranger:
        request = stranger.build_request("GET", "/")
        raw = Request("GET", request.url.copy_with(raw_path=path.encode()), headers=request.headers)
        assert stranger.send(raw).status_code == 404


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "127.0.0.1:1", "localhost.evil.example:80"])
def test_a_foreign_host_is_misdirected(shared, host):
    with shared.visitor(host=host) as stranger:
        assert stranger.get("/").status_code == 421


def test_the_door_asks_others_for_the_code_and_says_no_in_their_language(chromium, shared, address, code):
    if "127.0.0.1" in address:
        pytest.skip("this machine has no network")
    context = chromium.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    for lang, words in (("en", "That code is not right"), ("es", "Ese código no es correcto")):
        page.goto(f"{address}/?lang={lang}")
        page.fill("#code", f"{(int(code) + 1) % 10000:04d}")
        page.click("main button[type=submit]")
        page.get_by_role("alert").wait_for()
        assert words in page.get_by_role("alert").inner_text()
    page.fill("#code", code)
    page.click("main button[type=submit]")
    page.wait_for_url("**/es/phone")
    context.close()


def test_ten_wrong_codes_lock_for_a_minute(shared, address, code):
    if "127.0.0.1" in address:
        pytest.skip("this machine has no network")
    with shared.visitor(address) as stranger:
        said = []
        for number in range(11):
            wrong = f"{(int(code) + 1 + number) % 10000:04d}"
            answer = stranger.post("/join", data={"team": "", "lang": "en", "code": wrong})
            said.append(answer.headers["location"].partition("refused=")[2])
        assert said[0] == "guard_wrong_code"
        assert said[-1] == "guard_locked"
        right = stranger.post("/join", data={"team": "", "lang": "en", "code": code})
        assert right.headers["location"].endswith("refused=guard_locked"), "the right code comes too late"
        assert "minut" in stranger.get(right.headers["location"]).text
    with shared.visitor() as here:
        assert here.post("/join", data={"team": "", "lang": "en"}).headers["location"] == "/en/phone"
