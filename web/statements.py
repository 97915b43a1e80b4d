"""Statements of which every page makes some: Django makes each once, and from then on only its values are others.

To make one anew costs ten times what it costs to carry it out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

from django.db import DEFAULT_DB_ALIAS, connections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.db import models
    from django.db.models.sql.compiler import SQLCompiler


class Given(str):
    """What stands in a query for a text that is told whenever it is asked; it bears the name by which that is told."""

    __slots__ = ()


class Statement:
    """The rows of a query, each with the columns that it names, in their order.

    `made` makes the query (by `values_list`), with a `Given` for each value; it is called once for each connection.
    """

    def __init__(self, made: Callable[[], models.QuerySet[Any, tuple[Any, ...]]]) -> None:
        self._made = made
        self._compiled: WeakKeyDictionary[object, _Compiled] = WeakKeyDictionary()

    def rows(self, **values: str) -> Iterator[tuple[Any, ...]]:
        """Yield what there is now for some values (KeyError: one of them is not told)."""
        connection = connections[DEFAULT_DB_ALIAS]
        compiled = self._compiled.get(connection)
        if compiled is None:
            compiled = self._compiled[connection] = _Compiled(self._made().query.get_compiler(DEFAULT_DB_ALIAS))
        with connection.cursor() as cursor:
            cursor.execute(compiled.text, [values[name] for name in compiled.names])
            return compiled.converted(cursor.fetchall())


class _Compiled:
    """A query as the store of one connection reads it."""

    def __init__(self, compiler: SQLCompiler) -> None:
        self._compiler = compiler
        self.text, told = compiler.as_sql()
        if not all(isinstance(value, Given) for value in told):
            raise TypeError(told)
        self.names = tuple(map(str, told))
        columns = [expression for expression, _, _ in compiler.select[: compiler.col_count]]
        self._converters = compiler.get_converters(columns)

    def converted(self, rows: list[tuple[Any, ...]]) -> Iterator[tuple[Any, ...]]:
        return map(tuple, self._compiler.apply_converters(rows, self._converters)) if self._converters else iter(rows)


def columns_of(model: type[models.Model]) -> tuple[str, ...]:
    """Return the columns of a table as a query names them, in the order in which `Model.from_db` takes them."""
    return tuple(field.attname for field in model._meta.concrete_fields)  # noqa: SLF001 - so Django calls it
