"""The operator's command: it counts, deletes, and says what is wrong without a password."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from iort.storage.__main__ import main
from iort.storage.database import Database
from iort.storage.tracker_store import ConversationTrackerStore
from tests.support import ROOT
from tests.support.turns import age, say


def run(url: str, *arguments: str, **variables: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "IORT_DATABASE_URL": url, **variables}
    command = [sys.executable, "-m", "iort.storage", *arguments]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)


async def test_command_counts_and_deletes(
    store: ConversationTrackerStore, database: Database, database_url: str
) -> None:
    for conversation in ("one", "-two", "three", "four"):
        await say(store, conversation, "a secret")
    await age(database, "three", 8)
    listed = run(database_url, "list")
    assert "conversations: 4\n" in listed.stdout and "answers counted: 4\n" in listed.stdout
    assert "secret" not in listed.stdout
    assert run(database_url, "delete", "one").stdout == "Deleted the conversation (7 events).\n"
    assert run(database_url, "delete", "one").stdout == "No such conversation: nothing to delete.\n"
    assert run(database_url, "delete", "--", "-two").stdout == "Deleted the conversation (7 events).\n"
    expired = run(database_url, "delete", "--expired", IORT_RETENTION_DAYS="7")
    assert expired.stdout == "Deleted what was said more than 7 days ago (7 events).\n"
    assert run(database_url, "delete", "--all").stdout == "Deleted all conversations (7 events).\n"
    assert "conversations: 0\n" in run(database_url, "list").stdout


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("postgresql://me:hush@127.0.0.1:1/db", "is it running"),
        ("mysql://me:hush@host/db", "begins with 'mysql:'"),
    ],
)
def test_command_says_what_is_wrong_and_no_password(url: str, says: str) -> None:
    failed = run(url, "list")
    assert failed.returncode == 1
    assert says in failed.stderr
    assert "hush" not in failed.stderr and "Traceback" not in failed.stderr


def test_delete_wants_to_know_what(capsys: pytest.CaptureFixture[str]) -> None:
    for arguments in (["delete"], ["delete", "one", "--all"], ["delete", "--all", "--expired"]):
        with pytest.raises(SystemExit):
            main(arguments)
