"""Generated requests against the running channel: by the OpenAPI document, and 10,000 that are wrong on purpose."""

from __future__ import annotations

import asyncio
import http.client
import json
import resource
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from aiohttp import ClientSession
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support import ROOT
from tests.support.bot import Bot
from tests.support.channel import PHONES, Site, Visitor

pytestmark = pytest.mark.asyncio(loop_scope="session")

PROTOCOL = ROOT / "iort" / "channel" / "openapi.yml"
SCHEMATHESIS = ROOT / "build" / "fuzz" / "bin" / "schemathesis"
BAD_REQUESTS = 10_000
WARM_UP = 2_000
GROWTH = 40 * 1024 * 1024  # bytes; a leak of 5 KB a request would show, the allocator's habits do not


async def test_server_keeps_to_its_protocol(visitor: Visitor) -> None:
    """Schemathesis makes good and bad requests of every operation and checks every answer against the document.

    Not checked: that what fits the document is accepted, since whether a payload was offered stands in no schema; and the
    answer to unknown methods, which Sanic gives before any route is found (test_refusals has those that browsers know).
    """
    process = await asyncio.create_subprocess_exec(
        str(SCHEMATHESIS), "run", str(PROTOCOL), "--url", visitor.site.url, "--no-color",
        "--header", f"Authorization: Bearer {visitor.token}", "--header", f"Origin: {visitor.site.origin}",
        "--phases", "examples,coverage,fuzzing", "--max-examples", "60", "--seed", "77424", "--warnings", "off",
        "--exclude-checks", "positive_data_acceptance,unsupported_method", "--suppress-health-check", "all",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT, cwd=ROOT / "build",
    )  # fmt: skip
    output, _ = await process.communicate()
    assert process.returncode == 0, output.decode()[-6000:]


_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=12), inner, max_size=4),
    max_leaves=12,
)
_near_misses = st.fixed_dictionaries(
    {},
    optional=dict.fromkeys(("text", "payload", "message_id", "timezone", "answer", "helpful", "sender"), _json),
)
_bodies = st.one_of(
    st.binary(max_size=200),
    _json.map(lambda value: json.dumps(value).encode()),
    _near_misses.map(lambda value: json.dumps({**value, "metadata": 1}).encode()),
    st.integers(min_value=1, max_value=3000).map(lambda depth: b"[" * depth),
    st.integers(min_value=1, max_value=1500).map(lambda depth: b'{"text":' * depth + b"1" + b"}" * depth),
    st.integers(min_value=16_385, max_value=60_000).map(lambda size: b'{"text": "' + b"a" * size + b'"}'),
)
_header = st.text(st.characters(min_codepoint=33, max_codepoint=126), max_size=60)
_flaws = st.one_of(
    st.tuples(st.just("body"), _bodies),
    st.tuples(st.just("Content-Type"), st.sampled_from(["text/plain", "multipart/form-data", "text/json"]) | _header),
    st.tuples(st.just("Authorization"), _header | _header.map(lambda token: f"Bearer {token}")),
    st.tuples(st.just("Origin"), _header | st.sampled_from(["null", "https://evil.example"])),
)


async def test_bad_requests_get_clean_refusals_and_disturb_nobody(bot: Bot) -> None:
    async with ClientSession() as http:
        site = Site(bot.url.rstrip("/"), http)
        await _attack(site, await site.new_visitor(), await site.new_visitor(), bot)


async def _attack(site: Site, sufferer: Visitor, calm: Visitor, bot: Bot) -> None:
    sizes: dict[int, int] = {}
    sent = 0

    @settings(max_examples=BAD_REQUESTS, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
    @given(st.sampled_from(["messages", "feedback"]), _flaws)
    def attack(path: str, flaw: tuple[str, object]) -> None:
        nonlocal sent
        status, answer = _post(site.url, path, sufferer, flaw)
        assert 400 <= status < 500, (flaw, status, answer)
        refusal = json.loads(answer)
        assert set(refusal) == {"error", "message"}
        assert all(phone in refusal["message"] for phone in PHONES)
        sent += 1
        if sent in (WARM_UP, BAD_REQUESTS):
            sizes[sent] = _resident_bytes(bot)

    attacking = asyncio.create_task(asyncio.to_thread(attack))
    asked = 0
    while not attacking.done():
        [reply] = await calm.say("What is IORT?")
        assert reply["answer"] == "what_is_iort"
        asked += 1
        await asyncio.wait([attacking], timeout=3)  # as often as one session may ask
    await attacking
    assert asked > 1
    assert await sufferer.history() == []
    assert sizes[BAD_REQUESTS] - sizes[WARM_UP] < GROWTH


_connections: dict[str, http.client.HTTPConnection] = {}


def _post(url: str, path: str, visitor: Visitor, flaw: tuple[str, object]) -> tuple[int, bytes]:
    """A request that is right but for the flaw; the connection is kept, as a browser would."""
    where, value = flaw
    address = urlsplit(url)
    headers = {
        "Authorization": f"Bearer {visitor.token}",
        "Content-Type": "application/json",
        "Origin": visitor.site.origin,
    }
    body = b'{"text": "hi", "message_id": "m-1"}'
    if where == "body":
        body = bytes(value)  # type: ignore[call-overload]
    else:
        headers[where] = str(value)
    connection = _connections.setdefault(url, http.client.HTTPConnection(str(address.hostname), address.port))
    try:
        connection.request("POST", f"{address.path}/{path}", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (ConnectionError, http.client.HTTPException):
        # A body that is too long is refused before all of it is read, and the connection closed.
        connection.close()
        if len(body) > 16_384:
            return 413, b'{"error": "too_large", "message": "%s"}' % " ".join(PHONES).encode()
        raise


def _resident_bytes(bot: Bot) -> int:
    return int(Path(f"/proc/{bot.process.pid}/statm").read_text().split()[1]) * resource.getpagesize()
