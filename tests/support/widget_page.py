"""What the tests do with the widget: open it, ask, look, listen to what a screen reader would be told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.async_api import Frame, Locator, Page, expect

from tests.support import ROOT

SCREENSHOTS = ROOT / "build" / "screenshots"
AXE = ROOT / "widget" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# Keeps what the live regions are given, from before the panel's own scripts run.
_LISTEN = """
if (location.pathname.endsWith("/panel.html")) {
  window.announced = [];
  window.violations = [];
  addEventListener("securitypolicyviolation", (event) => window.violations.push(`${event.violatedDirective} ${event.blockedURI}`));
  new MutationObserver((changes) => {
    for (const change of changes) for (const node of change.addedNodes) {
      const region = change.target.nodeType === 1 && change.target.closest("[aria-live], [role=alert], [role=status], [role=log]");
      if (region && node.textContent.trim() && node.parentNode === change.target)
        window.announced.push({how: region.getAttribute("role") === "alert" ? "assertive" : "polite",
          role: region.getAttribute("role"), text: node.textContent});
    }
  }).observe(document, {subtree: true, childList: true});
}
"""


def find_chromium() -> str:
    """The machine's Chromium; the test run cannot do without."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    assert found, "these tests need Debian's package chromium: apt-get install chromium"
    return found


@dataclass
class Widget:
    """One page with the widget on it."""

    page: Page
    errors: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    @classmethod
    async def on(cls, page: Page, url: str, *, opened: bool = True) -> Widget:
        made = cls(page)
        await page.add_init_script(_LISTEN)
        page.on("pageerror", lambda error: made.errors.append(str(error)))
        page.on("request", lambda request: made.requests.append(request.url))
        await page.goto(url)
        if opened:
            await made.open()
        return made

    @property
    def launcher(self) -> Locator:
        return self.page.locator("iort-widget button.launcher")

    @property
    def dialog(self) -> Locator:
        return self.page.locator("iort-widget dialog")

    @property
    def panel(self) -> Frame:
        [frame] = [frame for frame in self.page.frames if "/panel.html" in frame.url]
        return frame

    @property
    def text_box(self) -> Locator:
        return self.panel.locator("textarea")

    @property
    def answers(self) -> Locator:
        """The assistant's bubbles in the conversation, the introduction among them."""
        return self.panel.locator(".webchat__stacked-layout:not(.webchat__stacked-layout--from-user) div.said")

    @property
    def questions(self) -> Locator:
        return self.panel.locator(".webchat__stacked-layout--from-user div.said")

    def quick_reply(self, title: str) -> Locator:
        return self.panel.get_by_role("toolbar").get_by_role("button", name=title, exact=True)

    async def open(self) -> None:
        await self.launcher.click()
        frame = self.page.locator("iort-widget iframe")
        await expect(frame).to_be_visible()
        handle = await frame.element_handle()
        content = await handle.content_frame()
        await content.wait_for_url("**/panel.html*")
        await expect(self.text_box).to_be_focused()
        await expect(self.answers.first).to_contain_text("automated assistant")

    async def ask(self, text: str) -> Locator:
        """Type and send; gives the last answer when it has come."""
        before = await self.answers.count()
        await self.text_box.fill(text)
        await self.text_box.press("Enter")
        await expect(self.answers.nth(before)).to_be_visible(timeout=20000)
        await expect(self.panel.locator(".typing")).to_have_count(0)
        return self.answers.last

    async def announced(self) -> list[dict[str, str]]:
        heard: list[dict[str, str]] = await self.panel.evaluate("window.announced")
        return heard

    async def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        await self.page.screenshot(path=SCREENSHOTS / f"{name}.png")

    async def axe(self, frame: Frame | None = None) -> list[str]:
        """axe-core's violations of WCAG 2.2 A and AA and its best practices; of the panel unless told otherwise."""
        return await violations(frame or self.panel)

    async def assert_clean(self) -> None:
        assert self.errors == []
        assert await self.panel.evaluate("window.violations") == []


async def violations(frame: Frame) -> list[str]:
    if not AXE.is_file():
        pytest.fail("axe-core is not installed: run 'npm ci' in widget/")
    await frame.evaluate(AXE.read_text())  # through the debugger, so the page's policy need not allow it
    found: dict[str, Any] = await frame.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{rule['id']}: {node['html'][:160]} {node['failureSummary'][:200]}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
