"""The report of a real run in a real browser: nothing is fetched, nothing scrolls sideways."""

import json
import re
import shutil
import subprocess
from html import unescape

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
ASK = """<script>addEventListener("load", () => {
  const root = document.documentElement, width = root.clientWidth;
  document.querySelectorAll("details").forEach((part) => { part.open = true; });
  const wide = [...document.body.querySelectorAll("*")].filter((part) => {
    for (let up = part.parentElement; up; up = up.parentElement)
      if (getComputedStyle(up).overflowX !== "visible") return false;
    return getComputedStyle(part).position !== "absolute" && part.getBoundingClientRect().right > width + 1;
  }).map((part) => part.tagName + "." + part.className + " " + part.textContent.trim().slice(0, 40));
  parent.postMessage(JSON.stringify({
    width, scroll: root.scrollWidth, wide: wide.slice(0, 5), height: root.scrollHeight,
    figures: document.querySelectorAll("figure svg").length, lang: root.lang,
    fetched: performance.getEntriesByType("resource").map((e) => e.name).filter((name) => !name.startsWith("data:")),
  }), "*");
});</script>"""
FRAME = """<!DOCTYPE html><body style="margin:0"><pre id="answer"></pre>
<script>addEventListener("message", (e) => { document.getElementById("answer").textContent = e.data; });</script>
<iframe src="page.html" style="border:0;width:WIDTHpx;height:900px"></iframe></body>"""

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


@pytest.fixture(scope="module")
def page(spanish):
    """The page of a small run, in Spanish: its words are the longer ones."""
    return spanish / "report.html"


def browse(folder, width):
    """What a page of ``width`` pixels says of itself; no host has an address."""
    (folder / "frame.html").write_text(FRAME.replace("WIDTH", str(width)), encoding="utf-8")
    line = [
        CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}",
        "--host-resolver-rules=MAP * ~NOTFOUND", "--no-proxy-server", "--window-size=1400,1000",
        "--virtual-time-budget=10000", "--dump-dom", (folder / "frame.html").as_uri(),
    ]  # fmt: skip
    done = subprocess.run(line, capture_output=True, text=True, timeout=120)
    answer = re.search(r'<pre id="answer">(.*?)</pre>', done.stdout, re.S)
    assert answer, done.stderr[-2000:]
    assert answer[1], done.stderr[-2000:]
    return json.loads(unescape(answer[1]))


@pytest.mark.parametrize("width", [1366, 390])
def test_nothing_scrolls_sideways_and_nothing_is_fetched(page, width, tmp_path):
    text = page.read_text(encoding="utf-8")
    assert POLICY.search(text)
    (tmp_path / "page.html").write_text(POLICY.sub("", text).replace("</body>", ASK + "</body>"), encoding="utf-8")
    said = browse(tmp_path, width)
    assert said["width"] == pytest.approx(width, abs=20)  # less a scroll bar
    assert said["wide"] == []
    assert said["scroll"] <= said["width"]
    assert said["fetched"] == []
    assert said["figures"] > 3
    assert said["height"] > 2000
    assert said["lang"] == "es"


def test_the_page_names_no_file_outside_itself(page):
    text = page.read_text(encoding="utf-8")
    outside = re.findall(r"""(?:src|srcset|poster|action|data)=["'](?!data:|#)[^"']+""", text)
    links = [link for link in re.findall(r"""href=["']([^"']+)""", text) if not link.startswith(("#", "data:"))]
    assert outside == []
    assert links == []
    assert not re.search(r"@import|url\((?!['\"]?(?:data:|#))", text)
    assert "<script" not in text
