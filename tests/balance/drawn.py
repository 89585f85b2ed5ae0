"""What the tests of pictures share: an SVG as a browser sees it."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

SVG = "{http://www.w3.org/2000/svg}"
_SCRIPT = """
const out = {outside: [], overlapping: [], texts: 0};
const view = document.querySelector('svg').viewBox.baseVal;
const texts = [...document.querySelectorAll('svg > text')].filter(t => t.textContent.trim());
const boxes = [...document.querySelectorAll('svg > rect')].slice(1).map(r => r.getBBox());
const seen = texts.map(t => [t.textContent, t.getBBox()]);
const holds = (b, x, y) => x >= b.x && x <= b.x + b.width && y >= b.y && y <= b.y + b.height;
for (const [words, t] of seen) {
  out.texts++;
  const middle = [t.x + t.width / 2, t.y + t.height / 2];
  const own = boxes.filter(b => holds(b, ...middle)).sort((a, b) => a.width * a.height - b.width * b.height)[0];
  const room = own || view;
  if (t.x < room.x - 0.5 || t.x + t.width > room.x + room.width + 0.5) out.outside.push(words);
}
for (let i = 0; i < seen.length; i++) for (let j = 0; j < i; j++) {
  const [a, b] = [seen[i][1], seen[j][1]];
  const wide = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const high = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (wide > 1 && high > Math.min(a.height, b.height) / 2) out.overlapping.push([seen[i][0], seen[j][0]]);
}
document.body.dataset.seen = JSON.stringify(out);
"""


def in_browser(svg: str, folder: Path) -> dict[str, Any]:
    """How a browser lays the picture out: texts outside of their box, texts that overlap, number of texts."""
    browser = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if browser is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium")
        pytest.skip("no Chromium")
    page = folder / "page.html"
    page.write_text(f'<meta charset="utf-8"><body>{svg}<script>{_SCRIPT}</script>', encoding="utf-8")
    done = subprocess.run(
        [browser, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", f"--user-data-dir={folder}/profile",
         "--dump-dom", page.as_uri()],
        capture_output=True, check=False, timeout=90,
    )  # fmt: skip
    found = re.search(r'data-seen="([^"]*)"', done.stdout.decode())
    assert found, done.stderr.decode()[-500:]
    seen: dict[str, Any] = json.loads(found.group(1).replace("&quot;", '"').replace("&lt;", "<").replace("&amp;", "&"))
    return seen


def parsed(svg: str) -> Any:
    """The picture as XML, once it is known to hold shapes and text and nothing that runs or loads."""
    root = etree.fromstring(svg.encode())
    for node in root.iter():
        assert node.tag.removeprefix(SVG) in {"svg", "title", "rect", "text", "path"}, node.tag
        assert not [name for name in node.attrib if name.startswith("on") or name.endswith(("href", "style"))]
        assert "url(" not in " ".join(node.attrib.values())
    return root


def texts(svg: str) -> list[str]:
    return [node.text or "" for node in parsed(svg).iter(f"{SVG}text")]
