import subprocess
import sys

import pytest

import borderSim


@pytest.mark.parametrize("name", borderSim.__all__)
def test_every_name_of_the_table_of_contents_is_there(name):
    assert callable(getattr(borderSim, name))


def test_an_unknown_name_says_what_there_is():
    with pytest.raises(AttributeError, match=r"it has .*compare.*load"):
        borderSim.sweeep  # noqa: B018


def test_importing_the_package_imports_nothing_heavy():
    code = "import sys, borderSim; print(sorted({'numpy', 'pydantic', 'yaml', 'scipy'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
