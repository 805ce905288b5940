import base64
import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from borderSim.analysis.compare import compare, read_comparison
from borderSim.report import assumptions, pieces, summary
from borderSim.report.build import build_report, write_run
from borderSim.report.context import Context
from borderSim.report.words import WORDS, word
from borderSim.results.manifest import verify
from borderSim.results.store import open_run
from tests.report.story import BASELINE, REOPEN
from tests.results.synthetic import synthetic

MOST_BYTES = 3_000_000


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.tags, self.ids, self.text = [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids += [value for name, value in attrs if name == "id"]

    def handle_data(self, data):
        self.text.append(data)


@pytest.fixture
def read(report):
    return Reader(report.html)


def test_nothing_is_fetched(report, read):
    links = [(t, a[k]) for t, a in read.tags for k in ("src", "href", "xlink:href", "srcset", "action") if a.get(k)]
    assert all(value.startswith(("#", "data:")) for _, value in links)
    assert not {"script", "link", "iframe", "object"} & {tag for tag, _ in read.tags}
    assert "@import" not in report.html
    assert re.findall(r"url\((?!#)", report.html) == []
    assert any("default-src 'none'" in attrs.get("content", "") for _, attrs in read.tags)


def test_size(report):
    assert len(report.html.encode()) <= MOST_BYTES


def test_language_and_headings(report, read):
    assert dict(read.tags)["html"]["lang"] == report.context.lang
    levels = [int(tag[1]) for tag, _ in read.tags if re.fullmatch(r"h\d", tag)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert max(b - a for a, b in pairwise(levels)) <= 1
    assert len(read.ids) == len(set(read.ids))
    anchors = [a["href"][1:] for t, a in read.tags if t == "a" and a.get("href", "").startswith("#")]
    assert set(anchors) <= set(read.ids)


def test_every_figure_can_be_heard_and_read(report, read):
    figures = [attrs for tag, attrs in read.tags if tag == "svg" and "aria-hidden" not in attrs]
    assert len(figures) == len(report.plates)
    assert all(f["role"] == "img" and len(f["aria-label"]) > 30 for f in figures)
    assert len([1 for tag, a in read.tags if tag == "a" and "download" in a]) == len(report.plates)
    assert all(attrs.get("scope") for tag, attrs in read.tags if tag == "th")


def test_csv_holds_the_plotted_numbers(report, read):
    uri = next(a["href"] for t, a in read.tags if t == "a" and a.get("download") == "line_exports_to_ve.csv")
    lines = base64.b64decode(uri.split(",")[1]).decode().splitlines()
    plate = next(p for p in report.gallery.lines if p.name == "line_exports_to_ve")
    assert len(lines) == 1 + len(plate.rows)
    assert float(lines[-1].split(",")[3]) == pytest.approx(plate.rows[-1][3], rel=1e-5)


def test_first_page_answers_before_it_shows(report):
    text, lang = report.html, report.context.lang
    order = [report.context.scenario.question[lang] + "</h1>"]
    order += [f'<section id="{name}"' for name in ("findings", "levers", "limits", "lines", "maps", "provenance")]
    places = [text.index(item) for item in order]
    assert places == sorted(places)
    assert text.count("of 100 runs" if lang == "en" else "de 100 corridas") > 10


def test_three_findings_prefer_clear_differences(report):
    found = pieces.findings(report.context)
    assert len(found) == 3
    said = " ".join(found)
    assert report.context.lang == "es" or "Exports to Venezuela" in said
    assert WORDS["higher_in"][0 if report.context.lang == "en" else 1].split("{n}")[1] in said


def test_killings_come_with_control():
    data = synthetic(24, 14)
    national = {k: v for k, v in data.national.items() if k in ("conflict_killings", "people_under_control")}
    context = Context(replace(data, national=national), [REOPEN, BASELINE], "en", "sha")
    killings = next(text for text in pieces.findings(context) if text.startswith("Conflict killings"))
    assert "People living under group control" in killings


def test_levers_show_dates_and_the_reference(report):
    lines = pieces.lever_lines(report.context)
    assert len(lines) == len(REOPEN.changes)
    assert all(line[1] for line in lines)
    opening = next(line for line in lines if "," in line[6])
    assert "simon_bolivar" not in opening[6]


def test_limits_count_the_parameters_from_the_catalogue(report):
    from borderSim.catalogue import parameters

    count = sum(p.status == "judgement" for p in parameters().values())
    assert any(str(count) in text for text in pieces.limits(report.context))


def test_what_the_scenario_pins_is_marked(report):
    row = assumptions.parameter_lines(report.context, list(REOPEN.assumptions))[0]
    assert row[1] in ("0.2", "0,2")
    assert row[2] == ""
    assert row[5] == word("by_scenario", report.context.lang)


def test_words_have_both_languages_and_the_same_blanks():
    for key, (english, spanish) in WORDS.items():
        assert english, key
        assert spanish, key
        assert sorted(re.findall(r"\{\w+\}", english)) == sorted(re.findall(r"\{\w+\}", spanish)), key


def test_a_run_without_reference_still_has_a_report(tmp_path):
    data = synthetic(20, 14)
    alone = replace(
        data,
        scenarios=("reopen",),
        variants=(),
        national={k: v[:1] for k, v in data.national.items()},
        department={k: v[:1] for k, v in data.department.items()},
        place={k: v[:1] for k, v in data.place.items()},
    )
    files = build_report(alone, REOPEN, [], tmp_path, "en")
    assert WORDS["no_reference"][0] in (tmp_path / "report.html").read_text()
    assert all(path.is_file() for path in files)


def test_whole_run_is_written_read_and_verified(tmp_path):
    data = synthetic(20, 14)
    folder = write_run(data, [REOPEN, BASELINE], tmp_path, "es", command="borderSim run scenarios/reopen.yaml")
    assert [p.name for p in tmp_path.iterdir()] == [folder.name]
    assert folder.name.startswith("reopen-")
    rows = read_comparison(folder / "comparison.csv")
    assert rows == compare(data)
    figures = {path.suffix for path in (folder / "figures").iterdir()}
    assert figures == {".svg", ".png"}
    assert verify(folder, lambda: data).ok
    stored = open_run(folder)
    again = build_report(stored, REOPEN, [BASELINE], tmp_path / "again", "es")
    assert (
        "".join(Reader(again[-1].read_text()).text).split()
        == "".join(Reader((folder / "report.html").read_text()).text).split()
    )


def test_a_failed_report_leaves_no_folder(tmp_path):
    with pytest.raises(ValueError, match="cannot read"):
        write_run(synthetic(20, 14), [REOPEN, BASELINE], tmp_path / "out", "en", tmp_path / "none.json")
    assert not list((tmp_path / "out").iterdir())


def test_terminal_rows_and_json(tmp_path, capsys):
    data = synthetic(20, 30)
    rows = summary.rows(compare(data), data, "es")
    assert all(len(row) == len(summary.header("es")) for row in rows)
    exports = next(row for row in rows if row[0].startswith("Exportaciones"))
    assert exports[3] == "+30"
    found = json.loads(summary.as_json(data, tmp_path, "en"))
    assert len(found["comparison"]) == len(compare(data))
    summary.show(data, tmp_path, "en")
    assert "report.html" in capsys.readouterr().out
