"""What the Board says of a file that it cannot read, and what it says to screen readers, without a browser."""

import pytest

from tests.workshop.board_lab import rest
from tests.workshop.room_lab import CHIEF, DRIVER
from tests.workshop.test_board_page import page, play


def test_what_the_loader_says_of_a_file_stands_under_spanish_words_as_english(tmp_path):
    async def act():
        _, screen, _ = page(tmp_path, lang="es")
        screen.press("Cargar YAML")
        file = next(e for e in screen.client.elements.values() if "file" in str(e.props.get("name")))
        screen.send(file, "text", "name: x\n\ntitel: y\n")
        assert "Motivos, en inglés:" in screen.words()
        said = [screen.words(e) for e in screen.elements("span", lang="en")]
        assert any("titel: unknown key" in words for words in said)
        assert "Línea 3: " in screen.words()

    play(act())


def test_a_deed_is_said_beside_what_the_charts_say(tmp_path, monkeypatch):
    monkeypatch.setattr("borderSim.workshop.screens.elements.frame.AFTER_DIALOG", 0.01)

    async def act():
        _, screen, _ = page(tmp_path)
        frame = screen.built.here.frame
        frame.announce("Published: Papers first")
        frame.speak("People with papers: 2 million")
        await rest(0.05)
        said = [e._text for e in screen.elements(role="status", aria_live="polite")]
        assert {"Published: Papers first", "People with papers: 2 million"} <= set(said)

    play(act())


@pytest.mark.parametrize(("name", "links"), [(CHIEF, ["Consola de facilitación"]), (DRIVER, [])])
def test_only_the_facilitators_board_leads_to_the_console(tmp_path, name, links):
    async def act():
        _, screen, _ = page(tmp_path, lang="es", name=name)
        assert [screen.words(e) for e in screen.elements("a", href="/es/console")] == links

    play(act())
