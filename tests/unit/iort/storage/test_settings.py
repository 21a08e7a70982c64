"""What the environment may say about storage, and what is answered to what it may not."""

from __future__ import annotations

import pytest

from iort.storage.settings import DEFAULT_FILE, Misconfigured, database_url, redis_url, retention_days


def test_without_a_word_everything_is_in_one_file(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("IORT_DATABASE_URL", "IORT_REDIS_URL", "IORT_RETENTION_DAYS"):
        monkeypatch.delenv(variable, raising=False)
    assert database_url().database == str(DEFAULT_FILE)
    assert redis_url() is None
    assert retention_days() == 30


@pytest.mark.parametrize(
    "url", ["postgresql://u:p@db:5432/iort", "postgresql+psycopg2://db/iort", "sqlite:////var/c.sqlite"]
)
def test_supported_databases(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("IORT_DATABASE_URL", url)
    assert database_url().render_as_string(hide_password=False) == url


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("hush", "is not a database URL"),
        ("postgres://u:hush@db/iort", "begins with 'postgres:'"),
        ("mysql://u:hush@db/iort", "begins with 'mysql:'"),
        ("postgresql+asyncpg://u:hush@db/iort", "begins with 'postgresql+asyncpg:'"),
        ("postgresql://u:hush@db", "names no database"),
        ("postgresql://u:hush@db:port/iort", "is not a database URL"),
        ("sqlite://", "names no file"),
        ("sqlite:///:memory:", "names no file"),
    ],
)
def test_other_databases_are_refused_with_an_example(monkeypatch: pytest.MonkeyPatch, url: str, says: str) -> None:
    monkeypatch.setenv("IORT_DATABASE_URL", url)
    with pytest.raises(Misconfigured, match="IORT_DATABASE_URL") as refused:
        database_url()
    assert says in str(refused.value) and "write postgresql://" in str(refused.value)
    assert "hush" not in str(refused.value)


@pytest.mark.parametrize("days", ["0", "-1", "1.5", "a month", "99999", "³"])
def test_days_that_are_none_are_refused(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("IORT_RETENTION_DAYS", days)
    with pytest.raises(Misconfigured, match="whole number of days"):
        retention_days()


@pytest.mark.parametrize("url", ["localhost:6379", "http://redis:6379", "redis://:hush@redis:port/0"])
def test_other_urls_of_redis_are_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("IORT_REDIS_URL", url)
    with pytest.raises(Misconfigured, match="redis://") as refused:
        redis_url()
    assert "hush" not in str(refused.value)
