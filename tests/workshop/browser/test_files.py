"""What can be taken away: link, YAML, handout (acceptance 7, 8, 13)."""

import re
import shutil
import subprocess
import sys
import zlib

import numpy as np
import pytest

from borderSim.results.store import read_numbers
from borderSim.workshop.draft.change import with_lever
from borderSim.workshop.draft.draft import Draft
from borderSim.workshop.draft.link import encode
from tests.workshop.browser.board import RELEASED, Board
from tests.workshop.browser.model import bases, direct, shown

pytestmark = pytest.mark.browser
LEVER, VALUE = "crossing_integrity", 0.0


@pytest.fixture(scope="module")
def board(room):
    """A team's Board with one lever moved."""
    with room.team(size="projector") as page:
        yield Board(page).settled().press(LEVER, "Home")


@pytest.fixture(scope="module")
def answer():
    """The same policy, run here."""
    return direct(with_lever(Draft("r24"), bases(), LEVER, VALUE), RELEASED)


def test_a_link_brings_the_same_levers_and_numbers_and_undo_the_own_ones(room, board):
    with room.team("es", size="projector") as page:
        other = Board(page).settled()
        own = other.source
        page.goto(board.link().replace("/en/", "/es/"))
        page.get_by_role("button", name="Usar esta configuración").click()
        other.settled(now=board.source.split(",")[0])
        assert other.value(LEVER) == VALUE
        assert [one["data"][0] for one in other.series().values()] == [
            one["data"][0] for one in board.series().values()
        ]
        page.keyboard.press("Control+z")
        other.settled(now=own)


@pytest.mark.parametrize(
    ("change", "en", "es"),
    [
        (lambda link: link[:-7], "This link is cut off or was changed", "Este enlace está incompleto o fue alterado"),
        (
            lambda link: link.replace("d=1.", "d=1.0"),
            "This link is cut off or was changed",
            "Este enlace está incompleto",
        ),
        (lambda link: link.replace("d=1.", "d=0."), "made with another version", "se hizo con otra versión"),
        (lambda link: link + "A" * 5000, "too long to be one of ours", "demasiado largo para ser nuestro"),
    ],
)
def test_a_link_that_was_changed_says_so_in_the_pages_language(board, room, change, en, es):
    link = f"{room.server.base}/en/board?d={encode(with_lever(Draft('r24'), bases(), LEVER, 0.5), bases())}"
    with room.facilitator() as page:
        for lang, words in (("en", en), ("es", es)):
            page.goto(change(link).replace("/en/", f"/{lang}/"))
            page.locator("dialog[open]").get_by_text(words).wait_for()


def test_the_saved_file_runs_to_the_numbers_on_the_screen(board, answer, tmp_path):
    with board.page.expect_download() as started:
        board.page.get_by_role("button", name="Save YAML").click()
    file = tmp_path / "policy.yaml"
    started.value.save_as(file)
    command = [sys.executable, "-m", "borderSim.cli.main", "run", str(file), "--out", str(tmp_path / "run")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert board.series() == {name: one for name, one in shown(answer).items() if name in board.series()}
    (numbers,) = (tmp_path / "run").rglob("run.nc")
    run = read_numbers(numbers)
    for outcome, scenario in ((answer.policy, "policy"), (answer.baseline, bases().baseline.name)):
        found = {name: values[run.index(scenario)] for name, values in run.national.items()}
        assert found.keys() == outcome.national.keys()
        for name, values in outcome.national.items():
            np.testing.assert_array_equal(found[name], values, err_msg=name)


def words_of(pdf, file):
    """The words that can be selected, by poppler where it is there, else what the text objects show."""
    if shutil.which("pdftotext"):
        return subprocess.run(["pdftotext", str(file), "-"], capture_output=True, text=True, check=True).stdout
    streams = []
    for part in re.findall(rb"stream\r?\n(.*?)endstream", pdf, re.DOTALL):
        try:
            streams.append(zlib.decompress(part))
        except zlib.error:
            continue
    return b" ".join(re.findall(rb"\((.*?)\) Tj", b"".join(streams))).decode("latin-1")


@pytest.mark.parametrize(("lang", "words"), [("en", "Border"), ("es", "frontera")])
def test_the_handout_has_two_pages_and_words_that_can_be_selected(board, room, lang, words, tmp_path):
    page = board.page
    room.go(page, f"/{lang}/board")
    board.settled()
    with page.expect_download() as started:
        page.get_by_role("button", name="Handout PDF" if lang == "en" else "Hoja en PDF").click()
    file = tmp_path / "handout.pdf"
    started.value.save_as(file)
    pdf = file.read_bytes()
    assert len(re.findall(rb"/Type /Page\b", pdf)) == 2
    said = words_of(pdf, file)
    assert words in said
    assert str(RELEASED) in said
