"""The help behind every question mark: complete, in both languages, short, and true to the catalogue."""

import re

import pytest

from borderSim import catalogue
from borderSim.report.words import WORDS as REPORT_WORDS
from borderSim.workshop import help as helps
from borderSim.workshop.help_words import HELP_WORDS
from borderSim.workshop.words import say

LANGS = ("en", "es")
MOST_LETTERS = 900
"""Of one text in a dialog."""
OURS = {key: pair for key, pair in HELP_WORDS.items() if "{" not in pair[0] and pair[0] != pair[1]}


def texts(shown):
    yield shown.title
    yield from shown.paragraphs
    for part in (*shown.facts, *shown.levels, *shown.links):
        yield from part


def every(lang):
    for name in catalogue.levers():
        yield helps.lever_help(name, lang)
    for name in catalogue.indicators():
        yield helps.indicator_help(name, lang)
    for name in catalogue.parameters():
        yield helps.parameter_help(name, lang)
    for name in catalogue.events():
        yield helps.event_help(name, lang)
    for question, found in catalogue.readings().items():
        for name in found:
            yield helps.reading_help(question, name, lang)
    yield helps.chart_reading(lang)


@pytest.mark.parametrize("lang", LANGS)
def test_every_text_is_there_short_and_filled_in(lang):
    for shown in every(lang):
        for text in texts(shown):
            assert text.strip(), shown.title
            assert len(text) <= MOST_LETTERS, text
            assert not re.search(r"\{\w*\}|\bnan\b", text), text


def test_no_text_of_ours_is_left_in_english():
    english = {pair[0] for pair in OURS.values() if len(pair[0]) > 12}
    for shown in every("es"):
        for text in texts(shown):
            assert text not in english


def test_a_lever_says_who_decides_its_range_and_what_it_costs():
    shown = dict(helps.lever_help("crossing_integrity", "es").facts)
    assert shown["Quién decide"] == "Bogotá"
    assert shown["Rango"] == "0 % a 100 %"
    assert shown["Último valor documentado"] == "40 % (1 jul 2025)"
    assert shown["Cuánto cuesta"].startswith("sin estimación")


@pytest.mark.parametrize("name", catalogue.levers())
def test_a_lever_shows_its_levels_and_its_links(name):
    shown = helps.lever_help(name, "en")
    assert [words for _, words, _ in shown.levels] == [level.words_en for level in catalogue.lever_levels()[name]]
    starts = [link for link in catalogue.links().values() if link.cause == name]
    assert len(shown.links) == min(len(starts), helps.MOST_LINKS)
    if not starts:
        assert say("help_no_links", "en") in shown.paragraphs


def test_a_condition_is_nobodys_decision():
    assert dict(helps.lever_help("oil_price", "en").facts)["Who decides"] == say("help_nobody", "en")


def test_a_contested_link_is_open_and_says_so():
    contested = [
        link for link in catalogue.links().values() if link.grade == "contested" and link.cause in catalogue.levers()
    ]
    assert contested
    for link in contested:
        shown = dict(helps.lever_help(link.cause, "en").links)
        text = shown[catalogue.variables()[link.effect].label("en")]
        assert text.startswith("May rise or fall: open")


def test_weak_levers_ask_for_evidence():
    weak = "good_offices"
    grades = {link.grade for link in catalogue.links().values() if link.cause == weak}
    assert grades <= set(helps.WEAK)
    assert say("help_weak", "en") in helps.lever_help(weak, "en").paragraphs


def test_an_indicator_says_how_the_past_went_and_how_months_become_a_number():
    shown = dict(helps.indicator_help("people_with_papers", "es").facts)
    assert "pronósticos retrospectivos" in shown[say("help_past", "es")]
    assert shown[say("help_window", "es")].startswith("el último mes de la ventana")


def test_a_drawn_parameter_gives_its_range_in_words():
    shown = dict(helps.parameter_help("pendular_entries_open", "es").facts)
    assert shown["Cómo se sortea"] == "entre 25.000 y 50.000, casi siempre cerca de 45.000"
    assert shown["Conoce datos hasta"] == "2021"


def test_a_reading_names_who_holds_it_and_what_it_pins():
    shown = helps.reading_help("sanctions_and_migration", "means", "en")
    pins = catalogue.readings()["sanctions_and_migration"]["means"].pins
    assert len(shown.facts) == 1 + len(pins)
    assert shown.facts[0][1] == "Bahar, CGD note, March 2025"


@pytest.mark.parametrize("ask", [helps.lever_help, helps.indicator_help, helps.parameter_help, helps.event_help])
def test_an_unknown_name_is_a_key_error(ask):
    with pytest.raises(KeyError):
        ask("nothing", "en")


def test_words_have_the_same_blanks_in_both_languages_and_clash_with_nobody():
    for key, (english, spanish) in HELP_WORDS.items():
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", spanish)), key
        assert key.startswith("help_")
    assert not HELP_WORDS.keys() & REPORT_WORDS.keys()
