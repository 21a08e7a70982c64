"""What the environment says about storage, checked."""

from __future__ import annotations

import os
from pathlib import Path
from urllib.parse import urlsplit

from rasa.shared.exceptions import RasaException
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

DATABASE_VARIABLE = "IORT_DATABASE_URL"
REDIS_VARIABLE = "IORT_REDIS_URL"
RETENTION_VARIABLE = "IORT_RETENTION_DAYS"
DEFAULT_FILE = Path(__file__).parents[2] / "build" / "conversations.sqlite"
DEFAULT_RETENTION_DAYS = 30
_LONGEST_RETENTION = 3650  # days; past that somebody mistyped


class Misconfigured(RasaException):
    """A variable of the environment has a value that cannot be used; the message says which and what to write."""


def database_url() -> URL:
    """The database to use; the project's own SQLite file where the environment names none. Raises Misconfigured."""
    value = os.environ.get(DATABASE_VARIABLE, "").strip()
    return checked_url(value) if value else URL.create("sqlite", database=str(DEFAULT_FILE))


def checked_url(value: str) -> URL:
    """The URL of a database that is supported. Raises Misconfigured, whose message never holds the URL's password."""
    try:
        url = make_url(value)
    except (ArgumentError, ValueError):
        raise Misconfigured(f"{DATABASE_VARIABLE} is not a database URL; {_EXAMPLES}") from None
    kind, _, driver = url.drivername.partition("+")
    if kind not in ("sqlite", "postgresql") or driver not in ("", "psycopg2", "pysqlite"):
        raise Misconfigured(f"{DATABASE_VARIABLE} begins with '{url.drivername}:', which is not supported; {_EXAMPLES}")
    if kind == "sqlite" and url.database in (None, "", ":memory:"):
        raise Misconfigured(f"{DATABASE_VARIABLE} names no file, so nothing would outlive the process; {_EXAMPLES}")
    if kind == "postgresql" and not url.database:
        raise Misconfigured(f"{DATABASE_VARIABLE} names no database after the host; {_EXAMPLES}")
    return url


def redis_url() -> str | None:
    """The Redis server to use, None for locks inside the process. Raises Misconfigured."""
    value = os.environ.get(REDIS_VARIABLE, "").strip()
    if value and not (value.startswith(("redis://", "rediss://", "unix://")) and _port_is_a_number(value)):
        raise Misconfigured(f"{REDIS_VARIABLE} has to look like redis://:password@host:6379/0 (rediss:// for TLS).")
    return value or None


def _port_is_a_number(url: str) -> bool:
    try:
        urlsplit(url).port  # noqa: B018 - reading it is the check
    except ValueError:
        return False
    return True


def retention_days() -> int:
    """Days after which what was said is deleted. Raises Misconfigured."""
    value = os.environ.get(RETENTION_VARIABLE, "").strip() or str(DEFAULT_RETENTION_DAYS)
    if not (value.isascii() and value.isdigit() and 1 <= int(value) <= _LONGEST_RETENTION):
        raise Misconfigured(
            f"{RETENTION_VARIABLE} is '{value}'; write a whole number of days, 1 to {_LONGEST_RETENTION}."
        )
    return int(value)


_EXAMPLES = "write postgresql://user:password@host:5432/name or sqlite:////absolute/path/to/file.sqlite."
