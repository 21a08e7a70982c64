"""What a deployment has to set before the assistant serves the public; checked once, at the start."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from urllib.parse import urlsplit

from rasa.shared.exceptions import RasaException

ENVIRONMENT_VARIABLE = "IORT_ENVIRONMENT"
SECRETS = ("IORT_SESSION_SECRET", "IORT_ACTIONS_TOKEN")
_KINDS = ("development", "production")
_SHORTEST = 32  # characters
_FEWEST_DIFFERENT = 8  # a random hexadecimal text of 32 characters has fewer once in 100 million times
_THIS_MACHINE = ("127.0.0.1", "localhost")


class NotForProduction(RasaException):
    """Something is missing or weak; the message has a sentence for each."""


def check(origins: Sequence[str], environment: Mapping[str, str] = os.environ) -> None:
    """Raise NotForProduction where `IORT_ENVIRONMENT` is 'production' and anything of it is not fit for that.

    Args:
        origins: the pages that may use the assistant, from credentials.yml.
    """
    kind = environment.get(ENVIRONMENT_VARIABLE, "").strip() or "development"
    if kind not in _KINDS:
        raise NotForProduction(f"{ENVIRONMENT_VARIABLE} is '{kind}'; write 'production' or 'development'.")
    found = problems(origins, environment) if kind == "production" else []
    if found:
        raise NotForProduction(f"Not started, since {ENVIRONMENT_VARIABLE} is 'production':\n" + "\n".join(found))


def problems(origins: Sequence[str], environment: Mapping[str, str]) -> list[str]:
    """A sentence for each thing that production needs and does not have; never a secret itself."""
    found = [sentence for name in SECRETS if (sentence := _weakness(name, environment.get(name, "")))]
    values = [environment[name] for name in SECRETS if environment.get(name)]
    if len(values) != len(set(values)):
        found.append(f"{' and '.join(SECRETS)} are the same; set one of its own for each.")
    if not origins:
        found.append(
            "No origin is named: set IORT_ORIGINS to the pages that show the chat, https://www.example.org say."
        )
    found += [
        f"The origin {origin} is not encrypted; write https://…"
        for origin in origins
        if origin.startswith("http://") and urlsplit(origin).hostname not in _THIS_MACHINE
    ]
    return found


def _weakness(name: str, value: str) -> str | None:
    hint = "set what 'openssl rand -hex 32' prints."
    if not value:
        return f"{name} is not set; {hint}"
    if len(value) < _SHORTEST:
        return f"{name} has {len(value)} characters, {_SHORTEST} are the fewest; {hint}"
    if len(set(value)) < _FEWEST_DIFFERENT:
        return f"{name} is easily guessed; {hint}"
    return None
