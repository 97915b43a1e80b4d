"""Where on a form each fact of a record is asked: on the card of the one criterion that it belongs to, or first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from chamdiem.rules.compile.program import Key
from chamdiem.rules.records.fields import FieldType
from chamdiem.rules.records.meeting import VOTES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from chamdiem.engine.reading.catalog import LoadedFramework
    from chamdiem.rules.records.fields import Field
    from chamdiem.rules.records.shape import RecordShape

_NAMED = frozenset({FieldType.TEXT, FieldType.PERIOD})


def known_fields(shape: RecordShape) -> frozenset[str]:
    """Return the fields of records that nobody is asked: whose record it is, and of which period, is known before."""
    return frozenset(name for name in shape.registered if shape.by_name[name].type in _NAMED)


def homes(loaded: LoadedFramework, fields: Iterable[Field]) -> Mapping[str, str | None]:
    """Return by the names of fields the criterion on whose card each is asked; None: it stands before all criteria.

    What every record has stands first, but for votes. Any other fact belongs to the one criterion that reads it; one
    that none reads, to the one that the cross-checks are about which read it. What people count together stays
    together: what must agree with a fact that stands first, and is of the same part of a record, stands there too.
    """
    return _Homes(loaded, {field.name: field for field in fields}).found()


class _Homes:
    def __init__(self, loaded: LoadedFramework, fields: Mapping[str, Field]) -> None:
        self.framework, self.scope, self.fields = loaded.framework, loaded.scope, fields
        self.needs = loaded.needs
        self.readers: dict[str, set[str]] = {name: set() for name in fields}
        for criterion in self.framework.criteria:
            for name in self._fields(Key("award", criterion.id)):
                self.readers[name].add(criterion.id)

    def _fields(self, key: Key) -> list[str]:
        return [
            need.subject for need in self.needs.get(key, ()) if need.kind == "field" and need.subject in self.fields
        ]

    def found(self) -> dict[str, str | None]:
        checked = self._checked()
        homes = {name: self._home(field, checked.get(name, set())) for name, field in self.fields.items()}
        first = {name for name, home in homes.items() if home is None}
        return {name: None if self._is_beside(name, first) else home for name, home in homes.items()}

    def _home(self, field: Field, checked: set[str]) -> str | None:
        if field.asked and not field.declared and field.name not in VOTES:
            return None
        criteria = self.readers[field.name] or checked
        return next(iter(criteria)) if len(criteria) == 1 else None

    def _checked(self) -> dict[str, set[str]]:
        """Return by field the criteria that its cross-checks are about: whose answers or own facts they read, too."""
        found: dict[str, set[str]] = {}
        for finding in self.framework.findings:
            key = Key("finding", finding.id)
            names, questions = self._fields(key), self.scope.questions
            asked = {questions[need].criterion.id for need in self.needs.get(key, ()) if need in questions}
            own = {next(iter(self.readers[name])) for name in names if len(self.readers[name]) == 1}
            for name in names:
                found.setdefault(name, set()).update(asked | own)
        return found

    def _is_beside(self, name: str, first: set[str]) -> bool:
        """Tell whether a fact must agree with some that stand first, and has its place beside them."""
        field = self.fields[name]
        if field.declared:  # what a framework asks for stands in one section, which says nothing
            return False
        bound = {other for limit in self.framework.shape.limits_of[name] for other in limit.names} & first
        return any(self.fields[other].section == field.section for other in bound)
