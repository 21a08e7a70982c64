"""A production start without a fit secret, token or origin is refused in sentences that say what to set."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from iort import production
from iort.channel.website import WebsiteChannel
from iort.production import NotForProduction, check

GOOD = {
    "IORT_ENVIRONMENT": "production",
    "IORT_SESSION_SECRET": "0f3b7c5e9a1d4826" * 4,
    "IORT_ACTIONS_TOKEN": "7a1c9e3f5b2d8046" * 4,
}
ORIGINS = ["https://www.example.org"]


def test_all_that_is_needed_is_enough() -> None:
    check(ORIGINS, GOOD)


@pytest.mark.parametrize(
    "change, origins, says",
    [
        ({"IORT_SESSION_SECRET": ""}, ORIGINS, "IORT_SESSION_SECRET is not set"),
        ({"IORT_SESSION_SECRET": "0f3b7c5e"}, ORIGINS, "IORT_SESSION_SECRET has 8 characters, 32 are the fewest"),
        ({"IORT_SESSION_SECRET": "change-" * 8}, ORIGINS, "IORT_SESSION_SECRET is easily guessed"),
        ({"IORT_ACTIONS_TOKEN": ""}, ORIGINS, "IORT_ACTIONS_TOKEN is not set"),
        ({"IORT_ACTIONS_TOKEN": GOOD["IORT_SESSION_SECRET"]}, ORIGINS, "are the same"),
        ({}, [], "No origin is named"),
        ({}, ["http://www.example.org"], "The origin http://www.example.org is not encrypted"),
        ({"IORT_ENVIRONMENT": "prod"}, ORIGINS, "IORT_ENVIRONMENT is 'prod'"),
    ],
    ids=["no secret", "short", "one letter", "no token", "the same twice", "no origin", "in clear", "a mistyped kind"],
)
def test_what_is_missing_or_weak_is_named(change: dict[str, str], origins: Sequence[str], says: str) -> None:
    with pytest.raises(NotForProduction, match=says) as refusal:
        check(origins, {**GOOD, **change})
    assert GOOD["IORT_SESSION_SECRET"] not in str(refusal.value)


def test_everything_is_said_at_once() -> None:
    assert len(production.problems([], {})) == 3


def test_development_needs_none_of_it() -> None:
    check([], {})


def test_the_channel_itself_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IORT_ENVIRONMENT", "production")
    for name in production.SECRETS:
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(NotForProduction, match="IORT_SESSION_SECRET is not set"):
        WebsiteChannel.from_credentials({"origins": ORIGINS})
