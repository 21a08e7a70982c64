"""Fills in deploy/nginx/iort.conf.template, which the nginx image does by itself in a container."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

TEMPLATE = Path(__file__).parents[1] / "deploy" / "nginx" / "iort.conf.template"
_VARIABLE = re.compile(r"\$\{(\w+)\}")
_CONNECTIONS = 8192  # two a visitor; nginx's default of 512 refused visitors from the two hundred and fiftieth on
_TEMPORARY = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")


def rendered(template: str, values: Mapping[str, str]) -> str:
    """The template with its variables' values; nginx's own ($uri, without braces) stay. KeyError for one without value."""
    return _VARIABLE.sub(lambda found: values[found[1]], template)


@dataclass(frozen=True)
class Limits:
    """What one address may do: requests, as nginx writes a rate, and connections at a time."""

    rate: str = "20r/s"
    connections: int = 200


USUAL = Limits()


def site(
    listen: str, upstreams: Sequence[str], cache: Path, tls: str = "", trusted: str = "", limits: Limits = USUAL
) -> str:
    """The assistant's part of the configuration; `upstreams` are host:port."""
    return rendered(
        TEMPLATE.read_text(),
        {
            "IORT_NGINX_LISTEN": listen,
            "IORT_NGINX_TLS": tls,
            "IORT_NGINX_TRUSTED": trusted,
            "IORT_NGINX_UPSTREAMS": " ".join(f"server {each} max_fails=1 fail_timeout=2s;" for each in upstreams),
            "IORT_NGINX_RATE": limits.rate,
            "IORT_NGINX_CONNECTIONS": str(limits.connections),
            "IORT_NGINX_CACHE": str(cache),
        },
    )


def whole(folder: Path, site: str) -> str:
    """A configuration that nginx can be started with, all its files in `folder`; logs go to its output."""
    places = "\n".join(f"    {kind}_temp_path {folder}/{kind};" for kind in _TEMPORARY)
    return (
        f"daemon off;\npid {folder}/pid;\nerror_log stderr;\nworker_processes 1;\nworker_rlimit_nofile {2 * _CONNECTIONS};\n"
        f"events {{ worker_connections {_CONNECTIONS}; }}\n"
        f"http {{\n{places}\n    default_type application/octet-stream;\n{site}\n}}\n"
    )
