"""`python -m iort.storage list` and `… delete CONVERSATION|--all|--expired`: what the database holds, and deleting it."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime, timezone

from iort.storage import retention
from iort.storage.database import Database, StorageUnavailable, shared_database
from iort.storage.settings import DATABASE_VARIABLE, Misconfigured, retention_days


def main(arguments: list[str] | None = None) -> int:
    """Do what the arguments say and print one sentence about it; the exit code is 1 where that failed."""
    parser = argparse.ArgumentParser(prog="python -m iort.storage", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="count what is kept; shows no text")
    delete = commands.add_parser("delete", help="delete conversations; answer counts and feedback stay")
    which = delete.add_mutually_exclusive_group(required=True)
    which.add_argument("conversation", nargs="?", metavar="CONVERSATION", help="the id of one conversation")
    which.add_argument("--all", action="store_true", help="every conversation")
    which.add_argument("--expired", action="store_true", help="what was said more than IORT_RETENTION_DAYS days ago")
    asked = parser.parse_args(arguments)
    try:
        database = shared_database()
        print(_listed(database) if asked.command == "list" else _deleted(database, asked))
    except Misconfigured as error:
        print(f"Error: {error}", file=sys.stderr)
        return 1
    except StorageUnavailable as error:
        print(f"Error: {error}; is it running, and is {DATABASE_VARIABLE} right?", file=sys.stderr)
        return 1
    return 0


def _listed(database: Database) -> str:
    held = retention.kept(database)
    oldest = (
        "none" if held.oldest is None else f"{datetime.fromtimestamp(held.oldest, timezone.utc):%Y-%m-%d %H:%M} UTC"
    )
    return (
        f"conversations: {held.conversations}\nevents: {held.events}\noldest event: {oldest}\n"
        f"answers counted: {held.answers}\nverdicts on answers: {held.verdicts}"
    )


def _deleted(database: Database, asked: argparse.Namespace) -> str:
    if asked.all:
        return f"Deleted all conversations ({retention.delete_all(database)} events)."
    if asked.expired:
        days = retention_days()
        return f"Deleted what was said more than {days} days ago ({retention.delete_expired(database, days)} events)."
    deleted = retention.delete_conversation(database, asked.conversation)
    return f"Deleted the conversation ({deleted} events)." if deleted else "No such conversation: nothing to delete."


if __name__ == "__main__":
    sys.exit(main())
