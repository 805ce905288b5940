"""The kit in the browser: for those who came in, in both languages, with the code for the facilitator alone."""

from types import SimpleNamespace

import pytest

from borderSim.scenario import load_scenario
from borderSim.workshop.draft.draft import Bases
from borderSim.workshop.guard.address import Address
from tests.workshop.test_kit import SCENARIOS

nicegui = pytest.importorskip("nicegui")
CODE = "4711"


class Door:
    """Lets in whoever shows the cookie "in", and takes "boss" for the facilitator."""

    address = Address(8808, ("192.168.0.7",))
    keys = SimpleNamespace(code=CODE)

    def visitor(self, request):
        return request.cookies.get("who")

    def is_facilitator(self, request):
        return request.cookies.get("who") == "boss"


@pytest.fixture(scope="module")
def site():
    from starlette.testclient import TestClient

    from borderSim.workshop.screens import kit_page

    scenario = load_scenario(SCENARIOS / "reopen.yaml")
    before = list(nicegui.app.router.routes)
    kit_page.register(SimpleNamespace(door=Door(), bases=Bases({"reopen": scenario}, scenario)))
    yield lambda path, who: TestClient(nicegui.app, follow_redirects=False).get(
        path, headers={"cookie": f"who={who}"} if who else {}
    )
    nicegui.app.router.routes[:] = before


def test_a_stranger_is_sent_to_the_door(site):
    answer = site("/es/kit", "")
    assert answer.status_code in (302, 303, 307)
    assert answer.headers["location"] == "/?lang=es"


@pytest.mark.parametrize(("lang", "title", "other"), [("en", "Workshop kit", "/es/kit"), ("es", "Material", "/en/kit")])
def test_who_came_in_sees_the_kit_and_the_way_to_the_other_language(site, lang, title, other):
    answer = site(f"/{lang}/kit", "guest")
    assert answer.status_code == 200
    assert title in answer.text
    assert f'href="{other}"' in answer.text
    assert "http://192.168.0.7:8808" in answer.text


def test_the_room_code_stands_on_the_facilitators_poster_alone(site):
    assert CODE in site("/en/kit", "boss").text
    assert CODE not in site("/en/kit", "guest").text


def test_a_poster_names_no_address_that_only_this_computer_can_open(site, monkeypatch):
    from borderSim.workshop.screens import kit_page

    monkeypatch.setattr(Door, "address", Address(8808))
    scenario = load_scenario(SCENARIOS / "reopen.yaml")
    nicegui.app.router.routes[:] = [one for one in nicegui.app.router.routes if "/kit" not in getattr(one, "path", "")]
    kit_page.register(SimpleNamespace(door=Door(), bases=Bases({"reopen": scenario}, scenario)))
    text = site("/en/kit", "boss").text
    assert "127.0.0.1" not in text
    assert CODE not in text


def test_a_third_language_is_no_page(site):
    assert site("/fr/kit", "guest").status_code in (404, 422)
