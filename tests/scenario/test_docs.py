"""Every whole file in docs/scenario-language.md loads."""

import re
from pathlib import Path

from borderSim.scenario import load_scenario

ROOT = Path(__file__).parents[2]


def test_the_files_in_the_docs_load(tmp_path):
    text = (ROOT / "docs" / "scenario-language.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)
    assert len(blocks) == 3
    (tmp_path / "today.yaml").write_bytes((ROOT / "scenarios" / "today.yaml").read_bytes())
    for position, block in enumerate(blocks):
        path = tmp_path / f"block{position}.yaml"
        path.write_text(block, encoding="utf-8")
        scenario = load_scenario(path)
        assert scenario.changes or scenario.readings
