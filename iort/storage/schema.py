"""The tables, and making them."""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, Column, Float, Index, Integer, MetaData, String, Table, Text, text
from sqlalchemy.engine import Connection
from sqlalchemy.schema import CreateIndex, CreateTable

_METADATA = MetaData()
_LOCK_NUMBER = 77424  # PostgreSQL's advisory lock of this project's schema; any number that nobody else takes

# Text as JSON: its escapes hold what a text column of PostgreSQL refuses (NUL, lone surrogates).
events = Table(
    "conversation_events",
    _METADATA,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("conversation", String(255), nullable=False),
    Column("kind", String(64), nullable=False),  # Rasa's type name of the event
    Column("message_id", String(255)),  # of a visitor's message, where the browser gave it one
    Column("timestamp", Float(53), nullable=False),  # seconds since 1970
    Column("data", Text, nullable=False),
    Index("conversation_events_in_order", "conversation", "id"),
    Index("conversation_events_of_kind", "conversation", "kind", "id"),
    Index("conversation_events_by_age", "timestamp"),
)

# Neither holds a text or a conversation's id: they stay when the conversation goes.
answer_counts = Table(
    "answer_counts",
    _METADATA,
    Column("day", String(10), primary_key=True),  # 2026-05-01, UTC
    Column("answer", String(255), primary_key=True),  # the answer's id in domain.yml
    Column("count", Integer, nullable=False),
)
feedback = Table(
    "feedback",
    _METADATA,
    Column("key", String(64), primary_key=True),
    Column("answer", String(255), nullable=False),
    Column("helpful", Boolean, nullable=False),
    Column("day", String(10), nullable=False),
)


def create(connection: Connection) -> None:
    """Make what is missing; safe when several processes do it at once."""
    if connection.dialect.name == "postgresql":
        # 'IF NOT EXISTS' alone fails where two look at the same moment.
        connection.execute(text("SELECT pg_advisory_xact_lock(:number)"), {"number": _LOCK_NUMBER})
    for table in _METADATA.sorted_tables:
        connection.execute(CreateTable(table, if_not_exists=True))
        for index in sorted(table.indexes, key=lambda index: str(index.name)):
            connection.execute(CreateIndex(index, if_not_exists=True))
