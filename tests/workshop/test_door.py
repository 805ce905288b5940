"""The door: what a stranger sees, and what the form sends."""

import re

import pytest

from borderSim.workshop.room import events
from borderSim.workshop.screens import door
from borderSim.workshop.words import WORDS
from tests.workshop.room_lab import CHIEF
from tests.workshop.screen_lab import request, workshop

STRANGE = [
    "<script>alert(1)</script>",
    "guard_",
    "room_minutes",
    "__class__",
    "{0.__class__}",
    "wall_title",
    "../etc",
    "x" * 500,
]


def inputs(html, name):
    return re.findall(rf'<input[^>]*name="{name}"[^>]*>', html)


@pytest.mark.parametrize("lang", ["en", "es"])
def test_on_this_machine_no_code_is_asked(tmp_path, lang):
    made = workshop(tmp_path)
    html = door.page(made, request("/"), lang, "")
    assert not inputs(html, "code")
    assert f'<html lang="{lang}">' in html
    assert 'method="post" action="/join"' in html
    assert made.bases.first.title[lang] in html


def test_on_a_network_a_stranger_types_four_digits(tmp_path):
    made = workshop(tmp_path, lan=True)
    html = door.page(made, request("/", client="192.168.7.20"), "en", "")
    assert len(inputs(html, "code")) == 1
    assert 'pattern="[0-9]{4}"' in html
    assert made.door.keys.code not in html


def test_a_team_that_is_taken_cannot_be_chosen(tmp_path):
    made = workshop(tmp_path)
    made.room.do(events.Named(1, "Mayors & <b>Co</b>"), by=CHIEF)
    html = door.page(made, request("/"), "en", "")
    chosen = inputs(html, "team")
    assert [("disabled" in item, re.search(r'value="(\d*)"', item)[1]) for item in chosen] == [
        (False, ""), (True, "1"), (False, "2"), (False, "3")
    ]  # fmt: skip
    assert "Mayors &amp; &lt;b&gt;Co&lt;/b&gt;" in html
    assert "taken: another device drives this team" in html


@pytest.mark.parametrize("key", STRANGE)
@pytest.mark.parametrize("lang", ["en", "es"])
def test_a_made_up_refusal_says_nothing_of_its_own(tmp_path, key, lang):
    assert door.refusal(key, lang) == WORDS["guard_refused"][lang == "es"]
    assert "<script>alert" not in door.page(workshop(tmp_path), request("/"), lang, key)


def test_every_refusal_of_the_door_is_said_in_words():
    for key in ("guard_wrong_code", "guard_locked", "guard_no_team", "room_team_taken"):
        for lang in ("en", "es"):
            assert "{" not in door.refusal(key, lang)
            assert door.refusal(key, lang) != WORDS["guard_refused"][lang == "es"]
    assert door.refusal("", "en") == ""


@pytest.mark.parametrize(
    ("asked", "browser", "lang"),
    [("", "es-CO,es;q=0.9", "es"), ("", "en-GB", "en"), ("", "fr,es;q=0.5", "es"), ("", "fr", "es"), ("", "", "es"),
     ("en", "es", "en"), ("es", "en", "es"), ("<b>", "en", "en")],
)  # fmt: skip
def test_the_language_is_asked_for_or_the_browsers_or_the_rooms(asked, browser, lang):
    assert door.spoken(request("/", language=browser), asked, "es") == lang
