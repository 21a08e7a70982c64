"""What the chat widget costs a page and a visitor, in a real browser; `python -m bench.widget` writes docs/bench-widget.md.

Starts the assistant on ports of its own, so the newest model and the built widget have to be there ('make setup').
"""

from __future__ import annotations

import gzip
import platform
import shutil
import signal
import statistics
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from launch.servers import action_server, free_ports, rasa_server, site
from launch.training import ensure_model
from launch.widget import BUILT, ensure_widget

_PAGE = Path("docs/bench-widget.md")
_RUNS = 7
_THROTTLING = 4
_QUESTIONS = ["What is IORT?", "Do I need a referral?", "When can I call the Arizona office?", "hello"] * 5
_FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
_FLAGS += ["--disable-component-update", "--disable-sync"]

_WATCH = """
window.tasks = [];
window.shifts = [];
const watch = (type, kept, field) =>
  new PerformanceObserver((list) => kept.push(...list.getEntries().map((entry) => entry[field])))
    .observe({type, buffered: true});
watch("longtask", tasks, "duration");
watch("layout-shift", shifts, "value");
"""
# The library as its documentation starts it, with a connection that says nothing.
_BARE = """<!DOCTYPE html><html lang="en"><head><title>Bare</title></head><body><div id="chat" style="height: 600px"></div>
<script src="%s"></script><script>
const nothing = {subscribe: () => ({unsubscribe() {}})};
const online = {subscribe: (observer) => (observer.next(2), {unsubscribe() {}})};
WebChat.renderWebChat({directLine: {activity$: nothing, connectionStatus$: online, postActivity: () => nothing, end() {}}},
  document.getElementById("chat"));
</script></body></html>"""
# When the text box appears.
_USABLE = """
new MutationObserver((changes, watching) => {
  const box = document.querySelector("[data-id=webchat-sendbox-input]");
  if (!box) return;
  watching.disconnect();
  window.usable = performance.timeOrigin + performance.now();
}).observe(document, {subtree: true, childList: true});
"""
# Milliseconds from the last byte of the server's answer to the frame that shows the reply.
_ON_SCREEN = """
() => new Promise((resolve) => {
  const shown = ".webchat__stacked-layout:not(.webchat__stacked-layout--from-user) div.said";
  const answers = () => performance.getEntriesByType("resource").filter((entry) => entry.name.endsWith("/messages"));
  const [shownBefore, answeredBefore] = [document.querySelectorAll(shown).length, answers().length];
  const give = (onScreen) => {
    const entry = answers()[answeredBefore];
    if (entry?.responseEnd) resolve(onScreen - entry.responseEnd);
    else setTimeout(() => give(onScreen), 20); // the browser notes a request a little after it ended
  };
  const seen = new MutationObserver(() => {
    if (document.querySelectorAll(shown).length <= shownBefore) return;
    seen.disconnect();
    requestAnimationFrame(() => setTimeout(() => give(performance.now())));
  });
  seen.observe(document, {subtree: true, childList: true});
})
"""


@dataclass(frozen=True)
class Figures:
    """Milliseconds, one a run."""

    opened: list[float]
    opened_slow: list[float]
    bare: list[float]
    bare_slow: list[float]
    on_screen: list[float]
    on_screen_slow: list[float]
    tasks: list[float]
    tasks_slow: list[float]
    tasks_without: list[float]
    tasks_without_slow: list[float]
    shifts: list[float]


def _in_new_page(browser: Browser, slow: bool, measure: Callable[[Page], list[float]]) -> list[float]:
    """One measurement with an empty cache."""
    context = browser.new_context(viewport={"width": 390, "height": 844})
    page = context.new_page()
    page.add_init_script(_WATCH)
    rate = _THROTTLING if slow else 1
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": rate})
    try:
        return measure(page)
    finally:
        context.close()


def opened(page: Page, url: str) -> list[float]:
    """From the press of the launcher to a text box that has the focus."""
    page.goto(url, wait_until="networkidle")
    page.evaluate(
        "addEventListener('click', () => { window.pressed = performance.timeOrigin + performance.now(); }, true)"
    )
    page.locator("iort-widget button.launcher").click()
    panel = page.frame_locator("iort-widget iframe")
    panel.locator("textarea:focus").wait_for()
    at = panel.locator("textarea").evaluate("() => window.usable")
    return [float(at - page.evaluate("window.pressed"))]


def bare(page: Page, url: str) -> list[float]:
    """From the start of the navigation to the library's text box."""
    script = next(BUILT.glob("webchat-*.js")).name
    html = _BARE % f"widget/{script}"
    page.route(f"{url}bare", lambda route: route.fulfill(content_type="text/html", body=html))
    page.goto(f"{url}bare")
    page.locator("input[data-id=webchat-sendbox-input]").wait_for()
    return [float(page.evaluate("window.usable - performance.timeOrigin"))]


def on_screen(page: Page, url: str) -> list[float]:
    """From the server's answer to the reply on screen, question after question."""
    page.goto(url)
    page.locator("iort-widget button.launcher").click()
    page.frame_locator("iort-widget iframe").locator("div.said").first.wait_for()
    [panel] = [frame for frame in page.frames if "panel.html" in frame.url]
    panel.evaluate(f"() => {{ window.onScreen = {_ON_SCREEN} }}")
    times = []
    for question in _QUESTIONS:
        panel.evaluate("() => { window.measured = window.onScreen(); }")
        panel.fill("textarea", question)
        panel.press("textarea", "Enter")
        times.append(float(panel.evaluate("() => window.measured")))
    return times


def long_tasks(page: Page, url: str, *, with_widget: bool) -> list[float]:
    """The longest task over 50 ms of a page whose widget nobody opens, 0 where there is none."""
    if not with_widget:
        page.route("**/loader.js", lambda route: route.abort())
    page.goto(url, wait_until="networkidle")
    if with_widget:
        page.wait_for_function("document.querySelector('iort-widget')")
    return [max((float(value) for value in page.evaluate("window.tasks")), default=0.0)]


def layout_shifts(page: Page, url: str) -> list[float]:
    """Those of the same page."""
    page.goto(url, wait_until="networkidle")
    page.wait_for_function("document.querySelector('iort-widget')")
    return [float(value) for value in page.evaluate("window.shifts")]


def measure(browser: Browser, url: str) -> Figures:
    """All figures of one assistant."""

    def runs(slow: bool, what: Callable[[Page], list[float]], times: int = _RUNS) -> list[float]:
        return [value for _ in range(times) for value in _in_new_page(browser, slow, what)]

    def watched(what: Callable[[Page, str], list[float]]) -> Callable[[Page], list[float]]:
        def with_watch(page: Page) -> list[float]:
            page.add_init_script(_USABLE)
            return what(page, url)

        return with_watch

    return Figures(
        opened=runs(False, watched(opened)),
        opened_slow=runs(True, watched(opened)),
        bare=runs(False, watched(bare)),
        bare_slow=runs(True, watched(bare)),
        on_screen=runs(False, lambda page: on_screen(page, url), 1),
        on_screen_slow=runs(True, lambda page: on_screen(page, url), 1),
        tasks=runs(False, lambda page: long_tasks(page, url, with_widget=True)),
        tasks_slow=runs(True, lambda page: long_tasks(page, url, with_widget=True)),
        tasks_without=runs(False, lambda page: long_tasks(page, url, with_widget=False)),
        tasks_without_slow=runs(True, lambda page: long_tasks(page, url, with_widget=False)),
        shifts=runs(False, lambda page: layout_shifts(page, url)),
    )


def report(figures: Figures, version: str) -> str:
    """The page."""

    def row(what: str, normal: list[float], slow: list[float]) -> str:
        cells = [f"{statistics.median(values):.0f} (worst {max(values):.0f})" for values in (normal, slow)]
        return f"| {what} | {cells[0]} | {cells[1]} |"

    sizes = {path.name: len(gzip.compress(path.read_bytes(), mtime=0)) for path in sorted(BUILT.glob("*.*"))}
    panel = sum(size for name, size in sizes.items() if name.startswith(("panel", "webchat")))
    library = sum(size for name, size in sizes.items() if name.startswith("webchat"))
    return f"""# What the chat widget costs

Written by `python -m bench.widget`: Chromium {version}, {platform.machine()}, a shared machine, so times are rough. Each run
begins with an empty cache; {_RUNS} runs a figure, the median and the worst.

## For a page whose visitor never opens it

| | measured | limit |
| --- | --- | --- |
| `loader.js`, gzipped | {sizes["loader.js"]:,} bytes | 5,120 |
| layout shift | {sum(figures.shifts):.3f} | 0 |

The page's longest main-thread task over 50 ms, 0 where there is none (none is to come from the widget):

| milliseconds | normal | processor slowed {_THROTTLING} times |
| --- | --- | --- |
{row("demonstration page with the tag", figures.tasks, figures.tasks_slow)}
{row("the same page without it", figures.tasks_without, figures.tasks_without_slow)}

## For a visitor who opens it

Panel, gzipped, all files: {panel:,} bytes (limit {520 * 1024:,}), {library:,} of them Web Chat's own bundle.

| milliseconds | normal | processor slowed {_THROTTLING} times |
| --- | --- | --- |
{row("first press of the launcher to a text box that takes the question", figures.opened, figures.opened_slow)}
{row("the same of a bare page with the library alone and nothing to connect to", figures.bare, figures.bare_slow)}
{row(f"server's answer to reply on screen ({len(_QUESTIONS)} questions; limit 150)", figures.on_screen, figures.on_screen_slow)}
"""


def main() -> None:
    """Start the assistant, measure, write the page."""
    ensure_widget()
    model = ensure_model()
    port, action_port = free_ports(2)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit("Stopped."))  # and stop the servers on the way
    with action_server(action_port), rasa_server(port, action_port, model), sync_playwright() as playwright:
        chromium = shutil.which("chromium")
        assert chromium, "this benchmark needs Debian's package chromium"
        browser = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        _PAGE.write_text(report(measure(browser, f"{site(port)}/"), browser.version))
        browser.close()
    print(_PAGE.read_text())


if __name__ == "__main__":
    main()
