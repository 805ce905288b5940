import re
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import pytest

from borderSim.catalogue import indicators
from borderSim.cli.main import main
from borderSim.errors import UserError
from borderSim.exchange.excel import write_excel
from borderSim.exchange.excel_sweep import FEW_POINTS, fill_sweep
from borderSim.exchange.excel_words import WORDS
from borderSim.exchange.workbook import Column, decimals, new_book
from borderSim.results.store import open_run
from tests.exchange.folders import run_folder, sweep

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"


class Read:
    """An xlsx read back: cells by sheet name as {"A1": value}, and the roots of its charts."""

    def __init__(self, path):
        with zipfile.ZipFile(path) as file:
            self.names = file.namelist()
            parts = {name: file.read(name) for name in self.names if name.endswith(".xml")}
        roots = {name: ElementTree.fromstring(text) for name, text in parts.items()}
        shared = ["".join(t.text or "" for t in item.iter(f"{MAIN}t")) for item in roots["xl/sharedStrings.xml"]]
        titles = [sheet.get("name") for sheet in roots["xl/workbook.xml"].iter(f"{MAIN}sheet")]
        self.roots = {title: roots[f"xl/worksheets/sheet{i}.xml"] for i, title in enumerate(titles, 1)}
        self.sheets = {title: dict(self._cells(root, shared)) for title, root in self.roots.items()}
        self.charts = [root for name, root in sorted(roots.items()) if name.startswith("xl/charts/chart")]

    @staticmethod
    def _cells(root, shared):
        for cell in root.iter(f"{MAIN}c"):
            value = cell.find(f"{MAIN}v")
            if value is not None:
                yield cell.get("r"), shared[int(value.text)] if cell.get("t") == "s" else float(value.text)

    def columns(self, sheet, row):
        """Cells below the headings of a row, by heading; headings that come twice keep their first column."""
        found = {}
        for at, text in self.sheets[sheet].items():
            letters, line = re.fullmatch(r"([A-Z]+)(\d+)", at).groups()
            if int(line) == row and text not in found:
                below = {
                    int(k[len(letters) :]): v
                    for k, v in self.sheets[sheet].items()
                    if k.rstrip("0123456789") == letters
                }
                found[text] = [value for line, value in sorted(below.items()) if line > row]
        return found


@pytest.fixture(scope="module")
def run(tmp_path_factory):
    return run_folder(tmp_path_factory.mktemp("excel") / "run")


@pytest.fixture(scope="module")
def of_run(run):
    return Read(write_excel(run, "en"))


def of_sweep(data, folder, lang="en"):
    with new_book(folder / "story.xlsx", "story") as book:
        fill_sweep(book, data, lang)
    return Read(folder / "story.xlsx")


def test_a_run_has_its_numbers(run, of_run):
    data = open_run(run).data
    found = of_run.columns("Comparison", 1)
    at = found["Name in files"].index("exports_to_ve")
    assert found["Difference, median"][at] == pytest.approx(30 * 8 / 12, rel=0.2)
    assert found["Unit"][at] == indicators()["exports_to_ve"].window_unit("en")
    assert set(found["Can it be told apart?"]) == {"yes", "cannot be told apart"}
    months = of_run.columns("Exports to Venezuela", 4)
    assert len(months["Month"]) == len(data.months)
    assert months["Difference, median"][-1] == pytest.approx(30, abs=0.01)
    assert months["Can it be told apart?"][0] == "cannot be told apart"
    assert months["Can it be told apart?"][-1] == "yes"


def test_the_first_sheet_says_what_it_is(of_run):
    text = " ".join(str(value) for value in of_run.sheets["Read me"].values())
    for wanted in ("no forecast", "the last 12 months", "Seed", "borderSim run scenarios/reopen.yaml", "Version"):
        assert wanted in text
    assert set(of_run.sheets) - {"Read me"} <= set(of_run.sheets["Read me"].values())


def test_levers_and_assumptions_are_listed(of_run):
    found = of_run.columns("Levers and assumptions", 1)
    assert "border_open_cargo" in found["Name in files"]
    assert set(found["Scenario"]) <= {"reopen", "baseline"}


def addresses(chart, kind):
    """Columns that the series of a kind of chart read."""
    for series in (series for part in chart.iter(f"{DRAWN}{kind}") for series in part.iter(f"{DRAWN}ser")):
        yield re.search(r"\$([A-Z]+)\$", series.find(f"{DRAWN}val").find(f"{DRAWN}numRef").find(f"{DRAWN}f").text)[1]


@pytest.mark.parametrize(("position", "head"), [(0, "High (95%)"), (1, "Difference, high (95%)")])
def test_bands_stack_from_the_foot_of_the_chart_to_95_percent(of_run, position, head):
    """Four areas, none negative, end at the 95% line of the axis on which the median is drawn."""
    sheet = "Unmet need for services"
    charts = [c for c in of_run.charts if sheet in "".join(f.text or "" for f in c.iter(f"{DRAWN}f"))]
    cells, letters = of_run.sheets[sheet], list(addresses(charts[position], "areaChart"))
    ends = [(float(s.find(f"{DRAWN}min").get("val")), float(s.find(f"{DRAWN}max").get("val")))
            for s in (axis.find(f"{DRAWN}scaling") for axis in charts[position].iter(f"{DRAWN}valAx"))]  # fmt: skip
    (foot, top), (hidden_foot, hidden_top) = sorted(ends, key=lambda pair: pair[0] == 0)
    assert len(letters) == 4
    assert hidden_foot == 0
    assert hidden_top == pytest.approx(top - foot)
    for line, value in enumerate(of_run.columns(sheet, 4)[head], 5):
        assert min(cells[f"{letter}{line}"] for letter in letters) >= 0
        assert foot + sum(cells[f"{letter}{line}"] for letter in letters) == pytest.approx(value)
        assert foot <= value <= top
    assert charts[position].find(f".//{DRAWN}plotVisOnly") is None  # hidden columns are drawn


def test_every_indicator_sheet_has_two_charts_and_frozen_filtered_tables(of_run):
    drawn = [title for title, root in of_run.roots.items() if root.find(f"{MAIN}drawing") is not None]
    assert len(of_run.charts) == 2 * len(drawn) > 0
    for title in set(of_run.roots) - {"Read me"}:
        root = of_run.roots[title]
        assert root.find(f"{MAIN}autoFilter") is not None
        assert root.find(f".//{MAIN}pane").get("state") == "frozen"


def test_equal_results_give_equal_bytes(run):
    first = write_excel(run, "en").read_bytes()
    assert write_excel(run, "en").read_bytes() == first


def test_in_spanish_no_english_heading_is_left(run, of_run):
    found = Read(write_excel(run, "es"))
    assert {"Léame", "Comparación", "Por mes"} <= set(found.sheets)
    english = {en for en, es in WORDS.values() if en != es and len(en) > 4}
    shown = {value for cells in found.sheets.values() for value in cells.values() if isinstance(value, str)}
    assert not english & shown


def test_no_cell_is_a_formula(tmp_path):
    found = of_sweep(sweep(), tmp_path)
    assert "=dear" in found.columns("Axes", 1)["Choices"][-1]
    assert any("=dear" in cells.values() for cells in found.sheets.values())
    for root in found.roots.values():
        assert root.find(f".//{MAIN}f") is None
    with new_book(tmp_path / "text.xlsx", "t") as book:
        book.table(book.sheet("t"), [Column("h", ["=1+1", "+1", "-1", "@x", "http://x"])])
    assert list(Read(tmp_path / "text.xlsx").sheets["t"].values())[1:] == ["=1+1", "+1", "-1", "@x", "http://x"]


def test_points_have_their_difference_in_numbers_and_words(tmp_path):
    data = sweep(5)
    found = of_sweep(data, tmp_path)
    sheet = next(title for title in found.sheets if title not in ("Read me", "Axes", "By month"))
    columns = found.columns(sheet, 4)
    assert columns["Point"] == [1, 2, 3, 4, 5]
    assert columns["Difference, median"] == pytest.approx([10 * x + 1 for x in (-1, -0.5, 0, 0.5, 1)], abs=1e-5)
    assert set(columns["Can it be told apart?"]) == {"yes"}
    assert "By month" in found.sheets
    assert len(found.charts) == 2 * len(data.indicators)


def test_choices_are_said_in_the_language(tmp_path):
    data = sweep()
    spoken = {"en": ("Cheap oil", "Dear oil"), "es": ("Petróleo barato", "Petróleo caro")}
    data = replace(data, axes=(data.axes[0], replace(data.axes[1], spoken=spoken)))
    found = of_sweep(data, tmp_path, "es")
    cells = [text for sheet in found.sheets.values() for text in sheet.values()]
    assert "Petróleo barato, Petróleo caro" in cells
    assert "Petróleo caro" in cells
    assert "=dear" not in cells


def test_many_points_stand_in_the_order_of_their_difference(tmp_path):
    found = of_sweep(sweep(FEW_POINTS + 1, months=12), tmp_path)
    sheet = next(title for title in found.sheets if title not in ("Read me", "Axes", "By month"))
    gaps = found.columns(sheet, 4)["Difference, median"]
    assert gaps == sorted(gaps)


def test_what_cannot_be_told_apart_is_drawn_hollow(tmp_path):
    """A policy that does nothing: every median stands in the hollow series, none in the other."""
    data = sweep(4)
    data = type(data)(**{**vars(data), "case": data.reference})
    found = of_sweep(data, tmp_path)
    sheet = next(title for title in found.sheets if title not in ("Read me", "Axes", "By month"))
    assert set(found.columns(sheet, 4)["Can it be told apart?"]) == {"cannot be told apart"}
    hidden = found.columns(sheet, 4)["for the chart"]
    assert len(hidden) == 4


def break_off(path):
    with new_book(path, "a") as book:
        book.sheet("one")
        raise RuntimeError("stop")


def test_a_failed_file_leaves_nothing(tmp_path):
    with pytest.raises(RuntimeError, match="stop"):
        break_off(tmp_path / "a.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_holds_no_results(tmp_path, capsys):
    with pytest.raises(UserError, match="neither a run"):
        write_excel(tmp_path, "en")
    with pytest.raises(SystemExit) as end:
        main(["excel", str(tmp_path)])
    assert end.value.code == 2


@pytest.mark.parametrize(("values", "places"), [([0.0], 0), ([0.0123], 4), ([1.5], 2), ([45.0], 1), ([2e6, 1.0], 0)])
def test_decimals_give_three_figures(values, places):
    assert decimals(values) == places


def test_names_of_sheets_are_made_fit(tmp_path):
    with new_book(tmp_path / "s.xlsx", "s") as book:
        names = [book.sheet(name).name for name in ("a/b:c", "x" * 40, "x" * 40, "A b c")]
    assert all(len(name) <= 31 for name in names)
    assert len({name.casefold() for name in names}) == 4
