"""A hook of mkdocs: files of the repository that a page links to (code, tests, scenarios) go into the site as they are.

It also lists the pages of a folder where the navigation says ``folder/*.md``. In the repository a link to such a file
is relative and leaves ``docs``, so it works there too; in the site it leads to the copy.
"""

from __future__ import annotations

import posixpath
import re
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files

ROOT = Path(__file__).parent.parent
LINK = re.compile(r"\]\(((?:\.\./)+)([^)#\s]+)\)")
FOLDER = "files"


def outside(page: str, up: str, path: str) -> str:
    """Return the path from the repository's root of a link on a page of docs; empty for one inside docs."""
    target = posixpath.normpath(posixpath.join("docs", posixpath.dirname(page), up + path))
    return "" if target.startswith(("docs/", "..")) else target


def on_config(config: Any) -> Any:
    """Write out the navigation's entries with a star: the pages in docs that they match."""
    config["nav"] = expanded(config["nav"], Path(config["docs_dir"]))
    return config


def expanded(entries: list[Any], docs: Path) -> list[Any]:
    """Return entries of the navigation with every ``folder/*.md`` replaced by the pages there."""
    out: list[Any] = []
    for entry in entries:
        if isinstance(entry, str) and "*" in entry:
            out += [file.relative_to(docs).as_posix() for file in sorted(docs.glob(entry))]
        elif isinstance(entry, dict):
            out.append({t: expanded(e, docs) if isinstance(e, list) else e for t, e in entry.items()})
        else:
            out.append(entry)
    return out


def on_files(files: Files, config: Any) -> Files:
    """Add every file that a page links to."""
    wanted = set()
    for page in files.documentation_pages():
        text = Path(str(page.abs_src_path)).read_text(encoding="utf-8")
        wanted |= {outside(page.src_uri, *found) for found in LINK.findall(text)}
    for target in sorted(wanted - {""}):
        if (ROOT / target).is_file():
            files.append(File.generated(config, f"{FOLDER}/{target}", abs_src_path=str(ROOT / target)))
    return files


def on_page_markdown(markdown: str, page: Any, **_: Any) -> str:
    """Turn the links to such files into links to their copies; one to a missing file stays, and the build fails."""
    source = page.file.src_uri
    depth = "../" * source.count("/")

    def local(found: re.Match[str]) -> str:
        target = outside(source, *found.groups())
        return f"]({depth}{FOLDER}/{target})" if target and (ROOT / target).is_file() else found.group(0)

    return LINK.sub(local, markdown)
