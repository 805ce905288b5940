from dataclasses import dataclass

import pytest

from borderSim.report import figures
from borderSim.report.build import draw_all
from borderSim.report.context import Context
from borderSim.report.html import Gallery, Provenance, page
from tests.report.story import BASELINE, REOPEN
from tests.results.synthetic import synthetic


@dataclass
class Report:
    context: Context
    gallery: Gallery
    groups: dict
    html: str

    @property
    def plates(self):
        return [*self.gallery.lines, *self.gallery.parts, *self.gallery.maps, *self.gallery.departments]


@pytest.fixture(scope="session", params=["en", "es"])
def report(request):
    context = Context(synthetic(24, 36), [REOPEN, BASELINE], request.param, "3fa9c1d2")
    gallery = draw_all(context, None)
    groups = {name: figures.group(context, name, items) for name, items in figures.systems(context).items()}
    provenance = Provenance({"reopen": "name: reopen\n"}, "borderSim run scenarios/reopen.yaml", [("seed", "7")])
    return Report(context, gallery, groups, page(context, gallery, provenance))
