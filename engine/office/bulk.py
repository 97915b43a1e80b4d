"""The acts on many records at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.engine.bulk.query_text import QueryRequest, sql_of

if TYPE_CHECKING:
    from chamdiem.engine.office.office import Office

__all__ = ["QueryRequest", "query_text"]


def query_text(office: Office, framework: str, asked: QueryRequest) -> str:
    """Return the SQL query that scores by a framework, by its id or file.

    Raises:
        FaultyInput: there is no such framework, or it is faulty.
    """
    return sql_of(office.catalog.draft(framework), asked)
