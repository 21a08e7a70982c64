"""The chat page, with the real model, a SQLite store and the real action server."""

from __future__ import annotations

import re

import pytest
from served_channel import Site

from content import content

pytestmark = pytest.mark.asyncio(loop_scope="session")


@pytest.mark.parametrize(
    ("path", "kind"), [("", "text/html"), ("chat.js", "text/javascript"), ("chat.css", "text/css")]
)
async def test_page_is_served_with_a_strict_policy(site: Site, path: str, kind: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        assert (answer.status, answer.content_type) == (200, kind)
        policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
    own = dict.fromkeys(["script-src", "style-src", "connect-src", "img-src"], "'self'")
    assert policy.items() >= {"default-src": "'none'", **own}.items()


async def test_page_holds_nothing_that_the_policy_forbids(site: Site) -> None:
    async with site.http.get(f"{site.url}/") as answer:
        html = await answer.text()
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)|https?://", html)
    async with site.http.get(f"{site.url}/chat.js") as answer:
        script = await answer.text()
    assert not re.search(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\b", script)


async def test_address_without_its_slash_leads_to_the_page(site: Site) -> None:
    async with site.http.get(site.url) as answer:
        assert str(answer.url) == f"{site.url}/"
        assert answer.status == 200


async def test_about_gives_the_safety_numbers(site: Site) -> None:
    assert await site.get("about") == (200, content().safety.dict())


@pytest.mark.parametrize("path", ["index.html", "page", "website.py", "..%2fwebsite.py", "webhook"])
async def test_nothing_else_is_served(site: Site, path: str) -> None:
    async with site.http.get(f"{site.url}/{path}") as answer:
        assert answer.status == 404
