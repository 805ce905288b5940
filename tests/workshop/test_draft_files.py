"""Links and files: what leaves the room comes back whole, and nothing else does."""

import json
import re
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from borderSim import catalogue
from borderSim.experiment.block import Block, run_block
from borderSim.scenario import load_scenario, references
from borderSim.workshop.draft import change, link
from borderSim.workshop.draft.change import BadChange
from borderSim.workshop.draft.draft import Bases, Draft
from borderSim.workshop.draft.files import BadFile, from_text, to_text
from borderSim.workshop.draft.link import MOST_CHARACTERS, BadLink, decode, encode
from borderSim.workshop.draft.scenarios import baseline, policy
from tests.workshop.drafts import CLOSURE, SHOCK, STRIKE, drafts, plain_draft, room, short, today

# --- links -----------------------------------------------------------------------------------------------------------


def broken(key, text, bases=None):
    with pytest.raises(BadLink) as caught:
        decode(text, bases or room())
    assert caught.value.key == key
    assert caught.value.words("es") != caught.value.words("en")


def made(content, version=link.VERSION, said=None):
    """A link with this content and a hash that fits."""
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    packed = urlsafe_b64encode(zlib.compress(raw)).decode().rstrip("=")
    return f"{version}.{said or link._sum(raw)}.{packed}"


@given(drafts())
def test_a_link_gives_back_its_draft(draft):
    text = encode(draft, room())
    assert re.fullmatch(r"[A-Za-z0-9._-]+", text)
    assert len(text) <= MOST_CHARACTERS
    assert decode(text, room()) == draft


def test_a_link_is_the_same_for_equal_drafts_and_short():
    draft = plain_draft()
    turned = replace(draft, settings=dict(reversed(draft.settings.items())))
    assert encode(turned, room()) == encode(draft, room())
    assert len(encode(Draft("reopen"), room())) < 120


def test_every_lever_moved_still_fits_a_link():
    draft = Draft("reopen")
    for number, (name, lever) in enumerate(catalogue.levers().items()):
        value = lever.lower + (lever.upper - lever.lower) * (number % 20) / 20
        draft = change.with_lever(draft, room(), name, value, ramp_months=number % 13)
    assert decode(encode(draft, room()), room()) == draft


@given(st.data())
def test_a_link_with_one_character_changed_or_cut_off_is_refused(data):
    text = encode(plain_draft(), room())
    at = data.draw(st.integers(0, len(text) - 1))
    other = data.draw(st.sampled_from("aZ09-_. é\x00").filter(lambda letter: letter != text[at]))
    for wrong in (text[:at] + other + text[at + 1 :], text[:at]):
        try:
            found = decode(wrong, room())
        except BadLink:
            found = None
        assert found is None or urlsafe_b64decode(wrong.split(".")[2] + "==") == urlsafe_b64decode(
            text.split(".")[2] + "=="
        )


def test_what_is_wrong_with_a_link_is_said():
    text = encode(plain_draft(), room())
    _, said, packed = text.split(".")
    broken("draft_link_version", f"2.{said}.{packed}")
    for wrong in ("", "1", "1.", f"1.{said}", f"1..{packed}", f"x.{said}.{packed}", f"1.{said}.{packed[:-9]}", "1.a.é"):
        broken("draft_link_broken", wrong)
    broken("draft_link_long", "1." + "a" * MOST_CHARACTERS)
    another = Bases({"reopen": replace(room().first, seed=99)}, room().baseline)
    broken("draft_link_room", text, another)
    broken("draft_link_room", text, Bases(room().scenarios, replace(room().baseline, seed=99)))
    broken("draft_link_room", text, today())


def test_a_link_that_unpacks_to_too_much_or_to_no_draft_is_refused():
    bomb = made(json.dumps({"draft": {"base": "reopen"}, "room": ""}).encode() + b" " * 2_500_000)
    assert len(bomb) <= MOST_CHARACTERS
    for wrong in (
        bomb,
        made(b"[" * 30_000),
        made(b"\xff\xfe"),
        made([1]),
        made({"draft": {}}),
        made({"draft": {"base": "reopen"}, "room": "", "more": 1}),
        made({"draft": {"base": "reopen", "pins": {"balloon_coefficient": 9}}, "room": ""}),
        made({"draft": {"base": 3}, "room": ""}),
    ):
        broken("draft_link_broken", wrong)
    broken("draft_link_room", made({"draft": {"base": "reopen"}, "room": ""}))


def test_a_draft_that_is_too_large_for_a_link_is_told_to_become_a_file():
    draft = Draft("reopen")
    rng = np.random.default_rng(1)
    for name, lever in catalogue.levers().items():
        value = lever.lower + (lever.upper - lever.lower) * rng.random()
        draft = change.with_lever(draft, room(), name, value, ramp_months=60 * rng.random())
    pins = [name for name, p in catalogue.parameters().items() if p.low < p.high and p.distribution != "switch"]
    for name in pins[: change.MOST_PINS]:
        entry = catalogue.parameters()[name]
        draft = change.with_pin(draft, name, entry.low + (entry.high - entry.low) * rng.random())
    with pytest.raises(BadLink) as caught:
        encode(draft, room())
    assert caught.value.key == "draft_link_full"
    assert from_text(to_text(draft, room(), (), 32), room()) == draft


# --- files -----------------------------------------------------------------------------------------------------------


def saved(text, folder):
    path = folder / "policy.yaml"
    path.write_text(text, encoding="utf-8")
    return load_scenario(path)


@given(drafts(), st.sampled_from(((), (STRIKE,), (SHOCK, CLOSURE))))
def test_a_file_gives_back_its_draft(draft, injects):
    text = to_text(draft, room(), injects, 32)
    assert from_text(text, room(), injects) == draft


def test_a_saved_file_stands_alone_and_is_the_two_scenarios(tmp_path):
    for draft, bases in ((plain_draft(), room()), (Draft("reopen_only"), room()), (Draft("today"), today())):
        injects = (STRIKE,) if "reopen" in draft.base else ()
        loaded = saved(to_text(draft, bases, injects, 64), tmp_path)
        assert loaded == replace(policy(draft, bases, injects), members=64)
        (reference,) = references(loaded)
        assert reference == replace(baseline(draft, bases, injects), members=64)
        assert loaded.carried == (reference,)


def test_a_saved_file_tells_nothing_of_the_machine_it_was_made_on():
    text = to_text(plain_draft(), room(), (), 32)
    assert "/" not in text.split("question:")[0]
    assert not re.search(r"\.yaml|/scenarios/", text)


def test_a_saved_file_gives_the_same_numbers_to_the_bit(tmp_path):
    bases = short(room())
    draft = change.with_lever(Draft("reopen"), bases, "border_open_cargo", 0.85, ramp_months=2.5)
    draft = change.with_lever(draft, bases, "oil_price", 91.3)
    draft = change.with_reading(draft, "balloon_effect", "no_balloon")
    injects = (replace(STRIKE, date=bases.first.start.replace(month=9)),)
    loaded = saved(to_text(draft, bases, injects, 3), tmp_path)
    assert loaded.members == 3
    ours = [policy(draft, bases, injects), baseline(draft, bases, injects)]
    theirs = [loaded, *references(loaded)]
    one, other = (run_block(Block(pair, np.arange(3), pair[0].seed, "float32")) for pair in (ours, theirs))
    assert one.national.keys() == other.national.keys() != set()
    for name, values in one.national.items():
        assert np.array_equal(values, other.national[name])
        assert values.shape[0] == 2
    assert np.any(one.national["exports_to_ve"][0] != one.national["exports_to_ve"][1])


def refused(key, text, *needed, bases=None):
    with pytest.raises(BadChange) as caught:
        from_text(text, bases or room())
    assert caught.value.key == key
    assert caught.value.words("es") != caught.value.words("en")
    for words in needed:
        assert words in str(caught.value)


def test_problems_of_a_file_come_with_their_lines():
    with pytest.raises(BadFile) as caught:
        from_text(whole("what: 1\n"), room())
    lines = whole("what: 1\n").splitlines()
    (line, what), *_ = caught.value.problems
    assert lines[line - 1] == "what: 1"
    assert what.startswith("what: unknown key")


def whole(extra=""):
    return to_text(Draft("reopen"), room(), (), 32) + extra


def test_files_that_cannot_be_read_alone_are_refused():
    refused("draft_file_bad", "", "empty")
    refused("draft_file_bad", "name: [", "YAML")
    refused("draft_file_bad", "name: x\nextends: baseline\n", "extends")
    refused("draft_file_bad", "name: x\nextends: /etc/passwd\n", "extends")
    refused("draft_file_bad", whole("assumptions: &a {x: *a}\n"), "anchors")
    refused("draft_file_bad", whole().replace("members: 32", "members: 1e9", 1), "members")
    refused("draft_file_bad", "!!python/object/apply:os.system [ls]")
    refused("draft_file_bad", whole("what: 1\n"), "unknown key")
    refused("draft_file_months", "name: x\nstart: 2015-01-01\nend: 2016-01-01\n", "2015")
    refused("draft_file_months", to_text(Draft("today"), today(), (), 8), "2025")


LEVER = "levers:\n"


def with_lever_text(value):
    text = whole()
    return text.replace(LEVER, f"{LEVER}  talks_eln: {value}\n", 1)


def test_what_a_board_cannot_hold_is_named():
    refused("draft_file_more", with_lever_text("{from: 2023-01-01, value: 1, until: 2024-01-01}"), "talks_eln")
    refused("draft_file_more", with_lever_text("{from: 2023-01-01, value: 1, lag: 3 months}"), "talks_eln")
    refused("draft_file_more", with_lever_text("{steps: {2023-01-01: 0.5, 2024-01-01: 1}}"), "talks_eln")
    refused("draft_file_more", whole("switches: {demand_frozen: yes}\n"), "demand_frozen")
    refused(
        "draft_file_more", whole("assumptions: {balloon_coefficient: {low: 0, central: 0.1, high: 0.2}}\n"), "balloon"
    )
    refused("draft_file_more", whole("reading: {balloon_effect: both}\n"), "balloon")
    refused("draft_file_more", whole().replace("seed: 1\n", "seed: 2\n", 1), "seed")
    refused("draft_file_more", whole().replace("parameters: posterior", "parameters: prior", 1), "parameters")
    rule = "events:\n- {when: conflict_killings > 60 for 2 months, do: {talks_eln: 0}}\n"
    refused("draft_file_more", whole(rule), "events")
    refused(
        "draft_file_more", re.sub(r"  crossing_hours:\n(  - .*\n(    .*\n)*)+", "", whole(), count=1), "crossing_hours"
    )
    refused("draft_pin_out", whole("assumptions: {balloon_coefficient: 1e6}\n"))


def test_a_file_by_hand_is_a_draft_too():
    text = with_lever_text("{from: 2023-01-01, value: 80%, ramp: 6 months}") + (
        "events:\n- {type: incident, date: 2023-05-01}\nassumptions: {balloon_coefficient: 0.2}\n"
    )
    draft = from_text(text, room())
    assert draft.settings["talks_eln"].value == 0.8
    assert (draft.events, draft.pins) == ((STRIKE,), {"balloon_coefficient": 0.2})
    assert from_text(text, room(), (STRIKE,)).events == ()


def test_a_file_without_a_name_of_its_base_takes_the_nearest_one():
    text = to_text(change.with_lever(Draft("reopen_only"), room(), "talks_eln", 1), room(), (), 32)
    unnamed = re.sub(r"resolved_from:\n(- .*\n)+", "", text)
    assert unnamed != text
    assert from_text(unnamed, room()).base == "reopen_only"
