"""'Insert, or update the row that is there', in one statement: what two processes do at once, neither loses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.sql.dml import Insert


def insert_or_update(
    connection: Connection,
    table: Table,
    row: Mapping[str, Any],
    changed: Callable[[Any, Any], Mapping[str, Any]],
) -> Insert:
    """The statement; `changed` gives the new values from the columns of the row that is there and of the one refused."""
    dialect: Any = postgresql if connection.dialect.name == "postgresql" else sqlite
    statement = dialect.insert(table).values(**row)
    return statement.on_conflict_do_update(
        index_elements=[column.name for column in table.primary_key], set_=changed(table.c, statement.excluded)
    )
