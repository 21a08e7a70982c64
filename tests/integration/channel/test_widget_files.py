"""The widget's files and its demonstration page, as the website channel serves them."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from content import content
from iort.channel.sessions import Sessions
from iort.channel.settings import Settings
from iort.channel.website import WebsiteChannel
from iort.channel.widget_files import FOLDER
from iort.storage.feedback import FeedbackStore
from tests.support.channel import SECRET, FreePort, Site, served

pytestmark = pytest.mark.asyncio(loop_scope="session")

KINDS = {".html": "text/html", ".js": "text/javascript", ".css": "text/css"}
SERVED = [path.name for path in sorted(FOLDER.glob("*.*")) if path.name not in ("demo.html", ".fingerprint")]


def policy_of(header: str) -> dict[str, str]:
    return dict(part.strip().split(" ", 1) for part in header.split(";"))


async def test_widget_is_built() -> None:
    assert {"loader.js", "panel.html"} < set(SERVED), "run 'python -m launch prepare' first"


@pytest.mark.parametrize("name", SERVED)
async def test_file_has_its_type_and_cache_time(site: Site, name: str) -> None:
    async with site.http.get(f"{site.url}/widget/{name}", headers={"Origin": "https://any.example"}) as answer:
        assert (answer.status, answer.content_type) == (200, KINDS[Path(name).suffix])
        assert await answer.read() == (FOLDER / name).read_bytes()
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        cached = {"loader.js": "public, max-age=300", "panel.html": "no-cache"}
        hashed = "public, max-age=31536000, immutable"
        assert answer.headers["Cache-Control"] == cached.get(name, hashed)
        assert (name in cached) != bool(re.search(r"-[0-9a-f]{10}\.", name))


async def test_sizes_over_the_network_are_kept(site: Site) -> None:
    sizes = {}
    for name in SERVED:
        async with site.http.get(f"{site.url}/widget/{name}", auto_decompress=False) as answer:
            assert answer.headers["Content-Encoding"] == "gzip"
            assert answer.headers["Vary"] == "Accept-Encoding"
            sent = await answer.read()
            assert gzip.decompress(sent) == (FOLDER / name).read_bytes()
            sizes[name] = len(sent)
    assert sizes["loader.js"] <= 5 * 1024
    assert sum(size for name, size in sizes.items() if not name.startswith(("loader", "demo"))) <= 520 * 1024


async def test_browser_that_takes_no_compression_gets_none(site: Site) -> None:
    async with site.http.get(f"{site.url}/widget/loader.js", headers={"Accept-Encoding": "identity"}) as answer:
        assert "Content-Encoding" not in answer.headers
        assert await answer.read() == (FOLDER / "loader.js").read_bytes()


async def test_panel_states_the_same_strict_policy_twice_and_who_may_frame_it(
    agent: Agent, free_port: FreePort
) -> None:
    hospital = "https://www.hospital.example"
    channel = WebsiteChannel(
        Sessions(SECRET), FeedbackStore(agent.tracker_store.database), Settings(origins=(hospital,))
    )
    async with served(channel, agent, free_port()) as site, site.http.get(f"{site.url}/widget/panel.html") as answer:
        header = policy_of(answer.headers["Content-Security-Policy"])
        html = await answer.text()
    assert header.pop("frame-ancestors") == f"'self' {hospital}"
    in_page = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', html)
    assert in_page and policy_of(in_page[1]) == header
    assert header["default-src"] == "'none'"
    assert header["script-src"] == header["connect-src"] == "'self'"
    assert "unsafe" not in str(header)


@pytest.mark.parametrize("path", ["", "widget/panel.html"])
async def test_page_holds_nothing_that_its_policy_forbids(site: Site, path: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        html = await answer.text()
        assert policy_of(answer.headers["Content-Security-Policy"])["default-src"] == "'none'"
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", html)


async def test_own_scripts_parse_no_html() -> None:
    for name in SERVED:
        if name.startswith(("loader", "panel-")):
            assert not re.search(
                r"[iI]nnerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", (FOLDER / name).read_text()
            )


async def test_demonstration_states_the_facts_of_content(site: Site) -> None:
    async with site.http.get(f"{site.url}/") as answer:
        assert (answer.status, answer.headers["Cache-Control"]) == (200, "no-cache")
        html = await answer.text()
    assert all(f"tel:+1-{office.phone}" in html for office in content().offices.values())
    assert content().sources["mayo"].dated in html
    assert "during surgery" in html
    assert "{" not in html


async def test_address_without_its_slash_leads_to_the_demonstration(site: Site) -> None:
    async with site.http.get(site.url) as answer:
        assert str(answer.url) == f"{site.url}/"
        assert answer.status == 200


@pytest.mark.parametrize(
    "path", ["index.html", "widget", "widget/", "widget/.fingerprint", "widget/demo.html", "widget/nothing.js",
             "widget/../website.py", "widget/..%2f..%2fcredentials.yml", "widget/%2e%2e%2f%2e%2e%2fREADME.md", "widget/..%5cx"],
)  # fmt: skip
async def test_nothing_else_is_served(site: Site, path: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        assert answer.status == 404


async def test_channel_works_without_the_widget_and_says_how_to_build_it(
    agent: Agent, free_port: FreePort, tmp_path: Path
) -> None:
    channel = WebsiteChannel(
        Sessions(SECRET),
        FeedbackStore(agent.tracker_store.database),
        Settings(),
        widget_folder=tmp_path / "missing",
    )
    async with served(channel, agent, free_port()) as site:
        async with site.http.get(f"{site.url}/") as answer:
            assert answer.status == 503
            assert "make setup" in await answer.text()
        async with site.http.get(f"{site.url}/widget/loader.js") as answer:
            assert answer.status == 404
        assert (await (await site.new_visitor()).say("What is IORT?"))[0]["answer"] == "what_is_iort"


async def test_files_count_towards_no_limit(agent: Agent, free_port: FreePort) -> None:
    channel = WebsiteChannel(
        Sessions(SECRET), FeedbackStore(agent.tracker_store.database), Settings(requests_per_address="1 per day")
    )
    async with served(channel, agent, free_port()) as site:
        for _ in range(3):
            async with site.http.get(f"{site.url}/widget/loader.js") as answer:
                assert answer.status == 200


async def test_about_gives_the_safety_numbers(site: Site) -> None:
    assert await site.get("about") == (200, content().safety.dict())
