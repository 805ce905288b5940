"""The printed kit: role sheets that are true to the catalogue, and pages of which nothing is cut."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from borderSim import catalogue
from borderSim.catalogue.entries import rows
from borderSim.cli.main import app
from borderSim.scenario import load_scenario
from borderSim.workshop.kit import roles as kit_roles
from borderSim.workshop.kit.cards import card, cards, event_rows, moved_levers
from borderSim.workshop.kit.kit_words import KIT_WORDS
from borderSim.workshop.kit.pages import CARDS_A_PAGE, Room, kit_page
from borderSim.workshop.kit.roles import SECTIONS, links_by_id, role_sheet, roles, trust
from borderSim.workshop.words import say

LANGS = ("en", "es")
SCENARIOS = Path(__file__).parents[2] / "scenarios"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
NUMBER = re.compile(r"\d+(?:[.,]\d+)*[kM]?")
MOST_WORDS = 520
"""Of one sheet, so that it stays a page."""
FORBIDDEN = re.compile(r"\b(Petro|Maduro|Duque|Trump|Biden|Machado|waves? of|influx|pressures? of migrants|oleadas?)\b")


def evidence_of(reference):
    """The texts of the table row that a reference (L063, F1, licence_gl41=0.5) names, in both languages."""
    lever, _, value = reference.partition("=")
    if value:
        level = next(level for level in catalogue.lever_levels()[lever] if f"{level.value:g}" == value)
        return (level.words_en, level.observable_en, level.words_es, level.observable_es, level.date, level.source)
    link = links_by_id().get(reference)
    if link:
        return (link.evidence_en, link.evidence_es, link.note_en, link.note_es)
    return " ".join(next(row for row in rows("facts.csv") if row["id"] == reference).values()).split()


@pytest.fixture(scope="module")
def reopen():
    return load_scenario(SCENARIOS / "reopen.yaml")


def value(text):
    """A number of a text, however its thousands and decimals are written: 245k, 245,000, 245.000; 0,5, 0.5."""
    scale = {"k": 1e3, "M": 1.0}.get(text[-1], 1.0)
    text = text.rstrip("kM")
    if re.fullmatch(r"[1-9]\d{0,2}([.,]\d{3})+", text):
        return float(re.sub("[.,]", "", text)) * scale
    return float(text.replace(",", ".")) * scale


def numbers(text):
    return {value(found) for found in NUMBER.findall(text)}


def test_there_are_six_to_eight_roles_in_both_languages():
    assert 6 <= len(roles()) <= 8
    files = {path.name for path in kit_roles.FOLDER.iterdir()}
    assert files == {f"{slug}.{lang}.md" for slug in roles() for lang in LANGS}


@pytest.mark.parametrize("slug", roles())
def test_a_sheet_has_all_parts_and_the_same_head_in_both_languages(slug):
    english, spanish = (role_sheet(slug, lang) for lang in LANGS)
    for sheet in (english, spanish):
        assert [part.key for part in sheet.sections] == list(SECTIONS)
        assert all(part.lines for part in sheet.sections)
    assert english.title != spanish.title
    for name in ("levers", "presses", "watches", "owners"):
        assert getattr(english, name) == getattr(spanish, name)
    for one, other in zip(english.sections, spanish.sections, strict=True):
        assert len(one.lines) == len(other.lines)
        assert one.references == other.references


@pytest.mark.parametrize("slug", roles())
def test_the_levers_of_a_role_are_in_the_catalogue_and_its_own(slug):
    sheet, levers = role_sheet(slug, "en"), catalogue.levers()
    for name in sheet.levers:
        assert levers[name].kind == "policy"
        assert levers[name].owner in sheet.owners
    assert all(levers[name].kind == "policy" for name in sheet.presses)
    assert all(levers[name].kind == "condition" for name in sheet.watches)
    assert not set(sheet.levers) & set(sheet.presses)


def test_every_policy_is_decided_by_somebody_at_the_tables():
    decided = {name for slug in roles() for name in role_sheet(slug, "en").levers}
    assert decided == {name for name, lever in catalogue.levers().items() if lever.kind == "policy"}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", roles())
def test_what_a_role_knows_stands_in_the_tables(slug, lang):
    """Every fact names its rows, and no number is on the sheet that is not in them."""
    known = next(part for part in role_sheet(slug, lang).sections if part.key == "know")
    for text, references in zip(known.lines, known.references, strict=True):
        assert references, text
        rows = " ".join(cell for reference in references for cell in evidence_of(reference))
        missing = numbers(text.replace("-", " ")) - numbers(rows.replace("-", " "))
        assert not missing, (text, missing, rows)
        assert all(trust(reference, lang) for reference in references)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", roles())
def test_only_what_is_known_carries_numbers_of_outcomes(slug, lang):
    """Outside of “What you know” no percentages or large counts stand, which no row would back."""
    for part in role_sheet(slug, lang).sections:
        if part.key != "know":
            assert not re.search(r"\d+ ?%|\d{4,}(?<!20\d\d)", " ".join(part.lines)), part.lines


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("slug", roles())
def test_no_person_is_named_and_people_are_people(slug, lang):
    text = (kit_roles.FOLDER / f"{slug}.{lang}.md").read_text(encoding="utf-8")
    assert not FORBIDDEN.search(text)
    assert len(text.split("---\n", 2)[2].split()) <= MOST_WORDS


def test_roles_are_of_like_length():
    lengths = [sum(len(text) for part in role_sheet(slug, "en").sections for text in part.lines) for slug in roles()]
    assert max(lengths) <= 1.5 * min(lengths)


def test_an_unknown_role_is_a_key_error():
    with pytest.raises(KeyError):
        role_sheet("../../etc/passwd", "en")


def test_the_head_of_a_sheet_is_yaml_that_others_can_read():
    path = next(kit_roles.FOLDER.glob("*.en.md"))
    head = yaml.safe_load(path.read_text(encoding="utf-8").split("---\n")[1])
    assert {"order", "title", "owners", "decides", "presses", "watches"} == set(head)


def test_the_cards_of_a_scenario_come_first(reopen):
    policies, conditions = cards("en", reopen)
    moved = moved_levers(reopen)
    of_scenario = [item.name for item in policies if item.scenario]
    assert [item.name for item in policies][: len(of_scenario)] == of_scenario
    assert set(of_scenario) == {name for name in moved if catalogue.levers()[name].kind == "policy"}
    assert {item.name for item in (*policies, *conditions)} == set(catalogue.levers())


def test_a_card_says_what_is_on_the_lever():
    found = card(catalogue.levers()["crossing_integrity"], "es")
    assert found.label == "Integridad en los puestos"
    assert (found.owner, found.range, found.last) == ("Bogotá", "0 % a 100 %", "40 % (jul 2025)")
    assert found.levels[1] == ("40 %", "El cobro ilegal es común")


def test_events_are_listed_with_the_name_to_type():
    assert {row[-1] for row in event_rows("en")} == set(catalogue.events())


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_asks_nothing_from_outside(lang, reopen):
    page = kit_page(lang, reopen)
    assert f'<html lang="{lang}">' in page
    assert not re.search(r"<script|@import|url\(|\bsrc=|https?://", page)
    assert not re.search(r"\{\{|\}\}|Undefined", page)


def test_what_is_filled_in_is_text_and_never_markup():
    page = kit_page("en", None, Room("<script>alert(1)</script>", "0417"))
    assert "<script>" not in page
    assert "0417" in page


def test_words_have_the_same_blanks_in_both_languages():
    for key, (english, spanish) in KIT_WORDS.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", spanish)), key
        assert key.startswith(("kit_", "form_"))


@pytest.mark.parametrize("lang", LANGS)
def test_no_english_of_ours_is_on_the_spanish_pages(lang, reopen):
    page = kit_page(lang, reopen)
    other = KIT_WORDS if lang == "es" else {}
    for key, (english, spanish) in other.items():
        if key.startswith("kit_") and "{" not in english and english != spanish and len(english) > 12:
            assert f">{english}<" not in page, key
    assert say("kit_form", lang) in page


def test_the_command_writes_pages_and_forms_for_both_languages(tmp_path):
    out = tmp_path / "new" / "kit"
    result = CliRunner().invoke(app, ["kit", str(SCENARIOS / "reopen.yaml"), "--out", str(out)])
    assert result.exit_code == 0, result.output
    assert {path.name for path in out.iterdir()} == {"kit.en.html", "kit.es.html", "form.en.csv", "form.es.csv"}
    assert "Reapertura plena y limpia" in (out / "kit.es.html").read_text(encoding="utf-8")


def test_the_command_without_a_scenario_and_in_one_language(tmp_path):
    result = CliRunner().invoke(app, ["kit", "--lang", "es", "--out", str(tmp_path)])
    assert result.exit_code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"kit.es.html", "form.es.csv"}


@pytest.mark.parametrize("arguments", [["no_such.yaml"], ["--out", "/dev/null/x"]])
def test_bad_input_of_the_command_is_one_line(arguments, tmp_path):
    given = arguments if "--out" in arguments else [*arguments, "--out", str(tmp_path / "kit")]
    result = subprocess.run(
        [sys.executable, "-m", "borderSim.cli.main", "kit", *given], capture_output=True, text=True, check=False
    )
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
    assert not (tmp_path / "kit").exists()


@pytest.mark.browser
@pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine")
@pytest.mark.parametrize("lang", LANGS)
def test_each_section_is_one_sheet_of_a4_and_nothing_is_cut(lang, reopen, tmp_path):
    sync_api = pytest.importorskip("playwright.sync_api")
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    file = tmp_path / "kit.html"
    room = Room("http://192.168.100.200:8765", "4711", "border-table")
    file.write_text(kit_page(lang, reopen, room, "/other/kit"), encoding="utf-8")
    with sync_api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 794, "height": 1123})
        page.goto(file.as_uri())
        page.emulate_media(media="print")
        cut = page.evaluate(CUT)
        sections = page.locator(".page").count()
        pdf = page.pdf(prefer_css_page_size=True)
        page.emulate_media(media="screen")
        page.set_viewport_size({"width": 390, "height": 844})
        wide = page.evaluate("document.documentElement.scrollWidth")
        faults = [fault["id"] for fault in axe.Axe().run(page).response["violations"]]
        browser.close()
    assert cut == []
    assert wide <= 390
    assert faults == []
    assert sections == len(re.findall(rb"/Type\s*/Page[^s]", pdf))
    assert sections > len(roles()) + len(catalogue.levers()) // CARDS_A_PAGE


CUT = """() => {
  const over = [...document.querySelectorAll('.page, .card')].filter(
    (e) => e.scrollHeight > e.clientHeight + 1 || e.scrollWidth > e.clientWidth + 1);
  const clipped = [...document.querySelectorAll('svg text')].filter((e) => {
    const box = e.getBBox(), view = e.ownerSVGElement.viewBox.baseVal;
    return box.x + box.width > view.width;
  });
  return [...over.map((e) => e.textContent.slice(0, 60)), ...clipped.map((e) => e.textContent)];
}"""
