"""Every malformed file gets exactly the lines that stand in it as `# expect:`, exit code 2, no traceback, no output.

The expected text is file:line:column path: what is wrong. Files that cannot be kept in the repository are made here.
"""

import os
from pathlib import Path

import pytest

from borderSim.cli.main import main
from borderSim.scenario.source import MOST_BYTES, MOST_DEPTH, MOST_NODES

BAD = Path(__file__).parent / "bad"
FILES = sorted(BAD.glob("*.yaml"))
HEAD = "name: x\nstart: 2022-07-01\nend: 2027-07-01\n"


def refuse(arguments, capsys):
    """The lines on stderr of a command that must exit with 2 and print nothing else."""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    out, err = capsys.readouterr()
    assert stop.value.code == 2
    assert out == ""
    assert "Traceback" not in err
    return err.splitlines()


def expected(file):
    lines = file.read_text(encoding="utf-8").splitlines()
    return [line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")]


def test_there_are_enough_of_them():
    assert len(FILES) >= 65


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_malformed_file(file, capsys, monkeypatch):
    monkeypatch.chdir(BAD)
    before = sorted(os.listdir())
    lines = refuse(["check", file.name], capsys)
    assert lines == expected(file)
    assert lines
    assert sorted(os.listdir()) == before


MADE = {
    "utf16": (HEAD.encode("utf-16"), "x.yaml:1:1: this file is UTF-16 or UTF-32; save it as UTF-8"),
    "utf16_without_mark": (HEAD.encode("utf-16-le"), "x.yaml:1:1: this file is UTF-16 or UTF-32; save it as UTF-8"),
    "utf32": (HEAD.encode("utf-32"), "x.yaml:1:1: this file is UTF-16 or UTF-32; save it as UTF-8"),
    "latin1": (
        (HEAD + "question: ¿Qué pasa en Cúcuta?\n").encode("latin-1"),
        "x.yaml:4:11: byte 0xbf is not UTF-8 (the file may be Latin-1 or Windows-1252); save it as UTF-8",
    ),
    "null_byte": (HEAD.encode() + b"seed: \x00\n", "x.yaml:4:7: control character U+0000 is not allowed"),
    "escape": (HEAD.encode() + b"title: \x1b[31mred\n", "x.yaml:4:8: control character U+001B is not allowed"),
    "empty": (b"", "x.yaml:1:1: the file is empty; `borderSim new NAME` writes one to start from"),
    "blank": (b"\n  \n", "x.yaml:1:1: the file is empty; `borderSim new NAME` writes one to start from"),
    "ten_megabytes": (
        HEAD.encode() + b"# padding\n" * 1_000_000,
        "x.yaml: is larger than 1 MB; no scenario needs that",
    ),
    "alias_bomb": (
        b"a: &a [x, x, x]\n" + b"".join(b"b%d: &b%d [*a, *a, *a]\n" % (i, i) for i in range(30)),
        "x.yaml:1:4: anchors (&) and aliases (*) are not used in scenario files; write it out, or use `extends`",
    ),
    "deep": (
        b"levers: " + b"[" * 5_000 + b"]" * 5_000,
        f"x.yaml:1:{9 + MOST_DEPTH - 1}: more than {MOST_DEPTH} levels; no scenario needs that",
    ),
    "many": (
        b"notes: [" + b"a, " * MOST_NODES + b"]",
        f"x.yaml:1:{9 + 3 * (MOST_NODES - 3)}: more than {MOST_NODES} values; no scenario needs that",
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_a_file_made_here(name, tmp_path, capsys, monkeypatch):
    content, line = MADE[name]
    (tmp_path / "x.yaml").write_bytes(content)
    monkeypatch.chdir(tmp_path)
    assert refuse(["check", "x.yaml"], capsys) == [line]
    assert os.listdir() == ["x.yaml"]


def test_a_limit_is_a_limit(tmp_path, capsys):
    """Just under 1 MB is read."""
    content = HEAD.encode()
    path = tmp_path / "x.yaml"
    path.write_bytes(content + b"#" * (MOST_BYTES - len(content) - 1) + b"\n")
    with pytest.raises(SystemExit) as stop:
        main(["check", str(path)])
    assert stop.value.code == 0
    assert capsys.readouterr().out.startswith("ok")


def test_what_is_not_a_regular_file(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    os.mkdir("folder.yaml")
    os.mkfifo("pipe.yaml")
    assert refuse(["check", "gone.yaml"], capsys) == ["gone.yaml: no such file"]
    assert refuse(["check", "folder.yaml"], capsys) == ["folder.yaml: is a folder"]
    assert refuse(["check", "pipe.yaml"], capsys) == ["pipe.yaml: is not a regular file"]
    assert refuse(["check", "/dev/zero"], capsys) == ["/dev/zero: is not a regular file"]
    assert refuse(["check", "a" * 300], capsys) == ["a" * 300 + ": no such file"]
    for name in ("a" * 300, "a\0b", "~", "..", "."):
        Path("x.yaml").write_text(HEAD + f"extends: '{name}'\n" if name != "a\0b" else HEAD + 'extends: "a\\0b"\n')
        assert "x.yaml:4:10 extends: there is no scenario" in refuse(["check", "x.yaml"], capsys)[0]


def test_bad_files_in_one_call_are_all_reported_and_good_ones_said(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("good.yaml").write_text(HEAD, encoding="utf-8")
    Path("one.yaml").write_text(HEAD + "membrs: 3\n", encoding="utf-8")
    Path("two.yaml").write_text(HEAD + "members: 0\n", encoding="utf-8")
    with pytest.raises(SystemExit) as stop:
        main(["check", "one.yaml", "good.yaml", "two.yaml"])
    out, err = capsys.readouterr()
    assert stop.value.code == 2
    assert out == "ok  good.yaml: x, 2022-07-01 to 2027-07-01, 200 members\n"
    assert err.splitlines() == [
        "one.yaml:4:1 membrs: unknown key; did you mean members?",
        "two.yaml:4:10 members: 0 is out of range; allowed 1 to 100000",
    ]


def test_a_flood_of_errors_is_cut_and_counted(tmp_path, capsys, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path("x.yaml").write_text(HEAD + "".join(f"k{i}: 1\n" for i in range(300)), encoding="utf-8")
    lines = refuse(["check", "x.yaml"], capsys)
    assert len(lines) == 101
    assert lines[-1] == "... and 200 more"
