"""The nginx configuration that is deployed: nginx itself takes it, in clear and with TLS."""

from __future__ import annotations

import asyncio
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from aiohttp import ClientSession, web

from iort.channel.incoming import MAX_BYTES
from launch import nginx, services
from tests.support.services import Nginx


def accepted(folder: Path, site: str) -> subprocess.CompletedProcess[str]:
    server = services.Nginx(folder, 8080, [5005])
    server.prepare()
    server.configuration.write_text(nginx.whole(folder, site))
    return subprocess.run([*server.command(), "-t"], capture_output=True, text=True)


def test_nginx_takes_it_in_clear(tmp_path: Path) -> None:
    finished = accepted(
        tmp_path, nginx.site("127.0.0.1:8080", ["127.0.0.1:5005", "127.0.0.1:5006"], tmp_path / "cache")
    )
    assert finished.returncode == 0, finished.stderr


def test_nginx_takes_it_with_tls_and_a_load_balancer_in_front(tmp_path: Path) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    request = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    subject = ["-subj", "/CN=iort.test", "-keyout", str(key), "-out", str(certificate)]
    subprocess.run([*request, *subject], check=True, capture_output=True)
    tls = f"ssl_certificate {certificate}; ssl_certificate_key {key};"
    site = nginx.site("8443 ssl http2", ["127.0.0.1:5005"], tmp_path / "cache", tls, "set_real_ip_from 10.0.0.0/8;")
    finished = accepted(tmp_path, site)
    assert finished.returncode == 0, finished.stderr


@pytest.mark.asyncio
async def test_a_process_with_a_message_in_hand_is_passed_over(free_port: Callable[[], int]) -> None:
    held: asyncio.Queue[int] = asyncio.Queue()
    release = asyncio.Event()
    ports = [free_port(), free_port()]
    runners = []
    for port in ports:

        async def hold(request: web.Request, port: int = port) -> web.Response:
            held.put_nowait(port)
            await release.wait()
            return web.Response(text=str(port))

        async def say(request: web.Request, port: int = port) -> web.Response:
            return web.Response(text=str(port))

        app = web.Application()
        app.router.add_get("/webhooks/website/hold", hold)
        app.router.add_get("/webhooks/website/say", say)
        runners.append(web.AppRunner(app))
        await runners[-1].setup()
        await web.TCPSite(runners[-1], "127.0.0.1", port).start()
    with Nginx(free_port(), ports) as server:
        address = f"http://127.0.0.1:{server.port}/webhooks/website"
        async with ClientSession() as http:

            async def get(path: str) -> str:
                async with http.get(f"{address}/{path}") as answer:
                    return await answer.text()

            waiting = asyncio.create_task(get("hold"))
            busy = await asyncio.wait_for(held.get(), 10)
            answered = {await get("say") for _ in range(10)}
            release.set()
            assert await waiting == str(busy)
    for runner in runners:
        await runner.cleanup()
    assert answered == {str(port) for port in ports if port != busy}


def test_its_check_can_fail(tmp_path: Path) -> None:
    finished = accepted(tmp_path, nginx.site("127.0.0.1:8080", ["127.0.0.1:not-a-port"], tmp_path / "cache"))
    assert finished.returncode != 0


def test_a_variable_without_a_value_is_an_error() -> None:
    with pytest.raises(KeyError):
        nginx.rendered("listen ${IORT_NGINX_LISTEN};", {})


def test_its_body_limit_is_the_channels() -> None:
    limits = re.findall(r"client_max_body_size (\d+)k;", nginx.TEMPLATE.read_text())
    assert [int(limit) * 1024 for limit in limits] == [MAX_BYTES]


def test_no_log_holds_an_address_a_query_or_a_body() -> None:
    [written] = re.findall(r"log_format iort (.*);", nginx.TEMPLATE.read_text())
    telling = {"remote_addr", "args", "request", "request_uri", "request_body", "http_referer", "http_authorization"}
    assert not telling & set(re.findall(r"\$(\w+)", written))
