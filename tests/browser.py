"""A real Chromium for tests: it opens pages from disk, and tells of everything a page does that it must not."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()


@contextmanager
def chromium() -> Iterator[Browser]:
    """The system's Chromium; the tests are skipped where there is none, and fail where CI runs."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        reason = "no Chromium is installed (Debian: apt-get install chromium fonts-noto-core)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


class Watched:
    """A page whose errors, dialogs and requests are noted; ``calm`` asserts that there were none but for the page."""

    def __init__(self, browser: Browser, url: str, **options: Any) -> None:
        self.url = url
        self.noted: list[str] = []
        options = {"locale": "ar", "viewport": {"width": 1400, "height": 900}, "reduced_motion": "reduce", **options}
        self.context: BrowserContext = browser.new_context(**options)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(5000)
        self.page.on("console", lambda message: self.noted.append(f"console: {message.text}"))
        self.page.on("pageerror", lambda error: self.noted.append(f"error: {error}"))
        self.page.on("request", lambda request: self.noted.append(f"request: {request.url}"))
        self.page.on("dialog", self._dialog)
        self.page.goto(url)

    def _dialog(self, dialog: Any) -> None:
        self.noted.append(f"dialog: {dialog.message}")
        dialog.dismiss()

    def calm(self) -> None:
        own = f"request: {self.url.partition('#')[0]}"
        others = [note for note in self.noted if note != own]
        assert not others, others
        assert own in self.noted
