"""A real browser without a window: opens a page of ours, does there what a person would, says what it shows then."""
from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

NAMES = ("chromium", "chromium-browser", "google-chrome")
_RUN = """
<script>(async () => {
  const wait = (ms) => new Promise((done) => setTimeout(done, ms));
  const say = (answer) => {
    const place = document.createElement("pre");
    place.id = "answer"; place.textContent = JSON.stringify(answer);
    document.body.append(place);
  };
  try { say(await (async () => { %s })()); } catch (error) { say({error: String(error)}); }
})();</script></body>"""


def open_page(page: Path, folder: Path, asked: str = "", picture: Path | None = None) -> str:
    """The page's HTML as the browser has it then, or its picture; the test is skipped where there is no browser.

    `asked`: what stands behind # in the address. No network: whatever the page asks for is refused.
    """
    program = next(filter(None, map(shutil.which, NAMES)), None)
    if program is None:
        pytest.skip("no browser: install chromium (scripts/setup.sh does)")
    address = "".join((page.resolve().as_uri(), "#", quote(asked, safe="=&+")))
    shown = [f"--screenshot={picture}"] if picture else ["--dump-dom"]
    return subprocess.run(
        [program, "--headless=new", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}",
         "--proxy-server=127.0.0.1:9", "--window-size=1366,768", "--hide-scrollbars", "--virtual-time-budget=30000",
         *shown, address],
        check=True, capture_output=True, timeout=120,
    ).stdout.decode()  # fmt: skip


def act(page: Path, folder: Path, script: str) -> Any:
    """What the JavaScript `script` returns, run in the page once it is there; it may await wait(milliseconds)."""
    copy = folder / f"with script {page.name}"
    copy.write_text(page.read_text("utf-8").replace("</body>", _RUN % script), encoding="utf-8")
    found = re.search(r'<pre id="answer">(.*?)</pre>', open_page(copy, folder), re.S)
    answer = json.loads(unescape(found.group(1)))
    assert not (isinstance(answer, dict) and "error" in answer), answer
    return answer
